"""Rooms import only from earlier rooms, their modules in one direction; libraries stay where they belong."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent
ORDER = (
    ("model", "wording"),
    ("locks",),
    ("compression",),
    ("memory",),
    ("files",),
    ("names",),
    ("knowledge",),
    ("sources", "nlp"),
    ("resolve",),
    ("graph",),
    ("engines", "sinks", "databases", "lab"),
    ("analysis",),  # shows the page that sinks make
    ("cli",),
)
RANK = {room: number for number, rooms in enumerate(ORDER) for room in rooms}
# The laboratory builds graphs of its own, as the command line does; Spark writes tables where it has their rows.
BESIDE = {("lab", "engines"), ("engines", "sinks")}
PUBLIC = {name for name in kg.__all__ if callable(getattr(kg, name))}
PATHS = {path.relative_to(ROOT): path for path in sorted(ROOT.rglob("*.py")) if path != ROOT / "__init__.py"}


def module(path: Path) -> str:
    return ".".join(("kg", *path.with_suffix("").parts)).removesuffix(".__init__")


MODULES = {module(path): path for path in PATHS}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(PATHS[path].read_text(encoding="utf8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}, line {node.lineno}: a relative import hides its room"
            home = node.module or ""
            for name in node.names:
                yield f"{home}.{name.name}" if f"{home}.{name.name}" in MODULES else home


def room(name: str) -> str:
    return name.split(".")[1]


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_a_module_imports_from_earlier_rooms_only(path: Path) -> None:
    own = room(module(path))
    assert own in RANK, f"kg/{path} has no place: give its room one in ORDER"
    for name in imports(path):
        if name.startswith("kg."):
            other = room(name)
            earlier = RANK[other] < RANK[own] or (own, other) in BESIDE
            assert other == own or earlier, f"kg/{path} imports {name}"


@pytest.mark.parametrize("name", sorted({room(name) for name in MODULES}))
def test_the_modules_of_a_room_import_in_one_direction(name: str) -> None:
    inside = [path for path in PATHS if room(module(path)) == name]
    graph = {module(path): {other for other in imports(path) if other in MODULES} - {module(path)} for path in inside}
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("spacy", {"nlp", "lab"}),  # what is learned is learned from Docs
        ("typer", {"cli"}),
        ("rich", {"cli", "databases"}),
        ("neo4j", {"databases"}),
        ("ladybug", {"databases"}),
        ("networkx", {"sinks", "analysis"}),
        ("pyvis", {"sinks"}),
        ("sklearn", {"lab"}),
    ],
)
def test_a_library_stays_in_its_rooms(library: str, homes: set[str]) -> None:
    users = {room(module(path)) for path in PATHS if library in {name.partition(".")[0] for name in imports(path)}}
    assert users <= homes


def test_no_module_bears_the_name_of_a_public_function() -> None:
    assert not [name for name in MODULES if name.rpartition(".")[2] in PUBLIC and room(name) != "cli"]


def test_no_top_level_name_is_defined_twice() -> None:
    homes: dict[str, list[str]] = {}
    for name, path in MODULES.items():
        for node in parsed(path).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            found = [target.id for target in targets if isinstance(target, ast.Name)]
            found += [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
            for one in found:
                homes.setdefault(one, []).append(name)
    del homes["main"]  # each module that runs as a program has one
    twice = {one: names for one, names in homes.items() if len({*names}) > 1 and not one.startswith("__")}
    assert not twice
