"""Files of papers to papers."""
