"""Groups of words that keep the same company, as they are shipped."""

from functools import cache, lru_cache

import msgspec

from kg.files import data_folder, read_jsonl


class ClusterHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a clusters file was made, and how many groups it has, from coarse to fine."""

    command: str
    papers: int
    sizes: tuple[int, ...]


class ClusterLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a clusters file: the header, or a word in lower case with its groups, from coarse to fine."""

    header: ClusterHeader | None = None
    word: str = ""
    groups: tuple[int, ...] = ()


@cache
def load_clusters() -> dict[str, tuple[int, ...]]:
    """The groups of each word."""
    path = data_folder().parent / "models" / "clusters.jsonl"
    return {line.word: line.groups for _, line in read_jsonl(path, ClusterLine) if not line.header}


@lru_cache(maxsize=1 << 17)
def group_features(prefix: str, word: str) -> tuple[str, ...]:
    """The groups of a word in lower case as features, from coarse to fine."""
    found = load_clusters().get(word)
    return (f"{prefix}~{found[0]}", f"{prefix}~~{found[1]}") if found else ()
