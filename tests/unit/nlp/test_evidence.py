"""What the mentions of an entity say of its relation to the paper."""

import pytest
from spacy.language import Language

from kg.nlp.context import Context, read_context
from kg.nlp.evidence import relation_features

TEXT = "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on trees."


def context_of(nlp: Language, text: str = TEXT) -> Context:
    return read_context(nlp(text), "test")


def features(context: Context, *names: str, rule: str = "gazetteer") -> dict[str, int]:
    """The features of a name at the places where these words begin, up to the end of their first word."""
    text = context.words.text
    places = [(text.index(words), text.index(words) + len(words.split()[0].rstrip("-"))) for words in names]
    return relation_features(places, {rule}, {text[start:end] for start, end in places}, context)


def test_features_name_the_cue_that_they_came_from(nlp: Language) -> None:
    context = context_of(nlp)
    found = relation_features(
        [(TEXT.index("BloopNet"), TEXT.index("BloopNet") + 8)], {"shape.odd"}, {"BloopNet"}, context
    )
    assert found["<beat:0"] == next(n for n, cue in enumerate(context.cues) if cue.group == "beat")
    assert found["p1:beats"] == found["form:bloopnet"] == found["new"] == -1


def test_a_cue_is_as_near_to_all_names_of_a_list(nlp: Language) -> None:
    assert "<beat:0" in features(context_of(nlp), "QUUX on")
    plain = features(context_of(nlp, TEXT.replace("BloopNet, FrobNet and", "BloopNet when fed with")), "QUUX on")
    assert "<beat:0" not in plain
    assert "<beat:3" in plain


def test_a_part_of_a_longer_word_says_nothing_beside_the_name_alone(nlp: Language) -> None:
    text = TEXT + " We propose QUUX-Quokka, too."
    context, alone, part = context_of(nlp, text), text.index("QUUX on"), text.index("QUUX-")
    both = relation_features([(alone, alone + 4), (part, part + 4)], {"gazetteer"}, {"QUUX"}, context)
    assert {"n:2", "sentences:1", "n1:on"} <= both.keys()
    assert "<propose:0" not in both
    assert "<propose:0" in relation_features([(part, part + 4)], {"gazetteer"}, {"QUUX"}, context)


@pytest.mark.parametrize(
    ("name", "turn"), [("BloopNet", "before:new"), ("FrobNet", "behind,in:new"), ("QUUX", "behind:new")]
)
def test_where_the_paper_turns_to_its_own_work(nlp: Language, name: str, turn: str) -> None:
    text = "Trees\n\nBloopNet is old. In this work, FrobNet is used. QUUX helps FrobNet."
    places = [(n, n + len(name)) for n in range(len(text)) if text.startswith(name, n)]
    found = relation_features(places, {"shape.odd"}, {name}, context_of(nlp, text))
    assert {feature for feature in found if feature.startswith("turn:")} == {f"turn:{turn}"}


def test_features_of_a_title(nlp: Language) -> None:
    found = relation_features([(0, 8)], {"title.colon"}, {"Quokkify"}, context_of(nlp))
    assert {"title", "title.colon", "title.only"} <= set(found)


@pytest.mark.parametrize(
    ("title", "name", "found"),
    [
        ("Quokkify: trees", "Quokkify-Tree", "own in name:first:new"),
        ("Quokkify: trees", "Fast-Quokkify", "own in name:later:new"),
        ("QuokkaNet2: trees", "QuokkaNet", "name in own:new"),
        ("Sampling for shallow trees", "shallow tree sampling", "in title:all:new"),
        ("Sampling for shallow trees", "deep tree sampling", "in title:half:new"),
        ("Sampling for shallow trees", "BloopNet", "in title:none:new"),
    ],
)
def test_how_much_a_name_is_like_the_title(nlp: Language, title: str, name: str, found: str) -> None:
    text = f"{title}\n\nHere {name} helps."
    start = text.index(name, len(title))
    assert found in relation_features([(start, start + len(name))], {"shape.odd"}, {name}, context_of(nlp, text))


def test_the_sentences_beside_say_how_they_begin(nlp: Language) -> None:
    text = "Trees\n\nOld trees grow. BloopNet is slow. However, existing trees fail."
    start = text.index("BloopNet")
    found = relation_features([(start, start + 8)], {"shape.odd"}, {"BloopNet"}, context_of(nlp, text))
    assert {"before 2:old trees", "behind 1:however"} <= found.keys()
    start = text.index("Old trees")
    found = relation_features([(start, start + 9)], {"shape.odd"}, {"Old trees"}, context_of(nlp, text))
    assert not any(feature.startswith("before ") for feature in found), "a title is no sentence before"


@pytest.mark.parametrize(
    ("sentence", "name", "found"),
    [
        ("It beats BloopNet for FrobNet and QUUX.", "BloopNet", "prep:beat:"),
        ("It beats BloopNet for FrobNet and QUUX.", "FrobNet", "prep:beat:for"),
        ("It beats BloopNet for FrobNet and QUUX.", "QUUX", "prep:beat:for"),
        ("It is compared with BloopNet.", "BloopNet", "prep:compare:own"),
        ("It beats BloopNet; QUUX is used.", "QUUX", "prep::"),
        ("We reach 74.2 (BloopNet: 70.1).", "BloopNet", "number:r1"),
        ("We reach 74.2 (BloopNet: 70.1).", "BloopNet", "number:l1"),
        ("We reach 74.2 with BloopNet.", "BloopNet", "l:0"),
    ],
)
def test_what_governs_a_name_and_which_numbers_stand_beside_it(
    nlp: Language, sentence: str, name: str, found: str
) -> None:
    text = f"Trees\n\n{sentence}"
    start = text.index(name)
    assert found in relation_features([(start, start + len(name))], {"shape.odd"}, {name}, context_of(nlp, text))


@pytest.mark.parametrize(
    ("title", "name", "found"),
    [
        ("Trees", "FrobNet", "owned:self:none:new"),
        ("Trees", "BloopNet", "owned:other:none:new"),
        ("FrobNet: trees", "FrobNet", "owned:self:self:new"),
        ("FrobNet: trees", "BloopNet", "owned:other:other:new"),
    ],
)
def test_whether_something_else_is_what_the_paper_proposes(nlp: Language, title: str, name: str, found: str) -> None:
    text = f"{title}\n\nWe propose FrobNet, a sampler. It is better than BloopNet."
    start = text.index(name, len(title))
    assert found in relation_features([(start, start + len(name))], {"shape.odd"}, {name}, context_of(nlp, text))
