"""Groups of words that keep the same company, as they are shipped."""

from functools import cache, lru_cache

import msgspec

from kg.files import data_folder, read_jsonl


class ClusterHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a clusters file was made, and how many groups it has."""

    command: str
    papers: int
    groups: int


class ClusterLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a clusters file: the header, or a word in lower case with the number of its group."""

    header: ClusterHeader | None = None
    word: str = ""
    group: int = 0


@cache
def load_clusters() -> dict[str, int]:
    """The group of each word."""
    path = data_folder().parent / "models" / "clusters.jsonl"
    return {line.word: line.group for _, line in read_jsonl(path, ClusterLine) if not line.header}


@lru_cache(maxsize=1 << 17)
def word_features(prefix: str, word: str) -> tuple[str, ...]:
    """A word in lower case and its group as features."""
    return f"{prefix}:{word}", *group_features(prefix, word)


@lru_cache(maxsize=1 << 17)
def group_features(prefix: str, word: str) -> tuple[str, ...]:
    """The group of a word in lower case as a feature, if it has one."""
    group = load_clusters().get(word)
    return () if group is None else (f"{prefix}~{group}",)
