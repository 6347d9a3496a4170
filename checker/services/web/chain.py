"""
Follows an address to its page: through redirects, refreshes, and cookies that a site requires on the way.

A site may redirect to the same address until the client sends the cookie that it has set, as browsers do. So a chain
is a loop only if the same address is requested with the same cookies again. Cookies are sent only to the host that
set them, and kept only for one chain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.redirects import REDIRECTS, joined
from checker.services.web.page_meaning import is_bot_challenge
from checker.services.web.page_parts import READ, parts_of, refresh_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from checker.network.answer import Answer

_SCRIPT = 400  # at most so many characters in the scripts of a page that is only a redirect
_WORDS = 60  # at most so many words on such a page
#: Words of a page that tell its reader about the redirect.
_REDIRECT_NOTE = re.compile(
    r"rediri|redirect|click here|not forwarded|has moved|please wait|weiter(?:ge)?leit|跳转|重定向|転送|перенаправ",
    re.IGNORECASE,
)
#: A script that begins with a redirect: `window.location.href = "/x"`, `location.replace('/x')`, at once or by timer.
_SCRIPT_REDIRECT = re.compile(
    r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)?\s*"
    r"(?:(?:window\.onload\s*=\s*|(?:window\.)?setTimeout\s*\(\s*|\(\s*)"
    r"(?:function\s*\(\)\s*\{|\(\)\s*=>\s*\{?|[\"'])\s*)?"
    r"(?:(?:window|document|top|self|parent)\.){0,2}location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*"
    r"\\?([\"'`])([^\"'`\s\\]{1,2048})\\?\1",
)
_COOKIES = 20  # cookies that are kept of one host
_COOKIE = re.compile(r"(?:^|, )([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256})=([!#-+\x2d-:<-\[\]-~]{0,4096})\s*(?=;|, |$)")


async def followed(
    url: str,
    ask: Callable[[str, str], Awaitable[Answer]],
    checked: Callable[[Sequence[str], str], str],
    *,
    hops: int,
) -> tuple[Answer, str]:
    """
    The last response of a chain that begins at `url`, and the address that it came from.

    `ask` requests an address with a value for the header `Cookie` ("" for none). `checked` takes the addresses so far
    and the target of the last one, and returns the address to request next. Raises Unreachable (`bad_response`) for a
    loop or more than `hops` redirects and refreshes, and whatever `ask` and `checked` raise.
    """
    jar, seen, path = _CookieJar(), set[tuple[str, str]](), [url]
    while True:
        seen.add(_key(jar, url))
        answer = await ask(url, jar.sent_to(url))
        jar.take(url, answer)
        target = next_of(url, answer)
        if target is None or (answer.status not in REDIRECTS and _key(jar, target) == _key(jar, url) in seen):
            return answer, url  # a page that only reloads itself is the last one
        url = checked(path, target)
        if _key(jar, url) in seen:
            raise Unreachable(Reason.BAD_RESPONSE, "a redirect loop")
        if len(path) > hops:
            raise Unreachable(Reason.BAD_RESPONSE, f"more than {hops} redirects")
        path.append(url)


def next_of(url: str, answer: Answer) -> str | None:
    """
    The target of a redirect or refresh, None without one; raises Unreachable for a redirect without
    a valid target.
    """
    if answer.status in REDIRECTS:
        return joined(url, answer.headers.get("location", ""))
    if not 200 <= answer.status < 300 or is_bot_challenge(answer):
        return None
    address = refresh_of(answer.headers.get("refresh", "")) or _refresh_in(answer)
    try:
        target = joined(url, address) if address else ""
    except Unreachable:
        return None
    return target if target.startswith(("http://", "https://")) else None


def _refresh_in(answer: Answer) -> str:
    """The target of a refresh in a page, or of a script that is all there is on it beside a note; else empty."""
    body = answer.body[:READ].lower()
    if b"refresh" not in body and b"location" not in body:
        return ""
    page = parts_of(answer)
    alone = not page.blocks or (page.prose <= _WORDS and any(map(_REDIRECT_NOTE.search, page.blocks)))
    script = _SCRIPT_REDIRECT.match(page.script) if alone and len(page.script) <= _SCRIPT else None
    return page.refresh or (script[2] if script else "")


def _key(jar: _CookieJar, url: str) -> tuple[str, str]:
    """Address and cookies of a request: requests with equal ones are the same."""
    return urldefrag(url)[0], jar.sent_to(url)


class _CookieJar:
    """The cookies of one chain, by host; those that were set over HTTPS are not sent over HTTP."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str], dict[str, str]] = {}

    def take(self, url: str, answer: Answer) -> None:
        """Keep the cookies that a response sets."""
        for name, value in _COOKIE.findall(answer.headers.get("set-cookie", "")[:65_536]):
            mine = self._cookies.setdefault(_place(url), {})
            if name in mine or len(mine) < _COOKIES:
                mine[name] = value

    def sent_to(self, url: str) -> str:
        """The value of the header `Cookie` for an address."""
        host, scheme = _place(url)
        mine = self._cookies.get((host, "http"), {})
        return "; ".join(f"{name}={value}" for name, value in (mine | self._cookies.get((host, scheme), {})).items())


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2].casefold().removeprefix("www."), parts.scheme
