"""Progress of a run on standard error: a bar on a terminal, elsewhere a line at each tenth."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO


@contextmanager
def progress(total: int, stream: TextIO, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A function to call with the number of artifacts that were just finished; it does nothing where `quiet`."""
    if quiet or not total:
        yield lambda _: None
    elif stream.isatty():
        from rich.console import Console  # noqa: PLC0415  (only a terminal needs it)
        from rich.progress import Progress  # noqa: PLC0415  (only a terminal needs it)

        with Progress(console=Console(file=stream)) as bar:
            task = bar.add_task("checking", total=total)
            yield lambda count: bar.advance(task, count)
    else:
        yield _lines(total, stream)


def _lines(total: int, stream: TextIO) -> Callable[[int], None]:
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        before, done = done, done + count
        if before * 10 // total != done * 10 // total:
            stream.write(f"checked {done} of {total}\n")

    return advance
