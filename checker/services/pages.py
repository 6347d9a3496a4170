"""
What an answer to a page means. Pure. A page that can't be seen by a robot is unknown, never gone; a page that
only says "not found" with status 200 says so without authority.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.model import Outcome, Reason

if TYPE_CHECKING:
    from checker.answer import Answer

Meaning = tuple[Outcome, Reason, str]

_LOGIN = re.compile(
    r"/(?:users/)?(?:sign_in|signin|login|log-in|sso|auth/login)(?:/|$)|accounts\.google\.com|ServiceLogin"
)
_TITLE = re.compile(rb"<(title|h1)[^>]*>\s*(.{0,200}?)\s*</\1>", re.IGNORECASE | re.DOTALL)
_NOT_FOUND = re.compile(rb"\b404\b|not\s+found|does\s?n.t\s+exist|no\s+longer\s+(?:available|exists)", re.IGNORECASE)
_PARKED = re.compile(
    rb"domain\s+(?:name\s+)?(?:is|may\s+be)\s+for\s+sale|buy\s+this\s+domain|parked\s+(?:free|domain)|sedoparking"
    rb"|hugedomains|this\s+domain\s+has\s+expired|parkingcrew|bodis\.com",
    re.IGNORECASE,
)
_BOT_WALL = re.compile(
    rb"cf-challenge|challenge-platform|just a moment\.\.\.|attention required! \| cloudflare|captcha|ddos-guard",
    re.IGNORECASE,
)


def meaning(answer: Answer, place: str) -> Meaning:
    """Outcome, reason and detail of the last answer of a chain, which came from `place`."""
    if answer.status in (404, 410):
        return Outcome.ABSENT, Reason.HTTP_410 if answer.status == 410 else Reason.NOT_FOUND_OR_PRIVATE, ""
    if answer.status == 451:
        return Outcome.BLOCKED, Reason.BLOCKED, "unavailable for legal reasons"
    if 200 <= answer.status < 300:
        return _shown(answer, place)
    if answer.status in (401, 402, 403, 405, 406, 407, 418, 429):
        return Outcome.REFUSED, Reason.REFUSED, f"HTTP {answer.status}"
    return Outcome.UNKNOWN, Reason.BAD_RESPONSE, f"HTTP {answer.status}"


def _shown(answer: Answer, place: str) -> Meaning:
    parts = urlsplit(place)
    if _LOGIN.search(f"{parts.netloc}{parts.path}"):
        return Outcome.REFUSED, Reason.LOGIN, "leads to a login"
    if _PARKED.search(answer.body):
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "looks like a parked domain"
    heads = b" ".join(found[2] for found in _TITLE.finditer(answer.body[:65_536]))
    if _BOT_WALL.search(heads) or (len(answer.body) < 20_000 and _BOT_WALL.search(answer.body)):
        return Outcome.REFUSED, Reason.REFUSED, "a wall against robots"
    if _NOT_FOUND.search(heads):
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "looks like a page that says: not found"
    return Outcome.PRESENT, Reason.OK, ""
