"""What the services for deposits share: how they ask an archive's API, and how its responses are read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checker.content.file_names import Sort, sort_of
from checker.content.ladder import names_to_keep
from checker.errors import Unreachable
from checker.model import Facts, Outcome, Reason, ServiceName
from checker.network.bases import Bases
from checker.network.redirects import followed, joined
from checker.network.shapes import moment, text
from checker.network.transport import MEBIBYTE, Request
from checker.services.deposits.names import Deposit, deposit_of
from checker.services.observer import Meaning, Observer, concurrently, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

LARGEST = 16 * MEBIBYTE  # longest response that is read: a deposit of ten thousand files, each described
_TURNED_AWAY = frozenset({401, 402, 403, 405, 406, 407, 418, 451})
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S{1,300}", re.ASCII)


class DepositService:
    """Base of the services that check deposits, each of one archive; a subclass defines `meaning_of`."""

    name: ServiceName
    batch = 1
    workers = 8

    def __init__(
        self, settings: Settings, transport: Transport, hosts: Callable[[str], Host], now: Callable[[], datetime]
    ) -> None:
        self._bases = Bases(settings)
        self._transport = transport
        self._hosts = hosts
        self._now = now
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def meaning_of(self, deposit: Deposit) -> Meaning:
        """What the archive reports for one deposit; raises Unreachable without a response that can be read."""
        raise NotImplementedError

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        deposit = deposit_of(artifact)
        if deposit is None or deposit.service is not self.name:
            raise Unreachable(Reason.BAD_LINK, "no deposit's address in this archive")
        return self._observer.observation(artifact, await self.meaning_of(deposit))

    async def _ask(self, url: str) -> tuple[Answer, str]:
        """
        The response to a GET of a public address, and the address at the end of its redirects. Redirects to another
        host are not followed, because no other host can answer for this archive.
        """
        return await followed(url, self._once, self._leads_to)

    async def _once(self, url: str) -> Answer:
        place, trusted = self._bases.placed(url)
        request = Request(url=place, headers={"Accept": "application/json"}, max_bytes=LARGEST, trusted=trusted)
        host = self._hosts(urlsplit(place).hostname or "")
        return await host.ask(self.name, partial(self._transport.send, request), expect_json=True)

    def _leads_to(self, url: str, location: str) -> str | None:
        target = self._bases.public(joined(url, location))
        here, there = urlsplit(url), urlsplit(target)
        secure = there.scheme in ("https", here.scheme)
        return target if secure and there.netloc.casefold() == here.netloc.casefold() else None


# -- reading responses --------------------------------------------------------------------------------


def error_object(answer: Answer) -> Mapping[str, Any]:
    """The JSON object of an archive's error response; empty if the response is not JSON, and so not the archive's."""
    if "json" not in answer.headers.get("content-type", "").casefold():
        return {}
    try:
        return answer.mapping()
    except Unreachable:
        return {}


def no_answer(answer: Answer) -> Meaning:
    """The meaning of a response that is not the archive's own: `refused` for a blocked robot, else `unknown`."""
    if answer.status in _TURNED_AWAY or answer.status >= 600:
        return Meaning(Outcome.REFUSED, Reason.REFUSED, answer.status, f"HTTP {answer.status}")
    detail = f"HTTP {answer.status}, but not in the archive's own words"
    return Meaning(Outcome.UNKNOWN, Reason.BAD_RESPONSE, answer.status, detail)


def absent(answer: Answer, words: str | None) -> Meaning:
    """The archive reports that it has no such deposit (404), or has one no longer (410)."""
    reason = Reason.HTTP_410 if answer.status == 410 else Reason.NOT_FOUND_OR_PRIVATE
    return Meaning(Outcome.ABSENT, reason, answer.status, words or "")


def withdrawn(answer: Answer, words: str) -> Meaning:
    """The archive shows a tombstone in place of the deposit."""
    return Meaning(Outcome.ABSENT, Reason.HTTP_410, answer.status, words)


def private(answer: Answer, words: str | None) -> Meaning:
    """The archive reports that it has the deposit, but shows it only after a login."""
    return Meaning(Outcome.PRESENT, Reason.LOGIN, answer.status, words or "", Facts(private=True))


def present(answer: Answer, facts: Facts, *, files_known: bool = True) -> Meaning:
    """
    The archive shows the deposit. Without a list of files (`files_known`) the content of an open
    one remains unknown.
    """
    if not (files_known or facts.gated):
        return Meaning(
            Outcome.PRESENT, Reason.BAD_RESPONSE, answer.status, "there, but its files are not told", facts
        )
    reason = Reason.GATED if facts.gated else Reason.NO_COMMITS if facts.files == () else Reason.OK
    return Meaning(Outcome.PRESENT, reason, answer.status, facts=facts)


def wrong(what: str) -> Unreachable:
    """The error for a response about something else than was asked for, or without any information."""
    return Unreachable(Reason.BAD_RESPONSE, what)


def as_target(doi: object) -> str | None:
    """A DOI as a target (`doi.org/…`); None for any other value."""
    found = text(doi)
    return f"doi.org/{found}" if found and _DOI.fullmatch(found) else None


def day(value: object, now: datetime) -> datetime | None:
    """A date and time, or a date as its midnight in UTC; None for any other value, and for one in the future."""
    found = moment(value)
    if found is None and (written := text(value)):
        try:
            found = datetime.combine(date.fromisoformat(written[:10]), datetime.min.time(), UTC)
        except ValueError:
            return None
    return found if found and found <= now else None


def listed(names: Iterable[object], *, program: bool = False) -> tuple[str, ...] | None:
    """
    The names of a deposit's files; () for an empty deposit. None if they don't show what it holds: no name is text,
    or the deposit is declared a program (`program`) and has no file of code, so that its code is in a packed file.
    """
    values = list(names)
    known = [name for one in values if (name := text(one))]
    if values and not known:
        return None
    packed = program and not any(sort_of(name.rpartition("/")[2]) is Sort.CODE for name in known)
    return None if known and packed else names_to_keep(known)
