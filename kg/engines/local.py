"""Papers to extractions in this process."""

from pathlib import Path

from kg.model import Extraction, KgError, Paper
from kg.nlp import load
from kg.nlp.extraction import extract_paper


def extract_one(paper: Paper, lexicon: tuple[Path, ...]) -> Extraction:
    """The extraction of a paper.

    Raises:
        KgError: it cannot be extracted; the message says which paper it is.
    """
    nlp = load(lexicon)
    try:
        return extract_paper(nlp, paper)
    except KgError:
        raise
    except Exception as error:
        where = f" ({paper.source.file}, record {paper.source.ordinal})" if paper.source else ""
        raise KgError(f"paper {paper.id!r}{where} cannot be extracted: {type(error).__name__}: {error}") from error
