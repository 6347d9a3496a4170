"""What all witnesses share: making observations, reading moments and names that services give."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from checker.errors import CheckerError, Unreachable
from checker.model import Facts, Observation, Outcome, Reason, Remark
from checker.network.redaction import redactor
from checker.network.shapes import moment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from checker.config import Settings
    from checker.model import Artifact, ServiceName
    from checker.model.observations import Places
    from checker.network.redaction import Redactor

_Asked = TypeVar("_Asked")
_Said = TypeVar("_Said")

_CLOCKS_DIFFER = timedelta(minutes=5)
_LOG = logging.getLogger("reprolinks.services")
DETAIL = 200  # characters of a host's own words that are kept


class Meaning(NamedTuple):
    """What an answer says of an artifact: the parts of an observation that are the service's own."""

    outcome: Outcome
    reason: Reason
    status: int | None = None
    detail: str = ""
    facts: Facts = Facts()


class Witness:
    """Makes observations in the name of one service, by one clock."""

    def __init__(self, service: ServiceName, now: Callable[[], datetime], redactor: Redactor) -> None:
        self._service = service
        self._redactor = redactor
        self._now = now

    def says(self, artifact: Artifact, meaning: Meaning) -> Observation:
        """One observation, made now."""
        return Observation(
            key=artifact.key,
            service=self._service,
            at=self._now(),
            outcome=meaning.outcome,
            reason=meaning.reason,
            status=meaning.status,
            detail=short(meaning.detail, self._redactor),
            facts=_cleaned(meaning.facts, self._redactor),
        )

    def cannot(self, artifact: Artifact, trouble: Unreachable) -> Observation:
        """The observation that nothing could be found out, and why."""
        return self.says(artifact, Meaning(Outcome.UNKNOWN, trouble.reason, detail=trouble.detail))

    async def observed(
        self, artifact: Artifact, look_up: Callable[[Artifact], Awaitable[Observation]]
    ) -> Observation:
        """What a look-up finds; any trouble, foreseen or not, is `unknown` and why. Raises CheckerError alone."""
        try:
            return await look_up(artifact)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (any trouble with one artifact is its observation)
            return self.cannot(artifact, trouble_of(error))

    def past(self, text: object, *, no_later_than: datetime | None = None) -> datetime | None:
        """
        A moment that a service gives as ISO 8601. Anybody can write any date into a commit: one that lies in the
        future, or after the last push, tells nothing and is None.
        """
        return past_moment(text, no_later_than or self._now(), self._now())


def trouble_of(error: Exception) -> Unreachable:
    """Why an answer could not be had or read. What nobody foresaw is the answer's fault: its kind is in the log."""
    if isinstance(error, Unreachable):
        return error
    _LOG.warning("an answer that can't be read: %s", type(error).__name__)
    return Unreachable(Reason.BAD_RESPONSE, f"an answer that can't be read ({type(error).__name__})")


def past_moment(text: object, *latest: datetime) -> datetime | None:
    """A moment in ISO 8601 that lies after none of the others, clocks that differ a little allowed for; else None."""
    found = moment(text)
    if found is None or any(found > one and found - one > _CLOCKS_DIFFER for one in latest):
        return None
    return min(found, *latest) if latest else found


def secrets_of(settings: Settings) -> Redactor:
    """What takes the secrets of these settings out of texts."""
    return redactor(settings.github_token, settings.hf_token)


def short(words: str, redactor: Redactor) -> str:
    """A host's own words as they are kept: in one line, without secrets, cut."""
    return redactor.text(" ".join(words.split()))[:DETAIL]


def missing_places(told: Places | None) -> str:
    """What is not there of the places in a repository that papers link to, for a reader."""
    missing = dict.fromkeys(one for _, one in told or () if one)
    return f"there, but not in it: {', '.join(missing)}" if missing else ""


def _cleaned(facts: Facts, redactor: Redactor) -> Facts:
    """Facts without secrets: what a service tells of a thing may repeat what it was sent."""
    if not redactor:
        return facts
    told = {one.name: getattr(facts, one.name) for one in fields(facts)}
    return replace(facts, **{name: _clean(value, redactor) for name, value in told.items()})


def _clean(value: Any, redactor: Redactor) -> Any:
    if isinstance(value, str):
        return redactor.text(value)
    if isinstance(value, Remark):
        return replace(value, text=redactor.text(value.text))
    return tuple(_clean(one, redactor) for one in value) if isinstance(value, tuple) else value


async def each(asked: Sequence[_Asked], observe: Callable[[_Asked], Awaitable[_Said]]) -> AsyncIterator[_Said]:
    """What is said of things asked about at once, as it comes in; leaving early cancels what is under way."""
    tasks = [asyncio.ensure_future(observe(one)) for one in asked]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
