"""Ids that are made from content."""

import hashlib
import re
import unicodedata

from kg.model import Label
from kg.names.markup import plain_words

SPLIT = "@"  # between the key of a sense and that of a part of it; no entity id has it
UNLISTED = "-unlisted"  # ends the id of an entity that is written as a listed one, but is not that
_NO_WORD = re.compile(r"[\W_]+")
_STAR = re.compile(r"(?<=\w)\*")  # part of a name: RRT* is not RRT
_MADE_ID = re.compile(r"[0-9a-f]{12}")


def slug(text: str) -> str:
    """The part of an id that stands for a name: lower case, ASCII where possible, words joined by hyphens."""
    text = text.replace("#", " sharp ").replace("+", " plus ")
    if text.isascii():  # most are, and titles are many
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _NO_WORD.sub("-", text).strip("-")


def name_slug(name: str) -> str:
    """The slug of an entity's name."""
    return slug(_STAR.sub(" star ", name))


def entity_id(label: Label, name: str) -> str:
    """The id of an entity that has none of its own."""
    return f"{label.lower()}:{name_slug(name)}"


def title_key(title: str) -> str:
    """The key of a title: its words without case, accents, punctuation, TeX and HTML."""
    return slug(plain_words(title)).replace("-", " ")


def paper_id(title: str) -> str:
    """The id of a paper that has none of its own: a hash of its normalised title."""
    return hashlib.sha256(title_key(title).encode()).hexdigest()[:12]


def is_title_hash(key: str, title: str) -> bool:
    """Whether a paper's id is the hash of its title."""
    return _MADE_ID.fullmatch(key) is not None and key == paper_id(title)
