"""Papers whose words in capitals are methods, and the graphs of their records."""

from collections.abc import Iterable

from graphs import NO_NAMES

from kg.graph.assemble import build_graph, extractions_of
from kg.graph.papers import without_corrected
from kg.model import Entity, Extraction, Graph, Label, Mention, Node, Paper, Relation
from kg.names.ids import entity_id
from kg.names.links import with_code

ABSTRACT = "Use FOO ."
ONE = Paper("2106.09685", "On trees", ABSTRACT)
LONG, SHORT = "Use FOO and BAR and more .", "Use BAZ ."


def extraction(paper: Paper) -> Extraction:
    """What the words of a paper name: each word in capitals of its abstract is a method."""
    found = []
    for word in dict.fromkeys(paper.abstract.split()):
        if word.isupper():
            start = paper.abstract.index(word)
            mention = Mention("abstract", start, start + len(word), word, "r")
            found.append(Entity(Label.METHOD, word, (), Relation.USES, entity_id(Label.METHOD, word), (mention,)))
        elif word.startswith("github.com/"):
            start = paper.abstract.index(word)
            mention = Mention("abstract", start, start + len(word), word, "r")
            found.append(
                Entity(
                    Label.REPOSITORY, f"https://{word}", (word,), Relation.LINKS_TO, f"repository:{word}", (mention,)
                )
            )
    return Extraction(paper, with_code(tuple(found), paper.code))


def graph_of(some: Iterable[Paper], earlier: Graph | None = None, *, correcting: bool = False) -> Graph:
    return added_to(earlier, map(extraction, some), correcting=correcting)


def added_to(earlier: Graph | None, extractions: Iterable[Extraction], *, correcting: bool = True) -> Graph:
    """What kg build --add does; if not `correcting`, the records of a graph count as much as new ones."""
    earlier = earlier or Graph()
    added, records = list(extractions), list(extractions_of(earlier.nodes, earlier.edges))
    if correcting:
        records = list(without_corrected(records, added))
    return build_graph(records + added, NO_NAMES)


def nodes_of(*some: Paper) -> list[Node]:
    return [node for node in graph_of(some).nodes if node.paper]


def the_paper(*some: Paper) -> Paper:
    (node,) = nodes_of(*some)
    assert node.paper
    return node.paper
