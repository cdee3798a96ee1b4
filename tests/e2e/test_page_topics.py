"""Topics on the map: their names, the view of one alone, and the drawing that is saved of them."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest
from pages import Open, Opened, saved
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
SIZES = [{"width": 1440, "height": 900}, {"width": 1024, "height": 700}, {"width": 390, "height": 844}]
# The boxes of the written names, as a browser measures them, and how much their colours differ from the ground.
WRITTEN = """() => {
  const light = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => value / 255);
    const linear = parts.map((value) => (value <= 0.04 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = light(document.querySelector('svg > rect').getAttribute('fill'));
  return [...document.querySelectorAll('text')].map((text) => {
    const { x, y, width, height } = text.getBBox();
    const own = light(text.getAttribute('fill'));
    const contrast = (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
    const size = Number(text.getAttribute('font-size'));
    return { text: text.textContent, fill: text.getAttribute('fill'), contrast, size,
      box: [x, y + (height - size) / 2, x + width, y + (height + size) / 2] };
  });
}"""


def written(view: Opened) -> list[dict[str, object]]:
    """The names on the map, from the drawing that is saved of it."""
    page = view.context.new_page()
    page.set_content(saved(view, "keep-svg").decode())
    found: list[dict[str, object]] = page.evaluate(WRITTEN)
    page.close()
    return found


def inside(view: Opened) -> tuple[int, int]:
    """How many nodes are drawn, and how many with their centre in the window."""
    drawing = ET.fromstring(saved(view, "keep-svg"))
    width, height = float(drawing.attrib["width"]), float(drawing.attrib["height"])
    spots = []
    for part in drawing.iter():
        if part.find(f"{SVG}title") is not None:
            points = part.attrib.get("points", f"{part.attrib.get('cx') or part.attrib.get('x')},").split()
            x = float(points[0].split(",")[0])
            y = float(part.attrib.get("cy") or part.attrib.get("y") or points[0].split(",")[1])
            spots.append(0 <= x <= width and 0 <= y <= height)
    return len(spots), sum(spots)


def shown(view: Opened) -> int:
    papers, things = re.findall(r"([\d,]+) (?:paper|entit)", view.totals())
    return int(papers.replace(",", "")) + int(things.replace(",", ""))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_names_of_topics_and_nodes_can_be_read(opened: Open, real: Path, size: dict[str, int], scheme: str) -> None:
    view = opened(path=real, viewport=size, color_scheme=scheme)
    view.page.evaluate("network.moveTo({scale: Math.min(network.getScale(), 0.55)})")
    view.page.wait_for_timeout(400)
    names = written(view)
    topics = [name for name in names if str(name["fill"]).startswith("hsl")]
    listed = [text.split(" · ")[0] for text in view.page.locator(".topic span:nth-child(2)").all_text_contents()]
    assert len(topics) >= 3
    assert {str(name["text"]) for name in topics} & set(listed)
    assert min(float(str(name["contrast"])) for name in topics) >= 4.5
    assert min(float(str(name["size"])) for name in topics) >= 12.5
    for one, other in combinations(names, 2):
        a, b = one["box"], other["box"]
        assert isinstance(a, list)
        assert isinstance(b, list)
        apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
        assert apart, (one["text"], other["text"])
    zoom, map_ = (view.page.locator(part).bounding_box() for part in ("#zoom", "#mynetwork"))
    assert zoom is not None
    assert map_ is not None
    right, top = zoom["x"] - map_["x"] + zoom["width"], zoom["y"] - map_["y"]
    assert all(isinstance(name["box"], list) and (name["box"][0] > right or name["box"][3] < top) for name in names)
    width = float(str(view.page.evaluate("document.getElementById('mynetwork').clientWidth")))
    assert all(isinstance(name["box"], list) and name["box"][0] >= 0 and name["box"][2] <= width for name in topics)


def test_the_name_of_a_topic_isolates_it(opened: Open, real: Path) -> None:
    view = opened(path=real)
    view.page.evaluate("network.moveTo({scale: 0.5})")
    view.page.wait_for_timeout(400)
    box = view.page.locator("#mynetwork").bounding_box()
    assert box is not None
    tip = view.page.locator("#tip")
    for name in written(view):
        if not str(name["fill"]).startswith("hsl"):
            continue
        left, top, right, bottom = name["box"]  # type: ignore[misc]
        at = (box["x"] + (left + right) / 2, box["y"] + (top + bottom) / 2)
        view.page.mouse.move(*at)
        view.page.wait_for_timeout(200)
        if "click to see it alone" in tip.inner_text():  # else a node is under the name
            break
    expect(tip).to_contain_text("click to see it alone")
    view.click(*at)
    assert "topic=" in view.page.evaluate("location.hash")


@pytest.mark.parametrize("size", SIZES)
def test_a_topic_that_is_chosen_fills_the_view(opened: Open, real: Path, size: dict[str, int]) -> None:
    view = opened(path=real, viewport=size)
    page = view.page
    page.evaluate("network.moveTo({position: {x: 4000, y: 4000}, scale: 1})")
    narrow = size["width"] < 760
    if narrow:
        page.click("#filters-button")
    page.locator(".topics .topic").nth(1).click()
    if narrow:
        page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    number = shown(view)
    assert inside(view) == (number, number)
    alone = page.evaluate("network.getScale()")
    page.evaluate("network.moveTo({position: {x: 4000, y: 4000}, scale: 1})")
    page.evaluate("document.querySelectorAll('.topics .topic')[1].click()")
    page.wait_for_timeout(300)
    assert inside(view) == (shown(view), shown(view))
    assert page.evaluate("network.getScale()") < alone


def test_a_topic_of_the_charts_fills_the_view(opened: Open, real: Path) -> None:
    view = opened("#view=charts", path=real)
    view.page.locator(".short-topics button").nth(2).click()
    expect(view.page.locator("#map-view")).to_be_visible()
    view.page.wait_for_timeout(400)
    assert inside(view) == (shown(view), shown(view))


def test_the_drawing_has_what_the_map_shows(opened: Open, real: Path) -> None:
    view = opened(path=real)
    view.page.wait_for_timeout(300)
    drawing = ET.fromstring(saved(view, "keep-svg"))
    areas = drawing.findall(f"{SVG}g[@class='topics']/{SVG}g")
    listed = view.page.locator(".topics .topic")
    assert len(areas) == listed.count()
    assert len({area.attrib["fill"] for area in areas}) == len(areas)
    assert all(area.find(f"{SVG}circle") is not None for area in areas)
    view.page.evaluate(
        "location.hash = '#focus=' + JSON.parse(document.getElementById('facts').textContent).nodes[0].id"
    )
    view.page.wait_for_timeout(300)
    assert not ET.fromstring(saved(view, "keep-svg")).findall(f"{SVG}g[@class='topics']/{SVG}g")
