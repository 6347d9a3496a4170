"""
The rate limits that answers report: a pure rule for each service, (answer, now in epoch seconds) → Limit or None.

Limits are read from answers that are errors, in the fields where errors stand: a repository may well be named
`abuse-detection`. Values that make no sense (a date outside the calendar, a number of 400 digits) are ignored; no
answer makes a rule raise. Reset moments in epoch seconds are compared with the host's own `Date`, so that a wrong
clock here can't make a wait wrong.
"""

from __future__ import annotations

import re
from collections import deque
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.network.gate import LONGEST_WAIT, Limit
from checker.network.shapes import mapping, mappings, moment, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer

#: How messages about a limit begin: GitHub's, by REST, GraphQL and git, now and formerly; other forges' are alike.
_LIMIT_MESSAGE = re.compile(
    r"(?:you have (?:exceeded|triggered) an? (?:secondary rate limit|abuse detection)"
    r"|(?:github )?(?:api |secondary )?rate limit (?:already |was )?exceeded|github is temporarily limiting)",
    re.IGNORECASE,
)
_LIMIT_PAGES = ("#abuse-rate-limits", "secondary-rate-limits")  # ends of `documentation_url` in such an error
_LIMIT_TYPES = ("RATE_LIMIT", "RATE_LIMITED")
_ERROR_FIELDS = {"message", "documentation_url", "status", "errors"}
_DIGITS = re.compile(r"[0-9]{1,18}")
_SPAN = re.compile(r"\+?([0-9]{1,18})(?:\.[0-9]*)?\s*(?:s|secs?|seconds?)?(?:\s*,.*)?", re.IGNORECASE)
_EPOCH = 1e9  # more seconds than anybody waits: a moment
_LEAST = 1.0  # second
_FEW_LEFT = 32  # requests left: more than are ever in flight at once
SECONDARY_WAIT = 60.0  # GitHub: at least a minute where it does not say how long, then doubling


def plain_rule(answer: Answer, now: float) -> Limit | None:
    """
    Any host: 429, and 503 with Retry-After, are refusals (RFC 9110 §10.2.3, RFC 6585 §4). So is a 403 with the marks
    of a limit, which other hosts than GitHub send too.
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
    GitHub's REST and GraphQL, in the order its documentation gives: Retry-After, the reset of a primary limit that is
    used up, else a minute. A 403 without the marks of a limit is no refusal for now: the repository is blocked, or
    the token lacks a permission. The gate closes before a primary limit is used up, once fewer requests are left than
    may be in flight.
    """
    if answer.status in (403, 429) and (limit := _marked_refusal(answer, now)):
        return limit
    if answer.status == 200 and (limit := _graphql_refusal(answer, now)):
        return limit
    left = _seconds(answer.headers.get("x-ratelimit-remaining", ""))
    plain = plain_rule(answer, now)
    if left is not None and left < _FEW_LEFT and (left == 0 or plain is None):
        return Limit(_epoch_reset(answer, now) or 0.0, refused=False, left=int(left))
    return plain


def hub_rule(answer: Answer, now: float) -> Limit | None:
    """
    The Hub's `RateLimit: "api";r=0;t=17`: nothing is left for 17 s. The gate closes before requests are refused, once
    fewer are left than may be in flight. A 429 carries the wait in the same header (hub-docs, rate-limits).
    """
    match = re.search(r"r=([0-9]{1,9});\s*t=([0-9]{1,9})", answer.headers.get("ratelimit", ""))
    left, seconds = (int(match[1]), float(match[2])) if match else (0, 0.0)
    if answer.status == 429 and match:
        return Limit(max(seconds, 1.0), refused=True)
    if limit := plain_rule(answer, now):
        return limit
    return Limit(seconds, refused=False, left=left) if match and left < _FEW_LEFT else None


def counted_rule(answer: Answer, now: float) -> Limit | None:
    """
    Software Heritage, Zenodo, the OSF: answers report what is left (X-RateLimit-Remaining, -Reset), and the gate
    closes before requests are refused. A 429 without these headers may say in words when to come back (Django REST
    framework's throttling).
    """
    reset = _epoch_reset(answer, now)
    if answer.status == 429:
        words = re.search(rb"available in ([0-9]{1,6}) second", answer.body)
        waits = (_retry_after(answer, now), reset, float(words[1]) if words else None)
        return Limit(next((wait for wait in waits if wait is not None), SECONDARY_WAIT), refused=True)
    left = _seconds(answer.headers.get("x-ratelimit-remaining", ""))
    if left is not None and left < _FEW_LEFT and reset is not None:
        return Limit(reset, refused=False, left=int(left))
    return plain_rule(answer, now)


class AtMost:
    """
    The rule for a host whose limit is known but not in its answers: at most `count` requests in `seconds`; and
    `plain_rule`.
    """

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
    """The limit of a 403 or 429 with the marks that GitHub documents; None for an answer without them."""
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
    The limit of a 200 that holds nothing else: no data but nulls, and an error of type `RATE_LIMIT` or
    `RATE_LIMITED`, or with a message about a limit; or only such a message, as REST sends it.
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
    """The errors of an answer without data; the whole body where it is only a message; none for any other answer."""
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
    message, page = text(error.get("message")) or "", text(error.get("documentation_url")) or ""
    return _LIMIT_MESSAGE.match(message) is not None or page.endswith(_LIMIT_PAGES)


def _says_limit(answer: Answer) -> bool:
    """Whether an answer in plain text, as git servers send it, begins with a message about a limit."""
    plain = answer.headers.get("content-type", "").startswith("text/plain")
    return plain and _LIMIT_MESSAGE.match(answer.body[:200].decode("utf-8", "replace").lstrip()) is not None


def _object(answer: Answer) -> Mapping[str, Any]:
    try:
        return answer.mapping()
    except Unreachable:
        return {}


# -- moments and spans --------------------------------------------------------------------------------


def _epoch_reset(answer: Answer, now: float) -> float | None:
    """Seconds until the moment in X-RateLimit-Reset, and one more; None where there is none."""
    reset = _seconds(answer.headers.get("x-ratelimit-reset", ""))
    return None if reset is None else _bounded(reset - _date(answer, now)) + 1.0


def _retry_after(answer: Answer, now: float) -> float | None:
    """
    Seconds until the moment in Retry-After, or the seconds that it gives; None where there is none. Besides the forms
    of RFC 9110, those are read that are plainly meant: a unit, a fraction, the first of several, epoch seconds, ISO
    8601. Whoever refuses us is not asked again at once.
    """
    value = answer.headers.get("retry-after", "").strip()[:64]
    span = _SPAN.fullmatch(value)
    seconds = float(span[1]) if span else None
    until = seconds if seconds is not None and seconds > _EPOCH else _moment(value) or _iso_moment(value)
    if until is not None:
        seconds = until - _date(answer, now)
    return None if seconds is None else max(_bounded(seconds), _LEAST)


def _iso_moment(value: str) -> float | None:
    found = moment(value)
    return found.timestamp() if found else None


def _date(answer: Answer, now: float) -> float:
    """The moment of an answer in epoch seconds: by the host's own clock, by ours where it does not say."""
    moment = _moment(answer.headers.get("date", ""))
    return now if moment is None else moment


def _seconds(value: str) -> float | None:
    """A whole number of at most 18 digits; None for anything else."""
    return float(value) if _DIGITS.fullmatch(value.strip()) else None


def _moment(value: str) -> float | None:
    """An HTTP date in epoch seconds; None for anything else, and for a date outside the calendar."""
    if len(value) > 64:
        return None
    try:
        found = parsedate_to_datetime(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _bounded(seconds: float) -> float:
    """Seconds between 0 and the longest window of any limit."""
    return min(max(seconds, 0.0), LONGEST_WAIT)
