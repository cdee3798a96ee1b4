"""Senses that are gathered in parts are the same as at once, however many are held at a time."""

import msgspec
import pytest
from spark_papers import extractions

from kg.engines.spark import frames
from kg.engines.spark.frames import MergeSenses, TableRow, groups, partial_senses
from kg.engines.spark.meanings import sense_of
from kg.resolve.senses import Sense, claims_of, gather_senses


@pytest.mark.parametrize("held", [1, 3, 1_000])
def test_senses_in_parts_are_those_of_all_claims(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr(frames, "MOST_SENSES_HELD", held)
    claims = [claim for one in extractions() for claim in claims_of(one.paper, one.entities)]
    parts = list(partial_senses((((claim.key,), sense_of(claim)) for claim in reversed(claims)), ("key",)))
    assert (len(parts) > len({claim.key for claim in claims})) is (held < 1_000)
    merged = MergeSenses(("key",))(iter(sorted(parts, key=lambda row: str(row["key"]))))
    found = {row["key"]: msgspec.msgpack.decode(row["body"], type=Sense) for row in merged}
    assert found == gather_senses(claims)


def test_groups_have_the_values_of_their_columns() -> None:
    rows: list[TableRow] = [{"a": "1", "b": "x", "n": 1}, {"a": "1", "b": "x", "n": 2}, {"a": "1", "b": "y", "n": 3}]
    found = [(dict(values), [row["n"] for row in its]) for values, its in groups(rows, "a", "b")]
    assert found == [({"a": "1", "b": "x"}, [1, 2]), ({"a": "1", "b": "y"}, [3])]
    assert [values for values, _ in groups(rows, "a")] == [{"a": "1"}]
