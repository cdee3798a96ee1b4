"""The same papers give the same nodes and merges, in whatever order they come and in every run."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from resolving import lexicon, paper, titled

from kg.knowledge.lexicon import Lexicon
from kg.model import Extraction, Label, Node, Relation
from kg.resolve import resolve

PLACES = ("leaf stem root flower pollen", "antenna beam channel fading spectrum", "leaf beam", "flat minima", "masks")
LONGS = (
    *("Flow of Bits", "flow of bits", "Flowing Bits", "Fruit of Bushes"),
    *("Transformation of Bits", "Transfurmation of Bits", "Transfurmetion of Bits"),
)
NAMES = (
    *("FrobNet", "Frob-Net", "FROBnet", "FrobNet framework", "Frob Net", "Quux", "Quuxes", "FOB", "FoB", "Tea", "TEA"),
    *("Frobset", "Low Rank Adaptation", "LORA"),
)
NUMBER = 60


def odd_papers() -> tuple[list[Extraction], Lexicon]:
    """Papers whose names have much in common, and users' decisions on them."""
    chance = random.Random(7)
    papers = []
    for number in range(NUMBER):
        text = chance.choice(PLACES)
        label, relation = chance.choice(
            [(Label.METHOD, Relation.USES), (Label.METHOD, Relation.PROPOSES), (Label.DATASET, Relation.EVALUATES_ON)]
        )
        kind = chance.randrange(6)
        if kind == 0:
            found = paper(number, text, chance.choice(["FOB", "FoB", "TOB"]), chance.choice(LONGS), label=label)
        elif kind == 1:
            found = paper(number, text, "SAM", key="method:segment-anything-model")
        elif kind == 2:
            name = chance.choice(["QUORK", "LoRA", "FOB"])
            found = titled(number, f"{name}: {text}", name, relation if label is Label.METHOD else Relation.USES)
        else:
            found = paper(number, text, chance.choice(NAMES), label=label, relation=relation)
        other = paper(number, text, chance.choice(NAMES))
        papers.append(
            replace(found, entities=tuple({one.id: one for one in (*found.entities, *other.entities)}.values()))
        )
    same = (("Quux", "Tea"), ("Tea", "TEA"), ("Frobset", "Quuxes"), ("Flow of Bits", "Quux"))
    different = (("Frob-Net", "FrobNet"), ("Fruit of Bushes", "FOB"), ("Low Rank Adaptation", "LoRA"))
    return papers, lexicon(same, different)


class Found(msgspec.Struct):
    nodes: list[Node]
    ids: list[tuple[str, str, str]]  # paper, entity, node


def found_in(papers: list[Extraction], names: Lexicon) -> Found:
    resolution = resolve({one.paper.id: one for one in papers}, names)
    nodes = sorted(resolution.nodes, key=lambda node: node.id)
    ids = [(p.paper.id, entity.id, resolution.node_id(p.paper.id, entity)) for p in papers for entity in p.entities]
    return Found(nodes, sorted(ids))


def digest() -> str:
    return hashlib.sha256(msgspec.json.encode(found_in(*odd_papers()))).hexdigest()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_papers_does_not_matter(seed: int) -> None:
    papers, names = odd_papers()
    first = found_in(papers, names)
    random.Random(seed).shuffle(papers)
    assert found_in(papers, names) == first
    assert len({node for *_, node in first.ids}) > NUMBER // 6, "there is something to decide"
    assert len({merge.rule for node in first.nodes for merge in node.merges}) > 5


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_run_finds_the_same(seed: str) -> None:
    code = "from test_order import digest; print(digest())"
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, env=environment, capture_output=True, text=True
    )
    assert done.stdout.strip() == digest(), done.stderr
