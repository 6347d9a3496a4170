"""
What an answer to a page means. Pure, and linear in the length of the page: strangers write it.

A page that a robot is not shown is `refused`; one that says "not found" with status 200 says so without
authority. Neither is ever gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import Unreachable
from checker.model import Outcome, Reason
from checker.network.shapes import a

if TYPE_CHECKING:
    from checker.network.answer import Answer

Conclusion = tuple[Outcome, Reason, str]

_READ = 64 * 1024  # bytes of a page in which its heads and marks stand
_SMALL = 32 * 1024  # a page of error or a wall against robots is short
_HEAD = 1_000  # bytes of a title or heading that are read

_TURNED_AWAY = frozenset({401, 402, 403, 405, 406, 407, 418, 429})

_NOT_FOUND = re.compile(
    r"\b404\b|\bnot found\b|\b(?:does ?n.t|does not|no longer) exists?\b|\bno longer available\b"
    r"|\bcan(?:.t|not) be found\b|页面不存在"
)

#: The title of a page that stands in for all others for a while.
_MAINTENANCE = re.compile(
    r"(?:(?:site |we are |we're |down for |under |scheduled |temporarily )*maintenance(?: mode| page)?"
    r"|(?:we(?:'ll| will) be )?back soon|service (?:temporarily )?unavailable)[.!]?"
)

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

#: What the page of a domain says that is for sale or has run out.
_PARKED = (
    *("domain is for sale", "domain may be for sale", "domain name is for sale", "buy this domain"),
    *("this domain has expired", "domain is parked", "parked free, courtesy of", "sedoparking", "parkingcrew.net"),
    *("bodis.com", "hugedomains.com", "afternic.com", 'window.location.href="/lander"'),
)
_PARKING_HOSTS = ("sedo.com", "hugedomains.com", "dan.com", "afternic.com", "bodis.com", "parkingcrew.net")

_LOGIN_HOSTS = frozenset({"accounts.google.com", "login.microsoftonline.com", "login.live.com"})
_LOGIN_SEGMENTS = frozenset(
    {
        *("login", "log-in", "log_in", "signin", "sign-in", "sign_in", "servicelogin", "sso", "cas", "saml", "saml2"),
        *("oauth", "oauth2", "openid-connect", "authorize"),
    }
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
    if answer.status not in (200, 202, 403, 429, 503) or len(answer.body) > _SMALL:
        return False
    return _holds(_heads(answer.body), _WALL_HEADS) or _holds(_plain(answer.body), _WALL_MARKS)


def leads_to_login(url: str) -> bool:
    """Whether an address that a page redirects to is a login."""
    parts = urlsplit(url)
    segments = (segment.casefold().partition(".")[0] for segment in parts.path.split("/"))
    return (parts.hostname or "") in _LOGIN_HOSTS or not _LOGIN_SEGMENTS.isdisjoint(segments)


def leads_to_parking(url: str) -> bool:
    """Whether an address that a page redirects to is one of those who sell domains."""
    host = f".{urlsplit(url).hostname or ''}"
    return any(host.endswith(f".{name}") for name in _PARKING_HOSTS)


def _shown(answer: Answer) -> Conclusion:
    if not answer.body.strip():
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "a page without a word"
    if _is_error_in_json(answer):
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "JSON that says: an error"
    if _MAINTENANCE.fullmatch(_heads(answer.body).partition(" | ")[0]):
        return Outcome.UNKNOWN, Reason.SERVER_ERROR, "looks like a page that says: down for maintenance"
    if _holds(_plain(answer.body), _PARKED):
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "looks like a parked domain"
    if _NOT_FOUND.search(_heads(answer.body)):
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, "looks like a page that says: not found"
    return Outcome.PRESENT, Reason.OK, ""


def _is_error_in_json(answer: Answer) -> bool:
    """Whether an answer of 200 is no page but an object that tells of an error, as interfaces for programs do."""
    if not answer.body.lstrip().startswith(b"{"):
        return False
    try:
        body = answer.mapping()
    except Unreachable:
        return False
    code = next((number for name in ("status", "statusCode", "code") if (number := a(int, body.get(name)))), 0)
    failed = body.get("success") is False or body.get("ok") is False or 400 <= code < 600
    return failed or any(body.get(name) for name in ("error", "errors"))


def _takedown(answer: Answer) -> Reason:
    return Reason.DMCA if b"DMCA" in answer.body else Reason.BLOCKED


def _heads(body: bytes) -> str:
    """The title of a page and, of a small one, its first heading too: lower case, without markup."""
    tags = ("title", "h1") if len(body) <= _SMALL else ("title",)
    page = body[:_READ].decode("utf-8", "replace").lower()
    return " | ".join(_inside(page, tag) for tag in tags)


def _inside(page: str, tag: str) -> str:
    """The text of the first element of a name."""
    start = page.find(f"<{tag}")
    opened = page.find(">", start, start + _HEAD) if start >= 0 else -1
    if opened < 0:
        return ""
    closed = page.find(f"</{tag}", opened, opened + _HEAD)
    text = page[opened + 1 : closed if closed >= 0 else opened + _HEAD]
    return " ".join(re.sub(r"<[^<>]*>", " ", text).split())


def _plain(body: bytes) -> str:
    return " ".join(body[:_READ].decode("utf-8", "replace").lower().split())


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    return any(mark in text for mark in marks)
