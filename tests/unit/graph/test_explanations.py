"""A paper with its mentions marked, and an entity with what it joins."""

import re

import msgspec
import pytest

from kg.graph.explanations import Explained, choose, entity_lines, from_extraction, from_graph, marked, paper_lines, plain
from kg.model import Entity, Extraction, Graph, KgError, Label, Mention, Merge, Paper, Relation

TITLES = [
    ("paper:1", "Deep nets"),
    ("paper:2", "Deep nets for phones"),
    ("paper:3", "On phones"),
    ("paper:4", "Ονόματα"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("paper:1", "paper:1"),
        ("2", "paper:2"),
        ("deep  NETS", "paper:1"),
        ("nets for", "paper:2"),
        ("On phones", "paper:3"),
        ("hone", None),
        ("zebra", None),
        ("?", None),
    ],
)
def test_choose(query: str, expected: str | None) -> None:
    if expected:
        assert choose(TITLES, query) == expected
    else:
        with pytest.raises(KgError):
            choose(TITLES, query)


def test_papers_that_a_query_may_mean_are_named() -> None:
    with pytest.raises(KgError, match=r"2 papers have 'phones' .*\npaper:2 \(Deep nets for phones\); paper:3"):
        choose(TITLES, "phones")
    with pytest.raises(KgError, match="3 more"):
        choose([(f"paper:{number}", f"Net {number}") for number in range(7)], "net")
    with pytest.raises(KgError, match="did you mean 'Deep nets'"):
        choose(TITLES, "Deep nests")


def test_every_mention_and_cue_is_marked_in_place(graph: Graph) -> None:
    text = "\n".join(paper_lines(from_graph(graph, "Zorblax")))
    assert "[Zorblax]{PROPOSES}: sparse training" in text
    assert "<We propose> [Zorblax]{PROPOSES}. It <beats> [FrobNet]{COMPARES_WITH} on [CIFAR-10]{EVALUATES_ON}" in text
    assert "Method FrobNet  COMPARES_WITH  method:frobnet" in text
    assert re.search(
        r"mention   title 0-7  'Zorblax'  rule test\n.*cue       abstract 0-10  'We propose'  rule cue.test", text, re.S
    )
    assert "\x1b" not in text


def test_without_marks_the_text_is_the_papers(extractions: tuple[Extraction, ...]) -> None:
    for extraction in extractions:
        shown = from_extraction(extraction)
        for field in ("title", "abstract"):
            bare = re.sub(r"\]\{[A-Z_]+\}|[\[<>]", "", marked(shown, field))
            assert bare == getattr(extraction.paper, field)
            painted = re.sub(r"\x1b\[[\d;]*m", "", marked(shown, field, colour=True))
            assert painted == marked(shown, field)


def test_marks_nest() -> None:
    paper = Paper("p", "Deep graph nets", "")
    outer = Entity(Label.METHOD, "graph nets", (), Relation.USES, "a", (Mention("title", 5, 15, "graph nets", "r"),))
    inner = Entity(Label.METHOD, "nets", (), Relation.MENTIONS, "b", (Mention("title", 11, 15, "nets", "r"),))
    shown = Explained(paper, (("b", inner), ("a", outer)))
    assert marked(shown, "title") == "Deep [graph [nets]{MENTIONS}]{USES}"


def test_a_paper_cannot_steer_the_terminal() -> None:
    paper = Paper("p", "Red \x1b[31m nets", "A\x07b\x9bc")
    lines = paper_lines(Explained(paper, ()))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "\n".join(lines))
    assert len(plain(paper.title)) == len(paper.title)


def test_an_entity_shows_forms_papers_and_merges(graph: Graph) -> None:
    merge = Merge("method:frob-net", "variant", ("paper:p2",))
    nodes = tuple(
        msgspec.structs.replace(node, merges=(merge,)) if node.name == "FrobNet" else node for node in graph.nodes
    )
    text = "\n".join(entity_lines(Graph(nodes, graph.edges), "frob-net"))
    assert text.startswith("Method FrobNet  method:frobnet")
    assert "form      FrobNet  (2 papers)" in text
    assert "merge     method:frob-net  rule variant  (1 paper)\n              paper:p2" in text
    assert "defined" not in text
    assert "defined   by paper:p1  Zorblax: sparse" in "\n".join(entity_lines(graph, "method:zorblax"))
    assert "owner     zed" in "\n".join(entity_lines(graph, "https://github.com/zed/zorblax"))


def test_an_unknown_entity_brings_what_is_like_it(graph: Graph) -> None:
    with pytest.raises(KgError, match=r"no entity is called 'FrobNets2': did you mean FrobNet\?"):
        entity_lines(graph, "FrobNets2")
    with pytest.raises(KgError, match=r"no entity is called 'qqqq'$"):
        entity_lines(graph, "qqqq")
