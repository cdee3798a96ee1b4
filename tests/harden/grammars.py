"""Files of papers as they should not be: strategies for each format, its real files damaged, and bytes of any kind."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import zstandard
from hypothesis import strategies as st

FOLDER = Path(__file__).parents[1] / "data" / "sources"
Fields = Mapping[str, str]


class Case(NamedTuple):
    """The content of a file, its format (None: to be detected), and how many records it has, if that is certain."""

    content: bytes
    form: str | None
    records: int | None = None
    name: str = "papers"


# What has a meaning in one of the formats, or in a place where text of papers goes.
_PIECES = st.sampled_from(
    [
        *(
            "\0",
            "\r",
            "\r\n",
            "\n",
            "\t",
            "\x1b[31m",
            "\x1b]8;;http://x\x07",
            "\x7f",
            "\x85",
            "\u2028",
            "\u2029",
            "\x0c",
        ),
        *("\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\u00ad", "\ud800", "\udfff", "\udc80", "\ufffe", "\uffff"),
        *("e\u0301", "\u0301", "\U0001f469\u200d\U0001f4bb", "\U0001d4d0", "\u0130", "\u1e9e", "\ufb01", "½", "①", "Ⅷ"),
        *('"', "'", "`", "{", "}", "[", "]", "(", ")", "<", ">", "&", "\\", "#", "%", "$", "@", "~", "^", "_", "|"),
        *(",", ";", ":", "=", "=1+1", "+1", "-1", "@SUM(A1)", "sep=;", "\\n", "\\u0000", "\\ud800", "\\", "{{", "}}"),
        *("<!DOCTYPE x [<!ENTITY e 'x'>]>", "&e;", "&lt;", "&#0;", "&#x110000;", "&notit;", "]]>", "<![CDATA["),
        *(
            "<script>alert(1)</script>",
            "<i>",
            "</title>",
            "javascript:alert(1)",
            "../../x",
            "C:\\x",
            "file:///etc/passwd",
        ),
        *("@article{x, title = {", "TY  - JOUR", "ER  - ", "TI  - x", '{"title": "x"}', "title\tabstract", "--- \n"),
        *(
            "\\textbf{",
            "\\'e",
            "\\begin{x}",
            "$x^2$",
            "\\newcommand",
            "\\verb|",
            "%comment",
            "\\LaTeX",
            "$",
            "$$",
            "\\$",
        ),
        *(
            "2024-03-05",
            "0000-00-00",
            "99999-1-1",
            "Mar 2024",
            "1e999",
            "NaN",
            "-0",
            "1" * 400,
            "٣",
            "2024-02-30T25:61:61Z",
        ),
        *("https://github.com/a/b", "10.1/x", "arXiv:2106.09685v3", "2106.9", "github.com/a/b", "http://[::1", "//x"),
        *(
            "4 authors",
            "· Nov 14",
            "Daily Papers",
            "Submitted by",
            "LoRA",
            "we propose GAN on an NVIDIA A100",
            "and and",
            ", ",
        ),
        *(
            "a" * 500,
            "{" * 60,
            "(" * 60,
            "\\" * 61,
            "$" * 33,
            "<b>" * 40,
            "&" * 90,
            " " * 300,
            "and " * 60,
            "x,y " * 50,
        ),
    ]
)
texts = st.lists(st.one_of(_PIECES, _PIECES, st.text(max_size=8)), max_size=5).map("".join)
_KEYS = (
    *(
        "title",
        "abstract",
        "id",
        "url",
        "doi",
        "published",
        "date",
        "year",
        "authors",
        "author",
        "categories",
        "keywords",
    ),
    *("journal", "code", "github", "updated", "eprint", "month", "number", "externalIds", "authors_count", "extra"),
)


def _record(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """Mostly whole records, so that their other fields are read."""
    whole = st.fixed_dictionaries({"title": texts.map("Tea {}".format), "abstract": texts.map("We brew {}".format)})
    extra = st.dictionaries(st.sampled_from(_KEYS), values, max_size=4)
    return st.builds(lambda one, two, both: (one | two) if both else two, whole, extra, st.sampled_from([1, 1, 1, 0]))


def utf8(text: str) -> bytes:
    """The text in UTF-8, with lone surrogates as the bytes that they would have."""
    return text.encode("utf-8", "surrogatepass")


_ENCODINGS: list[Callable[[str], bytes]] = [
    *[utf8] * 6,
    lambda text: b"\xef\xbb\xbf" + utf8(text),
    lambda text: text.encode("utf-16", "surrogatepass"),
    lambda text: b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass"),
    lambda text: text.encode("utf-32", "surrogatepass"),
    lambda text: text.encode("latin-1", "replace"),
    lambda text: text.encode("cp1252", "replace"),
]
_PACKINGS: list[Callable[[bytes], bytes]] = [
    *[bytes] * 6,
    lambda content: gzip.compress(content, 1, mtime=0),
    lambda content: zstandard.compress(content, 1),
    lambda content: gzip.compress(content, 1, mtime=0)[:-9],
    lambda content: zstandard.compress(content, 1)[:-3],
    lambda content: gzip.compress(content[:9], 1, mtime=0) + gzip.compress(content[9:], 1, mtime=0),
]
_NEWLINES = st.sampled_from(["\n", "\n", "\r\n", "\r"])


def _file(form: str, text: str, records: int | None, encode: int, named: bool) -> Case:
    content = _ENCODINGS[encode](text)
    # What is detected may be another format; an encoding of one byte loses signs.
    certain = named and encode < 10 and (b"\0" not in content or encode > 6)
    return Case(content, form if named else None, records if certain else None)


def _files(form: str, bodies: st.SearchStrategy[tuple[str, int | None]]) -> st.SearchStrategy[Case]:
    return st.builds(
        lambda body, encode, named: _file(form, *body, encode, named),
        bodies,
        st.integers(0, len(_ENCODINGS) - 1),
        st.sampled_from([True, True, True, False]),
    )


# JSON of any shape: what a field of a record, or the whole file, may be.
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts, st.sampled_from(["date-parts", "name"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*_KEYS, "name", "family"]) | texts, inner, max_size=3)
    ),
    max_leaves=6,
)
_SIGNS: dict[str, dict[str, object]] = {
    "jsonl": {},
    "arxiv": {
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
        "authors_parsed": [["A", "B", ""]],
    },
    "openalex": {"id": "https://openalex.org/W1", "abstract_inverted_index": {"We": [0], "brew": [1]}},
    "semanticscholar": {"paperId": "x", "externalIds": {"DOI": "10.1/x"}},
    "hf": {"upvotes": 1},
    "csl": {"type": "article-journal", "issued": {"date-parts": [[2024, 3]]}},
}


def _json_files(form: str) -> st.SearchStrategy[Case]:
    keys = st.sampled_from([*_SIGNS[form], *_KEYS])
    records = st.builds(
        lambda one, odd: _SIGNS[form] | one | odd, _record(_json), st.dictionaries(keys, _json, max_size=2)
    )

    def body(found: list[dict[str, object]], layout: int, ascii_: bool, end: str) -> tuple[str, int | None]:
        lines = [json.dumps(one, ensure_ascii=ascii_) for one in found]
        if layout == 0:
            return end.join(lines) + end, len(found) if all(
                {"title", "abstract"} <= one.keys() for one in found
            ) else None
        if layout == 1:
            return f"[{f',{end}'.join(lines)}]", len(found)
        if layout == 2:
            return json.dumps(found, indent=1, ensure_ascii=ascii_), len(found)
        return json.dumps({"results": found}, ensure_ascii=ascii_), len(found)

    whole = st.builds(body, st.lists(records, min_size=1, max_size=4), st.integers(0, 3), st.booleans(), _NEWLINES)
    return _files(form, whole | st.builds(lambda value: (json.dumps(value), None), _json))


def _one_line(text: str) -> str:
    return " ".join(re.split(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text))


def _bibtex(records: list[dict[str, str]], style: int) -> tuple[str, int | None]:
    entries = []
    for number, one in enumerate(records):
        # A value in braces may hold anything but a brace that has no other, or is escaped.
        fields = [f"  {key} = {{{re.sub(r'[{}@]|TY  -', '', value)}}}," for key, value in one.items()]
        fields = [field.replace("\\}", "}").replace("\r", " ") for field in fields]
        entries.append("\n".join([f"@{('article', 'misc', 'InProceedings')[number % 3]}{{key{number},", *fields, "}"]))
    certain = style == 0 and not any("\\" in field for field in entries)
    return ("\n\n" if style == 0 else "").join(entries), len(records) if certain else None


def _ris(records: list[dict[str, str]], end: str) -> tuple[str, int | None]:
    tags = {"title": "TI", "abstract": "AB", "authors": "AU", "doi": "DO", "url": "UR", "date": "DA", "year": "PY"}
    tags |= {"keywords": "KW", "journal": "JO", "id": "ID", "number": "AN", "extra": "N1", "author": "A1"}
    blocks = []
    for one in records:
        lines = [f"{tags[key]}  - {_one_line(value)}" for key, value in one.items() if key in tags]
        blocks.append(end.join(["TY  - JOUR", *lines, "ER  - "]) + end)
    return end.join(blocks), len(records)


def _atom(records: list[dict[str, str]], style: int) -> tuple[str, int | None]:
    tags = {
        "title": "title",
        "abstract": "summary",
        "id": "id",
        "date": "published",
        "doi": "doi",
        "journal": "journal_ref",
    }
    tags |= {"updated": "updated", "authors": "creator", "keywords": "category", "url": "link"}
    entries = []
    for one in records:
        fields = []
        for key, value in one.items():
            value = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
            if key in tags:
                inner = escape(value) if style != 1 else f"<![CDATA[{value.replace(']]>', '')}]]>"
                mark = f" term={quoteattr(value)} href={quoteattr(value)}" if style == 2 else ""
                fields.append(f"<{tags[key]}{mark}>{inner}</{tags[key]}>")
        entries.append(f"<entry>{''.join(fields)}</entry>")
    body = "\n".join(entries)
    return f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n{body}\n</feed>', len(records)


def _table(records: list[dict[str, str]], mark: str, end: str) -> tuple[str, int | None]:
    names = list(dict.fromkeys(["title", "abstract", *(key for one in records for key in one)]))
    out = io.StringIO()
    table = csv.writer(out, delimiter=mark, lineterminator=end)
    table.writerow(names)
    rows = [[one.get(name, "") for name in names] for one in records]
    table.writerows(rows)
    return out.getvalue(), sum(any(cell.strip() for cell in row) for row in rows)


def _parquet(records: list[dict[str, str]]) -> Case:
    from pyarrow import Table
    from pyarrow.parquet import write_table

    names = list(dict.fromkeys(["title", "abstract", *(key for one in records for key in one)]))
    clean = [{name: one.get(name, "").encode("utf-8", "replace").decode() for name in names} for one in records]
    out = io.BytesIO()
    write_table(Table.from_pylist(clean), out)
    return Case(out.getvalue(), None, len(records))


_rows = st.lists(_record(texts), min_size=1, max_size=4)
FILES: dict[str, st.SearchStrategy[Case]] = {
    **{form: _json_files(form) for form in _SIGNS},
    "bibtex": _files("bibtex", st.builds(_bibtex, _rows, st.integers(0, 1))),
    "ris": _files("ris", st.builds(_ris, _rows, _NEWLINES)),
    "csv": _files("csv", st.builds(_table, _rows, st.sampled_from(",;\t"), _NEWLINES)),
    "tsv": _files("tsv", st.builds(_table, _rows, st.just("\t"), _NEWLINES)),
    "atom": _files("atom", st.builds(_atom, _rows, st.integers(0, 2))),
    "parquet": st.builds(_parquet, _rows),
    "daily": _files(
        "daily", st.builds(lambda lines, end: (end.join(lines), None), st.lists(texts, max_size=12), _NEWLINES)
    ),
}

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
    st.one_of(st.binary(max_size=4), _PIECES.map(utf8), _PIECES.map(utf8)),
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
