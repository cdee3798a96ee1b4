"""`kg query`: Cypher on a graph file, or on a graph in Neo4j."""

import contextlib
import os
import sys
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import progress, tell
from kg.cli.options import DEFAULT_NAME, Database, GraphOption, User, graph_path, neo4j_target
from kg.wording import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.databases.answers import Answer, Ask, Value
    from kg.databases.statements import Query

DEFAULT_TIMEOUT, MOST_SECONDS = 60.0, 10**6
MOST_DIGITS = 18  # of a number that all engines take
Parameters = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="Value of a parameter; may be repeated.")
]


def query_command(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A named query: see --list.")] = None,
    cypher: Annotated[str | None, typer.Option("-c", metavar="CYPHER", help="A query of your own.")] = None,
    graph: GraphOption = None,
    uri: Annotated[
        str | None,
        typer.Option("--uri", metavar="URI", help="Query a Neo4j server; so does NEO4J_URI, without --graph."),
    ] = None,
    user: User = DEFAULT_NAME,
    database: Database = DEFAULT_NAME,
    param: Parameters = None,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0, max=MOST_SECONDS, help="Time limit for a query; 0 for none."
        ),
    ] = DEFAULT_TIMEOUT,
    output: Annotated[
        str, typer.Option("--output", metavar="FORMAT", help="Format of the answer: table, json or csv.")
    ] = "table",
    names: Annotated[bool, typer.Option("--list", help="List the named queries with their parameters.")] = False,
) -> None:
    """Query a graph by name or in Cypher; no server is needed.

    The first query loads the graph file into a database beside it, which later queries use. Queries are read-only.
    """
    import msgspec

    from kg.databases.answers import OUTPUTS
    from kg.databases.statements import Query, read_queries

    if output not in OUTPUTS:
        raise typer.BadParameter(f"--output {output}: give one of {', '.join(OUTPUTS)}")
    if (name is not None) + (cypher is not None) + names != 1:
        raise typer.BadParameter("give exactly one of NAME, -c CYPHER or --list")
    if graph is not None and uri is not None:
        raise typer.BadParameter("give either --graph or --uri")
    queries = read_queries()
    param = [*map(readable, param or ())]
    if names:
        _print(_list_of_queries(queries, output), output)
        if output == "table":
            tell("kg: the values are defaults: set your own, as in kg query used_with --param method=NAME")
        return
    question = Query("", "", "", {}, readable(cypher)) if cypher is not None else _find_query(name or "", queries)
    parameters = _parameters(param, question)
    given = {text.partition("=")[0] for text in param}
    uri = uri if graph is not None else uri or os.environ.get("NEO4J_URI")
    opened = _server(uri, user, database, timeout) if uri else _file(graph_path(graph), timeout)
    if not uri and question.embedded:
        question = msgspec.structs.replace(question, statement=question.embedded)
    with opened as ask:
        unknown = _meant(question, parameters, given, ask)
        answer = ask(question.statement, parameters)
        if not question.name:  # the named queries are known to be right
            for remark in answer.remarks:
                tell(f"kg: {remark}")
        _print(answer, output)
        if not answer.rows:
            tell(f"no rows: {'; '.join(unknown) or _nothing_found(question, parameters, given, ask)}")


def _list_of_queries(queries: "dict[str, Query]", output: str) -> "Answer":
    from kg.databases.answers import Answer

    rows: list[tuple[Value, ...]] = []
    for key, query in queries.items():
        defaults = ", ".join(
            f"{name} (optional)" if value == "" else f"{name}={value}" for name, value in query.defaults.items()
        )
        rows.append((key, query.title, dict(query.defaults) if output == "json" else defaults))
    return Answer(("name", "title", "parameters"), tuple(rows))


def _find_query(name: str, queries: "dict[str, Query]") -> "Query":
    from difflib import get_close_matches

    if name not in queries:
        near = get_close_matches(name, queries, n=3, cutoff=0.6)
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
        if isinstance(default, int) and not (value.isdecimal() and len(value) <= MOST_DIGITS):
            raise typer.BadParameter(f"--param {name}: {value!r} is not a whole number of at most {MOST_DIGITS} digits")
        values[name] = int(value) if isinstance(default, int) else value
        if default is None:
            with contextlib.suppress(msgspec.DecodeError):
                values[name] = msgspec.json.decode(value)
            if _too_large(values[name]):
                raise typer.BadParameter(f"--param {name}: a whole number may have {MOST_DIGITS} digits at most")
    return values


def _too_large(value: "Value") -> bool:
    if isinstance(value, list | dict):
        return any(map(_too_large, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and abs(value) >= 10**MOST_DIGITS


@contextlib.contextmanager
def _server(uri: str, user: str, database: str, timeout: float) -> "Iterator[Ask]":
    from kg.databases.answers import ask
    from kg.databases.bolt import connect

    with connect(neo4j_target(uri, user, database)) as driver:
        yield lambda statement, parameters: ask(driver, statement, parameters, database, timeout)


def _file(graph: "Path", timeout: float) -> "contextlib.AbstractContextManager[Ask]":
    from kg.databases.embedded.engine import open_graph

    @contextlib.contextmanager
    def watch(total: int) -> "Iterator[Callable[[int], None]]":
        tell(f"kg: loading {graph} for querying ({total:,} nodes and edges); later queries skip this")
        with progress("loading", total) as advance:
            yield advance

    return open_graph(graph, watch, timeout)


def _meant(question: "Query", parameters: "dict[str, Value]", given: Collection[str], ask: "Ask") -> list[str]:
    """Put the names that are meant in the place of those that are written, and say so; the defaults that are unknown.

    Raises KgError if a name that was given is unknown.
    """
    from kg.databases.naming import NAME_PARAMETERS, find_names
    from kg.model import KgError

    unknown = []
    for name in (name for name in question.defaults if name in NAME_PARAMETERS):
        written = str(parameters[name])
        if not written and not question.defaults[name]:
            continue  # the query does without
        try:
            found, *others = find_names(ask, NAME_PARAMETERS[name], written)
        except KgError as error:
            if name in given:
                raise KgError(f"--param {name}={written}: {error}") from error
            unknown.append(f"{error}; that is only the default: {_set(name)}")
            continue
        if found != written:
            tell(f"kg: {written!r} is {found!r}" + (f" (or {'; '.join(others[:3])})" if others else ""))
        parameters[name] = found
    return unknown


def _set(name: str) -> str:
    return f"set your own with --param {name}={name.upper()}"


def _nothing_found(question: "Query", parameters: "dict[str, Value]", given: Collection[str], ask: "Ask") -> str:
    """Why an answer is empty whose names are all known."""
    from kg.databases.naming import years_in

    if parameters.get("limit") == 0:
        return "limit is 0"
    asked = {name: parameters[name] for name in question.defaults if name != "limit" and parameters[name] != ""}
    if not asked:
        return "nothing in the graph matches this query"
    why = f"nothing in the graph matches {', '.join(f'{name}={value}' for name, value in asked.items())}"
    if "year" in asked and (years := years_in(ask)):
        why += f", and its papers are from {' to '.join(map(str, dict.fromkeys(years)))}"
    default = next((name for name in asked if name not in given), "")
    return why + (f"; {asked[default]} is only the default: {_set(default)}" if default else "")


def _print(answer: "Answer", output: str) -> None:
    import shutil

    from kg.databases.answers import OUTPUTS, as_table

    if output == "table" and sys.stdout.isatty():
        text = as_table(answer, shutil.get_terminal_size((100, 24)).columns)
    else:
        text = OUTPUTS[output](answer)
    sys.stdout.write(text)
