"""The page on phones, by keyboard and on paper."""

from pathlib import Path

import msgspec
import pytest
from pages import Open, sample
from playwright.sync_api import expect

from kg.model import Graph, Label, Node
from kg.sinks.html.writer import write_html

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_links_table_has_its_heads_over_its_columns(opened: Open, width: int) -> None:
    page = opened("#view=table", viewport={"width": width, "height": 800}).page
    page.get_by_role("button", name="Links", exact=True).first.click()
    lefts = """(row) => [...document.querySelector(row).children]
      .map((cell) => Math.round(cell.getBoundingClientRect().left))"""
    assert page.evaluate(lefts, "table.list thead tr") == page.evaluate(lefts, "table.list tbody tr")
    first = "[...document.querySelectorAll('table.list tbody tr:first-child > *')].map((cell) => cell.offsetWidth)"
    cells = page.evaluate(first)
    assert min(cells) >= 70


def test_the_title_stays_on_a_phone(opened: Open) -> None:
    page = opened(viewport=PHONE).page
    expect(page.locator(".top .title")).to_be_visible()
    expect(page.locator(".top .title")).to_have_text("6 papers and what they name")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("height", [256, 640])
def test_zoomed_in_there_is_room_to_read(opened: Open, height: int) -> None:
    page = opened("#node=LoRA", viewport={"width": 320, "height": height}).page
    top, panel = page.locator("header.top").bounding_box(), page.locator("#panel").bounding_box()
    assert top is not None
    assert panel is not None
    assert top["height"] < 140
    assert panel["height"] >= 150
    page.click("#keep")
    page.click("#keep-svg")
    expect(page.locator("#toast")).to_contain_text("map.svg")


def test_the_search_takes_its_row(opened: Open) -> None:
    page = opened(viewport={"width": 740, "height": 360}).page
    box = page.locator("#search").bounding_box()
    assert box is not None
    assert box["x"] == 10
    assert box["width"] > 600


def test_the_map_fits_a_phone(opened: Open, real: Path) -> None:
    page = opened(path=real, viewport=PHONE).page
    page.wait_for_timeout(200)
    box = page.locator("#mynetwork").bounding_box()
    assert box is not None
    spots = page.evaluate("Object.values(network.getPositions()).map((spot) => network.canvasToDOM(spot))")
    assert all(0 <= spot["x"] <= box["width"] and 0 <= spot["y"] <= box["height"] for spot in spots)
    across = max(spot["x"] for spot in spots) - min(spot["x"] for spot in spots)
    down = max(spot["y"] for spot in spots) - min(spot["y"] for spot in spots)
    assert across > 0.85 * box["width"] or down > 0.85 * box["height"]
    assert down > across


def test_a_link_to_a_view_is_the_same_place_on_a_phone(opened: Open) -> None:
    """The phone's map is turned: what is in the middle is not."""
    nearest = """() => { const spots = network.getPositions(), at = network.getViewPosition();
      const away = (spot) => Math.hypot(spot.x - at.x, spot.y - at.y);
      return Object.keys(spots).sort((a, b) => away(spots[a]) - away(spots[b]))[0]; }"""
    wide = opened()
    spot = wide.page.evaluate("network.getPositions()")
    facts = (
        "JSON.parse(document.getElementById('facts').textContent).nodes.findIndex((node) => node.id === 'method:adam')"
    )
    index = str(wide.page.evaluate(facts))
    address = f"#camera={spot[index]['x']},{spot[index]['y']},1.5"
    assert opened(address).page.evaluate(nearest) == index
    assert opened(address, viewport=PHONE).page.evaluate(nearest) == index


def test_rows_of_the_table_are_low_on_a_phone(opened: Open, real: Path) -> None:
    page = opened("#view=table", path=real, viewport=PHONE).page
    heights = "[...document.querySelectorAll('#table-body tr')].map((row) => row.offsetHeight)"
    assert max(page.evaluate(heights)) <= 60
    page.get_by_role("button", name="Links", exact=True).first.click()
    assert max(page.evaluate(heights)) <= 60
    cut = "[...document.querySelectorAll('.list-lines')].some((cell) => cell.scrollHeight > cell.clientHeight + 4)"
    assert page.evaluate(cut)


def test_all_columns_can_be_reached_on_a_phone(opened: Open) -> None:
    page = opened("#view=table", viewport=PHONE).page
    expect(page.get_by_role("button", name="Published")).to_be_visible()
    page.evaluate("document.getElementById('table-view').scrollLeft = 5000")
    left = page.locator("#table-body th").first.bounding_box()
    assert left is not None
    assert 0 <= left["x"] < 40


def test_heads_of_charts_stay_in_sight(opened: Open, real: Path) -> None:
    page = opened("#view=charts", path=real, viewport=PHONE).page
    heat = page.locator(".scroll", has=page.locator(".heat.slanted"))
    heat.evaluate("(part) => { part.scrollLeft = 5000; part.scrollTop = 5000; }")
    box, head = heat.bounding_box(), heat.locator("tbody th").last.bounding_box()
    assert box is not None
    assert head is not None
    assert abs(box["x"] - head["x"]) < 6
    assert head["width"] < 200


def test_slanted_names_are_not_covered_by_their_neighbours(opened: Open, real: Path) -> None:
    page = opened("#view=charts", path=real).page
    heads = page.locator(".slanted thead th a")
    assert heads.count() > 4
    page.locator(".slanted").scroll_into_view_if_needed()
    on_top = """(link) => { const box = link.getBoundingClientRect();
      const at = document.elementFromPoint(box.left + box.width * 0.7, box.top + box.height * 0.3);
      return link.parentElement.contains(at); }"""
    assert all(head.evaluate(on_top) for head in heads.all()[:-1])


def test_nothing_scrolls_the_page_as_a_whole(opened: Open, real: Path) -> None:
    page = opened("#view=charts", path=real).page
    page.evaluate("document.querySelector('.dots').scrollIntoView()")
    assert page.evaluate("[document.scrollingElement.scrollTop, document.body.scrollTop]") == [0, 0]
    box = page.locator("header.top").bounding_box()
    assert box is not None
    assert box["y"] == 0


def test_few_keys_lead_to_the_map_and_the_table(opened: Open) -> None:
    page = opened().page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "mynetwork"
    page = opened().page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#table-view")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "table-body"


def test_escape_keeps_the_focus_on_the_page(opened: Open) -> None:
    page = opened("#node=LoRA").page
    page.focus("#panel .close")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "mynetwork"


def test_names_for_screen_readers_have_no_underscores(opened: Open) -> None:
    page = opened("#edge=paper:0 dataset:cifar-10").page
    expect(page.locator("#panel dd").first).to_have_text("Evaluates on")
    names = page.evaluate("""[...document.querySelectorAll('button, [aria-label], dd')]
      .map((part) => (part.getAttribute('aria-label') || '') + part.textContent)""")
    assert not [name for name in names if "_" in name]


def test_a_landscape_print_begins_with_the_map(opened: Open) -> None:
    page = opened("#node=LoRA").page
    page.wait_for_timeout(200)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1020, "height": 690})
    box = page.locator("#print").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 690


def test_tex_in_titles_is_written_out(opened: Open, tmp_path: Path) -> None:
    graph = sample()
    node = next(node for node in graph.nodes if node.paper and node.name == "Low ranks")
    title = r"$\alpha$-Low $O(n^2)$ \emph{ranks} at $5 and $6"
    assert node.paper
    changed = {
        node.id: msgspec.structs.replace(node, name=title, paper=msgspec.structs.replace(node.paper, title=title)),
        "method:lora": Node("method:lora", Label.METHOD, r"$\beta$-LoRA", aliases=(r"LoRA$_2$",)),
    }
    path = tmp_path / "tex.html"
    write_html(Graph(tuple(changed.get(one.id, one) for one in graph.nodes), graph.edges), path)
    page = opened("#node=method:lora", path=path).page
    expect(page.locator("#panel h2")).to_have_text("β-LoRA")
    expect(page.locator(".aliases")).to_have_text("LoRA₂")
    page = opened("#node=paper:0", path=path).page
    expect(page.locator("#panel h2")).to_have_text("α-Low O(n²) ranks at $5 and $6")


def test_the_time_axis_is_even(opened: Open) -> None:
    page = opened("#view=charts").page
    assert page.locator(".dots thead th").all_inner_texts() == ["2022", "2023", "2024"]
    last, box = page.locator(".dots thead th").last.bounding_box(), page.locator(".scroll:has(.dots)").bounding_box()
    assert last is not None
    assert box is not None
    assert last["x"] + last["width"] <= box["x"] + box["width"]


def test_what_can_be_kept_is_in_reach_on_a_phone(opened: Open) -> None:
    page = opened(viewport=PHONE).page
    page.click("#keep")
    box = page.locator("#keep-menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
