"""The objects of a JSON file one at a time, whatever they are wrapped in: lines, an array, or an object around one."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial

from kg.model import Paper
from kg.sources.fields import rows_of
from kg.sources.mongodb import unwrapped
from kg.sources.records import Record, to_papers
from kg.sources.text import BAD_BYTES, LONGEST_LINE, Reporter, SourceText
from kg.sources.wrappings import AROUND, ARRAYS, NOT_UTF8, Unwrapped, is_own, is_titled, is_whole, records_in, with_id

# An object, or what is wrong with it, and the line where it begins.
Found = tuple[int, Unwrapped]
ObjectRecord = Callable[[dict[str, object], int], Record]

_CHUNK = 1 << 16  # characters
_REACH = 200  # characters before an error, or before a record, that are looked at again
_CUT = "the file seems to be cut short in it"
# Numbers keep their digits: as a float, the id 2106.0960 would lose its last one.
_DECODER = json.JSONDecoder(parse_float=str, parse_constant=lambda _: None, strict=False, object_hook=unwrapped)
_BLANK = re.compile(r"[\s,]*")
_FIRST_KEY = re.compile(r'\{\s*"(?:[^"\\]|\\.)*"\s*:')


def read_objects(text: SourceText, report: Reporter, make: ObjectRecord) -> Iterator[Paper]:
    """The papers of a JSON file, of whose objects `make` makes records, given the line where each begins."""
    return to_papers(text, _walk_rows(text), make, report)


def object_reader(make: ObjectRecord) -> Callable[[SourceText, Reporter], Iterator[Paper]]:
    """The function that reads a format of JSON, of the one that makes a record of an object."""
    return partial(read_objects, make=make)


def _walk_rows(text: SourceText) -> Iterator[Found]:
    for line, found in _walk_lines(text) if _is_lines(text.head) else _Walker(text).walk():
        if isinstance(found, str):
            yield line, found
        else:
            yield from ((line, row) for row in rows_of(found, text.columns))


def _is_lines(head: str) -> bool:
    """Whether there is one record a line, although the first may be broken."""
    lines = [line for line in head.split("\n", 3)[:3] if line.strip()]
    if head.lstrip().startswith("["):
        return False
    return bool(lines) and (_is_record_line(lines[0]) or (len(lines) > 1 and all(map(_is_record_line, lines[1:]))))


def _is_record_line(line: str) -> bool:
    try:
        decoded: object = _DECODER.decode(line.strip())
    except (ValueError, RecursionError):
        return False
    return isinstance(decoded, dict) and any(map(is_own, decoded))


def _walk_lines(text: SourceText) -> Iterator[Found]:
    for number, line in text.lines:
        line = line.strip().rstrip(",")
        if not line:
            continue
        if len(line) > LONGEST_LINE:
            yield number, f"a line of more than {LONGEST_LINE:,} characters is not a paper"
            continue
        if BAD_BYTES.search(line):
            yield number, NOT_UTF8
            continue
        try:
            found = records_in(_DECODER.decode(line))
        except (ValueError, RecursionError) as error:
            found = [f"not a JSON object: {error}"]
        for one in found:
            yield number, one


class _BrokenJsonError(ValueError):
    """What cannot be read as JSON, and the place in the buffer where that shows."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


def _by_ids(fields: dict[str, object], begins: dict[str, int]) -> Iterator[Found]:
    """The records of an object of records by their ids."""
    if not any(map(is_own, fields)):
        yield from ((begins[name], with_id(name, one)) for name, one in fields.items() if isinstance(one, dict))


class _Walker:
    """Objects out of a stream of text, of which only the part around the current object is kept."""

    def __init__(self, text: SourceText) -> None:
        self._pieces = text.pieces
        self._buffer, self._at = "", 0
        self._line, self._counted = 1, 0  # the number of the line that this place of the buffer is in
        self._lost = False  # the end was reached inside of something, which is reported once

    def walk(self) -> Iterator[Found]:
        """The objects of all values of the file."""
        while mark := self._next():
            line = self._line_now()
            try:
                if mark == "[":
                    yield from self._array()
                elif mark == "{":
                    yield from self._object()
                else:
                    raise _BrokenJsonError(f"expected an object, found {self._buffer[self._at :][:40]!r}", self._at)
            except (_BrokenJsonError, RecursionError) as error:
                if not self._lost:
                    yield line, f"not a JSON object: {error}"
                self._resume(re.compile(r"\n(?=[{\[])"), max(0, self._at - 1))

    def _array(self) -> Iterator[Found]:
        begin = self._line_now()
        self._at += 1
        while mark := self._next():
            if mark == "]":
                self._at += 1
                return
            line = self._line_now()
            try:
                found = records_in(self._decode())
            except _BrokenJsonError as error:
                yield line, f"not a JSON object: {error}"
                self._resume_array(error.place)
                continue
            except RecursionError as error:
                found = [f"not a JSON object: {error}"]
            for one in found:
                yield line, one
        if not self._lost:
            self._lost = True
            yield begin, "the file seems to be cut short: the array that begins here does not end"

    def _object(self) -> Iterator[Found]:
        """A record, or an object around records, which is told by its keys as they come."""
        line, own, wrapped, spoilt, whole = self._line_now(), False, False, False, 0
        fields: dict[str, object] = {}
        begins: dict[str, int] = {}
        self._at += 1
        while (mark := self._next()) == '"':
            key, mark = str(self._decode()), self._next()
            if mark != ":":
                raise _BrokenJsonError(f"no colon after {key[:40]!r}", self._at)
            self._at += 1
            mark, begin = self._next(), self._line_now()
            if self._is_around(key.lower(), mark, own) and not is_whole(fields):
                yield from self._array() if mark == "[" else self._object()
                wrapped = True
                continue
            try:
                value = fields[key] = self._decode()
            except _BrokenJsonError:
                yield from _by_ids(fields, begins)
                raise
            begins[key] = begin
            own, spoilt = own or is_own(key), spoilt or value == NOT_UTF8
            whole += not own and is_whole(value)
            if whole > 1:  # an object of records by their ids, which may be long
                yield from _by_ids(fields, begins)
                fields, wrapped = {}, True
        if mark != "}":
            raise _BrokenJsonError(f"expected a field, found {mark!r}" if mark else _CUT, self._at)
        self._at += 1
        if spoilt:
            yield from _by_ids(fields, begins)
            yield line, NOT_UTF8
        elif not wrapped:
            yield from ((line, one) for one in records_in(fields))
        elif is_whole(fields):
            yield line, fields

    def _is_around(self, name: str, mark: str, own: bool) -> bool:
        """Whether the value here has the records of its object, which may have a title or an abstract of its own."""
        if mark != "[":
            return mark == "{" and name in AROUND and not own
        after = self._next(1) if name in ARRAYS else ""
        if after != "{" or not own:
            return after in ("{", "]") and not own
        return is_titled(self._peek(self._buffer.index("{", self._at) - self._at)[0])

    def _next(self, ahead: int = 0) -> str:
        """The next character that is no blank or comma, of this place or, not moving there, of one ahead."""
        while True:
            found = _BLANK.match(self._buffer, self._at + ahead)
            place = found.end() if found else self._at + ahead
            if not ahead:
                self._at = place
            if place < len(self._buffer):
                return self._buffer[place]
            if not self._more():
                return ""

    def _more(self) -> bool:
        pieces, size = [], 0
        while size < _CHUNK and (piece := next(self._pieces, "")):
            pieces.append(piece)
            size += len(piece)
        kept = max(0, self._at - _REACH)
        if self._counted < kept:
            self._line += self._buffer.count("\n", self._counted, kept)
            self._counted = kept
        self._buffer = "".join([self._buffer[kept:], *pieces])
        self._at, self._counted = self._at - kept, self._counted - kept
        return bool(pieces)

    def _line_now(self) -> int:
        self._line += self._buffer.count("\n", self._counted, self._at)
        self._counted = max(self._at, self._counted)
        return self._line

    def _decode(self) -> object:
        """The JSON value at this place, which is then passed; where it is broken, the place stays."""
        value, self._at = self._peek()
        return value

    def _peek(self, ahead: int = 0) -> tuple[object, int]:
        """The JSON value at this place or at one ahead, and where it ends."""
        while True:
            begin = self._at + ahead
            try:
                value, end = _DECODER.raw_decode(self._buffer, begin)
            except json.JSONDecodeError as error:
                # A number, an escape or a word such as "null" may be cut by the end of what is read so far.
                cut = error.msg.startswith("Unterminated string") or error.pos > len(self._buffer) - 12
                if cut and len(self._buffer) - begin > LONGEST_LINE:
                    raise _BrokenJsonError(f"it has more than {LONGEST_LINE:,} characters", begin) from error
                if cut and self._more():
                    continue
                raise _BrokenJsonError(_CUT if cut else error.msg, error.pos) from error
            except (ValueError, RecursionError) as error:
                raise _BrokenJsonError(str(error), begin) from error
            if end == len(self._buffer) and not isinstance(value, dict | list | str) and self._more():
                continue
            return (NOT_UTF8 if BAD_BYTES.search(self._buffer, begin, end) else value), end

    def _resume_array(self, error_at: int) -> None:
        """Go on with the record after a broken one: it begins as that did, on a line of its own or with a field."""
        before = self._buffer[: self._at]
        indent = before[before.rfind("\n") + 1 :]
        if "\n" in before and not indent.strip():
            self._resume(re.compile(rf"\n{indent}(?=\{{)"), self._at)
        else:
            key = _FIRST_KEY.match(self._buffer, self._at)
            start = re.escape(key.group()) if key else r"\{"
            # The error shows after the end of the broken record, if that lacks its end.
            # What looks like an array may be lines, the first of them broken.
            self._resume(re.compile(rf"[,\n]\s*(?={start})"), max(self._at + 1, error_at - _REACH))

    def _resume(self, pattern: re.Pattern[str], place: int) -> None:
        while not (found := pattern.search(self._buffer, place)):
            self._at = max(self._at + 1, len(self._buffer) - _REACH)
            if not self._more():
                self._at, self._lost = len(self._buffer), True
                return
            place = self._at
        self._at = found.end()
