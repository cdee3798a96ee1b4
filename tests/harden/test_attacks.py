"""Text of papers never becomes code: the hostile names of CONTRIBUTING.md through every command and every format."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pydot
import pytest
import rdflib

from kg.cli.app import run
from kg.files import FORMULA_STARTS
from kg.sinks import SINKS

ATTACKS = {
    "html": "</script><img src=x onerror=alert(1)>",
    "cypher": "x'}) DETACH DELETE n; //",
    "backtick": "`) MATCH (n) DELETE n //",
    "formula": '=HYPERLINK("http://evil","x")',
    "xml": "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "path": "../../../../outside",
    "turtle": '""" . <urn:a> <urn:b> <urn:c> . """\\',
    "jsonld": '{"@context": "http://evil/x", "@id": "x"}',
    "dot": '"]; evil [label="\\',
    "gml": '" ] node [ id 99 label "&#34;',
    "rich": "[link=http://evil]x[/link][bold]",
}
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


# rdflib and pydot call others by their old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph whose papers, authors, addresses and methods all have the names of attacks."""
    folder = tmp_path_factory.mktemp("deep") / "a" / "b"
    folder.mkdir(parents=True)
    papers = [
        {
            "title": f"Paper {key} {attack} \x1b[2J\x9b31m\u202e",
            "abstract": f"We propose {attack} here. It outperforms LoRA on ImageNet. \x1b]0;owned\x07 The end.",
            "id": f"{key} {attack}",
            "url": "javascript:alert(1)",
            "code": f"https://github.com/x/{key}?q={attack}",
            "authors": [attack, "Ann \x1b[31mBee"],
            "venue": attack,
            "categories": [attack],
            "published": "2024-05-01",
        }
        for key, attack in ATTACKS.items()
    ]
    (folder / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    names = [{"add": "Method", "name": attack, "aliases": []} for attack in ATTACKS.values()]
    (folder / "names.jsonl").write_text("".join(json.dumps(name) + "\n" for name in names))
    arguments = ["build", str(folder / "papers.jsonl"), "-o", str(folder / "graph.jsonl")]
    assert run([*arguments, "--lexicon", str(folder / "names.jsonl")]) == 0
    return folder / "graph.jsonl"


def titles() -> set[str]:
    return {f"Paper {key} {attack} [2J 31m" for key, attack in ATTACKS.items()}


@pytest.fixture(scope="module")
def exports(graph_file: Path) -> dict[str, Path]:
    paths = {suffix: graph_file.with_name(f"out{suffix}") for suffix in SINKS}
    for path in paths.values():
        assert run(["export", str(graph_file), str(path)]) == 0
    return paths


def test_nothing_is_written_beside_what_was_asked_for(graph_file: Path, exports: dict[str, Path]) -> None:
    wanted = {"graph.jsonl", "papers.jsonl", "names.jsonl", *(path.name for path in exports.values())}
    assert {path.name for path in graph_file.parent.iterdir() if not path.name.startswith(".")} == wanted
    assert [path.name for path in graph_file.parents[2].iterdir()] == ["a"]


def test_the_page_has_its_own_scripts_and_no_other(exports: dict[str, Path]) -> None:
    page = exports[".html"].read_text()
    assert "<img src=x" not in page
    assert page.lower().count("</script>") == 4  # the library, the script, the network and the facts
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', page, re.S)
    assert found
    nodes = json.loads(found[1])["nodes"]
    assert titles() <= {node["name"] for node in nodes}
    assert not [node for node in nodes if node.get("url", "https:").startswith("javascript")]


def test_xml_has_the_names_as_text(exports: dict[str, Path]) -> None:
    for suffix in (".graphml", ".gexf"):
        text = exports[suffix].read_text()
        assert "<!ENTITY" not in text
        assert "<!DOCTYPE" not in text
        values = {value for element in ET.fromstring(text).iter() for value in (element.text, *element.attrib.values())}
        assert titles() <= values


def test_rdf_has_the_names_as_literals(exports: dict[str, Path]) -> None:
    for suffix, form in ((".ttl", "turtle"), (".jsonld", "json-ld")):
        found = rdflib.Graph().parse(exports[suffix], format=form)
        assert titles() <= {str(value) for value in found.objects() if isinstance(value, rdflib.Literal)}
        assert rdflib.URIRef("urn:b") not in {*found.predicates()}
        assert not [
            node for node in found.all_nodes() if isinstance(node, rdflib.URIRef) and node.startswith("javascript")
        ]
    context = json.loads(exports[".jsonld"].read_text())["@context"]
    assert "evil" not in json.dumps(context)


def test_dot_and_gml_have_no_node_more(exports: dict[str, Path], graph_file: Path) -> None:
    nodes = sum(b'"label":' in line for line in graph_file.read_bytes().splitlines()[1:])
    assert titles() <= {data["name"] for _, data in nx.read_gml(exports[".gml"], label="id").nodes(data=True)}
    assert len(nx.read_gml(exports[".gml"], label="id")) == nodes
    (drawn,) = pydot.graph_from_dot_file(str(exports[".dot"])) or ()
    assert "evil" not in {node.get_name() for node in drawn.get_nodes()}


def test_no_cell_is_a_formula(exports: dict[str, Path]) -> None:
    for name in ("nodes.csv", "edges.csv"):
        with (exports[".csv"] / name).open(encoding="utf-8-sig", newline="") as file:
            assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(FORMULA_STARTS)]


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_the_terminal_is_not_steered(graph_file: Path, capsys: pytest.CaptureFixture[str], attack: str) -> None:
    run(["explain", f"{attack}\x1b[1m", "--graph", str(graph_file)])
    run(["explain", "--entity", attack, "--graph", str(graph_file)])
    run(["stats", str(graph_file)])
    run(["build", f"{graph_file.parent}/{attack}\x1b[1m", "-o", str(graph_file.with_name("none.jsonl"))])
    run(["query", "--graph", str(graph_file), f"{attack}\x1b[1m"])
    out, err = capsys.readouterr()
    assert not STEERING.search(out + err)
    assert "Traceback" not in out + err


@pytest.mark.parametrize(("key", "attack"), ATTACKS.items(), ids=ATTACKS.keys())
def test_cypher_takes_names_as_values(
    graph_file: Path, capsys: pytest.CaptureFixture[str], key: str, attack: str
) -> None:
    pytest.importorskip("ladybug")
    before = graph_file.read_bytes()
    by_title = "MATCH (p:Paper) WHERE p.title CONTAINS $text RETURN p.title AS title"
    arguments = [
        "query",
        "--graph",
        str(graph_file),
        "-c",
        by_title,
        "--param",
        f"text={json.dumps(attack)}",
        "--output",
    ]
    assert run([*arguments, "json"]) == 0
    assert [row["title"] for row in json.loads(capsys.readouterr().out)] == [f"Paper {key} {attack} [2J 31m"]
    assert run([*arguments, "csv"]) == 0
    assert [cell for row in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in row][1].endswith("[2J 31m")
    assert (
        run(["query", "--graph", str(graph_file), "-c", "MATCH (p:Paper) RETURN count(p) AS n", "--output", "json"])
        == 0
    )
    assert json.loads(capsys.readouterr().out) == [{"n": len(ATTACKS)}]
    assert graph_file.read_bytes() == before
