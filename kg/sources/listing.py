"""Whether a text is saved from a listing page, by what such pages are made of."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.sources.daily import ListingLines
from kg.sources.segment import TITLE, TITLE_ON, PageLine, ended, line_width, segment
from kg.sources.text import clean

LONG = 200  # characters; most abstracts have more, titles have fewer
LONGEST_TITLE = 300  # characters
PAIRED = 0.3  # the least share of lines that are a title or a long abstract; other texts have next to none
SOUND = 0.6  # the least share of sound records, where abstracts are short
MOST_PARTS = 3  # paragraphs of an abstract

_WORD = re.compile(r"[(\[\"'“‘]?[^\W\d_]+(?:[-'’/][^\W\d_]+)*[.,;:!?)\]\"'”’]*")
_NO_BEGINNING = re.compile(r"[^\w\"'“‘(\[$\\]")
_NO_TITLE = re.compile(r"[a-z_-]+:(?: |$)|\d{4}-\d\d-\d\d\b|.*\d\d:\d\d:\d\d|.*[.,;:{}=<>|]$")


def is_listing(head: str) -> bool:
    """Whether a text that begins like this is a listing, or a part of one.

    Listings have lines of their own ("Daily Papers", "4 authors"); without any, titles and abstracts must be in turn.
    """
    page = ListingLines([(number, clean(line)) for number, line in enumerate(head.split("\n"), 1)])
    if page.furnished or any(
        byline.authors_count or (byline.submitted_by and byline.published) for byline in page.bylines.values()
    ):
        return True
    texts = [line.text for line in page.lines]
    pairs = sum(len(after) >= LONG and _is_record(before, after) for before, after in pairwise(texts))
    in_turn = len(texts) > 1 and all(map(_is_record, texts[::2], texts[1::2]))
    return bool(texts) and (2 * pairs >= PAIRED * len(texts) or in_turn or _is_sound(page.lines))


def _is_sound(lines: Sequence[PageLine]) -> bool:
    """Whether most records are sound, in a text whose lines are not broken."""
    if line_width(lines):
        return False
    parts = segment(lines)
    starts = [place for place, part in enumerate(parts) if part == TITLE]
    sound = 0
    for start, end in pairwise([*starts, len(parts)]):
        title, *abstract = lines[start:end]
        whole = len(abstract) <= MOST_PARTS and TITLE_ON not in parts[start:end]
        # Parts of an abstract have blank lines between them.
        whole = whole and all(line.gap for line in abstract[1:])
        sound += whole and _is_record(title.text, " ".join(line.text for line in abstract))
    return sound >= SOUND * len(starts)


def _is_record(title: str, abstract: str) -> bool:
    """Whether two texts look like the title and the abstract of a paper."""
    if len(title) > LONGEST_TITLE or _NO_BEGINNING.match(title) or _NO_TITLE.match(title):
        return False
    if _wordiness(title) < 0.5 and len(title.split()) > 2:
        return False
    if _NO_BEGINNING.match(abstract) or re.match(r"[a-z]{2,}\b", abstract) or _wordiness(abstract) < 0.7:
        return False
    return ended(abstract) or len(abstract) >= LONG


def _wordiness(text: str) -> float:
    """The share of words in a text that have letters only, and the punctuation of sentences around them."""
    words = text.split()
    return sum(bool(_WORD.fullmatch(word)) for word in words) / (len(words) or 1)
