"""Inverse document frequencies of word stems, shipped with kg."""

import math
from collections.abc import Iterable
from functools import cache

import msgspec

from kg.files import data_folder, read_jsonl


class FrequencyHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a frequencies file was made: from how many papers, and in how many a stem must be to be in it."""

    command: str
    papers: int
    least: int


class FrequencyLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a frequencies file: the header, or a stem with the number of papers that have it."""

    header: FrequencyHeader | None = None
    stem: str = ""
    papers: int = 0


@cache
def _load_frequencies() -> tuple[FrequencyHeader, dict[str, int]]:
    lines = [line for _, line in read_jsonl(data_folder().parent / "models" / "frequencies.jsonl", FrequencyLine)]
    assert lines[0].header
    return lines[0].header, {line.stem: line.papers for line in lines[1:]}


@cache
def stem_weight(stem: str) -> float:
    """The inverse document frequency of a stem; one that is not listed counts as one of half as many as the least."""
    header, papers = _load_frequencies()
    return math.log(header.papers / papers.get(stem, header.least / 2))


def weighted_terms(stems: Iterable[str]) -> list[tuple[str, float]]:
    """Stems in order, each with its weight."""
    return [(stem, stem_weight(stem)) for stem in sorted(stems)]
