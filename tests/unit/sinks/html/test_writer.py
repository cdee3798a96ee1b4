"""The page as text: what is in it, that it is one file, and that nothing of a paper is code in it."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli.app import make_app
from kg.graph.file import write_graph
from kg.graph.selection import Selection, select
from kg.model import Edge, Entity, Graph, KgError, Label, Mention, Node, Paper, Relation, RepositoryLink
from kg.names.links import with_code
from kg.sinks.html.writer import _in_utf16, render, write_html

HOSTILE = "</script><img src=x onerror=alert(1)><!-- {{ 7*7 }} & \u2028"


def graph(name: str = HOSTILE, url: str = "javascript:alert(1)", identity: str = "1") -> Graph:
    text = f"𝒜 thing. We use {name} here, e.g. Twice. The end."
    start = text.index(name)
    mention = Mention("abstract", start, start + len(name), name, "rule")
    cue = Mention("abstract", start - 4, start - 1, text[start - 4 : start - 1], "cue")
    claim = Entity(Label.METHOD, name, (), Relation.USES, "method:x", (mention,), (cue,))
    link = RepositoryLink("https://github.com/a/b", "github.com", "a")
    nodes = (
        Node("method:x", Label.METHOD, name, aliases=(name + "s",)),
        Node(
            f"paper:{identity}", Label.PAPER, name, paper=Paper(identity, name, text, url=url, published="2024-01-02")
        ),
        Node("repository:r", Label.REPOSITORY, link.url, link=link),
    )
    return Graph(nodes, (Edge(f"paper:{identity}", "method:x", Relation.USES, (claim,)),))


def page_of(part: Graph) -> str:
    return render(select(part, Selection()), part)


def data(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def test_the_policy_allows_the_two_scripts_and_the_style_only() -> None:
    page = page_of(graph())
    policy = html.unescape(re.search(r'Content-Security-Policy" content="(.*?)"', page)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    inline = re.findall(r"<script>(.*?)</script>", page, re.S) + re.findall(r"<style>(.*?)</style>", page, re.S)
    assert len(inline) == 3
    for text in inline:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert not re.search(r"\son\w+=|\sstyle=", re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S))


def test_the_page_loads_nothing() -> None:
    page = page_of(graph())
    rest = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    assert not re.search(r"<link|<script[^>]+src|https?://|@import", rest)
    assert "@import" not in page
    assert "sourceMappingURL" not in page


def test_names_cannot_leave_their_data() -> None:
    page = page_of(graph())
    assert "<img" not in page
    assert page.count("</script>") == 4
    assert data(page, "facts")["nodes"][0]["name"] == HOSTILE
    assert data(page, "network")["nodes"][0]["label"] == HOSTILE


@given(st.text(min_size=1, max_size=30))
def test_any_name_comes_through(name: str) -> None:
    from kg.sinks.html.writer import _embed

    text = _embed({"name": name})
    assert json.loads(text)["name"] == name
    assert not set("<>&") & set(text)


@pytest.mark.parametrize(
    ("url", "identity", "shown"),
    [
        ("https://example.org/x", "1", "https://example.org/x"),
        (" http://example.org ", "1", "http://example.org"),
        ("javascript:alert(1)", "1", None),
        ("JaVaScRiPt:alert(1)//https://x.org", "1", None),
        ("data:text/html,x", "1", None),
        ("https:", "1", None),
        ("http://[bad", "1", None),
        ("", "2401.01234v2", "https://arxiv.org/abs/2401.01234"),
        ("", "arxiv-2401.01234", "https://arxiv.org/abs/2401.01234"),
        ("", "abc", None),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, identity: str, shown: str | None) -> None:
    assert data(page_of(graph(url=url, identity=identity)), "facts")["nodes"][1].get("url") == shown


def test_offsets_are_those_of_javascript() -> None:
    page = page_of(graph("LoRA"))
    facts = data(page, "facts")
    text = facts["nodes"][1]["abstract"].encode("utf-16-le")
    (field, start, end, rule), *_ = facts["edges"][0][1]
    assert (field, rule) == (1, "rule")
    assert text[2 * start : 2 * end].decode("utf-16-le") == "LoRA"
    cue = facts["edges"][0][2][0]
    assert text[2 * cue[1] : 2 * cue[2]].decode("utf-16-le") == "use"
    starts = facts["nodes"][1]["sentences"]
    assert [text[2 * at : 2 * at + 4].decode("utf-16-le") for at in starts] == ["𝒜", "We", "Th"]


def test_a_link_of_the_record_itself_is_evidence_too() -> None:
    address = "https://github.com/a/b"
    paper = Paper("1", "A title", "Text.", code=address, published="2024", doi="10.1/x", venue="A venue")
    link = RepositoryLink(address, "github.com", "a")
    mention = Mention("code", 0, len(address), address, "record")
    claim = Entity(Label.REPOSITORY, address, (), Relation.HAS_CODE, "repository:r", (mention,))
    nodes = (
        Node("paper:1", Label.PAPER, "A title", paper=paper),
        Node("repository:r", Label.REPOSITORY, address, link=link),
    )
    facts = data(page_of(Graph(nodes, (Edge("paper:1", "repository:r", Relation.HAS_CODE, (claim,)),))), "facts")
    assert facts["edges"][0][1] == [[2, 0, len(address), "record"]]
    shown = facts["nodes"][0]
    assert (shown["code"], shown["year"], shown["doi"], shown["venue"]) == (address, 2024, "10.1/x", "A venue")


@given(st.text(max_size=40))
def test_offsets_of_any_text(text: str) -> None:
    expected = [len(text[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in range(len(text) + 1)]
    assert _in_utf16(text, list(range(len(text) + 1))) == expected


def test_the_picture_has_place_shape_and_size() -> None:
    picture = data(page_of(graph("LoRA")), "network")
    assert [node["shape"] for node in picture["nodes"]] == ["dot", "dot", "diamond"]
    assert picture["nodes"][2]["label"] == "a/b"
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in picture["nodes"])
    assert picture["edges"] == [{"from": 1, "to": 0}]
    assert picture["options"]["physics"] == {"enabled": False}


def test_the_same_page_twice_and_nothing_else_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.html", "two.html"):
        write_html(graph(), tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.html", "two.html"]


def test_what_is_left_out_is_in_the_page() -> None:
    whole = graph("LoRA")
    part = select(whole, Selection(around="LoRA", hops=1))
    facts = data(render(part, whole), "facts")
    assert facts["rules"] == ["Only what is within 1 step of LoRA."]
    assert facts["all"] == [3, 1]


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot write"):
        write_html(graph(), tmp_path / "none" / "page.html")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "graph.jsonl"
    write_graph(graph("LoRA"), path)
    return path


def export(*arguments: object) -> Any:
    return CliRunner().invoke(make_app(), ["export", *map(str, arguments)])


def test_export_by_suffix_and_options(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    assert export(file, page).exit_code == 0
    assert data(page.read_text(), "facts")["rules"] == []
    options = ["--around", "LoRA", "--hops", 1, "--type", "method", "--since", "2023", "--max-nodes", 1]
    result = export(file, page, *options)
    assert result.exit_code == 0
    assert "Limited to 1 node: " in result.stderr
    assert len(data(page.read_text(), "facts")["rules"]) == 4


@pytest.mark.parametrize(
    "options", [["--hops", 1], ["--since", "May"], ["--type", "Paper"], ["--max-nodes", 0], ["--hops", "x"]]
)
def test_options_that_mean_nothing_are_refused(file: Path, tmp_path: Path, options: list[object]) -> None:
    assert export(file, tmp_path / "graph.html", *options).exit_code == 2
    assert not (tmp_path / "graph.html").exists()


def test_a_records_link_to_its_code_is_evidence() -> None:
    code = "https://github.com/a/b"
    claims = with_code((), code)
    paper = Paper("2106.09685", "Nets", "Words.", code=code)
    nodes = (
        Node("paper:2106.09685", Label.PAPER, "Nets", paper=paper),
        Node(claims[0].id, Label.REPOSITORY, code, link=RepositoryLink(code, "github.com", "a")),
    )
    facts = data(page_of(Graph(nodes, (Edge(nodes[0].id, nodes[1].id, Relation.HAS_CODE, claims),))), "facts")
    assert facts["edges"][0][1] == [[2, 0, len(code), "record"]]
    assert facts["nodes"][0]["code"] == code
    assert facts["nodes"][0]["year"] == 2021
