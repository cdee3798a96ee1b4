"""arXiv's mails of new papers, saved with or without the headers of mail."""

from pathlib import Path

import pytest

from kg.model import Paper, Source
from kg.sources import Problem, read_papers

DASHES = "-" * 78
TOP = f"""\
{DASHES}
{DASHES}
Send any comments regarding submissions directly to submitter.
{DASHES}
Archives at http://arxiv.org/
To unsubscribe, e-mail To: cs@arXiv.org, Subject: cancel
{DASHES}
 Submissions to:
Machine Learning
 received from  Thu 30 May 24 18:00:00 GMT  to  Fri 31 May 24 18:00:00 GMT
{DASHES}
{DASHES}
"""
RECORDS = rf"""\\
arXiv:2406.00001
Date: Fri, 31 May 2024 17:59:59 GMT   (1234kb,D)

Title: Sparse Kettles: Boiling Water
  with Fewer Watts
Authors: Ada Lovelace, Kurt G\"odel and Alan M. Turing (Tea Institute)
Categories: cs.LG stat.ML
Comments: 12 pages. Code: see the paper
Journal-ref: Annals of Tea 7 (2024)
DOI: 10.5555/Tea.2
License: http://creativecommons.org/licenses/by/4.0/
\\
  We boil water.

  Results: it is hot, on CIFAR-10.
\\ ( https://arxiv.org/abs/2406.00001 ,  1234kb)
{DASHES}
\\
arXiv:2406.00002 (*cross-listing*)
Date: Thu, 30 May 2024 10:00:00 GMT   (50kb)

Title: Cups
Authors: Grace Hopper
Categories: hep-th cs.LG
\\
  We pour. The number
arXiv:2106.09685 is not ours.
\\ ( https://arxiv.org/abs/2406.00002 ,  50kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%

{DASHES}
\\
arXiv:2305.00003
replaced with revised version Fri, 31 May 2024 08:00:00 GMT   (77kb)

Title: Pots
Authors: Emmy Noether
Categories: cs.LG
\\ ( https://arxiv.org/abs/2305.00003 ,  77kb)
{DASHES}
\\
Paper: hep-th/9901001
From: Emmy Noether <noether@tea.example>
Date: Mon, 4 Jan 1999 08:00:00 GMT   (7kb)

Title: Old Tea
Authors: Emmy Noether
\\
  We brewed.
\\ ( http://arXiv.org/abs/hep-th/9901001 ,  7kb)
%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---

For subscribe options to combined physics archives, e-mail To: physics@arxiv.org
"""
MAIL_HEADERS = "From: no-reply@arxiv.org\nTo: cs@arxiv.org\nSubject: cs daily\nDate: Mon, 3 Jun 2024 00:10:00 +0000\n\n"


@pytest.mark.parametrize("before", ["", TOP, MAIL_HEADERS + TOP, "From no-reply@arxiv.org Mon Jun  3 2024\n" + TOP])
@pytest.mark.parametrize("form", [None, "arxiv"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mail_of_new_papers(tmp_path: Path, before: str, form: str | None, end: str) -> None:
    path = tmp_path / "x"
    path.write_bytes((before + RECORDS).replace("\n", end).encode())
    problems: list[Problem] = []
    papers = list(read_papers(path, form, problems.append))
    assert papers[0] == Paper(
        id="2406.00001",
        title="Sparse Kettles: Boiling Water with Fewer Watts",
        abstract="We boil water. Results: it is hot, on CIFAR-10.",
        url="https://arxiv.org/abs/2406.00001",
        doi="10.5555/tea.2",
        published="2024-05-31T17:59:59Z",
        authors=("Ada Lovelace", "Kurt Gödel", "Alan M. Turing"),
        venue="Annals of Tea 7 (2024)",
        categories=("cs.LG", "stat.ML"),
        source=Source("x", 1),
    )
    assert [(paper.id, paper.title, paper.published[:4]) for paper in papers[1:]] == [
        ("2406.00002", "Cups", "2024"),
        ("hep-th/9901001", "Old Tea", "1999"),
    ]
    assert papers[1].abstract == "We pour. The number arXiv:2106.09685 is not ours."
    assert [(problem.line - before.count("\n"), problem.message) for problem in problems] == [
        (RECORDS[: RECORDS.index("arXiv:2305")].count("\n") + 1, "no abstract")
    ]


@pytest.mark.parametrize("cut", [30, 200, 400])
def test_a_mail_that_is_cut_short_loses_its_last_record(tmp_path: Path, cut: int) -> None:
    (tmp_path / "x").write_text(TOP + RECORDS[:cut])
    problems: list[Problem] = []
    papers = list(read_papers(tmp_path / "x", "arxiv", problems.append))
    assert papers == []
    assert [problem.message for problem in problems] == ["the file seems to be cut short in this record"]
