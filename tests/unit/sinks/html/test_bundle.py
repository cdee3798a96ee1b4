"""The page's modules and how they become one script."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from kg.model import Label, Relation
from kg.sinks.html.bundle import IMPORT, STYLES, page_folder, page_libraries, page_script, page_style

MODULES = sorted(page_folder().glob("*.js"))
CHECKS = Path(__file__).parents[3] / "page"
DECLARED = re.compile(r"^(?:export )?(?:const|let|function\*?|class) (\w+)", re.MULTILINE)


def test_every_module_is_in_the_script_once() -> None:
    script = page_script()
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        first = next(line for line in text.splitlines() if DECLARED.match(line)).removeprefix("export ")
        assert script.count(f"\n{first}") == 1, path.name
    assert "\nimport " not in script
    assert "\nexport " not in script


def test_imports_are_of_the_kind_that_is_understood_and_names_are_used_once() -> None:
    declared: Counter[str] = Counter()
    exported: dict[str, set[str]] = {}
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert len(IMPORT.findall(text)) == len(re.findall(r"^import\b", text, re.MULTILINE)), path.name
        assert not re.search(r"^export (?!(?:const|let|function|class)\b)", text, re.MULTILINE), path.name
        declared.update(DECLARED.findall(text))
        exported[path.stem] = {*re.findall(r"^export \w+\*? (\w+)", text, re.MULTILINE)}
    assert not [name for name, number in declared.items() if number > 1]
    for path in MODULES:
        for names, module in re.findall(r"^import \{([^}]*)\} from '\./([\w-]+)\.js'", path.read_text(), re.MULTILINE):
            assert {name.strip() for name in names.split(",") if name.strip()} <= exported[module], path.name


def test_lines_are_short() -> None:
    for path in MODULES:
        long = [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 120]
        assert not long, path.name


def test_types_and_relations_are_those_of_the_model() -> None:
    text = (page_folder() / "kinds.js").read_text(encoding="utf-8")
    labels, relations = re.findall(r"const (?:LABELS|RELATIONS) = \[(.*?)\]", text, re.DOTALL)
    assert re.findall(r"'(\w+)'", labels) == list(Label)
    assert re.findall(r"'(\w+)'", relations) == list(Relation)
    assert {*re.findall(r"^  (\w+): \[", text, re.MULTILINE)} == {*Relation}


def test_libraries_carry_their_licences() -> None:
    libraries = page_libraries()
    assert "sourceMappingURL" not in libraries
    for words in (
        "vis-network",
        "minisearch 7",
        "Luca Ongaro",
        "d3-force 3",
        "Mike Bostock",
        "Permission to use, copy",
    ):
        assert words in libraries, words


def test_every_style_sheet_is_taken_and_each_class_has_one_home() -> None:
    assert {path.stem for path in page_folder().glob("*.css")} == {*STYLES}
    assert page_style().count("@media print") == 1
    homes: dict[str, set[str]] = {}
    for name in ("top", "filters", "map", "panel", "charts", "table"):
        rules = re.findall(
            r"(?:^|[,}]\s*)\.([\w-]+)(?=\s*[{,])", (page_folder() / f"{name}.css").read_text(), re.MULTILINE
        )
        for one in rules:
            homes.setdefault(one, set()).add(name)
    assert not {one: parts for one, parts in homes.items() if len(parts) > 1}


def test_what_the_page_computes() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: the page's scripts are not tested by themselves")
    command = [node, "--experimental-detect-module", "--test", str(CHECKS / "logic.test.js")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
