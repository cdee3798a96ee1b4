"""By which words of a paper an acronym is decided, and how many of them it takes."""

import pytest
from graphs import NO_NAMES
from msgspec.structs import replace
from resolving import ENTRIES, FORMS, SAM, graph, nodes, only, paper, rules, titled

from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Ambiguous, Choice, Entry
from kg.model import Extraction, Label

WORDS = ["abbo", "bombo", "crumbo", "dodo", "embo", "fumbo", "gumbo", "hombo", "iggo", "jumbo"]


def reading(own: int, *shared: int) -> tuple[str, list[str]]:
    """The node of FOB in a paper of so many words, and of meanings that have so many of these words each.

    No word is in the table of frequencies, so all weigh the same.
    """
    words, begin = WORDS[:own], 0
    papers: list[Extraction] = []
    for number, (count, long) in enumerate(zip(shared, ["Flow of Bits", "Fruit of Bushes"], strict=False)):
        text = " ".join(words[begin : begin + count])
        papers.append(paper(number, text, "FOB", long))
        begin += count
    others = paper(90, " ".join(words[begin:]), "Quux")
    *found, bare = nodes([*papers, others, paper(99, " ".join(words), "FOB")])
    return bare, found[:-1]


@pytest.mark.parametrize(("own", "joined"), [(8, True), (9, False)])
def test_the_only_definition_holds_where_an_eighth_of_the_words_are_those_of_its_paper(own: int, joined: bool) -> None:
    bare, (flow,) = reading(own, 1)
    assert (bare == flow) is joined


@pytest.mark.parametrize(("near", "far", "joined"), [(3, 2, True), (4, 3, False), (5, 4, False)])
def test_of_two_meanings_one_must_be_nearer_by_a_half(near: int, far: int, joined: bool) -> None:
    bare, (flow, fruit) = reading(near + far, near, far)
    assert (bare == flow) is joined
    assert bare != fruit
    bare, (flow, fruit) = reading(near + far, far, near)
    assert (bare == fruit) is joined
    assert bare != flow


def test_what_is_decided_by_words_says_so() -> None:
    radio, plant = "antenna beam channel fading spectrum", "leaf stem root flower pollen"
    found = graph(
        [
            *(paper(i, radio, "FOB", "Flow of Bits") for i in range(3)),
            *(paper(i, plant, "FOB", "Fruit of Bushes") for i in range(3, 6)),
            paper(7, f"{radio} budget", "FOB"),
            paper(8, f"{plant} budget", "FOB"),
        ]
    )
    told = {node.id: (node.name, rules(node)) for node in found.nodes if node.label is not Label.PAPER}
    assert told == {
        "method:fob": ("FOB", {"acronym in like papers"}),
        "method:fruit-of-bushes": ("Fruit of Bushes", {"acronym in like papers"}),
    }


def test_an_acronym_that_nothing_decides_is_a_node_of_its_own() -> None:
    found = nodes(
        [
            paper(1, "leaf", "FOB", "Flow of Bits"),
            paper(2, "stem", "FOB", "Fruit of Bushes"),
            paper(3, "leaf", "FOB", "Fruit of Bushes"),
            paper(9, "radar", "FOB"),
        ]
    )
    assert found == ["method:flow-of-bits", "method:fob", "method:fob", "method:fob-unclear"]


def test_other_capitals_than_those_of_every_definition_do_not_matter() -> None:
    defining = [paper(i, "", "FOB", "Flow of Bits") for i in range(3)]
    assert rules(only([*defining, paper(9, "", "FoB")])) == {"acronym"}


def test_a_listed_acronym_goes_to_by_far_the_most_usual_meaning() -> None:
    entries = {"method:fob": (Label.METHOD, Entry("FOB"))}
    names = replace(NO_NAMES, entries=entries, forms={"FOB": ("method:fob",)})
    bare = paper(9, "", "FOB", key="method:fob")
    for most in (2, 3):
        usual = [paper(i, "", "FOB", "Flow of Bits", key="method:fob") for i in range(most)]
        rare = paper(8, "", "FOB", "Fruit of Bushes", key="method:fob")
        found = nodes([*usual, rare, bare], names)
        assert (found[0] == found[-1] == "method:fob") is (most == 3), "three of four are most, two of three are not"
        assert found[-2] != found[-1]


def test_a_listed_long_form_with_hyphens_is_a_long_form() -> None:
    entries = {"method:fob": (Label.METHOD, Entry("FOB", ("Flow-of-Bits",)))}
    names = replace(NO_NAMES, entries=entries, forms=dict.fromkeys(("FOB", "Flow-of-Bits"), ("method:fob",)))
    one, other = paper(1, "", "FOB", "Flowing Bits", key="method:fob"), paper(2, "", "FOB", key="method:fob")
    assert nodes([one, other], names) == ["method:fob", "method:fob"]


def ambiguous(*choices: tuple[str, Label, str, str]) -> Lexicon:
    """A lexicon in which FOB may be several entries: id, label, name, and a word that speaks for it."""
    entries = {key: (label, Entry(name, ("FOB",))) for key, label, name, _ in choices}
    forms = {name: (key,) for key, _, name, _ in choices} | {"FOB": tuple(entries)}
    rule = Ambiguous("FOB", tuple(Choice(key, (word, f"{word}x")) for key, _, _, word in choices))
    return replace(NO_NAMES, entries=entries, forms=forms, ambiguous={"FOB": rule})


FLOW = ("method:flow-of-bits", Label.METHOD, "Flow of Bits", "signal")
FRUIT = ("method:fruit-of-bushes", Label.METHOD, "Fruit of Bushes", "berry")
FORMAT = ("dataset:forms-of-birds", Label.DATASET, "Forms of Birds", "feather")
FONT = ("method:font-of-books", Label.METHOD, "Font of Books", "serif")


def test_a_listed_form_has_meanings_of_its_own_type_only() -> None:
    names = ambiguous(FLOW, FORMAT)
    assert nodes([paper(1, "A feather.", "FOB", key=FLOW[0])], names) == [FLOW[0]]
    both = ambiguous(FLOW, FRUIT, FORMAT)
    assert nodes([paper(1, "A feather and a berry.", "FOB", key=FLOW[0])], both) == [FRUIT[0]]


def test_words_that_speak_for_two_meanings_alike_decide_nothing() -> None:
    names = ambiguous(FLOW, FRUIT, FONT)
    both = only([paper(1, "A berry with a serif.", "FOB", key=FLOW[0])], names)
    assert (both.id, rules(both)) == (FRUIT[0], {"doubtful: usual meaning"}), "the first of those that are spoken for"
    one = only([paper(1, "A berry.", "FOB", key=FLOW[0])], names)
    assert (one.id, rules(one)) == (FRUIT[0], {"context"})


def test_one_paper_whose_words_say_otherwise_takes_the_listed_form_along() -> None:
    minima = "method:sharpness-aware-minimization"
    node = only([paper(1, "flat minima", "SAM", key="method:segment-anything-model")])
    assert (node.id, node.name, node.aliases) == (minima, ENTRIES[minima][1].name, ("SAM",))
    assert FORMS["SAM"] == tuple(choice.id for choice in SAM.choices)


def test_a_merge_never_names_the_node_itself() -> None:
    node = only([*(paper(i, "", "FOB", "Flow of Bits") for i in range(3)), paper(9, "", "FOB")])
    assert node.id == "method:fob"
    assert [merge.form for merge in node.merges] == ["method:flow-of-bits"]


def test_a_title_that_says_what_its_own_name_means_is_not_read_as_others_define_it() -> None:
    two = [titled(1, "QUORK: Counting Bees", "QUORK"), titled(2, "QUORK: Pricing Bonds", "QUORK")]
    defining = [paper(i, "", "QUORK", "Quick Work") for i in range(3, 9)]
    found = nodes([*two, *defining])
    assert len({*found}) == 3
    assert found[2:] == ["method:quork"] * 6
