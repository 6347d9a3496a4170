"""
Redirects: which answers are one, where it leads, and when a chain of them ends. Every hop is a request of its own,
made by the service that asks: only it knows where its credentials may go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from checker.network.answer import Answer

#: The statuses that send a GET elsewhere (RFC 9110 §15.4); 300 and 304 name no one place.
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HOPS = 5  # redirects of one chain that are followed
_PORTS = {"http": 80, "https": 443}


async def followed(
    url: str,
    ask: Callable[[str], Awaitable[Answer]],
    leads_to: Callable[[str, str], str | None],
    *,
    hops: int = HOPS,
) -> tuple[Answer, str]:
    """
    The last answer of a chain of redirects that begins at `url`, and the address that it was asked at.

    `ask` asks one address. `leads_to` gives, for an address and its answer's `Location`, the address to ask next, or
    None where this redirect is not to be followed: then it is the last answer. Raises Unreachable (`bad_response`)
    for a loop, for more than `hops` redirects, and whatever `ask` and `leads_to` raise.
    """
    seen: set[str] = set()
    while True:
        seen.add(url)
        answer = await ask(url)
        following = leads_to(url, answer.headers.get("location", "")) if answer.status in REDIRECTS else None
        if following is None:
            return answer, url
        if following in seen:
            raise Unreachable(Reason.BAD_RESPONSE, "a redirect loop")
        if len(seen) > hops:
            raise Unreachable(Reason.BAD_RESPONSE, f"more than {hops} redirects")
        url = following


def joined(url: str, location: str) -> str:
    """Where a redirect at `url` leads; raises Unreachable (`bad_response`) if that is nowhere."""
    location = location.strip()
    try:
        target = urljoin(url, location)
        _ = urlsplit(target).port
    except ValueError as error:
        raise Unreachable(Reason.BAD_RESPONSE, "a redirect to no address") from error
    if not location:
        raise Unreachable(Reason.BAD_RESPONSE, "a redirect to nowhere")
    return target


def joined_below(base: str, public: str, url: str, location: str) -> str:
    """
    Where a redirect at `url`, which is at `base`, leads. A mirror may hand on the service's own words: its `public`
    address, and the root of its host, stand for the base then. Raises as `joined` does.
    """
    location = location.strip()
    prefix = urlsplit(base).path
    if location.startswith(f"{public}/"):
        location = base + location.removeprefix(public)
    elif location.startswith("/") and not location.startswith(("//", f"{prefix}/")):
        location = prefix + location
    return joined(url, location)


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of an address, written one way: whoever shares them may see what is sent to one."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme)
