"""Training learns what examples say, and the same from the same."""

from pathlib import Path

import msgspec
import pytest
from kg.regression import Example, fit

from kg.files import read_jsonl
from kg.lab.evaluate import read_labelled
from kg.lab.train import examples, main, train
from kg.nlp.weights import CLASSES, ENTITY, Weight

# "red" speaks for class 1, "blue" for class 2, "noise" for none.
TOY: list[Example] = [
    *[(("red", "noise"), 1, 1.0), (("red",), 1, 1.0), (("blue",), 2, 1.0), (("blue", "noise"), 2, 1.0)] * 5,
    *[(("grey",), 0, 1.0), (("grey", "noise"), 0, 1.0)] * 5,
]


def scores(weights: dict[str, tuple[float, ...]], *features: str) -> list[float]:
    rows = [weights[name] for name in ("", *features) if name in weights]
    return [sum(column) for column in zip(*rows, strict=True)]


def best(weights: dict[str, tuple[float, ...]], *features: str) -> int:
    found = scores(weights, *features)
    return found.index(max(found))


def test_a_fit_learns_a_toy_problem() -> None:
    weights = fit(TOY, 3, 1e-4, 1e-4)
    assert [best(weights, name) for name in ("grey", "red", "blue")] == [0, 1, 2]
    assert max(map(abs, weights.get("noise", (0.0,)))) < min(map(max, (weights["red"], weights["blue"])))


def test_rare_features_are_left_out() -> None:
    rows = [*TOY, (("once", "red"), 1, 1.0)]
    assert "once" not in fit(rows, 3, 1e-4, 1e-4)
    assert "once" in fit(rows, 3, 1e-6, 1e-6, rare=1)


def test_a_penalty_makes_weights_fewer() -> None:
    assert not set(fit(TOY, 3, 10.0, 1e-4)) - {""}
    assert len(fit(TOY, 3, 1e-6, 1e-6)) >= len(fit(TOY, 3, 1e-2, 1e-6))


def test_the_weight_of_examples_counts() -> None:
    rows: list[Example] = [(("x",), 0, 1.0)] * 5 + [(("x",), 1, 3.0)] * 5
    assert best(fit(rows, 2, 1e-5, 1e-5), "x") == 1


def test_nothing_is_learned_from_nothing() -> None:
    assert fit([], 3, 1e-4, 1e-4) == {}


def test_a_fit_is_the_same_each_time() -> None:
    assert fit(TOY, 3, 1e-4, 1e-4) == fit(TOY, 3, 1e-4, 1e-4)


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers in which a name behind "beats" is a method that is compared with, one behind "on" a dataset."""
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    rows = []
    for n, (own, other, data) in enumerate(zip(("Zorb", "Quok", "Blip"), ("Frob", "Wump", "Plop"), "ABC", strict=True)):
        title = f"{own}Net: a network"
        abstract = f"We propose {own}Net. It beats {other}Net on {data}Bench and runs well."
        found = [
            {"type": "Method", "name": f"{own}Net", "relation": "PROPOSES"},
            {"type": "Method", "name": f"{other}Net", "relation": "COMPARES_WITH"},
            {"type": "Dataset", "name": f"{data}Bench", "relation": "EVALUATES_ON"},
        ]
        entities = [{"aliases": [], "required": True, **entity} for entity in found]
        rows.append({"id": f"p{n}", "title": title, "abstract": abstract, "entities": entities})
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return path


def test_examples_are_what_was_labelled(gold: Path) -> None:
    found = examples(read_labelled(gold).values())
    kinds = [CLASSES[ENTITY][kind] for _, kind, _ in found[ENTITY]]
    assert (kinds.count("Method"), kinds.count("Dataset")) == (6, 3)
    relations = {CLASSES["Method"][kind] for _, kind, _ in found["Method"]}
    assert relations == {"PROPOSES", "COMPARES_WITH"}
    beaten = [features for features, kind, _ in found["Method"] if CLASSES["Method"][kind] == "COMPARES_WITH"]
    assert all("p1:beats" in features for features in beaten)


def test_training_is_the_same_each_time(gold: Path) -> None:
    papers = list(read_labelled(gold).values())
    rows = train(papers)
    assert rows == train(papers)
    assert rows == sorted(rows, key=lambda row: (row.model, row.feature))
    beats = next(row for row in rows if row.model == "Method" and row.feature == "p1:beats")
    assert beats.weights["COMPARES_WITH"] > 0


def test_the_command_writes_weights_that_can_be_read(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.jsonl"
    main([str(gold), "-o", str(out)])
    assert [row for _, row in read_jsonl(out, Weight)] == train(read_labelled(gold).values())
    assert "from 3 papers" in capsys.readouterr().out
