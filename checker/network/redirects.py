"""
Redirects: which answers are redirects, where they lead, and when a chain of them ends. Each hop is a request that the
service itself sends: only it knows which hosts may get its credentials.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from checker.network.answer import Answer

#: The statuses that send a GET elsewhere (RFC 9110 §15.4); 300 and 304 name no single target.
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
    """
    Where a redirect at `url` leads; raises Unreachable (`bad_response`) for a `location` that is not an
    address.
    """
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
    Where a redirect at `url`, which is at `base`, leads. A mirror may pass on the `Location` of the service: then the
    service's `public` address, or the root of its host, stands for the base. Raises as `joined` does.
    """
    location = location.strip()
    prefix = urlsplit(base).path
    if location.startswith(f"{public}/"):
        location = base + location.removeprefix(public)
    elif location.startswith("/") and not location.startswith(("//", f"{prefix}/")):
        location = prefix + location
    return joined(url, location)


def origin(url: str) -> tuple[str, str, int | None]:
    """
    Scheme, host and port of an address, normalised: what may be sent to one address may be sent to all
    of its origin.
    """
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme)
