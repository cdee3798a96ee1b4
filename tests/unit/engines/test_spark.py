"""A graph built with Spark has the bytes of one built without, however its papers are spread."""

import json
import random
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from spark_papers import extractions

from kg.cli.app import run
from kg.engines.spark.building import build_with_spark, files_of, graph_of_records
from kg.engines.spark.frames import Stages
from kg.engines.spark.output import PartFiles, copy_parts
from kg.engines.spark.records import RECORD, Inputs, record_row
from kg.engines.spark.session import spark_session
from kg.graph.assemble import build_graph
from kg.graph.file import write_graph
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction, Graph, KgError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'kg[spark]'")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java, which Spark runs on"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets of py4j
]


@pytest.fixture(scope="module")
def spark() -> Iterator["SparkSession"]:
    """One JVM for all tests, set up for small tables."""
    patch = pytest.MonkeyPatch()
    small = "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN"
    patch.setenv("PYSPARK_SUBMIT_ARGS", f"{small} --conf spark.driver.memory=1g pyspark-shell")
    patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")  # it lives too short to be compiled thoroughly
    with warnings.catch_warnings(), spark_session("local[2]", 2) as found:
        yield found
    patch.undo()


def with_spark(spark: "SparkSession", found: list[Extraction], partitions: int, folder: Path) -> bytes:
    """The graph file of some extractions."""
    from pyspark.sql.types import _parse_datatype_string

    folder.mkdir()
    spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    stages = Stages(spark, folder / "stages", partitions)
    schema = ", ".join(f"{name} {kind}" for name, kind in RECORD.items())
    rows = [tuple(dict(record_row(one)).get(name) for name in RECORD) for one in found]
    records = spark.createDataFrame(rows, _parse_datatype_string(schema)).repartition(partitions)
    target = PartFiles(folder / "parts", folder / "inputs", load_lexicon().digest, tables=False)
    target.folder.mkdir()
    graph_of_records(stages, records, (), target)
    with (folder / "graph.jsonl").open("wb") as file:
        copy_parts(target, file)
    return (folder / "graph.jsonl").read_bytes()


def without(graph: Graph, path: Path) -> bytes:
    write_graph(graph, path)
    return path.read_bytes()


def test_rules_of_joining_give_the_same_in_other_partitions_and_orders(spark: "SparkSession", tmp_path: Path) -> None:
    found = extractions()
    graph = build_graph(found, load_lexicon())
    rules = {merge.rule for node in graph.nodes for merge in node.merges}
    assert rules >= {"acronym", "acronym in like papers", "context", "listed", "variant", "type vote"}
    random.Random(7).shuffle(found)
    assert with_spark(spark, found, 3, tmp_path / "three") == without(graph, tmp_path / "graph.jsonl")


def write_papers(folder: Path) -> None:
    """Papers in two files, one of them with records that cannot be read and with texts that nobody would write."""
    folder.mkdir()
    names = ["LoRA", "QLoRA", "BERT", "ViT", "SAM", "CNN"]
    good = [
        {
            "id": f"p{number}",
            "title": f"Cup {number}: tea with {names[number % 6]}",
            "abstract": f"We train {names[number % 6]} and Teapotron on CIFAR-10 with an NVIDIA A100, "
            f"and compare it with the Great Tea Net (GTN). {'It masks images.' * (number % 3)}",
        }
        for number in range(30)
    ]
    bad = [
        {"id": "b1", "title": "Long", "abstract": "word " * 500_000},
        {"id": "b2", "title": "Brackets", "abstract": "We train LoRA " + "([{" * 30_000},
        {"id": "b3", "title": "Capitals", "abstract": "We train LoRA. " + "ABCDEFGHIJ" * 5_000},
        {"id": "b4", "title": "No abstract"},
    ]
    lines = [json.dumps(one) for one in (*good[:12], *bad)]
    (folder / "one.jsonl").write_text("\n".join([*lines, '{"title": "cut', ""]), encoding="utf8")
    (folder / "two.jsonl").write_text("\n".join(map(json.dumps, good[9:])), encoding="utf8")


def test_the_command_gives_the_same_file_and_reports_the_same(
    spark: "SparkSession", tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert spark
    write_papers(tmp_path / "papers")
    lexicon = tmp_path / "mine.jsonl"
    decisions = [
        {"same": ["LoRA", "QLoRA"]},
        {"different": ["Great Tea Net", "GTN"]},
        {"add": "Method", "name": "Teapotron"},
        {"stop": "BERT"},
    ]
    lexicon.write_text("\n".join(map(json.dumps, decisions)), encoding="utf8")
    files = sorted((tmp_path / "papers").iterdir())
    here, folder = tmp_path / "local.jsonl", tmp_path / "graph"
    assert run(["build", *map(str, files), "-o", str(here), "--lexicon", str(lexicon), "--workers", "1"]) == 0
    local = capfd.readouterr().err.splitlines()
    on_spark = ["--engine", "spark", "--partitions", "3", "--lexicon", str(lexicon)]
    assert run(["build", str(tmp_path / "papers"), "-o", str(folder), *on_spark]) == 0
    told = capfd.readouterr().err.splitlines()
    parts = sorted(folder.glob("graph-*.jsonl"))
    assert b"".join(part.read_bytes() for part in parts) == here.read_bytes()
    skipped = [line for line in local if "one.jsonl" in line]
    assert len(skipped) > 2
    assert sorted(skipped) == [line for line in told if "one.jsonl" in line]
    assert [line for line in told if "nodes:" in line or "edges:" in line or "from" in line] == [
        line for line in local if "nodes:" in line or "edges:" in line or "from" in line
    ]
    check_tables(folder, here, tmp_path / "graph.parquet")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".") and path.is_dir()], "scratch is left"


def check_tables(folder: Path, graph: Path, exported: Path) -> None:
    """The tables in the folder are those that kg export writes."""
    import pyarrow
    from pyarrow import parquet

    assert run(["export", str(graph), str(exported)]) == 0
    for name in ("nodes", "edges", "evidence"):
        parts = [parquet.read_table(path) for path in sorted(folder.glob(f"{name}-*.parquet"))]
        assert pyarrow.concat_tables(parts).to_pylist() == parquet.read_table(exported / f"{name}.parquet").to_pylist()


def test_a_file_that_is_not_readable_is_told_in_one_line(spark: "SparkSession", tmp_path: Path) -> None:
    assert spark
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"%PDF-1.7\n\0\0\0")
    with pytest.raises(KgError, match=r"papers\.jsonl is a PDF") as caught:
        build_with_spark(Inputs(files_of([path])), tmp_path / "graph.jsonl", print)
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["papers.jsonl"], "nothing is left"
