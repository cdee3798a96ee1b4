"""`kg check`: whether data files and lexicons are fit for use."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.messages import tell


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILES]...", help="Your lexicons; the data files of kg if left out.")
    ] = None,
) -> None:
    """Validate the data files that kg ships, or lexicons of your own."""
    from kg.knowledge.check import check_data, check_lexicons

    findings, lines, count = check_lexicons(files) if files else check_data()
    for finding in findings:
        tell(finding)
    if findings:
        tell(f"{len(findings):,} problems in {count} files: mend the lines that are named")
        raise typer.Exit(1)
    print(f"{count} files, {lines:,} lines: all valid")
