"""What all sources share: files as lines of text, clean strings, and problems with records."""

import codecs
import contextlib
import gzip
import io
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from kg.compression import GZIP_BEGINNING, ZSTD_BEGINNING, Unzstd
from kg.model import KgError, StrPath
from kg.sources.formats import refusal
from kg.sources.streams import Reader, Unpacked, open_stream
from kg.wording import readable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 1 << 16  # bytes from which the format is detected
PIECE = 1 << 16  # characters
LONGEST_LINE = 1 << 22  # characters; a longer line is not a record
MOST_BLANK = 1_000_000  # blank lines in a row; a file that goes on so holds nothing more
ABSTRACT_LIMIT = 200_000  # characters
TITLE_LIMIT = 2_000  # characters
PARQUET = b"PAR1"
BAD_BYTES = re.compile("[\udc80-\udcff]")  # as surrogateescape decodes bytes that are not UTF-8
_XML_ENCODING = re.compile(rb"\s*<\?xml\s[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
_OLD_ENCODING = re.compile(r"iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|johab|tis|ptcp")
# What libraries and databases write where a value is missing.
_MISSING = re.compile(
    r"[-–—]*|[\W_]*(?:nan|nat|none|null|n/a|(?-i:NA)|<na>|(?:(?:abstract|title) (?:is )?)?not available"
    r"|no (?:abstract|title)(?: is)? (?:available|provided|found))[\W_]*",
    re.IGNORECASE,
)
_LONGEST_MISSING = 60  # characters
_OBJECT_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[^\n]*\}\s*\n")

# UTF-32 first: its byte-order mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARK = "\ufeff"
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROL: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # cannot be written as UTF-8
_CLEAN = str.maketrans(_CONTROL | _INVISIBLE | _SURROGATES)


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with a record that begins at this line, counted from 1; 0 is the whole file.

    `skipped` is False if the record was read without the part that is wrong.
    """

    file: str
    line: int
    message: str
    skipped: bool = True

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.message}"


Reporter = Callable[[Problem], None]
NumberedLine = tuple[int, str]


def clean(text: str) -> str:
    """Text on one line, without control and invisible characters or repeated white space; TeX stays as it is."""
    return " ".join(text.translate(_CLEAN).split())


class _Replay(io.RawIOBase):
    """A stream with a `head` to look at, of which `given` bytes were taken. Damaged data ends it: `broken` says why."""

    def __init__(self, read: Reader, head: bytes = b"") -> None:
        self.broken, self.given = "", 0
        self._read = read
        self.head = head
        # JSON Lines are known by the first, so that records from a slow pipe are read while it is still open.
        while len(self.head) < HEAD and not _OBJECT_LINE.match(self.head):
            chunk = self._next(HEAD - len(self.head))
            if not chunk:
                break
            self.head += chunk
        self._rest = self.head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        chunk = self._rest[: len(view)] or self._next(len(view))
        self._rest = self._rest[len(view) :]
        view[: len(chunk)] = chunk
        self.given += len(chunk)
        return len(chunk)

    def _next(self, size: int) -> bytes:
        try:
            return b"" if self.broken else self._read(size)
        except (OSError, EOFError, zlib.error) as error:
            self.broken = f"the rest cannot be read: the data is damaged or cut short ({error})"
            return b""


class SourceText(msgspec.Struct, frozen=True):
    """An open file: its name for messages and sources, its first characters, and its content, in one of three ways.

    `lines` are numbered and have no line end; a line of more than LONGEST_LINE characters is cut to one character more
    than that. `pieces` are lines with their ends, or parts of long lines. A Parquet file has neither: it is `binary`,
    and can be read at any place. `columns` are those of the user's choice, `place` is how many bytes have been read.
    """

    name: str
    head: str
    lines: Iterator[NumberedLine]
    pieces: Iterator[str] = iter(())
    binary: IO[bytes] | None = None
    columns: Mapping[str, str] = {}
    place: Callable[[], int] = int


@contextlib.contextmanager
def open_text(path: StrPath, report: Reporter) -> Iterator[SourceText]:
    """A text file (or, for "-", stdin), decompressed and decoded: as UTF-8, or as a byte-order mark or XML says.

    Bytes that are not in the encoding become surrogate escapes (see BAD_BYTES).

    Raises:
        KgError: it cannot be opened, is empty, or is not text.
    """
    with contextlib.ExitStack() as stack:
        name = "stdin" if str(path) == "-" else clean(readable(Path(path).name, "replace"))

        def changed() -> None:
            report(Problem(name, 0, "it changed while it was being read: run the command again", skipped=False))

        stream, read, begun = stack.enter_context(open_stream(path, changed))
        raw = first = _Replay(read, begun)
        if raw.head.startswith(GZIP_BEGINNING):
            unpacked = stack.enter_context(gzip.GzipFile(fileobj=io.BufferedReader(raw))).read1
            raw = _Replay(Unpacked(unpacked, lambda: first.given).read)
        elif ZSTD_BEGINNING.match(raw.head):
            raw = _Replay(Unpacked(Unzstd(raw).read, lambda: first.given).read)
        if raw.head.startswith(PARQUET) and b"\0" in raw.head:
            binary = stream if raw is first and stream.seekable() else _seekable_copy(stack, raw, path)
            yield SourceText(name, PARQUET.decode(), iter(()), binary=binary)
            return
        if not raw.head.strip():
            raise KgError(f"{path} has no papers: {raw.broken or 'it is empty'}")
        encoding = next((encoding for mark, encoding in MARKS if raw.head.startswith(mark)), "") or _declared(raw.head)
        if b"\0" in raw.head and encoding not in ("utf-16", "utf-32"):
            raise KgError(refusal(str(path), "is a PDF" if raw.head.startswith(b"%PDF-") else "is a binary file"))
        errors = "replace" if encoding in ("utf-16", "utf-32") else "surrogateescape"
        head = re.sub("\r\n?", "\n", raw.head.decode(encoding, errors)).replace(_MARK, "")
        if not head.strip():  # nothing but marks
            raise KgError(f"{path} has no papers: it is empty")
        decoded = io.TextIOWrapper(io.BufferedReader(raw, HEAD), encoding, errors)
        pieces = _text_pieces(name, decoded, raw, report)
        yield SourceText(name, head, _numbered_lines(pieces), pieces, place=stream.tell)


def _declared(head: bytes) -> str:
    """The encoding that an XML declaration names, if it is an older one and the declaration is in it; else UTF-8."""
    if found := _XML_ENCODING.match(head):
        with contextlib.suppress(LookupError, ValueError):
            name = codecs.lookup(found[1].decode()).name
            if _OLD_ENCODING.match(name) and found[0].decode(name) == found[0].decode("ascii"):
                return name
    return "utf-8"


def _seekable_copy(stack: contextlib.ExitStack, raw: _Replay, path: StrPath) -> IO[bytes]:
    """What a pipe or a packed file holds, as a file that can be read at any place."""
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    shutil.copyfileobj(raw, copy)
    if raw.broken:
        raise KgError(f"cannot read {path}: {raw.broken}")
    return copy


def _text_pieces(name: str, decoded: io.TextIOWrapper, raw: _Replay, report: Reporter) -> Iterator[str]:
    number, inside, blank = 1, False, 0
    while piece := decoded.readline(PIECE):
        piece = piece.replace(_MARK, "")  # also where files were joined to one
        if not piece:
            continue
        blank = blank + 1 if piece == "\n" else 0
        if blank > MOST_BLANK:
            report(Problem(name, number, f"more than {MOST_BLANK:,} blank lines in a row: the rest is not read"))
            return
        inside = not piece.endswith("\n")
        number += not inside
        yield piece
    if raw.broken:
        if inside:  # the line that is cut comes before the reason
            yield "\n"
        report(Problem(name, number + inside, raw.broken))


def _numbered_lines(pieces: Iterator[str]) -> Iterator[NumberedLine]:
    number, parts, size = 1, [], 0
    for piece in pieces:
        if size <= LONGEST_LINE:
            parts.append(piece)
            size += len(piece)
        if piece.endswith("\n"):
            yield number, "".join(parts).removesuffix("\n")[: LONGEST_LINE + 1]
            number, parts, size = number + 1, [], 0
    if parts:
        yield number, "".join(parts)[: LONGEST_LINE + 1]


def is_missing(text: str) -> bool:
    """Whether a text is none but stands for a value that is missing: "NaN", "N/A", "-", "[No abstract available]"."""
    return len(text) <= _LONGEST_MISSING and bool(_MISSING.fullmatch(text.strip()))


def fault_of(title: str, abstract: str) -> str:
    """What is wrong with a clean title and abstract; empty if nothing is."""
    for name, value, limit in (("title", title, TITLE_LIMIT), ("abstract", abstract, ABSTRACT_LIMIT)):
        if is_missing(value) or value.lower().strip("[(.)] ") == f"no {name}":
            return f"no {name}"
        if not re.search(r"[^\W_]", value):
            return f"the {name} {value[:40]!r} has no words"
        if len(value) > limit:
            return f"the {name} has {len(value):,} characters; the limit is {limit:,}"
    return ""
