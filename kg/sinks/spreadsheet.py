"""Plain tables for spreadsheets: a row for each node, and one for each edge; no cell is read as a formula."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from kg.files import formula_safe
from kg.model import Graph
from kg.sinks.attributes import EDGE_NAMES, NODE_NAMES, Flat, flat_graph, flat_id, xml_safe

SHEET_NAMES = ("nodes.csv", "edges.csv")
# A title is the name, and a label repeats another column.
NODE_COLUMNS = ["id", *(name for name in NODE_NAMES if name not in ("title", "label"))]
EDGE_COLUMNS = ["source", "source_name", "type", "target", "target_name", *EDGE_NAMES[2:]]
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel does not read UTF-8


def write_sheets(graph: Graph, folder: Path) -> None:
    """Write nodes.csv and edges.csv into a folder."""
    nodes, edges = flat_graph(graph)
    names = {flat_id(node.id): xml_safe(node.name) for node in graph.nodes}
    _write_sheet(folder / SHEET_NAMES[0], NODE_COLUMNS, ({"id": key, **flat} for key, flat in nodes))
    rows = (
        flat | {"source": one, "source_name": names[one], "target": other, "target_name": names[other]}
        for one, other, flat in edges
    )
    _write_sheet(folder / SHEET_NAMES[1], EDGE_COLUMNS, rows)


def _write_sheet(path: Path, columns: list[str], rows: Iterable[Flat]) -> None:
    with path.open("wb") as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        text.write(BYTE_ORDER_MARK)
        writer = csv.DictWriter(text, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: _cell_value(value) for name, value in row.items()} for row in rows)
        text.detach()


def _cell_value(value: str | int) -> str | int:
    return formula_safe(value) if isinstance(value, str) else value
