"""No set of papers, however odd, takes more than its size in time to make a graph of."""

import time
from collections.abc import Callable

import pytest
from graphs import NO_NAMES
from growing import assert_grows
from msgspec.structs import replace

from kg.graph.assemble import build_graph
from kg.model import Entity, Extraction, Label, Mention, Paper, Relation, Source
from kg.names.ids import entity_id
from kg.names.likeness import alike

SMALL, LARGE = 400, 2_000  # papers
# A step that takes the square of their number would give 25, and some noise is on top of a linear one's 5.
MOST = 11
ROUNDS = 2
LEAST = 0.02  # seconds: shorter times are mostly noise


def paper(number: int, *names: str, title: str = "", relation: Relation = Relation.USES, **more: object) -> Extraction:
    """A paper with one entity; of two names the second is the long form of the first."""
    rules = ("shape",) if len(names) == 1 else ("acronym.short", "acronym.long")
    mentions = tuple(Mention("abstract", 0, len(name), name, rule) for name, rule in zip(names, rules, strict=True))
    text = f"It learns from words {number % 7} and trees."
    one = Paper(f"p{number}", title or f"Paper {number}", text, source=Source("papers", number))
    key = entity_id(Label.METHOD, names[0]) if len(names) == 1 else entity_id(Label.METHOD, f"{names[0]} {number}")
    return Extraction(replace(one, **more), (Entity(Label.METHOD, names[0], names[1:], relation, key, mentions),))


def word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def own(number: int) -> Extraction:
    """A paper that calls something of its own by a name that others give to theirs."""
    start = Mention("title", 0, 3, "Tea", "shape")
    found = paper(number, "Tea", title=f"Tea: a net of {word(number)}", relation=Relation.PROPOSES)
    (entity,) = found.entities
    named = Entity(entity.type, "Tea", (), entity.relation, entity.id, (start,))
    return Extraction(found.paper, (named,))


ODD_PAPERS: dict[str, Callable[[int], Extraction]] = {
    "a name in half of them": lambda n: paper(n, "Tea" if n % 2 else f"Cup{word(n)}"),
    "an acronym, half of them define it": lambda n: paper(n, "ABC", *["Apple Boat Cup"][: n % 2]),
    "an acronym with a meaning in each": lambda n: paper(n, "ABC", f"{word(n)} Boat Cup"),
    "an acronym with many meanings, half bare": lambda n: paper(n, "ABC", *[f"{word(n)} Boat Cup"][: n % 2]),
    "a name of their own": own,
    "variants of a name": lambda n: paper(n, "-".join(f"Tea{word(n % 7)}Cup")),
    "chains of aliases": lambda n: paper(n, f"Tea{n}", f"Tea{n + 1}"),
    "one title": lambda n: paper(n, "Tea", title="A net of trees"),
    "one title, authors of their own": lambda n: paper(n, "Tea", title="A net of trees", authors=(f"Ada {word(n)}",)),
    "one title, half without authors": lambda n: paper(
        n, "Tea", title="A net of trees", abstract=f"Of {word(n)}.", authors=(f"Ada {word(n)}",) * (n % 2)
    ),
    "one title, one author each in common": lambda n: paper(
        n, "Tea", title="A net of trees", authors=(f"Ada {word(n)}", f"Ada {word(n + 1)}")
    ),
    "one id": lambda n: paper(n, "Tea", id="x", authors=(f"Ada {word(n)}",)),
    "one id, texts of their own": lambda n: paper(n, "Tea", id="x", title=f"A net {n}", abstract=f"Of {word(n)}."),
    "one id and title, texts of their own": lambda n: paper(n, "Tea", id="x", title="A", abstract=f"Of {word(n)}."),
    "chains of ids": lambda n: paper(n, "Tea", id=f"21{n % 12 + 1:02}.{n:05}", doi=f"10.48550/arxiv.2101.{n:05}"),
}


def seconds(papers: list[Extraction]) -> float:
    alike.cache_clear()  # the second round would be faster, if there are few papers
    begin = time.process_time()
    assert build_graph(papers, NO_NAMES).nodes
    return time.process_time() - begin


@pytest.mark.parametrize("name", ODD_PAPERS)
def test_time_grows_with_the_papers_and_not_with_their_square(name: str) -> None:
    small, large = ([*map(ODD_PAPERS[name], range(count))] for count in (SMALL, LARGE))
    seconds(small)  # loads what is loaded once
    assert_grows(lambda: seconds(small), lambda: seconds(large), MOST, LEAST, ROUNDS)
