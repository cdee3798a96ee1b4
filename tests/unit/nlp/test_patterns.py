"""Lines of spaCy's EntityRuler are a user's rules, by whatever door they come in."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import spacy
from spacy.matcher import Matcher
from spacy.vocab import Vocab

import kg
from kg.cli.app import run
from kg.files import read_jsonl
from kg.knowledge.check import check_data
from kg.knowledge.kinds import WordClass
from kg.knowledge.records import PatternLine
from kg.model import KgError, Paper
from kg.nlp import flags
from kg.nlp.classes import class_of
from kg.nlp.pattern_check import check_patterns
from kg.nlp.patterns import make_matcher
from kg.nlp.tokenizer import make_tokenizer

Pattern = str | list[dict[str, object]]
Found = set[tuple[str, str, str]]

LINES: list[dict[str, object]] = [
    {"label": "Hardware", "pattern": "FooChip", "id": "hardware:foo"},
    {"label": "Dataset", "pattern": "the quux street"},
    {"label": "Hardware", "pattern": [{"LOWER": "barchip"}, {"IS_DIGIT": True, "OP": "?"}], "id": "hardware:bar"},
    {"label": "Dataset", "pattern": [{"TEXT": {"REGEX": r"^zq-\d+$"}}]},
    {"label": "Method", "pattern": [{"LOWER": "very", "OP": "+"}, {"LOWER": "slow"}, {"LOWER": "sort"}], "id": "sorts"},
    {"label": "Method", "pattern": [{"_": {"kg_class": {"IN": ["head", "data head"]}}}, {"LOWER": "gizmo"}]},
    {"label": "Method", "pattern": [{"_": {"kg_cue": "use"}}, {"LOWER": "teapots"}], "id": "method:teapots"},
    {
        "label": "Method",
        "pattern": [{"LOWER": {"IN": ["kettle", "using"]}, "_": {"kg_cue": {"NOT_IN": ["use"]}}}],
        "id": "method:kettle",
    },
]
ABSTRACT = (
    "One foochip, FooChip and a BarChip 12 or BARCHIP. We look at the quux street, at zq-77 and az-78. A very very "
    "slow sort of a network gizmo is no blue gizmo. It works using teapots, and teapots  work with the kettle."
)
PAPER = Paper("p", "On trees", ABSTRACT)
FOUND: Found = {
    ("FooChip", "Hardware", "hardware:foo"),
    ("BarChip 12", "Hardware", "hardware:bar"),
    ("BARCHIP", "Hardware", "hardware:bar"),
    ("the quux street", "Dataset", "dataset:the-quux-street"),
    ("zq-77", "Dataset", "dataset:zq-77"),
    ("very very slow sort", "Method", "method:sorts"),
    ("network gizmo", "Method", "method:network-gizmo"),
    ("using teapots", "Method", "method:teapots"),
    ("kettle", "Method", "method:kettle"),
}


def by_command(lexicon: Path) -> Found:
    papers, out = lexicon.with_name("papers.jsonl"), lexicon.with_name("out.jsonl")
    papers.write_bytes(msgspec.json.encode({"id": "p", "title": PAPER.title, "abstract": ABSTRACT}))
    assert run(["extract", str(papers), "--lexicon", str(lexicon), "-o", str(out)]) == 0
    record = msgspec.json.decode(out.read_bytes())
    return {(m["text"], e["type"], e["id"]) for e in record["entities"] for m in e["mentions"]}


def by_python(lexicon: Path) -> Found:
    (extraction,) = kg.extract([PAPER], lexicon=lexicon)
    return {(m.text, e.type, e.id) for e in extraction.entities for m in e.mentions}


def by_pipeline(lexicon: Path) -> Found:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("kg", config={"lexicon": [str(lexicon)]})
    doc = nlp(ABSTRACT)
    rows = [
        (*place, s.label_, s.kb_id_) for place, s in zip(doc.spans["kg"].attrs["offsets"], doc.spans["kg"], strict=True)
    ]
    return {
        (ABSTRACT[start:end], label, key)
        for start, end, label, key in rows
        if not any(other[0] <= start and end < other[1] and other[3] == key for other in rows)
    }


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("patterns") / "own.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, LINES)))
    return path


@pytest.mark.parametrize("door", [by_command, by_python, by_pipeline])
def test_patterns_of_a_user(lexicon: Path, door: Callable[[Path], Found]) -> None:
    ids = {key for _, _, key in FOUND}
    assert {row for row in door(lexicon) if row[2] in ids or row[0] in ABSTRACT[:200]} == FOUND


def test_a_pattern_says_which_rule_it_is(lexicon: Path) -> None:
    (extraction,) = kg.extract([PAPER], lexicon=lexicon)
    rules = {m.text: m.rule for e in extraction.entities for m in e.mentions}
    assert (rules["zq-77"], rules["FooChip"]) == ("pattern", "gazetteer")


BAD: list[tuple[Pattern, str]] = [
    ([{"LOWR": "iphone"}], "LOWR"),
    ([{"LOWER": 3}], "LOWER"),
    ([{"LOWER": "x", "OP": "x"}], "OP"),
    ([{"TEXT": {"REGEX": "x("}}], "REGEX 'x(' is not a regular expression: missing )"),
    ([{"POS": "NOUN"}], "POS needs a trained pipeline"),
    ([{"_": {"kg_clas": "odd"}}], "unknown attribute 'kg_clas': there are kg_class, kg_cue"),
    ([{"_": {"kg_class": "odds"}}], "unknown kg_class 'odds': there are break, head,"),
    ([{"_": {"kg_class": {"IN": ["odd", 3]}}}], "unknown kg_class 3"),
    ([{"_": {"kg_cue": {"IN": ["self"]}}}], "unknown kg_cue 'self': there are absent,"),
    ([{"_": {"kg_class": {"REGEX": "odd"}}}], "kg_class takes IN or NOT_IN, not REGEX"),
    ([{"_": {"kg_class": {"IS_SUBSET": ["odd"]}}}], "kg_class takes IN or NOT_IN, not IS_SUBSET"),
    ([{"_": {"kg_class": ["odd"]}}], 'kg_class takes one value; for several write {"IN": [...]}'),
    ([{"_": {"kg_cue": []}}], "kg_cue takes one value; "),
    ([{"_": {"kg_class": {"IN": []}}}], "kg_class has no value: give one of break, head,"),
    ([{"_": {"kg_cue": {}}}], "kg_cue has no value: give one of absent,"),
    ([{"MORPH": {"IS_SUBSET": ["x"]}}], "MORPH needs a trained pipeline"),
    ([{"LOWER": "FooChip"}], "LOWER 'FooChip' matches nothing, as it is compared in lower case: write 'foochip'"),
    ([{"lower": {"IN": ["x", "FooChip"]}}], "LOWER 'FooChip' matches nothing"),
    ([{"LOWER": "foo chip"}], "LOWER 'foo chip' matches nothing, as no token has a space: write one object for each"),
    ([{"TEXT": {"IN": []}}], "TEXT with an empty IN matches nothing"),
    ([{}], "the pattern matches any text: give one of its tokens a condition"),
    ([{"OP": "+"}, {"_": {}}], "the pattern matches any text"),
]


@pytest.mark.parametrize("pattern", [[{"IS_PUNCT": True}], [{"LOWER": "jump", "OP": "!"}]], ids=str)
def test_punctuation_marks_are_no_entity(tmp_path: Path, pattern: list[dict[str, object]]) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(msgspec.json.encode({"label": "Method", "pattern": pattern}))
    (found,) = kg.extract([Paper("p", "On trees", "We jump - (high). Σ, up!")], lexicon=path)
    assert all(entity.id.partition(":")[2] for entity in found.entities)
    assert bool(found.entities) == ("OP" in pattern[0])


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_good_pattern_has_no_problems(line: dict[str, object]) -> None:
    assert check_patterns([("x", msgspec.convert(line, PatternLine))]) == []


@pytest.mark.parametrize(("pattern", "told"), BAD, ids=str)
def test_a_bad_pattern_is_reported_with_its_place(pattern: Pattern, told: str) -> None:
    found = check_patterns([("mine.jsonl, line 3", PatternLine("Method", pattern))])
    assert all(problem.startswith("mine.jsonl, line 3: ") for problem in found)
    assert told in found[-1]


@pytest.fixture
def bad_file(tmp_path: Path) -> Path:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b'{"stop": "x"}\n' + msgspec.json.encode({"label": "Method", "pattern": BAD[0][0]}))
    return path


def test_check_reports_file_and_line(bad_file: Path, lexicon: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(bad_file)]) == 1
    assert f"{bad_file}, line 2: not a token pattern of spaCy: " in capsys.readouterr().err
    assert run(["check", str(lexicon)]) == 0


def test_a_bad_pattern_stops_extraction_with_file_and_line(bad_file: Path) -> None:
    with pytest.raises(KgError, match=r"bad\.jsonl, line 2: not a token pattern"):
        list(kg.extract([PAPER], lexicon=bad_file))
    with pytest.raises(KgError, match=r"bad\.jsonl, line 2: not a token pattern"):
        spacy.blank("en").add_pipe("kg", config={"lexicon": [str(bad_file)]})


def test_shipped_shapes_are_valid() -> None:
    assert check_patterns(check_data().patterns) == []


def test_word_classes_are_an_attribute_in_any_pipeline() -> None:
    nlp = spacy.blank("en")
    matcher = Matcher(nlp.vocab)
    matcher.add("x", [[{"_": {"kg_class": "odd"}}, {"_": {"kg_class": {"IN": ["head"]}}}]])
    (match,) = matcher(nlp("a QuokkaNet network"))
    assert match[1:] == (1, 3)


def matches(matcher: Matcher, vocab: Vocab, text: str) -> list[tuple[str, str]]:
    doc = make_tokenizer(vocab)(text)
    return [(vocab.strings[key], doc[first:last].text) for key, first, last in matcher(doc)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("odd", ["FooNet"]),
        ({"IN": ["odd", "head"]}, ["FooNet", "network"]),
        ({"NOT_IN": ["odd", "head"]}, ["a"]),
    ],
)
def test_word_classes_may_be_asked_for_as_any_attribute(asked: object, expected: list[str]) -> None:
    vocab = Vocab()
    matcher = make_matcher(vocab, [PatternLine("", [{"_": {"kg_class": asked}}], "x")])
    assert [text for _, text in matches(matcher, vocab, "a FooNet network")] == expected


def test_of_one_line_the_longest_match_is_taken() -> None:
    vocab = Vocab()
    odd: dict[str, object] = {"_": {"kg_class": "odd"}}
    matcher = make_matcher(vocab, [PatternLine("", [odd], "one"), PatternLine("", [odd, {**odd, "OP": "*"}], "run")])
    found = matches(matcher, vocab, "FooNet BarNet")
    assert sorted(found) == [("one", "BarNet"), ("one", "FooNet"), ("run", "FooNet BarNet")]


def test_users_flags_stay_and_there_may_be_more_sets_of_classes_than_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flags, "_getters", {})
    vocab = Vocab()
    own = vocab.add_flag(lambda text: text == "a", 19)
    pairs = [[one.value, other.value] for one in WordClass for other in WordClass if one < other][:100]
    lines = [PatternLine("", [{"_": {"kg_class": {"IN": pair}}}], "+".join(pair)) for pair in pairs]
    matcher = make_matcher(vocab, lines)
    text = "a FooNet network , of 7"
    expected = [("+".join(pair), word) for pair in pairs for word in text.split() if class_of(word) in pair]
    assert sorted(matches(matcher, vocab, text)) == sorted(expected)
    assert vocab["a"].check_flag(own)


def test_lines_of_data_are_those_that_the_ruler_of_spacy_reads(lexicon: Path) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([msgspec.to_builtins(line) for _, line in read_jsonl(lexicon, PatternLine)])  # type: ignore[attr-defined]
    assert "FooChip" in {ent.text for ent in nlp("One FooChip").ents}


def test_of_overlapping_matches_the_longest_is_a_span(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    number = {"IS_DIGIT": True}
    patterns = ["FooChip", [{"LOWER": "foochip"}, number], [number, {"LOWER": "nm"}, {"LOWER": "process"}]]
    lines = [{"label": "Hardware", "pattern": pattern, "id": "foochip"} for pattern in patterns]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    nlp = spacy.blank("en")
    nlp.add_pipe("kg", config={"lexicon": [str(path)]})
    doc = nlp("Tested on a FooChip 3, a FooChip and a FooChip 5 nm process.")
    assert [span.text for span in doc.spans["kg"]] == ["FooChip 3", "FooChip", "FooChip", "5 nm process"]
    assert len(doc.spans["kg"].attrs["offsets"]) == 4
    assert [span.text for span in spacy.util.filter_spans(doc.spans["kg"])] == [span.text for span in doc.spans["kg"]]


@pytest.mark.parametrize("first", [{"LOWER": "foo"}, {"OP": "?"}])
def test_no_match_goes_over_the_end_of_a_title(tmp_path: Path, first: dict[str, object]) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"label": "Method", "pattern": [first, {"OP": "?"}, {"LOWER": "bar"}]}))
    (found,) = kg.extract([Paper("p", "On Foo", "Bar is good. A foo bar is good.")], lexicon=path)
    mentions = [mention for entity in found.entities for mention in entity.mentions]
    assert "foo bar" in {mention.text.removeprefix("A ") for mention in mentions}
    assert all(getattr(found.paper, one.field)[one.start : one.end] == one.text for one in mentions)


def test_an_operator_that_no_matcher_takes_is_reported() -> None:
    (problem,) = check_patterns([("here", PatternLine("Method", [{"LOWER": "foo", "OP": "{3,2}"}]))])
    assert problem.startswith("here: not a token pattern of spaCy: ")
    assert "{3,2}" in problem


@pytest.mark.parametrize("key", ["LOWER", "NORM"])
def test_a_pattern_may_match_what_looks_like_an_acronym(tmp_path: Path, key: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"label": "Method", "pattern": [{key: "zorg"}]}))
    (found,) = kg.extract([Paper("p", "On trees", "We use ZORG here.")], path)
    assert [(entity.name, entity.type) for entity in found.entities] == [("ZORG", "Method")]
