"""What a successor relies on: versions that are locked, licences that are listed, a changelog of this version."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kg

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
EXTRAS = {name: [Requirement(line) for line in lines] for name, lines in PROJECT["optional-dependencies"].items()}
CORE = [Requirement(line) for line in PROJECT["dependencies"]]


def test_the_lock_has_a_version_of_every_dependency_that_will_do() -> None:
    locked = defaultdict(list)
    for line in (ROOT / "requirements-dev.lock").read_text(encoding="utf8").splitlines():
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; .*)?", line), f"no plain name and version: {line}"
        one = Requirement(line)
        locked[canonicalize_name(one.name)].append(str(one.specifier).removeprefix("=="))
    for needed in (*CORE, *(one for its in EXTRAS.values() for one in its)):
        name = canonicalize_name(needed.name)
        assert name == "kg" or locked[name], f"{name} is not in requirements-dev.lock: see CONTRIBUTING.md"
        assert all(needed.specifier.contains(version) for version in locked[name]), needed


def test_the_licence_of_every_library_for_users_is_listed() -> None:
    listed = re.findall(
        r"^\| ([\w.-]+) \| [^|]+ \|", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf8"), re.MULTILINE
    )
    named = [*CORE, *(one for name, its in EXTRAS.items() if name != "test" for one in its)]
    assert {canonicalize_name(one.name) for one in named} - {"kg", *listed} == set(), "see .ci/licences.py"
    vendored = (ROOT / "kg/sinks/html/page/vendor/libraries.js").read_text(encoding="utf8").partition("*/")[0]
    assert {*re.findall(r"^([\w-]+) \d+\.\d+\.\d+$", vendored, re.MULTILINE)} <= {*listed}


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## \[([\d.]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf8"), re.MULTILINE)
    assert versions[0] == kg.__version__
