"""A Doc to an Extraction: mentions joined to entities, each with one relation and the words that it was read from."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Entity, Extraction, Label, Mention, Paper, Relation
from kg.names.heads import cut_size
from kg.names.links import address, with_code
from kg.nlp.acronyms import SHORT
from kg.nlp.groups import common_name
from kg.nlp.pipeline import read
from kg.nlp.plain import Plain
from kg.nlp.relations import FoundRelation
from kg.nlp.spans import ENTITIES, Mark, longest, read_marks
from kg.nlp.words import words_of

GAP = "\n\n"  # between title and abstract
KEPT_WORDS = 50_000  # the first that texts have: those that are common are among them


def extract_paper(nlp: Language, paper: Paper) -> Extraction:
    """The entities of one paper, with the repository of its own code link."""
    with _without_new_words(nlp):
        found = entities_of(read(nlp, paper.title + GAP + paper.abstract), paper)
    return Extraction(paper, with_code(found, paper.code))


@contextmanager
def _without_new_words(nlp: Language) -> Iterator[None]:
    """Forget the rare words of a text: spaCy keeps every word that it has seen, and there is no end of them."""
    if len(nlp.vocab) < KEPT_WORDS or nlp.vocab.in_memory_zone:  # type: ignore[attr-defined]  # not in the stub
        yield
        return
    with nlp.memory_zone():
        yield


def entities_of(doc: Doc, paper: Paper) -> tuple[Entity, ...]:
    """The entities of a Doc of a paper's title and abstract."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in read_marks(doc, ENTITIES, "kg.extract"):
        found[mark.target].append(mark)
    relations: dict[str, FoundRelation] = doc._.kg_relations
    plain = words_of(doc).plain
    return tuple(_entity(target, marks, relations[target], plain, paper) for target, marks in found.items())


def _entity(target: str, marks: list[Mark], relation: FoundRelation, plain: Plain, paper: Paper) -> Entity:
    label = Label(marks[0].label)
    mentions = [_mention(*plain.origin(mark.start, mark.end), paper, mark.rule) for mark in marks]
    written = [(mark.name or plain.text[mark.start : mark.end], mark.rule) for mark in marks]
    as_it_stands = [mention.text for mention, mark in zip(mentions, marks, strict=True) if not mark.name]
    texts = [*dict.fromkeys(text for text, _ in written), *as_it_stands]
    if label is Label.REPOSITORY:
        name = address(texts[0])
        aliases = tuple(text for text in texts if urlsplit(name).netloc not in text)  # as "hf.co/owner/name"
    else:
        name = common_name([(text, rule == SHORT) for text, rule in written], label)
        sized = [] if label is Label.DATASET else map(cut_size, texts)  # "LAION-400M" is not LAION
        aliases = tuple(form for form in dict.fromkeys([*texts, *sized]) if form != name)
    cues = tuple(_mention(start, end, paper, f"cue.{group}") for start, end, group in relation["cues"])
    kept = {*longest(marks)}
    outer = tuple(mention for mention, mark in zip(mentions, marks, strict=True) if mark in kept)
    return Entity(label, name, aliases, Relation(relation["type"]), target, outer, cues)


def _mention(start: int, end: int, paper: Paper, rule: str) -> Mention:
    """Where characters of the text stand in the paper."""
    if end <= len(paper.title):
        return Mention("title", start, end, paper.title[start:end], rule)
    shift = len(paper.title) + len(GAP)
    assert start >= shift, "no mention goes over the end of the title"
    return Mention("abstract", start - shift, end - shift, paper.abstract[start - shift : end - shift], rule)
