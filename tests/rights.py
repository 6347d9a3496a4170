"""Commands that files' rights bind, even where the superuser runs the tests."""

from __future__ import annotations

import os
import shutil

#: Whether a command can be bound at all.
BINDING = os.geteuid() != 0 or shutil.which("setpriv") is not None


def bound(*command: str) -> list[str]:
    """The command, without the superuser's privilege of writing what may not be written (util-linux's setpriv)."""
    before = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    return [*before, *command]
