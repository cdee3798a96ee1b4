"""The smallest differences between names that count, and those that do not."""

import pytest

from kg.model import Graph, Label, Node, Paper
from kg.names.finding import find, find_best, paper_with_id
from kg.names.fold import fold, name_key
from kg.names.heads import bare_name
from kg.names.likeness import alike
from kg.names.links import address_key, find_links
from kg.names.papers import is_newer
from kg.names.sentences import sentence_at, sentence_starts
from kg.names.spelling import spellings


@pytest.mark.parametrize("name", ["a Frob", "the Frob", "A Frob", "The Frob"])
def test_articles_are_no_part_of_a_name(name: str) -> None:
    assert fold(name) == "frob"


def test_an_s_after_capitals_is_kept_once() -> None:
    assert name_key("VITS") == "vits" != name_key("ViT")
    assert name_key("QSS") == "qss"
    assert name_key("GPTs") == name_key("GPT")


@pytest.mark.parametrize(
    ("form", "label", "name"),
    [
        ("UniKPT dataset", "Dataset", "UniKPT"),
        ("UniKPT dataset", "Method", "UniKPT dataset"),  # made of UniKPT, not it
        ("FroB dataset", "Dataset", "FroB"),  # two capitals are no word's
        ("GLUE method", "Method", "GLUE"),
        ("GLUE method", "Dataset", "GLUE method"),
        ("Tea dataset", "Dataset", "Tea dataset"),  # one capital is any word's
        ("TEA cup dataset", "Dataset", "TEA cup dataset"),  # and several words may be no name
    ],
)
def test_a_noun_that_says_what_it_is_is_no_part_of_a_sure_name(form: str, label: str, name: str) -> None:
    assert bare_name(form, label) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("key value store", "keyvalue stores", True),
        ("keyvalue store cache", "key value store cache", True),
        ("keyvaluestore caching", "key value store cache", False),
        ("key value store", "key value", False),
        ("language adaptation", "language adaptations", True),
        ("linear adaptation", "linear adoption", False),
    ],
)
def test_long_forms_in_like_words(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_a_gitlab_of_any_place_is_a_link() -> None:
    assert [found["path"] for found in find_links("See https://gitlab.frob.fr/ann/tea for code.")] == ["ann/tea"]
    assert not [*find_links("See https://frob.fr/ann/tea for code.")]


@pytest.mark.parametrize("end", ["", "/", ".", ",", ";", ":", ")", ").", ".git", "/#readme", "?tab=x"])
def test_what_follows_an_address_is_no_part_of_it(end: str) -> None:
    assert address_key(f"https://www.GitHub.com/Ann/Tea{end}") == "github.com/ann/tea"
    assert address_key(f"http://frob.fr/Ann{end}") == "frob.fr/ann", "and of a host that is not listed"


def test_names_are_not_spelt_in_other_ways_and_words_are() -> None:
    assert spellings("pre-trained") == {"pretrained"}
    assert spellings("multimodal") == {"multi-modal"}
    assert spellings("Pre-Trained") == spellings("Multimodal") == set()


def test_a_record_is_newer_by_version_then_by_date() -> None:
    def record(version: str, day: str) -> Paper:
        return Paper(f"2106.09685{version}", "Tea", "We brew.", updated=day)

    assert is_newer(record("v3", "2020-01-01"), record("v2", "2024-01-01"))
    assert not is_newer(record("v2", "2024-01-01"), record("v3", "2020-01-01"))
    assert is_newer(record("v2", "2024-01-02"), record("v2", "2024-01-01"))
    assert not is_newer(record("v2", "2024-01-01"), record("v2", "2024-01-01"))
    assert is_newer(record("", "2024-01-02"), record("v2", "2024-01-01"))
    assert not is_newer(record("v2", "2024-01"), record("v2", "2024-01-17"))
    assert not is_newer(record("v2", "2024-01-17"), record("v2", "2024-01"))


def test_an_abbreviation_ends_no_sentence_and_a_word_does() -> None:
    text = "We brew tea, e.g. Assam. See Fig. Two et al. They do. It is i.e. Fine."
    assert [text[start:].split()[0] for start in sentence_starts(text)] == ["We", "See", "It"]
    first = sentence_at(text, 3, 7)
    assert text[slice(*first)] == "We brew tea, e.g. Assam."


def test_a_sentence_of_more_than_two_thousand_characters_is_cut_between_words() -> None:
    text = "word " * 1_000
    starts = sentence_starts(text)
    assert starts == [0, 2_000, 4_000]
    assert sentence_starts("x" * 4_500) == [0, 2_000, 4_000]
    assert sentence_starts("x" * 2_000) == [0]


NODES = (
    Node("method:abc", Label.METHOD, "abc sea"),
    Node("method:ab", Label.METHOD, "ab stream"),
    Node("paper:2106.09685", Label.PAPER, "Tea", paper=Paper("2106.09685", "Tea", "We brew.", doi="10.1/tea")),
)


@pytest.mark.parametrize(
    "key",
    [
        "2106.09685",
        "paper:2106.09685",
        "arXiv:2106.09685v2",
        "paper:arXiv:2106.09685v2",
        "10.1/TEA",
        "https://doi.org/10.1/tea",
    ],
)
def test_a_paper_is_found_by_its_id_in_any_spelling(key: str) -> None:
    assert paper_with_id(Graph(NODES), key).id == "paper:2106.09685"
    assert [node.id for node in find(Graph(NODES), key)] == ["paper:2106.09685"]


def test_parts_of_three_letters_are_looked_for_and_shorter_ones_are_not() -> None:
    assert [node.id for node in find(Graph(NODES), "abc")] == ["method:abc"]
    assert [node.id for node in find(Graph(NODES), "abc zzz")] == ["method:abc"]
    assert [node.id for node in find(Graph(NODES), "zz")] == []
    assert find_best(Graph(NODES), "abc sea")[0].id == "method:abc"
