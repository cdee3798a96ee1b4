"""DOT, for Graphviz and Gephi."""

from collections.abc import Iterator
from pathlib import Path

from kg.files import replacing
from kg.graph.properties import own_facts, papers_by_id
from kg.model import Graph, Label
from kg.sinks.attributes import flat_id, xml_safe

DOT_SHAPES = dict(zip(Label, ("note", "ellipse", "box", "hexagon", "cds"), strict=True))
LABEL_WIDTH = 60  # characters of a name that are drawn


def write_dot(graph: Graph, path: Path) -> None:
    """Write a DOT file to draw: names, classes and years, relations and the words that show them."""
    with replacing(path) as file:
        file.writelines(part.encode() for part in _dot_parts(graph))


def _dot_parts(graph: Graph) -> Iterator[str]:
    papers_by_id(graph)  # an edge of an unknown node would make one
    yield "digraph kg {\n"  # Gephi stops at attributes of the graph
    for node in graph.nodes:
        name = xml_safe(node.name)
        shown = name if len(name) <= LABEL_WIDTH else name[: LABEL_WIDTH - 1] + "…"
        facts = {"label": shown, "tooltip": name, "type": node.label.value, "shape": DOT_SHAPES[node.label]}
        year = own_facts(node).get("year")
        yield f"  {_dot_string(flat_id(node.id))} [{_dot_list(facts | ({'year': str(year)} if year else {}))}]\n"
    for edge in graph.edges:
        texts = xml_safe("; ".join(dict.fromkeys(mention.text for mention in edge.evidence)))
        facts = {"label": edge.type.value, "type": edge.type.value, "tooltip": texts}
        yield f"  {_dot_string(flat_id(edge.source))} -> {_dot_string(flat_id(edge.target))} [{_dot_list(facts)}]\n"
    yield "}\n"


def _dot_list(facts: dict[str, str]) -> str:
    return " ".join(f"{name}={_dot_text(value)}" for name, value in facts.items())


def _dot_text(text: str) -> str:
    """Text that is drawn, in which Graphviz reads backslashes as commands and ampersands as in HTML."""
    return _dot_string(text.replace("&", "&amp;").replace("\n", " "))


def _dot_string(text: str) -> str:
    """A string of DOT, in which only a quote ends it and a backslash may hide one; in quotes nothing is HTML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
