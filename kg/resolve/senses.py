"""What names mean in papers, and how these meanings are merged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from kg.knowledge.lexicon import Lexicon
from kg.model import Entity, Label, Mention, Relation
from kg.names.fold import name_key
from kg.names.ids import entity_id

OWN = frozenset([Relation.PROPOSES, Relation.INTRODUCES, Relation.HAS_CODE])
MOST_PAPERS = 5  # kept as witnesses of one join
SPLIT = "@"  # between the key of a sense and that of a part of it; no entity id has it


class Sense:
    """What some papers mean by a name: the claims that are read so, and the acronyms of a defined one."""

    def __init__(self, label: Label) -> None:
        self.label = label
        self.long = ""
        self.by_title = ""  # the paper whose title is all that tells this meaning from others
        self.acronyms: set[str] = set()
        self.claims: list[tuple[str, Entity]] = []  # with the id of the paper

    def add(self, paper: str, entity: Entity, long: str = "", acronyms: Iterable[str] = ()) -> None:
        """Add a paper's claim, with the paper's definition."""
        self.claims.append((paper, entity))
        if long:
            self.long = min(filter(None, (self.long, long)))
            self.acronyms.update(acronyms)

    @cached_property
    def papers(self) -> frozenset[str]:
        """The papers with this meaning."""
        return frozenset(paper for paper, _ in self.claims)

    @cached_property
    def names(self) -> Counter[str]:
        """The names, with the number of papers that use each."""
        return Counter(entity.name for _, entity in self.claims)

    @cached_property
    def name(self) -> str:
        """The name that most papers use."""
        return min(self.names, key=lambda name: (-self.names[name], name))

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every form in a paper."""
        return frozenset(form for _, entity in self.claims for form in (entity.name, *entity.aliases))


def sense_key(entity: Entity) -> tuple[str, str, set[str]]:
    """The sense that an entity is read as: its long form where the paper defines one, with its acronyms."""
    longs = {m.text for m in entity.mentions if m.rule == "acronym.long"}
    # An acronym that the lexicon lists keeps that rule, though the paper gives it another meaning.
    shorts = {m.text for m in entity.mentions if m.rule in ("acronym.short", "gazetteer") and " " not in m.text} - longs
    if not longs or not shorts:
        return entity.id, "", set()
    long = min(longs, key=lambda text: (-len(text), text))
    return entity_id(entity.type, long), long, shorts


def split_owners(senses: dict[str, Sense], titles: Mapping[str, str]) -> None:
    """Split a name that the titles of several papers give to something of their own: each title is a meaning."""
    owners: defaultdict[tuple[Label, str], list[tuple[str, str, Entity]]] = defaultdict(list)
    for key, sense in senses.items():
        for paper, entity in sense.claims:
            if entity.relation in OWN and any(_before_colon(mention, titles[paper]) for mention in entity.mentions):
                owners[sense.label, name_key(entity.name)].append((key, paper, entity))
    moved: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for own in owners.values():
        if len({senses[key].long or paper for key, paper, _ in own}) == 1:
            continue
        for key, paper, entity in own:
            if not senses[key].long:
                moved[key].add((paper, entity.id))
                part = senses[f"{key}{SPLIT}own{SPLIT}{paper}"] = Sense(senses[key].label)
                part.by_title = paper
                part.add(paper, entity, titles[paper].partition(":")[2].strip(), {entity.name})
    for key, gone in moved.items():
        senses[key].claims = [claim for claim in senses[key].claims if (claim[0], claim[1].id) not in gone]
    for key in [key for key, sense in senses.items() if not sense.claims]:
        del senses[key]


def _before_colon(mention: Mention, title: str) -> bool:
    return mention.field == "title" and mention.start == 0 and title[mention.end :].lstrip().startswith(":")


def base(key: str) -> str:
    """The key of the sense that a part was split from."""
    return key.partition(SPLIT)[0]


class Joins:
    """Union-find over senses that remembers the reason of every join.

    A join is not made if a user says that the two are different, or if the lexicon lists both.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.entries = lexicon.entries
        self.parent: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}
        self.listed: dict[str, set[str]] = {}  # root -> ids of the lexicon's entries in its cluster
        self.reasons: list[tuple[str, str, str, tuple[str, ...]]] = []
        self.apart: defaultdict[str, set[str]] = defaultdict(set)

    def root(self, key: str) -> str:
        """The representative of a sense's cluster."""
        if key not in self.parent:
            self.parent[key] = key
            # A part split from a listed form is no longer the listed entity.
            self.members[key] = set() if SPLIT in key and base(key) in self.entries else {base(key)}
            if key in self.entries:
                self.listed[key] = {key}
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def forbid(self, a: str, b: str) -> None:
        """Never join these two."""
        if a != b:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def join(self, a: str, b: str, rule: str, papers: Iterable[str] = (), by_user: bool = False) -> bool:
        """Join two senses, `b` by `rule`; False if that is not allowed."""
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return True
        if not by_user and self._against(first, second):
            return False
        self.parent[second] = first
        small, large = sorted((self.members.pop(second), self.members[first]), key=len)
        large.update(small)
        self.members[first] = large
        if listed := self.listed.pop(second, None):
            self.listed[first] = self.listed.get(first, set()) | listed
        self.reasons.append((a, b, rule, tuple(sorted(papers)[:MOST_PAPERS])))
        return True

    def _against(self, first: str, second: str) -> bool:
        if first in self.listed and second in self.listed:
            return True
        small, large = sorted((self.members[first], self.members[second]), key=len)
        return bool(self.apart) and any(not large.isdisjoint(self.apart.get(key, ())) for key in small)
