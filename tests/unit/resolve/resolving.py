"""Small papers with one entity each, a lexicon of a few names, and what is made of them."""

from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Ambiguous, Choice, Entry
from kg.model import RELATIONS, Entity, Extraction, Graph, Label, Mention, Node, Paper, Relation
from kg.names.ids import entity_id
from kg.resolve import resolve

ENTRIES = {
    "method:lora": (Label.METHOD, Entry("LoRA", ("low-rank adaptation",))),
    "method:segment-anything-model": (Label.METHOD, Entry("Segment Anything Model", ("SAM",))),
    "method:sharpness-aware-minimization": (Label.METHOD, Entry("Sharpness-Aware Minimization", ("SAM",))),
    "dataset:cora": (Label.DATASET, Entry("Cora")),
}
SAM = Ambiguous(
    "SAM",
    (
        Choice("method:segment-anything-model", ("mask", "segment")),
        Choice("method:sharpness-aware-minimization", ("flat", "minimi")),
    ),
)
FORMS = {
    "LoRA": ("method:lora",),
    "low-rank adaptation": ("method:lora",),
    "Segment Anything Model": ("method:segment-anything-model",),
    "Sharpness-Aware Minimization": ("method:sharpness-aware-minimization",),
    "SAM": ("method:segment-anything-model", "method:sharpness-aware-minimization"),
    "Cora": ("dataset:cora",),
}


def lexicon(same: tuple[tuple[str, str], ...] = (), different: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    return Lexicon(ENTRIES, FORMS, {"SAM": SAM}, {}, (), frozenset(same), frozenset(different), "x")


def paper(
    number: int,
    text: str,
    *names: str,
    key: str = "",
    label: Label = Label.METHOD,
    relation: Relation | None = None,
    rule: str = "shape.odd",
) -> Extraction:
    """A paper with one entity, found by a rule; two names are an acronym and its definition."""
    rules = ["acronym.short", "acronym.long"] if len(names) > 1 else [rule]
    mentions = tuple(Mention("abstract", 0, len(name), name, rule) for name, rule in zip(names, rules, strict=True))
    entity = Entity(
        label, names[0], names[1:], relation or RELATIONS[label][2], key or entity_id(label, names[0]), mentions
    )
    return Extraction(Paper(f"p{number}", f"P {number}", text), (entity,))


def nodes(extractions: list[Extraction], names: Lexicon | None = None) -> list[str]:
    """The node of each paper's entity."""
    resolution = resolve({e.paper.id: e for e in extractions}, names or lexicon())
    return [resolution.node_id(e.paper.id, e.entities[0]) for e in extractions]


def graph(extractions: list[Extraction], names: Lexicon | None = None) -> Graph:
    return build_graph(extractions, names or lexicon())


def only(extractions: list[Extraction], names: Lexicon | None = None) -> Node:
    (node,) = [node for node in graph(extractions, names).nodes if node.label is not Label.PAPER]
    return node


def rules(node: Node) -> set[str]:
    return {merge.rule for merge in node.merges}


def titled(number: int, title: str, name: str, relation: Relation = Relation.PROPOSES) -> Extraction:
    """A paper that names one thing in its title."""
    start = title.index(name)
    mention = Mention("title", start, start + len(name), name, "title.colon")
    entity = Entity(Label.METHOD, name, (), relation, entity_id(Label.METHOD, name), (mention,))
    return Extraction(Paper(f"p{number}", title, "Nothing else."), (entity,))
