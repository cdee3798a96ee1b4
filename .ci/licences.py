"""The licences of what kg needs: `python .ci/licences.py > THIRD_PARTY.md`, in a checkout after `make test`.

Those of Python libraries come from the metadata of the installed packages, those of the page's from package-lock.json.
"""

import json
import re
import tomllib
from collections import defaultdict
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SHORT = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF",
}
VIS = ("vis-network", "Apache-2.0 OR MIT", "page; comes with pyvis")  # pyvis does not say


def licence(metadata: PackageMetadata) -> str:
    """The licence of a package: an SPDX expression, a classifier, or a short line."""
    if expression := metadata.get("License-Expression"):
        return expression
    classifiers = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or () if "License ::" in line]
    named = " OR ".join(classifiers) or metadata.get("License", "").strip()
    if not named or "\n" in named:
        raise SystemExit(f"{metadata['Name']} does not say its licence in a line: look it up and add it to SHORT")
    return SHORT.get(named, named)


def direct(project: dict[str, dict[str, list[str]] | list[str]]) -> dict[str, set[str]]:
    """The libraries that pyproject.toml names for users, and the extras that they are for (core for none)."""
    extras = {"core": project["dependencies"], **project["optional-dependencies"]}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for extra, lines in extras.items():
        for requirement in map(Requirement, lines if extra not in ("all", "test") else ()):
            found[canonicalize_name(requirement.name)].add(extra)
    return found


def indirect(names: set[str]) -> set[str]:
    """What the libraries need in turn, on this machine."""
    todo, seen = [Requirement(name) for name in names], set(names)
    while todo:
        requirement = todo.pop()
        for line in distribution(requirement.name).requires or ():
            needed = Requirement(line)
            name = canonicalize_name(needed.name)
            wanted = any(
                needed.marker is None or needed.marker.evaluate({"extra": x}) for x in ("", *requirement.extras)
            )
            if wanted and name not in seen:
                seen.add(name)
                todo.append(needed)
    return seen - names


def scripts() -> list[tuple[str, str, str]]:
    """The libraries that the page carries, as the licences at its head name them."""
    head = (ROOT / "kg/sinks/html/page/vendor/libraries.js").read_text(encoding="utf8").partition("*/")[0]
    packages = json.loads((ROOT / "tests/page/package-lock.json").read_text(encoding="utf8"))["packages"]
    names = re.findall(r"^([\w-]+) \d+\.\d+\.\d+$", head, re.MULTILINE)
    return [VIS, *((name, packages[f"node_modules/{name}"]["license"], "page; in the package") for name in names)]


def main() -> None:
    """Print the page."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    named = direct(project)
    rows = [(name, licence(distribution(name).metadata), ", ".join(sorted(named[name]))) for name in sorted(named)]
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(indirect({*named})):
        groups[licence(distribution(name).metadata)].append(name)
    print("# Licences of the libraries that kg uses\n")
    print("Made by `.venv/bin/python .ci/licences.py > THIRD_PARTY.md`. Tools for tests are left out.\n")
    print("| library | licence | for |\n|---|---|---|")
    print("\n".join(f"| {' | '.join(row)} |" for row in [*rows, *scripts()]))
    print("\nThey need in turn:\n\n| licence | libraries |\n|---|---|")
    print("\n".join(f"| {name} | {', '.join(its)} |" for name, its in sorted(groups.items())))


if __name__ == "__main__":
    main()
