"""The types that pass between the stages, and what the graph may hold."""

from enum import StrEnum

import msgspec


class Label(StrEnum):
    """The kind of a node."""

    PAPER = "Paper"
    METHOD = "Method"
    DATASET = "Dataset"
    HARDWARE = "Hardware"
    REPOSITORY = "Repository"


class Relation(StrEnum):
    """What an edge from a paper to an entity says."""

    PROPOSES = "PROPOSES"
    COMPARES_WITH = "COMPARES_WITH"
    USES = "USES"
    INTRODUCES = "INTRODUCES"
    EVALUATES_ON = "EVALUATES_ON"
    RUNS_ON = "RUNS_ON"
    TARGETS = "TARGETS"
    HAS_CODE = "HAS_CODE"
    LINKS_TO = "LINKS_TO"
    MENTIONS = "MENTIONS"


# Which relations join a paper to which label; the first that holds is the one that is kept.
RELATIONS: dict[Label, tuple[Relation, ...]] = {
    Label.METHOD: (Relation.PROPOSES, Relation.COMPARES_WITH, Relation.USES, Relation.MENTIONS),
    Label.DATASET: (Relation.INTRODUCES, Relation.EVALUATES_ON, Relation.MENTIONS),
    Label.HARDWARE: (Relation.RUNS_ON, Relation.TARGETS, Relation.MENTIONS),
    Label.REPOSITORY: (Relation.HAS_CODE, Relation.LINKS_TO),
}
ENTITY_LABELS: tuple[Label, ...] = tuple(RELATIONS)


class KgError(Exception):
    """A failure that the user can mend: the message says what, where and what to do."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, order=True):
    """Where a record stood: file name, and its place among the file's records, from 1."""

    file: str
    ordinal: int
    id: str = ""
    title: str = ""


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One record of a source. `published` is ISO 8601, and only what the source says ("--11-14" has no year)."""

    id: str
    title: str
    abstract: str
    url: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors_count: int | None = None
    submitted_by: str = ""
    source: Source | None = None


class Mention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """Words of a paper: `getattr(paper, field)[start:end] == text`; `rule` names what found them."""

    field: str
    start: int
    end: int
    text: str
    rule: str


class Entity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A thing that one paper names, with its one relation; `cues` are the words that the relation was read from."""

    type: Label
    name: str
    aliases: tuple[str, ...]
    relation: Relation
    id: str
    mentions: tuple[Mention, ...]
    cues: tuple[Mention, ...] = ()


class Extraction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper and its entities. Written as one flat record by `to_record`."""

    paper: Paper
    entities: tuple[Entity, ...]


class Merge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """Why the entity id `form` became part of a node: the rule, and the papers that bear it out."""

    form: str
    rule: str
    papers: tuple[str, ...] = ()


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper or an entity. Empty properties are those that its label does not have."""

    id: str
    label: Label
    name: str
    aliases: tuple[str, ...] = ()
    # Paper
    title: str = ""
    abstract: str = ""
    published: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors_count: int | None = None
    submitted_by: str = ""
    sources: tuple[Source, ...] = ()
    # Hardware
    vendor: str = ""
    kind: str = ""
    # Repository (with url)
    host: str = ""
    owner: str = ""
    # entities: how forms were joined over papers
    merges: tuple[Merge, ...] = ()


class Edge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a paper says of an entity: its claims' first relation, and the claims (more than one when resolution
    finds two names of the paper to be one thing)."""

    source: str
    target: str
    type: Relation
    claims: tuple[Entity, ...]

    @property
    def evidence(self) -> tuple[Mention, ...]:
        """Every place where the paper names the entity."""
        return tuple(sorted(mention for claim in self.claims for mention in claim.mentions))

    @property
    def cues(self) -> tuple[Mention, ...]:
        """The words that the relation was read from."""
        return tuple(sorted({cue for claim in self.claims for cue in claim.cues}))


class Graph(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nodes sorted by id, edges sorted by source, target and type."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


def to_record(extraction: Extraction) -> dict[str, object]:
    """The flat record of `kg extract`: the paper's fields, then its entities."""
    record: dict[str, object] = msgspec.to_builtins(extraction.paper)
    record["entities"] = msgspec.to_builtins(extraction.entities)
    return record
