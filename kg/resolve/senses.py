"""Claims of papers, and senses: the aggregate of all claims that use a name in one meaning."""

from bisect import insort
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from sys import intern

import msgspec
from msgspec.structs import replace

from kg.model import Entity, Extraction, Label, Mention, Paper, Relation
from kg.names.fold import name_key
from kg.names.ids import SPLIT, UNLISTED, entity_id

OWN = frozenset([Relation.PROPOSES, Relation.INTRODUCES, Relation.HAS_CODE])
MOST_PAPERS = 5  # kept as witnesses of one join


class Claim(msgspec.Struct, frozen=True, omit_defaults=True):
    """One paper's claim about an entity, with the key of the sense it is assigned to.

    `long` and `acronyms` are the paper's definition, `bare` is the key of the name where it is the only one, `title` is
    what follows the name of the paper's own work in its title, `owned_by` the paper that alone means this sense.
    """

    paper: str
    key: str
    entity: Entity
    first: bool = True  # of the paper's claims with this sense
    long: str = ""
    acronyms: tuple[str, ...] = ()
    bare: str = ""
    title: str | None = None
    owned_by: str = ""

    @property
    def owner(self) -> tuple[Label, str]:
        """What the papers that have a name of their own in the title are compared by."""
        return self.entity.type, name_key(self.entity.name)

    @property
    def place(self) -> tuple[str, str]:
        """The paper and its entity, which no other claim has."""
        return self.paper, self.entity.id

    def slim(self) -> "Claim":
        """The same without mentions, which have been read: what is left is names."""
        return replace(self, entity=replace(self.entity, mentions=(), cues=()))

    def apart(self) -> "Claim":
        """The same with a sense of its own, which the title may describe."""
        return replace(
            self,
            key=apart_key(self.key, self.paper),
            long=self.title or "",
            acronyms=(self.entity.name,) if self.title else (),
            bare="",
            owned_by=self.paper,
        )


class Sense(msgspec.Struct):
    """What some papers mean by a name: how many they are, the first of them, and the names that they use."""

    label: Label
    long: str = ""
    owned_by: str = ""  # the paper whose own work it is, where others call theirs the same
    own: bool = False  # whether a paper calls it its own
    papers: int = 0
    witnesses: list[str] = []  # the first papers by id
    acronyms: set[str] = set()  # of a defined one
    names: dict[str, int] = {}  # each with the number of claims
    forms: set[str] = set()
    bare: dict[str, int] = {}  # keys of names that are the only one in a claim, with the number of claims

    def add(self, claim: Claim) -> None:
        """Add a claim that is read so."""
        entity = claim.entity
        if claim.first:
            self.papers += 1
            self._witness(claim.paper)
        if claim.long:
            self.long = min(filter(None, (self.long, claim.long)))
            self.acronyms.update(claim.acronyms)
        self.owned_by = self.owned_by or claim.owned_by
        self.own = self.own or entity.relation in OWN
        self.names[entity.name] = self.names.get(entity.name, 0) + 1
        self.forms.add(entity.name)
        self.forms.update(entity.aliases)
        if claim.bare:
            self.bare[claim.bare] = self.bare.get(claim.bare, 0) + 1

    def merge(self, other: "Sense") -> None:
        """Add what is known of other claims that are read so."""
        self.papers += other.papers
        for paper in other.witnesses:
            self._witness(paper)
        self.long = min(filter(None, (self.long, other.long)), default="")
        self.owned_by = self.owned_by or other.owned_by
        self.own = self.own or other.own
        self.acronyms |= other.acronyms
        self.forms |= other.forms
        for mine, its in ((self.names, other.names), (self.bare, other.bare)):
            for name, count in its.items():
                mine[name] = mine.get(name, 0) + count

    def _witness(self, paper: str) -> None:
        if len(self.witnesses) < MOST_PAPERS or paper < self.witnesses[-1]:
            insort(self.witnesses, paper)
            del self.witnesses[MOST_PAPERS:]

    @property
    def name(self) -> str:
        """The name that most claims use."""
        return min(self.names, key=lambda name: (-self.names[name], name))


def claims_of(paper: Paper, entities: Iterable[Entity]) -> Iterator[Claim]:
    """The claims of one paper."""
    seen = set[str]()
    for entity in entities:
        key, long, shorts = sense_key(entity)
        title = own_title(entity, paper) if entity.relation in OWN else None
        bare = ""
        if not long and entity.type is not Label.REPOSITORY:
            forms = {name_key(form) for form in (entity.name, *entity.aliases)}
            bare = intern(forms.pop()) if len(forms) == 1 else ""
        yield Claim(paper.id, key, entity, key not in seen, long, tuple(sorted(shorts)), bare, title)
        seen.add(key)


def own_title(entity: Entity, paper: Paper) -> str | None:
    """What the title says of a paper's own work by the name of an entity; None if it may be another's."""
    if entity.type is Label.REPOSITORY:
        return None
    if any(_before_colon(mention, paper.title) for mention in entity.mentions):
        return paper.title.partition(":")[2].strip()
    # Plain words describe much, and a listed method may only be used, though the text sounds otherwise.
    coined = not entity.name.islower() and all(mention.rule != "gazetteer" for mention in entity.mentions)
    return "" if coined or entity.id.endswith(UNLISTED) else None


def sense_key(entity: Entity) -> tuple[str, str, set[str]]:
    """The sense that an entity is read as: its long form where the paper defines one, with its acronyms."""
    longs = {m.text for m in entity.mentions if m.rule == "acronym.long"}
    # An acronym that the lexicon lists keeps that rule, though the paper gives it another meaning.
    shorts = {m.text for m in entity.mentions if m.rule in ("acronym.short", "gazetteer") and " " not in m.text} - longs
    if not longs or not shorts:
        return entity.id, "", set()
    long = min(longs, key=lambda text: (-len(text), text))
    return entity_id(entity.type, long), long, shorts


class Senses(msgspec.Struct, frozen=True):
    """The senses of claims by their keys, and the places of claims that are apart from others with their name."""

    by_key: dict[str, Sense]
    apart: frozenset[tuple[str, str]] = frozenset()

    def claims(self, papers: Iterable[Extraction]) -> Iterator[Claim]:
        """The claims of papers as they are read."""
        for paper in papers:
            for claim in claims_of(paper.paper, paper.entities):
                yield claim.apart() if claim.place in self.apart else claim


def read_senses(papers: Iterable[Extraction]) -> Senses:
    """The senses of all claims of papers."""
    owned: list[Claim] = []

    def others() -> Iterator[Claim]:
        for paper in papers:
            for claim in claims_of(paper.paper, paper.entities):
                if claim.title is None:
                    yield claim
                else:
                    owned.append(claim.slim())

    senses = gather_senses(others())
    defined = {key for key, sense in senses.items() if sense.long} | {claim.key for claim in owned if claim.long}
    apart = owners_apart(owned, defined)
    gather_senses((claim.apart() if claim.place in apart else claim for claim in owned), senses)
    return Senses(senses, apart)


def owners_apart(owned: Iterable[Claim], defined: Container[str]) -> frozenset[tuple[str, str]]:
    """Claims whose name several papers give to work of their own: each is a sense of its own.

    Senses that papers define are told apart by that.
    """
    undefined: defaultdict[tuple[Label, str], list[Claim]] = defaultdict(list)
    owners: defaultdict[tuple[Label, str], set[str]] = defaultdict(set)
    for claim in owned:
        owners[claim.owner].add(claim.key if claim.key in defined else claim.paper)
        if claim.key not in defined:
            undefined[claim.owner].append(claim)
    return frozenset(claim.place for owner, its in undefined.items() if len(owners[owner]) > 1 for claim in its)


def gather_senses(claims: Iterable[Claim], senses: dict[str, Sense] | None = None) -> dict[str, Sense]:
    """The senses of claims by their keys, added to those that are known."""
    senses = {} if senses is None else senses
    for claim in claims:
        if claim.key not in senses:
            senses[claim.key] = Sense(claim.entity.type)
        senses[claim.key].add(claim)
    return senses


def _before_colon(mention: Mention, title: str) -> bool:
    return mention.field == "title" and mention.start == 0 and title[mention.end :].lstrip().startswith(":")


def apart_key(key: str, paper: str) -> str:
    """The key of the sense that one paper alone gives a name."""
    return f"{key}{SPLIT}own{SPLIT}{paper}"


def base(key: str) -> str:
    """The key of the sense that a part was split from."""
    return key.partition(SPLIT)[0]
