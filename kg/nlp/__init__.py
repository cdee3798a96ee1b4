"""Text to a spaCy Doc whose `doc.spans["kg"]` holds the entities."""

from kg.nlp.pipeline import load

__all__ = ["load"]
