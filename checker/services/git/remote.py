"""
Any git remote over HTTP without a token: GitHub beyond its 60 anonymous requests, and every other forge. It tells
whether a repository is there, its last commit and what is in its root.

A 401 is what GitHub and GitLab answer for a missing or private repository, and what some networks get for a
public one: it is `refused` here, weak evidence that another witness must confirm.
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
from checker.services.git.answers import is_for_git, is_of_no_server, meaning, names_repository, words
from checker.services.git.conversation import Conversation, Courier, bare
from checker.services.git.objects import committed_at, root_of
from checker.services.git.places import places, printed_git
from checker.services.git.reading import NO_POST, Read, Reader
from checker.services.git.wire import Head, Refused
from checker.services.github.queries import askable
from checker.services.observer import Meaning, Witness, each, missing_places, secrets_of

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
        self._courier = Courier(settings, transport, hosts)
        self._reader = Reader()
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
        """The first address that has a repository; the weakest word of all of them where none has."""
        said: Observation | None = None
        for place in places(artifact):
            there = await self._probe(artifact, place)
            # One address at which there is nothing is not the repository missing: of two words the weaker counts.
            told = there.outcome in (Outcome.PRESENT, Outcome.BLOCKED)
            said = there if said is None or told else min(there, said, key=_certainty)
            if not _is_no_git(there):
                break
        host, _, path = artifact.target.partition("/")
        garbled = said is None or (said.outcome is Outcome.UNKNOWN and said.reason is Reason.BAD_RESPONSE)
        meant = bool(printed_git(artifact)) or names_repository(host, path) or (garbled and is_for_git(host))
        if said is None or (_is_no_git(said) and not meant):
            status, detail = said.status if said else None, "no git repository at this address"
            return self._witness.says(
                artifact, Meaning(Outcome.UNKNOWN, Reason.BAD_RESPONSE, status=status, detail=detail)
            )
        # What is no answer of git's where git is served is this day's: what a page shows beside it tells of no
        # content. A forge with an interface of its own is asked by that whether there is a repository.
        return replace(said, status=None) if garbled and known(host) is None else said

    async def _probe(self, artifact: Artifact, remote: str) -> Observation:
        """What one remote says, existence first: a commit that is not handed out takes nothing from it."""
        talk = Conversation(remote, self._courier, linked.prefixes(artifact))
        try:
            head, smart = await self._head(talk)
        except Refused as refusal:
            return self._refused(artifact, refusal, talk.place)
        except Unreachable as trouble:
            return self._witness.cannot(artifact, trouble)
        if not head.commit:
            return self._there(artifact, talk, head, Read())
        news = head.commit != artifact.content_head
        return self._there(artifact, talk, head, await self._reader.read(talk, head.commit, root=news, smart=smart))

    async def _head(self, talk: Conversation) -> tuple[Head, bool]:
        """
        HEAD, and whether the smart protocol is spoken; its old version where the new one's second request is refused:
        some networks may read what is offered and are asked who they are at every POST.
        """
        try:
            return await talk.held(partial(wire.look, sought=talk.sought)), True
        except Refused as refusal:
            if dumb.is_cut_listing(refusal.answer):
                raise Unreachable(Reason.BAD_RESPONSE, "a list that ends before its references") from refusal
            if dumb.is_listing(refusal.answer) and not refusal.known:
                return await talk.held(partial(dumb.look, listing=refusal.answer)), False
            if refusal.known:
                with suppress(Refused, Unreachable):
                    return await talk.held(partial(wire.look, protocol=0)), True
            raise

    def _there(self, artifact: Artifact, talk: Conversation, head: Head, read: Read) -> Observation:
        """What was told; of what a fault of the day hid the reason stands in place of `ok`."""
        commit = read.objects.get(head.commit or "")
        when = committed_at(commit) if commit else None
        root = root_of(head.commit, read.objects) if head.commit else None
        facts = Facts(
            name=_name(artifact, talk.place),
            # Anybody can write a date: one that is later than the answer tells nothing.
            last_commit_at=when if when and when <= talk.clock(self._now()) else None,
            empty=head.empty,
            default_branch=head.branch,
            head=head.commit,
            files=names_to_keep(root.files) if root else None,
            readme=remarks(root.readme) if root else None,
            places=linked.told(artifact, head, root.files if root else None),
        )
        hidden = read.trouble if read.trouble and read.trouble.reason in DUE_AGAIN else None
        reason = hidden.reason if hidden else Reason.NO_COMMITS if head.empty else Reason.OK
        detail = (
            f"there, but its content could not be read: {hidden.detail}" if hidden else missing_places(facts.places)
        )
        return self._witness.says(artifact, Meaning(Outcome.PRESENT, reason, status=200, detail=detail, facts=facts))

    def _refused(self, artifact: Artifact, refusal: Refused, found: str) -> Observation:
        answer = refusal.answer
        outcome, reason = meaning(answer, github=artifact.kind is Kind.GITHUB_REPO)
        if refusal.known and (outcome in (Outcome.REFUSED, Outcome.ABSENT) or answer.status in NO_POST):
            # It advertised the repository and then lists nothing, to some networks not without a login: what it has
            # shown is there, whatever it says of the second request. A page, or a gateway's word, is of this day.
            return self._witness.says(
                artifact,
                Meaning(
                    Outcome.PRESENT,
                    Reason.BAD_RESPONSE if is_of_no_server(answer) else Reason.OK,
                    status=answer.status,
                    detail="there, but its references are not listed",
                    facts=Facts(name=_name(artifact, found)),
                ),
            )
        return self._witness.says(artifact, Meaning(outcome, reason, status=answer.status, detail=words(answer)))


def _certainty(said: Observation) -> int:
    """How much an address that shows no repository says of the repository: trouble nothing, a refusal little."""
    return (Outcome.UNKNOWN, Outcome.REFUSED, Outcome.ABSENT).index(said.outcome)


def _is_no_git(said: Observation) -> bool:
    """Whether an address shows no repository, so that another one may."""
    nothing = said.outcome is Outcome.ABSENT or said.status == 404
    return nothing or (said.outcome is Outcome.UNKNOWN and said.reason is Reason.BAD_RESPONSE)


def _name(artifact: Artifact, remote: str) -> str:
    """The target that a remote's address stands for today."""
    parts = urlsplit(remote)
    path = parts.path.strip("/").removesuffix(".git")
    if artifact.kind is Kind.GITHUB_REPO:
        return "/".join(path.split("/")[-2:])
    return f"{bare(parts.netloc)}/{path}"
