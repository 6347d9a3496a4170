"""
The Hugging Face Hub by its JSON API: models, datasets, spaces, collections, owners.

Redirects are followed by hand, and on the Hub only. They may lead to a different repository, so its id goes into the
observation, to be compared with the known one. Several repositories of one owner are looked up in a list of them.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from checker.errors import CheckerError, Unreachable
from checker.model import Facts, Kind, Outcome, Reason, ServiceName
from checker.network.redirects import followed, joined_below, origin
from checker.network.shapes import mappings, text
from checker.network.transport import MEBIBYTE, Request
from checker.services.hub.answers import read, read_listed, says_missing
from checker.services.hub.owner_lists import by_owner, list_of, listed_in, next_page
from checker.services.hub.places import with_places
from checker.services.hub.required_fields import SEVERAL, ReportedFields
from checker.services.observer import Meaning, Observer, concurrently, missing_places, secrets_of, trouble_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

_PUBLIC = "https://huggingface.co"
LARGEST = 8 * MEBIBYTE  # longest response that is read; a list of 50,000 files has about half of that
_FILE = b'"rfilename"'  # in every list of files: a response that is too long without one is not the Hub's
_ROUTES = {Kind.HF_MODEL: "models", Kind.HF_DATASET: "datasets", Kind.HF_SPACE: "spaces"}
_NO_LIST = frozenset({404, 405, 501})  # statuses of a hub that has no lists of repositories
_OWNERS = ("organizations", "users")
_COMMON = ("createdAt", "disabled", "lastModified", "private", "sha", "siblings", "tags")
# Options of `expand` by kind. The Hub refuses one that a kind does not have (huggingface_hub, `Expand…Property_T`).
_EXPAND = {
    Kind.HF_MODEL: (*_COMMON, "gated"),
    Kind.HF_DATASET: (*_COMMON, "gated"),
    Kind.HF_SPACE: (*_COMMON, "runtime", "sdk"),
}


class _TooLong(Exception):  # noqa: N818  (an outcome, not a mistake)
    """A response is longer than LARGEST, so that the same request must not be sent again."""


class HuggingFace:
    """Models, datasets, spaces, collections and owners on the Hub."""

    name = ServiceName.HUGGINGFACE
    batch = 200  # enough for repositories of one owner to come together; the host's gate limits requests in flight
    workers = 2

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._base = settings.hf_endpoint
        self._token = settings.hf_token
        self._transport = transport
        self._host = host
        self._now = now
        self._observer = Observer(self.name, now, secrets_of(settings))
        self._reported = ReportedFields(token=bool(self._token))
        self._listing, self._seen = asyncio.Lock(), set[Kind]()

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact. Raises CredentialsError if the Hub refuses our token."""
        groups = by_owner(artifacts)
        alone = [artifact for group in groups if len(group) == 1 for artifact in group]
        async for listed, others in concurrently([group for group in groups if len(group) > 1], self._listed):
            alone += others
            for observation in listed:
                yield observation
        async for observation in concurrently(alone, self._observe):
            yield observation

    async def _listed(self, group: Sequence[Artifact]) -> tuple[list[Observation], list[Artifact]]:
        """
        The observations for those of a group that the list of their owner's repositories has, and the other artifacts
        of the group. Takes fewer requests than one for each artifact.
        """
        kind, owner = group[0].kind, group[0].target.partition("/")[0]
        page = f"{self._base}{_expanded(list_of(_ROUTES[kind], owner), _EXPAND[kind])}"
        found: dict[str, Observation] = {}
        for _ in range(len(group) // 2):
            try:
                answer = await self._answer_at(page)
                found |= {
                    artifact.key: self._entry(artifact, body)
                    for artifact, body in listed_in(answer, group, self._reported)
                }
                following = next_page(answer)
                page = self._leads_to(page, following, "") if following else ""
            except CheckerError:
                raise
            except Exception as error:  # noqa: BLE001  (artifacts that no list has are asked for one by one)
                if not isinstance(error, _TooLong):
                    trouble_of(error)
                break
            if not page or len(found) == len(group):
                break
        return list(found.values()), [artifact for artifact in group if artifact.key not in found]

    def _entry(self, artifact: Artifact, body: Mapping[str, Any]) -> Observation:
        read = read_listed(body, artifact.kind, now=self._now())
        facts = with_places(read.facts, artifact, body)
        return self._observer.observation(
            artifact, read._replace(status=200, detail=missing_places(facts.places), facts=facts)
        )

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        try:
            if artifact.kind is Kind.HF_ORG:
                return await self._owner(artifact)
            return await self._observation(artifact, await self._answer(artifact), artifact.kind)
        except _TooLong as error:
            raise Unreachable(Reason.BAD_RESPONSE, "the answer is longer than any we expect") from error

    async def _answer(self, artifact: Artifact) -> Answer:
        path = _path(artifact)
        if artifact.kind is Kind.HF_COLLECTION:
            return await self._get(f"/api/collections/{path}")
        return await self._repository(f"/api/{_ROUTES[artifact.kind]}/{path}", _EXPAND[artifact.kind])

    async def _repository(self, route: str, wanted: Sequence[str]) -> Answer:
        try:
            answer = await self._get(_expanded(route, wanted))
        except _TooLong:
            return await self._get(_expanded(route, [name for name in wanted if name != "siblings"]))
        # A hub with other options answers 400: ask for what it sends by default.
        return await self._get(route) if answer.status == 400 else answer

    async def _owner(self, artifact: Artifact) -> Observation:
        """
        The observation for an owner. Organisations and users share one namespace but have a route each, so a
        name is missing only if both routes lack it. Even then it may be a model or dataset from before repositories
        had owners (`gpt2`).
        """
        name = _path(artifact)
        for owners in _OWNERS:
            answer = await self._get(f"/api/{owners}/{name}/overview")
            if answer.status != 404 or not says_missing(answer, token=bool(self._token)):
                return await self._observation(artifact, answer, artifact.kind)
        for kind in (Kind.HF_MODEL, Kind.HF_DATASET):
            answer = await self._repository(f"/api/{_ROUTES[kind]}/{name}", _EXPAND[kind])
            if not says_missing(answer, token=bool(self._token)):
                return await self._observation(artifact, answer, kind)
        return await self._observation(artifact, answer, artifact.kind)

    async def _observation(self, artifact: Artifact, answer: Answer, kind: Kind) -> Observation:
        found = read(answer, kind, token=bool(self._token), now=self._now())
        if _is_of_another(answer, found.facts):
            raise Unreachable(Reason.BAD_RESPONSE, "an answer about something else, without a redirect")
        if answer.status == 200 and self._reported.required(kind):
            await self._require_fields(answer.mapping(), kind)
        found = _marked_incomplete(found, kind, answer.url)
        facts = with_places(found.facts, artifact, answer.mapping()) if answer.status == 200 else found.facts
        # The Hub's message for a missing repository is about passwords, and would mislead a reader.
        detail = "" if found.outcome is Outcome.ABSENT else found.detail or missing_places(facts.places)
        return self._observer.observation(artifact, found._replace(status=answer.status, detail=detail, facts=facts))

    async def _require_fields(self, body: Mapping[str, Any], kind: Kind) -> None:
        """
        Raise Unreachable (`bad_response`) for a body without a required field, unless it comes from another hub than
        the public one, and this hub never reports the field. A list of its repositories is asked for to find out.
        """
        self._reported.note([body], kind)
        lacking = self._reported.missing(body, kind)
        if lacking and self._base != _PUBLIC:
            await self._see_list(kind)
        if lacking and (self._base == _PUBLIC or not self._reported.never_reported(lacking, kind)):
            raise Unreachable(Reason.BAD_RESPONSE, f"an answer that does not tell {', '.join(sorted(lacking))}")

    async def _see_list(self, kind: Kind) -> None:
        """Ask for a list of repositories, once for each kind, and record which fields it has."""
        async with self._listing:
            if kind in self._seen:
                return
            self._seen.add(kind)
            try:
                answer = await self._get(
                    _expanded(f"/api/{_ROUTES[kind]}?limit={SEVERAL}", self._reported.required(kind))
                )
                listed = mappings(answer.json()) if answer.status == 200 else []
            except (Unreachable, _TooLong):
                return
            if answer.status in {200, *_NO_LIST}:
                self._reported.note_list((one for one in listed if text(one.get("id"))), kind)

    # -- requests -------------------------------------------------------------------------------------

    async def _get(self, path: str) -> Answer:
        """
        The response to a GET; redirects are followed on the Hub only, so that the token goes nowhere else.

        Raises _TooLong for a response longer than LARGEST.
        """
        return await self._answer_at(f"{self._base}{path}")

    async def _answer_at(self, url: str) -> Answer:
        query = url.partition("?")[2]
        answer, _ = await followed(url, self._ask, lambda at, location: self._leads_to(at, location, query))
        return answer

    async def _ask(self, url: str) -> Answer:
        return await self._host.ask(self.name, partial(self._send, url), expect_json=True)

    async def _send(self, url: str) -> Answer:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        request = Request(url=url, headers=headers, max_bytes=LARGEST, trusted=True)
        answer = await self._transport.send(request)
        if answer.status == 200 and answer.truncated:
            if _FILE not in answer.body:
                raise Unreachable(Reason.BAD_RESPONSE, "an answer without an end, and no list of files")
            raise _TooLong
        return answer

    def _leads_to(self, url: str, location: str, query: str) -> str:
        target = joined_below(self._base, _PUBLIC, url, location)
        if origin(target) != origin(self._base):
            raise Unreachable(Reason.BAD_RESPONSE, "a redirect that leads away from the Hub")
        return f"{target}?{query}" if query and "?" not in target else target


def _expanded(route: str, wanted: Sequence[str]) -> str:
    return f"{route}{'&' if '?' in route else '?'}{'&'.join(f'expand[]={name}' for name in wanted)}"


def _marked_incomplete(found: Meaning, kind: Kind, url: str) -> Meaning:
    """The meaning; with `bad_response` if the list of files or items was asked for, and the response lacks it."""
    query = url.partition("?")[2]
    asked = kind is not Kind.HF_ORG and (not query or "siblings" in query)
    untold = found.outcome is Outcome.PRESENT and found.reason is Reason.OK and found.facts.empty is None
    return found._replace(reason=Reason.BAD_RESPONSE) if untold and asked else found


def _is_of_another(answer: Answer, facts: Facts) -> bool:
    """Whether a response is about another name than the one in the address that was asked last."""
    path, name = unquote(answer.url.partition("?")[0]).casefold(), (facts.name or "").casefold()
    if "/api/collections/" in path:  # known by the id at the end of its slug; the rest may have changed
        return not path.endswith(name.rpartition("-")[2])
    return bool(name) and not path.removesuffix("/overview").endswith(f"s/{name}")


def _path(artifact: Artifact) -> str:
    """The target as an escaped path; raises Unreachable (`bad_link`) for segments that would change the path."""
    segments = artifact.target.split("/")
    if any(segment in ("", ".", "..") for segment in segments):
        raise Unreachable(Reason.BAD_LINK, "the Hub has no such names")
    return "/".join(quote(segment, safe="") for segment in segments)
