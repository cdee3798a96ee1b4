"""The wording of messages."""

import re

# Bytes of an argument or a file name that the encoding of the system does not know, as Python stands in for them.
_UNREADABLE = re.compile("[\udc80-\udcff]+")


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number and what is counted: "1 file", "2 files"."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def readable(text: str, errors: str = "backslashreplace") -> str:
    r"""Text that can be written as UTF-8, with other bytes of a file name shown as in "caf\xe9", or as `errors` says.

    Where the system is set to ASCII, all bytes beyond it come escaped; those that are UTF-8 are read as such.
    """
    text = _UNREADABLE.sub(lambda found: _unescaped(found[0], errors), text)
    return text.encode("utf-8", "backslashreplace").decode()


def _unescaped(escaped: str, errors: str) -> str:
    return escaped.encode("ascii", "surrogateescape").decode("utf-8", errors)
