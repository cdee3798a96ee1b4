"""What the commands tell the user: messages and progress, all on standard error."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def tell(message: str) -> None:
    """Print a message to standard error, so that standard output holds data only."""
    print(message, file=sys.stderr, flush=True)


def watched(items: Iterable[T], what: str) -> Iterator[T]:
    """The items, with a progress bar while they pass where a person is watching."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,} papers"),
        TaskProgressColumn(show_speed=True),
        TimeElapsedColumn(),
    )
    # Standard output is data and may be a pipe: rich must not send it to its own console.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=None)
        for item in items:
            yield item
            bar.advance(task)
