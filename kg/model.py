"""The types that pass between the stages, and what a graph may hold."""

import os
from enum import StrEnum

import msgspec

StrPath = str | os.PathLike[str]
SHOWN_TITLE = 60  # characters of a name or title in a repr


class Label(StrEnum):
    """The kind of a node."""

    PAPER = "Paper"
    METHOD = "Method"
    DATASET = "Dataset"
    HARDWARE = "Hardware"
    REPOSITORY = "Repository"


class Relation(StrEnum):
    """How a paper relates to an entity: the paper …"""

    PROPOSES = "PROPOSES"  # introduces the method as its own
    COMPARES_WITH = "COMPARES_WITH"  # says that it does better or worse than the method
    USES = "USES"  # builds on the method, trains it or studies it
    INTRODUCES = "INTRODUCES"  # creates or releases the dataset
    EVALUATES_ON = "EVALUATES_ON"  # trains or tests on the dataset
    RUNS_ON = "RUNS_ON"  # reports something run or measured on the hardware
    TARGETS = "TARGETS"  # is meant for the hardware, with no run reported
    HAS_CODE = "HAS_CODE"  # has its own code, model or data there
    LINKS_TO = "LINKS_TO"  # links to somebody else's repository
    MENTIONS = "MENTIONS"  # names the entity as background


# Which relations join a paper to which label, strongest first: of several that hold, the first is kept.
RELATIONS: dict[Label, tuple[Relation, ...]] = {
    Label.METHOD: (Relation.PROPOSES, Relation.COMPARES_WITH, Relation.USES, Relation.MENTIONS),
    Label.DATASET: (Relation.INTRODUCES, Relation.EVALUATES_ON, Relation.MENTIONS),
    Label.HARDWARE: (Relation.RUNS_ON, Relation.TARGETS, Relation.MENTIONS),
    Label.REPOSITORY: (Relation.HAS_CODE, Relation.LINKS_TO),
}
ENTITY_LABELS: tuple[Label, ...] = tuple(RELATIONS)


class KgError(Exception):
    """A failure that the user can fix: the message says what, where and what to do."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, order=True):
    """Where a record came from: the name of the file, and its position among the file's records, counted from 1."""

    file: str
    ordinal: int


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One record of a source.

    `published` and `updated` are ISO 8601, as much of it as the source gives ("--11-14" has no year, and is not in a
    graph); `doi` is bare and in lower case; `code` is a link that the record itself has in a field for code.
    """

    id: str
    title: str
    abstract: str
    url: str = ""
    doi: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    venue: str = ""
    categories: tuple[str, ...] = ()
    code: str = ""
    authors_count: int | None = None
    submitted_by: str = ""
    source: Source | None = None

    def __repr__(self) -> str:
        return f"<Paper {self.id}: {self.title[:SHOWN_TITLE]!r}>"


class Mention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """A span of a paper: `getattr(paper, field)[start:end] == text`; `rule` names the rule that found it.

    The field is `title`, `abstract`, or `code`: a link that the record itself has.
    """

    field: str
    start: int
    end: int
    text: str
    rule: str


class Entity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An entity that a paper names, with its relation to the paper; `cues` are the words that show the relation."""

    type: Label
    name: str
    aliases: tuple[str, ...]
    relation: Relation
    id: str
    mentions: tuple[Mention, ...]
    cues: tuple[Mention, ...] = ()


class Extraction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper and its entities; `to_record` makes one flat record of it."""

    paper: Paper
    entities: tuple[Entity, ...]

    def __repr__(self) -> str:
        return f"<Extraction of {self.paper.id}: {', '.join(entity.name for entity in self.entities)[:SHOWN_TITLE]!r}>"


class Merge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """Why the entity id `form` was merged into a node: the rule, and papers that support it."""

    form: str
    rule: str
    papers: tuple[str, ...] = ()


class Device(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is known about hardware: its vendor, its `HardwareKind`, and the year it came out."""

    vendor: str = ""
    kind: str = ""
    year: int | None = None


class RepositoryLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a repository is."""

    url: str
    host: str
    owner: str


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One record of a paper: where it was read, and each field in which it differs from the paper in its node.

    `entities` are what its own text names, where that is not the text of the paper in the node.
    """

    sources: tuple[Source, ...] = ()
    id: str | msgspec.UnsetType = msgspec.UNSET
    title: str | msgspec.UnsetType = msgspec.UNSET
    abstract: str | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET
    doi: str | msgspec.UnsetType = msgspec.UNSET
    published: str | msgspec.UnsetType = msgspec.UNSET
    updated: str | msgspec.UnsetType = msgspec.UNSET
    authors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    venue: str | msgspec.UnsetType = msgspec.UNSET
    categories: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    code: str | msgspec.UnsetType = msgspec.UNSET
    authors_count: int | msgspec.UnsetType | None = msgspec.UNSET
    submitted_by: str | msgspec.UnsetType = msgspec.UNSET
    entities: tuple[Entity, ...] | msgspec.UnsetType = msgspec.UNSET


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper or an entity, with what its label has: a paper and its records, a device, or a link.

    The paper has the newest text of its records, and what they know together.
    """

    id: str
    label: Label
    name: str
    aliases: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    paper: Paper | None = None  # without its source: see `records`
    records: tuple[Variant, ...] = ()
    device: Device | None = None
    link: RepositoryLink | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the records of a paper were read."""
        return tuple(sorted({source for record in self.records for source in record.sources}))

    def __repr__(self) -> str:
        return f"<{self.label} {self.id}: {self.name[:SHOWN_TITLE]!r}>"


class Edge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a paper says about an entity: its strongest relation, and the claims that support it.

    There is more than one claim when resolution finds that two names in the paper are one entity.
    """

    source: str
    target: str
    type: Relation
    claims: tuple[Entity, ...]

    @property
    def evidence(self) -> tuple[Mention, ...]:
        """Every mention of the entity in the paper."""
        return tuple(sorted(mention for claim in self.claims for mention in claim.mentions))

    @property
    def cues(self) -> tuple[Mention, ...]:
        """The words that show the relation."""
        return tuple(sorted({cue for claim in self.claims for cue in claim.cues}))


class Graph(msgspec.Struct, frozen=True, forbid_unknown_fields=True, weakref=True):
    """Nodes sorted by id, edges sorted by source and target; `data` names the data files it was built with."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    data: str = ""

    def __repr__(self) -> str:
        papers = sum(node.label is Label.PAPER for node in self.nodes)
        return f"<Graph: {papers:,} papers, {len(self.nodes) - papers:,} entities, {len(self.edges):,} edges>"


def no_graph(value: object) -> KgError:
    """The error for an argument that should be a Graph."""
    return KgError(
        f"a Graph is wanted, not {type(value).__name__}: make one with kg.build(papers) or kg.read_graph(path)"
    )


def to_record(extraction: Extraction) -> dict[str, object]:
    """The flat record of `kg extract`: the paper's fields, then its entities."""
    record: dict[str, object] = msgspec.to_builtins(extraction.paper)
    record["entities"] = msgspec.to_builtins(extraction.entities)
    return record


def record_line(extraction: Extraction) -> bytes:
    """The flat record of an extraction as a line of JSON."""
    return msgspec.json.encode(to_record(extraction)) + b"\n"
