"""Neo4j Browser in a headless Chromium, driven as a person would. As a program it takes the picture of the README:

python tests/e2e/browser.py http://localhost:7474 exports/neo4j-browser.png method_map "method => 'CNN'"
"""

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from kg.databases.statements import cypher_folder

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]
# Of the frames, the newest is the first.
FRAME = '[data-testid="stream"] article >> nth=0'


def chromium() -> str | None:
    """The path of a Chromium of the system."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextlib.contextmanager
def opened(http: str, password: str) -> Iterator[Page]:
    """Neo4j Browser, connected."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(60_000)
            page.goto(f"{http}/browser/")
            connect(page, password)
            yield page
        finally:
            browser.close()


def connect(page: Page, password: str) -> None:
    """Fill in the form; where a query in the address has opened a second one, the one at the bottom is in use."""
    form = page.locator('article:has([data-testid="boltaddress"])').last
    form.locator('[data-testid="username"]').fill("neo4j")
    form.locator('[data-testid="password"]').fill(password)
    form.locator('[data-testid="connect"]').click()
    expect(page.get_by_text("You are connected").first).to_be_visible(timeout=60_000)


def enter(page: Page, text: str) -> None:
    """Put a text into the editor and run it."""
    page.locator('[data-testid="activeEditor"] .monaco-editor').first.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def set_style(page: Page) -> None:
    """Give the Browser the project's colours; a command is one line."""
    text = (cypher_folder() / "style.grass").read_text(encoding="utf8")
    enter(page, f":style {' '.join(text.split())}")
    expect(page.locator(FRAME).get_by_text("node.Paper").first).to_be_visible()


def set_parameters(page: Page, *lines: str) -> None:
    """Set parameters, as the page of queries says."""
    enter(page, "\n".join(f":param {line};" for line in lines))
    expect(page.locator(FRAME).get_by_role("listitem", name="Status: success")).to_have_count(len(lines))


def run_query(page: Page, name: str) -> None:
    """Run a query file as it is, and wait for the nodes of its picture to come to rest."""
    enter(page, (cypher_folder() / "query" / f"{name}.cypher").read_text(encoding="utf8"))
    expect(page.locator(FRAME).locator("g.node").first).to_be_visible(timeout=60_000)


def colours(page: Page) -> list[str]:
    """The fill of each node on the screen."""
    circles = page.locator(FRAME).locator("g.node circle.b-outline")
    return [str(circle.get_attribute("fill")) for circle in circles.all()]


def style_colours() -> dict[str, str]:
    """The colour of each label in the style sheet."""
    text = (cypher_folder() / "style.grass").read_text(encoding="utf8")
    return dict(re.findall(r"node\.(\w+) \{[^}]*?\bcolor: (#\w+);", text))


def take_picture(http: str, out: Path, name: str, *parameters: str) -> None:
    """One query's answer over the whole page."""
    with opened(http, os.environ["NEO4J_PASSWORD"]) as page:
        set_style(page)
        if parameters:
            set_parameters(page, *parameters)
        run_query(page, name)
        page.locator(FRAME).get_by_role("button", name="Fullscreen").click()
        page.wait_for_timeout(3_000)
        page.locator('[aria-label="zoom-to-fit"]').first.click()
        page.wait_for_timeout(2_000)
        page.screenshot(path=str(out))


if __name__ == "__main__":
    take_picture(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
