"""The page for everybody: axe finds nothing, in light and dark; and what a phone and a printer get."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import Open
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_phone(opened: Open) -> None:
    view = opened("#node=LoRA", viewport={"width": 390, "height": 844}, has_touch=True)
    page = view.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator("#panel").bounding_box()
    assert box is not None
    assert box["y"] > 300
    page.get_by_role("button", name="Close details").click()
    page.click("#filters-button")
    expect(page.locator("#filters")).to_be_visible()
    page.get_by_role("list", name="Types").get_by_role("button", name="Methods").click()
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()
    for tab in ("charts", "table"):
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_dark_and_light(opened: Open) -> None:
    page = opened(color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(21, 23, 27)"
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(251, 251, 250)"


def test_prints_in_light_with_the_map(opened: Open) -> None:
    page = opened("#node=LoRA", color_scheme="dark").page
    page.wait_for_timeout(200)
    assert page.pdf().startswith(b"%PDF")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    seen = """() => { const copy = document.getElementById('print');
      return copy.getContext('2d').getImageData(0, 0, copy.width, copy.height).data.some((value) => value > 0); }"""
    assert page.evaluate(seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "#node=LoRA",
        "#node=paper:0",
        "#view=charts",
        "#view=table",
        "#view=table&hide=Method",
        "#view=table&hide=Paper",
        "#focus=LoRA&steps=2",
        "#path=method:lora dataset:cifar-10",
    ],
)
def test_accessibility(opened: Open, scheme: str, address: str) -> None:
    page = opened(address, color_scheme=scheme, bypass_csp=True).page
    page.wait_for_timeout(250)  # the panel has come in
    found = Axe().run(page).response["violations"]
    serious = [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    assert not serious
