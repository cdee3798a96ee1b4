"""Whether a name in a text is a listed one, though its capitals, hyphens or number differ."""

import re

from kg.names.fold import singular
from kg.names.lists import ordinary

_INDEFINITE = re.compile(r"[Aa]\s")
_SEPARATORS = re.compile(r"[-\s'.]")
# Prefixes that some write with a hyphen and some without.
_OPEN_PREFIX = re.compile(
    r"\b(auto|back|co|cross|data|feed|fine|hyper|inter|meta|multi|neuro|over|pre|semi|spatio|sub|super)(?=[a-z]{3})"
)
_HYPHEN = re.compile(r"(?<=[a-z]{2})-(?=[a-z]{2})")
# Prefixes that make something else of a name.
_ALTERING = re.compile(r"\b(?:anti|non|pseudo|quasi|self|semi)[-‐‑–]$", re.IGNORECASE)
_TO = re.compile(r"[a-z]2[a-z]")
_LONGEST_PREFIX = 8
SHORT_ACRONYM = 3  # letters up to which an acronym is recognised in its own capitals only
LEAST_CAPITALS = 2
LEAST_LETTERS = 2  # of a name with numbers that is written without capitals


def _is_exact(form: str) -> bool:
    """Whether only its capitals tell a form from an ordinary word (SAM, Adam, LoRA)."""
    return " " not in form and form != form.lower()


def spellings(form: str) -> set[str]:
    """Other ways to write plain words: "pre-trained" and "pretrained", "multimodal" and "multi-modal"."""
    return {_HYPHEN.sub("", form), _OPEN_PREFIX.sub(r"\1-", form)} - {form} if form.islower() else set()


def is_altered(text: str, start: int) -> bool:
    """Whether a prefix makes something else of the name that starts here ("non-reasoning model")."""
    return _ALTERING.search(text[max(0, start - _LONGEST_PREFIX) : start]) is not None


def same_name(listed: str, written: str) -> bool:
    """Whether words with the parts of a listed form are a way to write it."""
    if _INDEFINITE.match(written) and not _INDEFINITE.match(listed):
        return False  # "a 100" is not A100, "a CNN" not A-CNN
    if not _is_exact(listed):
        return True
    if written.islower():  # "gpt-4o", "cifar-10", but not "h2o" or "sim2real", which are words
        letters = sum(map(str.isalpha, written))
        numbered = any(map(str.isdigit, written)) and not _TO.search(written)
        return numbered and letters >= LEAST_LETTERS and " " not in written
    return _same_capitals(_SEPARATORS.sub("", written), _SEPARATORS.sub("", listed))


def _same_capitals(written: str, listed: str) -> bool:
    """Whether the capitals are those of the listed name, or others if it is not an ordinary word (Bert, CIFAR)."""
    if listed[-1] in "sS" and written[-1] not in "sS":
        return False  # its last letter is not a plural: IMO is not IMoS
    if listed[-1] not in "sS":
        written = singular(written)
    if written == listed:
        return True
    if written.endswith("S") and listed[-1] not in "sS":
        return False
    if written.lower() in ordinary() or (listed.isupper() and len(listed) <= SHORT_ACRONYM):
        return False
    return sum(map(str.isupper, written)) >= LEAST_CAPITALS or (written[:1].isupper() and len(written) > SHORT_ACRONYM)
