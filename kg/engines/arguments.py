"""What `extract` and `build` are given, checked, with messages that name the caller's argument."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model import Extraction, KgError, Paper


def check_papers(papers: object) -> None:
    """Refuse what cannot be several papers.

    Raises:
        KgError: it is one paper, a path, a text, or nothing to go through.
    """
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
    """The papers one by one.

    Raises:
        KgError: one of them is not a paper.
    """
    for place, paper in enumerate(papers):
        if not isinstance(paper, Paper):
            hint = "give its paper" if isinstance(paper, Extraction) else "make a kg.Paper(id, title, abstract) of it"
            raise KgError(f"papers are wanted, but number {place} is of type {type(paper).__name__}: {hint}")
        yield paper


def lexicon_paths(lexicon: object) -> tuple[Path, ...]:
    """One path or several, as a tuple.

    Raises:
        KgError: it is something else.
    """
    if isinstance(lexicon, str | os.PathLike):
        return (Path(lexicon),)
    if isinstance(lexicon, dict) or not isinstance(lexicon, Iterable):
        raise _no_path(lexicon)
    paths = tuple(lexicon)
    for path in paths:
        if not isinstance(path, str | os.PathLike):
            raise _no_path(path)
    return tuple(map(Path, paths))


def _no_path(value: object) -> KgError:
    return KgError(f"lexicon is the path of a file, or several paths, not {value!r:.60}")
