"""One HTML file to explore: pyvis holds the network and fills the template, the rest of the page is in page/.

Three of pyvis's habits are avoided: its own template loads from a CDN and does not escape names (we give it ours, with
escaping on), add_node and add_edge search lists (we set the lists), and saving leaves a folder behind (we only take the
text)."""

import base64
import hashlib
from collections import Counter
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from kg import __version__
from kg.files import replacing
from kg.graph.properties import own_facts
from kg.graph.selection import Selection, Subset, select
from kg.model import Edge, Graph, Label, Mention, Node, Paper, Relation
from kg.names.papers import arxiv_id, paper_year
from kg.names.sentences import sentence_starts
from kg.sinks.html.bundle import page_folder, page_libraries, page_script, page_style
from kg.sinks.html.layout import compute_layout

SHAPES = dict(zip(Label, ("dot", "dot", "square", "triangle", "diamond"), strict=True))
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": False, "selectable": False},
}
PLAIN_FACTS = (
    *("vendor", "kind", "host", "owner"),
    *("published", "submitted_by", "authors_count", "venue", "doi", "code", "authors", "categories"),
)
FIELDS = ("title", "abstract", "code")  # of a paper, by the number that stands for each in the page
PAPER_RADIUS = 4.5
GROWTH = 3.4  # of the radius with the number of papers, so that the area is about proportional to it


def write_html(graph: Graph, path: Path, selection: Selection | None = None) -> tuple[str, ...]:
    """Write the page of a graph, or of a selected part of it; returns a sentence for each rule that left things out."""
    subset = select(graph, selection or Selection())
    page = render(subset, graph)
    with replacing(path) as file:
        file.write(page.encode())
    return subset.rules


def render(subset: Subset, whole: Graph) -> str:
    """The page as text; `whole` is what the subset was taken from."""
    from pyvis.network import Network  # imports IPython: only when a page is made

    network = Network(directed=True)
    network.options = OPTIONS
    network.nodes, network.edges = _picture(subset.graph)
    network.set_template(str(page_folder() / "template.html"))
    network.templateEnv.autoescape = True
    library, script, style = page_libraries(), page_script(), page_style()
    papers = sum(node.label is Label.PAPER for node in subset.graph.nodes)
    network.templateEnv.globals["page"] = {
        "title": f"{papers:,} papers and what they name",
        "policy": _policy([library, script], style),
        "library": library,
        "script": script,
        "style": style,
        "facts": _embed(_facts(subset, whole)),
    }
    return str(network.generate_html())


def _picture(graph: Graph) -> tuple[list[dict[str, object]], list[dict[str, int]]]:
    """Nodes and edges as vis-network knows them, with numbers for ids: names never reach its code."""
    number = {node.id: index for index, node in enumerate(graph.nodes)}
    ends = [(number[edge.source], number[edge.target]) for edge in graph.edges]
    papers = Counter(edge.target for edge in graph.edges)
    sizes = [_radius(node, papers[node.id]) for node in graph.nodes]
    layout = compute_layout(sizes, ends)
    nodes: list[dict[str, object]] = [
        {"size": size, "x": x, "y": y, "group": group, "id": number[node.id]}
        | {"label": _short(node), "shape": SHAPES[node.label]}
        for node, size, x, y, group in zip(graph.nodes, sizes, layout.x, layout.y, layout.community, strict=True)
    ]
    return nodes, [{"from": source, "to": target} for source, target in ends]


def _radius(node: Node, papers: int) -> float:
    return PAPER_RADIUS if node.label is Label.PAPER else round(PAPER_RADIUS + GROWTH * max(0, papers - 1) ** 0.55, 1)


def _short(node: Node) -> str:
    """The label in the picture: a repository's name without host and scheme."""
    if node.label is not Label.REPOSITORY:
        return node.name
    parts = urlsplit(node.name)
    path = parts.path.strip("/")
    return path if path.count("/") == 1 else parts.netloc + parts.path.rstrip("/") or node.name


def _facts(subset: Subset, whole: Graph) -> dict[str, object]:
    """What the page knows beyond the picture; nodes and edges are in the same order."""
    papers = {node.id: node.paper for node in subset.graph.nodes if node.paper}
    return {
        "version": __version__,
        "nodes": [_node_facts(node) for node in subset.graph.nodes],
        "edges": [_edge_facts(edge, papers[edge.source]) for edge in subset.graph.edges],
        "rules": subset.rules,
        "all": [len(whole.nodes), len(whole.edges)],
    }


def _node_facts(node: Node) -> dict[str, object]:
    own = own_facts(node)
    facts: dict[str, object] = {"id": node.id, "label": list(Label).index(node.label), "name": node.name}
    facts |= {name: own[name] for name in PLAIN_FACTS if name in own}
    facts |= {"aliases": node.aliases} if node.aliases else {}
    if node.merges:
        facts["merges"] = [[merge.form.partition(":")[2], merge.rule, len(merge.papers)] for merge in node.merges]
    if node.paper:
        abstract = node.paper.abstract
        facts["abstract"] = abstract
        facts["year"] = paper_year(node.paper)
        facts["sentences"] = _in_utf16(abstract, sentence_starts(abstract))
        facts["sources"] = [f"{source.file} {source.ordinal}" for source in node.sources if source.file]
    if url := _web_address(node.id, str(own.get("url", ""))):
        facts["url"] = url
    return facts


def _web_address(key: str, url: str) -> str:
    """The address that a node's name links to; empty unless it is clearly a web address."""
    if not url and (arxiv := arxiv_id(key.removeprefix("paper:"))):
        return f"https://arxiv.org/abs/{arxiv[0]}"
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def _edge_facts(edge: Edge, paper: Paper) -> list[object]:
    """Relation, mentions and cues: a mention is the number of its field, start, end and rule."""
    return [list(Relation).index(edge.type), _spans(edge.evidence, paper), _spans(edge.cues, paper)]


def _spans(mentions: tuple[Mention, ...], paper: Paper) -> list[list[object]]:
    spans: list[list[object]] = []
    for mention in mentions:
        text: str = getattr(paper, mention.field)
        start, end = _in_utf16(text, [mention.start, mention.end])
        spans.append([FIELDS.index(mention.field), start, end, mention.rule])
    return spans


def _in_utf16(text: str, offsets: list[int]) -> list[int]:
    """Offsets as JavaScript counts them, where a character above U+FFFF is two."""
    if text.isascii() or max(text) <= "\uffff":
        return offsets
    before = [0, *accumulate(1 + (character > "\uffff") for character in text)]
    return [before[offset] for offset in offsets]


def _embed(value: object) -> str:
    """JSON that can neither end the script element around it nor open a comment in it."""
    text = msgspec.json.encode(value).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _policy(scripts: list[str], style: str) -> str:
    """A content security policy: the page runs its own two scripts and makes no requests."""
    allowed = " ".join(_script_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_script_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _script_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
