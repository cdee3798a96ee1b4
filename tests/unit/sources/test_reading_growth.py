"""No file, however odd, takes more than its length in time to read."""

import time
from pathlib import Path

import pytest
from growing import assert_grows

from kg.model import KgError
from kg.sources import FORMATS, read_papers

SMALL, LARGE = 1 << 14, 1 << 17  # characters
# A step that takes the square of the length would give 64, and some noise is on top of a linear one's 8.
MOST = 22
ROUNDS = 2
LEAST = 0.01  # seconds: shorter times are mostly noise

BIB = "@article{k, title={A net}, abstract={We train it.}}\n"
# Format, beginning, what is repeated, end.
ODD_FILES = {
    "bibtex": ("bibtex", "", BIB, ""),
    "bibtex: one entry": ("bibtex", "@article{k, title={A}, abstract={", "Some words. ", "}}"),
    "bibtex: braces": ("bibtex", "@article{k, title={A}, abstract={", "{", ""),
    "bibtex: no ends": ("bibtex", "", "@article{k, title={A}, abstract={B\n", ""),
    "bibtex: macros": ("bibtex", "@article{k, title={A}, abstract=", "a # ", "{b}}"),
    "bibtex: authors": ("bibtex", "@article{k, title={A}, abstract={B}, author={", "Ada Love and ", "Al}}"),
    "bibtex: commands": ("bibtex", "@article{k, title={A}, abstract={", "\\emph{a} $b$ \\'e ", "}}"),
    "ris": ("ris", "", "TY  - JOUR\nTI  - A net\nAB  - We train it.\nER  - \n", ""),
    "ris: one record": ("ris", "TY  - JOUR\nTI  - A net\nAB  - We", "\ntrain it", "\nER  - \n"),
    "ris: authors": ("ris", "TY  - JOUR\nTI  - A net\nAB  - We\n", "AU  - Love, A\n", "ER  - \n"),
    "csl": ("csl", "[", '{"title": "A net", "abstract": "We train it."},\n', "]"),
    "csv": ("csv", "title,abstract\n", '"A net","We train\nit."\n', ""),
    "csv: one cell": ("csv", "title,abstract\n", "Some words. ", ""),
    "csv: no end": ("csv", 'title,abstract\nA,"', "Some words.\n", ""),
    "csv: no end anywhere": ("csv", "title,abstract\n", 'x"y,"z' + " and so on" * 12 + "\n", 'x"\n'),
    "csv: columns": ("csv", "title,abstract", ",a", "\nA,B\n"),
    "tsv": ("tsv", "title\tabstract\n", "A net\tWe train it.\n", ""),
    "arxiv": ("arxiv", "", '{"id": "2101.00001", "title": "A net", "abstract": "We train it."}\n', ""),
    "atom": ("atom", "<feed>", "<entry><title>A</title><summary>We train it.</summary></entry>\n", "</feed>"),
    "atom: one line": ("atom", "<feed>", "<entry><title>A</title><summary>B c</summary></entry>", "</feed>"),
    "atom: one entry": ("atom", "<feed><entry><title>A</title><summary>", "Some words.\n", "</summary></entry></feed>"),
    "atom: tags": ("atom", "<feed><entry><title>A</title><summary>", "&lt;i ", "</summary></entry></feed>"),
    "openalex": ("openalex", '{"results": [', '{"title": "A", "abstract_inverted_index": {"We": [0]}},', "]}"),
    "openalex: one work": (
        "openalex",
        '{"results": [{"title": "A", "abstract_inverted_index": {"We": [0]',
        ",1",
        "]}}]}",
    ),
    "semanticscholar": ("semanticscholar", '{"data": [', '{"title": "A net", "abstract": "We train it."},', "]}"),
    "hf": ("hf", "[", '{"paper": {"id": "2101.00001", "title": "A net", "summary": "We train it."}},', "]"),
    "daily": ("daily", "", "A Net of Trees\nWe train it, and it is good.\n", ""),
    "daily: one abstract": ("daily", "A Net of Trees\n", "we train it and it is\n", ""),
    "daily: one line": ("daily", "A Net of Trees\n", "We train it. ", ""),
    "daily: links": ("daily", "A Net of Trees\n", "https://a/\n", ""),
    "daily: blank lines": ("daily", "A Net of Trees\nWe train it.\n", "\n", ""),
    "jsonl": ("jsonl", "", '{"title": "A net", "abstract": "We train it."}\n', ""),
    "jsonl: broken": ("jsonl", "[", '{"title": "A", "abstract": oh},\n', "]"),
    "jsonl: no commas": ("jsonl", "[", '{"title" "A"} ', "]"),
    "jsonl: brackets": ("jsonl", "", "[", ""),
    "jsonl: no end": ("jsonl", '[{"title": "A", "abstract": "', "Some words. ", ""),
    "jsonl: one object": ("jsonl", "{", '"a1": {"title": "A", "abstract": "B"},', '"z": 0}'),
    "jsonl: one record": ("jsonl", '[{"title": "A", "abstract": "', "Some words. ", '"}]'),
    "jsonl: escapes": ("jsonl", '{"title": "A", "abstract": "', "\\n\\u00e9", '"}'),
    "jsonl: tags": ("jsonl", '{"title": "A", "abstract": "', "<i ", '"}'),
    "jsonl: authors": ("jsonl", '{"title": "A", "abstract": "B", "authors": [', '"Ada", ', '"Al"]}'),
    "jsonl: list of authors": ("jsonl", '{"title": "A", "abstract": "B", "authors": "', "Ada Love, ", 'Al"}'),
}


def seconds(path: Path, form: str) -> float:
    begin = time.process_time()
    try:
        for _ in read_papers(path, form, lambda _: None):
            pass
    except KgError:
        pass  # what is no paper is told at once, too
    return time.process_time() - begin


def test_every_text_format_is_tested() -> None:
    assert {form for form, *_ in ODD_FILES.values()} | {"parquet"} == {*FORMATS}


@pytest.mark.parametrize("name", ODD_FILES)
def test_time_grows_with_the_length_and_not_with_its_square(name: str, tmp_path: Path) -> None:
    form, beginning, unit, end = ODD_FILES[name]
    small, large = tmp_path / "small", tmp_path / "large"
    for path, size in ((small, SMALL), (large, LARGE)):
        path.write_text(beginning + unit * (size // len(unit)) + end)
    seconds(small, form)  # imports what the format needs
    assert_grows(lambda: seconds(small, form), lambda: seconds(large, form), MOST, LEAST, ROUNDS)
