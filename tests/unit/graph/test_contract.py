"""The names, types and lines that users and other programs rely on: all of them, word for word."""

import pytest
from graphs import NO_NAMES
from msgspec.structs import replace

from kg.graph.assemble import build_graph
from kg.graph.explanations import entity_lines, from_graph, paper_lines
from kg.graph.properties import (
    EDGE_TYPES,
    NODE_TYPES,
    edge_properties,
    node_properties,
    own_facts,
    papers_by_id,
    published_date,
    sentence,
)
from kg.graph.statistics import summarise, summary_lines, total_lines
from kg.model import (
    Device,
    Edge,
    Entity,
    Extraction,
    Graph,
    Label,
    Mention,
    Merge,
    Node,
    Paper,
    Relation,
    RepositoryLink,
    Source,
    Variant,
)

TEXTS, NUMBERS = "string[]", "int[]"
COMMON = {"id": "string", "name": "string", "aliases": TEXTS}
MERGED = {**COMMON, "merged_ids": TEXTS, "merged_rules": TEXTS}


@pytest.fixture(scope="module")
def small(extractions: tuple[Extraction, ...]) -> Graph:
    return build_graph(extractions, NO_NAMES)


def test_the_properties_of_nodes_and_their_types() -> None:
    assert {
        Label.PAPER: {
            **COMMON,
            **dict.fromkeys(("title", "abstract", "published"), "string"),
            "year": "int",
            **dict.fromkeys(("updated", "url", "doi", "venue", "code"), "string"),
            **{"authors": TEXTS, "categories": TEXTS, "authors_count": "int", "submitted_by": "string"},
            "sources": TEXTS,
        },
        Label.METHOD: MERGED,
        Label.DATASET: MERGED,
        Label.HARDWARE: {**MERGED, "vendor": "string", "kind": "string"},
        Label.REPOSITORY: {**MERGED, "host": "string", "owner": "string", "url": "string"},
    } == NODE_TYPES
    assert list(NODE_TYPES[Label.PAPER])[3:9] == ["title", "abstract", "published", "year", "updated", "url"]


def test_the_properties_of_edges_and_their_types() -> None:
    assert EDGE_TYPES == {
        "name": "string",
        **{"texts": TEXTS, "fields": TEXTS, "starts": NUMBERS, "ends": NUMBERS, "rules": TEXTS, "sentences": TEXTS},
        **{"cues": TEXTS, "cue_fields": TEXTS, "cue_starts": NUMBERS, "cue_ends": NUMBERS, "cue_rules": TEXTS},
    }


def test_all_that_an_edge_says(small: Graph) -> None:
    edge = next(edge for edge in small.edges if edge.type is Relation.PROPOSES)
    assert edge_properties(edge, papers_by_id(small)) == {
        "name": "Zorblax",
        **{"texts": ["Zorblax", "Zorblax"], "fields": ["abstract", "title"], "starts": [11, 0], "ends": [18, 7]},
        "rules": ["test", "test"],
        "sentences": ["We propose Zorblax.", "Zorblax: sparse training of networks"],
        **{"cues": ["We propose"], "cue_fields": ["abstract"], "cue_starts": [0], "cue_ends": [10]},
        "cue_rules": ["cue.test"],
    }


def told(node: Node) -> dict[str, object]:
    return {name: value for name, value in node_properties(node).items() if value is not None}


def test_all_that_a_node_says() -> None:
    facts = {"updated": "2022-01", "url": "https://t.org", "doi": "10.1/t", "venue": "NETS", "code": "github.com/a/b"}
    paper = Paper("t", "T", "Words.", published="2021-02-03", authors=("Ann",), categories=("cs.LG",), **facts)
    paper = replace(paper, authors_count=7, submitted_by="bob")
    records = (Variant((Source("x.bib", 3),)), Variant((Source("a.ris", 1), Source("x.bib", 4))))
    assert told(Node("paper:t", Label.PAPER, "T", paper=paper, records=records)) == {
        **{"id": "paper:t", "name": "T", "title": "T", "abstract": "Words.", "published": "2021-02-03", "year": 2021},
        **{**facts, "authors": ["Ann"], "categories": ["cs.LG"], "authors_count": 7, "submitted_by": "bob"},
        "sources": ["a.ris:1", "x.bib:3", "x.bib:4"],
    }
    merges = (Merge("hardware:c1", "variant", ("p",)), Merge("hardware:c2", "user"))
    chip = Node("hardware:c", Label.HARDWARE, "C", ("c",), merges, device=Device("Acme", "GPU", 2020))
    assert told(chip) == {
        **{"id": "hardware:c", "name": "C", "aliases": ["c"], "vendor": "Acme", "kind": "GPU"},
        **{"merged_ids": ["hardware:c1", "hardware:c2"], "merged_rules": ["variant", "user"]},
    }
    link = RepositoryLink("https://github.com/a/b", "github.com", "a")
    code = Node("repository:github.com/a/b", Label.REPOSITORY, link.url, link=link)
    assert told(code) == {
        **{"id": code.id, "name": link.url, "host": "github.com", "owner": "a", "url": "https://github.com/a/b"}
    }
    assert own_facts(code) == {"url": link.url, "host": "github.com", "owner": "a"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024-05-17T10:00:00Z", "2024-05-17"),
        *((text, "None") for text in ("2024-05", "--11-14", "", "2024-02-30", "2024-05-17 or so", "in 2024-05-17")),
    ],
)
def test_a_date_has_a_day(text: str, day: str) -> None:
    assert str(published_date(text)) == day


@pytest.mark.parametrize(("reach", "before", "after"), [(300, 300, 300), (301, 300, 299), (900, 299, 299)])
def test_a_sentence_has_three_hundred_letters_to_either_side(reach: int, before: int, after: int) -> None:
    words = ("x" * 9 + " ") * 100
    text = words[-reach:] + "CNN" + words[:reach][::-1]
    found = sentence(Mention("abstract", reach, reach + 3, "CNN", "r"), Paper("p", "T", text))
    begin, end = found.index("CNN"), len(found) - found.index("CNN") - 3
    assert (begin <= before, end <= after, begin > before - 20, end > after - 20) == (True,) * 4
    solid = "y" * 900 + "CNN" + "y" * 900
    assert len(sentence(Mention("abstract", 900, 903, "CNN", "r"), Paper("p", "T", solid))) <= 603


PAPER_LINES = """\
paper:p1

[Zorblax]{PROPOSES}: sparse training of networks

<We propose> [Zorblax]{PROPOSES}. It <beats> [FrobNet]{COMPARES_WITH} on [CIFAR-10]{EVALUATES_ON} and <runs on> an \
[NVIDIA A100]{RUNS_ON}. Code is at [https://github.com/zed/zorblax]{HAS_CODE}.

5 entities; [name]{RELATION}, <words that show the relation>

Dataset CIFAR-10  EVALUATES_ON  dataset:cifar-10
    mention   abstract 40-48  'CIFAR-10'  rule test

Hardware NVIDIA A100  RUNS_ON  hardware:nvidia-a100
    mention   abstract 64-75  'NVIDIA A100'  rule test
    cue       abstract 53-60  'runs on'  rule cue.test

Method FrobNet  COMPARES_WITH  method:frobnet
    mention   abstract 29-36  'FrobNet'  rule test
    cue       abstract 23-28  'beats'  rule cue.test

Method Zorblax  PROPOSES  method:zorblax
    mention   title 0-7  'Zorblax'  rule test
    mention   abstract 11-18  'Zorblax'  rule test
    cue       abstract 0-10  'We propose'  rule cue.test

Repository https://github.com/zed/zorblax  HAS_CODE  repository:github.com/zed/zorblax
    mention   abstract 88-118  'https://github.com/zed/zorblax'  rule test"""


def test_a_paper_explained(small: Graph) -> None:
    assert "\n".join(paper_lines(from_graph(small, "Zorblax"))) == PAPER_LINES


def test_a_paper_explained_in_colour(small: Graph) -> None:
    lines = paper_lines(from_graph(small, "Wide networks"), colour=True)
    assert lines[4] == (
        "\x1b[4m<We train>\x1b[24m \x1b[1;34m[FrobNet]{USES}\x1b[0m on \x1b[1;32m[CIFAR-10]{EVALUATES_ON}\x1b[0m for "
        "\x1b[1;33m[smartphones]{TARGETS}\x1b[0m."
    )
    assert lines[8] == "\x1b[1;32mDataset CIFAR-10  EVALUATES_ON  dataset:cifar-10\x1b[0m"
    assert lines[9] == "    mention   abstract 20-28  'CIFAR-10'  rule test"
    code = paper_lines(from_graph(small, "Zorblax"), colour=True)[-2]
    assert code == "\x1b[1;35mRepository https://github.com/zed/zorblax  HAS_CODE  " + code.split("  ")[-1]


def test_one_entity_with_other_names() -> None:
    mention = Mention("abstract", 4, 7, "Foo", "r")
    claim = Entity(Label.METHOD, "Foo", ("F", "FOO"), Relation.USES, "method:foo", (mention,))
    graph = build_graph([Extraction(Paper("p", "T", "Use Foo."), (claim,))], NO_NAMES)
    assert paper_lines(from_graph(graph, "p"))[4:8] == [
        *("Use [Foo]{USES}.", "", "1 entity; [name]{RELATION}, <words that show the relation>", "")
    ]
    assert paper_lines(from_graph(graph, "p"))[9] == "    aliases   F, FOO"
    assert entity_lines(graph, "foo")[:4] == [
        "Method Foo  method:foo",
        "    form      F  (1 paper)",
        "    form      FOO  (1 paper)",
        "    form      Foo  (1 paper)",
    ]


def test_an_entity_explained(small: Graph) -> None:
    assert "\n".join(entity_lines(small, "CIFAR-10")) == (
        """\
Dataset CIFAR-10  dataset:cifar-10
    form      CIFAR-10  (2 papers)

    EVALUATES_ON  (2 papers)
      paper:p1  Zorblax: sparse training of networks
          It beats FrobNet on [CIFAR-10] and runs on an NVIDIA A100.
      paper:p2  Wide networks on phones
          We train FrobNet on [CIFAR-10] for smartphones."""
    )


def test_a_device_explained() -> None:
    merges = (Merge("hardware:c1", "variant", ("p", "q")), Merge("hardware:c2", "user"))
    chip = Node("hardware:c", Label.HARDWARE, "C", (), merges, device=Device("Acme", "GPU", 2020))
    assert entity_lines(Graph((chip,)), "c") == [
        "Hardware C  hardware:c",
        "    vendor    Acme",
        "    kind      GPU",
        "    merge     hardware:c1  rule variant  (2 papers)",
        "              p",
        "              q",
        "    merge     hardware:c2  rule user",
    ]


def test_ten_of_a_name_and_ten_papers_of_a_relation_are_shown() -> None:
    for count, more in ((10, ""), (11, "and 1 more")):
        nodes = tuple(Node(f"method:{number:02}", Label.METHOD, "Net") for number in range(count))
        assert (entity_lines(Graph(nodes), "net")[-1] == more) is bool(more)
        papers = tuple(Node(f"paper:{n:02}", Label.PAPER, "T", paper=Paper(f"{n:02}", "T", "")) for n in range(count))
        claim = Entity(Label.METHOD, "Net", (), Relation.USES, "method:00", (Mention("title", 0, 1, "T", "r"),))
        edges = tuple(Edge(paper.id, "method:00", Relation.USES, (claim,)) for paper in papers)
        assert (entity_lines(Graph((nodes[0], *papers), edges), "net")[-1] == f"      {more}") is bool(more)


def test_a_graph_summed_up(small: Graph) -> None:
    summary = summarise(small)
    assert "\n".join(summary_lines(summary)) == (
        """\
2 papers from 2 records

papers by year
  1  2024
  1  unknown

8 nodes
  2  Paper
  2  Method
  1  Dataset
  2  Hardware
  1  Repository

8 edges
  1  PROPOSES
  1  COMPARES_WITH
  1  USES
  2  EVALUATES_ON
  1  RUNS_ON
  1  TARGETS
  1  HAS_CODE

Method: the most linked, by papers
  2  FrobNet
  1  Zorblax

Dataset: the most linked, by papers
  2  CIFAR-10

Hardware: the most linked, by papers
  1  NVIDIA A100
  1  smartphones

Repository: the most linked, by papers
  1  github.com/zed/zorblax"""
    )


def test_one_paper_and_a_thousand_are_counted() -> None:
    nodes = [Node(f"paper:{n:04}", Label.PAPER, "T", records=(Variant((Source("x", n),)),)) for n in range(1_001)]
    assert total_lines(summarise(Graph((nodes[0],))))[0] == "1 paper from 1 record"
    assert total_lines(summarise(Graph(tuple(nodes)))) == [
        "1,001 papers from 1,001 records",
        "1,001 nodes: 1,001 Paper",
        "0 edges: none",
    ]
    methods = [Node(f"method:{n:02}", Label.METHOD, f"M{n:02}") for n in range(11)]
    assert len(summarise(Graph(tuple(methods))).top["Method"]) == 10
