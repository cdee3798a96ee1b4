"""A Spark session, and its failures as messages for users."""

import contextlib
import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import KgError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
    "spark.sql.execution.pyspark.udf.faulthandler.enabled": "true",
    "spark.sql.adaptive.enabled": "true",  # joins with a name of half of all papers are split
    "spark.ui.showConsoleProgress": "false",
}
QUIET = f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties').as_uri()}"
LOCAL = {
    **{"spark.ui.enabled": "false", "spark.driver.extraJavaOptions": QUIET},
    **{"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"},
}
_REASON = re.compile(r"kg\.model\.KgError: (.+)")


@contextlib.contextmanager
def spark_session(master: str | None, partitions: int) -> Iterator["SparkSession"]:
    """A session with kg's settings, which is stopped at the end unless it was there before.

    Raises KgError if there is no Java, Spark cannot start, or work fails.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")  # of each new pandas
            before = SparkSession.getActiveSession()
            spark = before or _start_spark(master)
            spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
            try:
                yield spark
            finally:
                if not before:
                    spark.stop()
    except (PySparkException, Py4JError) as error:
        raise KgError(_told(str(error))) from error


def _start_spark(master: str | None) -> "SparkSession":
    from pyspark.sql import SparkSession

    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise KgError("Spark needs Java 17 or later: install it (on Debian: apt install openjdk-17-jre-headless)")
    builder = SparkSession.builder.appName("kg build")
    if master:
        builder = builder.master(master)
    settings = SETTINGS
    if (master or "local").startswith("local"):
        settings = SETTINGS | LOCAL
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers are any python3
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # else the JVM warns of the name of the host
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _told(message: str) -> str:
    """What went wrong, in one line: a worker's own message if it has one."""
    if reason := _REASON.search(message):
        return reason[1]
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    causes = [line for line in lines if re.match(r"(?:[\w.]*(?:Error|Exception)|Caused by)\b.*: ", line)]
    return f"Spark failed: {(causes or lines or ['no reason given'])[-1][:300]}"
