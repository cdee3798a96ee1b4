"""Imported by the process that workers are forked from: the pipeline is loaded once, and its memory is shared."""

import gc

from kg.nlp import load

load(())
gc.freeze()  # a collection in a worker would write to, and so copy, what is shared
