"""Which id and name a node gets, and what is known of it."""

import pytest
from graphs import NO_NAMES
from msgspec.structs import replace
from resolving import graph, nodes, only, paper, titled

from kg.knowledge.kinds import HardwareKind
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Entry
from kg.model import Device, Extraction, Graph, Label, Mention, Node, Relation, RepositoryLink


def entities(found: Graph) -> dict[str, Node]:
    return {node.id: node for node in found.nodes if node.label is not Label.PAPER}


def listing(label: Label, key: str, entry: Entry) -> Lexicon:
    return replace(NO_NAMES, entries={key: (label, entry)}, forms=dict.fromkeys(entry.forms, (key,)))


def test_the_name_that_most_papers_use_is_that_of_the_node() -> None:
    for names in (["FrobNet", "Frob-Net", "FrobNet"], ["FrobNet", "Frob-Net", "Frob-Net"]):
        node = only([paper(i, "", name) for i, name in enumerate(names)])
        assert node.name == names[2]
        assert {node.name, *node.aliases} == {*names}


def test_aliases_are_in_order() -> None:
    forms = ["FrobNet", "Frob-Net", "FROBnet", "frobnet", "Frob Net", "FRObnet", "FROBNet"]
    node = only([paper(i, "", name) for i, name in enumerate(forms)])
    assert node.aliases == tuple(sorted({*forms} - {node.name}))


def test_of_two_meanings_that_of_most_papers_has_the_plain_id() -> None:
    one, two = paper(1, "w", "FOB", "Flow of Bits"), [paper(i, "x", "FOB", "Fruit of Bushes") for i in (2, 3)]
    found = entities(graph([one, *two]))
    assert {key: node.name for key, node in found.items()} == {
        "method:fob": "FOB",
        "method:flow-of-bits": "Flow of Bits",
    }
    assert found["method:fob"].aliases == ("Fruit of Bushes",)


def test_a_meaning_is_called_by_its_long_form_whoever_else_uses_the_acronym() -> None:
    radio, plant = "antenna beam channel fading spectrum", "leaf stem root flower pollen"
    found = entities(
        graph(
            [
                *(paper(i, radio, "FOB", "Flow of Bits") for i in range(4)),
                *(paper(i, plant, "FOB", long) for i, long in enumerate(["Fruit of Bushes", "fruit of bushes"], 5)),
                paper(9, f"{plant} budget", "FOB"),
            ]
        )
    )
    assert {key: node.name for key, node in found.items()} == {
        "method:fob": "FOB",
        "method:fruit-of-bushes": "Fruit of Bushes",
    }
    assert found["method:fruit-of-bushes"].aliases == ("FOB", "fruit of bushes")


def test_a_long_form_that_papers_use_as_the_name_is_the_name_as_they_write_it() -> None:
    three = [paper(i, "", "Flow of Bits") for i in range(3)]
    node = only([paper(9, "", "FOB", "flow of bits"), *three])
    assert (node.id, node.name) == ("method:flow-of-bits", "Flow of Bits")


def test_what_is_not_the_listed_thing_of_its_name_keeps_an_id_of_its_own() -> None:
    star = listing(Label.METHOD, "method:star", Entry("STaR", ("Self-Taught Reasoner",)))
    two = [
        paper(1, "", "STaR", key="method:star"),
        paper(2, "", "STAR", key="method:star-unlisted"),
        paper(3, "", "STAR", key="method:star-unlisted"),
    ]
    found = entities(graph(two, star))
    assert {key: node.name for key, node in found.items()} == {"method:star": "STaR", "method:star-unlisted": "STAR"}
    taken = [paper(4, "", "STAR", "Spatio-Temporal Routes", key="method:star-unlisted")]
    assert nodes([two[0], *taken], star) == ["method:star", "method:spatio-temporal-routes"]


@pytest.mark.parametrize(("kind", "told"), [(HardwareKind.GPU, "GPU"), (None, "")])
def test_a_listed_device_has_its_facts(kind: HardwareKind | None, told: str) -> None:
    chip = listing(Label.HARDWARE, "hardware:frob-1", Entry("Frob 1", vendor="Acme", kind=kind, year=2021))
    node = only([paper(1, "", "Frob 1", key="hardware:frob-1", label=Label.HARDWARE)], chip)
    assert node.device == Device("Acme", told, 2021)
    other = only([paper(1, "", "Frob 2", label=Label.HARDWARE)], chip)
    assert (other.device, other.link) == (None, None)


def test_only_a_device_has_facts_of_a_device() -> None:
    node = only([paper(1, "", "LoRA", key="method:lora")])
    assert (node.device, node.link) == (None, None)


def test_a_repository_says_where_it_is() -> None:
    address = "https://github.com/Zed/Zorb"
    one = paper(1, "", address, key="repository:github.com/zed/zorb", label=Label.HARDWARE)
    entity = replace(one.entities[0], type=Label.REPOSITORY, relation=Relation.HAS_CODE)
    node = only([replace(one, entities=(entity,))])
    assert (node.id, node.name) == ("repository:github.com/zed/zorb", address)
    assert node.link == RepositoryLink(address, "github.com", "Zed")


def defining(number: int, *mentions: tuple[str, str], key: str = "method:fob") -> Extraction:
    """A paper that names FOB by these words, each found by a rule."""
    one = paper(number, "", "FOB", key=key)
    found = tuple(Mention("abstract", 0, len(text), text, rule) for rule, text in mentions)
    aliases = tuple(dict.fromkeys(text for _, text in mentions if text != "FOB"))
    return replace(one, entities=(replace(one.entities[0], mentions=found, aliases=aliases),))


def test_the_longest_of_two_definitions_in_a_paper_counts() -> None:
    short, long = ("acronym.long", "Flow of Bits"), ("acronym.long", "Flow of Bits Networks")
    node = only([defining(1, ("acronym.short", "FOB"), short, long), paper(2, "", "FOB", "Flow of Bits Networks")])
    assert node.merges == (), "both papers define the same words"


def test_a_listed_acronym_that_a_paper_defines_otherwise_is_not_the_listed_one() -> None:
    names = listing(Label.METHOD, "method:fob", Entry("FOB", ("Flow of Bits",)))
    own = defining(1, ("gazetteer", "FOB"), ("acronym.long", "Fruit of Bushes"))
    assert nodes([own, paper(2, "", "FOB", key="method:fob")], names) == ["method:fruit-of-bushes", "method:fob"]


def test_only_a_name_in_one_word_that_stands_for_the_definition_is_its_acronym() -> None:
    long = ("acronym.long", "Flow of Bits")
    for rule, text in (("shape", "FOB"), ("gazetteer", "FOB net")):
        assert nodes([defining(1, (rule, text), long)]) == ["method:fob"], "as there is no acronym"
        assert only([defining(1, (rule, text), long), paper(2, "", "FOB")]).merges == ()
        others = [defining(i, ("acronym.short", "FOB"), (rule, "Frobbit net"), long) for i in range(3)]
        found = nodes([*others, paper(9, "", "Frobbit net")])
        assert found[-1] != found[0]


def both(one: Extraction, *others: Mention) -> Extraction:
    (entity,) = one.entities
    return replace(one, entities=(replace(entity, mentions=(*entity.mentions, *others)),))


def test_a_name_that_titles_give_to_their_own_is_split_wherever_else_it_stands() -> None:
    again = Mention("abstract", 3, 8, "QUORK", "shape")
    two = [
        both(titled(i, f"QUORK: {what}", "QUORK"), again) for i, what in ((1, "Counting Bees"), (2, "Pricing Bonds"))
    ]
    found = graph([*two, titled(3, "More on QUORK", "QUORK", Relation.USES)])
    things = entities(found)
    assert len(things) == 3
    assert {edge.target for edge in found.edges} == {*things}, "each has a paper"
