"""Records in a file are read where they are asked for, and those of an earlier graph come before new ones."""

from io import BytesIO
from pathlib import Path

import pytest

from kg.engines.spool import RecordFile, Spool, SpoolHeader, added_to, extraction_line
from kg.graph.assemble import StoredExtractions
from kg.model import Extraction, Paper

RECORDS = [Extraction(Paper(f"p{n}", f"Title {n}", "Ünüsual text." * n), ()) for n in range(5)]
HEADER = SpoolHeader("1", "x", (("in", 3, 4),), (), ())


def test_records_come_back_in_any_order() -> None:
    file = RecordFile(BytesIO())
    file.extend(map(extraction_line, RECORDS[:3]))
    file.extend(map(extraction_line, RECORDS[3:]))
    assert [file[place] for place in (4, 0, 3, 1, 2)] == [RECORDS[place] for place in (4, 0, 3, 1, 2)]
    assert len(file) == 5
    assert list(file.lines()) == [extraction_line(one) for one in RECORDS]


def test_a_batch_that_does_not_reach_the_disk_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Spool) -> None:
        raise OSError("full")

    with (tmp_path / "spool").open("w+b") as raw:
        spool = Spool(raw)
        spool.start(HEADER)
        spool.extend(map(extraction_line, RECORDS[:2]))
        monkeypatch.setattr(Spool, "_sync", fail)
        with pytest.raises(OSError, match="full"):
            spool.extend(map(extraction_line, RECORDS[2:]))
        assert len(spool) == 2
        assert spool[1] == RECORDS[1]


def test_new_records_correct_earlier_ones(tmp_path: Path) -> None:
    new = RecordFile(BytesIO())
    new.extend([extraction_line(Extraction(Paper("p1", "Title 1", "Corrected."), ()))])
    earlier = StoredExtractions("x", iter(RECORDS[:3]))
    with added_to(earlier, new, tmp_path) as records:
        found = [records[place].paper for place in range(len(records))]
    assert [(paper.id, paper.abstract) for paper in found] == [
        ("p0", ""),
        ("p1", ""),
        ("p2", "Ünüsual text.Ünüsual text."),
        ("p1", "Corrected."),
    ]
    with added_to(None, new, tmp_path) as records:
        assert records is new
