"""Break kg in small ways, one at a time: do the tests of the room notice?

    python tests/harden/mutate.py [--rooms resolve names graph] [--count 120] [--seed 1] [--only TEXT]

Each mutant changes one expression of a file of the room (a comparison, a number, a condition, a text …) in a copy of
the checkout, and is run against tests/unit/ROOM alone. A mutant that survives is printed: either a test is missing, or
the change makes no difference to a user.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ROOMS = ("resolve", "names", "graph")
SECONDS = 300  # a mutant that takes longer hangs: that is noticed
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


class Mutant(NamedTuple):
    """A place in a file (1-based line, characters within its source), and what is written there instead."""

    path: Path
    line: int
    start: int
    end: int
    text: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Every small change of a file that is tried."""
    source = path.read_text(encoding="utf8")
    begins = [0]
    for line in source.encode().splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    tree = ast.parse(source)
    skipped = {id(inner) for node in ast.walk(tree) for part in _no_code(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in skipped or not isinstance(node, ast.expr) or node.end_lineno is None:
            continue
        start, end = begins[node.lineno - 1] + node.col_offset, begins[node.end_lineno - 1] + (node.end_col_offset or 0)
        for text in _changes(node):
            yield Mutant(path, node.lineno, start, end, text)


def _no_code(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of a node that tell nothing to a user: annotations, docstrings, texts of messages."""
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.FunctionDef):
        yield from filter(None, [node.returns, *node.decorator_list])
    if isinstance(node, ast.ClassDef):
        yield from node.keywords
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom) or (
        isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ):
        yield node
    if isinstance(node, ast.JoinedStr):
        yield from node.values


def _changes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Compare(left, [operator], [right]):
            yield f"({ast.unparse(ast.Compare(left, [_COMPARISONS[type(operator)]()], [right]))})"
        case ast.BoolOp(operator, values):
            other = ast.And() if isinstance(operator, ast.Or) else ast.Or()
            yield f"({ast.unparse(ast.BoolOp(other, values))})"
            yield f"({ast.unparse(values[0])})"
        case ast.UnaryOp(ast.Not(), operand):
            yield f"({ast.unparse(operand)})"
        case ast.BinOp(left, ast.Add(), right):
            yield f"({ast.unparse(left)})"
        case ast.IfExp(_, body, orelse):
            yield f"({ast.unparse(body)})"
            yield f"({ast.unparse(orelse)})"
        case ast.Constant(bool() as value):
            yield str(not value)
        case ast.Constant(int() | float() as value):
            yield str(value + 1)
        case ast.Constant(str() as value) if value:
            yield repr(f"XX{value}")
        case ast.Call(ast.Name(name), arguments, keywords) if name in _CALLS:
            yield ast.unparse(ast.Call(ast.Name(_CALLS[name]), arguments, [] if name == "sorted" else keywords))
        case ast.ListComp(_, [ast.comprehension(_, _, [_, *_])]):
            node.generators[0].ifs = []
            yield ast.unparse(node)


def killed(mutant: Mutant, copy: Path, room: str) -> bool:
    """Whether the room's tests fail with the change."""
    place = copy / mutant.path.relative_to(ROOT)
    source = place.read_bytes()  # as it was when the mutants were made
    place.write_bytes(source[: mutant.start] + mutant.text.encode() + source[mutant.end :])
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "--tb=no",
        "--hypothesis-profile=few",
    ]
    try:
        environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [*pytest, f"tests/unit/{room}"],
            cwd=copy,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        place.write_bytes(source)
    return done.returncode != 0


def main() -> None:
    """Print the survivors, and how many were killed in each room."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", nargs="+", default=ROOMS)
    parser.add_argument("--count", type=int, default=120, help="of all rooms together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="mutants of files whose path holds this")
    options = parser.parse_args()
    dead, tried = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for part in ("kg", "tests", "cypher", "pyproject.toml"):
            source = ROOT / part
            shutil.copytree(source, copy / part) if source.is_dir() else shutil.copy(source, copy / part)
        everything = [
            (mutant, room)
            for room in options.rooms
            for path in sorted((ROOT / "kg" / room).glob("*.py"))
            if options.only in str(path)
            for mutant in mutants(path)
        ]
        chosen = random.Random(options.seed).sample(everything, min(options.count, len(everything)))
        for mutant, room in sorted(chosen):
            dead[room] += (fell := killed(mutant, copy, room))
            tried[room] += 1
            if not fell:
                before = mutant.path.read_bytes()[mutant.start : mutant.end].decode()
                where = f"{mutant.path.relative_to(ROOT)}:{mutant.line}"
                print(f"SURVIVED {where}: {before!r} as {mutant.text!r}", flush=True)
    for room in options.rooms:
        print(f"{room:<10} {dead[room]:>4} of {tried[room]:>4} killed")
    print(f"{'together':<10} {dead.total():>4} of {tried.total():>4} killed")


if __name__ == "__main__":
    main()
