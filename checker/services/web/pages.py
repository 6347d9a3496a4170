"""
Pages on the web: project pages, archives, shorteners, and forges' pages to confirm what other services report.

One GET for each hop; redirects and refreshes are followed by hand, and each hop passes the address guard. Hosts with
a base that the user has set are requested at that base only.
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
from checker.services.observer import Meaning, Observer, concurrently, secrets_of
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
PAGE = 256 * 1024  # bytes that are read of a page


class _Refused(Unreachable):
    """A redirect or response that blocks robots, and is no evidence about existence."""


class Web:
    """Web pages that papers link to."""

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
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        """
        The observation by the printed forms of the address: present if one of them is. If all are absent, other forms
        are tried; one that works is a hint for correcting the link, and does not change the outcome.
        """
        printed = forms.addresses_to_check(artifact)
        results = [await self._check_as_printed(artifact, address) for address in printed]
        best = min(results, key=forms.rank)
        broken = tuple(one.address for one in results if one.outcome is Outcome.ABSENT)
        if best.outcome is Outcome.ABSENT:
            works_as = await self._another_form(artifact, printed)
            facts = replace(best.facts, works_as=works_as, broken_forms=broken)
            detail = f"works as {works_as}" if works_as else best.detail
        else:
            facts = replace(best.facts, broken_forms=broken or None)
            detail = f"does not work as {broken[0]}" if broken and not best.detail else best.detail
        return self._observer.observation(
            artifact, Meaning(best.outcome, best.reason, status=best.status, detail=detail, facts=facts)
        )

    async def _check_as_printed(self, artifact: Artifact, address: str) -> forms.FormResult:
        """
        The result for a printed address; one printed without a scheme is tried with HTTPS, then
        HTTP, as browsers do.
        """
        result = await self._check(artifact, address)
        if result.outcome is Outcome.PRESENT or address not in artifact.unschemed:
            return result
        plain = await self._check(artifact, forms.without_tls(address))
        return min(result, replace(plain, address=address), key=forms.rank)

    async def _another_form(self, artifact: Artifact, printed: Sequence[str]) -> str | None:
        """A form of the address that no paper prints and that works; None if none of those tried does."""
        if anonymous_github.options_of(printed[0]):  # checked by its API: forms of pages don't matter
            return None
        for other in forms.other_forms(artifact, printed):
            result = await self._check(artifact, other)
            if result.outcome is Outcome.PRESENT:
                return other
        return None

    async def _check(self, artifact: Artifact, address: str) -> forms.FormResult:
        """The result for one address."""
        try:
            if options := anonymous_github.options_of(address):
                answer, place = await self._ask(options), address
                outcome, reason, detail = anonymous_github.read_options(answer)
            else:
                answer, place = await self._get(address)
                outcome, reason, detail = page_meaning.read_page(answer)
        except _Refused as refusal:
            return forms.FormResult(address, Outcome.REFUSED, refusal.reason, detail=refusal.detail)
        except Unreachable as trouble:
            return forms.FormResult(address, Outcome.UNKNOWN, trouble.reason, detail=trouble.detail)
        there = outcome is Outcome.PRESENT
        if there and address.startswith("https:") and place.startswith("http:"):
            detail = "ends at an address without TLS"
        facts = Facts(name=_name(artifact, place) if there else None)
        return forms.FormResult(address, outcome, reason, status=answer.status, detail=detail, facts=facts)

    async def _get(self, url: str) -> tuple[Answer, str]:
        """The last response of a chain of redirects and refreshes, and the public address that it came from."""
        return await followed(url, self._ask, self._checked, hops=HOPS)

    def _checked(self, path: Sequence[str], target: str) -> str:
        """The target of a redirect as a public address; raises for one that is not the page that was asked for."""
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
        """
        The response; raises for a challenge for robots of status 500 or more, which would count as
        a server error.
        """
        answer = await self._transport.send(request)
        if answer.status >= 500 and page_meaning.is_bot_challenge(answer):
            raise _Refused(Reason.REFUSED, f"HTTP {answer.status}, a wall against robots")
        return answer


def _name(artifact: Artifact, place: str) -> str | None:
    """
    The present name of an artifact: as a target for a repository (None if the address is none),
    else the address.
    """
    parts = urlsplit(place)
    path = parts.path.strip("/")
    if artifact.kind is Kind.GITHUB_REPO:
        return path if parts.hostname in ("github.com", "www.github.com") and path.count("/") == 1 else None
    if artifact.kind is Kind.OTHER_FORGE:
        return f"{parts.netloc.removeprefix('www.')}/{path}"
    return place
