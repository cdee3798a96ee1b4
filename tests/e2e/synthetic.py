"""Graphs of any size, the same for the same arguments, with texts that are hostile to every format on the way."""

import random

from kg.knowledge.kinds import HardwareKind
from kg.model import (
    RELATIONS,
    Device,
    Edge,
    Entity,
    Graph,
    Label,
    Mention,
    Merge,
    Node,
    Paper,
    Relation,
    RepositoryLink,
    Source,
    Variant,
)
from kg.names.ids import slug

HOSTILE = (
    'a "quoted" one, with commas',
    "=HYPERLINK(1)",
    "two\nlines",
    "carriage\r\nreturn",
    "back\\slash",
    "semi;colon",
    "snow ☃ and 𝔐",
    "'); MATCH (n) DETACH DELETE n //",
    "[red]markup[/red] \x1b[31m",
)
METHODS = ("LoRA", "knowledge distillation", "CNN", "Adam", "BERT", "K-Means", "kmeans", "UNet", "Whisper")
DATASETS = ("CIFAR-10", "ImageNet", "Whisper", "GLUE")
HARDWARE = (("A100", "NVIDIA", "GPU"), ("NVIDIA DGX A100", "NVIDIA", "GPU"), ("iPhone 15", "Apple", "phone"))
TITLE = "LoRA: Low-Rank Adaptation of Large Language Models"


def make_graph(papers: int = 80, seed: int = 3, edges: int = 8) -> Graph:
    """A graph of so many papers, with about so many edges each; a few names are in many papers, most in few."""
    chance = random.Random(seed)
    things = [*_methods(papers), *_datasets(papers), *_hardware(), *_repositories(papers)]
    pools = {label: [node for node in things if node.label is label] for label in RELATIONS}
    nodes: dict[str, Node] = {}
    found: list[Edge] = []
    for number in range(papers):
        silent = number % 10 == 9  # a paper with nothing but a mention
        labels = [Label.METHOD] if silent else [_label(chance) for _ in range(edges)]
        targets = {_pick(pools[label], chance) for label in labels}
        paper = _paper(number, sorted(targets, key=lambda node: node.id), chance)
        nodes[paper.id] = paper
        for target in sorted(targets, key=lambda node: node.id):
            nodes[target.id] = target
            found.append(_edge(paper, target, Relation.MENTIONS if silent else None, chance))
    ordered = sorted(found, key=lambda edge: (edge.source, edge.target))
    return Graph(tuple(sorted(nodes.values(), key=lambda node: node.id)), tuple(ordered))


def _label(chance: random.Random) -> Label:
    return chance.choices(list(RELATIONS), (60, 25, 10, 5))[0]


def _pick(pool: list[Node], chance: random.Random) -> Node:
    return pool[min(int(len(pool) * chance.random() ** 3), len(pool) - 1)]


def _methods(papers: int) -> list[Node]:
    names = [*METHODS, *HOSTILE, *(f"Method {number}" for number in range(papers * 2))]
    return [
        Node(
            id=f"method:{slug(name)}{number if slug(name) in ('', 'kmeans') else ''}",
            label=Label.METHOD,
            name=name,
            aliases=(f"{name} v2", f"{name}s") if number % 3 == 0 else (),
            merges=(Merge(f"method:{slug(name)}s", "variant"),) if number % 3 == 0 else (),
        )
        for number, name in enumerate(names)
    ]


def _datasets(papers: int) -> list[Node]:
    names = [*DATASETS, *(f"Data {number}" for number in range(papers // 4))]
    return [Node(id=f"dataset:{slug(name)}", label=Label.DATASET, name=name) for name in names]


def _hardware() -> list[Node]:
    kinds = [(f"Chip {number}", "", [*HardwareKind][number % len(HardwareKind)]) for number in range(12)]
    return [
        Node(f"hardware:{slug(name)}", Label.HARDWARE, name, device=Device(vendor, kind))
        for name, vendor, kind in (*HARDWARE, *kinds)
    ]


def _repositories(papers: int) -> list[Node]:
    paths = [f"github.com/owner{number % 7}/name{number}" for number in range(max(papers // 2, 5))]
    return [
        Node(
            f"repository:{path}",
            Label.REPOSITORY,
            f"https://{path}",
            link=RepositoryLink(f"https://{path}", "github.com", path.split("/")[1]),
        )
        for path in paths
    ]


def _paper(number: int, targets: list[Node], chance: random.Random) -> Node:
    """A paper whose abstract names each target once, in a sentence of its own."""
    title = TITLE if number == 0 else f"Paper {number}: {chance.choice(HOSTILE)}"
    sentences = [f"Sentence {place} speaks of {node.name} here. " for place, node in enumerate(targets)]
    abstract = f"{chance.choice(HOSTILE)}. {''.join(sentences)}"
    paper = Paper(
        id=f"p{number}",
        title=title,
        abstract=abstract,
        published=chance.choice(("2023-05-06", "2024-01", "2025-11-14", "2025", "--11-14", "")),
        url=f"https://example.org/{number}",
        authors=tuple(f"Author {chance.randrange(30)}" for _ in range(number % 4)),
        categories=("cs.LG",) if number % 2 else (),
        authors_count=number % 9 or None,
    )
    return Node(
        f"paper:p{number}", Label.PAPER, title, paper=paper, records=(Variant((Source("papers.txt", number + 1),)),)
    )


def _edge(paper: Node, target: Node, relation: Relation | None, chance: random.Random) -> Edge:
    assert paper.paper
    start = paper.paper.abstract.index(f" speaks of {target.name} here.") + len(" speaks of ")
    mention = Mention("abstract", start, start + len(target.name), target.name, f"rule-{chance.randrange(4)}")
    cue = Mention("abstract", start - len("speaks of "), start - 1, "speaks of", "cue")
    relation = relation or chance.choice(RELATIONS[target.label])
    cues = (cue,) if chance.random() < 0.5 else ()
    claim = Entity(target.label, target.name, (), relation, target.id, (mention,), cues)
    return Edge(paper.id, target.id, relation, (claim,))
