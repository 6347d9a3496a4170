"""
Checks git repositories over HTTP without a token, on every forge; on GitHub because its API allows only 60 requests
an hour without a token. Reports whether a repository exists, its last commit and the content of its root.

GitHub and GitLab answer 401 for a missing or private repository, and some networks get a 401 for a public one. So it
is `refused` here: weak evidence, which another service has to confirm.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.content.ladder import names_to_keep
from checker.content.readme import remarks
from checker.errors import Unreachable
from checker.model import DUE_AGAIN, Facts, Kind, Outcome, Reason, ServiceName
from checker.services.forges.hosts import known
from checker.services.git import dumb, linked, wire
from checker.services.git.answers import is_for_git, is_from_proxy, meaning, message_of, names_repository
from checker.services.git.conversation import Conversation, ExchangeSender, bare
from checker.services.git.objects import committed_at, root_of
from checker.services.git.places import places, printed_git
from checker.services.git.reading import NO_POST, Read, Reader
from checker.services.git.wire import Head, NotGit
from checker.services.github.queries import askable
from checker.services.observer import Meaning, Observer, concurrently, missing_places, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.host import Host
    from checker.network.transport import Transport


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
        self._sender = ExchangeSender(settings, transport, hosts)
        self._reader = Reader()
        self._now = now
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        look_up = self._github if artifact.kind is Kind.GITHUB_REPO else self._forge
        return await self._observer.observed(artifact, look_up)

    async def _github(self, artifact: Artifact) -> Observation:
        if not askable(artifact.target):
            raise Unreachable(Reason.BAD_LINK, "GitHub has no such names")
        return await self._probe(artifact, f"{self._base}/{artifact.target}.git")

    async def _forge(self, artifact: Artifact) -> Observation:
        """The observation at the first address with a repository; without one, the least certain of all of them."""
        seen: Observation | None = None
        for place in places(artifact):
            there = await self._probe(artifact, place)
            # The repository may be at the other address: of two negative results the less certain one counts.
            decisive = there.outcome in (Outcome.PRESENT, Outcome.BLOCKED)
            seen = there if seen is None or decisive else min(there, seen, key=_certainty)
            if not _has_no_repository(there):
                break
        host, _, path = artifact.target.partition("/")
        garbled = seen is None or (seen.outcome is Outcome.UNKNOWN and seen.reason is Reason.BAD_RESPONSE)
        meant = bool(printed_git(artifact)) or names_repository(host, path) or (garbled and is_for_git(host))
        if seen is None or (_has_no_repository(seen) and not meant):
            status, detail = seen.status if seen else None, "no git repository at this address"
            return self._observer.observation(
                artifact, Meaning(Outcome.UNKNOWN, Reason.BAD_RESPONSE, status=status, detail=detail)
            )
        # A response that is not git, from a host that serves git, is a fault. It is marked by a missing `status`, so
        # that a page alone does not show what the repository holds (see `checker.verdicts.evidence`). On a forge with
        # an API that we know, that API reports whether the repository exists.
        return replace(seen, status=None) if garbled and known(host) is None else seen

    async def _probe(self, artifact: Artifact, remote: str) -> Observation:
        """
        The observation at one address: existence first; a repository exists even if its commit
        can't be fetched.
        """
        conversation = Conversation(remote, self._sender, linked.ref_prefixes(artifact))
        try:
            head, smart = await self._head(conversation)
        except NotGit as refusal:
            return self._refused(artifact, refusal, conversation.place)
        except Unreachable as trouble:
            return self._observer.unknown(artifact, trouble)
        if not head.commit:
            return self._there(artifact, conversation, head, Read())
        news = head.commit != artifact.content_head
        return self._there(
            artifact, conversation, head, await self._reader.read(conversation, head.commit, root=news, smart=smart)
        )

    async def _head(self, conversation: Conversation) -> tuple[Head, bool]:
        """
        HEAD, and whether the server has the smart protocol. If it refuses the second request of protocol 2, a POST,
        protocol 0 is used: some networks may GET the advertisement, but are asked for a login at every POST.
        """
        try:
            return await conversation.run(partial(wire.read_head, ref_prefixes=conversation.ref_prefixes)), True
        except NotGit as refusal:
            if dumb.is_cut_listing(refusal.answer):
                raise Unreachable(Reason.BAD_RESPONSE, "a list that ends before its references") from refusal
            if dumb.is_listing(refusal.answer) and not refusal.advertised:
                return await conversation.run(partial(dumb.read_head, listing=refusal.answer)), False
            if refusal.advertised:
                with suppress(NotGit, Unreachable):
                    return await conversation.run(partial(wire.read_head, protocol=0)), True
            raise

    def _there(self, artifact: Artifact, conversation: Conversation, head: Head, read: Read) -> Observation:
        """The observation for a repository that exists; its reason is not `ok` if its content could not be read."""
        commit = read.objects.get(head.commit or "")
        when = committed_at(commit) if commit else None
        root = root_of(head.commit, read.objects) if head.commit else None
        facts = Facts(
            name=_name(artifact, conversation.place),
            # Anybody can write any date into a commit: one after the time of the response is ignored.
            last_commit_at=when if when and when <= conversation.clock(self._now()) else None,
            empty=head.empty,
            default_branch=head.branch,
            head=head.commit,
            files=names_to_keep(root.files) if root else None,
            readme=remarks(root.readme) if root else None,
            places=linked.known_places(artifact, head, root.files if root else None),
        )
        hidden = read.trouble if read.trouble and read.trouble.reason in DUE_AGAIN else None
        reason = hidden.reason if hidden else Reason.NO_COMMITS if head.empty else Reason.OK
        detail = (
            f"there, but its content could not be read: {hidden.detail}" if hidden else missing_places(facts.places)
        )
        return self._observer.observation(
            artifact, Meaning(Outcome.PRESENT, reason, status=200, detail=detail, facts=facts)
        )

    def _refused(self, artifact: Artifact, refusal: NotGit, found: str) -> Observation:
        answer = refusal.answer
        outcome, reason = meaning(answer, github=artifact.kind is Kind.GITHUB_REPO)
        if refusal.advertised and (outcome in (Outcome.REFUSED, Outcome.ABSENT) or answer.status in NO_POST):
            # The server advertised the repository, so it exists, even if it refuses to list references (some networks
            # need a login for that). A page or a proxy's error may go away: then the artifact is due again.
            return self._observer.observation(
                artifact,
                Meaning(
                    Outcome.PRESENT,
                    Reason.BAD_RESPONSE if is_from_proxy(answer) else Reason.OK,
                    status=answer.status,
                    detail="there, but its references are not listed",
                    facts=Facts(name=_name(artifact, found)),
                ),
            )
        return self._observer.observation(
            artifact, Meaning(outcome, reason, status=answer.status, detail=message_of(answer))
        )


def _certainty(seen: Observation) -> int:
    """How certain a negative result is: a fault is no evidence, a refusal weak evidence, an absence strong."""
    return (Outcome.UNKNOWN, Outcome.REFUSED, Outcome.ABSENT).index(seen.outcome)


def _has_no_repository(seen: Observation) -> bool:
    """Whether there is no repository at an address, so that the next one has to be tried."""
    nothing = seen.outcome is Outcome.ABSENT or seen.status == 404
    return nothing or (seen.outcome is Outcome.UNKNOWN and seen.reason is Reason.BAD_RESPONSE)


def _name(artifact: Artifact, remote: str) -> str:
    """The target for the present address of a remote."""
    parts = urlsplit(remote)
    path = parts.path.strip("/").removesuffix(".git")
    if artifact.kind is Kind.GITHUB_REPO:
        return "/".join(path.split("/")[-2:])
    return f"{bare(parts.netloc)}/{path}"
