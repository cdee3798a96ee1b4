"""Real files of papers, damaged; one bad record among good ones; and bytes of any kind."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import zstandard
from grammars import FILES, PIECES, Case, texts, utf8
from hypothesis import strategies as st

FOLDER = Path(__file__).parents[1] / "data" / "sources"
_PACKINGS: list[Callable[[bytes], bytes]] = [
    *[bytes] * 6,
    lambda content: gzip.compress(content, 1, mtime=0),
    lambda content: zstandard.compress(content, 1),
    lambda content: gzip.compress(content, 1, mtime=0)[:-9],
    lambda content: zstandard.compress(content, 1)[:-3],
    lambda content: gzip.compress(content[:9], 1, mtime=0) + gzip.compress(content[9:], 1, mtime=0),
]
# Real files: their format by name.
_REAL = {
    path: {"bib": "bibtex", "json": path.name.split(".")[1]}.get(path.suffix[1:], path.suffix[1:])
    for path in sorted(FOLDER.iterdir())
}


def _damaged(path: Path, changes: list[tuple[float, int, bytes]], named: bool, pack: int) -> Case:
    content = path.read_bytes()
    for where, cut, new in changes:
        place = int(where * len(content))
        content = content[:place] + new + content[place + cut :]
    return Case(_PACKINGS[pack](content), _REAL[path] if named else None)


_edits = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.sampled_from([0, 0, 1, 1, 2, 9, 60, 700, 10**6]),
    st.one_of(st.binary(max_size=4), PIECES.map(utf8), PIECES.map(utf8)),
)
DAMAGED = st.builds(
    _damaged,
    st.sampled_from(list(_REAL)),
    st.lists(_edits, max_size=4),
    st.booleans(),
    st.integers(0, len(_PACKINGS) - 1),
)


def _one_bad(form: str, number: int, where: float, new: bytes) -> Case:
    """Records a line or a block, of which one is damaged within a line."""
    blocks = {
        "jsonl": [json.dumps({"title": f"Tea {n}", "abstract": "We brew.", "id": n}) for n in range(5)],
        "ris": [f"TY  - JOUR\nTI  - Tea {n}\nAB  - We brew.\nER  - \n" for n in range(5)],
        "bibtex": [f"@misc{{k{n},\n  title = {{Tea {n}}},\n  abstract = {{We brew}},\n}}\n" for n in range(5)],
    }[form]
    block = blocks[number].encode()
    begin = block.find(b"\n") + 1
    place = begin + int(where * len(block[begin:].rstrip()))
    end = place + (block[place : place + 1] != b"\n")
    blocks_ = [one.encode() for one in blocks]
    blocks_[number] = block[:place] + new + block[end:]
    return Case(b"\n".join(blocks_) + b"\n", form, 5)


ONE_BAD = st.builds(
    _one_bad,
    st.sampled_from(["jsonl", "ris", "bibtex"]),
    st.integers(0, 4),
    st.floats(0, 1, exclude_max=True),
    st.binary(max_size=2).filter(lambda new: not {*new} & {*b"\r\n\0@"}),
)
_FORMS = st.sampled_from([*FILES, None, None])
_BEGINNINGS = (
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"PAR1\0",
    b"\xff\xfe",
    b"\xfe\xff",
    b"{",
    b"[",
    b"<feed>",
    b"@misc{",
)
_bytes = st.one_of(
    st.binary(max_size=200),
    texts.map(utf8),
    st.builds(bytes.__add__, st.sampled_from([*_BEGINNINGS, b"TY  - ", b"title,abstract\n"]), st.binary(max_size=80)),
)
RAW = st.builds(lambda content, form: Case(content, form), _bytes, _FORMS)
KINDS: dict[str, st.SearchStrategy[Case]] = {
    **FILES,
    "real, damaged": DAMAGED,
    "one record bad": ONE_BAD,
    "any bytes": RAW,
}
