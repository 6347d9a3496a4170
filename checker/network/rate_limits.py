"""
What an answer says of its host's limits: one pure rule a service, answer and epoch seconds of now → Limit.

Limits are read from answers that are errors, in the fields where errors stand: a repository may well be named
`abuse-detection`. What makes no sense (a moment off the calendar, a number without an end) is not told; no answer
makes a rule raise. Reset moments in epoch seconds are compared with the host's own `Date`, so that a wrong clock here
can't make a wait wrong.
"""

from __future__ import annotations

import re
from collections import deque
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.network.gate import LONGEST_WAIT, Limit
from checker.network.shapes import mapping, mappings, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer

#: How GitHub's words of a limit begin, by REST, by GraphQL, over git, of today and of before; other forges' alike.
_LIMIT_WORDS = re.compile(
    r"(?:you have (?:exceeded|triggered) an? (?:secondary rate limit|abuse detection)"
    r"|(?:github )?(?:api |secondary )?rate limit (?:already |was )?exceeded|github is temporarily limiting)",
    re.IGNORECASE,
)
_LIMIT_PAGES = ("#abuse-rate-limits", "secondary-rate-limits")  # where its `documentation_url` leads then
_LIMIT_TYPES = ("RATE_LIMIT", "RATE_LIMITED")
_ERROR_FIELDS = {"message", "documentation_url", "status", "errors"}
_DIGITS = re.compile(r"[0-9]{1,18}")
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
    that we lack. The primary limit is obeyed before it bites, once no more is left than may be under way.
    """
    if answer.status in (403, 429) and (limit := _marked_refusal(answer, now)):
        return limit
    if answer.status == 200 and (limit := _graphql_refusal(answer, now)):
        return limit
    left = _seconds(answer.headers.get("x-ratelimit-remaining", ""))
    plain = plain_rule(answer, now)
    if left is not None and left < _NEARLY and (left == 0 or plain is None):
        return Limit(_epoch_reset(answer, now) or 0.0, refused=False, left=int(left))
    return plain


def hub_rule(answer: Answer, now: float) -> Limit | None:
    """
    The Hub's `RateLimit: "api";r=0;t=17`: nothing is left for 17 s. Obeyed before it bites: the gate closes, though
    this answer was given, once no more is left than may be under way. A 429 carries the wait in the same header
    (hub-docs, rate-limits).
    """
    match = re.search(r"r=([0-9]{1,9});\s*t=([0-9]{1,9})", answer.headers.get("ratelimit", ""))
    left, seconds = (int(match[1]), float(match[2])) if match else (0, 0.0)
    if answer.status == 429 and match:
        return Limit(max(seconds, 1.0), refused=True)
    if limit := plain_rule(answer, now):
        return limit
    return Limit(seconds, refused=False, left=left) if match and left < _NEARLY else None


def counted_rule(answer: Answer, now: float) -> Limit | None:
    """
    Software Heritage, Zenodo, the OSF: answers tell what is left (X-RateLimit-Remaining, -Reset); obeyed before it
    bites. A 429 that lacks the headers may say in words when to come back (Django REST framework's throttling).
    """
    reset = _epoch_reset(answer, now)
    if answer.status == 429:
        words = re.search(rb"available in ([0-9]{1,6}) second", answer.body)
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
    body = _object(answer)
    if body.get("block"):
        return None
    after = _retry_after(answer, now)
    if after is not None:
        return Limit(after, refused=True)
    if answer.headers.get("x-ratelimit-remaining") == "0":
        return Limit(_epoch_reset(answer, now) or SECONDARY_WAIT, refused=True)
    if answer.status == 429 or _is_limit(body) or _says_limit(answer):
        return Limit(SECONDARY_WAIT, refused=True, doubling=True)
    return None


def _graphql_refusal(answer: Answer, now: float) -> Limit | None:
    """
    An answer of 200 that is nothing but a limit: no data but nulls, and `RATE_LIMIT`, `RATE_LIMITED` or the words, in
    its errors or, as REST words it, in its message.
    """
    errors = [one for one in _errors_without_data(answer) if one.get("type") in _LIMIT_TYPES or _is_limit(one)]
    if not errors:
        return None
    after = _retry_after(answer, now)
    if after is not None:
        return Limit(after, refused=True)
    if any(error.get("type") in _LIMIT_TYPES for error in errors):
        return Limit(_epoch_reset(answer, now) or SECONDARY_WAIT, refused=True)
    return Limit(SECONDARY_WAIT, refused=True, doubling=True)


def _errors_without_data(answer: Answer) -> list[dict[str, Any]]:
    """The errors of an answer to a query that tells nothing else; such an answer itself, if it is but a message."""
    if b'"errors"' not in answer.body and b'"message"' not in answer.body:
        return []
    body = _object(answer)
    if any(value for name, value in mapping(body.get("data")).items() if name != "rateLimit"):
        return []
    if body.keys() <= _ERROR_FIELDS and "errors" not in body:
        return [dict(body)]
    return mappings(body.get("errors"))


def _is_limit(error: Mapping[str, Any]) -> bool:
    """Whether an error is about a limit: by how its message begins, and by the page that it refers to."""
    said, page = text(error.get("message")) or "", text(error.get("documentation_url")) or ""
    return _LIMIT_WORDS.match(said) is not None or page.endswith(_LIMIT_PAGES)


def _says_limit(answer: Answer) -> bool:
    """Whether an answer in plain words, as git servers give them, begins with those of a limit."""
    plain = answer.headers.get("content-type", "").startswith("text/plain")
    return plain and _LIMIT_WORDS.match(answer.body[:200].decode("utf-8", "replace").lstrip()) is not None


def _object(answer: Answer) -> Mapping[str, Any]:
    try:
        return answer.mapping()
    except Unreachable:
        return {}


# -- moments and spans --------------------------------------------------------------------------------


def _epoch_reset(answer: Answer, now: float) -> float | None:
    reset = _seconds(answer.headers.get("x-ratelimit-reset", ""))
    return None if reset is None else _bounded(reset - _date(answer, now)) + 1.0


def _retry_after(answer: Answer, now: float) -> float | None:
    value = answer.headers.get("retry-after", "").strip()
    seconds, moment = _seconds(value), _moment(value)
    if seconds is not None:
        return _bounded(seconds)
    return None if moment is None else _bounded(moment - _date(answer, now))


def _date(answer: Answer, now: float) -> float:
    """The moment by the host's own clock, by ours where it does not say."""
    moment = _moment(answer.headers.get("date", ""))
    return now if moment is None else moment


def _seconds(value: str) -> float | None:
    """A whole number; None for anything else, and for one that no clock shows."""
    return float(value) if _DIGITS.fullmatch(value.strip()) else None


def _moment(value: str) -> float | None:
    """A date of HTTP in epoch seconds; None for anything else, and for one that the calendar does not reach."""
    if len(value) > 64:
        return None
    try:
        found = parsedate_to_datetime(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _bounded(seconds: float) -> float:
    """A span as far as it can mean something: none is negative, and none is longer than any window."""
    return min(max(seconds, 0.0), LONGEST_WAIT)
