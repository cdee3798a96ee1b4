"""Added papers that a graph had before are told from new ones."""

import pytest

from kg.graph.additions import Additions, compare_added, differ_clearly, shared_ids
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


def test_ids_that_join_papers_of_several_files_are_told() -> None:
    papers = [
        Paper("1", "Low rank", "It has a rank.", source=Source("a", 1)),
        Paper("1", "High seas", "They are wide.", source=Source("b", 1)),
        Paper("2", "Alone with it", "It has a rank.", source=Source("a", 2)),
        Paper("3", "The same title", "It has a rank.", source=Source("a", 4)),
        Paper("3", "The same title", "It is longer.", source=Source("b", 4)),
        Paper("12345678", "A number of PubMed", "It has a rank.", source=Source("a", 5)),
        Paper("12345678", "Whales", "They sing.", source=Source("b", 5)),
        Paper("P1", "Trees", "They have leaves.", source=Source("a", 6)),
        Paper("P1", "Rivers", "They have banks.", source=Source("b", 6)),
        Paper("c1", "Glaciers", "They have ice.", doi="10.1/book", source=Source("a", 7)),
        Paper("c2", "Deserts", "They have sand.", doi="https://doi.org/10.1/BOOK", source=Source("a", 8)),
    ]
    records = [Extraction(paper, ()) for paper in papers]
    assert shared_ids(JoinedPapers(records), records) == [
        ("1", ["High seas", "Low rank"]),
        ("10.1/book", ["Deserts", "Glaciers"]),
        ("12345678", ["A number of PubMed", "Whales"]),
        ("P1", ["Rivers", "Trees"]),
    ]


def test_a_pair_of_papers_is_told_once_whatever_they_share() -> None:
    papers = [Paper("P1", title, f"On {title}.", doi="10.1/p") for title in ("Trees", "Rivers")]
    records = [Extraction(paper, ()) for paper in papers]
    assert shared_ids(JoinedPapers(records), records) == [("P1", ["Rivers", "Trees"])]


def test_what_a_record_corrected_is_told_with_the_rest() -> None:
    papers = [Paper("P1", title, f"On {title}.") for title in ("Trees", "Rivers")]
    records = [Extraction(paper, ()) for paper in papers]
    replaced = [(Paper("P1", "Seas", ""), papers[0]), (Paper("P2", "Ice", ""), Paper("P2", "Sand", ""))]
    assert shared_ids(JoinedPapers(records), records, replaced) == [
        ("P1", ["Rivers", "Seas", "Trees"]),
        ("P2", ["Ice", "Sand"]),
    ]


def test_a_record_without_authors_is_known_by_those_of_its_title() -> None:
    """A listing page has no authors: it has the title of the preprint, and the article has its authors."""
    authors = ("Ada Lovelace", "Charles Babbage")
    papers = [
        Paper("2106.09685v1", "Engines that weave", "They weave.", authors=authors),
        Paper("2106.09685v2", "On analytical machines", "They calculate.", authors=authors),
        Paper("2106.09685", "On analytical machines", "They calculate"),
    ]
    records = [Extraction(paper, ()) for paper in papers]
    assert shared_ids(JoinedPapers(records), records) == []


@pytest.mark.parametrize(
    ("title", "authors", "other", "others", "expected"),
    [
        ("Alpha paper", "", "Beta paper", "", True),
        ("On the seas", "", "On the trees", "", True),
        ("Attention in translation", "A. Vaswani", "Deep nets for proteins", "", True),
        ("Attention in translation", "A. Vaswani", "Deep nets for proteins", "J. Jumper", True),
        ("Seas", "Li Wang; A. Noether; E. Curie", "Trees", "Hao Wang; M. Kahlo; J. Bell", True),  # a frequent surname
        ("作物的病害检测", "", "量子纠错的界限", "", True),
        # The same paper.
        ("Attention in translation", "", "Attention in translations", "", False),
        ("BERT", "", "BERT: pre-training of transformers for language", "", False),
        ("Learning to detect cracks in bridges", "", "A deep learning approach to crack detection", "", False),
        ("Attention in Translation", "A. Vaswani; N. Shazeer", "One block is enough", "Vaswani, A; et al.", False),
        ("Réseaux de neurones", "C. Dupont", "Nets of neurons", "Claire Dupont", False),
        ("作物的病害检测", "", "作物病害检测", "", False),
        ("Deep-learning of molecules", "", "Deep learning of molecules", "", False),
        ("Low rank", "", "", "", False),  # there is no title to be compared
    ],
)
def test_titles_differ_clearly_if_words_and_authors_do(
    title: str, authors: str, other: str, others: str, expected: bool
) -> None:
    a = Paper("x", title, "", authors=tuple(filter(None, authors.split("; "))))
    b = Paper("x", other, "", authors=tuple(filter(None, others.split("; "))))
    assert differ_clearly(a, b) == differ_clearly(b, a) == expected
