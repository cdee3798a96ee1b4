"""What Spark's workers make of rows, called here without Spark: nodes, ids and meanings are those of a build."""

from collections.abc import Iterable

import msgspec
from spark_papers import extractions, text

from kg.engines.spark.acronyms import _look, _members_of, _plan, _read_words
from kg.engines.spark.entities import _finish, _give, _node
from kg.engines.spark.frames import TableRow, partial_senses, whole_senses
from kg.engines.spark.meanings import _bonds, _claims, _move_own
from kg.engines.spark.records import _group, _join, record_row
from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction, Label, Node
from kg.names.likeness import terms

READ = {"FOB", "SAM", "ABC", "ReSTE", "CNN", "CNNs", "ConvNet", "Zed"}  # names that are read paper by paper


def paper_rows(found: list[Extraction]) -> list[TableRow]:
    """The papers of records, of which no two have an id."""
    rows = ({"root": "all", **record_row(one)} for one in found)
    return list(_join({**row, "shared": None} for row in _group(iter(rows))))


def sense_rows(papers: Iterable[TableRow]) -> list[TableRow]:
    claims = list(_move_own({**row, "moved": None} for row in _claims(papers)))
    parts = sorted(partial_senses(claims, ("key",)), key=lambda row: str(row["key"]))
    return [{**row, "root": "all", "kind": "sense"} for row in whole_senses(parts, ("key",))]


def test_a_partition_of_senses_gives_the_nodes_of_a_build() -> None:
    found = [one for one in extractions() if not READ & {entity.name for entity in one.entities}]
    senses = sense_rows(paper_rows(found))
    assert not list(_plan(senses, ()))
    keys = {str(row["key"]) for row in senses}
    assert {row["node"] for row in _bonds(senses, ())} == {key for key in keys if not key.startswith("repository:")}
    clusters = [row for row in _finish(senses, ()) if row["kind"] == "cluster"]
    ids = {str(row["root"]): str(row.get("fixed") or row.get("node")) for row in clusters}
    contested = [{**row, "id": None} for row in clusters if row.get("contested")]
    ids |= {str(row["root"]): str(row["id"]) for row in _give(contested, ())}
    rows = list(_node(({**row, "id": ids[str(row["root"])]} for row in clusters), ()))
    nodes = [msgspec.msgpack.decode(bytes(row["body"]), type=Node) for row in rows]
    graph = build_graph(found, load_lexicon())
    expected = [node for node in graph.nodes if node.label is not Label.PAPER]
    assert sorted(nodes, key=lambda node: node.id) == expected
    assert len(contested) > 1


def test_ids_that_several_want_are_given_in_order() -> None:
    wish: TableRow = {"root": "b", "node": "method:tea", "papers": 2, "others": ["method:taken", "method:free"]}
    rows = [wish, {**wish, "root": "a", "papers": 3}, {"root": None, "node": "method:taken", "papers": None}]
    assert list(_give(rows, ())) == [{"root": "a", "id": "method:tea"}, {"root": "b", "id": "method:free"}]
    taken: TableRow = {"root": "x", "node": "method:tea-unclear", "papers": None}
    none = [{**row, "others": []} for row in rows[:2]]
    assert [row["id"] for row in _give([*none, taken], ())] == ["method:tea", "method:tea-sense-2"]


def test_an_acronym_is_read_in_a_row() -> None:
    found = extractions()
    papers = paper_rows([one for one in found if one.entities[0].name in {"FOB", "SAM"}])
    plans = {str(row["acronym"]): row for row in _plan(sense_rows(papers), ())}
    assert plans.keys() == {"Method fob", "Method sam"}
    meanings = {str(row["meaning"]) for row in _members_of([plans["Method fob"]])}
    claims = [row for row in _claims(papers) if row["acronym"] in plans]
    looked = list(_look(({**row, **plans[str(row["acronym"])], "text": "a flat minimum"} for row in claims), ()))
    of_sam = [row for row in looked if row["name"] == "SAM"]
    assert {row["meaning"] for row in of_sam} == {"method:sharpness-aware-minimization"}
    unsure = next(row for row in looked if row["meaning"] is None)
    for likest in sorted(meanings):
        words = [{"word": word, "papers": 2, "counts": [(likest, 3)]} for word in sorted(terms(text(0)))]
        (read,) = _read_words([{**unsure, **plans["Method fob"], "words": words, "total": 50}])
        assert (read["meaning"], read["rule"]) == (likest, "acronym in like papers")
        assert read["part"] == f"method:fob@acronym in like papers@{likest}"
    assert len(meanings) == 2
