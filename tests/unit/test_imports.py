"""Modules import only from stages before their own, and libraries stay where they belong."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent
STAGES = (
    ("model",),
    ("__version__", "entries", "files", "regression", "statements"),
    ("lexicon",),
    ("spelling",),
    ("sources",),
    ("nlp",),
    ("link",),
    ("resolve",),
    ("graph",),
    ("build",),
    ("sinks",),
    ("stats", "explain", "evaluate", "check", "suggest", "query"),
    (
        "pairs",
        "train",
    ),
    ("report",),
    ("commands",),
    ("cli",),
)
STAGE = {name: number for number, names in enumerate(STAGES) for name in names}
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py") if path.name != "__main__.py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}, line {node.lineno}: a relative import hides its stage"
            module = node.module or ""
            yield from (f"kg.{name.name}" for name in node.names) if module == "kg" else (module,)


def own(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", [path for path in MODULES if own(path) != "__init__"], ids=str)
def test_a_module_imports_from_earlier_stages_only(path: Path) -> None:
    assert own(path) in STAGE, f"kg/{path} has no stage: give it one in STAGES"
    for name in imports(path):
        if name.partition(".")[0] == "kg":
            other = name.split(".")[1]
            assert other == own(path) or STAGE[other] < STAGE[own(path)], f"kg/{path} imports {name}"


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("spacy", {"nlp", "link"}),
        ("typer", {"commands", "cli"}),
        ("neo4j", {"sinks", "query", "commands"}),
        ("pyvis", {"sinks"}),
    ],
)
def test_a_library_stays_in_its_stages(library: str, homes: set[str]) -> None:
    users = {own(path) for path in MODULES if library in {name.partition(".")[0] for name in imports(path)}}
    assert users <= homes
