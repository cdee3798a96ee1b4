"""Links to code, models and data."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.names.links import link_pattern, repository
from kg.nlp.words import Candidate, notes


@Language.component("kg_links", assigns=["doc.user_data"])
def find_links(doc: Doc) -> Doc:
    """Note each link to a repository."""
    found = notes(doc)
    text = found.text.text
    for match in link_pattern().finditer(text):
        target = repository(match["host"], match["path"])
        if target:
            found.candidates.append(Candidate(*match.span(), "link", "Repository", f"repository:{target.lower()}"))
    return doc
