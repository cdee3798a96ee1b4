"""RIS, as Zotero, EndNote, Web of Science, Scopus and publishers export it."""

import re
from collections.abc import Iterator

from kg.model import KgError, Paper, Source
from kg.sources.blocks import blocks, check_block
from kg.sources.markup import without_markup
from kg.sources.records import Record, arxiv_id_of_note, to_paper
from kg.sources.text import NumberedLine, Problem, Reporter, SourceText, is_missing

# As some programs write it: indented, in small letters, with one blank or a tab.
_RECORD_START = re.compile(r"[ \t]*(TY)(?:([ \t]{2})-|([ \t]{1,3})-[ \t]*[A-Z]{3,6}\s*$)", re.IGNORECASE)
_START_WITHIN = re.compile(r"\bTY[ \t]{1,2}-[ \t]*[A-Z]{3,6}\s*$")  # after a file without an end of line
_RECORD_END = re.compile("^ER  -", re.MULTILINE)
_VENUE_TAGS = ("JO", "T2", "BT", "C3", "JF", "JA", "J2")
_RIS_TAGS = (
    *("TI", "T1", "AB", "N2", "AU", "A1", "DA", "Y1", "PY", "DO", "UR", "L1", "LK"),
    *("KW", "ID", "AN", "M1", "N1"),
    *_VENUE_TAGS,
)
_SLASHED = re.compile(r"(\d{4}(?:/\d{1,2}){0,2}+)/.*")  # "2024/3/5/Spring", "2024//"
# A bare number counts the records of somebody's library: it names no paper.
_OWN_ID = re.compile(r"WOS:\w+|W\d{6,}")
_ARXIV_ID = re.compile(r"arxiv:\s*\S+(?:\s*\[.*)?|\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)


def read_ris_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a RIS file, record by record. Raises KgError if there is none."""
    ordinal = 0
    for ordinal, (line, block) in enumerate(blocks(_whole_lines(text.lines), _RECORD_START), 1):
        try:
            check_block(block)
            block = _in_one_spelling(block)
            yield to_paper(_record_of_block(block, line), Source(text.name, ordinal), report)
        except ValueError as error:
            report(Problem(text.name, line, str(error)))
        else:
            if not _RECORD_END.search(block):
                message = "the record has no ER line: the file seems to be cut short in it"
                report(Problem(text.name, line, message, skipped=False))
    if not ordinal:
        raise KgError(f"{text.name} has no papers: no RIS record begins in it")


def _whole_lines(lines: Iterator[NumberedLine]) -> Iterator[NumberedLine]:
    for number, line in lines:
        found = _START_WITHIN.search(line)
        start = found.start() if found else 0
        if before := line[:start].strip():
            yield number, before
            line = line[start:]
        yield number, line


def _in_one_spelling(block: str) -> str:
    """A record whose tags are written as its first is, with tags as they should be."""
    from rispy import RisParser

    start = _RECORD_START.match(block.partition("\n")[0])
    if not start or start[0].startswith("TY  -"):
        return block
    gap, case = start[2] or start[3], re.NOFLAG if start[1] == "TY" else re.IGNORECASE
    tag = re.compile(rf"^[ \t]*([A-Z][A-Z\d])(?:  |{gap})-(?:[ \t]+|$)", re.MULTILINE | case)

    def written(found: re.Match[str]) -> str:
        known = found[1].upper() in RisParser.DEFAULT_MAPPING  # "AI - based", in an abstract, begins no field
        return f"{found[1].upper()}  - " if known else found[0]

    return tag.sub(written, block)


def _record_of_block(block: str, line: int) -> Record:
    from rispy import RisParser

    # Every tag as a list of lines: rispy would copy a long text anew for each line, and drop all but its first tag.
    tags = {tag: tag for tag in (*_RIS_TAGS, "TY")}
    parser = RisParser(mapping=tags, list_tags=list(_RIS_TAGS), delimiter_tags_mapping={}, skip_unknown_tags=True)
    record: dict[str, list[str]] = parser.parse_lines(iter([*block.split("\n"), "ER  - "]))[0]

    def get(*names: str) -> str:
        """The first of some tags that is not missing."""
        values = (" ".join(record.get(name, ())).strip() for name in names)
        return next((value for value in values if not is_missing(value)), "")

    ids = get("AN"), get("ID"), get("M1")
    links = [link for tag in ("UR", "L1", "LK") for value in record.get(tag, ()) for link in re.split(r"[;\s]+", value)]
    return Record(
        line=line,
        title=without_markup(get("TI", "T1")),
        abstract=without_markup(get("AB", "N2")),
        id=next(filter(_OWN_ID.fullmatch, ids), ""),
        arxiv=next(filter(_ARXIV_ID.fullmatch, ids), "") or arxiv_id_of_note("\n".join(record.get("N1", ()))),
        url=next((link for link in links if link.startswith(("http://", "https://"))), ""),
        doi=get("DO"),
        dates=tuple(
            (tag, _SLASHED.sub(r"\1", value)) for tag in ("DA", "Y1", "PY") for value in record.get(tag, ())[:1]
        ),
        authors=tuple(record.get("AU") or record.get("A1") or ()),
        venue=get(*_VENUE_TAGS),
        categories=tuple(word for text in record.get("KW", ()) for word in text.split(";")),
    )
