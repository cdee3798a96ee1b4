"""Words of many papers weigh little; those that the table does not have weigh most, and all the same."""

from kg.names.likeness import terms
from kg.resolve.frequencies import stem_weight, weighted_terms


def test_common_words_weigh_less_than_rare_ones() -> None:
    common, rare, unknown = (stem_weight(next(iter(terms(word)))) for word in ("model", "antenna", "quorbo"))
    assert 0 < common < rare < unknown
    assert unknown == stem_weight("zzorb")


def test_terms_are_in_order_with_their_weights() -> None:
    assert weighted_terms({"quorbo", "antenna"}) == [(stem, stem_weight(stem)) for stem in ("antenna", "quorbo")]
