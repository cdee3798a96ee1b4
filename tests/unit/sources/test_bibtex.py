"""The `bibtex` format: what reference managers, publishers and people really write."""

import logging
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import KgError, Paper, Source
from kg.names.ids import paper_id
from kg.sources import ABSTRACT_LIMIT, Problem, read_papers

SHORT_LIMIT = 900_000  # in place of LONGEST_LINE, which takes five times as long
ZOTERO = r"""
@misc{lovelace_kettles_2024,
	title = {Sparse {Kettles}: {Boiling} {Water} with \$k\$-bit {Weights}},
	copyright = {Creative Commons Attribution 4.0 International, CC-BY},
	url = {http://arxiv.org/abs/2403.01234},
	doi = {10.48550/arXiv.2403.01234},
	abstract = {Kettles are over-parameterised. We prune 50\% of them on an {NVIDIA} A100, {\textless}2 W each,
and test R\&D on {CIFAR}-10. Code: https://github.com/tea/sparse\_kettle},
	urldate = {2024-05-01},
	publisher = {arXiv},
	author = {Lovelace, Ada and Gödel, Kurt},
	month = mar,
	year = {2024},
	note = {arXiv:2403.01234 [cs]},
	keywords = {Computer Science - Machine Learning, Computer Science - Performance},
}
"""
BETTER_BIBLATEX = r"""
@online{godelTeapots2023,
  title = {{{TeapotNet}}: {{G}}{\"o}del Numbers for \mkbibemph{{{k}}} Teapots -- a $\beta$-{{VAE}}},
  subtitle = {Tea \& Cups},
  author = {G{\"o}del, Kurt and family=Neumann, given=John, prefix=von, useprefix=true and {OpenKettle}},
  date = {2023-11-14},
  eprint = {2311.04321},
  eprinttype = {arXiv},
  eprintclass = {cs.LG},
  journaltitle = {Annals of {{Tea}}},
  abstract = {We show ``once and for all'' that \textbf{TeapotNet} beats \emph{LeNet} on MNIST.},
  pubstate = {prepublished}
}
"""
ADS = r"""
@ARTICLE{2010T&A...512A..81F,
       author = {{Mac Low}, M.~M. and {Roman-Duval}, J. and others},
        title = "{Tea and {"}Time{"}}",
      journal = {\aap},
         year = 2010,
        month = "sep",
          doi = "10.1051/0004-6361\_1",
     abstract = "{The cup is at 95{\textdegree}C.}"
}
"""


def read(path: Path, content: str | bytes) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(read_papers(path, "bibtex", problems.append)), problems


def read_one(path: Path, fields: str) -> Paper:
    (paper,), problems = read(path, f"@article{{key,\n  title = {{Tea}},\n  abstract = {{We brew.}},\n  {fields}\n}}")
    assert problems == []
    return paper


def test_zotero(tmp_path: Path) -> None:
    (paper,), problems = read(tmp_path / "x.bib", ZOTERO)
    assert problems == []
    assert paper == Paper(
        id="2403.01234",
        title="Sparse Kettles: Boiling Water with $k$-bit Weights",
        abstract="Kettles are over-parameterised. We prune 50% of them on an NVIDIA A100, <2 W each, and test R&D on "
        "CIFAR-10. Code: https://github.com/tea/sparse_kettle",
        url="http://arxiv.org/abs/2403.01234",
        doi="10.48550/arxiv.2403.01234",
        published="2024-03",
        authors=("Ada Lovelace", "Kurt Gödel"),
        categories=("Computer Science - Machine Learning", "Computer Science - Performance"),
        source=Source("x.bib", 1),
    )


def test_better_bibtex(tmp_path: Path) -> None:
    (paper,), problems = read(tmp_path / "x.bib", BETTER_BIBLATEX)
    assert problems == []
    assert paper.title == r"TeapotNet: Gödel Numbers for k Teapots – a $\beta$-VAE: Tea & Cups"
    assert paper.abstract == "We show “once and for all” that TeapotNet beats LeNet on MNIST."
    assert paper.authors == ("Kurt Gödel", "John von Neumann", "OpenKettle")
    assert (paper.published, paper.venue) == ("2023-11-14", "Annals of Tea")
    assert (paper.id, paper.url) == ("2311.04321", "https://arxiv.org/abs/2311.04321")
    assert paper.categories == ("cs.LG",)


def test_ads(tmp_path: Path) -> None:
    (paper,), problems = read(tmp_path / "x.bib", ADS)
    assert problems == []
    assert (paper.title, paper.abstract) == ('Tea and "Time"', "The cup is at 95°C.")
    assert paper.authors == ("M. M. Mac Low", "J. Roman-Duval")
    assert (paper.published, paper.doi) == ("2010-09", "10.1051/0004-6361_1")


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("date = {2024-03-05}", "2024-03-05"),
        ("date = {2024}, year = {2020}", "2024"),
        ("year = 2024, month = nov", "2024-11"),
        ("year = {2024}, month = {Nov.}", "2024-11"),
        ('year = "2024", month = "November"', "2024-11"),
        ("year = {2024}, month = {11}", "2024-11"),
        ("year = 2024, month = 3, day = 5", "2024-03-05"),
        ('year = 2024, month = "5~" # nov', "2024-11-05"),
        ('year = 2024, month = nov # "~5"', "2024-11-05"),
        ("year = 2024, month = {nov/dec}", "2024-11"),
        ("month = nov", ""),
        ("year = 2024, month = {Spring}", "2024"),
        ("date = {2024-03-05/2024-03-07}", "2024-03-05"),
        ("date = {2024-03~}", "2024-03"),
    ],
)
def test_dates(tmp_path: Path, fields: str, published: str) -> None:
    assert read_one(tmp_path / "x", fields).published == published


def test_a_date_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (paper,), problems = read(tmp_path / "x", "@misc{k, title={T}, abstract={A.}, year={in press}}")
    assert paper.published == ""
    assert [(problem.line, problem.skipped) for problem in problems] == [(1, False)]
    assert "in press" in problems[0].message


@pytest.mark.parametrize(
    ("fields", "own"),
    [
        ("eprint = {2106.09685}, archivePrefix = {arXiv}, primaryClass={cs.CL}", "2106.09685"),
        ("eprint = {hep-th/9901001}, eprinttype = {arxiv}", "hep-th/9901001"),
        ("eprint = {2106.09685v2}", "2106.09685"),
        ("journal = {arXiv preprint arXiv:2106.09685}", "2106.09685"),
        ("number = {arXiv:2106.09685}", "2106.09685"),
        ("eprint = {34567890}, eprinttype = {pubmed}", paper_id("Tea")),
        ("note = {Extends arXiv:2106.09685}", paper_id("Tea")),
    ],
)
def test_arxiv_ids(tmp_path: Path, fields: str, own: str) -> None:
    assert read_one(tmp_path / "x", fields).id == own


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ada Lovelace and Turing, Alan M.", ("Ada Lovelace", "Alan M. Turing")),
        ("van der Berg, Jan\n   and King, Jr., Martin Luther", ("Jan van der Berg", "Martin Luther King Jr.")),
        ("{Barnes and Noble} and others", ("Barnes and Noble",)),
        (r"Erd{\H o}s, P{\'a}l AND {\c C}elik, \.Ilker", ("Pál Erdős", "İlker Çelik")),
        ("Ada Lovelace, Alan Turing, Kurt Gödel", ("Ada Lovelace", "Alan Turing", "Kurt Gödel")),
        ("", ()),
    ],
)
def test_authors(tmp_path: Path, authors: str, names: tuple[str, ...]) -> None:
    assert read_one(tmp_path / "x", f"author = {{{authors}}}").authors == names


def test_macros(tmp_path: Path) -> None:
    macros = '@string{jot = "Journal of Tea"}\n@STRING(NS = {New })\n'
    papers, problems = read(
        tmp_path / "x",
        macros + "@article{a, title={A}, abstract={B.}, journal = JOT}\n"
        "@article(b, title={A, or B}, abstract={B = (c).}, journal = ns # {Series of } # jot # unknown)",
    )
    assert problems == []
    assert [paper.venue for paper in papers] == ["Journal of Tea", "New Series of Journal of Teaunknown"]


def test_what_is_no_entry_makes_no_noise(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content = (
        '% Encoding: UTF-8\nMy library, see https://example.org/@tea\n\n@preamble{ "\\newcommand{\\noop}[1]{}" }\n'
        "@Comment{jabref-meta: databaseType:bibtex;}\n@comment{x {\n@article{k,\n title={T}, abstract = {A.}\n}\n"
        "@xdata{x, title = {X}}\n@string{broken\n"
    )
    papers, problems = read(tmp_path / "x.bib", content)
    assert [(paper.title, paper.source) for paper in papers] == [("T", Source("x.bib", 1))]
    assert [problem.skipped for problem in problems] == [False, False]
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("bibtexparser").propagate


GOOD = "@article{good,\n  title = {Good},\n  abstract = {Tea.},\n}\n"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("@article{k, title = {T}}", "no abstract: 'k'"),
        ("@article{k, title = {{}}, abstract = {A.}}", "no title: 'k'"),
        ("@article{k}", "no title"),
        ("@article{k, title = {T, abstract = {A.}\n}", "a brace or a quotation mark is missing"),
        ('@article{k, title = "T, abstract = {A.}\n}', "a brace or a quotation mark is missing"),
        ("@article{k, title {T}, abstract = {A.}}", "not a BibTeX entry: Expected a `=`"),
        ("@article{k title = {T}, abstract = {A.}}", "not a BibTeX entry: Expected comma"),
        ("@article{\x1b[31mk, title = {T}}", "no abstract: '[31mk'"),
        (f"@article{{k, title = {{T}}, abstract = {{{'a' * (ABSTRACT_LIMIT + 1)}}}}}", "has 200,001 characters"),
        (
            f"@article{{k, title = {{T}}, abstract = {{{'a ' * ABSTRACT_LIMIT * 2}}}}}",
            "a value is longer than 400,000 characters",
        ),
        ("@article{k,\n abstract = {" + "a" * SHORT_LIMIT + "}}", "a record of more than"),
        ("@article{k, title = {T}, abstract = {" + "a\n" * (SHORT_LIMIT // 2) + "}}", "a record of more than"),
    ],
)
def test_a_broken_entry_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, message: str
) -> None:
    monkeypatch.setattr("kg.sources.blocks.LONGEST_LINE", SHORT_LIMIT)
    papers, problems = read(tmp_path / "x.bib", f"{GOOD}\n{entry}\n{GOOD}")
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 3]
    (problem,) = problems
    assert (problem.file, problem.line, problem.skipped) == ("x.bib", 6, True)
    assert message in problem.message


def test_an_entry_of_other_bytes_is_skipped(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", (GOOD + GOOD + GOOD).encode().replace(b"Tea", b"T\xe9", 2))
    assert len(papers) == 1
    assert [str(problem) for problem in problems] == [
        f"x, line {line}: it has bytes that are not UTF-8" for line in (1, 5)
    ]


def test_a_brace_too_many_is_reported(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", "@article{k, title={T}, abstract={We {brew}} it.}, year={2024}}\n" + GOOD)
    assert [paper.abstract for paper in papers] == ["We brew it.", "Tea."]
    assert "an extra closing brace" in problems[0].message
    assert not problems[0].skipped


def test_layouts(tmp_path: Path) -> None:
    content = (
        "@article\n{a,\n title={A}, abstract={B.}}@misc{a,title={C},\nabstract={\n@tea brews (P@{k})}, title={D}}"
        "  \r\n  @ONLINE{b, TITLE = {E}, Abstract = {F.}}"
    )
    papers, problems = read(tmp_path / "x", content)
    assert problems == []
    assert [(paper.title, paper.abstract) for paper in papers] == [("A", "B."), ("C", "@tea brews (P@k)"), ("E", "F.")]


def test_a_file_without_entries(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"x has no papers: no BibTeX entry"):
        read(tmp_path / "x", "Dear editor,\n")
    assert read_papers(tmp_path / "x")


def test_a_line_of_nothing_but_beginnings_is_refused_at_once(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", "@a{" * 200_000 + f"\n{GOOD}")
    assert [str(problem)[:43] for problem in problems] == ["x, line 1: more than 5,000 entries on one l"]
    assert papers[-1].title == "Good"


def test_macros_cannot_fill_the_memory(tmp_path: Path) -> None:
    laughs = "\n".join(f"@string{{l{n + 1} = {' # '.join([f'l{n}'] * 10)}}}" for n in range(30))
    entry = f"@misc{{k, title={{T}}, abstract = {' # '.join(['l3'] * 1000)}}}"
    papers, problems = read(tmp_path / "x", f"@string{{l0 = {{ha}}}}\n{laughs}\n{entry}\n{GOOD}")
    assert papers[-1].title == "Good"
    assert "line 5: a value is longer than 2,000 characters: 'l4'" in str(problems[0])


@pytest.mark.parametrize("unit", ["{", "}", '"', "@a{", "@article{k,\n", "a=", "\\", "{\\'", "$", " and ", "#", "=,"])
def test_hostile_repetitions_take_no_time(tmp_path: Path, unit: str) -> None:
    inside = unit * (150_000 // len(unit))
    start = time.process_time()
    papers, _ = read(
        tmp_path / "x", f"@misc{{k, title = {{T}}, author = {{{inside}}}, abstract = {{{inside}}}}}\n{GOOD}"
    )
    assert time.process_time() - start < 10
    assert papers[-1].title == "Good"


@given(st.text(alphabet="@a{}\",=#\n \\()'$é1", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    content = f"@misc{{k, title = {{T}}, abstract = {{A {text}\n{GOOD}"
    papers, _ = read(tmp_path_factory.mktemp("x") / "x", content)
    assert papers[-1].title == "Good"


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_a_long_file_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    path.write_text(GOOD * 20_000)
    papers = iter(read_papers(path))
    start = time.process_time()
    assert next(papers).title == "Good"
    assert time.process_time() - start < 1, "the first paper must come before the end is read"
    assert sum(1 for _ in papers) == 19_999
