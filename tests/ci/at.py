"""`python -m tests.ci.at checker …`: the command line with its clock set to the moment in the variable AT."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checker.__main__ import main
from checker.cli import world
from checker.cli.commands import ci, run
from checker.jobs.ci.branch import Branch
from checker.network.gate import Time

if TYPE_CHECKING:
    from checker.cli.options import CommonOptions
    from checker.jobs.context.world import World

_ahead = datetime.fromisoformat(os.environ["AT"]) - datetime.now(UTC)
_world_of = world.world_of


def _shifted(options: CommonOptions) -> World:
    """The world of a command, with its clocks moved to the moment in AT."""
    real = _world_of(options)
    wall = lambda: real.time.wall() + _ahead.total_seconds()  # noqa: E731  (a function would be longer)
    clock = Time(wall=wall, monotonic=time.monotonic, sleep=real.time.sleep)
    return replace(real, now=lambda: datetime.now(UTC) + _ahead, time=clock)


for _module in (world, ci, run):
    setattr(_module, "world_of", _shifted)  # noqa: B010  (not every module declares this name)
if os.environ.get("KILLED") and "--keep-only" not in sys.argv:  # as the kernel does where memory is short
    Branch.keep = lambda *_: os._exit(137)  # type: ignore[method-assign]  # replaced for the test
sys.argv = ["reprolinks", *sys.argv[3:]]
main()
