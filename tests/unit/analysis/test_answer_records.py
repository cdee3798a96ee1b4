"""Answers are tuples with a short repr, and tables of pandas and polars as they are."""

import pandas
import polars
import pytest

import kg
from kg.analysis import Community, papers_using, ranking

Network = "nx.MultiDiGraph[str]"


def test_a_repr_is_short(g: Network) -> None:
    [link] = papers_using(g, "FrobNet", years=2022)
    assert repr(link) == (
        "Link(paper='Wide cups', relation='USES', entity='FrobNet', year=2022, sentence='We look at FrobNet.')"
    )
    long = link._replace(paper="\x1b[31m" + "cup " * 99, year=None)
    assert len(repr(long)) < 160
    assert "\x1b" not in repr(long)
    many = Community("A, B, C", 1_000, 10, tuple(f"method:{number}" for number in range(1_010)))
    assert repr(many) == (
        "Community(name='A, B, C', papers=1000, entities=10, "
        "members=['method:0', 'method:1', 'method:2', … 1,007 more])"
    )


@pytest.mark.parametrize("frame", [pandas.DataFrame, polars.DataFrame])
def test_answers_are_tables(g: Network, frame: type) -> None:
    links = papers_using(g, "Zorblax")
    table = frame(links)
    assert [*table.columns] == [*links[0]._fields]
    assert [*table["paper"]] == [link.paper for link in links]
    assert [*frame(ranking(g))["score"]] == [4, 2, 2]


def test_they_are_in_the_package() -> None:
    assert kg.analysis.papers_using is papers_using
