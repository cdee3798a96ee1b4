"""kg's components in its own pipeline and in those of others: declared, stored, and the same everywhere."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import compile_infix_regex

from kg.model import KgError
from kg.nlp.pipeline import PARTS, load, read

TEXT = (
    "Quokkify: jumping over trees\n\nWe propose Quokkify (QKF), i.e. a BERT-based sampler. QKF beats GPT-4 on "
    "CIFAR-10/100 and ImageNet, on eight NVIDIA A100s. Code: https://github.com/zed/qkf."
)
BITS = r"""
We \textbf{beat} $\beta$-VAE naïve &amp; **Quokka**-18, -34 BERT-based BERTs CIFAR-10/100 ImageNet's QuokkaNet
( ) , . : a A100 7B \textsc { } github.com/a/b (QN)
"""
TEXTS = st.lists(st.sampled_from(BITS.split()) | st.text(max_size=4), max_size=30).flatmap(
    lambda bits: st.sampled_from([" ", "", "  ", "\n"]).map(lambda joint: joint.join(bits))
)


def found(doc: Doc) -> tuple[object, object]:
    """Exact entities and relations, as the same types whether they come from disk or not."""
    spans = doc.spans["kg"]
    offsets = map(tuple, spans.attrs["offsets"])
    entities = [(*place, span.label_, span.kb_id_, span.id_) for place, span in zip(offsets, spans, strict=True)]
    return entities, {key: (r["type"], [tuple(cue) for cue in r["cues"]]) for key, r in doc._.kg_relations.items()}


def by_parts(nlp: Language) -> Language:
    for name in PARTS:
        nlp.add_pipe(name)
    return nlp


@pytest.fixture(scope="module")
def foreign() -> Language:
    """Somebody's pipeline, whose tokens are shorter than kg's words."""
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, "[-a-d/]"]).finditer  # type: ignore[union-attr]
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("kg")
    return nlp


def test_components_in_their_order() -> None:
    assert tuple(load().pipe_names) == PARTS
    assert load() is load()


def test_kg_in_a_blank_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg")
    assert found(nlp(TEXT)) == found(load()(TEXT))


def test_kg_after_another_tokenizer_finds_the_same(foreign: Language) -> None:
    doc = foreign(TEXT)
    assert found(doc) == found(load()(TEXT))
    assert {"BERT", "CIFAR-10"} <= {TEXT[start:end] for start, end in doc.spans["kg"].attrs["offsets"]}
    assert [token.text for token in doc] == [token.text for token in foreign.make_doc(TEXT)]


@given(TEXTS)
def test_kg_finds_the_same_in_any_text(foreign: Language, text: str) -> None:
    assert found(foreign(text)) == found(read(load(), text))


@pytest.mark.parametrize("config", [{}, {"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1"}}}])
def test_sentences_of_the_pipeline_stay(config: dict[str, object]) -> None:
    nlp = spacy.blank("en", config=config)
    nlp.add_pipe("sentencizer", config={"punct_chars": [","]})
    theirs = [sent.text for sent in nlp(TEXT).sents]
    nlp.add_pipe("kg")
    assert [sent.text for sent in nlp(TEXT).sents] == theirs
    assert found(nlp(TEXT)) == found(load()(TEXT))


def test_spans_of_two_names_in_one_token_overlap_and_can_be_filtered() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg")
    doc = nlp("We evaluate on CIFAR-10/100.")
    assert [span.kb_id_ for span in doc.spans["kg"]] == ["dataset:cifar-10", "dataset:cifar-100"]
    assert [doc.text[start:end] for start, end in doc.spans["kg"].attrs["offsets"]] == ["CIFAR-10", "100"]
    doc.ents = spacy.util.filter_spans(doc.spans["kg"])  # type: ignore[assignment]
    assert [ent.kb_id_ for ent in doc.ents] == ["dataset:cifar-10"]


def test_parts_by_name_in_a_pipeline_of_others() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = by_parts(nlp)(TEXT)
    assert found(doc) == found(load()(TEXT))
    assert len(list(doc.sents)) > 1


def test_every_component_is_advertised_to_spacy() -> None:
    advertised = {entry.name: entry.value for entry in entry_points(group="spacy_factories")}
    assert {*PARTS, "kg"} <= advertised.keys()
    for name in (*PARTS, "kg"):
        module, _, function = advertised[name].partition(":")
        assert callable(getattr(sys.modules[module], function))
    assert "kg.Tokenizer.v1" in {entry.name for entry in entry_points(group="spacy_tokenizers")}


def test_other_peoples_spacy_works_without_what_only_extras_install() -> None:
    code = (
        "import sys\n"
        "for name in ('sklearn', 'scipy', 'threadpoolctl', 'pyvis', 'neo4j'): sys.modules[name] = None\n"
        "import spacy\n"
        "from importlib.metadata import entry_points\n"
        "for group in ('spacy_factories', 'spacy_tokenizers'):\n"
        "    for entry in entry_points(group=group): entry.load()\n"
        "print(spacy.blank('en')('It works.')[0].text)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "It\n"


NEEDED = [  # a component that has not run, one that needs it, and what it is told by
    ("kg_words", "kg_links", "kg_words"),
    ("kg_words", "kg_acronyms", "kg_words"),
    ("kg_cues", "kg_patterns", "kg_cues"),
    ("kg_names", "kg_shapes", "kg_names"),
    ("kg_links", "kg_entities", "kg_links"),
    ("kg_patterns", "kg_entities", "kg_patterns"),
    ("kg_shapes", "kg_shared_heads", "kg_shapes"),
    ("kg_shared_heads", "kg_entities", "kg_shared_heads"),
    ("kg_acronyms", "kg_entities", "kg_acronyms"),
    ("kg_entities", "kg_relations", "kg_entities"),
]


@pytest.mark.parametrize(("missing", "user", "told"), NEEDED)
def test_a_component_without_one_that_it_needs(missing: str, user: str, told: str) -> None:
    nlp = load()
    with nlp.select_pipes(disable=[missing]):
        with pytest.raises(ValueError, match=f"add the component {told}"):
            nlp(TEXT)
        assert nlp.analyze_pipes()["problems"][user]


def test_nothing_is_missed_in_a_full_pipeline(foreign: Language) -> None:
    for nlp in (load(), foreign):
        analysis = nlp.analyze_pipes()
        assert not any(analysis["problems"].values())
    assigned = foreign.analyze_pipes()["summary"]["kg"]["assigns"]
    assert {"doc.spans", "doc._.kg_relations", "token.is_sent_start"} <= {*assigned}


def test_what_kg_sets_is_what_it_declares() -> None:
    declared = {attribute for name in PARTS for attribute in Language.get_factory_meta(name).assigns}
    doc = load()(TEXT)
    set_by_kg = {f"doc._.{key[1]}" for key in doc.user_data if key[0] == "._."}
    assert set_by_kg | {"doc.spans", "token.is_sent_start", "token._.kg_cue"} == declared


@pytest.fixture(params=["own", "foreign"])
def with_lexicon(request: pytest.FixtureRequest, added: Path) -> Language:
    """kg's own pipeline and one of others, with a user's lexicon."""
    if request.param == "own":
        return load((added,))
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("kg", config={"lexicon": [str(added)]})
    return nlp


OWN_TEXT = TEXT + " QUUX is blorped with a Zonk Z900."


def test_a_pipeline_from_disk_is_the_same(with_lexicon: Language, tmp_path: Path) -> None:
    with_lexicon.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again.pipe_names == with_lexicon.pipe_names
    assert found(again(OWN_TEXT)) == found(with_lexicon(OWN_TEXT))
    assert "method:quux" in {span.kb_id_ for span in again(OWN_TEXT).spans["kg"]}


def test_a_pipeline_from_bytes_and_from_its_config_is_the_same(with_lexicon: Language) -> None:
    again = spacy.blank("en").from_config(with_lexicon.config).from_bytes(with_lexicon.to_bytes())
    assert found(again(OWN_TEXT)) == found(with_lexicon(OWN_TEXT))


def test_a_lexicon_that_is_gone_when_a_pipeline_is_loaded_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "gone.jsonl"
    own.write_text('{"stop": "trees"}\n')
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_cues", config={"lexicon": [str(own)]})
    nlp.to_disk(tmp_path / "model")
    own.unlink()
    monkeypatch.setattr("kg.knowledge.lexicon._loaded", {})  # as in another process
    with pytest.raises(KgError, match=r"gone\.jsonl"):
        spacy.load(tmp_path / "model")
    moved = tmp_path / "moved.jsonl"
    moved.write_text('{"cue": "we unleash", "group": "propose"}\n')
    again = spacy.load(tmp_path / "model", config={"components.kg_cues.lexicon": [str(moved)]})
    again.add_pipe("kg_words", first=True)
    assert [mark.label for mark in again("Here we unleash trees.")._.kg_cues] == ["propose"]


def test_a_pickled_pipeline_is_the_same(with_lexicon: Language) -> None:
    again = pickle.loads(pickle.dumps(with_lexicon))
    text = OWN_TEXT + " Here the Quokka Zork Blip sits."
    assert found(again(text)) == found(with_lexicon(text))
    assert again(text)._.kg_shapes == with_lexicon(text)._.kg_shapes


def stored(doc: Doc) -> Iterator[Doc]:
    vocab = spacy.blank("en").vocab
    yield Doc(vocab).from_bytes(doc.to_bytes())
    yield from (
        DocBin(store_user_data=True).from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(vocab)
    )
    yield pickle.loads(pickle.dumps(doc))


def test_a_stored_doc_keeps_what_was_found(with_lexicon: Language) -> None:
    doc = with_lexicon(OWN_TEXT)
    for again in stored(doc):
        assert again.text == OWN_TEXT
        assert found(again) == found(doc)
        assert [(span.text, span.label_, span.kb_id_, span.id_) for span in again.spans["kg"]] == [
            (span.text, span.label_, span.kb_id_, span.id_) for span in doc.spans["kg"]
        ]


TOKENIZERS = [{}, {"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1"}}}]


@pytest.mark.parametrize("config", TOKENIZERS, ids=["spacy", "kg"])
def test_a_doc_of_another_vocabulary(config: dict[str, object], tmp_path: Path) -> None:
    path, text = tmp_path / "own.jsonl", "We propose SparseZork, which beats the Zork trick."
    path.write_text('{"label": "Method", "pattern": [{"_": {"kg_class": "capitalised"}}, {"LOWER": "trick"}]}')
    nlp, other = spacy.blank("en", config=config), spacy.blank("en", config=config)
    nlp.add_pipe("kg", config={"lexicon": [str(path)]})
    expected = found(nlp(text))
    assert {"method:sparsezork", "method:zork-trick"} <= {span.kb_id_ for span in nlp(text).spans["kg"]}
    assert found(nlp(other(text))) == expected
    stored = DocBin().from_bytes(DocBin(docs=[other(text)]).to_bytes())
    assert [found(doc) for doc in nlp.pipe(stored.get_docs(spacy.blank("en").vocab))] == [expected]
    assert found(nlp(pickle.loads(pickle.dumps(other(text))))) == expected


@pytest.mark.parametrize("config", TOKENIZERS, ids=["spacy", "kg"])
def test_a_doc_whose_tokens_were_merged_is_read_anew(config: dict[str, object]) -> None:
    nlp = spacy.blank("en", config=config)
    nlp.add_pipe("kg")
    doc = nlp("We propose big trees. We then train ResNet-50 on ImageNet.")
    before = found(doc)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[:4])
    assert found(nlp(doc)) == before
    assert [span.text for span in doc.spans["kg"]] == ["ResNet-50", "ImageNet"]


def test_components_go_on_with_a_stored_doc() -> None:
    nlp = load()
    doc = nlp.make_doc(TEXT)
    for number, (_, component) in enumerate(nlp.pipeline):
        doc = component(doc)
        if number % 2:
            doc = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert found(doc) == found(nlp(TEXT))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_texts_in_several_processes(with_lexicon: Language) -> None:
    texts = [OWN_TEXT, "", "We run BERT.", OWN_TEXT]
    assert [*map(found, with_lexicon.pipe(texts, n_process=2, batch_size=2))] == [*map(found, with_lexicon.pipe(texts))]


def test_a_text_may_be_longer_than_models_allow() -> None:
    text = "We jump over all of the trees. " * 33_000
    assert len(text) > load().max_length
    assert read(load(), text).text == text
