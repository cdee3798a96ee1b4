"""BibTeX and BibLaTeX, as reference managers, publishers and search engines export them."""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model import KgError, Paper, Source
from kg.sources.blocks import blocks, check_block
from kg.sources.markup import without_markup
from kg.sources.records import Record, arxiv_id_of_note, to_paper
from kg.sources.tex import plain_of_tex, verbatim_of_tex
from kg.sources.text import ABSTRACT_LIMIT, TITLE_LIMIT, Problem, Reporter, SourceText, clean, is_missing
from kg.sources.values import whole_title

if TYPE_CHECKING:
    from bibtexparser.model import Entry

# An entry may have its brace on the next line.
_ENTRY_START = re.compile(
    r"\s*@(?:[A-Za-z]+[ \t]*[{(]|(?:article|in\w+|misc|book|online|\w+thesis|unpublished)\s*$)", re.IGNORECASE
)
_ANY_START = re.compile(r"@\w*\s*[{(]")
_MOST_STARTS = 5_000  # entries in a block, which is cut at lines: more on one line are no library
_BRACE_BELOW = re.compile(r"\A(\s*@\w+)(\s+)([{(])")
_NO_KEY = re.compile(r"\A(\s*@(?!string\b)\w+\s*[{(])(?=\s*\w+\s*=)", re.IGNORECASE)  # EndNote may leave it out
_PIECE_MARK = re.compile(r'(?<!\\)[{}"]|#')
_NEXT_LINK = re.compile(r"\s+(?=https?://)", re.IGNORECASE)  # Mendeley writes all of them into one field
_NO_PAPERS = {"set", "xdata", "control"}
_NO_RECORD = re.compile(r"\s*@(?:comment|preamble|string)\b", re.IGNORECASE)
_SILENCE = logging.NullHandler()


def read_bibtex_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a BibTeX file, entry by entry. Raises KgError if there is none."""
    logging.getLogger("bibtexparser").addHandler(_SILENCE)  # what it would warn of is reported
    macros: dict[str, str] = {}
    ordinal = 0
    for number, block in blocks(text.lines, _ENTRY_START):
        for part in _block_parts(block, text.name, number, macros):
            if isinstance(part, Problem):
                report(part)
                ordinal += part.skipped
                continue
            ordinal += 1
            line = number + (part.start_line or 0)
            try:
                yield to_paper(_record_of_entry(part, line, macros), Source(text.name, ordinal), report)
            except ValueError as error:
                report(Problem(text.name, line, f"{error}: {clean(part.key)[:60]!r}"))
    if not ordinal:
        raise KgError(f"{text.name} has no papers: no BibTeX entry begins in it")


def _block_parts(block: str, file: str, number: int, macros: dict[str, str]) -> Iterator["Entry | Problem"]:
    """The entries of a block, and what is wrong in it; its macros go to `macros`."""
    from bibtexparser.model import Entry, ImplicitComment, ParsingFailedBlock, String
    from bibtexparser.splitter import Splitter

    try:
        check_block(block)
        if sum(1 for _ in _ANY_START.finditer(block)) > _MOST_STARTS:
            raise ValueError(f"more than {_MOST_STARTS:,} entries on one line: put each on its own line")
    except ValueError as error:
        yield Problem(file, number, str(error), skipped=not _NO_RECORD.match(block))
        return
    end = -1  # the line where an entry ended
    block = _NO_KEY.sub(r"\1,", _BRACE_BELOW.sub(r"\1\3\2", block))
    for part in Splitter(block).split().blocks:
        line = part.start_line or 0
        if isinstance(part, ParsingFailedBlock):  # an entry with a field twice, or with the key of another, is as good
            whole = part.ignore_error_block
            if not isinstance(whole, Entry):
                yield Problem(file, number + line, _reason(part.error), skipped=not _NO_RECORD.match(part.raw or ""))
                continue
            part = whole
        if isinstance(part, Entry):
            end = line + (part.raw or "").count("\n")
            if part.entry_type not in _NO_PAPERS:
                yield part
        elif isinstance(part, String):
            try:
                macros[part.key.lower()] = _field_value(part.value, macros, TITLE_LIMIT)
            except ValueError as error:
                yield Problem(file, number + line, f"{error}: {clean(part.key)[:60]!r}", skipped=False)
        elif isinstance(part, ImplicitComment) and line == end and "}" in part.comment:
            message = f"the entry ends before {clean(part.comment)[:40]!r}: is there an extra closing brace?"
            yield Problem(file, number + line, message, skipped=False)


def _reason(error: Exception) -> str:
    reason = clean(getattr(error, "abort_reason", str(error)))
    if "end of file" in reason:
        return "the entry does not end: a brace or a quotation mark is missing"
    return f"not a BibTeX entry: {reason[:120]}"


def _record_of_entry(entry: "Entry", line: int, macros: dict[str, str]) -> Record:
    """What an entry says. Raises ValueError if a field is too long."""
    raw: dict[str, str] = {}
    for field in entry.fields:
        raw.setdefault(field.key.lower(), field.value)

    def get(*names: str) -> str:
        """The first of some fields that is not missing."""
        values = (_field_value(raw[name], macros).strip() for name in names if name in raw)
        return next((value for value in values if not is_missing(value)), "")

    eprint = get("eprint") if get("archiveprefix", "eprinttype").lower() in ("", "arxiv") else ""
    keywords = get("author_keywords", "author-keywords", "keywords")
    return Record(
        line=line,
        title=without_markup(plain_of_tex(whole_title(get("title"), get("subtitle")))),
        abstract=without_markup(plain_of_tex(get("abstract"))),
        # Its key is no id: it names the entry in its own file only.
        arxiv=eprint
        or next((value for value in (get("number"), get("journal")) if "arxiv" in value.lower()), "")
        or arxiv_id_of_note(plain_of_tex(get("note"))),
        url=verbatim_of_tex(_NEXT_LINK.split(get("url"), maxsplit=1)[0]),
        doi=verbatim_of_tex(get("doi")),
        dates=(("date", get("date")), ("year", _entry_date(get("year"), get("month"), get("day")))),
        authors=_entry_authors(get("author")),
        venue=plain_of_tex(get("journal", "journaltitle", "booktitle")),
        categories=tuple(map(plain_of_tex, [get("primaryclass", "eprintclass"), *re.split("[,;]", keywords)])),
        code=verbatim_of_tex(get("code")),
    )


def _field_value(raw: str, macros: dict[str, str], limit: int = 2 * ABSTRACT_LIMIT) -> str:
    """A value: texts in braces or quotation marks, numbers and macros, joined by "#".

    Raises ValueError if it is longer than `limit` with what its macros stand for.
    """
    pieces, depth, quoted, begin = list[str](), 0, False, 0
    for mark in _PIECE_MARK.finditer(raw) if "#" in raw else ():
        sign = mark[0]
        if sign == "#" and not depth and not quoted:
            pieces.append(raw[begin : mark.start()])
            begin = mark.end()
        elif sign == '"':
            quoted ^= not depth
        else:
            depth += (sign == "{") - (sign == "}")
    value = ""
    for piece in map(str.strip, [*pieces, raw[begin:]]):
        enclosed = piece[:1] + piece[-1:] in ("{}", '""') and len(piece) > 1
        value += piece[1:-1] if enclosed else macros.get(piece.lower(), piece)
        if len(value) > limit:
            raise ValueError(f"a value is longer than {limit:,} characters")
    return value


def _entry_date(year: str, month: str, day: str) -> str:
    """The date that a year, a month ("nov", "11", "5 November") and a day make."""
    if month.isdigit() and year.isdigit():
        return "-".join(filter(None, (year, month, day)))
    return plain_of_tex(f"{day} {month} {year}" if year else "")


def _entry_authors(names: str) -> tuple[str, ...]:
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    parts = split_multiple_persons_names(names)
    if (
        len(parts) == 1
        and "=" not in names
        and names.count(",") > 1
        and all(" " in name.strip() for name in names.split(","))
    ):
        parts = names.split(",")  # "Ada Lovelace, Alan Turing, Kurt Gödel" is three, against the rules of BibTeX
    authors = []
    for name in parts:
        given = dict(re.findall(r"\b(family|given|prefix)\s*=\s*\{?([^,{}]+)", name))
        if "family" in given:  # BibLaTeX's long form
            whole = " ".join(given.get(part, "") for part in ("given", "prefix", "family"))
        else:
            whole = parse_single_name_into_parts(name, strict=False).merge_first_name_first
        authors.append(plain_of_tex(whole))
    return tuple(name for name in authors if name != "others")
