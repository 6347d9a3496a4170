"""What all services share: making observations, reading dates, running lookups concurrently."""

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

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_CLOCKS_DIFFER = timedelta(minutes=5)
_LOG = logging.getLogger("reprolinks.services")
DETAIL = 200  # characters kept of a service's message


class Meaning(NamedTuple):
    """What a response means for an artifact: the parts of an observation that come from the service."""

    outcome: Outcome
    reason: Reason
    status: int | None = None
    detail: str = ""
    facts: Facts = Facts()


class Observer:
    """Makes the observations of one service; times are from `now`, secrets are taken out of texts."""

    def __init__(self, service: ServiceName, now: Callable[[], datetime], redactor: Redactor) -> None:
        self._service = service
        self._redactor = redactor
        self._now = now

    def observation(self, artifact: Artifact, meaning: Meaning) -> Observation:
        """An observation of an artifact, with the present time."""
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

    def unknown(self, artifact: Artifact, trouble: Unreachable) -> Observation:
        """The `unknown` observation for an artifact that could not be checked, with the reason."""
        return self.observation(artifact, Meaning(Outcome.UNKNOWN, trouble.reason, detail=trouble.detail))

    async def observed(
        self, artifact: Artifact, look_up: Callable[[Artifact], Awaitable[Observation]]
    ) -> Observation:
        """The result of a lookup; an `unknown` observation if it raises anything but CheckerError, which passes."""
        try:
            return await look_up(artifact)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (an error about one artifact is its observation)
            return self.unknown(artifact, trouble_of(error))

    def past(self, text: object, *, no_later_than: datetime | None = None) -> datetime | None:
        """
        A date and time in ISO 8601, as services send them; None for one in the future or after `no_later_than` (the
        last push), because anybody can write any date into a commit.
        """
        return past_moment(text, no_later_than or self._now(), self._now())


def trouble_of(error: Exception) -> Unreachable:
    """The error as Unreachable; an unforeseen one becomes `bad_response`, and its type is logged."""
    if isinstance(error, Unreachable):
        return error
    _LOG.warning("an answer that can't be read: %s", type(error).__name__)
    return Unreachable(Reason.BAD_RESPONSE, f"an answer that can't be read ({type(error).__name__})")


def past_moment(text: object, *latest: datetime) -> datetime | None:
    """
    A date and time in ISO 8601; None if it is later than one of `latest`, with five minutes'
    tolerance for clocks.
    """
    found = moment(text)
    if found is None or any(found > one and found - one > _CLOCKS_DIFFER for one in latest):
        return None
    return min(found, *latest) if latest else found


def secrets_of(settings: Settings) -> Redactor:
    """Takes the tokens of these settings out of texts."""
    return redactor(settings.github_token, settings.hf_token)


def short(words: str, redactor: Redactor) -> str:
    """A service's message in the form that is stored: one line, without secrets, at most DETAIL characters."""
    return redactor.text(" ".join(words.split()))[:DETAIL]


def missing_places(places: Places | None) -> str:
    """A sentence that names the linked places which a repository lacks; empty if it lacks none."""
    missing = dict.fromkeys(one for _, one in places or () if one)
    return f"there, but not in it: {', '.join(missing)}" if missing else ""


def _cleaned(facts: Facts, redactor: Redactor) -> Facts:
    """The facts without secrets: a response may repeat the credentials of its request."""
    if not redactor:
        return facts
    values = {one.name: getattr(facts, one.name) for one in fields(facts)}
    return replace(facts, **{name: _clean(value, redactor) for name, value in values.items()})


def _clean(value: Any, redactor: Redactor) -> Any:
    if isinstance(value, str):
        return redactor.text(value)
    if isinstance(value, Remark):
        return replace(value, text=redactor.text(value.text))
    return tuple(_clean(one, redactor) for one in value) if isinstance(value, tuple) else value


async def concurrently(
    items: Sequence[_Item], observe: Callable[[_Item], Awaitable[_Result]]
) -> AsyncIterator[_Result]:
    """
    Run `observe` for all of these at the same time; yields results as they come in. Leaving early
    cancels the rest.
    """
    tasks = [asyncio.ensure_future(observe(one)) for one in items]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
