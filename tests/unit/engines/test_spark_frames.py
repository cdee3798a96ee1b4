"""Senses that are gathered in parts are the same as at once, however many are held at a time."""

import msgspec
import pytest
from spark_papers import extractions

from kg.engines.spark import frames
from kg.engines.spark.frames import TableRow, groups, partial_senses, to_bytes, whole_senses
from kg.resolve.senses import Sense, claims_of, gather_senses


@pytest.mark.parametrize("held", [1, 3, 1_000])
def test_senses_in_parts_are_those_of_all_claims(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr(frames, "MOST_SENSES_HELD", held)
    claims = [claim for one in extractions() for claim in claims_of(one.paper, one.entities)]
    rows = [{"key": claim.key, "body": to_bytes(claim)} for claim in reversed(claims)]
    parts = list(partial_senses(rows, ("key",)))
    assert (len(parts) > len({claim.key for claim in claims})) is (held < 1_000)
    merged = whole_senses(sorted(parts, key=lambda row: str(row["key"])), ("key",))
    found = {row["key"]: msgspec.msgpack.decode(row["body"], type=Sense) for row in merged}
    assert found == gather_senses(claims)


def test_groups_have_the_values_of_their_columns() -> None:
    rows: list[TableRow] = [{"a": "1", "b": "x", "n": 1}, {"a": "1", "b": "x", "n": 2}, {"a": "1", "b": "y", "n": 3}]
    found = [(dict(values), [row["n"] for row in its]) for values, its in groups(rows, "a", "b")]
    assert found == [({"a": "1", "b": "x"}, [1, 2]), ({"a": "1", "b": "y"}, [3])]
    assert [values for values, _ in groups(rows, "a")] == [{"a": "1"}]
