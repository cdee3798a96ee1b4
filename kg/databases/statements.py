"""The Cypher files: where they are, and the named queries among them."""

import re
from pathlib import Path

import msgspec

from kg.model import KgError

_PARAMETER = re.compile(r"// :param (\w+) => (.+);")


class Query(msgspec.Struct, frozen=True):
    """A named query: what it answers, the values of its parameters unless others are given, and its one statement."""

    name: str
    title: str
    description: str
    defaults: dict[str, str | int]
    statement: str


def cypher_folder() -> Path:
    """Where the Cypher files are: in the installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "cypher"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "cypher"


def read_statements(name: str) -> list[str]:
    """The statements of a file, without its comments. A semicolon at the end of a line ends a statement."""
    lines = (cypher_folder() / name).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("//"))
    return [part.strip() for part in re.split(r";[ \t]*(?:\n|$)", text) if part.strip()]


def read_query(path: Path) -> Query:
    """Read a query file: title, description and `// :param name => value;` lines, then one statement.

    Raises:
        KgError: a part is missing, a default is no string or number, or parameters and statement do not fit together.
    """
    comments, code = _split(path.read_text(encoding="utf-8"))
    defaults: dict[str, str | int] = {}
    prose = []
    for line in comments:
        if match := _PARAMETER.fullmatch(line):
            defaults[match[1]] = _value(match[2], path)
        else:
            prose.append(line.removeprefix("//").strip())
    statement = "\n".join(code).strip().removesuffix(";")
    if len(prose) < 2 or not statement or ";" in statement:
        raise KgError(f"{path}: a query file has a title line, a description and one statement")
    if set(defaults) != set(re.findall(r"\$(\w+)", statement)):
        raise KgError(f"{path}: the // :param lines and the $parameters of the statement differ")
    return Query(path.stem, prose[0], " ".join(prose[1:]), defaults, statement)


def _split(text: str) -> tuple[list[str], list[str]]:
    """The comment lines that a file begins with, and the rest."""
    lines = text.splitlines()
    count = next((index for index, line in enumerate(lines) if not line.startswith("//")), len(lines))
    return lines[:count], lines[count:]


def _value(text: str, path: Path) -> str | int:
    if text.isdecimal():
        return int(text)
    if len(text) >= 2 and text[0] == text[-1] == "'" and "'" not in text[1:-1]:
        return text[1:-1]
    raise KgError(f"{path}: {text}: a default is a whole number or a 'string'")


def read_queries(folder: Path | None = None) -> dict[str, Query]:
    """All named queries by name; the name is the file's."""
    paths = sorted((folder or cypher_folder() / "query").glob("*.cypher"))
    return {path.stem: read_query(path) for path in paths}


def describe() -> str:
    """The page about the Cypher files: `python -m kg.databases.statements > cypher/README.md`."""
    queries = read_queries()
    head = (cypher_folder() / "README.in.md").read_text(encoding="utf-8")
    rows = [
        f"| `{query.name}` | {query.title} | {query.description} | {_defaults_shown(query)} |"
        for query in queries.values()
    ]
    table = "\n".join(["| name | title | what it answers | parameters |", "|---|---|---|---|", *rows])
    values = {name: value for query in queries.values() for name, value in query.defaults.items()}
    lines = "\n".join(f":param {name} => {_cypher(value)};" for name, value in sorted(values.items()))
    return head.replace("{{count}}", str(len(queries))).replace("{{table}}", table).replace("{{parameters}}", lines)


def _defaults_shown(query: Query) -> str:
    return ", ".join(f"`{name}` = {_cypher(value)}" for name, value in query.defaults.items()) or "none"


def _cypher(value: str | int) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


if __name__ == "__main__":
    print(describe(), end="")
