"""The Cypher files: where they are, and the named queries among them."""

import re
from functools import cache
from itertools import takewhile
from pathlib import Path

import msgspec

from kg.model import KgError

_PARAMETER = re.compile(r"// :param (\w+) => (.+);")


class Query(msgspec.Struct, frozen=True):
    """A named query: what it answers, the default values of its parameters, and its one statement.

    `embedded` is the statement for the built-in engine, where that has one of its own.
    """

    name: str
    title: str
    description: str
    defaults: dict[str, str | int]
    statement: str
    embedded: str = ""


def cypher_folder() -> Path:
    """Where the Cypher files are: in the installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "cypher"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "cypher"


@cache
def read_statements(name: str) -> tuple[str, ...]:
    """The statements of a file, without comments; a semicolon at the end of a line ends a statement."""
    lines = (cypher_folder() / name).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("//"))
    return tuple(part.strip() for part in re.split(r";[ \t]*(?:\n|$)", text) if part.strip())


def read_query(path: Path) -> Query:
    """Read a query file: title, description and `// :param name => value;` lines, then one statement.

    Raises:
        KgError: a part is missing, a default is not a string or number, or parameters and statement do not match.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = list(takewhile(lambda line: line.startswith("//"), lines))
    defaults: dict[str, str | int] = {}
    prose = []
    for line in comments:
        if match := _PARAMETER.fullmatch(line):
            defaults[match[1]] = _value(match[2], path)
        else:
            prose.append(line.removeprefix("//").strip())
    statement = "\n".join(lines[len(comments) :]).strip().removesuffix(";")
    if len(prose) < 2 or not statement or ";" in statement:
        raise KgError(f"{path}: a query file needs a title line, a description and one statement")
    if set(defaults) != set(re.findall(r"\$(\w+)", statement)):
        raise KgError(f"{path}: the // :param lines do not match the $parameters of the statement")
    return Query(path.stem, prose[0], " ".join(prose[1:]), defaults, statement)


def _value(text: str, path: Path) -> str | int:
    if text.isdecimal():
        return int(text)
    if len(text) >= 2 and text[0] == text[-1] == "'" and "'" not in text[1:-1]:
        return text[1:-1]
    raise KgError(f"{path}: {text}: a default is a whole number or a 'string'")


def read_queries(folder: Path | None = None) -> dict[str, Query]:
    """All named queries by name; the name is the file's."""
    folder = folder or cypher_folder() / "query"
    queries = {path.stem: read_query(path) for path in sorted(folder.glob("*.cypher"))}
    for path in folder.parent.glob("embedded/*.cypher"):
        queries[path.stem] = msgspec.structs.replace(queries[path.stem], embedded=read_query(path).statement)
    return queries


def describe() -> str:
    """The page about the Cypher files: `python -m kg.databases.statements > cypher/README.md`."""
    queries = read_queries()
    head = (cypher_folder() / "README.in.md").read_text(encoding="utf-8")
    rows = ["| name | title | what it answers | parameters |", "|---|---|---|---|"]
    values: dict[str, str | int] = {}
    for query in queries.values():
        # Strings contain no quotes, so Python writes the values as Cypher does.
        defaults = ", ".join(f"`{name}` = {value!r}" for name, value in query.defaults.items()) or "none"
        rows.append(f"| `{query.name}` | {query.title} | {query.description} | {defaults} |")
        values |= {name: value for name, value in query.defaults.items() if value != ""}
    lines = "\n".join(f":param {name} => {value!r};" for name, value in sorted(values.items()))
    parts = {"count": str(len(queries)), "table": "\n".join(rows), "parameters": lines}
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], head)


if __name__ == "__main__":
    print(describe(), end="")
