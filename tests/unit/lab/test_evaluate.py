"""Scores of predicted entities, worked out by hand, and against the reference scorer where it is at hand."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lab.evaluate import (
    Error,
    Labelled,
    Named,
    evaluate,
    mistake_line,
    precision_recall,
    read_labelled,
    table,
    to_json,
)
from kg.model import RELATIONS, KgError, Label

REFERENCE = Path(__file__).parents[4] / "shared" / "gold" / "score.py"


def named(text: str, relation: str = "USES", label: str = "Method", *, required: bool = True) -> Named:
    name, *aliases = text.split("|")
    return Named(label, name, tuple(aliases), relation, required)


@pytest.mark.parametrize(
    ("gold", "predicted", "counts", "errors"),
    [
        ([named("LoRA")], [named("LoRA")], (1, 0, 0, 1, 0, 0), {}),
        ([named("LoRA|Low-Rank Adaptation")], [named("low rank adaptations")], (1, 0, 0, 1, 0, 0), {}),
        ([named("LoRA")], [named("LoRA", "PROPOSES")], (1, 0, 0, 0, 1, 1), {Error.RELATION: 1}),
        ([named("LoRA")], [named("LoRA"), named("lora")], (1, 1, 0, 1, 1, 0), {Error.DUPLICATE: 1}),
        ([named("LoRA")], [], (0, 0, 1, 0, 0, 1), {Error.MISSED: 1}),
        ([], [named("LoRA")], (0, 1, 0, 0, 1, 0), {Error.SPURIOUS: 1}),
        ([named("ImageNet VQ")], [named("VQ")], (0, 1, 1, 0, 1, 1), {Error.PARTIAL: 1, Error.SPURIOUS: 1}),
        ([named("a b c")], [named("c")], (0, 1, 1, 0, 1, 1), {Error.MISSED: 1, Error.SPURIOUS: 1}),
        ([named("LoRA")], [named("LoRA", label="Dataset")], (0, 1, 1, 0, 1, 1), {Error.MISSED: 1, Error.SPURIOUS: 1}),
        ([named("LLMs", required=False)], [named("LLM", "PROPOSES"), named("LLMs")], (0, 0, 0, 0, 0, 0), {}),
        ([named("LLMs", required=False)], [], (0, 0, 0, 0, 0, 0), {}),
        (
            [named("https://github.com/A/b", "HAS_CODE", "Repository")],
            [named("http://www.github.com/a/B.git", "HAS_CODE", "Repository")],
            (1, 0, 0, 1, 0, 0),
            {},
        ),
    ],
)
def test_counts(gold: list[Named], predicted: list[Named], counts: tuple[int, ...], errors: dict[Error, int]) -> None:
    found = evaluate({"p": Labelled("p", entities=tuple(gold))}, {"p": tuple(predicted)}).total()
    assert (found.tp, found.fp, found.fn) == counts[:3]
    assert found.edge == precision_recall(*counts[3:])
    assert found.errors == errors


def test_a_paper_that_is_not_predicted_counts_as_empty() -> None:
    gold = {key: Labelled(key, entities=(named("LoRA"),)) for key in "ab"}
    found = evaluate(gold, {"a": (named("LoRA"),), "c": (named("Adam"),)})
    assert (found.papers, found.predicted) == (2, 1)
    assert found.total().entity == pytest.approx((1.0, 0.5, 2 / 3))


def test_mistakes_are_told_with_both_sides() -> None:
    gold = {"p": Labelled("p", entities=(named("LoRA|Low-Rank"),))}
    found = evaluate(gold, {"p": (named("LoRA", "PROPOSES"),)})
    (mistake,) = found.mistakes
    assert mistake_line(mistake) == (
        "wrong relation  p  labelled Method LoRA (Low-Rank) USES; predicted Method LoRA PROPOSES"
    )
    lines = table(found)
    assert lines[-1] == "relations confused: Method USES as PROPOSES 1"
    assert [line.split()[0] for line in lines[1:7]] == ["type", "Method", "Dataset", "Hardware", "Repository", "all"]


def test_a_bad_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n")
    with pytest.raises(KgError, match="has no labelled papers"):
        read_labelled(path)
    path.write_text('{"id": "a"}\n{"id": 1}\n')
    with pytest.raises(KgError, match=r"gold\.jsonl, line 2: "):
        read_labelled(path)


FORMS = st.sampled_from(
    ["LoRA", "LoRAs", "low-rank adaptation", "Low Rank", "Adam", "the Adam", "A-dam", "https://x.y/a/b.git"]
)


@st.composite
def entities(draw: st.DrawFn) -> dict[str, object]:
    label = draw(st.sampled_from([*RELATIONS]))
    return {
        "type": label.value,
        "name": draw(FORMS),
        "aliases": draw(st.lists(FORMS, max_size=2)),
        "relation": draw(st.sampled_from(RELATIONS[label])).value,
        "required": draw(st.booleans()),
    }


papers = st.lists(st.fixed_dictionaries({"id": st.sampled_from("abc"), "entities": st.lists(entities(), max_size=5)}))


def reference_figures(gold: Path, predicted: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    spec = importlib.util.spec_from_file_location("score", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    before, sys.argv = sys.argv, ["score.py", str(gold), str(predicted), "--json"]
    try:
        # The reference leaves its files to the garbage collector.
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            module.main()
    finally:
        sys.argv = before
    figures: dict[str, dict[str, object]] = json.loads(capsys.readouterr().out)
    return figures


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference scorer is not beside the checkout")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_figures_are_those_of_the_reference(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("score")
    gold, predicted = folder / "gold.jsonl", folder / "predicted.jsonl"

    @given(papers, papers)
    def check(labelled: list[object], found: list[object]) -> None:
        for path, records in ((gold, labelled), (predicted, found)):
            path.write_text("".join(json.dumps(record) + "\n" for record in records))
        if not labelled:
            return
        expected = reference_figures(gold, predicted, capsys)
        ours = {key: record.entities for key, record in read_labelled(predicted).items()} if found else {}
        figures = to_json(evaluate(read_labelled(gold), ours))
        for label in (*RELATIONS, "all"):
            own = figures[label]
            assert isinstance(own, dict)
            theirs = expected[label]
            assert [*own["entity"]] == theirs["entity"]
            assert [*own["edge"]] == theirs["edge"]
            assert own["counts"] == {"tp": 0, "fp": 0, "fn": 0} | dict(theirs["counts"])  # type: ignore[call-overload]
            if label in [*Label]:
                assert own["errors"]["partial"] == theirs["partial"]

    check()
