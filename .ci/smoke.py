"""What packaging can break: `python smoke.py README.md FOLDER` with the Python that the wheel is installed for."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, metadata
from pathlib import Path

import spacy

import kg
from kg.databases.statements import read_queries
from kg.knowledge.records import FILES
from kg.nlp.pipeline import PARTS

PACKAGE = Path(kg.__file__).parent
LEXICON = '{"add": "Method", "name": "FooNet"}\n'
PAPER = '{"title": "LoRA: Low-Rank Adaptation", "abstract": "We propose LoRA and test it on CIFAR-10."}\n'


def command(*arguments: str) -> str:
    """The standard output of kg."""
    script = Path(sys.executable).with_name("kg")
    return subprocess.run([script, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf8").stdout


def check_files(project: str) -> None:
    """Data, models, page, sample, statements and the mark for type checkers are in the package, and all extras."""
    assert "site-packages" in kg.__file__, kg.__file__
    assert (PACKAGE / "py.typed").is_file()
    assert {path.name for path in (PACKAGE / "knowledge" / "data").glob("*.jsonl")} == {*FILES}
    for folder, pattern in (
        ("knowledge/models", "*.jsonl"),
        ("sinks/html/page", "*.js"),
        ("sinks/html/page", "*.css"),
        ("sinks/html/page/vendor", "*.js"),
        ("sources/sample", "*.txt"),
    ):
        assert [*(PACKAGE / folder).glob(pattern)], f"{folder} has no {pattern}"
    assert (PACKAGE / "sinks" / "html" / "page" / "template.html").is_file()
    assert (PACKAGE / "databases" / "cypher" / "schema.cypher").is_file()
    assert len(read_queries()) > 25
    extras = {*(metadata("kg").get_all("Provides-Extra") or ())}
    assert extras == {*tomllib.loads(project)["project"]["optional-dependencies"]}, extras


def check_entry_points() -> None:
    """spaCy finds the components by name."""
    names = {point.name for point in entry_points(group="spacy_factories") if point.value.startswith("kg.")}
    assert names == {"kg", *PARTS}, names
    nlp, whole = spacy.blank("en"), spacy.blank("en")
    whole.add_pipe("kg")
    for part in PARTS:
        nlp.add_pipe(part)
    assert [span.text for span in nlp("We tune LoRA on CIFAR-10.").spans["kg"]] == ["LoRA", "CIFAR-10"]
    assert [span.label_ for span in whole("We tune LoRA on CIFAR-10.").spans["kg"]] == ["Method", "Dataset"]


def check_commands() -> None:
    """The commands find what they need."""
    command("build", *map(str, sorted((PACKAGE / "sources" / "sample").glob("*.txt"))), "-o", "graph.jsonl")
    command("export", "graph.jsonl", "graph.html")
    command("export", "graph.jsonl", "graph.graphml")
    assert Path("graph.html").stat().st_size > Path("graph.graphml").stat().st_size > 100_000
    assert "rivals" in command("query", "--list")
    assert "all valid" in command("check")


def check_readme(text: str) -> None:
    """The Python examples run."""
    Path("lexicon.jsonl").write_text(LEXICON, encoding="utf8")
    Path("papers.jsonl").write_text(PAPER, encoding="utf8")
    shutil.copytree(PACKAGE / "sources" / "sample", "papers")
    for block in re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        exec(compile(block, "README.md", "exec"), {})


if __name__ == "__main__":
    readme = Path(sys.argv[1]).read_text(encoding="utf8")
    project = Path(sys.argv[1]).with_name("pyproject.toml").read_text(encoding="utf8")
    os.chdir(sys.argv[2])
    check_files(project)
    check_entry_points()
    check_commands()
    check_readme(readme)
    print("kg", kg.__version__, "works from", PACKAGE)
