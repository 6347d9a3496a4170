"""Commands that obey the permissions of files, even where the superuser runs the tests."""

from __future__ import annotations

import os
import shutil

#: Whether commands can be made to obey permissions.
BINDING = os.geteuid() != 0 or shutil.which("setpriv") is not None


def bound(*command: str) -> list[str]:
    """The command, without the superuser's privilege to ignore permissions (by util-linux's setpriv)."""
    before = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    return [*before, *command]
