"""The page against a bare pyvis page of the same nodes and edges, in the same run of a headless Chromium.

    python tests/bench/bench_html.py [graph.jsonl [huge.jsonl]]

Without files, graphs of the size of the five pages and of 20,000 nodes are made up. Prints a line for each measure
with what is asked of it; exits 1 if one is missed."""

import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.graph.file import read_graph
from kg.graph.selection import Selection, select
from kg.model import Edge, Entity, Graph, Label, Mention, Node, Paper, Relation
from kg.sinks.html.writer import write_html

BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RELATION = {
    Label.METHOD: Relation.USES,
    Label.DATASET: Relation.EVALUATES_ON,
    Label.HARDWARE: Relation.RUNS_ON,
    Label.REPOSITORY: Relation.HAS_CODE,
}
# Frames while the camera moves: a pan around the middle, then zooming in and out; only frames that are drawn count.
FRAMES = """async ([zooming, milliseconds]) => {
  const network = window.network;
  const spots = Object.values(network.getPositions());
  const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const middle = {x: (left + right) / 2, y: (top + bottom) / 2};
  const whole = Math.min(1240 / (right - left), 760 / (bottom - top));
  network.moveTo({position: middle, scale: whole});
  await new Promise((go) => setTimeout(go, 600));
  let drawn = 0;
  network.on('afterDrawing', () => { drawn += 1; });
  const begin = performance.now();
  let frames = 0;
  while (performance.now() - begin < milliseconds) {
    const turn = (performance.now() - begin) / 400;
    const reach = 150 / whole;
    network.moveTo(zooming
      ? {position: middle, scale: whole * (2 + Math.sin(turn))}
      : {position: {x: middle.x + reach * Math.cos(turn), y: middle.y + reach * Math.sin(turn)}, scale: whole * 1.3});
    await new Promise((go) => requestAnimationFrame(go));
    frames += 1;
  }
  return Math.min(frames, drawn) / ((performance.now() - begin) / 1000);
}"""
# When the load event is over and two frames were drawn, what one does is answered.
OPENED = """() => new Promise((go) => {
  const frames = () => requestAnimationFrame(() => requestAnimationFrame(() => go(performance.now())));
  if (document.readyState === 'complete') frames(); else window.addEventListener('load', frames);
})"""
SEARCH = """(words) => {
  const box = document.getElementById('search');
  box.focus();
  return words.map((word) => {
    const begin = performance.now();
    box.value = word;
    box.dispatchEvent(new Event('input'));
    document.getElementById('found').getBoundingClientRect();
    return performance.now() - begin;
  });
}"""


def make_graph(papers: int, entities: int, edges: int, abstract: int = 1300) -> Graph:
    """A graph with few entities in many papers and many in one, as real ones have."""
    chance = random.Random(5)
    words = ["network", "training", "sparse", "model", "learning", "graph", "kernel", "token", "policy", "image"]
    labels = [Label.METHOD] * 80 + [Label.DATASET] * 12 + [Label.HARDWARE] * 5 + [Label.REPOSITORY] * 3
    nodes = []
    for number in range(entities):
        label = labels[number % 100]
        name = f"{chance.choice(words).title()}{chance.choice(words)}-{number}"
        nodes.append(Node(f"{label.lower()}:{name.lower()}", label, name, aliases=(f"{name} variant",)))
    pairs: set[tuple[int, int]] = {(number % papers, number) for number in range(entities)}
    while len(pairs) < edges:
        pairs.add((chance.randrange(papers), int(entities * chance.random() ** 2.5)))
    links = []
    named: dict[int, list[int]] = {}
    for paper, entity in sorted(pairs):
        named.setdefault(paper, []).append(entity)
    for paper in range(papers):
        text = ""
        for entity in named.get(paper, []):
            start = len(text) + 7
            text += f"We use {nodes[entity].name} here. "
            mention = Mention("abstract", start, start + len(nodes[entity].name), nodes[entity].name, "made up")
            relation = RELATION[nodes[entity].label]
            claim = Entity(nodes[entity].label, nodes[entity].name, (), relation, nodes[entity].id, (mention,))
            links.append(Edge(f"paper:{paper}", nodes[entity].id, relation, (claim,)))
        text += "It is good. " * max(0, (abstract - len(text)) // 12)
        title, day = f"Paper {paper} on {chance.choice(words)}", f"20{10 + paper % 15}-03-01"
        facts = Paper(str(paper), title, text, published=day)
        nodes.append(Node(f"paper:{paper}", Label.PAPER, title, paper=facts))
    return Graph(tuple(sorted(nodes, key=lambda node: node.id)), tuple(links))


def write_bare(graph: Graph, page: Path, path: Path) -> None:
    """What pyvis alone writes of the same nodes, edges and positions, less its requests to the network."""
    import json

    from pyvis.network import Network

    text = page.read_text()
    shown = json.loads(re.search(r'<script type="application/json" id="network">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    network = Network(height="800px", directed=True, cdn_resources="in_line")
    for node, facts in zip(shown["nodes"], graph.nodes, strict=True):
        network.add_node(node["id"], label=facts.name, size=node["size"], x=node["x"], y=node["y"], title=facts.name)
    network.edges = [{"from": edge["from"], "to": edge["to"], "arrows": "to"} for edge in shown["edges"]]
    network.toggle_physics(False)
    html = re.sub(r"<link\b[^>]*?https://[^>]*>", "", network.generate_html())
    path.write_text(re.sub(r'<script\s+src="https://.*?</script>', "", html, flags=re.S))


def measure_pages(folder: Path, graph: Graph, name: str) -> dict[str, float]:
    """Size, opening, search and frames of both pages; the pages take turns, so that a busy machine slows both."""
    from playwright.sync_api import sync_playwright

    ours, other = folder / f"{name}.html", folder / f"{name}.bare.html"
    write_html(graph, ours)
    write_bare(graph, ours, other)
    opened: dict[Path, list[float]] = {ours: [], other: []}
    frames: dict[Path, list[float]] = {ours: [], other: []}
    found: list[list[float]] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
        for _ in range(3):
            for path in (ours, other):
                # Both canvases have the same size: around ours there is the rest of the page.
                width, height = (1528, 860) if path is ours else (1280, 800)
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(path.as_uri(), wait_until="commit")
                opened[path].append(page.evaluate(OPENED))
                if path is ours:
                    found.append(page.evaluate(SEARCH, ["a", "sp", "network", "transform", "GPU", "zzz", "image-7"]))
                    page.evaluate("document.activeElement.blur()")
                for zooming in (False, True):
                    frames[path].append(page.evaluate(FRAMES, [zooming, 2500]))
                page.close()
        browser.close()
    return {
        "megabytes": ours.stat().st_size / 1e6,
        "seconds": statistics.median(opened[ours]) / 1000,
        "bare seconds": statistics.median(opened[other]) / 1000,
        "search": max(min(times) for times in zip(*found, strict=True)),
        "frames": statistics.mean(frames[ours]),
        "bare frames": statistics.mean(frames[other]),
    }


def seconds(action: Callable[[], object]) -> float:
    """The faster of two runs."""
    times = []
    for _ in range(2):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> int:
    """Measure, print and judge."""
    missed = []

    def judge(what: str, value: float, limit: float, more: bool = False) -> None:
        good = value >= limit if more else value <= limit
        missed.extend([] if good else [what])
        print(f"{what:<58} {value:8.2f}   {'at least' if more else 'at most'} {limit:g}{'' if good else '   MISSED'}")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        five = read_graph(Path(sys.argv[1])) if len(sys.argv) > 1 else make_graph(284, 2016, 3500)
        for title, graph, factor in (("five pages", five, 1.5), ("large", make_graph(1200, 3800, 15_000), 3.0)):
            print(f"{title}: {len(graph.nodes):,} nodes, {len(graph.edges):,} edges")
            result = measure_pages(folder, graph, title.replace(" ", "-"))
            print(f"  frames/s {result['frames']:.1f}, bare {result['bare frames']:.1f};", end=" ")
            print(f"open {result['seconds']:.2f} s, bare {result['bare seconds']:.2f} s")
            judge(f"{title}: frames, times a bare page's", result["frames"] / result["bare frames"], factor, more=True)
            judge(f"{title}: opening, times a bare page's", result["seconds"] / result["bare seconds"], 1.5)
            judge(f"{title}: search, ms", result["search"], 50)
            if factor == 1.5:
                judge(f"{title}: megabytes", result["megabytes"], 3)
                judge(f"{title}: seconds to open", result["seconds"], 1.5)
        huge = make_graph(6000, 14_000, 32_000)
        if len(sys.argv) > 2:
            huge = select(read_graph(Path(sys.argv[2])), Selection()).graph
        print(f"huge: {len(huge.nodes):,} nodes, {len(huge.edges):,} edges")
        result = measure_pages(folder, huge, "huge")
        print(f"  frames/s {result['frames']:.1f}, bare {result['bare frames']:.1f};", end=" ")
        print(f"open {result['seconds']:.2f} s, bare {result['bare seconds']:.2f} s")
        judge("huge: frames, times a bare page's", result["frames"] / result["bare frames"], 3.0, more=True)
        judge("huge: opening, times a bare page's", result["seconds"] / result["bare seconds"], 1.5)
        judge("huge: seconds to open", result["seconds"], 5)
        judge("huge: frames/s", result["frames"], 15, more=True)
        judge("huge: search, ms", result["search"], 150)
        small, large = make_graph(800, 2500, 8000), make_graph(3200, 10_000, 32_000)
        for graph in (small, large):
            assert len(graph.nodes) > 3000
        times = [seconds(lambda graph=graph: write_whole(graph, folder / "e.html")) for graph in (small, large)]  # type: ignore[misc]
        print(f"  export of 8,000 edges {times[0]:.2f} s, of 32,000 {times[1]:.2f} s")
        judge("export: time of 4 times the edges, times the first", times[1] / times[0], 5.5)
    return 1 if missed else 0


def write_whole(graph: Graph, path: Path) -> None:
    """The page of all nodes, however many."""
    write_html(graph, path, Selection(max_nodes=len(graph.nodes)))


if __name__ == "__main__":
    sys.exit(main())
