"""The examples of README and CONTRIBUTING do what they say: they run in a folder with a few papers."""

import glob
import importlib
import re
import shlex
import shutil
from pathlib import Path

import pytest

import kg
from kg.cli import app
from kg.model import Entity, Paper, Relation
from kg.nlp.pipeline import PARTS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README + CONTRIBUTING, re.DOTALL | re.MULTILINE)
PYTHON, JSON, SHELL = ([text for kind, text in BLOCKS if kind == wanted] for wanted in ("python", "json", "sh"))
COMMANDS = [command for text in SHELL for line in text.splitlines() if (command := shlex.split(line, comments=True))]
# What needs a server, an installer, a container or thousands of papers, or changes the checkout.
SKIPPED = (
    *(
        "make",
        "pip",
        "docker",
        "export",
        "kg load",
        "kg query rivals --uri",
        "python -m kg.lab.clusters",
        "python -m kg.lab.frequencies",
    ),
    *("pre-commit", "uv", "uvx", ".venv/bin/pytest", ".venv/bin/python", "kg build kg/sources/sample/*.txt"),
    "kg build --engine spark",
    *("kg export exports/graph.jsonl", "python tests/e2e/browser.py", "python tests/unit/analysis/test_example.py"),
    *(f"python tests/bench/bench_{name}.py" for name in ("quality", "speed", "html", "neo4j")),
)
LABELLED = 8  # papers to train on


def is_skipped(command: list[str], by: tuple[str, ...] = SKIPPED) -> bool:
    return f"{' '.join(command)} ".startswith(tuple(f"{start} " for start in by))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples name."""
    home = tmp_path_factory.mktemp("readme")
    shutil.copytree(Path(kg.__file__).parent / "sources" / "sample", home / "papers")
    record, *lexicon = JSON
    for name in ("new.jsonl", "papers.jsonl"):
        (home / name).write_text(record, encoding="utf8")
    (home / "library.csv").write_text("Title,Summary\nLoRA: Low-Rank Adaptation,We propose LoRA.\n", encoding="utf8")
    kg.write_graph(kg.build([]), home / "yesterday.jsonl")
    (home / "lexicon.jsonl").write_text("".join(lexicon), encoding="utf8")
    labelled = (ROOT / "tests" / "gold" / "sample.jsonl").read_text(encoding="utf8").splitlines(keepends=True)
    (home / "gold.jsonl").write_text("".join(labelled[:LABELLED]), encoding="utf8")
    (home / "more.jsonl").write_text("".join(labelled[LABELLED : 2 * LABELLED]), encoding="utf8")
    return home


@pytest.fixture(autouse=True)
def _at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    monkeypatch.delenv("NEO4J_URI", raising=False)


def test_nothing_is_skipped_that_is_not_there() -> None:
    assert [start for start in SKIPPED if not any(is_skipped(command, (start,)) for command in COMMANDS)] == []


def test_the_table_of_components_is_the_pipeline() -> None:
    assert re.findall(r"^\| `(kg_\w+)`", README, re.MULTILINE) == [*PARTS]


def test_the_commands_run_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    run = [command for command in COMMANDS if not is_skipped(command)]
    assert len(run) > 10
    for command in run:
        arguments = [path for word in command for path in (sorted(glob.glob(word)) if "*" in word else [word])]  # noqa: PTH207
        if arguments[0] == "kg":
            assert app.run(arguments[1:]) == 0, f"{command}: {capsys.readouterr().err}"
        else:
            assert arguments[:2] == ["python", "-m"], command
            importlib.import_module(arguments[2]).main(arguments[3:])
    assert {path.name for path in Path().iterdir()} >= {"graph.jsonl", "graph.html", "entities.jsonl", "weights.jsonl"}


def test_the_examples_of_the_help_run(capsys: pytest.CaptureFixture[str]) -> None:
    """After the commands above, in the folder that they leave."""
    assert app.run(["--help"]) == 0
    lines = re.findall(r"^ +kg (.*?)  ", capsys.readouterr().out, re.MULTILINE)
    assert len(lines) > 3
    for words in map(shlex.split, lines):
        arguments = [path for word in words for path in (sorted(glob.glob(word)) if "*" in word else [word])]  # noqa: PTH207
        assert app.run(arguments) == 0, f"{words}: {capsys.readouterr().err}"


PRINTED = (
    (
        *(
            "NVIDIA A100\n",
            "2021 | LoRA: Low-Rank Adaptation of Large Language Models | PROPOSES | This paper proposes ",
        ),
        *("Attention Is All You Need USES Adam\n", "COCO       5  3.625"),
    ),
    (
        "FooNet Method method:foonet gazetteer PROPOSES\nCIFAR-10 Dataset dataset:cifar-10 gazetteer EVALUATES_ON\n"
        "FooChip 3 Hardware hardware:foochip pattern RUNS_ON\n",
    ),
    ("propose break propose\n", "LoRA odd \n"),
    ("{0.4: ", ", 0.6: "),
)


@pytest.mark.parametrize(("text", "printed"), [*zip(PYTHON, PRINTED, strict=True)])
def test_the_python_examples_print_what_they_should(
    text: str, printed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(text, "README.md", "exec"), {})
    out = capsys.readouterr().out
    for part in printed:
        assert part in out


def entities(abstract: str, *lexicon: str) -> dict[str, Entity]:
    """What a paper names, by id."""
    [extraction] = kg.extract([Paper("p", "A paper", abstract)], lexicon)
    return {entity.id: entity for entity in extraction.entities}


@pytest.mark.parametrize(
    ("abstract", "found", "rule"),
    [
        ("We train a Foo-Network on CIFAR-10.", "method:foonet", "gazetteer"),
        ("It runs on two FooChips.", "hardware:foochip", "gazetteer"),
        ("It runs on a FooChip 3.", "hardware:foochip", "pattern"),
        ("We test it on the Zorbl corpus.", "dataset:zorbl-corpus", "pattern"),
        ("We use the Hagrid trick.", "method:hagrid-trick", "pattern"),
    ],
)
def test_names_and_patterns_of_the_lexicon_are_found(abstract: str, found: str, rule: str) -> None:
    assert rule in {mention.rule for mention in entities(abstract, "lexicon.jsonl")[found].mentions}


def test_names_that_the_lexicon_removes_are_not() -> None:
    abstract = "We forecast the series with Prophet."
    assert "method:prophet" in entities(abstract)
    assert "method:prophet" not in entities(abstract, "lexicon.jsonl")


def test_a_cue_of_the_lexicon_shows_a_relation() -> None:
    [found] = entities("We hereby unveil FooNet, a new network for images.", "lexicon.jsonl").values()
    assert found.relation is Relation.PROPOSES
    assert [cue.text for cue in found.cues] == ["We hereby unveil"]


@pytest.mark.parametrize(("one", "other", "nodes"), [("FooNet", "BarNet", 1), ("SAM", "Segment Anything", 2)])
def test_the_lexicon_decides_what_is_the_same(one: str, other: str, nodes: int) -> None:
    papers = [Paper(name, f"About {name}", f"We train {name} on images.") for name in (one, other)]
    graph = kg.build(papers, "lexicon.jsonl")
    assert len({edge.target for edge in graph.edges}) == nodes
    assert len({edge.target for edge in kg.build(papers).edges}) != nodes
