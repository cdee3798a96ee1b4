"""Which records are one paper where titles say little, and whose facts the paper has."""

from pathlib import Path

import pytest
from graphs import NO_NAMES
from joining import ABSTRACT, LONG, ONE, SHORT, extraction, graph_of, nodes_of, the_paper
from msgspec.structs import replace
from test_assemble import LEXICON

from kg.graph.assemble import build_graph, read_extractions
from kg.graph.file import write_graph
from kg.model import Edge, Entity, Extraction, Label, Mention, Paper, Relation, Source
from kg.names.ids import entity_id, paper_id

TITLES = ["A Comment", "An Abstract", "Volume", "Foreword", "Guest Editorial", "Discussion of the Paper", "Welcome"]


def bare(title: str, abstract: str, number: int = 1) -> Paper:
    """A record without authors or an id of its own."""
    return Paper(paper_id(title), title, abstract, source=Source("x", number))


@pytest.mark.parametrize("title", TITLES)
def test_records_of_a_title_that_says_nothing(title: str) -> None:
    assert len(nodes_of(bare(title, "Use FOO"), bare(title, "Use BAR", 2))) == 2
    assert len(nodes_of(bare(title, ""), bare(title, "", 2))) == 1, "nothing tells them apart"
    assert len(nodes_of(bare(title, "-"), bare(title, "", 2))) == 1, "nor does an abstract without a word"
    assert len(nodes_of(bare(title, ""), bare(title, "Use BAR", 2))) == 2
    assert len(nodes_of(bare(title, ""), Paper("p", title, ""))) == 2, "one has an id of its own"
    assert len(nodes_of(bare(f"{title} Trees", "Use FOO"), bare(f"{title} Trees", "Use BAR", 2))) == 1


def test_no_record_is_lost_where_abstracts_have_no_words() -> None:
    records = [replace(bare("Editorial", text, place), url=f"https://{place}.org") for place, text in enumerate("-–…")]
    (node,) = nodes_of(*records)
    assert {source.ordinal for source in node.sources} == {0, 1, 2}


def team(key: str, abstract: str, *authors: str) -> Paper:
    return Paper(key, "On trees", abstract, authors=authors, source=Source(key, 1))


def home(record: Paper, *teams: Paper) -> str:
    """The paper that a record without authors goes to."""
    (node,) = [node for node in nodes_of(record, *teams) if record.source in node.sources]
    return node.id


def test_a_record_goes_to_the_text_of_which_it_shares_the_greater_part() -> None:
    record = bare("On trees", "oak elm")
    long, short = team("a", "oak elm ash fir yew", "Ann Bee"), team("b", "oak", "Cy Dee")
    assert home(record, long, short) == "paper:b", "a half is more than two fifths"
    assert home(replace(record, abstract="oak elm ash"), long, short) == "paper:a"


def test_of_texts_that_are_as_like_the_first_id_counts() -> None:
    teams = team("b", "ash", "Ann Bee"), team("a", "fir", "Cy Dee"), team("c", "yew", "Eve Fox")
    assert home(bare("On trees", "oak"), *teams) == "paper:a"
    empty = [replace(one, abstract="") for one in teams]
    assert home(bare("On trees", ""), *empty) == "paper:a"


def test_one_team_takes_all_records_of_its_title_and_of_two_each_is_asked() -> None:
    ann, cy = team("a", "oak", "Ann Bee"), team("b", "elm", "Cy Dee")
    records = bare("On trees", "elm", 1), bare("On trees", "oak", 2)
    assert len(nodes_of(ann, *records)) == 1
    assert [home(record, ann, cy) for record in records] == ["paper:b", "paper:a"]


def test_authors_of_all_records_of_a_paper_are_its_authors() -> None:
    ann, cy = team("a", "oak", "Ann Bee"), team("b", "elm", "Cy Dee")
    linked = replace(ann, doi="10.1000/x"), replace(cy, title="Trees", doi="10.1000/x")
    assert len(nodes_of(*linked, team("c", "fir", "C. Dee"))) == 1
    assert len(nodes_of(linked[0], linked[1], team("c", "fir", "Eve Fox"))) == 2


def test_the_order_in_which_a_paper_names_things_does_not_matter() -> None:
    one = extraction(replace(ONE, abstract=LONG))
    back = Extraction(one.paper, tuple(reversed(one.entities)))
    graphs = [build_graph(some, NO_NAMES) for some in ([one], [back], [one, back], [back, one])]
    assert all(graph == graphs[0] for graph in graphs)
    assert [edge.target for edge in graphs[0].edges] == ["method:bar", "method:foo"]


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ("2021", "2021-06-17", "2021-06-17"),
        ("2021-06", "2021", "2021-06"),
        ("--06-17", "2021", "2021-06-17"),
        ("", "--06-17", ""),
        ("--11-14", "--11-14", ""),
        ("--11-14", "2021", "2021"),
        ("2021-06-17", "2022-01-01", "2021-06-17"),
        ("2021-06-17T10:00:00Z", "2021-06-16", "2021-06-16"),
        ("2021-06-17", "2020", "2021-06-17"),
        ("soon", "2020", "2020"),
    ],
)
def test_the_first_day_that_is_known_is_the_day_of_a_paper(one: str, other: str, published: str) -> None:
    assert the_paper(replace(ONE, published=one), replace(ONE, id="x", published=other)).published == published


def test_each_fact_is_the_best_that_a_record_has() -> None:
    first = replace(ONE, url="https://a.org", venue="A", submitted_by="ann", updated="2021", authors_count=2)
    first = replace(first, authors=("Ann Bee",), categories=("cs.LG",), doi="10.48550/arxiv.2106.09685")
    other = replace(ONE, id="x", url="https://b.org", venue="B", submitted_by="bob", updated="2020", authors_count=3)
    other = replace(other, authors=("Ann Bee", "Cy Dee"), categories=("cs.CL", "cs.AI"), doi="10.1000/x")
    for text in (LONG, SHORT):
        paper = the_paper(first, replace(other, abstract=text))
        assert paper.abstract == ABSTRACT, "that of 2021"
        assert (paper.url, paper.venue, paper.submitted_by) == ("https://a.org", "A", "ann")
        assert (paper.updated, paper.doi, paper.authors_count) == ("2021", "10.1000/x", 3)
        assert (paper.authors, paper.categories) == (("Ann Bee", "Cy Dee"), ("cs.CL", "cs.AI"))
    nothing = replace(ONE, updated="2022")
    paper = the_paper(nothing, first, other)
    assert (paper.url, paper.venue, paper.submitted_by) == ("https://b.org", "B", "bob"), "what others say"


def test_a_link_to_a_repository_goes_before_another() -> None:
    shown, other = replace(ONE, code="https://z.org", updated="2022"), replace(ONE, id="x", code="github.com/a/b")
    assert the_paper(shown, other).code == "github.com/a/b"
    assert the_paper(replace(shown, code="github.com/c/d"), other).code == "github.com/c/d", "that of the text shown"
    assert the_paper(shown, replace(other, code="https://a.org")).code == "https://z.org"
    assert the_paper(shown, replace(other, code="")).code == "https://z.org"


@pytest.mark.parametrize(
    "newer",
    [
        replace(ONE, id="2106.09685v2", abstract=""),
        replace(ONE, id="2106.09685v1", updated="2023", abstract=""),
    ],
)
def test_a_newer_record_without_text_does_not_take_the_text_away(newer: Paper) -> None:
    old = replace(ONE, id="2106.09685v1", abstract=LONG, updated="2022")
    assert the_paper(old, newer).abstract == LONG
    assert the_paper(newer, old).abstract == LONG


@pytest.mark.parametrize(
    ("facts", "other", "kept"),
    [
        ({"id": "2106.09685v10"}, {"id": "2106.09685v9"}, 1),
        ({"updated": "2022"}, {"updated": "2021"}, 1),
        ({"updated": "2022"}, {}, 2),
        ({"id": "2106.09685v2"}, {}, 2),
        ({"venue": "A"}, {}, 2),
        ({"title": "ON TREES"}, {}, 1),
        ({"title": "Of trees"}, {}, 2),
    ],
)
def test_of_records_that_differ_in_text_and_age_alone_the_newest_is_kept(
    facts: dict[str, str], other: dict[str, str], kept: int
) -> None:
    one, two = replace(ONE, abstract=LONG, **facts), replace(ONE, abstract=LONG.replace("FOO", "BAZ"), **other)
    (node,) = nodes_of(replace(one, source=Source("a", 1)), replace(two, source=Source("b", 1)))
    assert len(node.records) == kept
    assert len(node.sources) == 2
    if kept == 1 and "title" not in facts:
        assert node.paper
        assert node.paper.abstract == LONG


def test_papers_of_one_title_and_no_id_have_ids_of_their_own() -> None:
    authors = [("Ann Bee",), ("Cy Dee",)]
    first, second = nodes_of(*(replace(bare("On trees", "oak"), abstract=one[0], authors=one) for one in authors))
    prefix = f"paper:{paper_id('On trees')}-"
    for node in (first, second):
        assert node.id.startswith(prefix)
        assert len(node.id) == len(prefix) + 12
    assert first.id != second.id
    both = [replace(bare("On trees", one), abstract=one, authors=(one, "Zoe Zed")) for one in ("Ann Bee", "Cy Dee")]
    others = replace(both[1], authors=("Eve Fox", "Flo Gee"))
    assert {node.id for node in nodes_of(both[0], others)} == {node.id for node in nodes_of(others, both[0])}


def test_what_only_removed_papers_name_is_gone(tmp_path: Path) -> None:
    graph = graph_of([replace(ONE, id="p", title="P"), replace(ONE, id="q", title="Q", abstract="Use BAR .")])
    write_graph(graph, tmp_path / "g")
    for gone, left in (("p", ["method:bar", "paper:q"]), ("q", ["method:foo", "paper:p"])):
        stored = read_extractions(tmp_path / "g", [f"paper:{gone}"])
        assert stored.data == graph.data
        assert [node.id for node in build_graph(stored.extractions, NO_NAMES).nodes] == left


def test_edges_are_in_order_of_their_ends_whatever_the_names_were() -> None:
    def claim(name: str) -> Entity:
        mention = Mention("title", 0, 1, "P", "r")
        return Entity(Label.METHOD, name, (), Relation.USES, entity_id(Label.METHOD, name), (mention,))

    paper = Extraction(Paper("p", "P", ""), (claim("Lossy"), claim("Low-Rank Adaptation")))
    edges: tuple[Edge, ...] = build_graph([paper], LEXICON).edges
    assert [edge.target for edge in edges] == ["method:lora", "method:lossy"]
