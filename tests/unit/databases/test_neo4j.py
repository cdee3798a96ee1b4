"""Loading without a server: rows, statements and the messages of a server that cannot be used."""

import contextlib
import io
import re
import socket
import threading
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from kg.cli.app import run
from kg.model import Graph, KgError, Label, Mention, Node
from kg.sinks import bolt
from kg.databases.bolt import Target, connect
from kg.databases.neo4j import Counts, _ahead
from kg.graph.properties import EDGE_TYPES, NODE_TYPES, edge_properties, node_properties, papers_by_id, sentence
from kg.databases.statements import cypher_folder, read_statements


def test_every_value_of_an_edge_has_its_place_in_the_statement() -> None:
    [text] = read_statements("load_edges.cypher")
    places = re.findall(r"(\w+): row\[(\d+)\]", text.partition("WITH edge")[2])
    assert places == [(name, str(number)) for number, name in enumerate(EDGE_TYPES, 2)]


def test_statements_take_nothing_but_a_label_or_a_type() -> None:
    for name in ("load_nodes", "load_edges", "prune_nodes", "prune_edges"):
        [text] = read_statements(f"{name}.cypher")
        assert set(re.findall(r"__\w+?__", text)) <= {"__LABEL__", "__TYPE__"}
        assert "apoc" not in text.lower()


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
    paper = Node("paper:x", Label.PAPER, "x", title="x", published="--11-14")
    assert node_properties(paper)["year"] is None
    assert node_properties(paper)["published"] == "--11-14"


@pytest.mark.parametrize(
    ("key", "url", "published", "year"),
    [
        ("paper:arxiv-2606.20571", "", "", 2026),
        ("paper:2606.20571v2", "", "", 2026),
        ("paper:x", "https://arxiv.org/abs/0704.0001", "--11-14", 2007),
        ("paper:x", "https://huggingface.co/papers/2503.12267", "", 2025),
        ("paper:arxiv-2606.20571", "", "2027-01-02", 2027),  # a date goes before: that of a journal, say
        ("paper:x", "https://example.org/2503.12267", "", None),
        ("paper:2613.20571", "", "", None),  # no month
        ("paper:2606.205718", "", "", None),
    ],
)
def test_an_arxiv_number_has_the_year_where_the_date_has_none(
    key: str, url: str, published: str, year: int | None
) -> None:
    assert node_properties(Node(key, Label.PAPER, "x", title="x", url=url, published=published))["year"] == year


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


def test_a_sentence_ends_where_the_text_says_or_between_words() -> None:
    text = "One. Two has LoRA in it! Three. " + "word " * 200 + "CNN" + " word" * 200
    paper = Node("paper:x", Label.PAPER, "x", abstract=text)
    at = text.index("LoRA")
    assert sentence(Mention("abstract", at, at + 4, "LoRA", "r"), paper) == "Two has LoRA in it!"
    at = text.index("CNN")
    found = sentence(Mention("abstract", at, at + 3, "CNN", "r"), paper)
    assert set(found.split()) == {"word", "CNN"}
    assert 500 < len(found) <= 610


def test_an_edge_needs_both_of_its_ends(graph: Graph) -> None:
    broken = replace(graph, nodes=graph.nodes[1:])
    with pytest.raises(KgError, match="no such node"):
        papers_by_id(broken)


def test_counts_add_up() -> None:
    assert Counts(1, 2, 3) + Counts(1, removed=4, kept=5) == Counts(2, 2, 3, 4, 5)


def test_what_is_made_ahead_is_the_same_and_fails_the_same() -> None:
    def items() -> Iterator[list[int]]:
        yield from ([1], [], [2])
        raise KgError("no more")

    ahead = _ahead(items())
    assert [next(ahead) for _ in range(3)] == [[1], [], [2]]
    with pytest.raises(KgError, match="no more"):
        next(ahead)
    assert list(_ahead(iter(()))) == []


def target(uri: str) -> Target:
    """A server at an address."""
    return Target(uri, "neo4j", "secret", "neo4j")


@contextlib.contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A server that gives one answer to whatever it is asked, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    with client:
                        client.recv(1000)
                        client.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize(
    ("answer", "message"),
    [(b"\0\0\0\0", "too old"), (b"HTTP/1.1 400 Bad Request\r\n\r\n", "looks like HTTP"), (b"", "no Neo4j server")],
)
def test_what_is_no_server_that_kg_can_use_is_one_message(answer: bytes, message: str) -> None:
    with answering(answer) as uri, pytest.raises(KgError, match=message) as caught, connect(target(uri)):
        pass
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.3.0"])
def test_an_old_server_is_refused(agent: str) -> None:
    with pytest.raises(KgError, match=r"kg needs 5\.9 or later: update the server"):
        bolt._check_version(agent, target("bolt://localhost"))


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2025.10.1", "Neo4j/5.26-aura", "Memgraph/3"])
def test_other_servers_are_not(agent: str) -> None:
    bolt._check_version(agent, target("bolt://localhost"))


def test_a_load_without_a_password_says_so(
    graph_file: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run(["load", str(graph_file)]) == 1
    assert "set NEO4J_PASSWORD" in capsys.readouterr().err


def test_a_load_without_a_server_is_one_line(
    graph_file: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    assert run(["load", str(graph_file), "--uri", "bolt://localhost:1"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "make neo4j" in err


def test_the_style_knows_every_label() -> None:
    text = (cypher_folder() / "style.grass").read_text(encoding="utf8")
    for label in Label:
        assert f"node.{label} {{" in text
