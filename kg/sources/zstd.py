"""Files packed by zstd."""

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ZSTD_BEGINNING = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, or one to skip
_AT_ONCE = 256  # bytes, which unfold to 8 megabytes at most


class Unzstd(io.RawIOBase):
    """The content of zstd frames, one after the other.

    Reading raises OSError where the data is damaged, and EOFError where the last frame is cut short.
    """

    def __init__(self, packed: io.RawIOBase) -> None:
        from zstandard import ZstdDecompressor, ZstdError

        self._read_packed = io.BufferedReader(packed).read1
        self._open_frame, self._error = ZstdDecompressor().decompressobj, ZstdError
        self._frame = self._open_frame()
        self._inside = False
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer as far as one read of the packed data goes; 0 is the end."""
        while not self._rest:
            if not (packed := self._read_packed(_AT_ONCE)):
                if self._inside:
                    raise EOFError("the last frame has no end")
                return 0
            self._rest = memoryview(self._unpack(packed))
        view = memoryview(buffer)
        chunk = self._rest[: len(view)]
        self._rest = self._rest[len(view) :]
        view[: len(chunk)] = chunk
        return len(chunk)

    def _unpack(self, packed: bytes) -> bytes:
        content = []
        while packed:
            try:
                content.append(self._frame.decompress(packed))
            except self._error as error:
                raise OSError(str(error)) from error
            packed, self._inside = self._frame.unused_data, not self._frame.eof
            if not self._inside:
                self._frame = self._open_frame()
        return b"".join(content)
