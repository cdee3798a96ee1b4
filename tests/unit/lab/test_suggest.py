"""Names that the lexicon lacks are proposed as lines that a build can use."""

from pathlib import Path

import msgspec
import pytest

import kg
from kg.cli.app import run
from kg.knowledge.check import check_lexicons
from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.records import UserLine
from kg.lab.suggest import c_values, suggest
from kg.model import Label, Paper

# A made-up procedure, which no lexicon has, behind what is said of methods.
TERM = "treacle folding"
PAPERS = [
    Paper("p1", "ZorbNet: sorting", f"We propose ZorbNet. ZorbNet sorts via {TERM}. It outperforms LoRA on CIFAR-10."),
    Paper("p2", "Sorting at night", f"Our method outperforms ZorbNet on CIFAR-10. It sorts using {TERM}."),
    Paper("p3", "Sorting at noon", f"Sorting by {TERM}, our method outperforms ZorbNet. The {TERM} is exact."),
    Paper("p4", "Once", "We propose QuuxNet, which is fast."),
]


def lines(least: int = 2) -> list[UserLine]:
    return suggest(kg.extract(PAPERS), load_lexicon(), least)


def test_names_and_terms_with_counts_and_examples() -> None:
    found = {line.name: line for line in lines()}
    zorblax = found["ZorbNet"]
    assert (zorblax.add, zorblax.count) == (Label.METHOD, 3)
    assert len(zorblax.examples) == 3
    assert all("ZorbNet" in example for example in zorblax.examples)
    assert (found[TERM].add, found[TERM].count) == (Label.METHOD, 3)
    assert not {"LoRA", "CIFAR-10", "QuuxNet"} & found.keys(), "listed, or in one paper only"
    assert "QuuxNet" in {line.name for line in lines(least=1)}


def test_the_order_of_the_papers_does_not_matter() -> None:
    assert suggest(kg.extract(PAPERS[::-1]), load_lexicon()) == lines()


def test_what_is_proposed_is_a_lexicon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "papers.jsonl", tmp_path / "own.jsonl"
    source.write_bytes(
        b"\n".join(msgspec.json.encode({"id": p.id, "title": p.title, "abstract": p.abstract}) for p in PAPERS)
    )
    assert run(["suggest", str(source), "-o", str(out)]) == 0
    assert "names suggested" in capsys.readouterr().err
    assert check_lexicons([out]).problems == []
    assert run(["build", str(source), "--lexicon", str(out), "-o", str(tmp_path / "g.jsonl")]) == 0
    assert run(["suggest", str(source), "--lexicon", str(out)]) == 0
    assert "ZorbNet" not in capsys.readouterr().out, "what the lexicon has is not proposed again"


def test_part_of_a_longer_phrase_counts_less() -> None:
    values = c_values({("soft", "margin"): 9, ("soft", "margin", "loss"): 9, ("soft", "focus"): 9})
    assert values["soft", "margin"] == 0
    assert values["soft", "margin", "loss"] > values["soft", "focus"] == 9
