"""
Pages on the web: project pages, archives, shorteners, and forges' pages as a second witness.

One GET a hop; redirects and refreshes are followed by hand, each hop judged by the address guard. Hosts whose base
the user has set are asked there and nowhere else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import Unreachable
from checker.model import Facts, Kind, Outcome, Reason, ServiceName
from checker.network.bases import Bases, split
from checker.network.transport import Request
from checker.services.observer import Meaning, Witness, each, secrets_of
from checker.services.web import anonymous_github, destinations, forms, page_meaning
from checker.services.web.chain import followed
from checker.services.web.parking import leads_to_parking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

HOPS = 8
PAGE = 256 * 1024  # bytes of a page that are read


class _Refused(Unreachable):
    """A redirect or an answer that turns a robot away: no statement on existence."""


class Web:
    """Any page that a paper may link to."""

    name = ServiceName.WEB
    batch = 1
    workers = 32

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
        self._witness = Witness(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in each(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._witness.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        """
        Every form that papers print is asked, and nothing else decides; it is there if one of them is. Where none is,
        another form is tried, as a hint to whoever mends the link.
        """
        printed = forms.to_ask(artifact)
        looks = [await self._look_as_printed(artifact, address) for address in printed]
        best = min(looks, key=forms.weight)
        broken = tuple(one.address for one in looks if one.outcome is Outcome.ABSENT)
        if best.outcome is Outcome.ABSENT:
            works_as = await self._another_form(artifact, printed)
            facts = replace(best.facts, works_as=works_as, broken_forms=broken)
            detail = f"works as {works_as}" if works_as else best.detail
        else:
            facts = replace(best.facts, broken_forms=broken or None)
            detail = f"does not work as {broken[0]}" if broken and not best.detail else best.detail
        return self._witness.says(
            artifact, Meaning(best.outcome, best.reason, status=best.status, detail=detail, facts=facts)
        )

    async def _look_as_printed(self, artifact: Artifact, address: str) -> forms.Look:
        """What a reader finds who types what is printed: without a scheme, browsers try TLS first, and then none."""
        look = await self._look_at(artifact, address)
        if look.outcome is Outcome.PRESENT or address not in artifact.unschemed:
            return look
        plain = await self._look_at(artifact, forms.without_tls(address))
        return min(look, replace(plain, address=address), key=forms.weight)

    async def _another_form(self, artifact: Artifact, printed: Sequence[str]) -> str | None:
        """A form of the address that no paper prints and that works; None where those that are tried do not."""
        if anonymous_github.options_of(printed[0]):  # it is told by its interface, not by a page
            return None
        for other in forms.others(artifact, printed):
            look = await self._look_at(artifact, other)
            if look.outcome is Outcome.PRESENT:
                return other
        return None

    async def _look_at(self, artifact: Artifact, address: str) -> forms.Look:
        """What an answer to one address means."""
        try:
            if options := anonymous_github.options_of(address):
                answer, place = await self._ask(options), address
                outcome, reason, detail = anonymous_github.read_options(answer)
            else:
                answer, place = await self._get(address)
                outcome, reason, detail = page_meaning.read_page(answer)
        except _Refused as refusal:
            return forms.Look(address, Outcome.REFUSED, refusal.reason, detail=refusal.detail)
        except Unreachable as trouble:
            return forms.Look(address, Outcome.UNKNOWN, trouble.reason, detail=trouble.detail)
        there = outcome is Outcome.PRESENT
        if there and address.startswith("https:") and place.startswith("http:"):
            detail = "ends at an address without TLS"
        facts = Facts(name=_name(artifact, place) if there else None)
        return forms.Look(address, outcome, reason, status=answer.status, detail=detail, facts=facts)

    async def _get(self, url: str) -> tuple[Answer, str]:
        """The last answer of a chain of redirects and refreshes, and the public address it came from."""
        return await followed(url, self._ask, self._checked, hops=HOPS)

    def _checked(self, path: Sequence[str], target: str) -> str:
        """Where a page leads, as a public address; raises for what is not what was asked for."""
        target = self._bases.public(target)
        if destinations.leads_to_login(target, path[0]):
            raise _Refused(Reason.LOGIN, f"leads to a login at {urlsplit(target).hostname}")
        if leads_to_parking(target):
            raise Unreachable(Reason.BAD_RESPONSE, "leads to a seller of domains")
        if any(destinations.leads_to_error(asked, target) for asked in path):
            raise Unreachable(Reason.BAD_RESPONSE, "leads to a page of an error")
        if any(destinations.drops_path(asked, target) for asked in path):
            raise Unreachable(Reason.BAD_RESPONSE, "leads to the root of its site")
        return target

    async def _ask(self, url: str, cookie: str = "") -> Answer:
        place, trusted = self._bases.placed(url)
        headers = {"Accept": "text/html,*/*;q=0.8"} | ({"Cookie": cookie} if cookie else {})
        request = Request(url=place, headers=headers, max_bytes=PAGE, trusted=trusted)
        host = self._hosts(split(place).hostname or "")
        return await host.ask(self.name, partial(self._page, request))

    async def _page(self, request: Request) -> Answer:
        """A page; a wall against robots is told here, before its status is taken for trouble of the server."""
        answer = await self._transport.send(request)
        if answer.status >= 500 and page_meaning.is_wall(answer):
            raise _Refused(Reason.REFUSED, f"HTTP {answer.status}, a wall against robots")
        return answer


def _name(artifact: Artifact, place: str) -> str | None:
    """Today's name as a target where a page stands for a repository, else the final address."""
    parts = urlsplit(place)
    path = parts.path.strip("/")
    if artifact.kind is Kind.GITHUB_REPO:
        return path if parts.hostname in ("github.com", "www.github.com") and path.count("/") == 1 else None
    if artifact.kind is Kind.OTHER_FORGE:
        return f"{parts.netloc.removeprefix('www.')}/{path}"
    return place
