"""Where long forms of an acronym begin to say something else."""

import pytest

from kg.names.likeness import alike, stem


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # A misspelt word is one of at least seven letters that begins and ends as it should.
        ("Transformation of Bits", "Transfurmation of Bits", True),
        ("Transformation of Bits", "Transfurmetion of Bits", False),
        ("lattice maps", "latttice maps", True),
        ("sensor grids", "sensoor grids", False),
        ("reparametrisation maps", "deparametrisation maps", False),
        ("isotropic maps", "isotropia maps", False),
        ("convolution maps", "contraction maps", False),
        # Words of little meaning may be left out, but there must be others.
        ("flow of a bit", "flow of bits", True),
        ("flow of an image", "flow of images", True),
        ("red flow of bits", "flow of bits", False),
        ("flow of bits", "flow of bits in red", False),
        ("networks", "neural networks", True),
        ("neural model", "learning method", False),
        ("the bits", "bits of models", True),
        ("a bit model", "bits", True),
        # Words may be written as one.
        ("keyvalue stores caching", "key value store caches", True),
        ("long keyvalue stores", "long key value storage", False),
        ("keyvalue stores of long contexts", "key value store for long context", True),
        ("stores of keyvalue contexts", "store for key value contexts", True),
        ("planned routes", "plan routing", True),
    ],
)
def test_long_forms_that_say_the_same(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


@pytest.mark.parametrize(
    ("word", "short"),
    [("planning", "plan"), ("planned", "plan"), ("adapted", "adapt"), ("adaptation", "adapt"), ("bee", "bee")]
)  # fmt: skip
def test_a_stem_has_no_ending_and_no_letter_twice_before_it(word: str, short: str) -> None:
    assert stem(word) == short
