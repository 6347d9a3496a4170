"""
Which issues a repository should have for the losses that alarms have reported. No I/O.

A ticket is an issue of ours. A marker in its body names its artifact, so that it is found again with any database.
One ticket is opened for each lost artifact, closed when the artifact is there again, and reopened when it is lost
once more. A ticket that somebody closes while the loss lasts stays closed.
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

#: Tickets that one run opens at most; further losses are listed in the rolling ticket.
MOST_NEW = 10
ROLLING = "all"  # key of the rolling ticket, which lists many losses and is rewritten by each run
WONTFIX = "wontfix"

_MARKER = re.compile(r"<!-- reprolinks: (\S+) -->")


def marker(key: str) -> str:
    """The line of a ticket's body that holds its key; an HTML comment, which is not displayed."""
    return f"<!-- reprolinks: {quote(key, safe=':/')} -->"


def marked(body: str) -> str:
    """The key of a ticket, from its body; empty for an issue that is not ours."""
    found = _MARKER.search(body)
    return unquote(found[1]) if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """
    An issue of ours on the platform. `key` is that of its artifact (see `LossRow.key`), or ROLLING; `closed_at` is
    None while it is open.
    """

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
    """Action: open a ticket about a loss."""

    loss: LossRow


@dataclass(frozen=True, slots=True)
class Reopen:
    """Action: reopen a ticket, because its artifact is lost once more."""

    ticket: Ticket
    loss: LossRow


@dataclass(frozen=True, slots=True)
class Close:
    """Action: close a ticket, because its loss has ended."""

    ticket: Ticket
    loss: LossRow


@dataclass(frozen=True, slots=True)
class UpdateRolling:
    """Action: let the rolling ticket (None: open it) list these losses, or close it where there are none."""

    ticket: Ticket | None
    losses: Sequence[LossRow]


Action: TypeAlias = Open | Reopen | Close | UpdateRolling


@dataclass(frozen=True, slots=True)
class Tickets:
    """All tickets of a repository by key, open and closed; of two with the same key the older one counts."""

    of: Mapping[str, Ticket] = field(default_factory=dict)

    @classmethod
    def among(cls, tickets: Iterable[Ticket]) -> Tickets:
        """The tickets that have a key, by their keys."""
        found: dict[str, Ticket] = {}
        for one in sorted(tickets, key=lambda one: one.number):
            if one.key:
                found.setdefault(one.key, one)
        return cls(found)

    def each(self, losses: Sequence[LossRow]) -> Iterator[Action]:
        """The actions for one ticket a loss. `losses` are those that were told, the newest one of each artifact."""
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

    def rolling(self, losses: Sequence[LossRow]) -> Iterator[Action]:
        """The actions for one ticket that lists all losses that last."""
        ticket, lasting = self.of.get(ROLLING), [one for one in losses if one.lasts]
        if lasting or (ticket and ticket.is_open):
            yield UpdateRolling(ticket, lasting)

    def wontfix(self) -> Iterator[Ticket]:
        """Tickets that somebody has closed with the label `wontfix`: their losses are to raise no more alarms."""
        return (one for one in self.of.values() if not one.is_open and WONTFIX in one.labels and one.key != ROLLING)
