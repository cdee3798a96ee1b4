"""The exported page in a real Chromium, opened from disk with no network behind it."""

from pathlib import Path

import pytest
from pages import HOSTILE, SNEAKY, Open, sample
from playwright.sync_api import expect

from kg.graph.selection import Selection
from kg.sinks.html.writer import write_html

pytestmark = pytest.mark.browser


def test_opens_quietly_from_disk(opened: Open) -> None:
    first = opened(offline=True)
    assert first.totals() == "6 papers, 9 entities, 13 links"
    assert first.page.evaluate("network.getScale() > 0")
    assert opened().point("method:lora") == first.point("method:lora")


def test_search_by_keyboard_over_aliases(opened: Open) -> None:
    page = opened().page
    page.keyboard.press("Control+k")
    page.keyboard.type("low rank ad")
    box = page.get_by_role("combobox", name="Find a paper")
    expect(box).to_have_attribute("aria-expanded", "true")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("LoRA")
    expect(option).to_contain_text("also “Low-Rank Adaptation”")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "found-0")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("location.hash") == "#node=method:lora"


def test_search_says_when_nothing_is_found(opened: Open) -> None:
    page = opened().page
    page.fill("#search", "no such thing")
    expect(page.locator("#found")).to_contain_text("No matches.")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()
    expect(page.locator("#panel")).to_be_hidden()


def test_searching_what_the_filters_hide_keeps_them_and_says_so(opened: Open) -> None:
    page = opened("#hide=Method").page
    page.fill("#search", "lora")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    expect(page.locator("#panel")).to_contain_text("The filters hide this on the map.")
    assert "hide=Method" in page.evaluate("location.hash")
    page.get_by_role("button", name="Reset them").click()
    assert "hide" not in page.evaluate("location.hash")


def test_filters_and_reset(opened: Open) -> None:
    view = opened()
    page = view.page
    legend = page.get_by_role("list", name="Types")
    legend.get_by_role("button", name="Methods").click()
    assert view.totals() == "4 papers, 5 entities, 6 links"
    assert "hide=Method" in page.evaluate("location.hash")
    page.click("#reset")
    page.get_by_role("list", name="A paper …").get_by_role("button", name="Uses").first.click()
    assert view.totals() == "4 papers, 8 entities, 9 links"
    page.click("#reset")
    page.locator("#least").fill("2")
    assert view.totals() == "4 papers, 3 entities, 7 links"
    expect(page.locator("#least-out")).to_have_text("2 papers")
    page.click("#reset")
    page.select_option("#from", "2024")
    page.locator("#undated").uncheck()
    assert view.totals() == "2 papers, 6 entities, 7 links"
    page.click("#reset")
    assert view.totals() == "6 papers, 9 entities, 13 links"
    assert page.evaluate("location.hash") in ("", "#")
    expect(page.locator("#reset")).to_be_disabled()


def test_only_one_type_and_pairs_without_papers(opened: Open) -> None:
    view = opened()
    legend = view.page.get_by_role("list", name="Types")
    legend.get_by_role("button", name="only Dataset").click()
    assert view.totals() == "2 papers, 1 entity, 2 links"
    view.page.click("#reset")
    legend.get_by_role("button", name="Papers").click()
    assert "pairs in the same papers" in view.totals()


def test_filters_that_leave_nothing_say_so(opened: Open) -> None:
    view = opened("#from=2024&to=2023&dated=1")
    expect(view.page.locator("#note")).to_contain_text("The filters hide everything")
    view.page.click("#note button")
    assert view.totals() == "6 papers, 9 entities, 13 links"


def test_a_node_shows_what_is_known_and_why(opened: Open) -> None:
    view = opened()
    view.click(*view.point("method:lora"))
    panel = view.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("LoRA")
    expect(panel).to_contain_text("Low-Rank Adaptation")
    expect(panel).to_contain_text("In 3 papers")
    expect(panel).to_contain_text("2023 to 2024")
    expect(panel.get_by_role("heading", name="Used by")).to_be_visible()
    expect(panel.get_by_role("heading", name="Baseline in")).to_be_visible()
    quotes = [quote.strip() for quote in panel.locator(".group:not(.rivals) blockquote").all_inner_texts()]
    assert quotes == ["𝒳 is better than LoRA is.", "Again LoRA is taken.", "We tune with Low-Rank Adaptation."]
    assert set(panel.locator("mark").all_inner_texts()) == {"LoRA", "Low-Rank Adaptation"}
    expect(panel).to_contain_text("by the rule “definition”")


def test_an_edge_shows_its_words(opened: Open) -> None:
    view = opened("#node=method:hostile")
    (x1, y1), (x2, y2) = view.point("paper:1"), view.point("method:hostile")
    view.click((x1 + x2) / 2, (y1 + y2) / 2)
    panel = view.page.locator("#panel")
    expect(panel.locator("h3").first).to_have_text("Evidence")
    expect(panel.locator("mark")).to_have_text(HOSTILE)
    expect(panel).to_contain_text("a-rule")
    assert view.page.evaluate("location.hash").startswith("#edge=")


def test_a_paper_shows_its_abstract_with_marks_that_lead_on(opened: Open) -> None:
    page = opened("#node=paper:0").page
    abstract = page.locator(".abstract")
    assert abstract.locator("a").all_inner_texts() == ["Low-Rank Adaptation", "CIFAR-10", "https://github.com/a/b"]
    abstract.get_by_role("link", name="CIFAR-10").click()
    expect(page.locator("#panel h2")).to_have_text("CIFAR-10")
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Low ranks")


def test_links_open_elsewhere_without_telling_where_from(opened: Open) -> None:
    view = opened("#node=paper:0")
    for name, target in (("Read the paper", "https://example.org/paper"), ("Code: a/b", "https://github.com/a/b")):
        link = view.page.locator(".out-links").get_by_role("link", name=name)
        assert link.get_attribute("rel") == "noopener noreferrer"
        with view.context.expect_page() as other:
            link.click()
        assert other.value.url == target
    assert all(url.startswith("file:") for url in view.requests)


def test_names_that_mean_harm_are_text(opened: Open) -> None:
    view = opened("#node=method:hostile")
    page = view.page
    expect(page.locator("#panel h2")).to_have_text(HOSTILE)
    expect(page.locator("#panel")).to_contain_text(SNEAKY)
    page.fill("#search", "img src")
    expect(page.get_by_role("option").first).to_contain_text(HOSTILE)
    page.keyboard.press("Escape")
    for address in (
        "#node=repository:evil",
        "#node=paper:3",
        "#view=charts",
        "#view=table",
        "#node=<img src=x onerror=alert(1)>",
    ):
        page.evaluate("(address) => { location.hash = address; }", address)
        page.wait_for_timeout(60)
    assert page.locator("img").count() == 0
    assert page.locator("script:not([type])").count() == 2
    assert page.evaluate("[...document.links].every((link) => /^(https?|file):/.test(link.href))")


def test_an_address_opens_its_view_and_back_returns(opened: Open) -> None:
    page = opened("#node=LoRA&without=USES").page
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    page.get_by_role("link", name="Ranks again").first.click()
    assert page.evaluate("location.hash") == "#node=paper:1&without=USES"
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    page.evaluate("location.hash = '#view=table&least=99&node=%E0%A4%A'")
    expect(page.locator("#table-view")).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()


def test_everything_by_keyboard(opened: Open) -> None:
    page = opened().page
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        if reached[-1] == "zoom-fit":
            break
    assert {"skip-map", "search", "tab-map", "theme", "help", "least", "mynetwork", "zoom-fit"} <= set(reached)
    page.focus("#mynetwork")
    before = page.evaluate("network.getViewPosition().x")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    assert page.evaluate("network.getViewPosition().x") > before
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    first = page.inner_text("#panel h2")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    assert page.inner_text("#panel h2") != first
    expect(page.locator("#status")).not_to_be_empty()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.focus("#tab-map")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#charts-view")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#table-view")).to_be_visible()


def test_charts_lead_to_their_nodes(opened: Open) -> None:
    page = opened("#view=charts").page
    first = page.locator(".card", has_text="Most named methods").locator("li").first
    expect(first).to_contain_text("LoRA")
    first.get_by_role("link").click()
    expect(page.locator("#panel h2")).to_have_text("LoRA")
    page.get_by_role("button", name="LoRA with CIFAR-10: 2 papers").click()
    expect(page.locator("#panel")).to_contain_text("In 2 papers")
    expect(page.locator("#panel")).to_contain_text("On CIFAR-10 𝒟 it works, e.g. Figure 2 shows it.")
    page.get_by_role("button", name="NVIDIA GPU: 1 paper, most NVIDIA A100").click()
    expect(page.locator("#panel h2")).to_have_text("NVIDIA A100")
    assert page.locator(".dots tbody tr").count() == 3


def test_the_table_holds_the_same_and_sorts(opened: Open) -> None:
    page = opened().page
    page.click("#tab-table")
    rows = page.locator("#table-body tr")
    assert rows.count() == 15
    expect(rows.first).to_contain_text("LoRA")
    page.get_by_role("button", name="Name").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Name")
    expect(rows.first).to_contain_text(HOSTILE)
    page.get_by_role("button", name="Links", exact=True).first.click()
    assert rows.count() == 13
    rows.filter(has_text="Ranks again").first.get_by_role("button").click()
    expect(page.locator("#panel")).to_contain_text("Evidence")


def test_help_and_double_click(opened: Open) -> None:
    page = opened().page
    page.click("#help")
    expect(page.get_by_role("dialog")).to_contain_text("How to use this page")
    page.keyboard.press("Escape")
    before = page.evaluate("network.getScale()")
    page.mouse.dblclick(500, 120)
    page.wait_for_timeout(100)
    assert page.evaluate("network.getScale()") > before
    page.click("#zoom-fit")
    page.click("#zoom-in")
    page.click("#zoom-out")
    assert page.evaluate("network.getScale()") == pytest.approx(before, rel=0.02)


def test_hovering_tells_the_name(opened: Open) -> None:
    view = opened()
    view.page.mouse.move(*view.point("method:lora"))
    expect(view.page.locator("#tip")).to_contain_text("LoRA")
    expect(view.page.locator("#tip")).to_contain_text("3 papers")


def test_says_what_is_left_out(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    write_html(sample(), path, Selection(around="lora", hops=1))
    page = opened(path=path).page
    expect(page.locator(".left-out")).to_contain_text("11 of 15 nodes and 10 of 13 links")
    expect(page.locator(".left-out")).to_contain_text("Only what is within 1 step of LoRA.")
