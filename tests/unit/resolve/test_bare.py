"""How many papers, and how near ones, it takes to say what a bare acronym means; and what the lists say of it."""

import pytest
from graphs import NO_NAMES
from msgspec.structs import replace
from resolving import nodes, only, paper, rules

from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Entry
from kg.model import Label


def listing(key: str, *names: str) -> Lexicon:
    """A lexicon of one method."""
    entries = {key: (Label.METHOD, Entry(names[0], names[1:]))}
    return replace(NO_NAMES, entries=entries, forms=dict.fromkeys(names, (key,)))


def test_three_definitions_settle_a_short_acronym_and_two_do_not() -> None:
    for count, joined in ((2, False), (3, True)):
        *_, definer, bare = nodes(
            [*(paper(i, "leaf", "FOB", "Flow of Bits") for i in range(count)), paper(9, "", "FOB")]
        )
        assert (definer == bare) is joined


def test_a_name_with_odd_capitals_needs_one_definition_unless_many_use_it_without() -> None:
    for name, users, joined in (("ReST", 3, True), ("ReST", 4, False), ("ReS", 1, False), ("REST", 1, False)):
        first, *others = nodes(
            [paper(1, "", name, "Reward for Steps Taken"), *(paper(i, "", name) for i in range(2, users + 2))]
        )
        assert [other == first for other in others] == [joined] * users, name


@pytest.mark.parametrize(("most", "joined"), [(2, False), (3, True)])
def test_three_quarters_of_the_definitions_are_most(most: int, joined: bool) -> None:
    defining = [*(paper(i, "", "FOB", "Flow of Bits") for i in range(most)), paper(8, "", "FOB", "Fruit of Bushes")]
    found = nodes([*defining, paper(9, "", "FOB")])
    assert (found[-1] == found[0]) is joined
    assert found[-1] != found[-2]


@pytest.mark.parametrize(
    ("own", "joined"),
    [
        ("antenna alpha beta gamma delta epsilon theta iota kappa lambda omicron sigma upsilon", False),
        ("antenna beam leaf", True),
    ],
)
def test_a_paper_must_share_enough_of_its_words_with_the_definition(own: str, joined: bool) -> None:
    others = [
        paper(i, f"{word} thing", "Quux") for i, word in enumerate(["leaf", "stem", "root", "flower", "pollen"], 20)
    ]
    found = nodes([paper(1, "antenna beam", "FOB", "Flow of Bits"), paper(2, own, "FOB"), *others])
    assert (found[1] == found[0]) is joined


def test_a_listed_acronym_goes_to_definitions_that_are_written_as_listed() -> None:
    names = listing("method:fob", "FOB")
    defining = [paper(i, "", "FOB", "Flow of Bits", key="method:fob") for i in range(3)]
    node = only([*defining, paper(9, "", "FOB", key="method:fob")], names)
    assert (node.id, rules(node)) == ("method:fob", {"acronym"})
    other = [paper(i, "", "FoB", "Flow of Bits", key="method:fob") for i in range(3)]
    found = nodes([*other, paper(9, "", "FOB", key="method:fob")], names)
    assert found[-1] == "method:fob" != found[0], "Sentinel-1 (S1) is not the model called s1"


def test_one_definition_or_a_contested_one_does_not_take_a_listed_acronym() -> None:
    names = listing("method:fob", "FOB")
    bare = paper(9, "", "FOB", key="method:fob")
    assert len({*nodes([paper(1, "", "FOB", "Flow of Bits", key="method:fob"), bare], names)}) == 2
    two = [paper(i, "", "FOB", "Flow of Bits", key="method:fob") for i in (1, 2)]
    assert len({*nodes([*two, bare], names)}) == 1
    against = paper(3, "", "FOB", "Fruit of Bushes", key="method:fob")
    assert nodes([*two, against, bare], names)[-1] not in {nodes([*two, against, bare], names)[0]}


def test_a_definition_in_other_words_is_the_listed_one_if_one_listed_long_form_is_like_it() -> None:
    names = listing("method:fob", "FOB", "Flow of Bits", "Stream of Signals")
    found = nodes([paper(1, "", "FOB", "Flowing Bits", key="method:fob"), paper(2, "", "FOB", key="method:fob")], names)
    assert found == ["method:fob", "method:fob"]
    found = nodes(
        [paper(1, "", "FOB", "Fruit of Bushes", key="method:fob"), paper(2, "", "FOB", key="method:fob")], names
    )
    assert found == ["method:fruit-of-bushes", "method:fob"]


def test_a_listed_acronym_that_is_joined_stays_the_leading_meaning() -> None:
    defining = [paper(i, "", "FoBan", "Fur Ox Band", key="method:fur-ox-band") for i in range(9)]
    rare = paper(20, "", "FoBan", "Flow on Bikes", key="method:flow-on-bikes")
    bare = [paper(30, "", "FoBan", key="method:foban"), paper(31, "", "FoBan", key="method:foban-unlisted")]
    found = nodes([*defining, rare, *bare], listing("method:foban", "FoBan"))
    assert found[-3:] == ["method:flow-on-bikes", found[0], found[0]]
