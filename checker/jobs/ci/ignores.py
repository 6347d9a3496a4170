"""Targets that raise no alarm: from an option of the job, and from issues that were closed as `wontfix`."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from checker.config.types import Ignored
from checker.errors import UsageError
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.jobs.ci.tickets import Ticket

#: For how long a target whose issue was closed as `wontfix` is ignored.
WONTFIX_LASTS = timedelta(days=365)
_LINE = re.compile(r"(\S+)\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)")


def ignored(lines: str) -> tuple[Ignored, ...]:
    """The targets to ignore in lines of `TARGET DATE REASON`; blank lines are skipped. UsageError for other lines."""
    return tuple(_ignored(line.strip()) for line in lines.splitlines() if line.strip())


def _ignored(line: str) -> Ignored:
    if found := _LINE.fullmatch(line):
        with suppress(ValueError):
            return Ignored(target=found[1], reason=found[3], until=date.fromisoformat(found[2]))
    raise UsageError(f"--ignored: {plain(line)} is not TARGET DATE REASON.", "For example: o/n 2027-06-30 replaced")


def of_tickets(tickets: Iterable[Ticket], known: Iterable[Ignored], today: date) -> list[Ignored]:
    """The targets of tickets closed as `wontfix`, to be ignored from `today` on, without the `known` ignored ones."""
    ignored_already = {one.target.casefold() for one in known}
    named = ((one.key.partition(":")[2], one.number) for one in tickets)
    return [
        Ignored(target=target, reason=f"closed as wontfix in issue {number}", until=today + WONTFIX_LASTS)
        for target, number in named
        if target.casefold() not in ignored_already
    ]


def append(file: Path, found: Iterable[Ignored]) -> None:
    """Append `[[ignore]]` tables to a settings file, which is created if need be; the rest of it stays as it is."""
    text = "".join(
        f"\n[[ignore]]\ntarget = {_string(one.target)}\nreason = {_string(one.reason)}\nuntil = {one.until}\n"
        for one in found
    )
    if not text:
        return
    before = file.read_text("utf-8") if file.exists() else ""
    line_end = "\n" if before and not before.endswith("\n") else ""
    part = file.with_name(f"{file.name}.part")
    part.write_text(f"{before}{line_end}{text}", encoding="utf-8")
    part.replace(file)


def _string(text: str) -> str:
    """A text as a TOML string: JSON's escapes are TOML's too."""
    return json.dumps(plain(text, 400), ensure_ascii=False)
