"""Topics, connections, focus, keeping, time and colours of the page."""

import csv
import io
from pathlib import Path

import pytest
from pages import Open, saved
from playwright.sync_api import expect

from kg.model import Edge, Graph, Label, Node, Paper, Relation
from kg.sinks.html.writer import write_html

pytestmark = pytest.mark.browser
KNOWN = r"""@article{bee2024ranks,
  title = {{Ranks \& 50\% of x₁}},
  author = {Ann Bee and Carl von Dee and {Foo and Bar Labs}},
  journal = {arXiv preprint arXiv:2401.01234},
  year = {2024},
  month = {1},
  doi = {10.1/a_b},
  eprint = {2401.01234},
  archivePrefix = {arXiv},
  primaryClass = {cs.LG},
  url = {https://arxiv.org/abs/2401.01234}
}

@inproceedings{bee2023,
  title = {{Met}},
  author = {Bee, Ann},
  booktitle = {Proc. ICML},
  year = {2023},
  url = {https://example.org/m}
}
"""


def test_topics_are_named_counted_and_isolated(opened: Open, real: Path) -> None:
    view = opened(path=real)
    page = view.page
    buttons = page.locator(".topics .topic")
    assert buttons.count() > 3
    first = buttons.first
    assert first.locator("span").first.inner_text().count(" · ") == 2
    number = int(first.locator(".count").evaluate("(part) => part.firstChild.textContent"))
    colours = page.evaluate(
        "[...document.querySelectorAll('.topic-spot')].map((spot) => getComputedStyle(spot).backgroundColor)"
    )
    assert len(set(colours)) == len(colours)
    first.click()
    assert 0 < int(view.totals().split()[0]) <= number
    assert "topic=" in page.evaluate("location.hash")
    first.click()
    assert page.evaluate("location.hash") in ("", "#")


def test_the_first_chart_is_the_graph_at_a_glance(opened: Open, real: Path) -> None:
    page = opened("#view=charts", path=real).page
    card = page.locator(".card").first
    expect(card.locator("h2")).to_have_text("At a glance")
    expect(card).to_contain_text("papers")
    card.locator(".short-topics button").first.click()
    expect(page.locator("#map-view")).to_be_visible()
    assert "topic=" in page.evaluate("location.hash")


def test_two_things_are_connected_through_papers(opened: Open) -> None:
    view = opened("#node=dataset:cifar-10")
    page = view.page
    page.get_by_role("button", name="Connect with").click()
    page.keyboard.type("adam")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("through 2 papers each")
    hops = panel.locator(".way").first.locator(".way-steps > li")
    assert hops.count() == 4
    assert hops.locator("blockquote").count() == 4
    assert page.evaluate("location.hash") == "#path=dataset:cifar-10%20method:adam"


def test_shift_click_connects(opened: Open) -> None:
    view = opened()
    view.click(*view.point("method:lora"))
    expect(view.page.locator("#panel h2")).to_have_text("LoRA")
    view.page.keyboard.down("Shift")
    view.click(*view.point("dataset:cifar-10"))
    view.page.keyboard.up("Shift")
    expect(view.page.locator("#panel")).to_contain_text("2 shortest paths go through 1 paper each.")
    page = opened("#path=method:lora paper:0").page
    expect(page.locator("#panel .lead")).to_have_text("They are linked directly.")
    expect(page.locator(".way-steps > li")).to_contain_text("LoRA used by Low ranks")


def test_no_connection_is_no_dead_end(opened: Open) -> None:
    page = opened("#path=method:alone method:adam").page
    panel = page.locator("#panel")
    expect(panel).to_contain_text("No papers connect them")
    panel.locator(".chip").first.click()
    expect(panel.locator("h2")).not_to_contain_text("and")


def test_a_link_to_an_edge_works_whatever_the_ids_hold(opened: Open, tmp_path: Path) -> None:
    paper = Node("paper:Smith 2020 5%20", Label.PAPER, "Tall cups", paper=Paper("Smith 2020 5%20", "Tall cups", ""))
    method = Node("method:tea cup", Label.METHOD, "Tea Cup")
    path = tmp_path / "odd.html"
    write_html(Graph((method, paper), (Edge(paper.id, method.id, Relation.USES, ()),)), path)
    page = opened("#path=method:tea%2520cup%20paper:Smith%25202020%25205%252520", path=path).page
    expect(page.locator("#panel")).to_contain_text("Tall cups")
    address = page.evaluate("location.hash")
    page.reload()
    expect(page.locator("#panel")).to_contain_text("Tall cups")
    assert page.evaluate("location.hash") == address


def test_filters_do_not_hide_a_connection(opened: Open) -> None:
    page = opened("#path=method:lora dataset:cifar-10&without=EVALUATES_ON").page
    expect(page.locator("#panel")).to_contain_text("Nothing that passes the filters connects them")
    expect(page.locator("#panel .way").first).to_be_visible()


def test_focus_lays_out_what_is_near_and_leads_back(opened: Open) -> None:
    view = opened()
    page = view.page
    before = page.evaluate("network.getPositions()")
    page.mouse.dblclick(*view.point("method:lora"))
    expect(page.locator("#place")).to_contain_text("LoRA")
    assert view.totals() == "3 papers, 1 entity, 3 links"
    page.get_by_role("button", name="2 steps").click()
    assert view.totals() == "3 papers, 7 entities, 10 links"
    assert "focus=method:lora&steps=2" in page.evaluate("location.hash")
    assert page.evaluate("network.getPositions()") != before
    page.click("#place-back")
    assert view.totals() == "6 papers, 9 entities, 13 links"
    assert page.evaluate("network.getPositions()") == before


def test_what_strong_filters_leave_is_rearranged(opened: Open) -> None:
    view = opened()
    before = view.page.evaluate("network.getPositions()")
    view.page.locator("#least").fill("2")
    view.page.click("#anew")
    expect(view.page.locator("#place")).to_contain_text("rearranged")
    assert view.page.evaluate("network.getPositions()") != before
    view.page.click("#place-back")
    assert view.page.evaluate("network.getPositions()") == before


def test_the_link_keeps_the_camera(opened: Open) -> None:
    view = opened(permissions=["clipboard-read", "clipboard-write"])
    page = view.page
    page.evaluate("network.moveTo({position: {x: 40, y: 30}, scale: 2})")
    page.click("#keep")
    page.click("#keep-link")
    field = page.locator("#toast input")
    expect(page.locator("#toast")).to_contain_text("works only on this machine")
    link = field.input_value() if field.count() else page.evaluate("navigator.clipboard.readText()")
    other = opened("#" + link.split("#")[1]).page
    assert other.evaluate("network.getScale()") == pytest.approx(2, rel=0.01)
    assert other.evaluate("network.getViewPosition().x") == pytest.approx(40, abs=1)


def test_tables_are_kept_as_csv(opened: Open) -> None:
    view = opened()
    nodes = list(csv.DictReader(io.StringIO(saved(view, "keep-nodes").decode("utf-8-sig"))))
    assert len(nodes) == 15
    pairs = saved(opened("#hide=Paper"), "keep-nodes").decode("utf-8-sig")
    assert {row["name"]: row["links"] for row in csv.DictReader(io.StringIO(pairs))}["Adam"] == "3"
    lora = next(row for row in nodes if row["name"] == "LoRA")
    assert (lora["papers"], lora["type"], lora["aliases"]) == ("3", "Method", "Low-Rank Adaptation")
    links = list(csv.DictReader(io.StringIO(saved(view, "keep-links").decode("utf-8-sig"))))
    assert len(links) == 13
    assert "We tune with Low-Rank Adaptation." in {row["evidence"] for row in links}
    assert not [cell for row in (*nodes, *links) for cell in row.values() if cell and cell[0] in "=+-@"]


def test_tables_are_kept_in_the_order_and_under_the_filters_of_the_table(opened: Open) -> None:
    view = opened("#view=table&least=2")
    page = view.page
    names = """[...document.querySelectorAll('#table-body th')].map((cell) => cell.textContent)"""
    rows = list(csv.DictReader(io.StringIO(saved(view, "keep-nodes").decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == page.evaluate(names)
    assert len(rows) == 7
    for _ in range(2):
        page.get_by_role("button", name="Name", exact=False).first.click()
        rows = list(csv.DictReader(io.StringIO(saved(view, "keep-nodes").decode("utf-8-sig"))))
        assert [row["name"] for row in rows] == page.evaluate(names)
    page.get_by_role("button", name="Links", exact=True).first.click()
    page.get_by_role("button", name="Entity").click()
    rows = list(csv.DictReader(io.StringIO(saved(view, "keep-links").decode("utf-8-sig"))))
    assert [row["paper"] for row in rows] == page.evaluate(names)
    assert len(rows) == 7


def test_pairs_are_kept_where_papers_are_hidden(opened: Open) -> None:
    view = opened("#view=table&hide=Paper")
    page = view.page
    page.get_by_role("button", name="Pairs").click()
    rows = list(csv.DictReader(io.StringIO(saved(view, "keep-links").decode("utf-8-sig"))))
    assert [row["entity"] for row in rows] == page.evaluate(
        "[...document.querySelectorAll('#table-body th a')].map((link) => link.textContent)"
    )
    best = rows[0]
    assert (best["papers"], {best["entity"], best["other"]}) == ("2", {"LoRA", "CIFAR-10"})
    assert best["titles"] == "Low ranks | Ranks again"


def test_papers_are_kept_as_bibtex(opened: Open, tmp_path: Path) -> None:
    text = saved(opened(), "keep-bibtex").decode()
    assert text.count("@misc{") == 6
    assert "title = {{Low ranks}}" in text
    assert "year = {2023}" in text
    assert "javascript:" not in text
    known = Paper(
        "2401.01234",
        "Ranks & 50% of $x_1$",
        "",
        doi="10.1/a_b",
        published="2024-01-03",
        authors=("Ann Bee", "Carl von Dee", "Foo and Bar Labs"),
        categories=("cs.LG", "stat.ML"),
    )
    met = Paper(
        "m", "Met", "", url="https://example.org/m", published="2023", authors=("Bee, Ann",), venue="Proc. ICML"
    )
    nodes = tuple(Node(f"paper:{paper.id}", Label.PAPER, paper.title, paper=paper) for paper in (known, met))
    path = tmp_path / "known.html"
    write_html(Graph(nodes, ()), path)
    assert saved(opened("#view=table", path=path), "keep-bibtex").decode() == KNOWN


def test_pictures_are_kept(opened: Open) -> None:
    view = opened()
    box = view.page.locator("#mynetwork").bounding_box()
    assert box is not None
    png = saved(view, "keep-png")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == round(2 * box["width"])
    svg = saved(view, "keep-svg").decode()
    assert svg.startswith("<svg")
    assert ">LoRA</text>" in svg
    assert "<img" not in svg


def test_the_histogram_is_the_filter_of_years(opened: Open) -> None:
    view = opened()
    page = view.page
    bars = page.locator(".histogram-year")
    assert [bar.get_attribute("data-year") for bar in bars.all()] == ["2022", "2023", "2024"]
    assert bars.nth(2).get_attribute("aria-label") == "2024: 2 papers, 50%"
    bars.nth(2).click()
    assert "from=2024&to=2024&dated=1" in page.evaluate("location.hash")
    assert view.totals() == "2 papers, 6 entities, 7 links"
    page.locator(".histogram-year").nth(2).click()
    assert page.evaluate("location.hash") in ("", "#")
    one, other = (page.locator(".histogram-year").nth(place).bounding_box() for place in (1, 2))
    assert one is not None
    assert other is not None
    page.mouse.move(one["x"] + 5, one["y"] + 20)
    page.mouse.down()
    page.mouse.move(other["x"] + 5, other["y"] + 20, steps=4)
    page.mouse.up()
    assert "from=2023&to=2024" in page.evaluate("location.hash")


def test_colours_and_sizes_follow_the_choice(opened: Open) -> None:
    view = opened()
    page = view.page
    pixel = """([x, y]) => { const canvas = document.querySelector('#mynetwork canvas');
      const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
      const copy = new OffscreenCanvas(1, 1).getContext('2d');
      copy.drawImage(canvas, (box.left - x) * ratio, (box.top - y) * ratio);
      return [...copy.getImageData(0, 0, 1, 1).data]; }"""
    at = list(view.point("method:lora"))
    page.wait_for_timeout(200)
    before = page.evaluate(pixel, at)
    page.select_option("#colour", "year")
    page.wait_for_timeout(200)
    assert page.evaluate(pixel, at) != before
    expect(page.locator("#paint-key")).to_contain_text("first year")
    page.select_option("#colour", "type")
    page.select_option("#size", "equal")
    page.wait_for_timeout(200)
    assert page.evaluate("location.hash") == "#size=equal"
    assert page.evaluate(pixel, at) == before


def test_a_node_is_dragged_and_stays(opened: Open) -> None:
    view = opened()
    x, y = view.point("method:lora")
    view.page.mouse.move(x, y)
    view.page.mouse.down()
    view.page.mouse.move(x + 60, y + 40, steps=5)
    view.page.mouse.up()
    view.page.wait_for_timeout(200)
    assert view.point("method:lora") == pytest.approx((x + 60, y + 40), abs=2)
    expect(view.page.locator("#panel")).to_be_hidden()
