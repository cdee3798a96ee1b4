"""Finding things on the page: what is typed, and what is hidden."""

from pathlib import Path

import pytest
from pages import Open
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def type_words(page: Page, words: str) -> list[str]:
    page.wait_for_selector("html[data-indexed=true]", state="attached")
    page.fill("#search", words)
    return [text.split("\n")[0] for text in page.locator("#found .found-name").all_inner_texts()]


def test_a_second_search_replaces_the_first(opened: Open) -> None:
    page = opened().page
    page.keyboard.press("Control+k")
    page.keyboard.type("NVIDIA A100")
    page.keyboard.press("Enter")
    page.keyboard.type("smart")
    expect(page.locator("#search")).to_have_value("smart")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("smartphones")
    page.keyboard.press("Control+k")
    page.keyboard.type("lora")
    expect(page.locator("#search")).to_have_value("lora")
    page.keyboard.press("Enter")
    page.click("#mynetwork", position={"x": 5, "y": 5})
    page.click("#search")
    page.keyboard.type("adam")
    expect(page.locator("#search")).to_have_value("adam")


def test_a_cross_clears_the_search(opened: Open) -> None:
    page = opened().page
    clear = page.get_by_role("button", name="Clear the search")
    expect(clear).to_be_hidden()
    page.fill("#search", "lora")
    clear.click()
    expect(page.locator("#search")).to_have_value("")
    expect(page.locator("#search")).to_be_focused()
    expect(clear).to_be_hidden()


def test_typos_any_order_and_abstracts(opened: Open) -> None:
    page = opened().page
    assert "CIFAR-10" in type_words(page, "cifarr")[0]
    assert "LoRA" in type_words(page, "adaptation rank")[0]
    assert "NVIDIA A100" in type_words(page, "a100 nvidia")[0]
    found = type_words(page, "optimiser")
    assert "Third of them" in found[0]
    assert "in the abstract" in found[0]


def test_typos_in_the_real_graph(opened: Open, real: Path) -> None:
    page = opened(path=real).page
    assert "diffusion" in type_words(page, "difusion")[0].lower()


def test_results_take_two_lines_on_a_phone(opened: Open) -> None:
    page = opened(viewport={"width": 390, "height": 844}).page
    page.fill("#search", "a")
    heights = page.evaluate("[...document.querySelectorAll('#found li')].map((item) => item.offsetHeight)")
    assert max(heights) <= 64
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
