"""What the tests share: hand-built papers, a small graph of them, and its file."""

import gc
import signal
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from kg.cli.reading import usable_cores
from kg.graph.assemble import build_graph
from kg.graph.file import write_graph
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.model import Entity, Extraction, Graph, Label, Mention, Paper, Relation, Source
from kg.names.ids import entity_id

# The same cases in every run; no deadline, as the first call loads what later ones find ready.
settings.register_profile("kg", derandomize=True, deadline=None)
settings.register_profile("few", derandomize=True, deadline=None, max_examples=10)  # for tests/harden/mutate.py
settings.load_profile("kg")

signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start what runs in the background without it

OWN_SERVER = ("_newest.py", "_own.py")  # tests of Neo4j that start servers of their own
LONG = ("/test_spark", "/test_readme")  # files with few tests that take half a minute or more
REPETITIVE = ("growth", "/harden/", "is_streamed", "take_no_time")  # tests of long texts


class ByFile(LoadScopeScheduling):
    """Tests of a file share a process and so its fixtures, all others of Neo4j the one server."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "neo4j" if "/test_neo4j_" in file and not file.endswith(OWN_SERVER) else file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long in one file: at the end, all other processes would wait for it.

    Where the same lines run thousands of times, they are not counted: that takes twice as long.
    """
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONG))
    for item in items:
        test = getattr(item, "obj", None)
        if getattr(test, "is_hypothesis_test", False) or any(name in item.nodeid for name in REPETITIVE):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish() -> None:
    """Take what is there to the end out of what the garbage collector walks through again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two processes more than there are cores: those with a server or a browser mostly wait for it."""
    return usable_cores() + 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """Say which tests share a process; the marks of --dist=loadgroup are lost on pytest 9.2."""
    return ByFile(config, log)


def entity(paper: Paper, label: Label, relation: Relation, name: str, *aliases: str, cue: str = "") -> Entity:
    """An entity with a mention at each place where the paper has one of its names."""
    mentions = []
    for field in ("title", "abstract"):
        text = getattr(paper, field)
        for form in (name, *aliases):
            start = text.find(form)
            if start >= 0:
                mentions.append(Mention(field, start, start + len(form), form, "test"))
    at = paper.abstract.find(cue) if cue else -1
    cues = (Mention("abstract", at, at + len(cue), cue, "cue.test"),) if at >= 0 else ()
    key = entity_id(label, name)
    if label is Label.REPOSITORY:
        key = "repository:" + name.removeprefix("https://").lower()
    return Entity(label, name, aliases, relation, key, tuple(mentions), cues)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def extractions() -> tuple[Extraction, ...]:
    """Two papers that share a dataset; between them every label and a cue."""
    first = Paper(
        "p1",
        "Zorblax: sparse training of networks",
        "We propose Zorblax. It beats FrobNet on CIFAR-10 and runs on an NVIDIA A100. "
        "Code is at https://github.com/zed/zorblax.",
        published="2024-05-01",
        authors=("Ann Bee", "Cy Dee"),
        source=Source("a.jsonl", 1),
    )
    second = Paper(
        "p2", "Wide networks on phones", "We train FrobNet on CIFAR-10 for smartphones.", source=Source("a.jsonl", 2)
    )
    return (
        Extraction(
            first,
            (
                entity(first, Label.METHOD, Relation.PROPOSES, "Zorblax", cue="We propose"),
                entity(first, Label.METHOD, Relation.COMPARES_WITH, "FrobNet", cue="beats"),
                entity(first, Label.DATASET, Relation.EVALUATES_ON, "CIFAR-10"),
                entity(first, Label.HARDWARE, Relation.RUNS_ON, "NVIDIA A100", cue="runs on"),
                entity(first, Label.REPOSITORY, Relation.HAS_CODE, "https://github.com/zed/zorblax"),
            ),
        ),
        Extraction(
            second,
            (
                entity(second, Label.METHOD, Relation.USES, "FrobNet", cue="We train"),
                entity(second, Label.DATASET, Relation.EVALUATES_ON, "CIFAR-10"),
                entity(second, Label.HARDWARE, Relation.TARGETS, "smartphones"),
            ),
        ),
    )


@pytest.fixture(scope="session")
def graph(extractions: tuple[Extraction, ...], lexicon: Lexicon) -> Graph:
    return build_graph(extractions, lexicon)


@pytest.fixture
def graph_file(graph: Graph, tmp_path: Path) -> Path:
    path = tmp_path / "graph.jsonl"
    write_graph(graph, path)
    return path
