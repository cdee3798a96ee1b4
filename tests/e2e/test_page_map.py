"""The map of the page: what is named at first sight, how it moves, and what the filters do to it."""

import os
from pathlib import Path

import pytest
from pages import Open
from playwright.sync_api import Page, expect
from synthetic import make_graph

from kg.graph.selection import Selection
from kg.sinks.html.writer import write_html

pytestmark = pytest.mark.browser
# The most named nodes in view, and those among them that are written.
NAMED = """() => {
  const facts = JSON.parse(document.getElementById('facts').textContent);
  const edges = JSON.parse(document.getElementById('network').textContent).edges;
  const papers = facts.nodes.map(() => new Set());
  for (const edge of edges) papers[edge.to].add(edge.from);
  const box = document.getElementById('mynetwork').getBoundingClientRect();
  const spots = network.getPositions();
  const inside = (index) => {
    const at = network.canvasToDOM(spots[index]);
    return at.x > 0 && at.y > 0 && at.x < box.width && at.y < box.height;
  };
  const order = facts.nodes.map((node, index) => index).filter((index) => facts.nodes[index].label && inside(index));
  order.sort((a, b) => papers[b].size - papers[a].size || a - b);
  const written = new Set(network.getLabels());
  return order.slice(0, 20).map((index) => [facts.nodes[index].name, written.has(index)]);
}"""
PHONE = {"width": 390, "height": 844}


def scale(page: Page) -> float:
    return float(page.evaluate("network.getScale()"))


def missing(page: Page) -> list[str]:
    page.wait_for_timeout(400)
    named = page.evaluate(NAMED)
    assert len(named) == 20
    return [name for name, written in named if not written]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of 2,000 papers: of those that KG_PAGE_LARGE names (a graph), else made up."""
    path = tmp_path_factory.mktemp("page") / "large.html"
    if name := os.environ.get("KG_PAGE_LARGE"):
        from kg.graph.file import read_graph

        write_html(read_graph(Path(name)), path)
    else:
        write_html(make_graph(2000), path)
    return path


def test_the_most_named_are_written_at_first_sight(opened: Open, real: Path) -> None:
    assert len(missing(opened(path=real).page)) <= 2
    assert len(missing(opened(path=real, viewport=PHONE).page)) <= 2


def test_the_most_named_of_2000_papers_are_written_at_first_sight(opened: Open, large: Path) -> None:
    page = opened(path=large).page
    # The made-up graph has its most named nodes closer together than real papers have.
    assert len(missing(page)) <= (2 if "KG_PAGE_LARGE" in os.environ else 5)
    expect(page.locator(".filters")).to_contain_text("The whole graph is on this page.")
    assert page.locator("#totals").inner_text().startswith("2,000 papers")


def test_what_was_cut_is_said(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "cut.html"
    rules = write_html(make_graph(60), path, Selection(max_nodes=100))
    assert rules[0].startswith("Limited to 100 nodes: ")
    expect(opened(path=path).page.locator(".left-out")).to_contain_text(rules[0])


def test_the_wheel_follows_its_delta(opened: Open) -> None:
    view = opened()
    page = view.page
    page.mouse.move(*view.point("method:lora"))
    before, at = scale(page), view.point("method:lora")
    page.mouse.wheel(0, -100)
    page.wait_for_timeout(100)
    assert scale(page) / before == pytest.approx(2 ** (100 / 500), rel=0.01)
    assert view.point("method:lora") == pytest.approx(at, abs=1.5)
    page.mouse.wheel(0, 100)
    page.mouse.wheel(0, 3)
    page.wait_for_timeout(100)
    assert scale(page) / before == pytest.approx(2 ** (-3 / 500), rel=0.01)


def test_a_click_leaves_the_camera_where_the_node_is_in_view(opened: Open) -> None:
    view = opened()
    at = view.point("method:lora")
    view.click(*at)
    expect(view.page.locator("#panel h2")).to_have_text("LoRA")
    assert view.point("method:lora") == pytest.approx(at, abs=0.5)


def test_what_is_out_of_view_is_gone_to(opened: Open) -> None:
    view = opened()
    page = view.page
    page.evaluate("network.moveTo({position: {x: 50000, y: 50000}})")
    page.fill("#search", "lora")
    page.keyboard.press("Enter")
    box = page.locator("#mynetwork").bounding_box()
    assert box is not None
    x, y = view.point("method:lora")
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def test_a_movement_is_interrupted_by_the_wheel(opened: Open) -> None:
    view = opened("#node=LoRA", reduced_motion="no-preference")
    page = view.page
    page.mouse.move(640, 300)
    page.evaluate("network.moveTo({position: {x: 3000, y: 3000}, scale: 3})")
    page.click("#zoom-fit")
    page.mouse.move(640, 300)
    page.mouse.wheel(0, -50)
    page.wait_for_timeout(80)
    at = page.evaluate("network.getViewPosition()")
    page.wait_for_timeout(700)
    assert page.evaluate("network.getViewPosition()") == at


def test_nodes_stop_growing(opened: Open) -> None:
    view = opened()
    width = """([id, zoom]) => { network.moveTo({scale: zoom}); network.redraw();
      const facts = JSON.parse(document.getElementById('facts').textContent);
      const index = facts.nodes.findIndex((node) => node.id === id);
      const at = network.canvasToDOM(network.getPositions([index])[index]);
      let reach = 0;
      while (reach < 400 && network.getNodeAt({x: at.x + reach, y: at.y}) === index) reach += 1;
      return reach; }"""
    assert view.page.evaluate(width, ["method:lora", 4]) == view.page.evaluate(width, ["method:lora", 1])


def test_the_tip_follows_the_map(opened: Open) -> None:
    view = opened()
    view.page.mouse.move(*view.point("method:lora"))
    expect(view.page.locator("#tip")).to_be_visible()
    view.page.evaluate("network.moveTo({position: {x: 9000, y: 9000}})")
    expect(view.page.locator("#tip")).to_be_hidden()


def test_filters_that_empty_the_view_bring_the_rest_into_it(opened: Open) -> None:
    view = opened()
    view.page.evaluate("network.moveTo({position: {x: 90000, y: 90000}})")
    view.page.locator("#least").fill("2")
    box = view.page.locator("#mynetwork").bounding_box()
    assert box is not None
    x, y = view.point("method:lora")
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def test_a_selection_that_the_filters_hide_is_let_go(opened: Open) -> None:
    page = opened("#node=LoRA").page
    page.get_by_role("list", name="Types").get_by_role("button", name="Methods").click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#toast")).to_contain_text("The filters hide “LoRA”, so it is no longer selected.")
    assert "node=" not in page.evaluate("location.hash")


def test_without_papers_nothing_is_left_out(opened: Open, large: Path) -> None:
    view = opened("#hide=Paper", path=large)
    pairs = int(view.totals().split(", ")[1].split()[0].replace(",", ""))
    assert pairs > 5000
    view.page.locator("#least").fill("3")
    assert int(view.totals().split(", ")[1].split()[0].replace(",", "")) < pairs
    view.page.click("#tab-charts")
    expect(view.page.locator("#charts-view")).not_to_contain_text("Nothing to show.")
    expect(view.page.locator(".dots tbody tr").first).to_be_visible()
    view.page.click("#tab-table")
    view.page.get_by_role("button", name="Pairs").click()
    expect(view.page.locator("table.list thead")).to_have_text("EntityEntityPapers ↓")
    expect(view.page.locator("#table-body tr").first).to_be_visible()


def test_counts_of_the_sidebar_follow_the_filters(opened: Open) -> None:
    page = opened().page
    methods = page.get_by_role("list", name="Types").get_by_role("button", name="Methods")
    expect(methods).to_contain_text("4")
    page.locator("#least").fill("2")
    expect(methods).to_contain_text("2")


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}])
@pytest.mark.parametrize("wait", [60, 250])
def test_a_double_click_focuses_where_the_panel_opens(opened: Open, size: dict[str, int], wait: int) -> None:
    view = opened(viewport=size)
    page = view.page
    box = page.locator("#mynetwork").bounding_box()
    assert box is not None
    x, y = view.point("method:lora")
    page.evaluate(
        """([x, y]) => { const at = network.getViewPosition(), scale = network.getScale();
      network.moveTo({position: {x: at.x - x / scale, y: at.y - y / scale}}); }""",
        [box["x"] + box["width"] - 90 - x, box["y"] + box["height"] - 90 - y],
    )
    view.double_click(*view.point("method:lora"), apart=wait)
    expect(page.locator("#place")).to_contain_text("LoRA")
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    page.click("#place-back")
    assert view.totals() == "6 papers, 9 entities, 13 links"


def test_two_clicks_apart_are_no_double_click(opened: Open) -> None:
    view = opened()
    view.double_click(*view.point("method:lora"), apart=600)
    expect(view.page.locator("#panel h2")).to_have_text("LoRA")
    expect(view.page.locator("#place")).to_be_hidden()
