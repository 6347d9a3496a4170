"""
The Hugging Face Hub's index of papers: the artifacts that it lists for a paper, beside those that the paper prints.

`/api/papers/{arxiv}` has the repository and the project page that somebody entered or the Hub found, and the models,
datasets and spaces whose cards name the paper. It is 404 if the paper is not indexed; `/api/arxiv/{arxiv}/repos` may
still list cards that name it (huggingface_hub, `PaperInfo`; hub-docs, paper pages). Anybody who built on a paper may
name it in a card, so only the first few of each kind become candidates, with the number of all in their evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError, Unreachable
from checker.links.addresses import grammar
from checker.model import Kind, Outcome, Reason, ServiceName
from checker.model.candidates import AddedBy, Candidate, CheckOutcome, LookupResult
from checker.network.shapes import a, mapping, text
from checker.network.transport import MEBIBYTE, Request
from checker.services.hub.answers import message, read
from checker.services.observer import concurrently, secrets_of, short, trouble_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model.candidates import PaperLookup
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

MOST = 10  # candidates of one kind for a paper
LARGEST = 4 * MEBIBYTE  # longest response that is read
LONGEST = 500  # characters of an address

#: The lists of both routes: name → kind of its entries, and the prefix of their names in an address.
_LISTS = {
    "models": (Kind.HF_MODEL, ""),
    "datasets": (Kind.HF_DATASET, "datasets/"),
    "spaces": (Kind.HF_SPACE, "spaces/"),
}
_WORDS = {
    AddedBy.USER: "entered by a user as the paper's code on its Hugging Face page",
    AddedBy.AUTO: "found by Hugging Face as the paper's code, without anybody's word",
    AddedBy.NOT_TOLD: "named as the paper's code on its Hugging Face page",
}
_HUB = "https://huggingface.co"
_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Route:
    """The route of a response about a paper, and the names of the lists in it."""

    arxiv: str
    route: str
    on_page: bool

    def of(self, name: str) -> tuple[str, str]:
        """(field of a list, field with the number of all); the second is "" if there is none."""
        return (f"linked{name.capitalize()}", f"numTotal{name.capitalize()}") if self.on_page else (name, "")


class HubPapers:
    """Looks papers up: one request for each that is indexed, two for any other."""

    name = ServiceName.HF_PAPERS
    batch = 40

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._base = settings.hf_endpoint
        self._token = settings.hf_token
        self._transport = transport
        self._host = host
        self._now = now
        self._redactor = secrets_of(settings)

    @property
    def given_up(self) -> bool:
        """Whether the Hub is out of reach for the rest of this run."""
        return self._host.gate.given_up

    async def ask(self, questions: Sequence[PaperLookup]) -> AsyncIterator[LookupResult]:
        """One result for each lookup, as they come in. Raises CredentialsError if the Hub refuses our token."""
        async for answered in concurrently(questions, self._ask):
            yield answered

    async def _ask(self, question: PaperLookup) -> LookupResult:
        try:
            outcome, found = await self._look_up(question.arxiv)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (a failed lookup is the result for its paper)
            trouble = trouble_of(error)
            return self._answered(question, CheckOutcome.UNKNOWN, trouble.reason, trouble.detail)
        kept = tuple(one for one in found if one)
        return self._answered(
            question,
            CheckOutcome.NAMED if kept else outcome,
            Reason.OK,
            candidates=kept,
            dropped=len(found) - len(kept),
        )

    async def _look_up(self, arxiv: str) -> tuple[CheckOutcome, list[Candidate | None]]:
        """
        The outcome to report if there is no candidate, and the candidates: None for an entry
        without a valid address.
        """
        page = f"/api/papers/{arxiv}"
        if (body := await self._get(page)) is not None:
            if body.get("id") != arxiv:
                raise Unreachable(Reason.BAD_RESPONSE, "an answer that is not about this paper")
            return CheckOutcome.NOTHING, [*_entered(body, page), *_tagged(body, _Route(arxiv, page, on_page=True))]
        cards = f"/api/arxiv/{arxiv}/repos"
        body = await self._get(cards)
        if body is None:
            return CheckOutcome.NOT_INDEXED, []
        if not any(isinstance(body.get(name), list) for name in _LISTS):
            raise Unreachable(Reason.BAD_RESPONSE, "an answer without a list of repositories")
        return CheckOutcome.NOT_INDEXED, [*_tagged(body, _Route(arxiv, cards, on_page=False))]

    def _answered(
        self, question: PaperLookup, outcome: CheckOutcome, reason: Reason, detail: str = "", **rest: Any
    ) -> LookupResult:
        return LookupResult(
            paper_id=question.paper_id,
            service=self.name,
            at=self._now(),
            outcome=outcome,
            reason=reason,
            detail=short(detail, self._redactor),
            **rest,
        )

    async def _get(self, path: str) -> Mapping[str, Any] | None:
        """
        The JSON object at a path of the Hub, None if the Hub reports that there is none; else
        raises Unreachable.
        """
        answer = await self._host.ask(self.name, partial(self._send, path), expect_json=True)
        if answer.status == 200:
            return answer.mapping()
        if answer.status == 404 and message(answer):  # with the Hub's message, and so not from a mirror or a proxy
            return None
        refusal = read(answer, Kind.HF_MODEL, token=bool(self._token), now=self._now())
        silent = refusal.outcome in (Outcome.UNKNOWN, Outcome.REFUSED)
        raise Unreachable(refusal.reason if silent else Reason.BAD_RESPONSE, refusal.detail)

    async def _send(self, path: str) -> Answer:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        request = Request(url=f"{self._base}{path}", headers=headers, max_bytes=LARGEST, trusted=True)
        return await self._transport.send(request)


def _entered(body: Mapping[str, Any], route: str) -> Iterator[Candidate | None]:
    """The repository and the project page that a paper's page names."""
    if repository := body.get("githubRepo"):
        whose = body.get("githubRepoAddedBy")
        by = AddedBy(whose) if whose in (AddedBy.USER, AddedBy.AUTO) else AddedBy.NOT_TOLD
        yield _candidate(repository, route, "githubRepo", by, _WORDS[by])
    if page := body.get("projectPage"):
        evidence = "named as the project's page on the paper's Hugging Face page"
        yield _candidate(page, route, "projectPage", AddedBy.NOT_TOLD, evidence)


def _tagged(body: Mapping[str, Any], names: _Route) -> Iterator[Candidate | None]:
    """The first MOST entries of each list of cards that name a paper; their evidence has the number of all."""
    for name, (kind, prefix) in _LISTS.items():
        field, total = names.of(name)
        rows = a(list, body.get(field)) or []
        count = max(a(int, body.get(total)) or 0, len(rows))
        of = f" (one of {count} {name})" if count > 1 else ""
        evidence = f"its card on Hugging Face is tagged arxiv:{names.arxiv}{of}"
        for row in rows[:MOST]:
            target = _name(row)
            found = _candidate(f"{_HUB}/{prefix}{target}", names.route, field, AddedBy.TAG, evidence)
            yield found if found and (found.kind, found.target) == (kind, target) else None


def _name(row: object) -> str:
    """The name of a repository in a list; empty if it is missing or not a valid name."""
    name = text(mapping(row).get("id")) or ""
    return name if _NAME.fullmatch(name) else ""


def _candidate(url: object, route: str, field: str, added_by: AddedBy, evidence: str) -> Candidate | None:
    """The candidate at an address, by the grammar of links; None for untrusted text that names no artifact."""
    if not isinstance(url, str) or len(url) > LONGEST or re.search(r"\s", url.strip()):
        return None
    found = grammar.parse(url.strip())
    return Candidate(found.kind, found.target, found.url, route, field, added_by, evidence) if found else None
