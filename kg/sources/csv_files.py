"""Tables of papers as CSV or TSV, from Zotero, pandas or a spreadsheet, with the columns that people have."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

import msgspec

from kg.model import KgError, Paper
from kg.sources.fields import FIELD_NAMES, field_named, fold_field, record_from
from kg.sources.markup import without_markup
from kg.sources.records import to_papers
from kg.sources.text import BAD_BYTES, LONGEST_LINE, NumberedLine, Problem, Reporter, SourceText, clean, is_missing
from kg.wording import counted

CELL_MARKS = ",;\t|"
MOST_ABOVE = 10  # lines above a header, as databases write them into exports
COLUMNS_SHOWN = 15
LONGEST_NAME = 60  # characters of a column that a second header names
LONGEST_ROW = 200  # lines: otherwise quotation marks that do not end would have all the rest read again and again
_NOTE = re.compile(r"\W*(?:[#%]|https?://)", re.IGNORECASE)
_NAMED_DELIMITER = re.compile(r"\s*sep=([,;:|\t])\s*", re.IGNORECASE)  # a first line that Excel understands


def read_csv_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a table with a line that names its columns, separated by commas, semicolons, tabs or bars.

    Lines above that one are skipped and reported. Raises KgError if there is no such line (see check_columns).
    """
    return _read_table(text, report, CELL_MARKS)


def read_tsv_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The same as read_csv_papers, with tabs."""
    return _read_table(text, report, "\t")


class TableHeader(msgspec.Struct, frozen=True):
    """The delimiter and the column names of a table, and how many lines are above them."""

    mark: str
    names: list[str]
    above: int = 0

    @property
    def form(self) -> str:
        """The format of the table."""
        return "tsv" if self.mark == "\t" else "csv"


def header_of(head: str, columns: Mapping[str, str], delimiters: str = CELL_MARKS) -> TableHeader:
    """The header of a table, by its beginning; text that is no table has one column."""
    first = _header_at(head, columns, delimiters)
    lines = head.split("\n")
    for above in range(1, min(MOST_ABOVE + 1, len(lines)) if lacking(first.names, columns) else 0):
        if not lines[above].strip():
            continue
        header = _header_at("\n".join(lines[above:]), columns, delimiters)
        if lacking(header.names, columns):
            continue
        rows = csv.reader((f"{line}\n" for line in lines[above:]), delimiter=header.mark)
        whole = len(next(rows)) == len(next(rows, [])) > 1  # other text may have a line like this
        if whole and all(_is_note(line, header) for line in lines[:above]):
            return TableHeader(header.mark, header.names, above)
    return first


def _is_note(line: str, header: TableHeader) -> bool:
    """Whether a line above a header is surely no row of the table."""
    cells = [cell for cell in next(csv.reader([line], delimiter=header.mark), []) if cell.strip()]
    return len(cells) < max(2, len(header.names)) or bool(_NOTE.match(line))


def _header_at(text: str, columns: Mapping[str, str], delimiters: str) -> TableHeader:
    """The header that a text begins with.

    The delimiter is that with which most names are known or, where none is, that which makes most columns.
    """
    first, _, rest = text.lstrip().partition("\n")
    if re.fullmatch(r"\|.*\|\s*", first):  # a table of Markdown
        delimiters = delimiters.replace("|", "")
    if named := _NAMED_DELIMITER.fullmatch(first):
        delimiters, first, rest = named[1], *rest.partition("\n")[::2]
    chosen = set(map(fold_field, columns.values()))

    def worth(names: list[str]) -> tuple[int, int]:
        return sum(bool(field_named(name)) or fold_field(name) in chosen for name in names), len(names)

    splits = {mark: next(csv.reader([first, *rest.split("\n")], delimiter=mark), []) for mark in delimiters}
    mark = max(splits, key=lambda mark: worth(splits[mark]))
    return TableHeader(mark, [clean(name) for name in splits[mark]])


def lacking(names: list[str], columns: Mapping[str, str]) -> str:
    """Which field has no column in a header, title or abstract, or whose chosen column is not there; empty if none."""
    folded = set(map(fold_field, names))
    for field in ("title", "abstract", *columns):
        known = [columns[field]] if field in columns else FIELD_NAMES[field]
        if not folded.intersection(map(fold_field, known)):
            return field
    return ""


def check_columns(text: SourceText, names: list[str]) -> None:
    """Refuse a table that has no column for a field (see lacking). Raises KgError, saying what to do."""
    if field := lacking(names, text.columns):
        shown = ", ".join(name[:40] or "(no name)" for name in names[:COLUMNS_SHOWN])
        more = f" and {len(names) - COLUMNS_SHOWN} more" if len(names) > COLUMNS_SHOWN else ""
        column = f"column {text.columns[field]!r}" if field in text.columns else f"{field} column"
        raise KgError(
            f"{text.name} has no {column}; its columns are: {shown}{more}\n"
            f"choose one with --column {field}=COLUMN (in Python, columns={{{field!r}: 'COLUMN'}})"
        )


def _read_table(text: SourceText, report: Reporter, delimiters: str) -> Iterator[Paper]:
    header = header_of(text.head, text.columns, delimiters)
    check_columns(text, header.names)
    if above := [line for _, line in islice(text.lines, header.above) if line.strip()]:
        message = f"{counted(len(above), 'line')} above the header skipped: {clean(above[0])[:LONGEST_NAME]!r}"
        report(Problem(text.name, 1, message, skipped=False))
    # The limit of the module, for all readers of the process, is shorter than abstracts may be.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    make = partial(record_from, columns=text.columns, plain=without_markup)
    return to_papers(text, _values_of_rows(text, header.mark), make, report)


def _values_of_rows(text: SourceText, mark: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    names: list[str] = []
    for line, row in _Rows(text.lines, mark).walk():
        if isinstance(row, str):
            yield line, row
        elif not names or _is_header(row, text.columns):
            names = [] if _NAMED_DELIMITER.fullmatch(mark.join(row)) else [clean(name) for name in row]
        elif any(cell.strip() for cell in row[len(names) :]):
            yield line, f"it has {len(row)} cells, but there are {len(names)} columns"
        else:
            values: dict[str, str] = {}
            for name, cell in zip(names, row, strict=False):
                if not is_missing(cell):
                    values.setdefault(name, cell)
            yield line, values


def _is_header(row: list[str], columns: Mapping[str, str]) -> bool:
    """Whether a row names columns, as where two tables were joined to one file."""
    return max(map(len, row)) <= LONGEST_NAME and not lacking(list(map(clean, row)), columns)


class _Rows:
    """The rows of a table, or what is wrong with them, with the line where each begins.

    A row whose quotation marks do not end costs only its first line, not all that follow; with tabs they are then
    plain signs, as the Web of Science and databases write them.
    """

    def __init__(self, lines: Iterator[NumberedLine], mark: str) -> None:
        self._lines = lines
        self._again: deque[NumberedLine] = deque()
        self._used: list[NumberedLine] = []
        self._mark = mark
        self._reader = csv.reader(self, delimiter=mark)

    def __iter__(self) -> "_Rows":
        return self

    def __next__(self) -> str:
        """The next line, for the parser."""
        if len(self._used) == LONGEST_ROW:
            raise csv.Error(f"a row of more than {LONGEST_ROW:,} lines is not a paper")
        self._used.append(self._again.popleft() if self._again else next(self._lines))
        return f"{self._used[-1][1]}\n"

    def walk(self) -> Iterator[tuple[int, list[str] | str]]:
        """The rows that are not empty."""
        while True:
            self._used = []
            try:
                row: list[str] = next(self._reader)
                fault = ""
            except StopIteration:
                return
            except csv.Error as error:
                row, fault = [], str(error)
            (number, line), others = self._used[0], self._used[1:]
            plain = self._mark == "\t" and '"' in line
            if (others or plain) and (fault or not self._is_quoted()):
                row, fault = line.split("\t"), "" if plain else "a quotation mark on this line is never closed"
                self._again.extendleft(reversed(others))
                others = []
            if any(BAD_BYTES.search(line) for _, line in (self._used[0], *others)):
                fault = "it has bytes that are not UTF-8: save the file as UTF-8"
            elif len(line) > LONGEST_LINE:
                fault = f"a line of more than {LONGEST_LINE:,} characters is not a paper"
            if fault or any(cell.strip() for cell in row):
                yield number, fault or row

    def _is_quoted(self) -> bool:
        """Whether the quotation marks of a row are around whole cells, each with its other, whatever stands inside."""
        lines = [f"{line}\n" for _, line in self._used]
        try:
            next(csv.reader(iter(lines), delimiter=self._mark, strict=True))
        except csv.Error:
            mark = re.escape(self._mark)
            opened = re.findall(rf'(?:^|{mark}) *"', "".join(lines), re.MULTILINE)
            closed = re.findall(rf'" *(?:$|{mark})', "".join(lines), re.MULTILINE)
            return len(opened) == len(closed) > 0
        return True
