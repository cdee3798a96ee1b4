"""What the graph may hold, and what a record looks like."""

import msgspec

from kg.model import ENTITY_LABELS, RELATIONS, Edge, Entity, Extraction, Label, Mention, Relation, to_record


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
