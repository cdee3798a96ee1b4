"""`field[start:end] == text` for every mention, whatever the text: in the graph, and in whatever is made of it."""

import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engines import extract
from kg.graph.assemble import build_graph
from kg.graph.explanations import from_graph, marked
from kg.graph.file import read_graph, write_graph
from kg.graph.properties import edge_properties, papers_by_id
from kg.graph.selection import Selection, select
from kg.knowledge.lexicon import load_lexicon
from kg.model import Graph, Paper, Relation, Source
from kg.sinks.html.writer import render
from kg.sinks.neo4j_csv import write_csv
from kg.sinks.networkx_graph import to_networkx
from kg.sinks.node_link import write_json
from kg.sinks.parquet import write_parquet
from kg.sources.text import clean

# Signs that may take the place of blanks, or stand in and beside names: of several bytes, of two units in UTF-16,
# combining, turning the order, quotes and separators of every format, mark-up, and control characters.
_SIGNS = (
    *(
        "\U0001d4d0",
        "\U0001f469\u200d\U0001f4bb",
        "e\u0301",
        "\u0301",
        "\u0130",
        "\ufb01",
        "ß",
        "½",
        "\u202e",
        "\u200f",
        "\xa0",
    ),
    *("</script>", "<!--", "&amp;", "<b>", "]]>", '"', "'", "\\", "`", "$", "{", "}", "%", "#", ";", ",", "|", " | "),
    *(
        "\x1f",
        "\x1e",
        "\x1d",
        "\xa6",
        "\ue000",
        "\x1b[31m",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\0",
        "\u2028",
        "\x85",
        "=1+1",
        "\ufeff",
    ),
)
_NAMES = (
    "LoRA",
    "ImageNet",
    "an NVIDIA A100",
    "CIFAR-10",
    "Zorblax (ZBX)",
    "BERT",
    "https://github.com/zed/zorblax",
    "GPT-4",
)
_words = st.one_of(
    st.sampled_from(_SIGNS),
    st.sampled_from([f" {name} " for name in _NAMES]),
    st.sampled_from([" We propose ", " outperforms ", " is trained on ", ". ", " and ", " in ", ", called "]),
    st.text(max_size=6),
)
_texts = st.lists(_words, min_size=3, max_size=16).map("".join)


def papers(texts: Iterable[str], *, raw: bool) -> list[Paper]:
    """Two texts a paper. Sources clean them; who calls the functions in Python may not have done that."""
    plain = [text.encode("utf-8", "replace").decode() if raw else clean(text) for text in texts]
    return [
        Paper(f"p{n}", f"Zorblax {title} BERT", f"We use LoRA. {abstract} ImageNet", source=Source("a.jsonl", n))
        for n, (title, abstract) in enumerate(zip(plain[::2], plain[1::2], strict=False), 1)
    ]


def check(text: object, start: object, end: object, words: object) -> None:
    assert isinstance(text, str)
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert words
    assert text[start:end] == words


@settings(max_examples=20)
@given(st.lists(_texts, min_size=4, max_size=4), st.booleans())
def test_every_mention_is_where_it_says(texts: list[str], raw: bool) -> None:
    graph = build_graph(extract(papers(texts, raw=raw)), load_lexicon())
    by_id = papers_by_id(graph)
    assert sum(len(edge.evidence) for edge in graph.edges) > 1
    for edge in graph.edges:
        for mention in (*edge.evidence, *edge.cues):
            check(getattr(by_id[edge.source], mention.field), mention.start, mention.end, mention.text)
        properties = edge_properties(edge, by_id)  # of Neo4j and of the embedded engine
        for names in (("fields", "starts", "ends", "texts"), ("cue_fields", "cue_starts", "cue_ends", "cues")):
            for field, *place in zip(*(properties[name] or () for name in names), strict=True):  # type: ignore[arg-type]
                check(getattr(by_id[edge.source], field), *place)
    check_networkx(graph)
    check_page(graph)
    check_explanation(graph)


def check_networkx(graph: Graph) -> None:
    network = to_networkx(graph)
    for source, _, edge in network.edges(data=True):
        for mention in (*edge["evidence"], *edge["cues"]):
            check(network.nodes[source][mention["field"]], mention["start"], mention["end"], mention["text"])


def check_page(graph: Graph) -> None:
    """In the page, offsets count the units of UTF-16, as JavaScript does."""
    page = render(select(graph, Selection()), graph)
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', page, re.S)
    assert found
    facts = json.loads(found[1])
    shown = {edge.source: number for number, edge in enumerate(graph.edges)}
    assert len(facts["edges"]) == len(graph.edges) or not shown
    nodes = {node["id"]: node for node in facts["nodes"]}
    for edge, (_, mentions, cues) in zip(graph.edges, facts["edges"], strict=True):
        known = nodes[edge.source]
        fields = [known["name"].encode("utf-16-le"), known["abstract"].encode("utf-16-le")]
        for mention, (field, start, end, _) in zip((*edge.evidence, *edge.cues), (*mentions, *cues), strict=True):
            assert fields[field][2 * start : 2 * end].decode("utf-16-le") == mention.text


def check_explanation(graph: Graph) -> None:
    """`kg explain` marks the words themselves; control characters are shown as one sign each."""
    for paper in papers_by_id(graph).values():
        explained = from_graph(graph, paper.id)
        for field in ("title", "abstract"):
            text = marked(explained, field)
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("raw", [True, False])
@settings(max_examples=4)
@given(texts=st.lists(_texts, min_size=4, max_size=4))
def test_every_mention_is_where_it_says_in_files(
    tmp_path_factory: pytest.TempPathFactory, raw: bool, texts: list[str]
) -> None:
    graph = build_graph(extract(papers(texts, raw=raw)), load_lexicon())
    folder = tmp_path_factory.mktemp("files")
    write_graph(graph, folder / "graph.jsonl")
    write_json(graph, folder / "graph.json")
    write_parquet(graph, folder / "graph.parquet")
    for name in ("graph.jsonl", "graph.json", "graph.parquet"):
        assert read_graph(folder / name) == graph
    write_csv(graph, folder / "graph.csv")
    check_import_files(folder / "graph.csv")


def check_import_files(folder: Path) -> None:
    code = re.search(r"--array-delimiter=U\+(\w+)", (folder / "import.sh").read_text())
    assert code
    delimiter = chr(int(code[1], 16))

    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return [
                {name.partition(":")[0] or name: cell for name, cell in row.items()} for row in csv.DictReader(file)
            ]

    papers = filter(Path.exists, (folder / "Paper.csv", folder / "Paper_undated.csv"))
    by_id = {row["id"]: row for path in papers for row in rows(path)}
    tried = 0
    for path in filter(Path.exists, (folder / f"{kind}.csv" for kind in Relation)):
        for row in rows(path):
            lists = (row[name].split(delimiter) for name in ("fields", "starts", "ends", "texts"))
            for field, start, end, words in zip(*lists, strict=True):
                check(by_id[row[":START_ID" if ":START_ID" in row else "START_ID"]][field], int(start), int(end), words)
                tried += 1
    assert tried > 1
