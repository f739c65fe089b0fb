"""The progress bar: bytes, rate and time left, on stderr and only on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def wants_progress(option: bool | None, *, quiet: bool) -> bool:  # noqa: FBT001
    """Whether to draw a bar: unless told not to, when stderr is a terminal."""
    return option is not False and not quiet and sys.stderr.isatty()


@contextmanager
def progress_bar(*, shown: bool) -> Iterator["Advance"]:
    """A bar for the time of a `with` block; yields what the scan tells its bytes to."""
    if not shown:
        yield Advance(lambda _done, _total: None)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    # Refreshed from here and not by a thread, which would not survive a fork of worker
    # processes.
    bar = Progress(
        TextColumn("leakscan"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
        TimeRemainingColumn(), console=Console(stderr=True), transient=True, auto_refresh=False,
    )  # fmt: skip
    task = bar.add_task("", total=None)
    with bar:
        yield Advance(
            lambda done, total: bar.update(task, completed=done, total=total, refresh=True)
        )


class Advance:
    """Takes the bytes read so far, a few times a second, and draws them."""

    def __init__(self, draw: Callable[[int, int | None], None]) -> None:
        self.total: int | None = None
        self._draw = draw

    def __call__(self, read: int) -> None:
        """`read` bytes of the sources were read since the start."""
        self._draw(read, self.total)
