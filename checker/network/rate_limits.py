"""
What an answer says of its host's limits: one pure rule a service, answer and epoch seconds of now → Limit.

Reset moments in epoch seconds are compared with the host's own `Date`, so that a wrong clock here can't make
a wait wrong.
"""

from __future__ import annotations

import json
import re
from collections import deque
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from checker.network.gate import Limit

if TYPE_CHECKING:
    from checker.network.answer import Answer

_LIMIT_WORDS = re.compile(
    rb"secondary.rate|abuse.(?:rate|detection)|rate limit (?:already )?exceeded|RATE_LIMIT", re.IGNORECASE
)
_NEARLY = 32  # requests left: more than are ever under way at once
SECONDARY_WAIT = 60.0  # GitHub: at least a minute where it does not say how long, then doubling


def plain_rule(answer: Answer, now: float) -> Limit | None:
    """
    Any host: 429, and 503 with Retry-After, are refusals (RFC 9110 §10.2.3, RFC 6585 §4); so is a 403 with the marks
    of a limit, for GitHub is not alone in refusing so.
    """
    after = _retry_after(answer, now)
    if answer.status == 429:
        return Limit(after if after is not None else SECONDARY_WAIT, refused=True)
    if answer.status == 403:
        return _marked_refusal(answer, now)
    if answer.status == 503 and after is not None:
        return Limit(after, refused=True)
    return None


def github_rule(answer: Answer, now: float) -> Limit | None:
    """
    GitHub's REST and GraphQL, in the order its documentation gives: Retry-After, the reset of a primary
    limit that is used up, else a minute. A 403 without the marks of a limit is an answer: a block, a right
    that we lack.
    """
    if answer.status in (403, 429) and (limit := _marked_refusal(answer, now)):
        return limit
    if answer.status == 200 and (limit := _graphql_refusal(answer, now)):
        return limit
    if answer.headers.get("x-ratelimit-remaining") == "0":
        return Limit(_epoch_reset(answer, now) or 0.0, refused=False)
    return plain_rule(answer, now)


def hub_rule(answer: Answer, now: float) -> Limit | None:
    """
    The Hub's `RateLimit: "api";r=0;t=17`: nothing is left for 17 s. Obeyed before it bites: the gate closes, though
    this answer was given, once no more is left than may be under way. A 429 carries the wait in the same header
    (hub-docs, rate-limits).
    """
    match = re.search(r"r=(\d+);\s*t=(\d+)", answer.headers.get("ratelimit", ""))
    left, seconds = (int(match[1]), float(match[2])) if match else (0, 0.0)
    if answer.status == 429 and match:
        return Limit(max(seconds, 1.0), refused=True)
    if limit := plain_rule(answer, now):
        return limit
    return Limit(seconds, refused=False, left=left) if match and left < _NEARLY else None


def software_heritage_rule(answer: Answer, now: float) -> Limit | None:
    """
    Software Heritage: every answer tells what is left (X-RateLimit-Remaining, -Reset); obeyed before it bites.
    A 429 that lacks the headers says in words when to come back (Django REST framework's throttling).
    """
    reset = _epoch_reset(answer, now)
    if answer.status == 429:
        words = re.search(rb"available in (\d{1,6}) second", answer.body)
        waits = (_retry_after(answer, now), reset, float(words[1]) if words else None)
        return Limit(next((wait for wait in waits if wait is not None), SECONDARY_WAIT), refused=True)
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset is not None:
        return Limit(reset, refused=False)
    return plain_rule(answer, now)


class AtMost:
    """A host that tells no numbers but has a limit: so many requests in so many seconds, and any host's rule."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._asked: deque[float] = deque(maxlen=count)

    def __call__(self, answer: Answer, now: float) -> Limit | None:
        """Wait until the oldest of the last `count` requests is `seconds` old."""
        self._asked.append(now)
        if limit := plain_rule(answer, now):
            return limit
        full = len(self._asked) == self._asked.maxlen
        return Limit(self._asked[0] + self._seconds - now, refused=False) if full else None


def _marked_refusal(answer: Answer, now: float) -> Limit | None:
    """The refusal that a 403 or 429 is by the marks that GitHub documents; None for any other answer."""
    if b'"block"' in answer.body:
        return None
    after = _retry_after(answer, now)
    if after is not None:
        return Limit(after, refused=True)
    if answer.headers.get("x-ratelimit-remaining") == "0":
        return Limit(_epoch_reset(answer, now) or SECONDARY_WAIT, refused=True)
    if answer.status == 429 or _LIMIT_WORDS.search(answer.body):
        return Limit(SECONDARY_WAIT, refused=True, doubling=True)
    return None


def _graphql_refusal(answer: Answer, now: float) -> Limit | None:
    """
    An answer of 200 that is nothing but a limit: no data but nulls, and `RATE_LIMIT`, `RATE_LIMITED` or the words, in
    its errors or, as REST words it, in its message.
    """
    told = _errors_without_data(answer.body) if _LIMIT_WORDS.search(answer.body) else []
    # What is not found may have the words in its name.
    errors = [one for one in told if one.get("type") != "NOT_FOUND" and _LIMIT_WORDS.search(json.dumps(one).encode())]
    if not errors:
        return None
    after = _retry_after(answer, now)
    if after is not None:
        return Limit(after, refused=True)
    if any(error.get("type") in ("RATE_LIMIT", "RATE_LIMITED") for error in errors):
        return Limit(_epoch_reset(answer, now) or SECONDARY_WAIT, refused=True)
    return Limit(SECONDARY_WAIT, refused=True, doubling=True)


def _errors_without_data(body: bytes) -> list[dict[str, Any]]:
    """The errors of an answer to a query that tells nothing else; such an answer itself, if it has only a message."""
    try:
        answer = json.loads(body)
    except ValueError:
        return []
    if not isinstance(answer, dict) or _tells(answer.get("data")):
        return []
    errors = answer.get("errors", [] if "data" in answer else [answer])
    return [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []


def _tells(data: object) -> bool:
    """Whether the data of an answer tell of anything but the limit itself."""
    return isinstance(data, dict) and any(value for name, value in data.items() if name != "rateLimit")


def _epoch_reset(answer: Answer, now: float) -> float | None:
    reset = answer.headers.get("x-ratelimit-reset", "")
    return max(float(reset) - _date(answer, now), 0.0) + 1.0 if reset.isdecimal() else None


def _retry_after(answer: Answer, now: float) -> float | None:
    value = answer.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(parsedate_to_datetime(value).timestamp() - _date(answer, now), 0.0)
    except (ValueError, TypeError):
        return None


def _date(answer: Answer, now: float) -> float:
    """The moment by the host's own clock, by ours where it does not say."""
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except (ValueError, TypeError):
        return now
