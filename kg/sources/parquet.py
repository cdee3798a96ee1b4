"""Parquet tables, one paper a row, with columns named like the fields of JSON objects."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model import KgError, Paper, Source
from kg.sources.csv_files import check_columns
from kg.sources.fields import field_named, fold_field, record_from
from kg.sources.mongodb import unwrapped
from kg.sources.records import to_paper
from kg.sources.text import Problem, Reporter, SourceText, clean

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

_ROWS_AT_ONCE = 256
_MIDNIGHT = r" 00:00:00(?:\.0+)?(?:Z|\+00:?00)?$"


def read_parquet_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a Parquet file, some rows at a time; in messages, the line is the row.

    Raises KgError if it is no Parquet file, is damaged, or has no columns for titles and abstracts.
    """
    if text.binary is None:
        raise KgError(f"{text.name} is not a Parquet file")
    for row, values in _rows(text, report):
        try:
            yield to_paper(record_from(values, row, text.columns), Source(text.name, row), report)
        except ValueError as error:
            report(Problem(text.name, row, str(error)))


def _rows(text: SourceText, report: Reporter) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows of a table, counted from 1, with the columns that make a paper."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(text.binary)
        names: list[str] = file.schema_arrow.names
    except (ArrowException, OSError, ValueError) as error:
        raise KgError(f"{text.name} is a damaged Parquet file: {clean(str(error))[:200]}") from error
    check_columns(text, [clean(name) for name in names])
    unnamed = {"externalids", "ids", "extra", "forum", *map(fold_field, text.columns.values())}
    wanted = [name for name in names if field_named(name) or fold_field(name) in unnamed]
    end = 0
    for group in range(file.num_row_groups):
        row, end = end, end + file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(_ROWS_AT_ONCE, [group], wanted):
                for row, values in enumerate(_values(batch), row + 1):  # noqa: B020
                    if isinstance(values, str):
                        report(Problem(text.name, row, values))
                    else:
                        yield row, values
        except (ArrowException, OSError, ValueError) as error:
            reason = f"rows {row + 1:,} to {end:,} cannot be read: the data is damaged ({clean(str(error))[:200]})"
            report(Problem(text.name, row + 1, reason))


def _values(batch: "RecordBatch") -> Iterator[dict[str, object] | str]:
    """The values of each row, or what is wrong with it."""
    cells = dict(zip(batch.schema.names, map(_plain_column, batch.columns), strict=True))
    for place in range(batch.num_rows):
        try:
            yield {name: _as_json_has_it(column[place].as_py()) for name, column in cells.items()}
        except ValueError as error:
            yield f"the row cannot be read: {clean(str(error))[:200]}"


def _as_json_has_it(value: object) -> object:
    """A value as JSON has it: bytes, as writers that know no texts have them, are texts, in lists and structs too."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, list):
        return [_as_json_has_it(one) for one in value]
    if isinstance(value, tuple):
        return tuple(map(_as_json_has_it, value))
    return unwrapped({name: _as_json_has_it(one) for name, one in value.items()}) if isinstance(value, dict) else value


def _plain_column(column: "Array") -> "Array":
    """A column with dates and times as texts: Python has no nanoseconds."""
    import pyarrow
    from pyarrow.compute import replace_substring_regex

    if not pyarrow.types.is_temporal(column.type):
        return column
    return replace_substring_regex(column.cast(pyarrow.string()), _MIDNIGHT, "")
