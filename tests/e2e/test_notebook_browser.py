"""The page in a frame, as notebooks show it, in a real Chromium: it works there, and cannot reach the notebook."""

from pathlib import Path

import pytest
from pages import chromium, sample
from playwright.sync_api import expect

import kg

pytestmark = pytest.mark.browser


def test_the_page_works_in_the_frame_of_a_notebook(tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    shown = kg.show(sample())._repr_html_()
    notebook.write_text(f"<!doctype html><meta charset=utf-8><title>Notebook</title>{shown}", encoding="utf8")
    errors: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(notebook.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator("#search").fill("low rank ad")
        frame.locator("#search").press("Enter")
        expect(frame.locator("#panel h2")).to_have_text("LoRA")
        inside = page.frames[1]
        assert inside.evaluate("location.hash") == "#node=method:lora"
        assert inside.evaluate("(() => { try { return parent.document.title } catch { return 'none' } })()") == "none"
    assert errors == []
