"""Two graphs: a small one made by hand, in which everything can be counted, and that of the packaged sample."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import Lexicon
from kg.model import Entity, Extraction, Graph, Label, Mention, Paper, Relation
from kg.names.ids import entity_id

if TYPE_CHECKING:
    import networkx as nx

METHOD, DATASET, HARDWARE, REPOSITORY = Label.METHOD, Label.DATASET, Label.HARDWARE, Label.REPOSITORY
# Paper -> its year, and what it names.
PAPERS = {
    "Sparse cups": ("2021", [(METHOD, "PROPOSES", "Zorblax"), (DATASET, "INTRODUCES", "TeaSet")]),
    "Wide cups": (
        "2022-05-01",
        [
            *((METHOD, "USES", "Zorblax"), (METHOD, "USES", "FrobNet"), (DATASET, "EVALUATES_ON", "TeaSet")),
            *((HARDWARE, "RUNS_ON", "NVIDIA A100"), (REPOSITORY, "HAS_CODE", "https://github.com/zed/wide")),
        ],
    ),
    "Flat cups": (
        "2024",
        [
            *((METHOD, "USES", "Zorblax"), (METHOD, "USES", "FrobNet"), (METHOD, "COMPARES_WITH", "Quux")),
            *((DATASET, "EVALUATES_ON", "MugBench"), (HARDWARE, "RUNS_ON", "NVIDIA DGX A100")),
        ],
    ),
    "Tall cups": (
        "",
        [(METHOD, "MENTIONS", "Zorblax"), (METHOD, "PROPOSES", "Quux"), (HARDWARE, "TARGETS", "smartphone")],
    ),
    "No cups": ("2024-01", []),
}


def entity(paper: Paper, label: Label, relation: str, name: str) -> Entity:
    """An entity that the abstract names in a sentence of its own."""
    start = paper.abstract.index(f"at {name}.") + 3
    mention = Mention("abstract", start, start + len(name), name, "test")
    key = f"repository:{name.removeprefix('https://')}" if label is REPOSITORY else entity_id(label, name)
    return Entity(label, name, (), Relation(relation), key, (mention,))


@pytest.fixture(scope="session")
def cups(lexicon: Lexicon) -> Graph:
    extractions = []
    for title, (published, named) in PAPERS.items():
        text = " ".join(f"We look at {name}." for _, _, name in named)
        paper = Paper(title.split()[0].lower(), title, text, published=published)
        found = [entity(paper, label, relation, name) for label, relation, name in named]
        extractions.append(Extraction(paper, tuple(found)))
    return build_graph(extractions, lexicon)


@pytest.fixture
def g(cups: Graph) -> "nx.MultiDiGraph[str]":
    return kg.to_networkx(cups)


@pytest.fixture(scope="session")
def sample() -> Graph:
    folder = Path(kg.__file__).parent / "sources" / "sample"
    return kg.build([paper for path in sorted(folder.glob("*.txt")) for paper in kg.read_papers(path)])
