"""The wording of messages."""


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number and what is counted: "1 file", "2 files"."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
