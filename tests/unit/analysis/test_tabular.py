"""A graph as tables for pandas and polars."""

import pandas
import polars
import pytest

import kg
from kg.model import Graph


def test_pandas_takes_the_tables(graph: Graph) -> None:
    nodes, edges, evidence = map(pandas.DataFrame, kg.tables(graph))
    assert len(nodes) == len(graph.nodes)
    assert len(edges) == len(graph.edges)
    paper = nodes.set_index("id").loc["paper:p1"]
    assert (paper["type"], paper["year"]) == ("Paper", 2024)
    assert paper["authors"] == ["Ann Bee", "Cy Dee"]
    assert nodes.convert_dtypes()["year"].dtype == "Int64"
    uses = edges[(edges.type == "USES") & (edges.entity == "FrobNet")]
    assert [*uses.paper] == ["Wide networks on phones"]
    assert [*edges[edges.entity_type == "Dataset"].groupby("entity").size()] == [2]
    cues = evidence[(evidence.role == "cue") & (evidence.target == "method:zorblax")]
    assert [*cues.text] == ["We propose"]
    assert [*cues.sentence] == ["We propose Zorblax."]


def test_polars_takes_the_tables(graph: Graph) -> None:
    nodes, edges, evidence = map(polars.DataFrame, kg.tables(graph))
    assert nodes.schema["year"] == polars.Int64
    assert nodes.schema["authors"] == polars.List(polars.String)
    assert nodes.filter(polars.col("id") == "hardware:nvidia-a100")["vendor"].item() == "NVIDIA"
    assert edges.schema["year"] == polars.Int64
    joined = evidence.join(edges, on=["source", "target", "type"])
    assert joined.height == evidence.height
    mentions = evidence.filter(polars.col("role") == "mention").group_by("source", "target").len()
    assert mentions["len"].sum() == edges["mentions"].sum()


def test_every_mention_stands_in_its_sentence(sample: Graph) -> None:
    evidence = polars.DataFrame(kg.tables(sample).evidence)
    assert evidence.height > 1000
    assert all(text in sentence for text, sentence in evidence.select("text", "sentence").iter_rows())


def test_a_repr_says_what_there_is(graph: Graph) -> None:
    assert repr(kg.tables(graph)).startswith(f"<Tables: nodes {len(graph.nodes)} × ")
    assert [len(columns["type"]) for columns in kg.tables(Graph())] == [0, 0, 0]


@pytest.mark.parametrize("wrong", ["graph.jsonl", None, []])
def test_what_is_no_graph_is_told(wrong: object) -> None:
    with pytest.raises(kg.KgError, match="a Graph is wanted, not "):
        kg.tables(wrong)  # type: ignore[arg-type]
