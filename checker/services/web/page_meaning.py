"""
What an answer to a page means. Pure, and linear in the length of the page: strangers write it.

A page that a robot is not shown is `refused`; one that says "not found" with status 200 says so without
authority. Neither is ever gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Outcome, Reason
from checker.services.web.json_errors import is_error
from checker.services.web.page_parts import READ, Page, guesses, parts_of
from checker.services.web.phrases import Kind
from checker.services.web.soft_failures import soft_failure

if TYPE_CHECKING:
    from checker.network.answer import Answer

Conclusion = tuple[Outcome, Reason, str]

_SMALL = 32 * 1024  # bytes: a wall against robots is short

_TURNED_AWAY = frozenset({401, 402, 403, 405, 406, 407, 418, 429})

#: What Cloudflare, Imperva, Akamai, DataDome and others put before a page (title or heading, then body).
_WALL_HEADS = (
    *("just a moment...", "attention required! | cloudflare", "access denied", "ddos-guard", "security check"),
    *("are you a robot", "are you human", "verify you are human", "human verification", "not a bot"),
    *("pardon our interruption", "request blocked", "bot verification", "client challenge"),
)
_WALL_MARKS = (
    *("_cf_chl_opt", "cf-challenge", "enable javascript and cookies to continue", "_incapsula_resource"),
    *("px-captcha", "captcha-delivery.com", "awswafintegration", "ddos-guard.net", "/.within.website/x/cmd/anubis"),
)


def read_page(answer: Answer) -> Conclusion:
    """Outcome, reason and detail of the last answer of a chain of redirects."""
    if is_wall(answer):
        return Outcome.REFUSED, Reason.REFUSED, "a wall against robots"
    if answer.status in (404, 410):
        return Outcome.ABSENT, Reason.HTTP_410 if answer.status == 410 else Reason.NOT_FOUND_OR_PRIVATE, ""
    if answer.status == 451:
        return Outcome.BLOCKED, _takedown(answer), "unavailable for legal reasons"
    if 200 <= answer.status < 300:
        return _shown(answer)
    if answer.status in _TURNED_AWAY or answer.status >= 600:  # no status of HTTP: LinkedIn answers robots 999
        return Outcome.REFUSED, Reason.REFUSED, f"HTTP {answer.status}"
    return Outcome.UNKNOWN, Reason.BAD_RESPONSE, f"HTTP {answer.status}"


def is_wall(answer: Answer) -> bool:
    """Whether an answer is no page but a check whether a person asks."""
    if answer.headers.get("cf-mitigated") == "challenge" or "x-amzn-waf-action" in answer.headers:
        return True
    if 300 <= answer.status < 400 or len(answer.body) > _SMALL:
        return False
    text = _plain(answer.body)
    headed = _holds(text, _WALL_HEADS) and _holds(_heads(answer), _WALL_HEADS)  # most pages need no closer look
    return headed or _holds(text, _WALL_MARKS)


def _shown(answer: Answer) -> Conclusion:
    if not answer.body.strip():
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "a page without a word"
    if is_error(answer):
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "JSON that says: an error"
    page = parts_of(answer)
    if _is_blank(answer, page):
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "a page without a word"
    readings = [page, *guesses(answer)]
    if looks_like := next((found for one in readings if (found := soft_failure(one))), ""):
        down = looks_like == Kind.MAINTENANCE.value
        return Outcome.UNKNOWN, Reason.SERVER_ERROR if down else Reason.BAD_RESPONSE, looks_like
    return Outcome.PRESENT, Reason.OK, ""


def _is_blank(answer: Answer, page: Page) -> bool:
    """Whether a page is nothing but elements with nothing in them, and none that shows anything."""
    markup = answer.headers.get("content-type", "text/html").startswith("text/html")
    shows = re.search(rb"<(?:object|svg|canvas|video|audio|link|input|applet)\b", answer.body, re.IGNORECASE)
    return markup and page == Page() and not shows and len(answer.body) <= _SMALL


def _takedown(answer: Answer) -> Reason:
    return Reason.DMCA if b"DMCA" in answer.body else Reason.BLOCKED


def _heads(answer: Answer) -> str:
    """The title of a page and its first heading, in lower case."""
    page = parts_of(answer)
    return " | ".join((page.title, *page.headings[:1])).lower()


def _plain(body: bytes) -> str:
    return " ".join(body[:READ].decode("utf-8", "replace").lower().split())


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    return any(mark in text for mark in marks)
