"""Each format with a file of two papers that is like the real ones: the same papers come out of all."""

from pathlib import Path

import pytest

from kg.engines import extract
from kg.graph.papers import JoinedPapers
from kg.model import Extraction, Paper
from kg.sources import FORMATS, Problem, read_papers
from kg.sources.records import arxiv_id_of
from kg.sources.sniffing import sniff
from kg.sources.text import open_text

FOLDER = Path(__file__).parents[2] / "data" / "sources"
# The format of each file, and how much it says of the first paper's date.
FILES = {
    "two.arxiv.json": ("arxiv", "2021-06-17T17:37:18Z"),
    "two.atom": ("atom", "2021-06-17T17:37:18Z"),
    "two.bib": ("bibtex", "2021-06"),
    "two.csl.json": ("csl", "2021-06-17"),
    "two.hf.json": ("hf", "2021-06-17T17:37:18.000Z"),
    "two.jsonl": ("jsonl", "2021-06-17"),
    "two.openalex.json": ("openalex", "2021-06-17"),
    "two.pandas.csv": ("csv", "2021"),
    "two.parquet": ("parquet", "2021-06-17"),
    "two.ris": ("ris", "2021-06-17"),
    "two.semanticscholar.json": ("semanticscholar", "2021-06-17"),
    "two.tsv": ("tsv", "2021-06-17"),
    "two.zotero.csv": ("csv", "2021-06-17"),
}
TITLES = ["LoRA: Low-Rank Adaptation of Large Language Models", "QLoRA: Efficient Finetuning of Quantized LLMs"]
AUTHORS = [("Edward J. Hu", "Yelong Shen"), ("Tim Dettmers", "Artidoro Pagnoni")]
NUMBERS = ["2106.09685", "2305.14314"]
ENTITIES = [{"LoRA", "GLUE", "NVIDIA V100"}, {"QLoRA", "LoRA", "MMLU", "NVIDIA A100"}]


def read(path: Path) -> list[Paper]:
    problems: list[Problem] = []
    papers = list(read_papers(path, report=problems.append))
    assert problems == []
    return papers


def test_every_format_and_file_is_tested() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*FILES}
    assert {form for form, _ in FILES.values()} | {"daily"} == {*FORMATS}  # of listings there are whole pages


@pytest.mark.parametrize("name", FILES)
def test_the_format_is_detected(name: str) -> None:
    with open_text(FOLDER / name, print) as text:
        assert sniff(text) == FILES[name][0]


@pytest.mark.parametrize("name", FILES)
def test_two_papers(name: str) -> None:
    papers = read(FOLDER / name)
    assert [paper.title for paper in papers] == TITLES
    assert [paper.authors for paper in papers] == AUTHORS
    assert [paper.published[:4] for paper in papers] == ["2021", "2023"]
    assert papers[0].published == FILES[name][1]
    for paper, number in zip(papers, NUMBERS, strict=True):
        assert number in {arxiv_id_of(text) for text in (paper.id, paper.url, paper.doi)}
    assert [paper.source and (paper.source.file, paper.source.ordinal) for paper in papers] == [(name, 1), (name, 2)]


@pytest.mark.parametrize("name", FILES)
def test_the_entities_of_the_abstracts(name: str) -> None:
    found = [
        {entity.name for entity in extraction.entities if entity.name != extraction.paper.code}
        for extraction in extract(read(FOLDER / name))
    ]
    assert found == ENTITIES


def test_all_together_are_two_papers() -> None:
    papers = [paper for name in FILES for paper in read(FOLDER / name)]
    joined = JoinedPapers([Extraction(paper, ()) for paper in papers])
    assert len(joined) == 2


def test_what_only_some_formats_say() -> None:
    first = {name: read(FOLDER / name)[0] for name in FILES}
    second = {name: read(FOLDER / name)[1] for name in FILES}
    assert first["two.arxiv.json"].updated == "2021-10-16T18:40:34Z"
    assert first["two.arxiv.json"].categories == ("cs.CL", "cs.AI", "cs.LG")
    assert second["two.arxiv.json"].venue == "Advances in Neural Information Processing Systems 36"
    assert first["two.csl.json"].doi == "10.48550/arxiv.2106.09685"
    assert second["two.csl.json"].venue == "Advances in Neural Information Processing Systems"
    assert (first["two.hf.json"].code, first["two.hf.json"].submitted_by) == ("https://github.com/microsoft/LoRA", "AK")
    assert first["two.openalex.json"].categories == ("Computer science", "Adaptation (eye)")
    assert first["two.openalex.json"].venue == "arXiv (Cornell University)"
    assert second["two.semanticscholar.json"].venue == "Neural Information Processing Systems"
    assert first["two.zotero.csv"].id == "ABCD2345"
    assert second["two.zotero.csv"].categories == ("quantization",)
