"""Targets that a job is not to raise alarms for: from a job's own list, and from issues closed as `wontfix`."""

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

#: How long what was closed as `wontfix` is ignored: then somebody looks again.
FOR = timedelta(days=365)
_LINE = re.compile(r"(\S+)\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)")


def ignored(lines: str) -> tuple[Ignored, ...]:
    """Lines of `TARGET DATE REASON`, blank ones aside; UsageError for any other."""
    return tuple(_ignored(line.strip()) for line in lines.splitlines() if line.strip())


def _ignored(line: str) -> Ignored:
    if found := _LINE.fullmatch(line):
        with suppress(ValueError):
            return Ignored(target=found[1], reason=found[3], until=date.fromisoformat(found[2]))
    raise UsageError(f"{plain(line)} can't be read as what to ignore.", "A line is: owner/name 2027-06-30 the reason")


def of_tickets(tickets: Iterable[Ticket], known: Iterable[Ignored], today: date) -> list[Ignored]:
    """What tickets closed as `wontfix` say is to be ignored, and is not yet."""
    there = {one.target.casefold() for one in known}
    named = ((one.key.partition(":")[2], one.number) for one in tickets)
    return [
        Ignored(target=target, reason=f"closed as wontfix in issue {number}", until=today + FOR)
        for target, number in named
        if target.casefold() not in there
    ]


def append(file: Path, found: Iterable[Ignored]) -> None:
    """Append `[[ignore]]` tables to a settings file, which is made where there is none; nothing else is touched."""
    text = "".join(
        f"\n[[ignore]]\ntarget = {_string(one.target)}\nreason = {_string(one.reason)}\nuntil = {one.until}\n"
        for one in found
    )
    if not text:
        return
    there = file.read_text("utf-8") if file.exists() else ""
    part = file.with_name(f"{file.name}.part")
    part.write_text(f"{there}{'' if there.endswith(chr(10)) or not there else chr(10)}{text}", encoding="utf-8")
    part.replace(file)


def _string(text: str) -> str:
    return json.dumps(plain(text, 400), ensure_ascii=False)
