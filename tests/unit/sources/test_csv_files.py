"""Tables: dialects, columns, and what broken rows cost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import KgError, Paper
from kg.sources import Problem, read_papers
from kg.sources.text import clean

HEADER = "id,title,abstract\n"


def read(
    path: Path, content: str | bytes, form: str | None = None, columns: dict[str, str] | None = None
) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(read_papers(path, form, problems.append, columns)), problems


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_dialects(tmp_path: Path, mark: str, encoding: str, end: str) -> None:
    rows = [["", "TITLE", "Abstract Note", "Tags"], ["0", '"Tea, ""for"" Two; é"', '"We\n\nbrew."', "a"]]
    content = end.join(mark.join(row) for row in [*rows, ["", "", "", ""]]) + end
    papers, problems = read(tmp_path / "x", content.encode(encoding))
    assert problems == []
    assert [(paper.title, paper.abstract) for paper in papers] == [('Tea, "for" Two; é', "We brew.")]


def test_a_first_line_that_names_the_delimiter(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", 'sep=;\ntitle;abstract\n"Tea; cups";We brew, then sip.\n')
    assert ([paper.title for paper in papers], problems) == (["Tea; cups"], [])


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Name,Summary text", {"title": "Name", "abstract": "Summary text"}),
        ("Name,abstract", {"title": "name"}),
        ("title,abstract,Name,Essence", {"title": "Name", "summary": "Essence"}),
    ],
)
def test_columns_can_be_chosen(tmp_path: Path, header: str, columns: dict[str, str]) -> None:
    cells = [name if name in ("title",) else "Tea" if name == "Name" else "We brew." for name in header.split(",")]
    (paper,), problems = read(tmp_path / "x", f"{header}\n{','.join(cells)}\n", columns=columns)
    assert (paper.title, paper.abstract, problems) == ("Tea", "We brew.", [])


@pytest.mark.parametrize(
    ("content", "columns", "message"),
    [
        (
            "Name,Summary text,Year\n" + "a,b,1\n" * 3,
            {},
            "has no title column; its columns are: Name, ",
        ),
        (
            "title,Gist,Year\na,b,1\n",
            {},
            "no abstract column; .*: title, Gist, Year\n.*--column abstract=",
        ),
        ("title,Gist\na,b\n", {"abstract": "Gits"}, "has no column 'Gits'; its columns are: title, Gist\n"),
        ("title,abstract\na,b\n", {"date": "When"}, "has no column 'When'; .*\n.*--column published=COLUMN"),
        (",".join(f"c{n}" for n in range(40)) + "\n", {}, "c14 and 25 more\n"),
    ],
)
def test_a_table_without_the_columns_says_which_it_has(
    tmp_path: Path, content: str, columns: dict[str, str], message: str
) -> None:
    with pytest.raises(KgError, match=message) as caught:
        read(tmp_path / "x.csv", content, columns=columns)
    assert str(caught.value).count("\n") == 1


def test_rows_that_are_broken_cost_themselves(tmp_path: Path) -> None:
    rows = [
        '1,Tea,"We\nbrew."',
        "2,Cups, of clay,We sip.",
        "3,No abstract,",
        '4,"Open,We sip.',
        "5,Pots,We pour.",
        "6,\udce9,We pour.",
        "7,Only a title",
        ",,",
        '8,"He said ""tea""",We listen.',
        '9,5" cups,We measure 5".',
    ]
    content = HEADER + "\n".join(rows) + "\n"
    papers, problems = read(tmp_path / "x", content.encode(errors="surrogateescape"))
    assert [paper.id for paper in papers] == ["1", "5", "8", "9"]
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 5, 8, 9]
    assert [(problem.line, problem.message) for problem in problems] == [
        (4, "it has 4 cells, but there are 3 columns"),
        (5, "no abstract"),
        (6, "a quotation mark on this line is never closed"),
        (8, "it has bytes that are not UTF-8: save the file as UTF-8"),
        (9, "no abstract"),
    ]


def test_a_quotation_mark_without_end_in_the_last_rows(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", f'{HEADER}1,Tea,"We brew.\n2,Cups,We sip.\n3,Pots,We pour.\n')
    assert [paper.id for paper in papers] == ["2", "3"]
    assert [problem.line for problem in problems] == [2]


@pytest.mark.parametrize("other", ["\ufeffid,title,abstract", "abstract,Title,id", 'Year,"abstract","id","title"'])
def test_tables_that_were_joined_to_one_file(tmp_path: Path, other: str) -> None:
    cells = {"id": "2", "title": "Cups", "abstract": "We sip.", "year": "2024"}
    row = ",".join(cells[name.strip('"\ufeff').lower()] for name in other.split(","))
    papers, problems = read(tmp_path / "x", f"\ufeff{HEADER}1,Tea,We brew.\n{other}\n{row}\n")
    assert problems == []
    assert [(paper.id, paper.title, paper.abstract) for paper in papers] == [
        ("1", "Tea", "We brew."),
        ("2", "Cups", "We sip."),
    ]


def test_quotation_marks_of_tables_with_tabs_may_be_plain(tmp_path: Path) -> None:
    rows = [
        '"Open one\tWe brew.',
        "Tea\tWe sip.",
        '"Open two\tWe stir.',
        '"Whole?": Cups\tWe pour.',
        '"In"\t"Two\nlines."',
    ]
    papers, problems = read(tmp_path / "x", "title\tabstract\n" + "\n".join(rows) + "\n")
    assert problems == []
    assert [(paper.title, paper.abstract) for paper in papers] == [
        ('"Open one', "We brew."),
        ("Tea", "We sip."),
        ('"Open two', "We stir."),
        ('"Whole?": Cups', "We pour."),
        ("In", "Two lines."),
    ]


def test_two_marks_that_are_never_closed_are_reported(tmp_path: Path) -> None:
    papers, problems = read(
        tmp_path / "x", f'{HEADER}1,"Open,We brew.\n2,Tea,We sip.\n3,"Open,We stir.\n4,Cups,We pour.\n'
    )
    assert [paper.id for paper in papers] == ["2", "4"]
    assert [problem.line for problem in problems] == [2, 4]


def test_lists_that_pandas_has_printed(tmp_path: Path) -> None:
    content = (
        "title,abstract,authors,categories,container-title,issued,externalIds\n"
        "['Tea'],We brew.,\"[{'given': 'Ada', 'family': 'Lovelace'}]\",\"['cs.LG', 'stat.ML']\",['Annals of Tea'],"
        "\"{'date-parts': [[2024, 3, 5]]}\",\"{'ArXiv': '2106.09685', 'DOI': None}\"\n"
    )
    (paper,), problems = read(tmp_path / "x", content)
    assert problems == []
    assert (paper.title, paper.authors, paper.categories) == ("Tea", ("Ada Lovelace",), ("cs.LG", "stat.ML"))
    assert (paper.venue, paper.published, paper.id) == ("Annals of Tea", "2024-03-05", "2106.09685")


def test_long_cells(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", f"title,abstract,full text\nTea,We brew.,{'word ' * 100_000}\n")
    assert ([paper.title for paper in papers], problems) == (["Tea"], [])


def test_missing_values_and_markup(tmp_path: Path) -> None:
    content = (
        "title,abstract,date,year,url,doi\n<i>k</i>-teapots &amp; CO<sub>2</sub>,<p>We brew.</p>,NaN,2024,nan,<NA>\n"
    )
    (paper,), problems = read(tmp_path / "x", content)
    assert (paper.title, paper.abstract) == ("k-teapots & CO2", "We brew.")
    assert (paper.published, paper.url, paper.doi, problems) == ("2024", "", "", [])


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<&\0"), max_size=30)


@given(cells=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), mark=st.sampled_from(",;\t|"))
@settings(max_examples=60)
def test_any_text_in_quotes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]], mark: str
) -> None:
    rows = [(f"x {title}", f"x {abstract}") for title, abstract in cells]
    quoted = [mark.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    content = "\n".join([f"Title{mark}Abstract", *quoted])
    papers, problems = read(tmp_path_factory.mktemp("x") / "x", content)
    assert problems == []
    assert [(paper.title, paper.abstract) for paper in papers] == [(clean(one), clean(two)) for one, two in rows]


def test_a_cell_of_several_lines_may_have_marks_inside(tmp_path: Path) -> None:
    content = 'title,abstract,year\nTea,"First.\nWe call it "X" here.",2024\nCups,"We\npour." ,2023\n'
    papers, problems = read(tmp_path / "x", content)
    assert [(paper.title, paper.published) for paper in papers] == [("Tea", "2024"), ("Cups", "2023")]
    assert "X" in papers[0].abstract
    assert problems == []


def test_characters_that_are_written_out_are_read_once(tmp_path: Path) -> None:
    (paper,), _ = read(tmp_path / "x", "title,abstract\nThe &lt;p&gt; of <i>HTML</i>,We brew.\n")
    assert paper.title == "The <p> of HTML"


def test_the_number_that_zotero_keeps_in_its_notes(tmp_path: Path) -> None:
    notes = ['"arXiv:2106.09685 [cs]\nCitation Key: tea"', '"Extended version of arXiv:2106.09685"', "Our notes."]
    papers, problems = read(
        tmp_path / "x", "title,abstract,extra\n" + "".join(f"Tea {note[1]},We brew.,{note}\n" for note in notes)
    )
    assert problems == []
    assert [paper.id == "2106.09685" for paper in papers] == [True, False, False]


NOTES = [
    "# exported 2024",
    "About the data: Exported on Mar 05, 2024",
    '"About the data: Exported on Mar 05, 2024. Criteria: tea, cups, pots, kettles."',
    '"https://ieeexplore.ieee.org/search?a,b,c,d","Created on, 2024",x,y',
    "# title, abstract of tea, cups, pots",
    "Exported papers\n\nMarch 2024\n",
    "My papers,,,",
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("form", [None, "csv"])
def test_lines_above_a_header_are_skipped_and_reported(tmp_path: Path, note: str, form: str | None) -> None:
    papers, problems = read(tmp_path / "x", f"{note}\nTitle,Abstract,Year\nTea,We brew.,2024\nCups,,2023\n", form)
    assert [(paper.title, paper.published) for paper in papers] == [("Tea", "2024")]
    count = len([line for line in note.split("\n") if line])
    first, other = problems
    assert first.message.startswith(f"{count} line{'s' * (count > 1)} above the header skipped: ")
    assert (first.line, first.skipped) == (1, False)
    assert (other.line, other.message) == (note.count("\n") + 4, "no abstract")


def test_lines_above_a_header_with_columns_of_choice(tmp_path: Path) -> None:
    content = "# exported 2024\nName;Gist\nTea;We brew.\n"
    papers, problems = read(tmp_path / "x", content, columns={"title": "Name", "abstract": "Gist"})
    assert ([paper.title for paper in papers], len(problems)) == (["Tea"], 1)


@pytest.mark.parametrize("rows", ["Name,Gist\nTea,We brew.\n", "Tea,We brew.\n", "#\n" * 12])
def test_rows_above_a_header_are_not_lost(tmp_path: Path, rows: str) -> None:
    with pytest.raises(KgError, match="has no title column"):
        read(tmp_path / "x", f"{rows}Title,Abstract\nCups,We pour.\n", "csv")


def test_a_table_of_markdown_is_none_of_csv(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="looks like Markdown"):
        read(tmp_path / "x", "| Title | Abstract |\n|---|---|\n| Tea | We brew. |\n")
