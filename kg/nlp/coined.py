"""Names that no capital shows: by the mark-up around them, behind naming words, or where no such word begins."""

from collections.abc import Iterator, Sequence

from kg.knowledge.kinds import WordClass as C
from kg.names.lists import RoleWords, WordRole
from kg.nlp.clusters import load_clusters
from kg.nlp.spans import Mark
from kg.nlp.words import Range, Words

STYLED, NAMED, BEGUN, AGAIN = "coined.styled", "coined.named", "coined.begun", "coined.again"
LONGEST_COINED = 4  # words
SHORTEST_COINED = 3  # letters of one that nothing introduces
_INTRODUCING = frozenset(["name", "propose"])  # groups of cues
_BEFORE_COINED = RoleWords(WordRole.ARTICLE, WordRole.BEFORE_NAME)
_NAMED_THINGS = RoleWords(WordRole.DEFINITE)  # begin what is given a name
_GIVEN = RoleWords(WordRole.ARTICLE, also=["as"])  # between that and the name
_HERE = RoleWords(WordRole.HERE)  # "introduced here, X", "proposed in this work, X"
_OF_COINED = frozenset([C.LOWER, C.JOINED, C.HEAD, C.GENERIC, C.DATA_HEAD])
_IN_COINED = _OF_COINED | {C.LINK}
_EXPLAINING = frozenset([C.COMMA, C.OPENING, C.COLON, C.HYPHEN])  # behind a name that is explained
_AFTER_COINED = _EXPLAINING | {
    C.STOP,
    C.SEMICOLON,
    C.BREAK,
    C.LINK,
    C.CLOSING,
    C.POSSESSIVE,
    C.LINE_BREAK,
    C.PUNCTUATION,
}
_QUOTING = frozenset(["'", '"', "“", "”", "‘", "’", "`"])
_WITH_STOP = RoleWords(WordRole.SHORTENED)


def coined(found: Words, cues: Sequence[Mark]) -> Iterator[Mark]:
    """Marks of what may be such names, and of each place where one stands again."""
    places = {found.range_of(*place): STYLED for place in found.plain.styled()}
    for cue in cues:
        if cue.label in _INTRODUCING and (
            place := _named_words(found, found.range_of(cue.start, cue.end)[1], cue.label)
        ):
            places.setdefault(place, NAMED)
    for place in _begun(found):
        places.setdefault(place, BEGUN)
    names = {tuple(found.lower[slice(*place)]) for place in places}
    for place in _again(found, names) if names else ():
        places.setdefault(place, AGAIN)
    for (first, last), rule in places.items():
        if first < last <= first + LONGEST_COINED and C.ADDRESS not in found.classes[first:last]:
            yield Mark(found.starts[first], found.ends[last - 1], rule)


def _named_words(found: Words, at: int, cue: str) -> Range | None:
    """The plain words behind a cue, up to where they end: those behind one of proposing must be explained."""
    at = _behind_aside(found, at) if cue == "propose" else _behind_thing(found, at)
    while at < len(found.words) and (found.lower[at] in _BEFORE_COINED.words or found.words[at] in _QUOTING):
        at += 1
    end = at
    while end < min(len(found.words), at + LONGEST_COINED + 1) and found.classes[end] in _IN_COINED:
        end += 1
    while end > at and found.classes[end - 1] is C.LINK:
        end -= 1
    behind = found.classes[end] if end < len(found.words) else C.STOP
    if not _is_plain(found, (at, end)) or behind not in (_AFTER_COINED if cue == "name" else _EXPLAINING):
        return None
    return at, end


def _behind_thing(found: Words, at: int) -> int:
    """Behind what a name is given to: "(we call) this method X", "these modules as X", "the estimator the X"."""
    if found.lower[at : at + 1] and found.lower[at] in _NAMED_THINGS.words:
        stop = min(len(found.words), at + LONGEST_COINED + 1)
        end = next((end for end in range(at + 1, stop) if found.classes[end] not in _OF_COINED), stop)
        if end < len(found.words) and found.lower[end] in _GIVEN.words:
            return end + 1
        return next((head + 1 for head in range(at + 1, end - 1) if found.classes[head] is C.HEAD), at)
    return at


def _behind_aside(found: Words, at: int) -> int:
    """Behind a comma that follows at once: "(a rule introduced) here, X, does"."""
    comma = at
    while comma < len(found.words) and found.lower[comma] in _HERE.words:
        comma += 1
    return comma + 1 if comma > at and found.classes[comma : comma + 1] == [C.COMMA] else at


def _is_plain(found: Words, place: Range) -> bool:
    """Whether some words may be a name in lower case: none is, of nouns like "network" alone."""
    its = found.classes[slice(*place)]
    return bool(its) and its[0] is not C.LINK and not {C.LOWER, C.JOINED}.isdisjoint(its)


def _begun(found: Words) -> Iterator[Range]:
    """Single words in lower case that a title or sentence begins with."""
    for at in (0, found.title_end + 1 if found.title_end else 0):
        if _is_lower(found, at):
            behind = found.classes[at + 1] if at + 1 < len(found.words) else C.STOP
            if behind in _EXPLAINING or found.lower[at] not in load_clusters():
                yield at, at + 1
    for stop, its in enumerate(found.classes):
        if its is C.STOP and _is_lower(found, stop + 1) and found.lower[stop - 1] not in _WITH_STOP.words:
            yield stop + 1, stop + 2


def _is_lower(found: Words, at: int) -> bool:
    """Whether an unlisted word in lower case is there."""
    if at >= len(found.words) or found.classes[at] is not C.LOWER:
        return False
    return found.words[at][0].islower() and len(found.words[at]) >= SHORTEST_COINED


def _again(found: Words, names: set[tuple[str, ...]]) -> Iterator[Range]:
    """All places with the words of these names."""
    firsts = {name[0] for name in names if name}
    longest = min(max(map(len, names)), LONGEST_COINED)
    at = 0
    while at < len(found.lower):
        lengths = range(min(longest, len(found.lower) - at), 0, -1) if found.lower[at] in firsts else ()
        length = next((n for n in lengths if tuple(found.lower[at : at + n]) in names), 0)
        if length:
            yield at, at + length
        at += length or 1
