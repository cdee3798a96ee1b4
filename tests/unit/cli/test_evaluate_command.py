"""`kg evaluate`: figures and mistakes against labelled papers."""

import json
from pathlib import Path

from commands import PAPERS, Run


def test_evaluate(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    labelled = {"type": "Method", "name": "Zorblax", "aliases": [], "relation": "USES", "required": True}
    gold.write_text(json.dumps(PAPERS[0] | {"entities": [labelled]}) + "\n")
    status, out, err = run("evaluate", gold, "--errors", "all")
    assert (status, err) == (0, "")
    assert out.startswith("wrong relation  p1  labelled Method Zorblax USES; predicted Method Zorblax PROPOSES\n")
    assert "spurious        p1  predicted Dataset CIFAR-10" in out
    assert "CIFAR-10" not in run("evaluate", gold, "--errors", "method")[1]
    figures = json.loads(run("evaluate", gold, "--json", "--predicted", gold)[1])
    assert figures["all"]["entity"] == figures["all"]["edge"] == [1.0, 1.0, 1.0]
