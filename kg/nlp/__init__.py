"""Text to a spaCy Doc whose `doc.spans["kg"]` holds the entities, and that to an Extraction."""

from kg.nlp.pipeline import load

__all__ = ["load"]
