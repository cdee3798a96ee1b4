"""What `extract` and `build` are given, checked, with messages that name the caller's argument."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kg.model import Extraction, KgError, Paper


def check_papers(papers: object) -> None:
    """Refuse what cannot be several papers. Raises KgError, saying what is wanted."""
    if isinstance(papers, str | os.PathLike):
        raise KgError(
            "papers are wanted, not a path or a text: "
            "give kg.read_papers(path), or [kg.Paper(id, title, abstract)] for a text of your own"
        )
    if isinstance(papers, Paper):
        raise KgError("several papers are wanted, not one: give [paper]")
    if not isinstance(papers, Iterable):
        raise KgError(
            f"papers are wanted, not {type(papers).__name__}: give kg.read_papers(path), or a list of kg.Paper"
        )


def only_papers(papers: Iterable[object]) -> Iterator[Paper]:
    """The papers one by one, with lists of authors and the like as tuples. Raises KgError if one is no valid paper."""
    for place, paper in enumerate(papers):
        if not isinstance(paper, Paper):
            hint = "give its paper" if isinstance(paper, Extraction) else "make a kg.Paper(id, title, abstract) of it"
            raise KgError(f"papers are wanted, but number {place} is of type {type(paper).__name__}: {hint}")
        try:
            yield msgspec.convert(msgspec.structs.asdict(paper), Paper)
        except msgspec.ValidationError as error:
            raise _wrong_value(paper, str(error)) from None


def _wrong_value(paper: Paper, error: str) -> KgError:
    """The error for a value that a Paper cannot have; that of msgspec names the field, as in "... - at `$.url`"."""
    field = re.split(r"[.\[`]", error.rpartition("$.")[2])[0]
    wanted = {
        "authors": "several texts, as a list or tuple",
        "categories": "several texts, as a list or tuple",
        "authors_count": "an int or None",
        "source": "what kg.read_papers gives, or None",
    }.get(field, "a text")
    hint = "" if field in ("id", "title", "abstract") else "; leave it out if it is not known"
    return KgError(f"paper {paper.id!r}: {field} is {getattr(paper, field)!r:.60}, but must be {wanted}{hint}")


def lexicon_paths(lexicon: object) -> tuple[Path, ...]:
    """One path or several, as a tuple. Raises KgError if it is something else."""
    if isinstance(lexicon, str | os.PathLike | dict) or not isinstance(lexicon, Iterable):
        lexicon = (lexicon,)
    paths: list[Path] = []
    for path in lexicon:
        if not isinstance(path, str | os.PathLike):
            raise KgError(f"lexicon is the path of a file, or several paths, not {path!r:.60}")
        paths.append(Path(path))
    return tuple(paths)
