"""What the commands tell the user: messages and progress, all on standard error."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


def tell(message: str) -> None:
    """Print a message to standard error, so that standard output holds data only."""
    from kg.graph.explanations import printable

    # Messages quote papers and names of files.
    print(printable(message), file=sys.stderr, flush=True)


def counted(count: int, noun: str) -> str:
    """A number and what is counted: "1 file", "2 files"."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def watched(items: Iterable[Item], what: str) -> Iterator[Item]:
    """The items, with a progress bar while they pass."""
    with progress(what) as advance:
        for item in items:
            yield item
            advance(1)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A function that moves a progress bar on; the bar is shown only where a person is watching."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn

    columns = ("{task.description}", BarColumn(), "{task.completed:,}", TaskProgressColumn(show_speed=True))
    # Standard output is data and may be a pipe: rich must not send it to its own console.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=total)
        yield lambda count: bar.advance(task, count)
