"""Arguments and options that several commands share."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.databases.bolt import Target

_PAPERS = typer.Argument(metavar="PAPERS", help="Files of papers; - reads standard input.")
Papers = Annotated[list[Path], _PAPERS]
OptionalPapers = Annotated[list[Path] | None, _PAPERS]
GraphFile = Annotated[
    Path | None, typer.Argument(metavar="GRAPH", help="A graph file made by kg build; graph.jsonl by default.")
]
GraphOption = Annotated[
    Path | None, typer.Option("--graph", metavar="FILE", help="The graph file; graph.jsonl by default.")
]
Out = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="File to write; standard output by default.")
]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="NAME", help="Format of the files; detected from the content by default."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column or JSON key holds a field, such as abstract=Summary; may be repeated.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, help="Number of processes; by default, one per core for large inputs."
    ),
]
Lexicons = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", metavar="FILE", help="A lexicon of your own names and rules; may be repeated."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]

DEFAULT_GRAPH = Path("graph.jsonl")
DEFAULT_URI, DEFAULT_NAME = "bolt://localhost:7687", "neo4j"
Uri = Annotated[str, typer.Option("--uri", metavar="URI", envvar="NEO4J_URI", help="Address of the Neo4j server.")]
User = Annotated[str, typer.Option("--user", metavar="NAME", envvar="NEO4J_USERNAME", help="User name on the server.")]
Database = Annotated[
    str, typer.Option("--database", metavar="NAME", envvar="NEO4J_DATABASE", help="Database on the server.")
]


def print_result(result: object, lines: Iterable[str], as_json: bool) -> None:
    """Print a result as one JSON object, or else as lines to read."""
    import msgspec

    print(msgspec.json.encode(result).decode() if as_json else "\n".join(lines))


def graph_path(*given: Path | None) -> Path:
    """The graph file that was given, in one way or the other; else graph.jsonl in the current folder.

    Raises:
        typer.BadParameter: it was given twice.
        KgError: it was not given, and there is no graph.jsonl.
    """
    from kg.model import KgError

    named = [path for path in given if path is not None]
    if len(named) > 1:
        raise typer.BadParameter(f"{' and '.join(map(str, named))}: give one graph, either as GRAPH or with --graph")
    if not named and not DEFAULT_GRAPH.exists():
        raise KgError(
            f"there is no {DEFAULT_GRAPH} in this folder: make it with kg build PAPERS -o {DEFAULT_GRAPH}, "
            "or say where the graph is with --graph FILE"
        )
    return named[0] if named else DEFAULT_GRAPH


def neo4j_target(uri: str, user: str, database: str) -> "Target":
    """The database, with a password that is never an argument: other users of the machine can see arguments."""
    from kg.databases.bolt import Target
    from kg.model import KgError

    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        if not sys.stdin.isatty():
            raise KgError("no password: set NEO4J_PASSWORD, or run kg in a terminal to be asked for it")
        password = typer.prompt(f"password for {user} at {uri}", hide_input=True, err=True)
    return Target(uri, user, password, database)
