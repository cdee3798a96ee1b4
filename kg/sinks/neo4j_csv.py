"""Files for `neo4j-admin database import full`, which fills an empty database much faster than any transaction.

They keep every text unchanged: quotes are doubled, line breaks stay inside quotes, and lists are joined by a character
that is in none of the texts. They are not for spreadsheets, which read a cell that begins with "=" as a formula: for
these, nodes.csv and edges.csv lie beside them, which the import does not read.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import msgspec

from kg.files import replacing_folder
from kg.graph.properties import (
    EDGE_TYPES,
    NODE_TYPES,
    Property,
    edge_properties,
    node_properties,
    papers_by_id,
    published_date,
)
from kg.model import Edge, Graph, KgError, Label, Node, Paper, Relation
from kg.sinks.spreadsheet import SHEET_NAMES, write_sheets

SCRIPT = "import.sh"
# The separators of ASCII, then rare signs; the first that is in no text is used.
DELIMITERS = tuple(map(chr, (0x1F, 0x1E, 0x1D, 0x1C, 0xA6, 0x2016, 0xE000)))
# Papers whose day of publication is not known, as a column of dates takes nothing else.
UNDATED = "Paper_undated"
# What an earlier export may hold; neo4j-admin leaves its report where it is started.
CSV_NAMES = {*(f"{kind}.csv" for kind in (*Label, *Relation, UNDATED)), *SHEET_NAMES, SCRIPT, "import.report"}
# What marks nodes and edges as kg's, and the name of their graph.
OWN_COLUMN: dict[str, Property] = {"kg:boolean": "true", "graphs:string[]": ["graph"]}

Row = list[Property]


class CsvFile(msgspec.Struct, frozen=True):
    """One file: the nodes of a label, or the edges of a type."""

    name: str
    kind: Label | Relation
    columns: list[str]
    rows: Callable[[], Iterator[Row]]


def write_csv(graph: Graph, folder: Path) -> None:
    """Write a file for each label and each type, the script that imports them, and two tables for spreadsheets.

    Raises:
        KgError: the folder holds other files, or cannot be written.
    """
    csv_files = list(_csv_files(graph))
    delimiter = _free_delimiter(csv_files)
    with replacing_folder(folder, CSV_NAMES) as new:
        for csv_file in csv_files:
            with (new / f"{csv_file.name}.csv").open("wb") as file:
                file.write(f"{','.join(csv_file.columns)}\n".encode())
                file.writelines(_csv_line(row, delimiter) for row in csv_file.rows())
        (new / SCRIPT).write_bytes(_import_script(csv_files, delimiter).encode())
        (new / SCRIPT).chmod(0o755)
        write_sheets(graph, new)


def _csv_files(graph: Graph) -> Iterator[CsvFile]:
    papers = papers_by_id(graph)
    for label in Label:
        nodes = [node for node in graph.nodes if node.label is label]
        if dated := [node for node in nodes if _day(node)]:
            yield _node_file(label.value, label, dated, NODE_TYPES[label] | {"published": "date"})
        if undated := [node for node in nodes if not _day(node)]:
            yield _node_file(UNDATED if label is Label.PAPER else label.value, label, undated, NODE_TYPES[label])
    for kind in Relation:
        if edges := [edge for edge in graph.edges if edge.type is kind]:
            columns = [f"{name}:{type_}" for name, type_ in EDGE_TYPES.items()]
            columns = [":START_ID", ":END_ID", ":TYPE", *OWN_COLUMN, *columns]
            yield CsvFile(kind.value, kind, columns, partial(map, partial(_edge_row, papers), edges))


def _day(node: Node) -> date | None:
    return published_date(node.paper.published) if node.paper else None


def _node_file(name: str, label: Label, nodes: list[Node], types: dict[str, str]) -> CsvFile:
    (_, *columns) = (f"{key}:{kind}" for key, kind in types.items())
    return CsvFile(name, label, ["id:ID", *columns, *OWN_COLUMN, ":LABEL"], partial(map, _node_row, nodes))


def _node_row(node: Node) -> Row:
    facts = node_properties(node)
    if day := _day(node):
        facts["published"] = day.isoformat()
    return [*facts.values(), *OWN_COLUMN.values(), [node.label.value, "Entity"]]


def _edge_row(papers: dict[str, Paper], edge: Edge) -> Row:
    return [edge.source, edge.target, edge.type.value, *OWN_COLUMN.values(), *edge_properties(edge, papers).values()]


def _csv_line(row: Row, delimiter: str) -> bytes:
    return (",".join(_field(value, delimiter) for value in row) + "\n").encode()


def _field(value: Property, delimiter: str) -> str:
    """A field: nothing for what is absent, else quoted, as the importer takes quoted text literally."""
    if value is None:
        return ""
    text = delimiter.join(map(str, value)) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _free_delimiter(csv_files: Iterable[CsvFile]) -> str:
    """A character that is in no text, so that it can join lists."""
    left = list(DELIMITERS)
    for csv_file in csv_files:
        for row in csv_file.rows():
            for value in row:
                texts = value if isinstance(value, list) else (value,)
                left = [mark for mark in left if not any(mark in text for text in texts if isinstance(text, str))]
    if not left:
        raise KgError("the papers contain every character that could separate lists: export to another format")
    return left[0]


def _import_script(csv_files: Iterable[CsvFile], delimiter: str) -> str:
    """The script that imports the files; it passes options on to neo4j-admin."""
    files = "".join(
        f" \\\n  --{'nodes' if isinstance(csv_file.kind, Label) else 'relationships'}=./{csv_file.name}.csv"
        for csv_file in csv_files
    )
    return f"""\
#!/bin/sh
# Import into an empty database of a stopped server, then run kg load --name graph once, for the indexes:
#   ./import.sh DATABASE [options of neo4j-admin]      (DATABASE is neo4j by default)
# Set NEO4J_ADMIN if neo4j-admin is not on the PATH.
set -eu
cd "$(dirname "$0")"
database=${{1:-neo4j}}
[ $# -eq 0 ] || shift
# Not quoted, as it may be a command with arguments.
exec ${{NEO4J_ADMIN:-neo4j-admin}} database import full "$database" \\
  --array-delimiter=U+{ord(delimiter):04X} --multiline-fields=true{files} "$@"
"""
