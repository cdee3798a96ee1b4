"""Added papers that a graph had before are told from new ones."""

import pytest

from kg.graph.additions import Additions, compare_added
from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import Lexicon
from kg.model import Extraction, Graph, Paper, Source

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
def test_a_paper_is_known_by_id_or_by_title(lexicon: Lexicon, paper: Paper, expected: Additions) -> None:
    earlier = build_graph([Extraction(EARLIER, ())], lexicon)
    graph = build_graph([Extraction(paper, ())], lexicon, earlier)
    assert compare_added(graph, earlier, [paper]) == expected
    assert compare_added(build_graph([Extraction(paper, ())], lexicon), Graph(), [paper]) == Additions(1, 0, ())
