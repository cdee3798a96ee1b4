"""RDF that rdflib reads: the same triples in both files, and answers to SPARQL with the words that justify them."""

import json
from pathlib import Path

import pytest
import rdflib
from graphs import graphs
from hypothesis import given, settings
from rdflib.compare import isomorphic

from kg.model import Graph, Label, Node, Paper
from kg.sinks.rdf import RDF_PREFIXES, write_jsonld, write_turtle

# rdflib's reader of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
SCHEMA, SKOS, KG, XSD = (rdflib.Namespace(RDF_PREFIXES[name]) for name in ("schema", "skos", "kg", "xsd"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rdf")


def turtle(graph: Graph, folder: Path) -> rdflib.Graph:
    write_turtle(graph, folder / "g.ttl")
    return rdflib.Graph().parse(folder / "g.ttl", format="turtle")


def jsonld(graph: Graph, folder: Path) -> rdflib.Graph:
    write_jsonld(graph, folder / "g.jsonld")
    return rdflib.Graph().parse(folder / "g.jsonld", format="json-ld")


def test_sparql_finds_what_runs_on_a_device_and_the_sentence(graph: Graph, folder: Path) -> None:
    query = """
        SELECT ?title ?author ?sentence WHERE {
          ?device a kg:Hardware ; skos:prefLabel "NVIDIA A100" .
          ?paper kg:RUNS_ON ?device ; a schema:ScholarlyArticle .
          ?paper schema:name ?title ; schema:author/schema:name ?author .
          ?claim a rdf:Statement ; rdf:subject ?paper ; rdf:predicate kg:RUNS_ON ; rdf:object ?device .
          ?claim kg:mention/kg:sentence ?sentence
        } ORDER BY ?author"""
    sentence = "It beats FrobNet on CIFAR-10 and runs on an NVIDIA A100."
    wanted = [("Zorblax: sparse training of networks", author, sentence) for author in ("Ann Bee", "Cy Dee")]
    for read in (turtle, jsonld):
        rows = read(graph, folder).query(query, initNs=RDF_PREFIXES)
        assert [tuple(map(str, row)) for row in rows] == wanted


def test_both_files_say_the_same(graph: Graph, folder: Path) -> None:
    assert isomorphic(turtle(graph, folder), jsonld(graph, folder))


def test_nodes_are_what_schema_org_calls_them(graph: Graph, folder: Path) -> None:
    read = turtle(graph, folder)
    classes = {
        "paper:p1": SCHEMA.ScholarlyArticle,
        "dataset:cifar-10": SCHEMA.Dataset,
        "method:zorblax": SKOS.Concept,
        "repository:github.com/zed/zorblax": SCHEMA.SoftwareSourceCode,
    }
    for key, kind in classes.items():
        assert (KG[key], rdflib.RDF.type, kind) in read
    assert (KG["paper:p1"], SCHEMA.datePublished, rdflib.Literal("2024-05-01", datatype=XSD.date)) in read
    assert (KG["paper:p1"], KG.year, rdflib.Literal(2024)) in read
    code = rdflib.URIRef("https://github.com/zed/zorblax")
    assert (KG["repository:github.com/zed/zorblax"], SCHEMA.codeRepository, code) in read
    assert len(set(read.subjects(rdflib.RDF.type, rdflib.RDF.Statement))) == len(graph.edges)


@pytest.mark.parametrize(
    ("published", "kind"),
    [
        ("2024", "gYear"),
        ("2024-05", "gYearMonth"),
        ("2024-05-01T12:00:00+00:00", "dateTime"),
        ("--11-14", "gMonthDay"),
        ("2024-02-31", None),
        ("soon", None),
    ],
)
def test_a_date_has_the_type_of_its_precision(folder: Path, published: str, kind: str | None) -> None:
    paper = Paper("p", "t", "", published=published, url="javascript:alert(1)")
    read = turtle(Graph((Node("paper:p", Label.PAPER, "t", paper=paper),)), folder)
    [date] = read.objects(KG["paper:p"], SCHEMA.datePublished)
    assert isinstance(date, rdflib.Literal)
    assert (str(date), date.datatype) == (published, XSD[kind] if kind else None)
    assert [*read.objects(KG["paper:p"], SCHEMA.url)] == [rdflib.Literal("javascript:alert(1)")]


@settings(max_examples=30)
@given(graphs())
def test_any_graph_is_read(folder: Path, graph: Graph) -> None:
    read = turtle(graph, folder)
    kinds = {KG[label]: sum(node.label is label for node in graph.nodes) for label in Label}
    for kind, count in kinds.items():
        assert len(set(read.subjects(rdflib.RDF.type, kind))) == count
    assert len(read) == len(jsonld(graph, folder))


def test_a_resource_is_a_line_of_json(graph: Graph, folder: Path) -> None:
    write_jsonld(graph, folder / "g.jsonld")
    lines = (folder / "g.jsonld").read_text().splitlines()[2:]
    assert len(lines) == len(graph.nodes) + 2 * len(graph.edges)
    assert json.loads(lines[0].rstrip(","))["@id"] == "urn:kg:dataset:cifar-10"
