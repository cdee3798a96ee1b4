"""JSON in any wrapping: what is read of it, where it is, and what a broken record costs."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.sources.json_walk
from kg.model import Paper
from kg.names.ids import paper_id
from kg.sources import Problem, read_papers

RECORDS = [
    {
        "id": f"p{number}",
        "title": f"Tea {number} {{]",
        "abstract": 'We "brew", \\ and [sip}.',
        "authors": [{"name": "A"}],
    }
    for number in range(5)
]
Wrapping = Callable[[list[dict[str, object]]], str]


def around(name: str, **first: object) -> Wrapping:
    return lambda records: json.dumps({**first, name: records, "last": {"page": 1}}, indent=1)


def without_id(record: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in record.items() if name != "id"}


WRAPPINGS: dict[str, Wrapping] = {
    "lines": lambda records: "\n".join(map(json.dumps, records)),
    "lines with commas": lambda records: ",\n".join(map(json.dumps, records)),
    "array": json.dumps,
    "pretty array": lambda records: json.dumps(records, indent=2),
    "array of lines": lambda records: "[\n" + ",\n".join(map(json.dumps, records)) + "\n]\n",
    "pretty objects": lambda records: "\n".join(json.dumps(record, indent=2) for record in records),
    "results": around("results", meta={"count": 5, "ids": ["a"]}),
    "data": around("data", total=5, offset=0),
    "items": lambda records: json.dumps({"status": "ok", "message": {"total": 5, "items": records}}),
    "papers": around("papers"),
    "works": around("works"),
    "pages": lambda records: "\n".join(json.dumps({"page": 1, "data": [record]}) for record in records),
    "arrays": lambda records: "\n".join(json.dumps([record]) for record in records),
    "hits": lambda records: json.dumps(
        {"took": 5, "hits": {"total": 5, "hits": [{"_id": r["id"], "_source": without_id(r)} for r in records]}}
    ),
    "dump": lambda records: "\n".join(
        json.dumps({"_index": "tea", "_id": r["id"], "_source": without_id(r)}) for r in records
    ),
    "notes": lambda records: json.dumps(
        {"notes": [{"content": without_id(r), "id": r["id"]} for r in records], "count": 5}, indent=1
    ),
    "list with a title": around("papers", title="My reading list", id=7),
    "list with a title on a line": lambda records: json.dumps({"title": "My reading list", "papers": records}),
    "two lists": lambda records: json.dumps({"papers": records[:1], "works": records[1:]}),
    "two lists on a line each": lambda records: "\n".join(
        json.dumps({"papers": [record], "works": []}) for record in records
    ),
    "pages in an array": lambda records: json.dumps(
        [{"page": 1, "data": records[:2]}, {"page": 2, "data": records[2:]}]
    ),
    "by id": lambda records: json.dumps({str(record["id"]): record for record in records}),
}


def read(path: Path, content: str | bytes) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(read_papers(path, report=problems.append)), problems


def ids(papers: list[Paper]) -> list[str]:
    return [paper.id for paper in papers]


@pytest.mark.parametrize("name", WRAPPINGS)
@pytest.mark.parametrize("chunk", [1, 100, 1 << 16])
def test_wrappings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, chunk: int) -> None:
    monkeypatch.setattr(kg.sources.json_walk, "_CHUNK", chunk)
    papers, problems = read(tmp_path / "x.json", WRAPPINGS[name](RECORDS))
    assert problems == []
    assert [(paper.id, paper.title, paper.abstract) for paper in papers] == [
        (record["id"], record["title"], record["abstract"]) for record in RECORDS
    ]
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", WRAPPINGS)
def test_one_record_and_one_of_two_without_title(tmp_path: Path, name: str) -> None:
    papers, problems = read(tmp_path / "x.json", WRAPPINGS[name](RECORDS[:1]))
    assert (ids(papers), problems) == (["p0"], [])
    if name != "by id":  # without a title, this is an object with another in it
        papers, problems = read(
            tmp_path / "x.json", WRAPPINGS[name]([RECORDS[0], {"id": "b", "abstract": "No title."}])
        )
        assert ids(papers) == ["p0"]
        assert [problem.message for problem in problems] == ["no title"]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    ("objects", "found"),
    [
        ([{"row_idx": n, "row": without_id(RECORDS[n])} for n in range(2)], [""] * 2),
        ([{"query": without_id(RECORDS[n]), "positive": without_id(RECORDS[n + 2])} for n in range(2)], [""] * 4),
        ([{"node": without_id(record)} for record in RECORDS], [""] * 5),
        ([{"id": "outer", "content": {"paperId": "own", **without_id(RECORDS[0])}}], ["own"]),
        ([{"2106.09685": without_id(RECORDS[0])}], ["2106.09685"]),
        ([{"10.1/a": without_id(RECORDS[0]), "10.1/b": without_id(RECORDS[1]), "count": 2}], ["10.1/a", "10.1/b"]),
    ],
)
def test_a_key_that_is_no_id_joins_no_papers(
    tmp_path: Path, objects: list[dict[str, object]], found: list[str], indent: int | None
) -> None:
    papers, problems = read(tmp_path / "x.json", "\n".join(json.dumps(one, indent=indent) for one in objects))
    assert problems == []
    assert ids(papers) == [own or paper_id(paper.title) for own, paper in zip(found, papers, strict=True)]
    assert len(set(ids(papers))) == len(papers)


@pytest.mark.parametrize("indent", [None, 1])
def test_what_is_no_record_in_an_object_of_records_is_reported(tmp_path: Path, indent: int | None) -> None:
    objects = {"p1": {"title": "Tea"}, "p2": RECORDS[2], "p3": {"abstract": "No title."}}
    papers, problems = read(tmp_path / "x.json", json.dumps(objects, indent=indent))
    assert ids(papers) == ["p2"]
    assert [problem.message for problem in problems] == ["no abstract", "no title"]
    papers, problems = read(tmp_path / "x.json", json.dumps({**objects, "p4": RECORDS[4]}, indent=indent))
    assert ids(papers) == ["p2", "p4"]
    assert len(problems) == 2


def test_what_is_no_object_among_records_costs_itself(tmp_path: Path) -> None:
    line = json.dumps({"title": "My list", "papers": [RECORDS[0], None, RECORDS[1]]})
    papers, problems = read(tmp_path / "x.json", f"{line}\n{line}")
    assert ids(papers) == ["p0", "p1"] * 2
    assert [problem.line for problem in problems] == [1, 2]


def test_a_record_may_have_lists_of_its_own(tmp_path: Path) -> None:
    record = {"title": "Tea", "results": [{"cups": 2}], "abstract": "We brew.", "data": [{"leaf": 1}], "items": []}
    for content in (
        json.dumps(record),
        json.dumps(record, indent=1),
        json.dumps([record]),
        json.dumps([record], indent=1),
    ):
        papers, problems = read(tmp_path / "x.json", content)
        assert ([paper.title for paper in papers], problems) == (["Tea"], [])


def test_an_answer_without_results_has_no_papers(tmp_path: Path) -> None:
    for indent in (None, 1):
        assert read(tmp_path / "x.json", json.dumps({"total": 0, "data": []}, indent=indent)) == ([], [])


def test_problems_have_the_line_of_the_record(tmp_path: Path) -> None:
    records = [RECORDS[0], {"title": "No abstract"}, RECORDS[1], None, RECORDS[2]]
    content = json.dumps({"meta": 1, "results": records}, indent=1)
    papers, problems = read(tmp_path / "x.json", content)
    assert ids(papers) == ["p0", "p1", "p2"]
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 3, 5]
    lines = content.split("\n")
    assert [lines[problem.line].strip() for problem in problems] == ['"title": "No abstract"', "{"]
    assert [problem.message for problem in problems] == ["no abstract", "not a paper record: null is not a JSON object"]


BREAKS: dict[str, Callable[[str], str]] = {
    "no colon": lambda text: text.replace('"title":', '"title"', 1),
    "no quote": lambda text: text.replace('", \\\\ and', ", \\\\ and", 1),
    "open quote": lambda text: text.replace('sip}."', "sip}.", 1),
    "bare word": lambda text: text.replace('"p2"', "p2", 1),
    "odd escape": lambda text: text.replace('\\"brew', "\\qbrew", 1),
    "no end": lambda text: text.rstrip()[:-1],
    "extra end": lambda text: f"{text}}}",
    "bytes": lambda text: text.replace("Tea", "\udce9", 1),
}


@pytest.mark.parametrize(
    "name", ["lines", "array", "pretty array", "array of lines", "pretty objects", "results", "items"]
)
@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("chunk", [1, 1 << 16])
def test_a_broken_record_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, broken: str, chunk: int
) -> None:
    monkeypatch.setattr(kg.sources.json_walk, "_CHUNK", chunk)
    content = WRAPPINGS[name](RECORDS)
    begin = content.rindex("{", 0, content.index('"p2"'))
    end = re.compile(r"\]\s*\}").search(content, begin).end()  # type: ignore[union-attr]
    spoilt = content[:begin] + BREAKS[broken](content[begin:end]) + content[end:]
    papers, problems = read(tmp_path / "x.json", spoilt.encode(errors="surrogateescape"))
    assert ids(papers) in (["p0", "p1", "p3", "p4"], ["p0", "p1", "p2", "p3", "p4"])
    assert problems


@pytest.mark.parametrize("sign", ["[", "[[", "[{", "{[", "]", '"', "[]", "[1, "])
@pytest.mark.parametrize("place", [0, 1, 4])
@pytest.mark.parametrize("chunk", [1, 1 << 16])
def test_a_line_that_begins_with_another_sign_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: str, place: int, chunk: int
) -> None:
    monkeypatch.setattr(kg.sources.json_walk, "_CHUNK", chunk)
    lines = [json.dumps(record) for record in RECORDS]
    lines[place] = sign + lines[place][1:]
    papers, problems = read(tmp_path / "x.jsonl", "\n".join(lines))
    assert set(ids(papers)) >= {f"p{number}" for number in range(5) if number != place}
    assert problems


@pytest.mark.parametrize("name", ["array", "pretty array", "results", "items", "pretty objects"])
def test_a_file_that_is_cut_short_is_reported(tmp_path: Path, name: str) -> None:
    content = WRAPPINGS[name](RECORDS)
    place = content.index('"p4"')
    for end in (place + 2, place + 9, *(() if name == "pretty objects" else (content.rindex("{", 0, place),))):
        papers, problems = read(tmp_path / "x.json", content[:end])
        assert ids(papers) == ["p0", "p1", "p2", "p3"]
        (problem,) = problems
        assert "cut short" in problem.message


@pytest.mark.parametrize("text", ['{"message":' * 20_000, '{"a":' * 20_000])
def test_deep_nesting_costs_a_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(f"{text}\n{json.dumps(RECORDS[0])}\n")
    problems: list[Problem] = []
    papers = list(read_papers(tmp_path / "x.json", "jsonl", problems.append))
    assert ids(papers) == ["p0"]
    assert 1 <= len(problems) <= 2


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    values=st.lists(VALUES, max_size=4),
    text=st.text(max_size=20),
    cut=st.integers(0, 200),
    indent=st.sampled_from([None, 1]),
)
@settings(max_examples=100)
def test_no_json_and_no_ruin_of_it_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, values: list[object], text: str, cut: int, indent: int | None
) -> None:
    content = json.dumps([*values, RECORDS[0]], indent=indent)
    path = tmp_path_factory.mktemp("x") / "x.json"
    path.write_text(content, encoding="utf8")
    assert [paper.id for paper in read_papers(path, "jsonl", report=lambda _: None)][-1:] == ["p0"]
    path.write_text(content[:cut] + text + content[cut:], encoding="utf8", errors="replace")
    for paper in read_papers(path, "jsonl", report=lambda _: None):
        assert paper.title


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (  # names of fields that only some exports use
            [
                {"article_title": "Tea", "paper_abstract": "We brew.", "journal": {"title": "Nature"}},
                {"title": "Cups", "abstractNote": "We pour.", "notes": [{"title": "N"}]},
                {"article_title": "Pots", "paper_abstract": "We boil.", "notes": []},
            ],
            ["Tea", "Cups", "Pots"],
        ),
        ({"notes": [], "title": "Tea", "abstract_text": "We brew."}, ["Tea"]),
    ],
)
def test_a_record_with_other_names_of_fields_is_whole(tmp_path: Path, content: object, found: list[str]) -> None:
    papers, _ = read(tmp_path / "x.json", json.dumps(content))
    assert [paper.title for paper in papers] == found


def test_keys_of_records_are_ids(tmp_path: Path) -> None:
    keyed = {key: {**record, "id": None} for key, record in zip(["BkgY", "SkxJ", "x.3"], RECORDS, strict=False)}
    for content in (json.dumps(keyed), json.dumps(keyed, indent=1), f"{json.dumps(keyed)}\n{json.dumps(keyed)}"):
        papers, problems = read(tmp_path / "x.json", content)
        assert ({*ids(papers)}, problems) == ({"BkgY", "SkxJ", "x.3"}, [])


def test_records_by_id_before_a_broken_one_are_kept(tmp_path: Path) -> None:
    content = json.dumps({"a": RECORDS[0], "b": RECORDS[1]})
    for broken in (content[: content.index(', "b"') + 20], content.replace('"b": {', '"b": {oh ')):
        papers, problems = read(tmp_path / "x.json", broken)
        assert (ids(papers), len(problems)) == (["p0"], 1)
