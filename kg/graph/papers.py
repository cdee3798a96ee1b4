"""Merging the records of one paper: which text is kept, and which value of each field."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import asdict, replace

from kg.graph.identity import Indexed, group_records
from kg.model import Entity, Extraction, Node, Paper, Source, Variant
from kg.names.ids import paper_id, title_key
from kg.names.links import code_entity
from kg.names.papers import arxiv_id, arxiv_numbers, author_keys, bare_doi, identity_keys, is_newer, own_id, with_year

# A record without its source, and every place where it was read: the same record in two files is one.
Sourced = tuple[Extraction, set[Source]]
Kept = tuple[int, list[int]]  # the place of a record whose text is kept, and those of all that it stands for
DAY = len("2024-05-17")
DIGEST = 16  # bytes


class JoinedPaper(Extraction, frozen=True):
    """A paper with the id of its node, what it names, and the records it was joined from."""

    records: tuple[Variant, ...]


class JoinedPapers(Mapping[str, JoinedPaper]):
    """The papers of some records by their ids, in order: a function of the set of records.

    Each is joined when it is asked for, so that records may be more than memory holds.
    """

    def __init__(self, records: Indexed[Extraction]) -> None:
        self._records = records
        groups = list(_kept_groups(records))
        claimed = Counter(key for key, _ in groups)
        named = ((longer_id(key, _sourced(records, its)) if claimed[key] > 1 else key, its) for key, its in groups)
        self._groups = dict(sorted(named))

    def __getitem__(self, key: str) -> JoinedPaper:
        return joined_paper(key, _sourced(self._records, self._groups[key]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def places(self, key: str) -> list[Kept]:
        """Where the records of a paper are."""
        return self._groups[key]


class _Papers:
    """The papers of the records that are kept."""

    def __init__(self, records: Indexed[Extraction], kept: Sequence[Kept]) -> None:
        self._records, self._kept = records, kept

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, place: int) -> Paper:
        return self._records[self._kept[place][0]].paper


def grouped_records(records: Indexed[Extraction]) -> Iterator[tuple[str, list[Sourced]]]:
    """The records of each paper, and its id unless another paper has the same."""
    for key, group in _kept_groups(records):
        yield key, _sourced(records, group)


def _kept_groups(records: Indexed[Extraction]) -> Iterator[tuple[str, list[Kept]]]:
    # Before they are joined: what a replaced text has in common with other records must not count, as it is not kept.
    left = _without_older(records)
    papers = _Papers(records, left)
    for places in group_records(papers):
        yield _node_id([papers[place] for place in places]), [left[place] for place in places]


def _sourced(records: Indexed[Extraction], group: list[Kept]) -> list[Sourced]:
    return [_with_sources(records, place, places) for place, places in group]


def _with_sources(records: Indexed[Extraction], place: int, places: list[int]) -> Sourced:
    record = records[place]
    others = (records[one] for one in places if one != place)
    return _alone(record), {one.paper.source or Source("", 0) for one in (record, *others)}


def _alone(record: Extraction) -> Extraction:
    """A record without its source, the entities of its text in a fixed order, without what only its link names.

    A date without a year says little and sorts wrongly: it is completed or left out.
    """
    linked = code_entity(record.paper.code)
    entities = [entity for entity in record.entities if entity != linked]
    entities.sort(key=lambda entity: (entity.type, entity.id))
    return Extraction(replace(with_year(record.paper), source=None), tuple(entities))


def _without_older(records: Indexed[Extraction]) -> list[Kept]:
    """The records without those that differ from a newer one with the same ids in text, version and update alone."""
    same: dict[bytes, list[int]] = {}
    by_ids: defaultdict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    for place in range(len(records)):
        record = _alone(records[place])
        digest = hashlib.blake2b(msgspec.json.encode(record), digest_size=DIGEST).digest()
        if digest not in same:
            same[digest] = []
            by_ids[tuple(sorted(identity_keys(record.paper)))].append(same[digest])
        same[digest].append(place)
    left: list[Kept] = []
    for ids, distinct in by_ids.items():
        if not ids or len(distinct) == 1:
            left += [(places[0], places) for places in distinct]
            continue
        alike: defaultdict[tuple[Paper, bool, bool], list[list[int]]] = defaultdict(list)
        for places in distinct:
            alike[_beside_text(_alone(records[places[0]]).paper)].append(places)
        for group in alike.values():
            newest = max(group, key=lambda places: _age(_alone(records[places[0]])))
            left.append((newest[0], [place for places in group for place in places]))
    return left


def _beside_text(paper: Paper) -> tuple[Paper, bool, bool]:
    """A record without text, version and update date, and whether it has the latter two."""
    rest = replace(paper, title=title_key(paper.title), abstract="", updated="")
    rest = replace(rest, id=_without_version(paper.id), url=_without_version(paper.url))
    return rest, bool(paper.updated), any(arxiv_numbers(paper).values())


def _without_version(text: str) -> str:
    arxiv = arxiv_id(text)
    return arxiv[0] if arxiv else text


def _age(record: Extraction) -> tuple[bool, list[tuple[str, int]], str, int, bytes]:
    """A total order of records that agree on all else, the newest last."""
    paper = record.paper
    versions = sorted(arxiv_numbers(paper).items())
    return bool(paper.abstract), versions, paper.updated, len(paper.abstract), msgspec.json.encode(record)


def newest_text(records: Sequence[Extraction]) -> Extraction:
    """The record whose text is shown: the longest, unless another says that it is newer."""
    if len(records) == 1:
        return records[0]
    longest_first = sorted(records, key=lambda record: (-len(record.paper.abstract), msgspec.json.encode(record)))
    best = longest_first[0]
    for record in longest_first:
        if record.paper.abstract and is_newer(record.paper, best.paper):
            best = record
    return best


def _node_id(papers: Sequence[Paper]) -> str:
    """An arXiv number if a record has one; else an own id, else a DOI, else a hash of the title."""
    if numbers := {number for paper in papers for number in arxiv_numbers(paper)}:
        return min(numbers)
    own = {own_id(paper) for paper in papers} - {""}
    return min(own or {bare_doi(paper.doi) for paper in papers} - {""} or {paper_id(paper.title) for paper in papers})


def longer_id(key: str, group: list[Sourced]) -> str:
    """The id of one of several papers of one title that have no other id."""
    authors = {name for record, _ in group for name in author_keys(record.paper.authors)}
    told_by = min(authors or {title_key(record.paper.abstract) for record, _ in group})
    return f"{key}-{hashlib.sha256(told_by.encode()).hexdigest()[:12]}"


def joined_paper(key: str, group: list[Sourced]) -> JoinedPaper:
    """The paper of some records, and its id."""
    shown = newest_text([record for record, _ in group])
    paper = _united(key, shown.paper, [record.paper for record, _ in group])
    linked = code_entity(paper.code)
    if any(mention.field == "code" for entity in shown.entities for mention in entity.mentions):
        linked = None  # its text names the repository too
    entities = (*shown.entities, linked) if linked else shown.entities
    variants = [_variant(record, sources, paper, shown) for record, sources in group]
    return JoinedPaper(paper, entities, tuple(sorted(variants, key=msgspec.json.encode)))


def _united(key: str, shown: Paper, papers: Sequence[Paper]) -> Paper:
    """The paper with the text of one record and, of each other field, the best that a record has."""
    if len(papers) == 1:
        return replace(shown, id=key)

    def either(field: Callable[[Paper], str]) -> str:
        """What the record shown says; if it says nothing, what another does."""
        return field(shown) or max(map(field, papers))

    dois = {paper.doi for paper in papers} - {""}
    return replace(
        shown,
        id=key,
        url=either(lambda paper: paper.url),
        # That of a journal tells more than that of the preprint, which repeats its number.
        doi=min(dois, key=lambda doi: (arxiv_id(doi) is not None, doi), default=""),
        published=min({paper.published for paper in papers} - {""}, key=_vagueness, default=""),
        updated=max(paper.updated for paper in papers),
        authors=max((paper.authors for paper in papers), key=lambda names: (len(names), names)),
        venue=either(lambda paper: paper.venue),
        categories=max((paper.categories for paper in papers), key=lambda names: (len(names), names)),
        code=_code(shown, papers),
        authors_count=max((paper.authors_count for paper in papers if paper.authors_count is not None), default=None),
        submitted_by=either(lambda paper: paper.submitted_by),
    )


def _vagueness(date: str) -> tuple[bool, int, str]:
    """Dates with a year come first, then those with a day; of these the earliest."""
    return not date[:4].isdecimal(), -len(date[:DAY]), date


def _code(shown: Paper, papers: Sequence[Paper]) -> str:
    """The link to code of the record shown, or of another; links to repositories go before others."""
    links = sorted({paper.code for paper in papers} - {""}, key=lambda code: (code != shown.code, code))
    return next((code for code in links if code_entity(code)), links[0] if links else "")


def _variant(record: Extraction, sources: set[Source], paper: Paper, shown: Extraction) -> Variant:
    """A record as it differs from the paper in the node."""
    own, joined = asdict(record.paper), asdict(paper)
    changes = {name: value for name, value in own.items() if value != joined[name]}
    if record.entities != shown.entities:
        changes["entities"] = record.entities
    return Variant(tuple(sorted(sources)), **changes)


def records_of(node: Node, claims: Sequence[Entity]) -> Iterator[Extraction]:
    """The records of a paper's node, whose edges have these claims: one for each source."""
    assert node.paper
    for variant in node.records:
        changes = {name: value for name, value in asdict(variant).items() if value is not msgspec.UNSET}
        sources, entities = changes.pop("sources"), changes.pop("entities", None)
        if entities is None:
            linked = code_entity(node.paper.code)
            entities = tuple(claim for claim in claims if claim != linked)
        for source in sources:
            yield Extraction(replace(node.paper, **changes, source=source), entities)


def without_corrected(
    earlier: Iterable[Extraction], added: Indexed[Extraction], report: Callable[[Paper, Paper], None] | None = None
) -> Iterator[Extraction]:
    """Earlier records, without the text of those that an added one corrects; `report` is told both.

    It does so if it has the same id of its own and the same fields, and no date tells which is newer. Where the text is
    the same, what was found in it last holds: the lexicon may be another.
    """
    by_id: defaultdict[str, list[int]] = defaultdict(list)
    last: dict[bytes, int] = {}
    for place in range(len(added)):
        paper = added[place].paper
        last[_text_digest(paper)] = place
        if (key := own_id(paper)) and paper.abstract:
            by_id[key].append(place)
    for record in earlier:
        paper, places = record.paper, by_id.get(own_id(record.paper))
        newer = newest_text([added[place] for place in places]).paper if places else None
        if newer and _corrects(newer, paper):
            if report:
                report(paper, newer)
            # With the newer title, as the older one would still join this paper with others that have it.
            yield Extraction(replace(paper, title=newer.title, abstract=""), ())
        else:
            again = last.get(_text_digest(paper))
            yield record if again is None else Extraction(paper, added[again].entities)


def _text_digest(paper: Paper) -> bytes:
    text = msgspec.json.encode((paper.title, paper.abstract, paper.code))
    return hashlib.blake2b(text, digest_size=DIGEST).digest()


def _corrects(paper: Paper, earlier: Paper) -> bool:
    """Whether a record has another text than an earlier one, but no date, and otherwise the same fields."""
    texts = [(one.title, one.abstract) for one in (paper, earlier)]
    filled = [
        [bool(value) for name, value in asdict(one).items() if name not in ("published", "updated")]
        for one in (paper, earlier)
    ]
    dated = is_newer(paper, earlier) or is_newer(earlier, paper)
    return texts[0] != texts[1] and filled[0] == filled[1] and not dated
