"""Whether a name in a text is a listed one, though its capitals, hyphens or number differ."""

import re

from kg.names.fold import singular
from kg.names.lists import ordinary

__all__ = ["ordinary", "same_name", "spellings"]
_ARTICLE = re.compile(r"[Aa]\s")
_JOINTS = re.compile(r"[-\s'.]")
# Beginnings of words that some write with a hyphen behind, and some without.
_PREFIX = re.compile(
    r"\b(auto|back|co|cross|data|feed|fine|hyper|inter|meta|multi|neuro|over|pre|semi|spatio|sub|super)(?=[a-z]{3})"
)
_HYPHEN = re.compile(r"(?<=[a-z]{2})-(?=[a-z]{2})")
SHORT = 3  # letters up to which an acronym is one with its own capitals only
LEAST_CAPITALS = 2


def _is_exact(form: str) -> bool:
    """Whether a form is told from an ordinary word by its capitals alone (SAM, Adam, LoRA)."""
    return " " not in form and form != form.lower()


def spellings(form: str) -> set[str]:
    """Other ways to write plain words: "pre-trained" and "pretrained", "multimodal" and "multi-modal"."""
    return {_HYPHEN.sub("", form), _PREFIX.sub(r"\1-", form)} - {form} if form.islower() else set()


def same_name(listed: str, written: str) -> bool:
    """Whether words that have the parts of a listed form are written as one writes it."""
    if _ARTICLE.match(written) and not _ARTICLE.match(listed):
        return False  # "a 100" is no A100, and "a CNN" no A-CNN
    return not _is_exact(listed) or _same_capitals(_JOINTS.sub("", written), _JOINTS.sub("", listed))


def _same_capitals(written: str, listed: str) -> bool:
    """Whether a name was written as a name: its own capitals, or, if it is no ordinary word, others (Bert, CIFAR)."""
    if listed[-1] in "sS" and written[-1] not in "sS":
        return False  # the last letter is no plural: an IMO is not the IMoS
    if listed[-1] not in "sS":
        written = singular(written)
    if written == listed:
        return True
    if written.endswith("S") and listed[-1] not in "sS":
        return False
    if written.lower() in ordinary() or (listed.isupper() and len(listed) <= SHORT):
        return False
    return sum(map(str.isupper, written)) >= LEAST_CAPITALS or (written[:1].isupper() and len(written) > SHORT)
