"""
Where one look at a page leads: redirects, refreshes, and cookies that a site wants back on the way.

A browser returns the cookie that a site sets, and a site may redirect to the very same address until it does. So a
chain comes round only where the same address is asked with the same cookies again. They go to the host that set them
alone, live as long as the chain, and nobody else sees them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.redirects import REDIRECTS, joined
from checker.services.web.page_meaning import is_wall
from checker.services.web.page_parts import READ, parts_of, refresh_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from checker.network.answer import Answer

_SCRIPT = 400  # characters of a script that does nothing else
_WORDS = 60  # words beside such a script, which say what it does
_NOTE = re.compile(
    r"rediri|redirect|click here|not forwarded|has moved|please wait|weiter(?:ge)?leit|跳转|重定向|転送|перенаправ",
    re.IGNORECASE,
)
#: The first thing that such a script does: `window.location.href = "/x"`, `location.replace('/x')`, at once or soon.
_AWAY = re.compile(
    r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)?\s*"
    r"(?:(?:window\.onload\s*=\s*|(?:window\.)?setTimeout\s*\(\s*|\(\s*)"
    r"(?:function\s*\(\)\s*\{|\(\)\s*=>\s*\{?|[\"'])\s*)?"
    r"(?:(?:window|document|top|self|parent)\.){0,2}location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*"
    r"\\?([\"'`])([^\"'`\s\\]{1,2048})\\?\1",
)
_COOKIES = 20  # of one host
_COOKIE = re.compile(r"(?:^|, )([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256})=([!#-+\x2d-:<-\[\]-~]{0,4096})\s*(?=;|, |$)")


async def followed(
    url: str,
    ask: Callable[[str, str], Awaitable[Answer]],
    checked: Callable[[Sequence[str], str], str],
    *,
    hops: int,
) -> tuple[Answer, str]:
    """
    The last answer of a chain that begins at `url`, and the address that it was asked at.

    `ask` asks an address with the value of its `Cookie` header ("" for none). `checked` gives, for the addresses so
    far and the one that the last of them leads to, the address to ask next. Raises Unreachable (`bad_response`) for a
    loop, for more than `hops` redirects and refreshes, and whatever `ask` and `checked` raise.
    """
    jar, seen, path = _Jar(), set[tuple[str, str]](), [url]
    while True:
        seen.add(_key(jar, url))
        answer = await ask(url, jar.sent_to(url))
        jar.take(url, answer)
        target = next_of(url, answer)
        if target is None or (answer.status not in REDIRECTS and _key(jar, target) == _key(jar, url) in seen):
            return answer, url  # a page that only loads itself anew stands
        url = checked(path, target)
        if _key(jar, url) in seen:
            raise Unreachable(Reason.BAD_RESPONSE, "a redirect loop")
        if len(path) > hops:
            raise Unreachable(Reason.BAD_RESPONSE, f"more than {hops} redirects")
        path.append(url)


def next_of(url: str, answer: Answer) -> str | None:
    """Where an answer leads, by its status or its refresh; raises Unreachable for a redirect to nowhere."""
    if answer.status in REDIRECTS:
        return joined(url, answer.headers.get("location", ""))
    if not 200 <= answer.status < 300 or is_wall(answer):
        return None
    address = refresh_of(answer.headers.get("refresh", "")) or _refresh_in(answer)
    try:
        target = joined(url, address) if address else ""
    except Unreachable:
        return None
    return target if target.startswith(("http://", "https://")) else None


def _refresh_in(answer: Answer) -> str:
    """Where a page leads by itself: by a refresh, or because it is but a script that leads away, and says so."""
    body = answer.body[:READ].lower()
    if b"refresh" not in body and b"location" not in body:
        return ""
    page = parts_of(answer)
    alone = not page.blocks or (page.prose <= _WORDS and any(map(_NOTE.search, page.blocks)))
    script = _AWAY.match(page.script) if alone and len(page.script) <= _SCRIPT else None
    return page.refresh or (script[2] if script else "")


def _key(jar: _Jar, url: str) -> tuple[str, str]:
    """What makes a request the same as another one: its address and its cookies."""
    return urldefrag(url)[0], jar.sent_to(url)


class _Jar:
    """The cookies of one chain, by host; one that was set over TLS is not sent without."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str], dict[str, str]] = {}

    def take(self, url: str, answer: Answer) -> None:
        """Keep what an answer sets."""
        for name, value in _COOKIE.findall(answer.headers.get("set-cookie", "")[:65_536]):
            mine = self._cookies.setdefault(_place(url), {})
            if name in mine or len(mine) < _COOKIES:
                mine[name] = value

    def sent_to(self, url: str) -> str:
        """The value of `Cookie` for an address."""
        host, scheme = _place(url)
        mine = self._cookies.get((host, "http"), {})
        return "; ".join(f"{name}={value}" for name, value in (mine | self._cookies.get((host, scheme), {})).items())


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2].casefold().removeprefix("www."), parts.scheme
