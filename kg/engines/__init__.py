"""How papers are worked through: in one process or in several."""
