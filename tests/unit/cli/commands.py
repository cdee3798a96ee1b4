"""What the tests of the commands share."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.model import Entity, Extraction, Label, Mention, Paper, Relation
from kg.names.ids import entity_id

PAPERS = [
    {"id": "p1", "title": "Zorblax: faster nets", "abstract": "We propose Zorblax and test it on CIFAR-10."},
    {"id": "p2", "title": "More of LoRA", "abstract": "We train LoRA on CIFAR-10 again and again."},
    {"id": "p3", "title": "A third paper", "abstract": "It has nothing that is known."},
]
# Arguments -> exit status, standard output, standard error.
Run = Callable[..., tuple[int, str, str]]


# Names that are found.
NAMES = {
    "LoRA": (Label.METHOD, Relation.USES),
    "Zorblax": (Label.METHOD, Relation.PROPOSES),
    "CIFAR-10": (Label.DATASET, Relation.EVALUATES_ON),
}


def fake_extract(papers: Iterable[Paper], lexicon: Iterable[Path] = (), workers: int = 1) -> Iterator[Extraction]:  # noqa: ARG001
    """Every known name that a paper has, found at once; the commands are tested here, not the extraction."""
    for paper in papers:
        found = []
        for name, (label, relation) in NAMES.items():
            start = paper.abstract.find(name)
            if start >= 0:
                mention = Mention("abstract", start, start + len(name), name, "fake")
                found.append(Entity(label, name, (), relation, entity_id(label, name), (mention,)))
        yield Extraction(paper, tuple(found))


def kg(*arguments: object, **more: object) -> "subprocess.Popen[bytes]":
    """The command as a process of its own, with the real extraction."""
    return _start("from kg.cli.app import main; main()", arguments, more)


def fake_kg(*arguments: object, **more: object) -> "subprocess.Popen[bytes]":
    """The command as a process of its own, with an extraction that takes no time."""
    code = "import commands; from kg import engines; engines.extract = commands.fake_extract"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    return _start(f"{code}; from kg.cli.app import main; main()", arguments, {"env": environment, **more})


def _start(code: str, arguments: Iterable[object], more: dict[str, object]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


def split(papers: Path) -> list[Path]:
    """A file for each of the papers."""
    paths = []
    for number, line in enumerate(papers.read_text().splitlines(keepends=True)):
        paths.append(papers.with_name(f"part{number}.jsonl"))
        paths[-1].write_text(line)
    return paths
