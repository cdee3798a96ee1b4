"""What the panel and the filters say, of years and counts too."""

from pathlib import Path

import msgspec
import pytest
from pages import SNEAKY, Open, sample
from playwright.sync_api import expect

from kg.graph.selection import Selection
from kg.model import Graph
from kg.sinks.html.writer import write_html

pytestmark = pytest.mark.browser


def without_years() -> Graph:
    graph = sample()
    bare = [
        msgspec.structs.replace(node, paper=msgspec.structs.replace(node.paper, published="")) if node.paper else node
        for node in graph.nodes
    ]
    return Graph(tuple(bare), graph.edges)


def test_a_page_without_years_says_nothing_of_them(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "undated.html"
    write_html(without_years(), path)
    page = opened(path=path).page
    assert "null" not in page.locator("#filters").inner_text()
    expect(page.locator("#histogram")).to_have_count(0)
    page.click("#tab-charts")
    expect(page.locator("#charts-view")).to_contain_text("No paper has a year.")
    page = opened("#view=charts&hide=Method,Dataset,Hardware,Repository").page
    expect(page.locator("#charts-view")).to_contain_text("The filters hide all papers.")
    expect(page.locator("#charts-view")).not_to_contain_text("No paper has a year.")


def test_years_say_of_how_many_papers_they_are(opened: Open) -> None:
    panel = opened("#node=Adam").page.locator("#panel")
    expect(panel).to_contain_text("2024 (1 of 2 papers has a year)")


def test_a_year_stands_wherever_a_date_would(opened: Open, tmp_path: Path) -> None:
    graph = sample()
    bare = [
        msgspec.structs.replace(node, paper=msgspec.structs.replace(node.paper, id="2301.01234", published=""))
        if node.paper and node.name == "Low ranks"
        else node
        for node in graph.nodes
    ]
    path = tmp_path / "arxiv.html"
    write_html(Graph(tuple(bare), graph.edges), path)
    view = opened("#node=CIFAR-10", path=path)
    page = view.page
    expect(page.locator("#panel .papers li", has_text="Low ranks")).to_contain_text("Low ranks 2023")
    page.mouse.move(*view.point("paper:0"))
    expect(page.locator("#tip")).to_contain_text("2023")
    page.fill("#search", "low ranks")
    expect(page.get_by_role("option").first).to_contain_text("2023")
    page.keyboard.press("Escape")
    page.click("#tab-table")
    expect(page.locator("#table-body tr", has_text="Low ranks")).to_contain_text("2023")


def test_counts_of_the_panel_follow_the_filters(opened: Open) -> None:
    panel = opened("#node=LoRA&from=2024").page.locator("#panel")
    expect(panel).to_contain_text("In 3 papers (2 pass the filters)")


def test_lists_of_the_panel_follow_all_filters(opened: Open) -> None:
    titles = ".group:not(.rivals) .papers-title"
    page = opened("#node=LoRA&without=USES").page
    expect(page.locator("#panel")).to_contain_text("In 3 papers (1 passes the filters)")
    assert page.locator(titles).all_inner_texts() == ["Ranks again"]
    page = opened("#node=LoRA&hide=Method").page
    expect(page.locator("#panel")).to_contain_text("The filters hide this on the map.")
    assert page.locator(titles).count() == 3


def test_what_is_copied_is_not_glued_together(opened: Open) -> None:
    page = opened("#node=method:hostile").page
    names = "[...document.querySelectorAll('.aliases')].map((list) => list.textContent)"
    assert page.evaluate(names) == [f"{SNEAKY} · javascript:alert(1)"]


def test_all_that_stands_with_a_thing_by_count(opened: Open) -> None:
    page = opened("#node=LoRA").page
    section = page.locator(".group", has=page.get_by_role("heading", name="Datasets named with it"))
    assert section.locator(".chip").all_inner_texts() == ["CIFAR-10\n2"]
    section = page.locator(".group", has=page.get_by_role("heading", name="Hardware named with it"))
    assert section.locator(".chip").all_inner_texts() == ["NVIDIA A100\n1"]
    section.locator(".chip").click()
    expect(page.locator("#panel")).to_contain_text("In 1 paper")


def test_rivals_with_their_sentence(opened: Open) -> None:
    page = opened("#node=LoRA").page
    rivals = page.locator(".rivals")
    expect(rivals).to_contain_text("proposed as an alternative in Ranks again")
    expect(rivals.locator("blockquote")).to_have_text("𝒳 is better than LoRA is.")


def test_a_sentence_stands_once_under_rivals(opened: Open, tmp_path: Path) -> None:
    graph = sample()
    own = next(edge for edge in graph.edges if edge.target == "method:hostile")
    second = msgspec.structs.replace(own, target="method:adam")
    path = tmp_path / "rivals.html"
    write_html(Graph(graph.nodes, (*graph.edges, second)), path)
    rivals = opened("#node=LoRA", path=path).page.locator(".rivals")
    expect(rivals.locator("blockquote")).to_have_count(1)
    assert rivals.locator(".papers-title").count() == 2
    expect(rivals.locator("h3 .count")).to_have_text("2")


def test_a_paper_says_that_it_names_no_code(opened: Open, tmp_path: Path) -> None:
    page = opened("#node=paper:1").page
    expect(page.locator(".out-links")).to_contain_text("No code named.")
    page = opened("#node=paper:0").page
    expect(page.locator(".out-links")).not_to_contain_text("No code")
    page = opened("#node=paper:2").page
    expect(page.locator(".out-links")).to_contain_text("Links to")
    expect(page.locator(".out-links")).to_contain_text("No code named.")
    path = tmp_path / "part.html"
    write_html(sample(), path, Selection(max_nodes=12))
    page = opened("#node=paper:1", path=path).page
    expect(page.locator(".out-links")).to_contain_text("No code on this page.")


def test_hardware_tells_what_is_proposed_on_it(opened: Open) -> None:
    page = opened("#node=hardware:a100").page
    section = page.locator(".group", has=page.get_by_role("heading", name="Proposed by papers that run on it"))
    expect(section.locator(".chip")).to_contain_text("onerror")


def test_proposals_stand_above_the_abstract(opened: Open) -> None:
    page = opened("#node=paper:1").page
    heads = page.locator("#panel h3").all_inner_texts()
    assert heads.index("Abstract") > [head.startswith("Proposes") for head in heads].index(True)


def test_papers_over_time_have_a_title_and_their_numbers(opened: Open) -> None:
    view = opened("#view=charts")
    card = view.page.locator(".card", has=view.page.get_by_role("heading", name="Papers over time"))
    expect(card).to_contain_text("2 papers without a year are not counted.")
    bars = card.locator(".histogram-year")
    assert [bar.inner_text().split() for bar in bars.all()] == [["1", "2022"], ["1", "2023"], ["2", "2024"]]
    expect(view.page.locator("#filters legend").first).to_have_text("Papers by year")
    bars.last.click()
    assert view.totals() == "2 papers, 6 entities, 7 links"
    assert view.page.evaluate("document.activeElement.closest('#year-bars') !== null")
    expect(card.locator("[aria-pressed=true]")).to_have_count(1)


def test_what_is_hidden_is_explained(opened: Open) -> None:
    page = opened().page
    why = page.locator("#hidden-why")
    expect(why).to_be_hidden()
    page.get_by_role("list", name="Types").get_by_role("button", name="Papers").click()
    expect(page.get_by_role("list", name="Types").get_by_role("button", name="Papers")).to_contain_text("6")
    assert [text.strip() for text in why.locator("p, li").all_inner_texts()] == [
        "6 of 15 nodes are hidden:",
        "6 papers: Papers switched off",
    ]
    page.locator("#least").fill("2")
    assert [text.strip() for text in why.locator("p, li").all_inner_texts()] == [
        "12 of 15 nodes are hidden:",
        "6 papers: Papers switched off",
        "6 entities: in fewer than 2 papers, or linked only to those",
    ]
    page.evaluate("location.hash = '#from=2024&dated=1&hide=Hardware'")
    assert [text.strip() for text in why.locator("p, li").all_inner_texts()] == [
        "8 of 15 nodes are hidden:",
        "4 papers, 3 entities: from other years, or without a year",
        "1 entity: Hardware switched off",
    ]
    page.click("#reset")
    expect(why).to_be_hidden()
