"""The properties that users of other tools see."""

import pytest
from msgspec.structs import replace

from kg.graph.properties import (
    EDGE_TYPES,
    NODE_TYPES,
    edge_properties,
    node_properties,
    own_facts,
    papers_by_id,
    sentence,
)
from kg.model import Graph, KgError, Label, Mention, Node, Paper


def test_a_node_has_the_properties_of_its_label(graph: Graph) -> None:
    for node in graph.nodes:
        found = node_properties(node)
        assert list(found) == list(NODE_TYPES[node.label])
        assert found["id"] == node.id
        assert "" not in found.values()
        assert [] not in found.values()
    years = {node.id: node_properties(node)["year"] for node in graph.nodes if node.label is Label.PAPER}
    assert years == {"paper:p1": 2024, "paper:p2": None}


def test_a_date_without_a_year_gives_none() -> None:
    found = node_properties(Node("paper:x", Label.PAPER, "x", paper=Paper("x", "x", "", published="--11-14")))
    assert found["year"] is None
    assert found["published"] == "--11-14"


@pytest.mark.parametrize(
    ("key", "url", "published", "year"),
    [
        ("arxiv-2606.20571", "", "", 2026),
        ("2606.20571v2", "", "", 2026),
        ("x", "https://arxiv.org/abs/0704.0001", "--11-14", 2007),
        ("x", "https://huggingface.co/papers/2503.12267", "", 2025),
        ("arxiv-2606.20571", "", "2027-01-02", 2027),  # a date goes before: that of a journal, say
        ("x", "https://example.org/2503.12267", "", None),
        ("2613.20571", "", "", None),  # no month
    ],
)
def test_an_arxiv_number_has_the_year_where_the_date_has_none(
    key: str, url: str, published: str, year: int | None
) -> None:
    node = Node(f"paper:{key}", Label.PAPER, "x", paper=Paper(key, "x", "", url=url, published=published))
    assert node_properties(node)["year"] == year
    assert own_facts(node).get("year") == year


def test_an_edge_carries_its_evidence_in_parallel(graph: Graph) -> None:
    papers = papers_by_id(graph)
    cued = 0
    for edge in graph.edges:
        found = edge_properties(edge, papers)
        assert list(found) == list(EDGE_TYPES)
        lists = [found[name] for name in ("texts", "fields", "starts", "ends", "rules", "sentences")]
        assert {len(one) for one in lists if isinstance(one, list)} == {len(edge.evidence)}
        assert found["name"] == edge.claims[0].name
        for text, field, start, end, _, around in zip(*lists, strict=True):  # type: ignore[arg-type]
            assert getattr(papers[edge.source], field)[start:end] == text
            assert text in around
        if edge.cues:
            cued += 1
            assert found["cues"] == [cue.text for cue in edge.cues]
        else:
            assert found["cues"] is None
    assert cued


def test_an_edge_needs_both_of_its_ends(graph: Graph) -> None:
    broken = replace(graph, nodes=graph.nodes[1:])
    with pytest.raises(KgError, match="not a node"):
        papers_by_id(broken)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("One. Two has LoRA in it! Three.", "LoRA", "Two has LoRA in it!"),
        ("LoRA is tuned, e.g. Figure 2 shows it. Next.", "LoRA", "LoRA is tuned, e.g. Figure 2 shows it."),
        ("It beats GPT-4. So be it.", "GPT-4", "It beats GPT-4."),
        ("A ends. B begins.", "ends. B", "A ends. B begins."),
    ],
)
def test_evidence_has_the_whole_sentence(text: str, words: str, found: str) -> None:
    start = text.index(words)
    assert sentence(Mention("abstract", start, start + len(words), words, "r"), Paper("x", "x", text)) == found


def test_an_endless_sentence_is_cut_between_words() -> None:
    text = "word " * 200 + "CNN" + " word" * 200
    at = text.index("CNN")
    found = sentence(Mention("abstract", at, at + 3, "CNN", "r"), Paper("x", "x", text))
    assert set(found.split()) == {"word", "CNN"}
    assert 500 < len(found) <= 610


def test_a_paper_has_what_its_records_say() -> None:
    paper = Paper("10.1/x", "T", "", doi="10.1/x", updated="2022-01", venue="NETS", code="github.com/zed/zorb")
    found = node_properties(Node("paper:10.1/x", Label.PAPER, "T", paper=paper))
    assert {name: value for name, value in found.items() if value is not None} == {
        "id": "paper:10.1/x",
        "name": "T",
        "title": "T",
        "updated": "2022-01",
        "doi": "10.1/x",
        "venue": "NETS",
        "code": "github.com/zed/zorb",
    }
    assert sentence(Mention("code", 0, 19, "github.com/zed/zorb", "record"), paper) == "github.com/zed/zorb"
