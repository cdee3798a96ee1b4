"""`kg query`: queries to a loaded graph."""

import contextlib
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import tell
from kg.cli.options import DEFAULT_NAME, DEFAULT_URI, Database, Uri, User, neo4j_target

if TYPE_CHECKING:
    from kg.databases.answers import Answer, Value
    from kg.databases.bolt import Target
    from kg.databases.statements import Query

Parameters = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="Value of a parameter; may be repeated.")
]


def query_command(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A named query: see --list.")] = None,
    cypher: Annotated[str | None, typer.Option("-c", metavar="CYPHER", help="A query of your own.")] = None,
    uri: Uri = DEFAULT_URI,
    user: User = DEFAULT_NAME,
    database: Database = DEFAULT_NAME,
    param: Parameters = None,
    output: Annotated[str, typer.Option("--output", metavar="FORMAT", help="table, json or csv.")] = "table",
    names: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
) -> None:
    """Query a loaded graph, by name or in Cypher; read-only."""
    from kg.databases.answers import OUTPUTS, Answer
    from kg.databases.statements import Query, read_queries

    if output not in OUTPUTS:
        raise typer.BadParameter(f"--output {output}: give one of {', '.join(OUTPUTS)}")
    if (name is not None) + (cypher is not None) + names != 1:
        raise typer.BadParameter("give exactly one of NAME, -c CYPHER and --list")
    queries = read_queries()
    if names:
        _print(Answer(("name", "title"), tuple((key, query.title) for key, query in queries.items())), output)
        return
    question = Query("", "", "", {}, cypher) if cypher is not None else _find_query(name or "", queries)
    parameters = _parameters(param or [], question)
    _answer(question, parameters, neo4j_target(uri, user, database), output)


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
        if not equals or (question.name and default is None):
            known = f"; {question.name} has {', '.join(question.defaults) or 'no parameters'}" if question.name else ""
            raise typer.BadParameter(f"--param {text}: write NAME=VALUE{known}")
        if isinstance(default, int) and not value.isdecimal():
            raise typer.BadParameter(f"--param {name}: {value!r} is not a whole number")
        values[name] = value
        if not isinstance(default, str):
            with contextlib.suppress(msgspec.DecodeError):
                values[name] = msgspec.json.decode(value)
    return values


def _answer(question: "Query", parameters: "dict[str, Value]", target: "Target", output: str) -> None:
    from kg.databases.answers import NAME_PARAMETERS, ask, find_name
    from kg.databases.bolt import connect

    with connect(target) as driver:
        for name in NAME_PARAMETERS.keys() & question.defaults.keys():
            label, written = NAME_PARAMETERS[name], str(parameters[name])
            found, near = find_name(driver, label, written, target.database)
            if found is None:
                tell(f"kg: no {label} matches {written!r}" + (f": did you mean {'; '.join(near)}?" if near else ""))
            elif found != written:
                tell(f"kg: {written!r} is {found!r}")
            parameters[name] = found or written
        answer = ask(driver, question.statement, parameters, target.database)
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
