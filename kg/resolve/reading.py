"""Papers read for what they mean by the acronyms that they do not define, all in this process."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Choice
from kg.model import Extraction
from kg.names.likeness import paper_text, terms
from kg.resolve.bare import (
    Acronym,
    Meaning,
    OpenAcronym,
    ResolvedAcronym,
    Weighted,
    choice_by_context,
    choice_by_words,
    meaning_by_words,
    meanings_left,
    plain_meaning,
    unclear_names,
)
from kg.resolve.frequencies import weighted_terms
from kg.resolve.senses import Claim, Sense

KEPT_TERMS = 1 << 12  # papers whose words are kept: those of all would take more memory than their text
Read = tuple[Acronym, Claim, Meaning]


class PaperTerms:
    """The words of papers."""

    def __init__(self, papers: Mapping[str, Extraction]) -> None:
        self.papers = papers
        self.of = lru_cache(maxsize=KEPT_TERMS)(self._terms)

    def _terms(self, paper: str) -> frozenset[str]:
        """The words of a paper."""
        return terms(self.text(paper))

    def text(self, paper: str) -> str:
        """The text of a paper."""
        return paper_text(self.papers[paper].paper)

    def weighted(self, paper: str) -> Weighted:
        """The words of a paper with their weights."""
        return weighted_terms(self.of(paper))

    def profile(self, papers: Iterable[str]) -> Counter[str]:
        """In how many of these papers each word is."""
        return Counter(word for paper in papers for word in self.of(paper))


class OpenClaims(msgspec.Struct, frozen=True):
    """The claims with a sense that is to be read, and the papers of each sense that an acronym may mean."""

    claims: list[Claim]
    papers_of: defaultdict[str, list[str]]


def find_open(readings: Iterable[OpenAcronym], claims: Iterable[Claim]) -> OpenClaims:
    """What reading needs of all claims, which are looked at once."""
    readings = list(readings)
    keys = {key for reading in readings for key in reading.keys}
    known = {key for reading in readings for its in reading.members.values() for key in its}
    found = OpenClaims([], defaultdict(list))
    for claim in claims:
        if claim.key in keys:
            found.claims.append(claim.slim())
        if claim.first and claim.key in known:
            found.papers_of[claim.key].append(claim.paper)
    return found


def read_bare(
    readings: Sequence[OpenAcronym], found: OpenClaims, papers: Mapping[str, Extraction], lexicon: Lexicon
) -> Iterator[Read]:
    """The claims whose meaning their papers tell, with that meaning."""
    keys_of = {reading.acronym: {*reading.keys} for reading in readings}
    places: defaultdict[Acronym, list[Claim]] = defaultdict(list)
    for claim in found.claims:
        acronym = claim.entity.type, claim.bare
        if claim.bare and claim.key in keys_of.get(acronym, ()):
            places[acronym].append(claim)
    words, unclear = PaperTerms(papers), unclear_names(lexicon)
    for reading in readings:
        if reading.listed:
            choices = [choice for choice in unclear[reading.form] if choice.id in reading.members]
            yield from _read_listed(reading, choices, places[reading.acronym], found.papers_of, words)
        else:
            yield from _read_defined(reading, places[reading.acronym], found.papers_of, words)


def _read_defined(
    reading: OpenAcronym, places: list[Claim], papers_of: Mapping[str, list[str]], words: PaperTerms
) -> Iterator[Read]:
    profiles: dict[str, Counter[str]] = {}
    for claim in places:
        name = claim.entity.name
        meaning = plain_meaning(reading, name)
        if not meaning:
            for root in meanings_left(reading, name):
                if root not in profiles:
                    profiles[root] = words.profile(paper for key in reading.members[root] for paper in papers_of[key])
            meaning = meaning_by_words(reading, name, words.weighted(claim.paper), profiles)
        if meaning:
            yield reading.acronym, claim, meaning


def _read_listed(
    reading: OpenAcronym,
    choices: list[Choice],
    places: list[Claim],
    papers_of: Mapping[str, list[str]],
    words: PaperTerms,
) -> Iterator[Read]:
    bare = {(claim.key, claim.paper) for claim in places}
    sure = {
        choice: {paper for key in keys for paper in papers_of[key] if (key, paper) not in bare}
        for choice, keys in reading.members.items()
    }
    unsure: list[tuple[Claim, str]] = []
    for claim in places:
        best, clear = choice_by_context(choices, words.text(claim.paper))
        if not clear:
            unsure.append((claim, best))
            continue
        sure[best].add(claim.paper)
        if claim.key != best:
            yield reading.acronym, claim, (best, "context")
    profiles = {choice: words.profile(its) for choice, its in sure.items()} if unsure else {}
    for claim, usual in unsure:
        yield reading.acronym, claim, choice_by_words(reading, usual, words.weighted(claim.paper), profiles)


def gather_resolved(found: Iterable[Read]) -> list[ResolvedAcronym]:
    """What papers mean, for each acronym and bare sense."""
    parts: dict[Acronym, dict[str, dict[Meaning, Sense]]] = {}
    for acronym, claim, meaning in found:
        by_meaning = parts.setdefault(acronym, {}).setdefault(claim.key, {})
        if meaning not in by_meaning:
            by_meaning[meaning] = Sense(claim.entity.type)
        by_meaning[meaning].add(claim)
    return [
        ResolvedAcronym(*acronym, {key: [(*one, part) for one, part in its.items()] for key, its in by_key.items()})
        for acronym, by_key in parts.items()
    ]
