"""The forms under which names are compared: case, quotes, hyphens, spaces and the s of a plural do not count."""

import re
import unicodedata
from functools import lru_cache

from kg.names.lists import ordinary

# "GPUs", "A100s", "3080 Tis"; of other words the last one alone is made singular
_ACRONYM_PLURAL = re.compile(r"(?:(?<=[A-Z0-9])|(?<=\dTi)|(?<=\d Ti))s\b")
_ACRONYM_ENDING = re.compile(r"[A-Z]S$")  # "VITS" is not the plural of "VIT"
_MARKUP = re.compile(r"\\(em|emph|textit|textbf|texttt|text|mathrm|mathbf|mathcal)\b")
_ARTICLE = re.compile(r"^(the|a|an)\s+")
_QUOTES = str.maketrans("", "", "\\{}$\"'`“”‘’~")
_JOINING = str.maketrans("", "", "-‐‑‒–—/_.")
LONGEST_WITHOUT_PLURAL = 3  # letters: "bus", "gas"
SHORTEST_IN_Y = 3  # letters before the "ies" of a plural: "policies", but not "ties"
_IN_ES = ("sses", "shes", "tches", "xes")  # processes, meshes, patches, boxes


def singular(word: str) -> str:
    """A word without its plural ending: of "networks", "processes", "policies" and "GPUs"; not of "loss" and "VITS"."""
    if not word.endswith("s"):
        return word
    if not word.islower() and _ACRONYM_PLURAL.search(word, len(word) - 1):
        return word[:-1]
    if word.endswith("ies") and len(word) > SHORTEST_IN_Y + 2:
        return word[:-3] + "y"
    if word.endswith(_IN_ES):
        return word[:-2]
    if len(word) > LONGEST_WITHOUT_PLURAL:
        return word if word.endswith(("ss", "us", "is")) else word[:-1]
    return word


def fold(name: str) -> str:
    """The key of a name: two names with the same key are the same name."""
    # Called for every form of the gazetteers at each start: what a name does not have is not searched for.
    text = (name if name.isascii() else unicodedata.normalize("NFKC", name)).strip()
    if "s" in text:
        text = _ACRONYM_PLURAL.sub("", text)
    text = text.casefold()
    if "\\" in text:
        text = _MARKUP.sub("", text)
    text = text.translate(_QUOTES)
    if text.startswith(("a", "the")):
        text = _ARTICLE.sub("", text)
    return singular("".join(text.split()).translate(_JOINING))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A stricter key than `fold`: the last letter of an acronym is not a plural (VITS is not ViT), and a name that
    differs from an ordinary word only by its capitals keeps them (STaR is not STAR)."""
    key = fold(name)
    if key in ordinary() and not name.islower():
        return singular(name)
    return key + "s" if _ACRONYM_ENDING.search(name) and not key.endswith("s") else key
