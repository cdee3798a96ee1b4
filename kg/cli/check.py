"""`kg check`: whether data files and lexicons are valid."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.messages import tell
from kg.wording import counted


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILES", help="Your lexicons; by default, the data files of kg.")
    ] = None,
) -> None:
    """Validate your own lexicons, or the data files of kg."""
    from kg.knowledge.check import check_data, check_lexicons
    from kg.nlp.pattern_check import check_patterns

    report = check_lexicons(files) if files else check_data()
    problems = [*report.problems, *check_patterns(report.patterns)]
    for problem in problems:
        tell(problem)
    read = counted(report.files, "file")
    if problems:
        tell(f"{counted(len(problems), 'problem')} in {read}")
        raise typer.Exit(1)
    print(f"{read}, {counted(report.lines, 'line')}: all valid")
