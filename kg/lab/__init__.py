"""Measuring and improving extraction: evaluation, labelled pairs, training, suggestions."""
