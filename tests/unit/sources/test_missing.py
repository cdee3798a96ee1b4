"""What stands for a value that is missing, which is the same in all formats."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.sources import read_papers
from kg.sources.text import is_missing

MISSING = [
    *(
        "nan",
        "NaN",
        "NaT",
        "None",
        "null",
        "NULL",
        "N/A",
        "n/a",
        "NA",
        "<NA>",
        "#N/A",
        "-",
        "--",
        "—",
        "(none)",
        "N/A.",
    ),
    *("[No abstract available]", "No abstract provided.", "Abstract not available", "[Not Available]."),
    "[No title available]",
]
RIS = "TY  - JOUR\nTI  - {}\nAB  - {}\nER  - \n"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{}</title><summary>{}</summary></entry></feed>'
FORMATS: dict[str, Callable[[str, str], str]] = {
    "jsonl": lambda title, abstract: json.dumps({"title": title, "abstract": abstract}),
    "csl": lambda title, abstract: json.dumps({"title": title, "abstract": abstract}),
    "openalex": lambda title, abstract: json.dumps({"title": title, "abstract_inverted_index": {abstract: [0]}}),
    "csv": lambda title, abstract: f'title,abstract\n"{title}","{abstract}"\n',
    "bibtex": lambda title, abstract: f"@misc{{k, title = {{{title}}}, abstract = {{{abstract}}}}}",
    "ris": RIS.format,
    "atom": lambda title, abstract: ATOM.format(*(text.replace("<", "&lt;") for text in (title, abstract))),
}


@pytest.mark.parametrize("text", MISSING)
@pytest.mark.parametrize("form", FORMATS)
def test_what_is_missing_is_no_title_and_no_abstract(tmp_path: Path, form: str, text: str) -> None:
    messages: list[str] = []
    for fields in ((text, "We brew."), ("Tea", text)):
        (tmp_path / "x").write_text(FORMATS[form](*fields))
        assert list(read_papers(tmp_path / "x", form, lambda problem: messages.append(problem.message))) == []
    assert [message.partition(":")[0] for message in messages] == ["no title", "no abstract"]


@pytest.mark.parametrize(
    "text", ["Nano", "No", "None of us", "Nothing", "A-", "NaN-boxing", "No abstract nonsense", "…"]
)
def test_what_is_a_text(text: str) -> None:
    assert not is_missing(text)


def test_a_missing_value_leaves_the_next_field(tmp_path: Path) -> None:
    record = {"title": "Tea", "abstract": "nan", "summary": "We brew.", "doi": "N/A", "id": "null", "code": "-"}
    (tmp_path / "x.json").write_text(json.dumps(record))
    problems: list[object] = []
    (paper,) = read_papers(tmp_path / "x.json", report=problems.append)
    assert (paper.abstract, paper.doi, paper.code, problems) == ("We brew.", "", "", [])
    assert paper.id != "null"
