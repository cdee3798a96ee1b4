"""Training learns what labels say, and the same from the same."""

import random
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from kg.files import read_jsonl
from kg.lab import train as training
from kg.lab.evaluate import Labelled, Named, read_labelled
from kg.lab.train import (
    FULL_LENGTH,
    Example,
    Limits,
    decide,
    find_threshold,
    fit,
    fit_all,
    folds,
    main,
    read_gold,
    read_lessons,
)
from kg.model import KgError
from kg.nlp.weights import CLASSES, ENTITY, Model, WeightLine, load_weights

COLOURS = ("grey", "red", "blue")
LOOSE = Limits(1.0, 3)
TOY = [
    Example([feature, *noise], kind, 1.0)
    for feature, kind in (("is.grey", "grey"), ("is.red", "red"), ("is.blue", "blue"))
    for noise in ([], ["noise"])
    for _ in range(5)
]


def best(weights: Mapping[str, tuple[float, ...]], *features: str, classes: tuple[str, ...] = COLOURS) -> str:
    probable = Model(classes, weights).probabilities(features)
    return classes[probable.index(max(probable))]


def test_a_fit_learns_a_toy_problem() -> None:
    weights = fit(TOY, COLOURS, LOOSE)
    assert [best(weights, f"is.{colour}") for colour in COLOURS] == [*COLOURS]
    assert "noise" not in weights, "it tells nothing"


def test_rare_features_are_left_out() -> None:
    twice = [Example(["is.red", "rare"], "red", 1.0)] * 2
    assert "rare" not in fit([*TOY, *twice], COLOURS, LOOSE)
    assert "rare" in fit([*TOY, *twice, *twice], COLOURS, LOOSE)


def test_a_stronger_penalty_makes_weights_smaller() -> None:
    strong, weak = fit(TOY, COLOURS, LOOSE._replace(strength=0.01)), fit(TOY, COLOURS, LOOSE)
    assert 0 < max(strong["is.red"]) < max(weak["is.red"])


def test_the_weight_of_examples_counts() -> None:
    rows = [Example(["x"], "grey", 1.0)] * 5 + [Example(["x"], "red", 3.0)] * 5 + [Example(["y"], "grey", 1.0)] * 15
    assert best(fit(rows, ("grey", "red"), LOOSE), "x", classes=("grey", "red")) == "red"


def test_a_class_without_examples_is_never_found() -> None:
    weights = fit(TOY, (*COLOURS, "green"), LOOSE)
    assert [best(weights, f"is.{colour}", classes=(*COLOURS, "green")) for colour in COLOURS] == [*COLOURS]
    two = fit([row for row in TOY if row.kind != "blue"], COLOURS, LOOSE)
    assert [best(two, f"is.{colour}") for colour in COLOURS[:2]] == ["grey", "red"]


def test_neither_order_of_examples_nor_of_features_matters() -> None:
    rows = [Example(random.Random(n).sample(row.features, len(row.features)), *row[1:]) for n, row in enumerate(TOY)]
    assert fit(rows, COLOURS, LOOSE) == fit(TOY, COLOURS, LOOSE)


NAMES = [(f"{a}{b}", f"{b}{a}") for a in ("Zorb", "Quok", "Blip") for b in ("lax", "dux", "wump", "plip")]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers in which a name behind "beats" is a method that is compared with, one behind "on" a dataset."""
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    rows = []
    for n, (own, other) in enumerate(NAMES):
        found = [
            {"type": "Method", "name": f"{own}Net", "relation": "PROPOSES"},
            {"type": "Method", "name": f"{other}Net", "relation": "COMPARES_WITH"},
            {"type": "Dataset", "name": f"{own}Bench", "relation": "EVALUATES_ON"},
            {"type": "Method", "name": f"{other}Sort", "relation": "USES|COMPARES_WITH", "required": False},
            {"type": "Method", "name": f"{other}Tree", "relation": None},
        ]
        entities = [{"aliases": [], "required": True, **entity} for entity in found]
        abstract = (
            f"We propose {own}Net. It beats {other}Net on {own}Bench, with {other}Sort and {other}Tree. QRST is out."
        )
        rows.append({"id": f"p{n}", "title": f"{own}Net: a network", "abstract": abstract, "entities": entities})
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return path


def papers(gold: Path) -> list[Labelled]:
    return [*read_labelled(gold).values()]


def test_examples_are_what_was_labelled(gold: Path) -> None:
    (lesson,) = read_lessons(papers(gold)[:1])
    kinds = [(example.kind, example.weight) for example in lesson.examples[ENTITY]]
    assert kinds.count(("Method", 1.0)) == 3, "an optional entity teaches nothing of what is one"
    assert kinds.count(("Dataset", 1.0)) == 1
    assert ("none", 1.0) in kinds
    relations = [(example.kind, example.weight) for example in lesson.examples["Method"] if "new" in example.features]
    assert sorted(relations) == [("COMPARES_WITH", 1.0), ("PROPOSES", 1.0), ("USES", 0.5)]
    (beaten,) = [row.features for row in lesson.examples["Method"] if row[1:] == ("COMPARES_WITH", 1.0)]
    assert "p1:beats" in beaten


def test_a_name_labelled_with_its_mark_up_is_learned() -> None:
    maze = Named("Dataset", r"$\tau$-Maze", (), "EVALUATES_ON")
    [lesson] = read_lessons([Labelled("1", "Planning", r"We test on $\tau$-Maze.", (maze,))])
    assert "Dataset" in {example.kind for example in lesson.examples[ENTITY]}


def test_a_name_inside_a_longer_one_teaches_no_relation() -> None:
    names = (
        Named("Method", "Zorb Contrastive Decoding", ("ZCD",), "PROPOSES"),
        Named("Method", "contrastive decoding", (), "USES"),
    )
    inside = "We introduce Zorb Contrastive Decoding (ZCD)."
    for text, relations in ((inside, {"PROPOSES"}), (f"{inside} It uses contrastive decoding.", {"PROPOSES", "USES"})):
        [lesson] = read_lessons([Labelled("1", "Decoding", text, names)])
        assert {example.kind for example in lesson.examples["Method"]} == relations


def test_an_unlisted_name_teaches_a_little_as_if_it_were_listed(gold: Path) -> None:
    (lesson,) = read_lessons(papers(gold)[:1])
    assert {row.weight for row in lesson.examples["Dataset"] if "gaz" in row.features} == {training.AS_LISTED}


def test_a_listed_name_teaches_a_little_as_if_it_were_unlisted() -> None:
    text = "We train BERT on an NVIDIA A100 GPU, and a GPU."
    named = [{"type": "Method", "name": "BERT"}, {"type": "Hardware", "name": "NVIDIA A100"}]
    gold = msgspec.convert({"id": "p", "title": "Trees", "abstract": text, "entities": named}, Labelled)
    (lesson,) = read_lessons([gold])
    taught = {
        kind: {row.weight: row.features for row in lesson.examples[ENTITY] if row.kind == kind}
        for kind in ("Method", "Hardware")
    }
    assert taught["Method"].keys() == {1.0, training.AS_UNLISTED}
    assert taught["Hardware"].keys() == {1.0, training.HARDWARE_AS_UNLISTED}
    for its in taught.values():
        listed, unlisted = its.pop(1.0), set(*its.values())
        assert {feature for feature in listed if "gaz" in feature} <= {*listed} - unlisted
        assert any(feature.startswith("rule:shape.") for feature in unlisted)
        assert not [feature for feature in unlisted if feature.startswith(("begins:", "ends:", "has:"))]
    families = [row for row in lesson.examples[ENTITY] if "form:gpu" in row.features and row.weight not in (1.0, 0.1)]
    assert not families, "a class of devices is always listed"


def test_what_was_learned_is_decided(gold: Path) -> None:
    lessons = read_lessons(papers(gold))
    result = decide(lessons, fit_all(lessons), 0.5).total()
    assert result.entity[2] > 0.9
    assert result.edge[2] > 0.9
    assert decide(lessons, fit_all(lessons), 1.1).total().tp == 0


def test_each_paper_is_tested_once_and_by_models_that_have_not_seen_it(gold: Path) -> None:
    lessons = read_lessons(papers(gold))
    pairs = list(folds(lessons))
    assert sorted(lesson.paper.id for _, tested in pairs for lesson in tested) == sorted(p.id for p in papers(gold))
    assert len([tested for _, tested in pairs if tested]) > 2
    for learned, tested in pairs:
        ids = {lesson.paper.id for lesson in learned}
        assert ids.isdisjoint(lesson.paper.id for lesson in tested)
        assert len(learned) + len(tested) == len(lessons)


def test_the_threshold_is_found_on_held_out_papers(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "THRESHOLDS", (0.3, 0.4, 1.1))
    threshold, scores = find_threshold(read_lessons(papers(gold)))
    assert scores.keys() == {0.3, 0.4, 1.1}
    assert scores[1.1] == 0
    assert threshold == min(t for t, score in scores.items() if score == max(scores.values()))


def test_short_texts_do_not_choose_the_threshold_where_there_are_abstracts(
    gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "THRESHOLDS", (0.3,))
    full = Labelled("full", "Tea", "The kettle sings. " * FULL_LENGTH)  # nothing in it can be found
    _, scores = find_threshold(read_lessons([*papers(gold), full]))
    assert set(scores.values()) == {0}


def test_training_gives_the_same_bytes_whatever_the_order(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = gold.read_bytes().splitlines(keepends=True)
    parts = {"a.jsonl": lines[: len(lines) // 2], "b.jsonl": lines[len(lines) // 2 :]}
    folders, outs = (tmp_path / "there", tmp_path / "back"), (tmp_path / "one.jsonl", tmp_path / "two.jsonl")
    for folder, out, step in zip(folders, outs, (1, -1), strict=True):
        folder.mkdir()
        for name, its in parts.items():
            (folder / name).write_bytes(b"".join(its[::step]))
        main([*(str(folder / name) for name in [*parts][::step]), "-o", str(out)])
    one, two = outs
    assert one.read_bytes() == two.read_bytes()
    header = load_weights(one).header
    assert header.command == "python -m kg.lab.train"
    assert header.trained_on == {name: len(its) for name, its in parts.items()}
    assert header.threshold in training.THRESHOLDS
    assert load_weights(one).models["Method"].weights["p1:beats"][1] > 0
    assert f"from {len(NAMES)} papers, threshold {header.threshold}" in capsys.readouterr().out
    rows = [line for _, line in read_jsonl(one, WeightLine) if not line.header]
    assert rows == sorted(rows, key=lambda row: (row.model, row.feature))
    assert {row.model for row in rows} == CLASSES.keys()


def test_an_output_is_required(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(gold)])
    assert "-o" in capsys.readouterr().err


def test_labelled_papers_without_abstract_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare, out = tmp_path / "bare.jsonl", tmp_path / "out.jsonl"
    bare.write_text('{"id": "a", "title": "T", "abstract": "A", "entities": []}\n{"id": "b", "title": "T"}\n')
    with pytest.raises(KgError, match=r"bare\.jsonl: b has no abstract"):
        read_gold([bare])
    with pytest.raises(SystemExit, match="1"):
        main([str(bare), "-o", str(out)])
    assert "b has no abstract: give labelled papers with their texts" in capsys.readouterr().err
    assert not out.exists()


def test_what_is_read_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text("mine")
    with pytest.raises(SystemExit, match="1"):
        main([str(path), "-o", str(tmp_path / "." / "papers.jsonl")])
    assert "it is also an input" in capsys.readouterr().err
    assert path.read_text() == "mine"
