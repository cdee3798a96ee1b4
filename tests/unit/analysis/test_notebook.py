"""The page in a notebook: whole, in a frame that cannot reach the notebook."""

import html
import sys
from html.parser import HTMLParser

import pytest

import kg
from kg.model import Graph, KgError


class Frames(HTMLParser):
    """The attributes of every element, and the text beside."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_notebook_gets_a_frame_with_the_page(cups: Graph) -> None:
    page = kg.show(cups, height=300)
    shown = Frames(page._repr_html_())
    [frame] = [attributes for tag, attributes in shown.elements if tag == "iframe"]
    assert frame["srcdoc"] == page.html
    assert page.html.startswith("<!DOCTYPE html>") or page.html.startswith("<!doctype html>")
    assert frame["sandbox"] == "allow-scripts allow-popups allow-popups-to-escape-sandbox", "no allow-same-origin"
    assert "src" not in frame
    assert [tag for tag, _ in shown.elements] == ["div", "iframe", "p"]
    assert "height:300px" in (shown.elements[0][1]["style"] or "")
    assert shown.text == "To see the page here, trust this notebook."


def test_elsewhere_it_says_what_it_is(cups: Graph) -> None:
    assert (
        repr(kg.show(cups)) == f"<Page of {len(cups.nodes)} nodes: a notebook shows it; kg export writes one as a file>"
    )


@pytest.mark.parametrize(
    ("options", "there", "gone"),
    [
        ({"around": "quux", "hops": 1}, "Tall cups", "Wide cups"),
        ({"types": "Dataset"}, "TeaSet", "FrobNet"),
        ({"types": ["Dataset", "methods"]}, "FrobNet", "smartphone"),
        ({"since": 2024}, "MugBench", "TeaSet"),
        ({"max_nodes": 8}, "Zorblax", "smartphone"),
    ],
)
def test_a_part_can_be_shown(cups: Graph, options: dict[str, str], there: str, gone: str) -> None:
    text = html.unescape(kg.show(cups, **options).html)
    assert f'"name":"{there}"' in text
    assert f'"name":"{gone}"' not in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"around": "zorblaks"}, r"no node matches 'zorblaks': did you mean Zorblax\?"),
        ({"types": "Thing"}, "'Thing' is no type of entity: give one of Method, Dataset, Hardware, Repository"),
        ({"types": "Paper"}, "'Paper' is no type of entity"),
        ({"since": "2024-3"}, "since 2024-3: write a date like 2025, 2025-03"),
        ({"since": "March 2024"}, "since March 2024: write a date like 2025, 2025-03"),
        ({"since": 2030}, "there is nothing to show"),
    ],
)
def test_what_cannot_be_shown_is_told(cups: Graph, options: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        kg.show(cups, **options)


def test_another_graph_is_told(cups: Graph) -> None:
    with pytest.raises(KgError, match="a Graph is wanted, not MultiDiGraph"):
        kg.show(kg.to_networkx(cups))


def test_a_missing_library_is_told(cups: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("kg.sinks.html")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(KgError, match=r"this needs the library numpy: run pip install 'kg\[html\]'"):
        kg.show(cups)
