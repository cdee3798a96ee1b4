"""What the commands tell the user: messages and progress, all on standard error."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeVar

from kg.wording import readable

Item = TypeVar("Item")


def tell(message: str) -> None:
    """Print a message to standard error, so that standard output holds data only."""
    from kg.graph.explanations import printable

    try:
        # Messages quote papers and names of files.
        print(printable(readable(message)), file=sys.stderr, flush=True)
    except OSError:  # nobody can read the messages: the work goes on
        drop_output(sys.stderr)


def drop_output(stream: TextIO) -> None:
    """Discard what is left in the buffer: flushing it at exit would fail again, with a traceback."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # it is not a file in a test or a notebook
        return


def watched(items: Iterable[Item], what: str, share: Callable[[], float] | None = None) -> Iterator[Item]:
    """The items, with a progress bar while they pass; `share` is how much of the work is done, from 0 to 1."""
    with progress(what, share=share) as advance:
        for item in items:
            yield item
            advance(1)


@contextmanager
def progress(
    what: str, total: int | None = None, share: Callable[[], float] | None = None
) -> Iterator[Callable[[int], None]]:
    """A function that moves a progress bar on; the bar is shown only where a person is watching.

    It shows the rate, and the time left where the total is known or its share tells it.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    columns = (
        "{task.description}",
        BarColumn(),
        "{task.completed:,}",
        TaskProgressColumn(show_speed=True),
        TimeRemainingColumn(),
    )
    # Standard output is data and may be a pipe: rich must not send it to its own console.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=total)
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            known = share() if share else 0
            # What is in work has been read already, but is little of much.
            bar.update(task, advance=count, total=max(done, round(done / known)) if known else total)

        yield advance
