"""Papers that go through every rule of joining, for what must be the same with Spark as without."""

from collections.abc import Iterator

from kg.model import RELATIONS, Entity, Extraction, Label, Mention, Paper, Relation, Source
from kg.names.ids import entity_id

WORDS = ["leaf", "stem", "root", "flower", "pollen", "antenna", "beam", "sensor", "signal", "radar", "noise", "waves"]


def text(number: int) -> str:
    """A few words: papers with numbers near each other have most in common."""
    return " ".join(WORDS[(number + place) % len(WORDS)] for place in range(4))


def claim(*names: str, label: Label = Label.METHOD, relation: Relation | None = None, key: str = "") -> Entity:
    """An entity; two names are an acronym and its definition."""
    rules = ["acronym.short", "acronym.long"] if len(names) > 1 else ["shape"]
    mentions = tuple(Mention("abstract", 0, len(name), name, rule) for name, rule in zip(names, rules, strict=True))
    found = key or entity_id(label, names[0])
    return Entity(label, names[0], names[1:], relation or RELATIONS[label][-2], found, mentions)


def titled(name: str) -> Entity:
    """An entity that the title gives to the paper."""
    mention = Mention("title", 0, len(name), name, "title.colon")
    return Entity(Label.METHOD, name, (), Relation.PROPOSES, entity_id(Label.METHOD, name), (mention,))


def claims() -> Iterator[tuple[str, tuple[Entity, ...]]]:
    """What papers name, with their abstracts."""
    for number in range(24):  # a name in most papers: half of them define it, in several ways, half do not
        named = claim("FOB", *[["Flow of Bits", "Flows of Bit", "Fruit of Bushes"][number % 3]][: number % 2])
        yield text(number % 3 + number % 2), (named, claim("Teapot"), claim("CIFAR-10", label=Label.DATASET))
    for number in range(9):  # listed for two methods
        words = ["a mask for each segment", "a flat minimum", text(number)][number % 3]
        yield words, (claim("SAM", key="method:segment-anything-model"),)
    for number, long in enumerate(["approximate Bayesian computation", "artificial bee colony"] * 3):
        yield text(number), (claim("ABC", long), claim("ReSTE", *["Rest of Tea"][:number]))
    for name in ["Moon-Set", "moonset", "MoonSet dataset", "MoonSets", "MoonSet", "MoonSet"]:
        yield text(2), (claim(name, label=Label.DATASET), claim("Cupnet", *[], relation=Relation.MENTIONS))
    yield text(3), (claim("MoonSet"), claim("FOB unclear"), claim("FOB sense 2"), claim("LoRA", "low-rank adaptation"))
    for number in range(3):
        yield text(number), (claim("STEEP", key="method:steep"), claim("GPU", label=Label.HARDWARE))
        yield text(number), (claim(f"https://github.com/a/b{number % 2}", label=Label.REPOSITORY),)
    yield text(4), (claim("CNN", "convolutional neural network"), claim("ConvNet", "convolutional neural network"))
    yield text(4), (claim("CNN"), claim("CNNs", key="method:cnns"))


def extractions() -> list[Extraction]:
    """Papers with these claims, and records that may or may not be one paper."""
    found = [
        Extraction(Paper(f"p{place}", f"On number {place}", words, source=Source("a.jsonl", place)), entities)
        for place, (words, entities) in enumerate(claims(), 1)
    ]
    for place, topic in enumerate(["trees", "ships", "tea"]):
        one = Paper(f"z{place}", f"Zed: a net for {topic}", text(place), source=Source("b.jsonl", place))
        found.append(Extraction(one, (titled("Zed"),)))
    return found + [Extraction(one, (claim("Teapot"), claim(one.title.title()))) for one in records()]


def records() -> Iterator[Paper]:
    """Records in chains of ids, of one title, and of titles that say nothing."""
    for number in range(8):
        key, doi = f"2101.{number // 2:05}", f"10.48550/arxiv.2101.{(number + 1) // 2:05}"
        yield Paper(key, f"Chain {number}", text(number), doi=doi, source=Source("c.jsonl", number))
    for number in range(6):
        authors = ([], ["Ada Byron"], ["Byron, Ada"], ["Emmy Noether"])[number % 4]
        for title in ("Discussion", "A net of trees", "Reply to the editor"):
            words = text(number // 2)
            yield Paper(f"t{title[0]}{number}", title, words, authors=tuple(authors), source=Source("d", number))
    for number, year in enumerate(["2020", "2021", "2020"]):
        yield Paper("again", "The same", text(number % 2), published=year, source=Source("e", number))
    yield Paper("tA9", "A net of trees of old", text(0), authors=("Ada Byron",), doi="10.1234/x", source=Source("e", 9))
    yield Paper("tD7", "Discussion", "Of other things.", authors=("Mary Cup",), source=Source("e", 11))
    yield Paper("tD8", "Discussion", text(7), doi="10.1234/x", source=Source("e", 10))
    yield Paper("again", "The same", text(0), published="2020", source=Source("f", 1))
