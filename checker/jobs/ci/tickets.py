"""
Which issues a repository should have for the losses that were told: pure.

A ticket is found again by a marker in its body, which names the artifact and no database's number. A loss is opened
once; one that is there again closes it; lost once more, the same ticket is reopened. Who closes a ticket while the
loss lasts has decided, and it stays closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from checker.model.rows import LossRow

#: Tickets that one run opens at most; the others are counted in the rolling one.
MOST_NEW = 10
ROLLING = "all"
WONTFIX = "wontfix"

_MARKER = re.compile(r"<!-- reprolinks: (\S+) -->")


def marker(key: str) -> str:
    """The line that names what a ticket is about; invisible to readers."""
    return f"<!-- reprolinks: {quote(key, safe=':/')} -->"


def marked(body: str) -> str:
    """What a ticket is about, by its body; empty where it is none of ours."""
    found = _MARKER.search(body)
    return unquote(found[1]) if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """An issue of ours as the platform has it. `closed_at` is None while it is open."""

    number: int
    key: str
    closed_at: datetime | None = None
    labels: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether it is open."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Open:
    """Open a ticket about a loss."""

    loss: LossRow


@dataclass(frozen=True, slots=True)
class Reopen:
    """Reopen a ticket: what it is about is lost once more."""

    ticket: Ticket
    loss: LossRow


@dataclass(frozen=True, slots=True)
class Close:
    """Close a ticket: what it is about is there again."""

    ticket: Ticket
    loss: LossRow


@dataclass(frozen=True, slots=True)
class Roll:
    """Let the rolling ticket (None: there is none yet) list these losses; without any it is closed."""

    ticket: Ticket | None
    losses: Sequence[LossRow]


Deed: TypeAlias = Open | Reopen | Close | Roll


@dataclass(frozen=True, slots=True)
class Tickets:
    """All tickets of ours, open and closed; of two about one thing the older is kept."""

    of: Mapping[str, Ticket] = field(default_factory=dict)

    @classmethod
    def among(cls, tickets: Iterable[Ticket]) -> Tickets:
        """The tickets that have a marker, by what they are about."""
        found: dict[str, Ticket] = {}
        for one in sorted(tickets, key=lambda one: one.number):
            if one.key:
                found.setdefault(one.key, one)
        return cls(found)

    def each(self, losses: Sequence[LossRow]) -> Iterator[Deed]:
        """What to do where each loss has a ticket: `losses` are those told, the newest of each artifact."""
        new: list[LossRow] = []
        for one in losses:
            ticket = self.of.get(one.key)
            if ticket is None:
                new += [one] if one.lasts else []
            elif not one.lasts:
                if ticket.is_open:
                    yield Close(ticket, one)
            elif ticket.closed_at and one.opened_at > ticket.closed_at and WONTFIX not in ticket.labels:
                yield Reopen(ticket, one)
        yield from map(Open, new[:MOST_NEW])
        yield from self.rolling(new[MOST_NEW:])

    def rolling(self, losses: Sequence[LossRow]) -> Iterator[Deed]:
        """What to do where one ticket lists all losses."""
        ticket, lasting = self.of.get(ROLLING), [one for one in losses if one.lasts]
        if lasting or (ticket and ticket.is_open):
            yield Roll(ticket, lasting)

    def wontfix(self) -> Iterator[Ticket]:
        """Tickets that somebody has closed with the label `wontfix`: the loss is to raise no more alarms."""
        return (one for one in self.of.values() if not one.is_open and WONTFIX in one.labels and one.key != ROLLING)
