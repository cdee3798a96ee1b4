"""Pictures: what is drawn is what was counted, and names are text."""

import sys
from collections.abc import Iterator

import networkx as nx
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes

import kg
from kg.model import KgError

Network = "nx.MultiDiGraph[str]"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    pyplot.switch_backend("agg")
    yield
    pyplot.close("all")


def names(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_lines_over_time(g: Network) -> None:
    ax = kg.plot.over_time(g, "zorblax", "Dataset")
    first, second = ax.get_lines()
    assert [*first.get_xdata()] == [2021, 2022, 2023, 2024]
    assert [*first.get_ydata()] == [1, 1, 0, 1]
    assert [first.get_label(), second.get_label()] == ["Zorblax", "Dataset"]
    assert [*kg.plot.over_time(g, "FrobNet", share=True).get_lines()[0].get_ydata()] == [0, 1, 0, 0.5]


def test_bars_are_ranked(g: Network) -> None:
    ax = kg.plot.bars(g, "Method")
    assert names(ax) == ["Zorblax", "FrobNet", "Quux"]
    assert [bar.get_width() for bar in ax.patches] == [4, 2, 2]
    assert [text.get_text() for text in ax.texts] == ["4", "2", "2"]
    assert ax.yaxis_inverted()
    assert len(kg.plot.bars(g, "Method", "USES", top=1).patches) == 1


def test_a_heat_map_has_the_common_papers(g: Network) -> None:
    ax = kg.plot.heatmap(g, "Paper")
    assert names(ax) == ["Flat cups", "Wide cups", "Sparse cups"]
    counts = ax.images[0].get_array()
    assert counts is not None
    assert counts.tolist() == counts.T.tolist()
    assert sorted(text.get_text() for text in ax.texts) == ["1", "1", "2", "2", "2", "2"]


def test_a_network_has_what_is_used_together(g: Network) -> None:
    ax = kg.plot.network(g, "zorblax", top=3)
    assert {text.get_text() for text in ax.texts} == {"Zorblax", "TeaSet", "FrobNet", "MugBench"}
    kg.plot.network(g, "smartphone")  # with nothing, which is not an error


def test_it_draws_where_it_is_told(g: Network) -> None:
    _, ax = pyplot.subplots()
    for draw in (kg.plot.bars, kg.plot.heatmap):
        assert draw(g, "Method", ax=ax) is ax
    assert kg.plot.over_time(g, "Zorblax", ax=ax) is kg.plot.network(g, "Zorblax", ax=ax)
    assert len(pyplot.get_fignums()) == 1


def test_a_name_is_no_formula(g: Network) -> None:
    nx.set_node_attributes(g, {"method:zorblax": "$\\frac{$ \x1b[31m\n" + "long " * 20}, "name")
    for draw in (kg.plot.bars, kg.plot.heatmap):
        figure = draw(g, "Method").figure
        figure.canvas.draw()
    figure = kg.plot.network(g, "FrobNet").figure
    figure.canvas.draw()
    shown = next(name for name in names(kg.plot.bars(g, "Method")) if "frac" in name)
    assert shown == "\\$\\frac{\\$ [31m long long long lo…"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda g: kg.plot.over_time(g), "name what to draw, such as 'LoRA' or 'Dataset'"),
        (lambda g: kg.plot.bars(g, "Hardware", "HAS_CODE"), "this graph has no Hardware to rank by HAS_CODE"),
        (lambda g: kg.plot.heatmap(g, "Hardware"), "no two of type Hardware are used together in this graph"),
        (lambda _: kg.plot.over_time(nx.MultiDiGraph(), "Paper"), "no paper of this graph has a year"),
    ],
)
def test_what_cannot_be_drawn_is_told(g: Network, call: "object", message: str) -> None:
    assert callable(call)
    with pytest.raises(KgError, match=message):
        call(g)


def test_a_missing_library_is_told(g: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(KgError, match=r"this needs the library matplotlib: run pip install 'kg\[plot\]'"):
        kg.plot.bars(g)
