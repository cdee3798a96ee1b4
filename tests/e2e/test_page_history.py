"""Back, the address and the keyboard: what they bring back, and what they leave as it is."""

from pathlib import Path

import pytest
from pages import Open
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_back_returns_to_what_was_chosen_and_keeps_the_filters(opened: Open) -> None:
    view = opened("#node=LoRA")
    page = view.page
    page.get_by_role("link", name="Ranks again").first.click()
    page.select_option("#from", "2024")
    page.select_option("#colour", "topic")
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    assert page.evaluate("location.hash") == "#node=method:lora&from=2024&colour=topic"
    expect(page.locator("#from")).to_have_value("2024")
    page.go_forward()
    expect(page.locator("#panel h2")).to_have_text("Ranks again")
    assert page.evaluate("location.hash") == "#node=paper:1&from=2024&colour=topic"
    page.evaluate("location.hash = '#node=Adam'")
    expect(page.locator("#panel h2")).to_have_text("Adam")
    expect(page.locator("#from")).to_have_value("0")


def test_back_and_filters_keep_the_place_in_a_list(opened: Open, real: Path) -> None:
    page = opened("#node=transformers", path=real).page
    panel = page.locator("#panel")
    more = panel.get_by_role("button", name="more", exact=False).locator("visible=true").first
    button = more.inner_text()
    more.click()
    panel.evaluate("(panel) => { panel.scrollTop = 300; }")
    page.locator("#least").fill("2")
    assert panel.evaluate("(panel) => panel.scrollTop") == 300
    panel.locator(".papers-title").last.click()
    assert panel.evaluate("(panel) => panel.scrollTop") == 0
    page.go_back()
    expect(panel.locator("h2")).to_have_text("transformers")
    expect(panel.get_by_role("button", name=button, exact=True)).to_have_count(0)
    assert panel.evaluate("(panel) => panel.scrollTop") > 250


def test_the_address_holds_the_table(opened: Open) -> None:
    page = opened("#view=table").page
    page.get_by_role("button", name="Links", exact=True).first.click()
    page.get_by_role("button", name="Entity").click()
    page.get_by_role("button", name="Entity").click()
    address = page.evaluate("location.hash")
    assert address == "#view=table&table=links&sort=-name"
    rows = page.locator("#table-body tr").all_inner_texts()
    again = opened(address).page
    expect(again.locator("th[aria-sort=descending]")).to_contain_text("Entity")
    assert again.locator("#table-body tr").all_inner_texts() == rows
    expect(opened("#view=table&sort=nonsense").page.locator("th[aria-sort=descending]")).to_contain_text("Papers")


def test_choosing_in_the_table_leaves_the_keyboard_where_it_is(opened: Open) -> None:
    page = opened("#view=table").page
    link = page.locator("#table-body").get_by_role("link", name="LoRA", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    expect(page.locator(".list-chosen")).to_contain_text("LoRA")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".list-chosen")).to_have_count(0)
    expect(link).to_be_focused()


def test_the_number_of_steps_keeps_the_keyboard(opened: Open) -> None:
    page = opened("#focus=LoRA").page
    page.get_by_role("button", name="2 steps").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="2 steps")).to_be_focused()


def test_the_export_menu_closes_behind_the_keyboard(opened: Open) -> None:
    page = opened().page
    page.focus("#keep")
    page.keyboard.press("Enter")
    for _ in range(6):
        expect(page.locator("#keep-menu")).to_be_visible()
        page.keyboard.press("Tab")
    expect(page.locator("#theme")).to_be_focused()
    expect(page.locator("#keep-menu")).to_be_hidden()


def test_an_address_of_what_is_not_there_says_so(opened: Open) -> None:
    page = opened("#node=method:gone").page
    expect(page.locator("#toast")).to_contain_text("“method:gone” is not on this page.")


def test_connecting_waits_as_long_as_it_says_so(opened: Open) -> None:
    view = opened("#node=LoRA")
    page = view.page
    page.clock.install()
    toast = page.locator("#toast")
    page.get_by_role("button", name="Connect with").click()
    page.clock.run_for(20_000)
    expect(toast).to_contain_text("Pick the other node")
    page.keyboard.type("lora")
    page.keyboard.press("Enter")
    expect(toast).to_contain_text("Pick a node other than “LoRA”.")
    page.click("#keep")
    page.click("#keep-link")
    expect(toast).not_to_contain_text("Pick")
    expect(page.locator("#search")).to_have_attribute("placeholder", "Find a method, dataset, paper…")
    page.fill("#search", "adam")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Adam")
