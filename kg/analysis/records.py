"""The answers: plain tuples with names, which pandas.DataFrame and polars.DataFrame take as a list."""

from typing import NamedTuple

SHOWN_TEXT = 40  # characters of a text, and
SHOWN_ITEMS = 3  # items of a list in a repr


class Link(NamedTuple):
    """What a paper says about an entity, with a sentence that shows it."""

    paper: str
    relation: str
    entity: str
    year: int | None
    sentence: str
    paper_id: str
    entity_id: str

    def __repr__(self) -> str:
        return brief(self)


class Together(NamedTuple):
    """Two entities that papers use together; `lift` is how many times more often than if by chance."""

    one: str
    other: str
    papers: int
    lift: float
    one_id: str
    other_id: str

    def __repr__(self) -> str:
        return brief(self)


class Year(NamedTuple):
    """How many papers of a year use something, how many papers the year has, and the share of the first in these."""

    year: int
    papers: int
    total: int
    share: float

    def __repr__(self) -> str:
        return brief(self)


class Ranked(NamedTuple):
    """A node and its score."""

    name: str
    score: float
    type: str
    id: str

    def __repr__(self) -> str:
        return brief(self)


class Community(NamedTuple):
    """Papers and entities that have more to do with each other than with the rest; named by its strongest entities."""

    name: str
    papers: int
    entities: int
    members: tuple[str, ...]

    def __repr__(self) -> str:
        return brief(self)


class Similar(NamedTuple):
    """A paper that names the same entities as another; few papers name those that count most."""

    paper: str
    year: int | None
    score: float
    shared: tuple[str, ...]
    paper_id: str

    def __repr__(self) -> str:
        return brief(self)


def brief(record: NamedTuple) -> str:
    """A record in one line: ids are left out, long texts and lists cut."""
    facts = {name: value for name, value in record._asdict().items() if not name.endswith("id")}
    shown = ", ".join(f"{name}={_cut_text(value)}" for name, value in facts.items())
    return f"{type(record).__name__}({shown})"


def _cut_text(value: object) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= SHOWN_TEXT else value[: SHOWN_TEXT - 1] + "…")
    if isinstance(value, tuple):
        more = [f"… {len(value) - SHOWN_ITEMS:,} more"] if len(value) > SHOWN_ITEMS else []
        return f"[{', '.join([*map(_cut_text, value[:SHOWN_ITEMS]), *more])}]"
    return f"{value:.3g}" if isinstance(value, float) else repr(value)
