"""Links to code, models and data."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Label
from kg.names.links import link_pattern, repository
from kg.nlp.spans import LINKS, Mark, write_marks
from kg.nlp.words import words_of

@Language.component("kg_links", requires=["doc._.kg_words"], assigns=["doc._.kg_links"])
def find_links(doc: Doc) -> Doc:
    """Mark each link to a repository."""
    text = words_of(doc).text
    marks = []
    for match in link_pattern().finditer(text) if "/" in text else ():
        if target := repository(match["host"], match["path"]):
            marks.append(Mark(*match.span(), "link", Label.REPOSITORY, f"repository:{target.lower()}"))
    write_marks(doc, LINKS, marks)
    return doc
