"""What the graph may hold, and what a record looks like."""

import weakref

import msgspec

from kg.model import (
    ENTITY_LABELS,
    RELATIONS,
    Edge,
    Entity,
    Extraction,
    Graph,
    Label,
    Mention,
    Node,
    Paper,
    Relation,
    to_record,
)


def test_every_label_but_paper_has_relations() -> None:
    assert {*ENTITY_LABELS} == {*Label} - {Label.PAPER}
    assert {relation for relations in RELATIONS.values() for relation in relations} == {*Relation}


def test_a_record_has_the_paper_and_its_entities_flat(extractions: tuple[Extraction, ...]) -> None:
    record = to_record(extractions[0])
    assert record["id"] == "p1"
    assert record["source"] == {"file": "a.jsonl", "ordinal": 1}
    entities = msgspec.convert(record["entities"], tuple[Entity, ...])
    assert entities == extractions[0].entities


def test_an_edge_shows_the_evidence_of_all_its_claims() -> None:
    first, second = Mention("title", 0, 4, "LoRA", "a"), Mention("abstract", 5, 9, "LoRA", "b")
    cue = Mention("abstract", 0, 3, "use", "cue")
    claims = (
        Entity(Label.METHOD, "LoRA", (), Relation.USES, "method:lora", (first,), (cue,)),
        Entity(Label.METHOD, "LORA", (), Relation.MENTIONS, "method:lora", (second,), (cue,)),
    )
    edge = Edge("paper:p", "method:lora", Relation.USES, claims)
    assert edge.evidence == (second, first)
    assert edge.cues == (cue,)


def test_what_people_look_at_has_a_short_repr(graph: Graph, extractions: tuple[Extraction, ...]) -> None:
    assert repr(graph) == "<Graph: 2 papers, 6 entities, 8 edges>"
    assert repr(extractions[1]) == "<Extraction of p2: 'FrobNet, CIFAR-10, smartphones'>"
    assert repr(extractions[1].paper) == "<Paper p2: 'Wide networks on phones'>"
    assert repr(Node("method:lora", Label.METHOD, "LoRA\x1b[2J" + "a" * 99)) == (
        "<Method method:lora: 'LoRA\\x1b[2J" + "a" * 52 + "'>"
    )
    assert len(repr(Paper("p", "cup " * 99, "tea " * 99))) < 80


def test_graphs_are_equal_by_what_they_hold(graph: Graph) -> None:
    assert Graph(graph.nodes, graph.edges, graph.data) == graph != Graph(graph.nodes)
    assert weakref.ref(graph)() is graph
