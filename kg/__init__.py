"""Machine-learning paper abstracts to a knowledge graph, by rules."""
