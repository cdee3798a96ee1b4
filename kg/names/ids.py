"""Ids that are made from content."""

import hashlib
import re
import unicodedata

from kg.model import Label
from kg.names.markup import plain_words


def slug(text: str) -> str:
    """The part of an id that stands for a name: lower case, ASCII where possible, words joined by hyphens."""
    text = text.replace("#", " sharp ").replace("+", " plus ")
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", text).strip("-")


def entity_id(label: Label, name: str) -> str:
    """The id of an entity that has none of its own."""
    return f"{label.lower()}:{slug(name)}"


def title_key(title: str) -> str:
    """The key of a title: its words without case, accents, punctuation, TeX and HTML."""
    return slug(plain_words(title)).replace("-", " ")


def paper_id(title: str) -> str:
    """The id of a paper that has none of its own: a hash of its normalised title."""
    return hashlib.sha256(title_key(title).encode()).hexdigest()[:12]
