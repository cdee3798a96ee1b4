"""Features of an entity's mentions for classifying its relation to the paper: position, context words and cues."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.knowledge.kinds import WordClass as C
from kg.names.fold import singular
from kg.names.lists import RoleWords, WordRole
from kg.nlp.clusters import group_features, word_features
from kg.nlp.company import listed_tag
from kg.nlp.context import REACH, Context
from kg.nlp.forms import case_of, letters
from kg.nlp.words import Offsets, Range

NO_CUE = -1
WINDOW = 6  # words on either side of a mention
Features = dict[str, int]  # feature -> the number of the cue that it came from, or NO_CUE
_ABSENT = "<absent:0"  # a cue that the paper does without what follows
LONGEST_CLAUSE = 100  # words
NEAR_NUMBER = 3  # words in which a number is looked for
_PREPOSITIONS = RoleWords(WordRole.PREPOSITION)
_PREPOSITIONS_OR_COLON = RoleWords(WordRole.PREPOSITION, also=[":"])
_BESIDE_NUMBERS = frozenset([C.OPENING, C.CLOSING, C.COLON, C.PUNCTUATION, C.LINK])
_PAUSES = frozenset([C.COMMA, C.OPENING, C.COLON])


def is_listed(rules: Collection[str]) -> bool:
    """Whether one of the rules that found an entity says that a list has it."""
    return "gazetteer" in rules


def relation_features(places: Sequence[Offsets], rules: set[str], forms: set[str], context: Context) -> Features:
    """The features of an entity's mentions."""
    listed = listed_tag(is_listed(rules))
    out: Features = {}
    _add(out, listed, f"n:{min(len(places), 4)}")
    _add(out, *(f"rule:{rule}" for rule in rules), *(f"form:{singular(form).lower()}" for form in forms))
    for form in forms:
        _add(out, *_in_form(form, listed), *(f"{feature}:{listed}" for feature in context.likeness(form)))
    found = context.words
    body, parts = [], []
    for place in places:
        start, end = found.range_of(*place)
        if start < context.title_end:
            _add(out, *_in_title(start, end, context))
        elif found.starts[start] == place[0] and found.ends[end - 1] == place[1]:
            body.append((start, end))
        else:
            parts.append((start, end))  # of a longer word, which is often another thing ("VGGT" in "VGGT-adapter")
    body = body or parts
    sentences = {found.sentence(start) for start, _ in body}
    sides = {"before" if n < context.turn else "behind" if n > context.turn else "in" for n in sentences}
    _add(out, f"sentences:{min(4, len(sentences))}", f"turn:{','.join(sorted(sides))}:{listed}")
    if not body:
        _add(out, "title.only")
    elif "title" in out:
        _add(out, f"title+body:{listed}")
    _add(out, *_whose(body, forms, listed, context))
    without = 0  # mentions right behind "without" and the like
    for number, words in enumerate(body):
        _add(out, f"class:{context.classes[words[0]]}:{listed}")
        start, end = context.unquoted(*words)
        _add(out, *_in_body(start, end, number == 0, context))
        _add(out, *_around(start, end, context), *_beyond(start, context), *_governed(start, listed, context))
        _add(out, *_number_beside(start, end, context))
        cued = dict(_cue_features(start, end, number == 0, listed, context))
        without += _ABSENT in cued
        out = cued | out
    if body and without == len(body) and "title" not in out:
        _add(out, "absent.all")
    return out


def _add(out: Features, *features: str) -> None:
    out.update(dict.fromkeys(features, NO_CUE))


@lru_cache(maxsize=1 << 16)
def _in_form(form: str, listed: str) -> tuple[str, ...]:
    """How a form is written, and its last word, told apart by whether a list has it."""
    words = form.lower().split()
    out = [f"last:{words[-1]}", f"case:{case_of(form)}", f"len:{min(len(words), 4)}"]
    out += group_features("last", words[-1])
    if any(map(str.isdigit, form)):
        out.append("digit")
    return tuple(f"{feature}:{listed}" for feature in out)


def _whose(body: Sequence[Range], forms: set[str], listed: str, context: Context) -> Iterator[str]:
    """Whether it, or something else, is what the paper proposes and names its title after."""
    proposed = titled = "none"
    if context.proposed:
        proposed = "self" if any(at in range(*words) for words in body for at in context.proposed) else "other"
    if context.title_name:
        titled = "self" if context.title_name in map(letters, forms) else "other"
    yield from (f"proposed:{proposed}:{listed}", f"titled:{titled}:{listed}", f"owned:{proposed}:{titled}:{listed}")


def _in_title(start: int, end: int, context: Context) -> Iterator[str]:
    yield "title"
    if context.class_at(end) is C.COLON:
        yield "title.colon"
    else:
        yield f"title.{context.lower[start - 1]}" if start else "title.first"


def _in_body(start: int, end: int, first: bool, context: Context) -> Iterator[str]:
    """Where a mention of the abstract stands, and the words on either side."""
    lower = context.lower
    sentence = context.words.sentence(start)
    position = max(0, sentence - 1) * 4 // context.last_sentence
    yield from (f"at:{position}", f"p1c:{context.class_at(start - 1)}")
    if sentence >= context.last_sentence:
        yield "at:last"
    before, behind = lower[start - 1] if start else "", lower[end] if end < len(lower) else ""
    yield from word_features("p1", before)
    yield from word_features("n1", behind)
    if start > 1:
        yield f"p2:{lower[start - 2]} {before}"
        yield from group_features("p2", lower[start - 2])
    if end + 1 < len(lower):
        yield f"n2:{behind} {lower[end + 1]}"
        yield from group_features("n2", lower[end + 1])
    if first:
        yield from (f"first:{position}", f"1p1:{before}")
    if context.class_at(start - 1) in (C.STOP, C.LINE_BREAK) and context.class_at(end) is C.BREAK:
        yield "subject"
    for own in context.own:
        if context.words.sentence(own) == sentence and not start <= own < end:
            yield "own<" if own < start else "own>"


def _around(start: int, end: int, context: Context) -> Iterator[str]:
    """The words and pairs of words of the sentence near a mention, on either side, and how the sentence begins."""
    lower, found = context.lower, context.words
    sentence = found.sentence(start)
    first = context.first_word(sentence)
    stop = min(end + WINDOW, len(lower))
    last = next((at for at in range(end, stop) if found.sentence(at) != sentence), stop)
    for side, near in (("l", lower[max(first, start - WINDOW) : start]), ("r", lower[end:last])):
        near = ["0" if word[0].isdigit() else word for word in near]  # any number
        yield from (f"{side}:{word}" for word in near)
        yield from (f"{side}:{one} {other}" for one, other in pairwise(near))
    yield f"s1:{lower[first]}"
    if first + 1 < len(lower):
        yield f"s2:{lower[first]} {lower[first + 1]}"
    cues = context.cues_near(start)
    before = [cue.group for cue in cues if cue.last <= start]
    behind = [cue.group for cue in cues if cue.first >= end]
    yield f"path:{'+'.join(before[-2:])}"
    yield f"path1:{before[-1] if before else ''}|{behind[0] if behind else ''}"


def _governed(start: int, listed: str, context: Context) -> Iterator[str]:
    """The preposition before a mention or its list, and the last cues of the clause before that.

    "It outperforms X for Y and Z" has the same cue for all three, but is governed by "for" for the last two.
    """
    lower = context.lower
    first = max(context.first_word(context.words.sentence(start)), start - LONGEST_CLAUSE)
    clause = next((at for at in range(start, first, -1) if context.classes[at - 1] is C.SEMICOLON), first)
    begin = at = context.list_start(start)
    while at > max(clause, begin - REACH) and lower[at - 1] not in _PREPOSITIONS_OR_COLON.words:
        at -= 1
    governs = lower[at - 1] if at > clause and lower[at - 1] in _PREPOSITIONS.words else ""
    before = [cue for cue in context.cues_near(start) if clause <= cue.first and cue.last <= start]
    cue = next((cue for cue in reversed(before) if not governs or cue.first < at), None)
    if cue and governs and cue.last >= at:
        governs = "own"  # part of the cue, as in "compared with", or before it
    group = cue.group if cue else ""
    yield from (f"prep:{governs}", f"prep:{group}:{governs}", f"prep:{group}:{governs}:{listed}")
    if len(before) > 1:
        yield f"prep:{before[-2].group}+{before[-1].group}:{governs}"


def _number_beside(start: int, end: int, context: Context) -> Iterator[str]:
    """A number that may be the result of what is named: "(X: 70.1)", "70.1 (X)", "X 70.1"."""
    for side, places in (("l", range(start - 1, start - 1 - NEAR_NUMBER, -1)), ("r", range(end, end + NEAR_NUMBER))):
        for away, at in enumerate(places):
            its = context.class_at(at)
            if its is C.DIGIT:
                yield f"number:{side}{away}"
            if its not in _BESIDE_NUMBERS:
                break


def _beyond(start: int, context: Context) -> Iterator[str]:
    """How the sentences before and behind that of a mention begin."""
    sentence = context.words.sentence(start)
    for side, number in (("before", sentence - 1), ("behind", sentence + 1)):
        if first := context.first_words(number):
            yield from (f"{side} 1:{first[0]}", f"{side} 2:{' '.join(first)}")


def _cue_features(start: int, end: int, first: bool, listed: str, context: Context) -> Iterator[tuple[str, int]]:
    """The cues of the sentence, the nearest before the mention first, each with its number."""
    passed: set[str] = set()
    list_start = context.list_start(start)
    for number in reversed(context.by_sentence.get(context.words.sentence(start), ())):
        begin, stop, group, phrase = context.cues[number]
        if stop <= start:
            distance, side = 0 if stop >= list_start else start - stop, "<"  # as near to all names of a list
            if group not in passed:
                yield f"gap:{group}:{_gap(context.classes[stop:start])}:{listed}", number
                passed.add(group)
        elif begin >= end:
            distance, side = begin - end, ">"
        else:
            continue
        near = f"{group}:{'0' if distance <= 1 else '3' if distance <= 5 else '9'}"
        yield from ((f"{side}{near}", number), (f"{side}={phrase}", number))
        if first:
            yield f"1{side}{near}", number


def _gap(classes: Sequence[C]) -> str:
    """What stands between a cue and a name: nothing, plain words, a preposition, another name, a comma."""
    if not classes:
        return "none"
    if not _PAUSES.isdisjoint(classes):
        return "comma"
    if C.ODD in classes or C.CAPITALISED in classes:
        return "name"
    return "link" if C.LINK in classes else "words" if len(classes) <= 5 else "far"
