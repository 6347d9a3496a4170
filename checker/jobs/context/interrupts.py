"""Ctrl-C, SIGTERM and the end of the time allowed end a survey between two answers, not in the middle of one."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from checker.network.gate import Time


@contextlib.asynccontextmanager
async def ends_in_time(time: Time, seconds: float | None, stop: Callable[[], object]) -> AsyncIterator[None]:
    """Call `stop` once so many seconds have passed by the clock that is handed in; None: never."""

    async def wait(after: float) -> None:
        await time.sleep(after)
        stop()

    timer = asyncio.create_task(wait(seconds)) if seconds is not None else None
    try:
        yield
    finally:
        if timer:
            timer.cancel()


@contextlib.contextmanager
def ends_cleanly(task: asyncio.Task[None] | None) -> Iterator[None]:
    """Ctrl-C and SIGTERM cancel the survey once; a second one ends the process the usual way."""
    loop = asyncio.get_running_loop()
    caught = (signal.SIGINT, signal.SIGTERM)

    def stop() -> None:
        for one in caught:
            loop.remove_signal_handler(one)
        if task:
            task.cancel()

    try:
        for one in caught:
            loop.add_signal_handler(one, stop)
    except (NotImplementedError, RuntimeError, ValueError):  # no Unix, or not the main thread
        yield
        return
    try:
        yield
    finally:
        for one in caught:
            loop.remove_signal_handler(one)
