"""What speaks for a group: its form, its context, what found it."""

import pytest
from spacy.language import Language

from kg.knowledge.lexicon import load_lexicon
from kg.nlp.clusters import group_features, load_clusters
from kg.nlp.context import read_context
from kg.nlp.entities import described_groups
from kg.nlp.features import EntityFeatures

TEXT = (
    "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on Wumpus-10 data."
)


def features(nlp: Language, text: str) -> dict[str, set[str]]:
    """The features of each group, as the shipped lexicon has it."""
    doc = nlp(text)
    found = described_groups(doc, read_context(doc, "test"), EntityFeatures(load_lexicon()))
    return {group.key: features or set() for group, features in found}


def test_features_of_a_group(nlp: Language) -> None:
    found = features(nlp, TEXT)
    assert {"title", "title.colon", "rule:t.title.colon", "p1:propose", "n1:,", "appos:sampler"} <= found["quokkify"]
    assert "cue<:propose:0" in found["quokkify"]
    assert "cue<:beat:0" in found["bloopnet"]
    assert {"count:1", "p1:,", "n1:and", "n2:and quux"} <= found["frobnet"]
    assert "list:Method" in found["frobnet"]  # what stands beside it is listed


def test_what_a_rule_found_counts_by_its_form_its_place_and_what_the_paper_is_about(nlp: Language) -> None:
    found = features(nlp, TEXT)["quokkify"]
    assert {"title.colon & data:00", "title.colon & n1c:colon", "shape.run & n1c:comma"} <= found
    assert "title.colon & title:1" in found
    data = features(nlp, "Quokkify: a dataset of trees\n\nThis corpus is a benchmark with data.")["quokkify"]
    assert "title.colon & data:11" in data


@pytest.mark.parametrize("quoted", ['"Quokkify"', "“Quokkify”", "‘Quokkify’", "``Quokkify''"])
def test_quotation_marks_hide_no_neighbour(nlp: Language, quoted: str) -> None:
    bare = features(nlp, "Trees\n\nWe propose Quokkify, a sampler of trees.")["quokkify"]
    found = features(nlp, f"Trees\n\nWe propose {quoted}, a sampler of trees.")["quokkify"]
    assert {"p1:propose", "n1:,", "appos:sampler"} <= bare & found
    assert "quoted" in found - bare
    assert "list:Method" in features(nlp, f'We run "BERT" and {quoted} here.')["quokkify"]


def test_only_marks_that_belong_together_are_quotation_marks(nlp: Language) -> None:
    found = features(nlp, 'Trees\n\nThe "strong" Quokkify "weak" model is here. We say "good." Quokkify "beats" it.')
    assert not found["quokkify"] & {"quoted", "p1:strong", "p1:.", "n1:weak"}


@pytest.mark.parametrize("text", ["We propose (the QuokkaNet)}", '{We propose (the "QuokkaNet")}'])
def test_a_text_may_end_in_brackets(nlp: Language, text: str) -> None:
    assert features(nlp, text)["quokkanet"]


def test_an_unlisted_name_may_be_of_a_listed_series(nlp: Language) -> None:
    found = features(nlp, "Trees\n\nWe run it on a TPU v91, a Quokka v91 and an RTX 9999.")
    assert "series:Hardware" in next(its for key, its in found.items() if "v91" in key and "tpu" in key)
    assert not [its for its in found["quokkav91"] if its.startswith("series")]
    assert "series:Hardware" in found["rtx9999"]
    own = features(nlp, "Trees\n\nWe run it on an NVIDIA A100.")
    assert "series:Hardware" in own["hardware:nvidia-a100"], "as A10 is listed, too"
    assert not {its for its in features(nlp, "Trees\n\nWe use BERT.")["method:bert"] if its.startswith("series")}


def test_a_text_of_another_field_is_told_by_its_words(nlp: Language) -> None:
    own = features(nlp, "Quokkify\n\nWe train a network with Quokkify on images.")["quokkify"]
    rare = (
        "The gravestones of churchyards and chancels, mossy or toppled, were surveyed by parishioners, as was Quokkify."
    )
    foreign = features(nlp, f"Quokkify\n\n{rare}")
    few = features(nlp, "Quokkify\n\nParishioners survey Quokkify.")
    assert "foreign:0" in own
    assert {"foreign:4", "shape.run & foreign:4"} <= foreign["quokkify"]
    assert "foreign:4" not in few["quokkify"], "a word or two say little"


def test_a_cue_far_away_says_less(nlp: Language) -> None:
    near = features(nlp, "We release QuokkaSet.")["quokkaset"]
    far = features(nlp, "We release to all of the people in the world QuokkaSet.")["quokkaset"]
    other = features(nlp, "We propose to all of the people in the world QuokkaSet.")["quokkaset"]
    assert "cue<:release:0" in near
    assert {"cue<:release:0", "cue:release"} & far == {"cue:release"}
    assert not {feature for feature in other if feature.startswith(("cue<:propose", "cue:propose"))}


def test_what_a_title_or_an_apposition_calls_a_name(nlp: Language) -> None:
    found = features(nlp, "WumpA: A Benchmark for Trees\n\nWe introduce QuokkaTalk, a synthetic corpus of trees.")
    assert {"colon:benchmark", "colon:%data"} <= found["wumpa"]
    assert {"appos:corpus", "appos:%data"} <= found["quokkatalk"]
    for joint in (" -- ", "—", ": "):
        found = features(nlp, f"Trees\n\nWe introduce QuokkaTalk{joint}the first corpus of trees.")
        assert {"appos:corpus", "appos:%data"} <= found["quokkatalk"], joint
    assert "aside:method" in features(nlp, "We use the QuokkaTalk (that is, talking) method.")["quokkatalk"]
    assert "before:dataset" in features(nlp, "We use real data, the dataset (i.e., QuokkaTalk), for it.")["quokkatalk"]


def test_an_acronym_that_is_written_out_is_not_what_its_letters_stand_for_elsewhere(nlp: Language) -> None:
    assert "stop" in features(nlp, "We run a CTA here.")["cta"]
    assert "stop" not in features(nlp, "We run a cross-task alignment (CTA) here.")["crosstaskalignment"]
    found = features(nlp, "We run Broad Extended Rack Trees (BERT) here.")["broadextendedracktree"]
    assert "own:Method" in found
    assert "list:Method" not in found, "nothing stands beside it but itself"


def test_what_the_lexicon_says(nlp: Language) -> None:
    found = features(nlp, "We run BERT and KL divergence.")
    assert "gaz:Method" in found["method:bert"]
    assert any("stop:math" in its for its in found.values())


def test_a_part_of_a_longer_word_is_told(nlp: Language) -> None:
    assert "part.right:based" in features(nlp, "A BERT-based sorter.")["method:bert"]


def test_of_links_and_of_what_a_user_lists_there_is_no_doubt(nlp: Language, lexicon_of_nlp: EntityFeatures) -> None:
    doc = nlp("We run QUUX and BERT from https://github.com/zed/quux.")
    found = {group.key: its for group, its in described_groups(doc, read_context(doc, "test"), lexicon_of_nlp)}
    assert found["method:quux"] is None
    assert found["repository:github.com/zed/quux"] is None
    assert found["method:bert"]


@pytest.fixture(scope="module")
def lexicon_of_nlp(added: object) -> EntityFeatures:
    from pathlib import Path

    assert isinstance(added, Path)
    return EntityFeatures(load_lexicon((added,)))


def test_words_that_keep_the_same_company_share_features() -> None:
    word, group = next(iter(load_clusters().items()))
    assert group_features("p1", word) == (f"p1~{group}",)
    assert group_features("p1", "no such word") == ()
    same = [other for other, its in load_clusters().items() if its == group and other != word]
    assert all(group_features("n", other) == group_features("n", word) for other in same)


def test_a_mention_inside_another_of_its_group_tells_nothing(nlp: Language) -> None:
    found = features(nlp, "We test on Stanford Cars and on wumps.")["dataset:stanford-cars"]
    assert "last:car" in found
    assert {"len:2", "first:stanford", "p1:on"} <= found
    assert not {"len:1", "p1:stanford", "inside:Dataset"} & found
