"""A real Chromium on an exported page, and a small graph to look at, with names that mean harm."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.model import Device, Edge, Entity, Graph, Label, Mention, Merge, Node, Paper, Relation, RepositoryLink

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HOSTILE = "</script><img src=x onerror=alert(1)>"
SNEAKY = "<b>Bold</b> & {{ 7 * 7 }} <!-- <script>"

# Title, date, and what it names: (relation, thing, sentence with the name in braces).
PAPERS = (
    (
        "Low ranks",
        "2023-05-01",
        (
            ("USES", "method:lora", "We tune with {Low-Rank Adaptation}."),
            ("EVALUATES_ON", "dataset:cifar-10", "On {CIFAR-10} 𝒟 it works, e.g. Figure 2 shows it."),
            ("HAS_CODE", "repository:github.com/a/b", "Code: {https://github.com/a/b} is there."),
        ),
    ),
    (
        "Ranks again",
        "2024-06-02",
        (
            ("PROPOSES", "method:hostile", f"We propose {{{HOSTILE}}} here."),
            ("COMPARES_WITH", "method:lora", "𝒳 is better than {LoRA} is."),
            ("EVALUATES_ON", "dataset:cifar-10", "Tests are on {CIFAR-10}."),
            ("RUNS_ON", "hardware:a100", "All runs on an {NVIDIA A100}."),
        ),
    ),
    (
        "Third of them",
        "2024-07-03",
        (
            ("USES", "method:lora", "Again {LoRA} is taken."),
            ("USES", "method:adam", "The optimiser is {Adam}."),
            ("LINKS_TO", "repository:evil", "See {javascript:alert(1)} for it."),
        ),
    ),
    (
        f"A title {SNEAKY}",
        "",
        (
            ("MENTIONS", "method:adam", "It is like {Adam} somehow."),
            ("TARGETS", "hardware:phone", "Made for {smartphones} only."),
        ),
    ),
    ("An island", "--11-14", (("USES", "method:alone", "Only {Alone} is used."),)),
    ("Nothing named", "2022-01-01", ()),
)
THINGS = {
    "method:lora": Node(
        "method:lora",
        Label.METHOD,
        "LoRA",
        aliases=("Low-Rank Adaptation",),
        merges=(Merge("method:low-rank-adaptation", "definition", ("paper:0",)),),
    ),
    "method:hostile": Node("method:hostile", Label.METHOD, HOSTILE, aliases=(SNEAKY, "javascript:alert(1)")),
    "method:adam": Node("method:adam", Label.METHOD, "Adam"),
    "method:alone": Node("method:alone", Label.METHOD, "Alone"),
    "dataset:cifar-10": Node("dataset:cifar-10", Label.DATASET, "CIFAR-10"),
    "hardware:a100": Node("hardware:a100", Label.HARDWARE, "NVIDIA A100", device=Device("NVIDIA", "GPU")),
    "hardware:phone": Node("hardware:phone", Label.HARDWARE, "smartphones", device=Device(kind="phone")),
    "repository:github.com/a/b": Node(
        "repository:github.com/a/b",
        Label.REPOSITORY,
        "https://github.com/a/b",
        link=RepositoryLink("https://github.com/a/b", "github.com", "a"),
    ),
    "repository:evil": Node(
        "repository:evil", Label.REPOSITORY, "javascript:alert(1)", link=RepositoryLink("javascript:alert(1)", "", "")
    ),
}


def sample() -> Graph:
    """The graph of PAPERS."""
    nodes, edges = list(THINGS.values()), []
    for number, (title, published, named) in enumerate(PAPERS):
        source, text = f"paper:{number}", ""
        for relation, thing, sentence in named:
            before, name, after = sentence.replace("{", "\0", 1).replace("}", "\0", 1).split("\0")
            start = len(text) + len(before)
            text += f"{before}{name}{after} "
            mention = Mention("abstract", start, start + len(name), name, "a-rule")
            node = THINGS[thing]
            claim = Entity(node.label, node.name, (), Relation(relation), thing, (mention,))
            edges.append(Edge(source, thing, Relation(relation), (claim,)))
        url = "https://example.org/paper" if not number else "javascript:alert(1)"
        paper = Paper(str(number), title, text, url=url, published=published)
        nodes.append(Node(source, Label.PAPER, title, paper=paper))
    order = sorted(edges, key=lambda edge: (edge.source, edge.target))
    return Graph(tuple(sorted(nodes, key=lambda node: node.id)), tuple(order))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or a skip; with KG_REQUIRE_BROWSER=1 a failure."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("KG_REQUIRE_BROWSER") == "1":
            pytest.fail("no chromium on the PATH, and KG_REQUIRE_BROWSER=1 asks for it")
        pytest.skip("no chromium on the PATH")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Tab:
    """A tab of a browser, and everything that went wrong in it or out of it."""

    def __init__(self, browser: Browser, options: dict[str, Any]) -> None:
        self.context, self.viewport = browser.new_context(**options), options["viewport"]
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on(
            "console",
            lambda message: self.troubles.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.troubles.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.context.route(
            "**/*",
            lambda route: (
                route.continue_()
                if route.request.url.startswith(("file:", "blob:"))
                else route.fulfill(body="elsewhere")
            ),
        )

    def leave(self) -> None:
        """As new for the next test, as an exported page stores nothing."""
        assert self.page.evaluate("localStorage.length + sessionStorage.length") == 0
        for other in self.context.pages[1:]:
            other.close()
        self.page.mouse.move(-10, -10)
        self.page.goto("about:blank")
        self.page.emulate_media(media="null")
        self.page.set_viewport_size(self.viewport)


class Tabs:
    """The tabs of a browser. What a test leaves is used again: a new one takes a second of processor time."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, list[Tab]] = {}

    def take(self, options: dict[str, Any]) -> Tab:
        """One with these options."""
        free = self.free.get(repr(options))
        return free.pop() if free else Tab(self.browser, options)

    def give_back(self, tab: Tab, options: dict[str, Any]) -> None:
        """Keep it for the next test with the same options."""
        tab.troubles, tab.requests = [], []
        self.free.setdefault(repr(options), []).append(tab)


class Opened:
    """A page opened from disk, and everything that went wrong or out since."""

    def __init__(self, tabs: Tabs, path: Path, address: str = "", **options: Any) -> None:
        self.options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        self.tabs, self.tab = tabs, tabs.take(self.options)
        self.context, self.page, self.requests = self.tab.context, self.tab.page, self.tab.requests
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("html[data-ready=true]", state="attached")

    def point(self, node: str) -> tuple[float, float]:
        """Where a node is on the screen."""
        script = """(id) => {
          const facts = JSON.parse(document.getElementById('facts').textContent);
          const index = facts.nodes.findIndex((node) => node.id === id);
          const at = network.canvasToDOM(network.getPositions([index])[index]);
          const box = document.getElementById('mynetwork').getBoundingClientRect();
          return [at.x + box.left, at.y + box.top];
        }"""
        x, y = self.page.evaluate(script, node)
        return x, y

    def click(self, x: float, y: float) -> None:
        """A click on the map."""
        self.page.wait_for_timeout(150)
        self.page.mouse.click(x, y)

    def double_click(self, x: float, y: float, apart: int) -> None:
        """Two clicks on one spot, some milliseconds apart by their own stamps, however slow the machine is."""
        self.page.mouse.move(x, y)
        session = self.context.new_cdp_session(self.page)
        begin = time.time()
        for count in (1, 2):
            for step, kind in enumerate(("mousePressed", "mouseReleased")):
                stamp = begin + ((count - 1) * apart + step * 20) / 1000
                event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": count, "timestamp": stamp}
                session.send("Input.dispatchMouseEvent", event)
        session.detach()

    def totals(self) -> str:
        """How much is shown, as the page says it."""
        return self.page.inner_text("#totals")

    def close(self) -> None:
        """Leave it, and see that it was quiet all the time."""
        self.tab.leave()
        assert not self.tab.troubles, self.tab.troubles
        assert all(url.startswith(("file:", "blob:")) for url in self.requests), self.requests
        self.tabs.give_back(self.tab, self.options)


def saved(view: Opened, button: str) -> bytes:
    """What a button of the export menu saves."""
    view.page.click("#keep")
    with view.page.expect_download() as download:
        view.page.click(f"#{button}")
    return Path(download.value.path()).read_bytes()


Open = Callable[..., Opened]
