"""
Any git remote over HTTPS without a token: GitHub beyond its 60 anonymous requests, and every other forge.

A 401 is what GitHub and GitLab answer for a missing or private repository, and what some networks get for a
public one: it is `refused` here, weak evidence that another witness must confirm.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urlsplit

from checker.errors import Unreachable
from checker.model import Facts, Kind, Outcome, Reason, ServiceName
from checker.network.bases import Bases
from checker.network.redirects import followed, joined, joined_below
from checker.network.transport import Request
from checker.services.git.answers import meaning, names_repository, words
from checker.services.git.wire import REFERENCES, Refused, Wanted, date, found_at, look
from checker.services.github.queries import askable
from checker.services.observer import Witness, each, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport
    from checker.services.git.wire import Exchange, Head

    _T = TypeVar("_T")

PUBLIC = "https://github.com"
EXCHANGES = 8  # of one conversation; a usual one takes three
LARGEST = 256 * 1024  # bytes of one answer: HEAD stands in the first line of a list, the commit first in a pack
_NO_POST = frozenset({405, 501})  # statuses of who has no such route


class Git:
    """Repositories of any forge."""

    name = ServiceName.GIT
    batch = 1
    workers = 8

    def __init__(
        self,
        settings: Settings,
        transport: Transport,
        hosts: Callable[[str], Host],
        now: Callable[[], datetime],
    ) -> None:
        self._base = settings.github_web
        self._bases = Bases(settings)
        self._transport = transport
        self._hosts = hosts
        self._now = now
        self._witness = Witness(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in each(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        look_up = self._github if artifact.kind is Kind.GITHUB_REPO else self._forge
        return await self._witness.observed(artifact, look_up)

    async def _github(self, artifact: Artifact) -> Observation:
        if not askable(artifact.target):
            raise Unreachable(Reason.BAD_LINK, "GitHub has no such names")
        return await self._probe(artifact, f"{self._base}/{artifact.target}.git")

    async def _forge(self, artifact: Artifact) -> Observation:
        """Most forges serve git at the address of the project with `.git`, some without."""
        host, _, path = artifact.target.partition("/")
        remote = f"https://{host}/{quote(path, safe='/%~@')}"
        said = await self._probe(artifact, f"{remote}.git")
        if said.outcome is Outcome.ABSENT or said.reason is Reason.BAD_RESPONSE:
            plain = await self._probe(artifact, remote)
            said = plain if said.outcome is Outcome.ABSENT or plain.outcome is not Outcome.ABSENT else said
        if said.outcome is Outcome.ABSENT and not names_repository(host, path):
            raise Unreachable(Reason.BAD_RESPONSE, "no git repository at this address")
        return said

    async def _probe(self, artifact: Artifact, remote: str) -> Observation:
        """What one remote says, existence first: a commit that is not handed out takes nothing from it."""
        answers: dict[Exchange, Answer] = {}
        try:
            head = await self._head(remote, answers)
        except Refused as refusal:
            return self._refused(artifact, refusal, found_at(remote, answers))
        except Unreachable as trouble:
            return self._witness.cannot(artifact, trouble)
        facts = Facts(
            name=_name(artifact, found_at(remote, answers)),
            last_commit_at=await self._date(remote, head, answers),
            empty=head.empty,
            default_branch=head.branch,
            head=head.commit,
        )
        reason = Reason.NO_COMMITS if head.empty else Reason.OK
        return self._witness.says(artifact, Outcome.PRESENT, reason, status=200, facts=facts)

    async def _head(self, remote: str, answers: dict[Exchange, Answer]) -> Head:
        """
        HEAD, by the old protocol where the new one's second request is refused: some networks may read what is
        offered and are asked who they are at every POST.
        """
        try:
            return await self._held(partial(look, remote), answers)
        except Refused as refusal:
            if not refusal.known:
                raise
            with suppress(Refused, Unreachable):
                return await self._held(partial(look, remote, protocol=0), answers)
            raise

    async def _date(self, remote: str, head: Head, answers: dict[Exchange, Answer]) -> datetime | None:
        """The date of HEAD's commit, None for one to come: anybody can write one."""
        if not head.commit:
            return None
        try:
            when = await self._held(partial(date, remote, head.commit), answers)
        except (Refused, Unreachable):
            return None
        return when if when and when <= self._now() else None

    def _refused(self, artifact: Artifact, refusal: Refused, found: str) -> Observation:
        answer = refusal.answer
        outcome, reason = meaning(answer)
        if refusal.known and (outcome in (Outcome.REFUSED, Outcome.ABSENT) or answer.status in _NO_POST):
            # It advertised the repository and then lists nothing, to some networks not without a login: what it has
            # shown is there, whatever it says of the second request.
            return self._witness.says(
                artifact,
                Outcome.PRESENT,
                Reason.OK,
                status=answer.status,
                detail="there, but its references are not listed",
                facts=Facts(name=_name(artifact, found)),
            )
        return self._witness.says(artifact, outcome, reason, status=answer.status, detail=words(answer))

    # -- exchanges ------------------------------------------------------------------------------------

    async def _held(self, talk: Callable[[Mapping[Exchange, Answer]], _T], answers: dict[Exchange, Answer]) -> _T:
        """The end of a conversation; `answers` collects what it needed."""
        for _ in range(EXCHANGES):
            try:
                return talk(answers)
            except Wanted as wanted:
                answers[wanted.exchange] = await self._exchange(wanted.exchange)
        raise Unreachable(Reason.BAD_RESPONSE, "a conversation without an end")

    async def _exchange(self, exchange: Exchange) -> Answer:
        """The answer at the end of a chain of redirects on one host; a POST is not redirected."""

        def leads_to(url: str, location: str) -> str | None:
            ours = url.startswith(f"{self._base}/")
            target = joined_below(self._base, PUBLIC, url, location) if ours else joined(url, location)
            follow = exchange.content is None and _same_site(url, target) and target.endswith(REFERENCES)
            return target if follow else None

        answer, _ = await followed(exchange.url, partial(self._send, exchange), leads_to)
        return answer

    async def _send(self, exchange: Exchange, url: str) -> Answer:
        request = Request(
            url=url,
            method="GET" if exchange.content is None else "POST",
            # Some forges show a page instead of git to whoever does not call itself git.
            headers={**dict(exchange.headers), "User-Agent": f"git/{self._transport.user_agent}"},
            content=exchange.content,
            max_bytes=LARGEST,
            trusted=self._bases.trusts(url),
        )
        host = self._hosts(urlsplit(url).hostname or "")
        return await host.ask(self.name, partial(self._transport.send, request))


def _same_site(one: str, other: str) -> bool:
    """Whether a redirect stays where it is: the same host, with or without `www.`, never away from TLS."""
    here, there = urlsplit(one), urlsplit(other)
    secure = there.scheme == "https" or there.scheme == here.scheme == "http"
    return secure and _bare(here.netloc) == _bare(there.netloc)


def _bare(netloc: str) -> str:
    return netloc.casefold().removeprefix("www.")


def _name(artifact: Artifact, remote: str) -> str:
    """The target that a remote's address stands for today."""
    parts = urlsplit(remote)
    path = parts.path.strip("/").removesuffix(".git")
    if artifact.kind is Kind.GITHUB_REPO:
        return "/".join(path.split("/")[-2:])
    return f"{_bare(parts.netloc)}/{path}"
