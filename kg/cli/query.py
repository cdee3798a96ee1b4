"""`kg query`: Cypher on a graph file, or on a graph in Neo4j."""

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import progress, tell
from kg.cli.options import DEFAULT_NAME, Database, GraphOption, User, graph_path, neo4j_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.databases.answers import Answer, Ask, Value
    from kg.databases.statements import Query

DEFAULT_TIMEOUT = 60.0
Parameters = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="Value of a parameter; may be repeated.")
]


def query_command(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A named query: see --list.")] = None,
    cypher: Annotated[str | None, typer.Option("-c", metavar="CYPHER", help="A query of your own.")] = None,
    graph: GraphOption = None,
    uri: Annotated[
        str | None,
        typer.Option("--uri", metavar="URI", help="Ask a Neo4j server; so does NEO4J_URI without --graph."),
    ] = None,
    user: User = DEFAULT_NAME,
    database: Database = DEFAULT_NAME,
    param: Parameters = None,
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="SECONDS", min=0, help="How long a query may take; 0 for no limit."),
    ] = DEFAULT_TIMEOUT,
    output: Annotated[str, typer.Option("--output", metavar="FORMAT", help="table, json or csv.")] = "table",
    names: Annotated[bool, typer.Option("--list", help="List the named queries with their parameters.")] = False,
) -> None:
    """Query a graph by name or in Cypher; no server is needed.

    The first query of a graph file loads it into a database beside it, which later queries use. Read-only.
    """
    import msgspec

    from kg.databases.answers import OUTPUTS
    from kg.databases.statements import Query, read_queries

    if output not in OUTPUTS:
        raise typer.BadParameter(f"--output {output}: give one of {', '.join(OUTPUTS)}")
    if (name is not None) + (cypher is not None) + names != 1:
        raise typer.BadParameter("give exactly one of NAME, -c CYPHER and --list")
    if graph is not None and uri is not None:
        raise typer.BadParameter("give either --graph or --uri")
    queries = read_queries()
    if names:
        _print(_list_of_queries(queries, output), output)
        return
    question = Query("", "", "", {}, cypher) if cypher is not None else _find_query(name or "", queries)
    parameters = _parameters(param or [], question)
    uri = uri if graph is not None else uri or os.environ.get("NEO4J_URI")
    opened = _server(uri, user, database, timeout) if uri else _file(graph_path(graph), timeout)
    if not uri and question.embedded:
        question = msgspec.structs.replace(question, statement=question.embedded)
    with opened as ask:
        _answer_question(question, parameters, ask, output)


def _list_of_queries(queries: "dict[str, Query]", output: str) -> "Answer":
    from kg.databases.answers import Answer

    rows: list[tuple[Value, ...]] = []
    for key, query in queries.items():
        defaults = ", ".join(f"{name}={value}" for name, value in query.defaults.items())
        rows.append((key, query.title, dict(query.defaults) if output == "json" else defaults))
    return Answer(("name", "title", "parameters"), tuple(rows))


def _find_query(name: str, queries: "dict[str, Query]") -> "Query":
    from difflib import get_close_matches

    if name not in queries:
        near = get_close_matches(name, queries, n=3, cutoff=0.4)
        hint = f" (did you mean {', '.join(near)}?)" if near else ""
        raise typer.BadParameter(f"no query is called {name!r}{hint}; kg query --list shows all")
    return queries[name]


def _parameters(given: list[str], question: "Query") -> "dict[str, Value]":
    """The values of all parameters: of a named query in the types of its defaults, else as JSON where they are JSON."""
    import msgspec

    values: dict[str, Value] = dict(question.defaults)
    for text in given:
        name, equals, value = text.partition("=")
        default = question.defaults.get(name)
        if not equals:
            raise typer.BadParameter(f"--param {text}: write NAME=VALUE")
        if question.name and default is None:
            known = ", ".join(question.defaults) or "none"
            raise typer.BadParameter(f"--param {name}: {question.name} has no such parameter; it has: {known}")
        if isinstance(default, int) and not value.isdecimal():
            raise typer.BadParameter(f"--param {name}: {value!r} is not a whole number")
        values[name] = value
        if not isinstance(default, str):
            with contextlib.suppress(msgspec.DecodeError):
                values[name] = msgspec.json.decode(value)
    return values


@contextlib.contextmanager
def _server(uri: str, user: str, database: str, timeout: float) -> "Iterator[Ask]":
    from kg.databases.answers import ask
    from kg.databases.bolt import connect

    with connect(neo4j_target(uri, user, database)) as driver:
        yield lambda statement, parameters: ask(driver, statement, parameters, database, timeout)


@contextlib.contextmanager
def _file(graph: "Path", timeout: float) -> "Iterator[Ask]":
    from kg.databases.embedded.engine import open_graph

    @contextlib.contextmanager
    def watch(total: int) -> "Iterator[Callable[[int], None]]":
        tell(f"kg: loading {graph} for queries: {total:,} nodes and edges; later queries need not wait")
        with progress("loading", total) as advance:
            yield advance

    with open_graph(graph, watch, timeout) as ask:
        yield ask


def _answer_question(question: "Query", parameters: "dict[str, Value]", ask: "Ask", output: str) -> None:
    from kg.databases.naming import NAME_PARAMETERS, find_names
    from kg.model import KgError

    for name in NAME_PARAMETERS.keys() & question.defaults.keys():
        written = str(parameters[name])
        try:
            found, *others = find_names(ask, NAME_PARAMETERS[name], written)
        except KgError as error:
            raise KgError(f"--param {name}={written}: {error}") from error
        if found != written:
            tell(f"kg: {written!r} is {found!r}" + (f" (or {'; '.join(others[:3])})" if others else ""))
        parameters[name] = found
    answer = ask(question.statement, parameters)
    if not question.name:  # the named queries are known to be right
        for remark in answer.remarks:
            tell(f"kg: {remark}")
    _print(answer, output)


def _print(answer: "Answer", output: str) -> None:
    import shutil

    from kg.databases.answers import OUTPUTS, as_table

    if output == "table" and sys.stdout.isatty():
        text = as_table(answer, shutil.get_terminal_size((100, 24)).columns)
    else:
        text = OUTPUTS[output](answer)
    sys.stdout.write(text)
