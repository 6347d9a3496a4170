"""
What the response to a request for a page means. Pure, and linear in the length of the page, which is untrusted.

A page that robots don't get is `refused`. A page with "not found" in its text but status 200 is weak evidence, and
`unknown`. Neither makes an artifact gone.
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

_SMALL = 32 * 1024  # bytes: longer pages are no challenge for robots

_TURNED_AWAY = frozenset({401, 402, 403, 405, 406, 407, 418, 429})

#: Titles and headings of challenges for robots by Cloudflare, Imperva, Akamai, DataDome and others; then parts of
#: their bodies.
_CHALLENGE_HEADS = (
    *("just a moment...", "attention required! | cloudflare", "access denied", "ddos-guard", "security check"),
    *("are you a robot", "are you human", "verify you are human", "human verification", "not a bot"),
    *("pardon our interruption", "request blocked", "bot verification", "client challenge"),
)
_CHALLENGE_MARKS = (
    *("_cf_chl_opt", "cf-challenge", "enable javascript and cookies to continue", "_incapsula_resource"),
    *("px-captcha", "captcha-delivery.com", "awswafintegration", "ddos-guard.net", "/.within.website/x/cmd/anubis"),
)


def read_page(answer: Answer) -> Conclusion:
    """Outcome, reason and detail for the last response of a chain of redirects."""
    if is_bot_challenge(answer):
        return Outcome.REFUSED, Reason.REFUSED, "a wall against robots"
    if answer.status in (404, 410):
        return Outcome.ABSENT, Reason.HTTP_410 if answer.status == 410 else Reason.NOT_FOUND_OR_PRIVATE, ""
    if answer.status == 451:
        return Outcome.BLOCKED, _takedown(answer), "unavailable for legal reasons"
    if 200 <= answer.status < 300:
        return _shown(answer)
    if answer.status in _TURNED_AWAY or answer.status >= 600:  # HTTP has no such status: LinkedIn sends robots 999
        return Outcome.REFUSED, Reason.REFUSED, f"HTTP {answer.status}"
    return Outcome.UNKNOWN, Reason.BAD_RESPONSE, f"HTTP {answer.status}"


def is_bot_challenge(answer: Answer) -> bool:
    """Whether a response is a challenge for robots (CAPTCHA and the like) in place of the page."""
    if answer.headers.get("cf-mitigated") == "challenge" or "x-amzn-waf-action" in answer.headers:
        return True
    if 300 <= answer.status < 400 or len(answer.body) > _SMALL:
        return False
    text = _plain(answer.body)
    # The first test is cheap, and spares most pages the second.
    headed = _holds(text, _CHALLENGE_HEADS) and _holds(_heads(answer), _CHALLENGE_HEADS)
    return headed or _holds(text, _CHALLENGE_MARKS)


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
    """Whether a page has no text and no element that shows anything."""
    markup = answer.headers.get("content-type", "text/html").startswith("text/html")
    shows = re.search(rb"<(?:object|svg|canvas|video|audio|link|input|applet)\b", answer.body, re.IGNORECASE)
    return markup and page == Page() and not shows and len(answer.body) <= _SMALL


def _takedown(answer: Answer) -> Reason:
    return Reason.DMCA if b"DMCA" in answer.body else Reason.BLOCKED


def _heads(answer: Answer) -> str:
    """The title and the first heading of a page, in lower case."""
    page = parts_of(answer)
    return " | ".join((page.title, *page.headings[:1])).lower()


def _plain(body: bytes) -> str:
    return " ".join(body[:READ].decode("utf-8", "replace").lower().split())


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    return any(mark in text for mark in marks)
