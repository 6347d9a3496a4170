"""
What an answer says of its host's limits: one pure rule a service, answer and epoch seconds of now → Limit.

Reset moments in epoch seconds are compared with the host's own `Date`, so that a wrong clock here can't make
a wait wrong.
"""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from checker.limits import Limit

if TYPE_CHECKING:
    from checker.answer import Answer

SECONDARY_WAIT = 60.0  # GitHub: at least a minute where it does not say how long, then doubling


def plain_rule(answer: Answer, now: float) -> Limit | None:
    """Any host: 429, and 503 with Retry-After, are refusals (RFC 9110 §10.2.3, RFC 6585 §4)."""
    after = _retry_after(answer, now)
    if answer.status == 429:
        return Limit(after if after is not None else SECONDARY_WAIT, refused=True)
    if answer.status == 503 and after is not None:
        return Limit(after, refused=True)
    return None


def github_rule(answer: Answer, now: float) -> Limit | None:
    """
    GitHub's REST and GraphQL, in the order its documentation gives: Retry-After, the reset of a primary
    limit that is used up, else a minute. A 403 without the marks of a limit is an answer: a block, a right
    that we lack.
    """
    if answer.status in (403, 429):
        return _github_refusal(answer, now)
    if answer.status == 200 and _graphql_limited(answer.body):
        return Limit(_github_reset(answer, now) or SECONDARY_WAIT, refused=True)
    if answer.headers.get("x-ratelimit-remaining") == "0":
        return Limit(_github_reset(answer, now) or 0.0, refused=False)
    return plain_rule(answer, now)


def hub_rule(answer: Answer, now: float) -> Limit | None:
    """
    The Hub's `RateLimit: "api";r=0;t=17`: nothing is left for 17 s. Obeyed before it bites: at r=0 the gate
    closes though this answer was given. A 429 carries the wait in the same header (hub-docs, rate-limits).
    """
    match = re.search(r"r=(\d+);\s*t=(\d+)", answer.headers.get("ratelimit", ""))
    left, seconds = (int(match[1]), float(match[2])) if match else (1, SECONDARY_WAIT)
    if answer.status == 429 and match:
        return Limit(max(seconds, 1.0), refused=True)
    if left == 0:
        return Limit(seconds, refused=False)
    return plain_rule(answer, now)


def _github_refusal(answer: Answer, now: float) -> Limit | None:
    if b'"block"' in answer.body:
        return None
    after = _retry_after(answer, now)
    if after is not None:
        return Limit(after, refused=True)
    if answer.headers.get("x-ratelimit-remaining") == "0":
        return Limit(_github_reset(answer, now) or SECONDARY_WAIT, refused=True)
    if answer.status == 429 or re.search(rb"secondary.rate|abuse|API rate limit exceeded", answer.body):
        return Limit(SECONDARY_WAIT, refused=True, doubling=True)
    return None


def _graphql_limited(body: bytes) -> bool:
    """Whether a GraphQL answer is nothing but a limit: `RATE_LIMIT` or `RATE_LIMITED`, no data."""
    if b"RATE_LIMIT" not in body[:2_000] and b"graphql_rate_limit" not in body[:2_000]:
        return False
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    errors = answer.get("errors") if isinstance(answer, dict) else None
    kinds = {e.get("type") for e in errors or () if isinstance(e, dict)}
    return not answer.get("data") and bool(kinds & {"RATE_LIMIT", "RATE_LIMITED"})


def _github_reset(answer: Answer, now: float) -> float | None:
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
