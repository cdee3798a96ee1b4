"""Links to code, models and data."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Label
from kg.names.links import mark_links as links_in
from kg.names.links import repository
from kg.nlp.spans import LINKS, Mark, write_marks
from kg.nlp.words import words_of


@Language.component("kg_links", requires=["doc._.kg_words"], assigns=["doc._.kg_links"])
def mark_links(doc: Doc) -> Doc:
    """Mark each link to a repository."""
    text = words_of(doc).text
    marks = [
        Mark(*match.span(), "link", Label.REPOSITORY, f"repository:{target.lower()}")
        for match in links_in(text)
        if (target := repository(match["host"], match["path"]))
    ]
    write_marks(doc, LINKS, marks)
    return doc
