"""Ctrl-C and SIGTERM end a survey between two answers, not in the middle of one."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
