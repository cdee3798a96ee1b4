"""A paper with its mentions marked, and an entity with what it joins."""

import re

import msgspec
import pytest

from kg.graph.explanations import (
    Explained,
    entity_lines,
    from_extraction,
    from_graph,
    marked,
    paper_lines,
    printable,
    telling_sentence,
)
from kg.model import Edge, Entity, Extraction, Graph, KgError, Label, Mention, Merge, Node, Paper, Relation
from kg.names.links import with_code


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


def test_a_records_link_to_its_code_is_a_line_of_its_own() -> None:
    paper = Paper("p", "Nets", "Words.", code="https://github.com/zed/zorb")
    text = "\n".join(paper_lines(from_extraction(Extraction(paper, with_code((), paper.code)))))
    assert "Words.\n\ncode: [https://github.com/zed/zorb]{HAS_CODE}\n" in text
    assert "mention   code 0-27  'https://github.com/zed/zorb'  rule record" in text
    assert "code:" not in "\n".join(paper_lines(from_extraction(Extraction(Paper("p", "Nets", "Words."), ()))))


def test_marks_nest() -> None:
    paper = Paper("p", "Deep graph nets", "")
    outer = Entity(Label.METHOD, "graph nets", (), Relation.USES, "a", (Mention("title", 5, 15, "graph nets", "r"),))
    inner = Entity(Label.METHOD, "nets", (), Relation.MENTIONS, "b", (Mention("title", 11, 15, "nets", "r"),))
    shown = Explained(paper, (("b", inner), ("a", outer)))
    assert marked(shown, "title") == "Deep [graph [nets]{MENTIONS}]{USES}"


def test_a_paper_cannot_steer_the_terminal() -> None:
    paper = Paper("p", "Red \x1b[31m nets", "A\x07b\x9bc\u202ed\u2066\u061ce")
    lines = paper_lines(Explained(paper, ()))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069]", "\n".join(lines))
    assert len(printable(paper.title)) == len(paper.title)


@pytest.mark.parametrize("colour", [False, True])
def test_no_name_id_or_rule_steers_the_terminal(colour: bool) -> None:
    evil = "x\x1b[2J\u202ey"
    mention = Mention("title", 0, 4, "Nets", evil)
    claim = Entity(Label.METHOD, evil, (evil,), Relation.USES, evil, (mention,), (mention,))
    text = "\n".join(paper_lines(Explained(Paper(evil, "Nets", ""), ((evil, claim),)), colour))
    assert "\x1b[2J" not in text
    assert "\u202e" not in text
    assert text.count("x\ufffd[2J\ufffdy") == 6


def test_an_entity_shows_forms_papers_and_merges(graph: Graph) -> None:
    merge = Merge("method:frob-net", "variant", ("paper:p2",))
    nodes = tuple(
        msgspec.structs.replace(node, merges=(merge,)) if node.name == "FrobNet" else node for node in graph.nodes
    )
    text = "\n".join(entity_lines(Graph(nodes, graph.edges), "frob-net"))
    assert text.startswith("Method FrobNet  method:frobnet")
    assert "form      FrobNet  (2 papers)" in text
    assert "merge     method:frob-net  rule variant  (1 paper)\n              paper:p2" in text
    assert "owner     zed" in "\n".join(entity_lines(graph, "https://github.com/zed/zorblax"))


def test_an_entity_shows_its_papers_by_relation_with_what_they_say(graph: Graph) -> None:
    text = "\n".join(entity_lines(graph, "FrobNet"))
    assert text.endswith(
        """
    COMPARES_WITH  (1 paper)
      paper:p1  Zorblax: sparse training of networks
          It <beats> [FrobNet] on CIFAR-10 and runs on an NVIDIA A100.

    USES  (1 paper)
      paper:p2  Wide networks on phones
          <We train> [FrobNet] on CIFAR-10 for smartphones."""
    )


def test_many_papers_of_a_relation_are_cut(graph: Graph) -> None:
    paper, edge = next(node for node in graph.nodes if node.id == "paper:p2"), graph.edges[-1]
    method = next(node for node in graph.nodes if node.id == edge.target)
    papers = tuple(msgspec.structs.replace(paper, id=f"paper:{number:02}") for number in range(13))
    edges = tuple(msgspec.structs.replace(edge, source=paper.id) for paper in papers)
    lines = entity_lines(Graph((*papers, method), edges), method.name)
    assert lines[-1] == "      and 3 more"
    assert sum("  paper:" in line for line in lines) == 10


def test_the_sentence_that_tells_most_has_the_cue() -> None:
    abstract = "Much is known of Zorblax. We extend Zorblax by a net. Zorblax is fine."
    paper = Paper("p", "On Zorblax", abstract)

    def mentions(field: str, word: str) -> tuple[Mention, ...]:
        text = getattr(paper, field)
        return tuple(Mention(field, at.start(), at.end(), word, "r") for at in re.finditer(word, text))

    def told(places: tuple[Mention, ...], cues: tuple[Mention, ...]) -> str:
        claim = Entity(Label.METHOD, "Zorblax", (), Relation.USES, "method:zorblax", places, cues)
        return telling_sentence(Edge("paper:p", "method:zorblax", Relation.USES, (claim,)), paper)

    everywhere = (*mentions("title", "Zorblax"), *mentions("abstract", "Zorblax"))
    assert told(everywhere, mentions("abstract", "We extend")) == "<We extend> [Zorblax] by a net."
    assert told(everywhere, ()) == "Much is known of [Zorblax]."
    assert told((everywhere[0], *everywhere[2:]), ()) == "We extend [Zorblax] by a net.", "rather than the title"
    assert told(everywhere[:1], ()) == "On [Zorblax]"
    assert told((), ()) == ""


def test_a_sentence_without_end_is_cut_around_the_name() -> None:
    paper = Paper("p", "T", "a " * 5000 + "Zorblax" + " b" * 5000)
    mention = Mention("abstract", 10_000, 10_007, "Zorblax", "r")
    claim = Entity(Label.METHOD, "Zorblax", (), Relation.USES, "method:zorblax", (mention,))
    text = telling_sentence(Edge("paper:p", "method:zorblax", Relation.USES, (claim,)), paper)
    assert "[Zorblax]" in text
    assert len(text) < 1000


def test_every_entity_of_a_name_is_shown(graph: Graph) -> None:
    other = Node("dataset:frobnet", Label.DATASET, "FrobNet")
    text = "\n".join(entity_lines(Graph((*graph.nodes, other), graph.edges), "FrobNet"))
    assert "Method FrobNet  method:frobnet" in text
    assert "\n\nDataset FrobNet  dataset:frobnet" in text


def test_many_entities_of_a_name_are_cut() -> None:
    nodes = tuple(Node(f"method:{number}", Label.METHOD, "Net") for number in range(13))
    lines = entity_lines(Graph(nodes), "net")
    assert lines[-1] == "and 3 more"
    assert sum(line.startswith("Method Net") for line in lines) == 10


def test_a_paper_is_no_entity(graph: Graph) -> None:
    with pytest.raises(KgError, match="no entity matches 'paper:p1'"):
        entity_lines(graph, "paper:p1")
