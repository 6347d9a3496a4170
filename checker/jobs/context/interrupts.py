"""Signals that end a run: Ctrl-C and SIGTERM cancel it, so that what is recorded stays whole."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def cancel_on_signals(task: asyncio.Task[None] | None) -> Iterator[None]:
    """
    Let the first Ctrl-C or SIGTERM cancel a task; a second one has its usual effect. Where signals can't be caught
    (Windows, a thread other than the main one), they keep their usual effect.
    """
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
