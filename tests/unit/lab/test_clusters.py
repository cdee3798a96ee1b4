"""Words that keep the same company get the same group, and the same each time."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from kg.files import read_jsonl
from kg.lab import clusters
from kg.lab.clusters import cluster, group, main, sentences_of, vectors_of
from kg.model import KgError, Paper
from kg.nlp.clusters import ClusterLine

FRUIT, TOOLS = ("apple", "pear", "plum"), ("hammer", "saw", "drill")
PAPERS = [
    Paper(f"p{n}", "Of things", f"They eat a ripe {FRUIT[n % 3]} for lunch . We use the heavy {TOOLS[n % 3]} on wood .")
    for n in range(30)
]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes for a handful of words."""
    monkeypatch.setattr(clusters, "GROUPS", 8)
    monkeypatch.setattr(clusters, "DIMENSIONS", 6)


def test_texts_are_the_words_that_features_read() -> None:
    assert sentences_of([Paper("p", "Zorb-2: A", "It's (OK).")]) == [
        ["zorb-2", ":", "a"],
        ["it", "'s", "(", "ok", ")", "."],
    ]


def test_rare_words_have_no_vector_and_others_one_of_unit_length() -> None:
    words, vectors = vectors_of([*sentences_of(PAPERS), ["once", "apple"]])
    assert words == sorted(words)
    assert {*FRUIT, *TOOLS} <= {*words}
    assert "once" not in words
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_groups_are_numbered_in_the_order_of_their_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "GROUPS", 2)
    assert group(np.asarray([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])) == [0, 1, 0, 1]


def test_words_of_like_company_are_one_group() -> None:
    lines = {line.word: line.group for line in cluster(PAPERS) if not line.header}
    assert len({lines[word] for word in FRUIT}) == len({lines[word] for word in TOOLS}) == 1
    assert lines["apple"] != lines["hammer"]


def test_the_command_writes_the_same_bytes_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, one, two = (tmp_path / name for name in ("papers.jsonl", "one.jsonl", "two.jsonl"))
    source.write_bytes(b"".join(msgspec.json.encode(paper) + b"\n" for paper in PAPERS))
    for out in (one, two):
        main([str(source), "-o", str(out)])
    assert one.read_bytes() == two.read_bytes()
    header, *lines = [line for _, line in read_jsonl(one, ClusterLine)]
    assert header.header is not None
    assert (header.header.command, header.header.papers, header.header.groups) == (
        "python -m kg.lab.clusters",
        30,
        8,
    )
    assert f"{len(lines)} words in 8 groups" in capsys.readouterr().out


def test_an_output_is_required(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "papers.jsonl")])


def test_too_few_papers_are_told() -> None:
    with pytest.raises(KgError, match="give more papers"):
        cluster(PAPERS[:1])


def test_what_is_read_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text("mine")
    with pytest.raises(SystemExit, match="1"):
        main([str(path), "-o", str(tmp_path / "." / "papers.jsonl")])
    assert "it is also an input" in capsys.readouterr().err
    assert path.read_text() == "mine"
