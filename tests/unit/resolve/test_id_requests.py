"""Ids of clusters that ask for the same one."""

import pytest
from resolving import lexicon

from kg.resolve.clusters import IdRequest, give_ids, is_numbered


def given(*requests: IdRequest, taken: frozenset[str] = frozenset()) -> dict[str, str]:
    return dict(give_ids(requests, set(taken), lambda _: False, lexicon()))


def test_the_one_of_most_papers_has_the_id_and_others_their_second_choice() -> None:
    few, many = IdRequest("method:tea", 1, "a", ("method:tea-time",)), IdRequest("method:tea", 5, "b")
    for order in ((few, many), (many, few)):
        assert given(*order) == {"b": "method:tea", "a": "method:tea-time"}


def test_where_all_are_taken_ids_are_numbered() -> None:
    alike = [IdRequest("method:tea", 1, root) for root in "abcd"]
    found = given(*alike)
    assert [found[root] for root in "abcd"] == [
        *("method:tea", "method:tea-unclear", "method:tea-sense-2", "method:tea-sense-3")
    ]
    assert given(alike[0], taken=frozenset(["method:tea"])) == {"a": "method:tea-unclear"}


def test_a_listed_id_is_only_for_what_is_listed() -> None:
    assert given(IdRequest("method:lora", 3, "a", ("method:long-range",))) == {"a": "method:long-range"}


@pytest.mark.parametrize(
    ("key", "numbered"),
    [("method:tea-unclear", True), ("method:tea-sense-12", True), ("method:tea", False), ("method:tea-sense-", False)],
)
def test_ids_that_look_numbered(key: str, *, numbered: bool) -> None:
    assert is_numbered(key) is numbered
