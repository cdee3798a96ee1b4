"""Features of how a name is written."""

import re
from functools import lru_cache

from kg.knowledge.kinds import WordClass as C
from kg.names.fold import singular
from kg.nlp.clusters import group_features

MAX_CLASSES = 4  # leading word classes in the class feature
_DIGIT = re.compile(r"\d")
_NUMBER_RUN = re.compile(r"\d+")
_VERSIONED = re.compile(r"\d+(?:\.\d+)*")
_NAME_PARTS = re.compile(r"\d+[A-Za-z]*|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_RUN = re.compile(r"([A-Z]+)|([a-z]+)|\d+")


@lru_cache(maxsize=1 << 16)
def form_features(form: str, classes: tuple[C, ...]) -> tuple[str, ...]:
    """Features of a name as it is written; `classes` are those of its words."""
    words = form.lower().split()
    last = singular(words[-1])
    out = [f"class:{'+'.join(classes[:MAX_CLASSES])}", f"form:{singular(form.lower())}"]
    out += [f"last:{last}", f"len:{min(len(words), 5)}"]
    if len(words) > 1:
        out += [f"first:{words[0]}", f"two:{words[-2]} {last}"]
    else:
        # The last part, also of a word with capitals inside ("bench" of "AgentBench"), with any number as 0 ("0k").
        tail = _NUMBER_RUN.sub("0", (_NAME_PARTS.findall(form.rsplit("-", 1)[-1]) or [form])[-1].lower())
        out += [f"end:{last[-3:]}", f"end:{last[-5:]}", f"tail:{tail}", f"short:{min(len(form), 8)}"]
        out += [f"case:{case_of(form)}", f"shape:{outline(form)}"]
    if _DIGIT.search(form):
        out.append("digit" if form[-1].isdigit() else "digit.in")
    if "-" in form:
        out += ["hyphen", f"front:{words[0].partition('-')[0]}"]
    out += group_features("last", words[-1])
    if len(words) > 1:
        out += group_features("first", words[0])
    return tuple(out)


@lru_cache(maxsize=1 << 16)
def letters(name: str) -> str:
    """The letters and digits of a name in lower case, as one word."""
    return "".join(filter(str.isalnum, name.lower()))


@lru_cache(maxsize=1 << 16)
def any_number(form: str) -> str:
    """The letters of a name with 0 for each number ("tpuv0" of "TPU v5"); empty if it has none, or no letters."""
    masked = letters(_VERSIONED.sub("0", form))
    return masked if "0" in masked and not masked.isdigit() else ""


def case_of(form: str) -> str:
    """How a name uses capitals."""
    return "upper" if form.isupper() else "lower" if form.islower() else "title" if form.istitle() else "mixed"


def outline(form: str) -> str:
    """The shape of a word, with one sign for each run of capitals, small letters or digits: "Xx-d" of "Llama-3"."""
    return _RUN.sub(lambda run: "X" if run[1] else "x" if run[2] else "d", form)
