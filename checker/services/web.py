"""
Pages on the web: project pages, archives, shorteners, and forges' pages as a second witness.

One GET a hop; redirects are followed by hand, each hop judged by the address guard. Hosts whose base the user
has set are asked there and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from checker.errors import Unreachable
from checker.model import Facts, Kind, Outcome, Reason
from checker.services.observing import Witness, each
from checker.services.pages import meaning
from checker.transport import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime
    from urllib.parse import SplitResult

    from checker.answer import Answer
    from checker.config import Settings
    from checker.limits import Host
    from checker.model import Artifact, Observation
    from checker.transport import Transport

HOPS = 8
PAGE = 256 * 1024  # bytes of a page that are read


class Web:
    """Any page that a paper may link to."""

    name = "web"
    batch = 16
    workers = 2
    patient = False

    def __init__(
        self,
        settings: Settings,
        transport: Transport,
        hosts: Callable[[str], Host],
        now: Callable[[], datetime],
    ) -> None:
        self._bases = Bases(settings)
        self._transport = transport
        self._hosts = hosts
        self._witness = Witness(self.name, now)

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in each(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        try:
            answer, place = await self._get(artifact.url)
        except Unreachable as trouble:
            return self._witness.cannot(artifact, trouble)
        outcome, reason, detail = meaning(answer, place)
        if artifact.kind is Kind.GITHUB_REPO and outcome is Outcome.PRESENT:
            place = urlsplit(place).path.strip("/")
        facts = Facts(name=place) if outcome is Outcome.PRESENT else Facts()
        return self._witness.says(artifact, outcome, reason, status=answer.status, detail=detail, facts=facts)

    async def _get(self, url: str) -> tuple[Answer, str]:
        """The last answer of a chain of redirects and the public address it came from."""
        seen: set[str] = set()
        for _ in range(HOPS):
            if url in seen:
                raise Unreachable(Reason.BAD_RESPONSE, "a redirect loop")
            seen.add(url)
            answer = await self._ask(url)
            location = answer.headers.get("location", "")
            if answer.status not in (301, 302, 303, 307, 308):
                return answer, url
            if not location:
                raise Unreachable(Reason.BAD_RESPONSE, "a redirect to nowhere")
            url = self._bases.public(urljoin(url, location))
        raise Unreachable(Reason.BAD_RESPONSE, f"more than {HOPS} redirects")

    async def _ask(self, url: str) -> Answer:
        place, trusted = self._bases.placed(url)
        host = urlsplit(place).hostname or ""
        request = Request(url=place, headers={"Accept": "text/html,*/*;q=0.8"}, max_bytes=PAGE, trusted=trusted)
        return await self._hosts(host).ask(self.name, lambda: self._transport.send(request))


class Bases:
    """Where hosts are really asked: at the base that the user set, if one is set for them."""

    def __init__(self, settings: Settings) -> None:
        self._bases = {
            "github.com": settings.github_web,
            "www.github.com": settings.github_web,
            "huggingface.co": settings.hf_endpoint,
            "hf.co": settings.hf_endpoint,
        }

    def placed(self, url: str) -> tuple[str, bool]:
        """The address to ask for a public one, and whether it is trusted."""
        parts = _split(url)
        base = self._bases.get((parts.hostname or "").casefold())
        if base is None:
            return url, False
        path = f"{base}{parts.path}"
        return (f"{path}?{parts.query}" if parts.query else path), True

    def public(self, url: str) -> str:
        """The public address for one that a set base redirected to itself with."""
        for host, base in self._bases.items():
            if url == base or url.startswith(f"{base}/"):
                return f"https://{host}{url[len(base) :]}"
        return url


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Unreachable(Reason.BAD_LINK, "no address that can be asked") from error
    return parts
