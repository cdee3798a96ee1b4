"""`kg check`: whether data files and lexicons are valid."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.messages import tell


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILES]...", help="Your lexicons; by default kg's own data files.")
    ] = None,
) -> None:
    """Validate the data files that kg ships, or lexicons of your own."""
    from kg.knowledge.check import check_data, check_lexicons
    from kg.nlp.pattern_check import check_patterns

    report = check_lexicons(files) if files else check_data()
    problems = [*report.problems, *check_patterns(report.patterns)]
    for problem in problems:
        tell(problem)
    read = f"{report.files} file{'s' * (report.files != 1)}"
    if problems:
        tell(f"{len(problems):,} problem{'s' * (len(problems) != 1)} in {read}: fix the lines named above")
        raise typer.Exit(1)
    print(f"{read}, {report.lines:,} line{'s' * (report.lines != 1)}: all valid")
