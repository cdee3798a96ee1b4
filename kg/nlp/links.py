"""Links to code, models and data."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Label
from kg.names.links import find_links, repository
from kg.nlp.spans import LINKS, Mark, write_marks
from kg.nlp.words import words_of


@Language.component("kg_links", requires=["doc._.kg_words"], assigns=["doc._.kg_links"])
def mark_links(doc: Doc) -> Doc:
    """Mark each link to a repository."""
    text = words_of(doc).text
    marks = [
        Mark(*match.span(), "link", Label.REPOSITORY, f"repository:{target.lower()}")
        for match in find_links(text)
        if (target := repository(match["host"], match["path"]))
    ]
    write_marks(doc, LINKS, marks)
    return doc
