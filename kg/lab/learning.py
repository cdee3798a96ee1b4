"""What the commands that learn from papers have in common: files in, one file of JSON Lines out."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.files import check_writable, replacing
from kg.model import KgError, Paper

Line = TypeVar("Line", bound=msgspec.Struct)
UNLABELLED = "papers, as for kg build; labels are not needed"


def learn(
    arguments: Sequence[str] | None,
    program: str,
    about: str | None,
    inputs: str,
    make: Callable[[list[Path]], list[Line]],
) -> tuple[list[Line], Path]:
    """Run a command line that makes lines of some files, and writes them: the lines, and the file."""
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument("papers", nargs="+", type=Path, help=inputs)
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    options = parser.parse_args(arguments)
    try:
        check_writable(options.output, options.papers)
        lines = make(options.papers)
    except KgError as error:
        parser.exit(1, f"{program}: {error}\n")
    with replacing(options.output) as file:
        file.writelines(msgspec.json.encode(line) + b"\n" for line in lines)
    return lines, options.output


def papers_in(paths: Iterable[Path]) -> Iterator[Paper]:
    """The papers of some files."""
    from kg.sources import read_papers

    for path in paths:
        yield from read_papers(path)
