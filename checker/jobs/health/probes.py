"""
Whether the services stand at their bases: each is asked for what must exist and for what can't.

Who shows the one and misses the other in the service's own words is the service. Anybody else is a gateway, a page
before the network, or what stands at a base that was mistyped: what it says is missing may be there.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.errors import CheckerError, OutOfReach, Unreachable, UsageError
from checker.model import Reason
from checker.network.redaction import redactor
from checker.reports.escaping import plain
from checker.services.further_words import FURTHER_BASES
from checker.services.own_words import BASES, refuses_token

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from checker.config import Settings
    from checker.jobs.context.run import Run
    from checker.model import ServiceName
    from checker.network.answer import Answer
    from checker.network.transport import Request
    from checker.services.own_words import Base, Question

    Send = Callable[[ServiceName, Request], Awaitable[Answer]]

_WIDTH = 400  # characters of a finding
_TURNED_AWAY = (403, 429)
_NO_SUCH_ROUTE = frozenset({404, 405, 410})  # no gateway's trouble that passes: nobody there has such a route


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that was looked at, and whether it is as a run needs it; `code` is what a run would end with where it is
    not: 2 for what the user must mend, 3 for what another day may, 0 for what only some papers need.
    """

    what: str
    good: bool
    code: int = 3


async def probe(settings: Settings, send: Send, only: Collection[str] | None = None) -> list[Finding]:
    """
    One finding for each base, or for those whose settings are in `only`; all are asked at the same time, by `send`.
    No finding holds a secret, whatever the services repeat.
    """
    asked = [base for base in (*BASES, *FURTHER_BASES) if only is None or base.setting in only]
    found = await asyncio.gather(*(_probed(settings, base, send) for base in asked))
    return [cleaned(settings, one) for one in found]


async def question_bases(run: Run) -> None:
    """
    Ask bases that the user set, and from which nothing came that makes sense, whether they are what they should be: a
    pass after all others. A run in which none is doubted sends nothing.
    """
    settings, world = run.world.settings, run.world

    async def send(service: ServiceName, request: Request) -> Answer:
        world.budget.spend()
        world.ledger.spend(service, requests=1)
        return await run.reach.transport.send(request)

    doubted = run.reach.sense.doubted(settings)
    if bad := [one for one in await probe(settings, send, doubted) if not one.good] if doubted else []:
        run.tally.misplaced = misplaced(bad)


def misplaced(findings: Sequence[Finding]) -> CheckerError:
    """The error that a run ends with when it met somebody else at a base."""
    words = " ".join(one.what if one.what.endswith("?") else f"{one.what}." for one in findings)
    kind = UsageError if any(one.code == 2 for one in findings) else OutOfReach
    return kind(words, "What else was learned is recorded, nothing is called gone for it.")


def cleaned(settings: Settings, finding: Finding) -> Finding:
    """The same finding as it may be shown: in one plain line, without secrets."""
    what = plain(redactor(*settings.secrets()).text(finding.what), _WIDTH)
    return Finding(what, good=finding.good, code=finding.code)


async def _probed(settings: Settings, base: Base, send: Send) -> Finding:
    answers: list[Answer] = []
    for question in base.questions(settings):
        try:
            answer = await send(base.service, question.request)
        except Unreachable as trouble:
            if trouble.reason is Reason.BUDGET:
                return Finding(f"{base.name} was not asked: {trouble.detail}", good=True)
            return _out_of_reach(settings, base, f"can't be reached at {_place(settings, base)}: {trouble}")
        if not _is_own(question, answer):
            return _not_own(settings, base, question, answer)
        answers.append(answer)
    words, good = base.conclude(settings, answers)
    return Finding(f"{base.name} {words}", good=good)


def _is_own(question: Question, answer: Answer) -> bool:
    try:
        return question.is_own(answer)
    except Unreachable:
        return False


def _not_own(settings: Settings, base: Base, question: Question, answer: Answer) -> Finding:
    """What is wrong with an answer that is not the service's, and what to do about it."""
    place = _place(settings, base)
    if base.token and getattr(settings, base.token) and refuses_token(answer):
        return Finding(f"{base.name} refuses the token in {base.token_variable}", good=False, code=2)
    if answer.status >= 500 or answer.status in _TURNED_AWAY:
        verb = "fails" if 500 <= answer.status < 600 else "turns us away"
        return _out_of_reach(settings, base, f"{verb} at {place} (HTTP {answer.status})")
    asked = question.request.url.removeprefix(place).partition("?")[0]
    leads = f", which leads to {answer.headers['location']}" if "location" in answer.headers else ""
    told = f"{base.name}: what answers at {place} is somebody else (HTTP {answer.status} to {asked}{leads})"
    if not _is_set(settings, base):
        return Finding(f"{told}: a proxy, or a login page of the network", good=False, code=3 if base.needed else 0)
    advice = f"Correct {base.variable} (setting {base.setting}), or unset it to ask the public service"
    return Finding(f"{told}. {advice}", good=False, code=2 if answer.status in _NO_SUCH_ROUTE else 3)


def _out_of_reach(settings: Settings, base: Base, why: str) -> Finding:
    doubt = f". Is {base.variable} (setting {base.setting}) right?" if _is_set(settings, base) else ""
    return Finding(f"{base.name} {why}{doubt}", good=False, code=3 if doubt or base.needed else 0)


def _place(settings: Settings, base: Base) -> str:
    return str(getattr(settings, base.setting))


def _is_set(settings: Settings, base: Base) -> bool:
    return _place(settings, base) in settings.set_bases()
