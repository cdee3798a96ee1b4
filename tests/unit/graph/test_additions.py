"""Added papers that a graph had before are told from new ones."""

import pytest

from kg.graph.additions import Additions, compare_added, shared_numbers
from kg.graph.papers import JoinedPapers
from kg.model import Extraction, Paper, Source

EARLIER = Paper("2106.09685v1", "Low rank", "It has a rank.", doi="10.1/low", source=Source("a", 1))


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper("x", "High rank", "It has a rank.", source=Source("a", 1)), Additions(1, 0, ())),
        (Paper("arXiv:2106.09685v2", "High rank", "It has one.", source=Source("b", 1)), Additions(0, 1, ())),
        (Paper("x", "High rank", "It has one.", doi="10.1/low", source=Source("b", 1)), Additions(0, 1, ())),
        (Paper("x", "Low rank", "It has one.", source=Source("b", 1)), Additions(0, 1, ("Low rank",))),
        (Paper("x", "Low rank", "It has one.", source=Source("a", 1)), Additions(0, 1, ("Low rank",))),
        (EARLIER, Additions(0, 1, ())),
    ],
)
def test_a_paper_is_known_by_id_or_by_title(paper: Paper, expected: Additions) -> None:
    records = [Extraction(EARLIER, ()), Extraction(Paper("y", "Sea", "It is wide."), ()), Extraction(paper, ())]
    assert compare_added(JoinedPapers(records), records, 2) == expected
    assert compare_added(JoinedPapers(records), records, 0).known == 0
    assert compare_added(JoinedPapers(records), records, 3) == Additions(0, 0, ())


def test_numbers_of_rows_that_join_papers_of_several_files_are_told() -> None:
    papers = [
        Paper("1", "Low rank", "It has a rank.", source=Source("a", 1)),
        Paper("1", "High seas", "They are wide.", source=Source("b", 1)),
        Paper("2", "Alone with it", "It has a rank.", source=Source("a", 2)),
        Paper("3", "The same title", "It has a rank.", source=Source("a", 4)),
        Paper("3", "The same title", "It is longer.", source=Source("b", 4)),
        Paper("12345678", "A number of PubMed", "It has a rank.", source=Source("a", 5)),
        Paper("12345678", "Its number once more", "It has a rank.", source=Source("b", 5)),
    ]
    records = [Extraction(paper, ()) for paper in papers]
    assert [*shared_numbers(JoinedPapers(records), records)] == [("1", ["High seas", "Low rank"])]
