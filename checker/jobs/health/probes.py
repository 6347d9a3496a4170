"""
Whether the services answer at their base addresses. Each is asked for something that must exist and for something
that can't exist.

What answers both as the service itself does is the service. Anything else may be a gateway, the login page of a
network, or another server at a mistyped address; what that calls missing may exist.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.errors import CheckerError, OutOfReach, Unreachable, UsageError
from checker.model import Reason
from checker.network.redaction import redactor
from checker.reports.escaping import plain
from checker.services.base_checks import BASES, refuses_token
from checker.services.further_base_checks import FURTHER_BASES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from checker.config import Settings
    from checker.jobs.context.run import Run
    from checker.model import ServiceName
    from checker.network.answer import Answer
    from checker.network.transport import Request
    from checker.services.base_checks import Base, BaseCheck

    Send = Callable[[ServiceName, Request], Awaitable[Answer]]

_WIDTH = 400  # characters of a finding
_TURNED_AWAY = (403, 429)
_NO_SUCH_ROUTE = frozenset({404, 405, 410})  # statuses of a server that does not offer the service's API


@dataclass(frozen=True, slots=True)
class Finding:
    """
    The result of one check: `what` was found, and whether it is as a run needs it. Where it is not, `code` is the
    exit code that follows: 2 for what the user must correct, 3 for what may be better at another time, 0 for what
    only some papers need.
    """

    what: str
    good: bool
    code: int = 3


async def probe(settings: Settings, send: Send, only: Collection[str] | None = None) -> list[Finding]:
    """
    One finding for each base address, or for those whose settings are in `only`. All are asked at the same time, by
    `send`. No finding holds a secret, even if a service repeats one.
    """
    bases = [base for base in (*BASES, *FURTHER_BASES) if only is None or base.setting in only]
    findings = await asyncio.gather(*(_probed(settings, base, send) for base in bases))
    return [cleaned(settings, one) for one in findings]


async def verify_bases(run: Run) -> None:
    """
    The last pass: probe the base addresses that the user has set and from which only unreadable answers came. Where
    something else than the service answers, the run ends with an error. Sends nothing where there is no such base.
    """
    settings, world = run.world.settings, run.world

    async def send(service: ServiceName, request: Request) -> Answer:
        world.budget.spend()
        world.ledger.spend(service, requests=1)
        return await run.services.transport.send(request)

    suspects = run.services.base_monitor.suspects(settings)
    if bad := [one for one in await probe(settings, send, suspects) if not one.good] if suspects else []:
        run.tally.wrong_service = wrong_service_error(bad)


def wrong_service_error(findings: Sequence[Finding]) -> CheckerError:
    """The error that a run ends with where something else than a service answers at its base address."""
    text = " ".join(one.what if one.what.endswith("?") else f"{one.what}." for one in findings)
    kind = UsageError if any(one.code == 2 for one in findings) else OutOfReach
    return kind(text, "What else was learned is recorded, nothing is called gone for it.")


def cleaned(settings: Settings, finding: Finding) -> Finding:
    """The same finding in a form that may be printed: one line of plain text without secrets."""
    what = plain(redactor(*settings.secrets()).text(finding.what), _WIDTH)
    return Finding(what, good=finding.good, code=finding.code)


async def _probed(settings: Settings, base: Base, send: Send) -> Finding:
    answers: list[Answer] = []
    for check in base.checks(settings):
        try:
            answer = await send(base.service, check.request)
        except Unreachable as trouble:
            if trouble.reason is Reason.BUDGET:
                return Finding(f"{base.name} was not asked: {trouble.detail}", good=True)
            return _out_of_reach(settings, base, f"can't be reached at {_place(settings, base)}: {trouble}")
        if not _is_own(check, answer):
            return _not_own(settings, base, check, answer)
        answers.append(answer)
    text, good = base.conclude(settings, answers)
    return Finding(f"{base.name} {text}", good=good)


def _is_own(check: BaseCheck, answer: Answer) -> bool:
    try:
        return check.is_own(answer)
    except Unreachable:
        return False


def _not_own(settings: Settings, base: Base, check: BaseCheck, answer: Answer) -> Finding:
    """The finding on an answer that is not the service's own: what is wrong, and what to do about it."""
    place = _place(settings, base)
    if base.token and getattr(settings, base.token) and refuses_token(answer):
        return Finding(f"{base.name} refuses the token in {base.token_variable}", good=False, code=2)
    if answer.status >= 500 or answer.status in _TURNED_AWAY:
        verb = "fails" if 500 <= answer.status < 600 else "refuses our requests"
        return _out_of_reach(settings, base, f"{verb} at {place} (HTTP {answer.status})")
    path = check.request.url.removeprefix(place).partition("?")[0]
    leads = f", which leads to {answer.headers['location']}" if "location" in answer.headers else ""
    what = f"{base.name}: what answers at {place} is not the service (HTTP {answer.status} to {path}{leads})"
    if not _is_set(settings, base):
        return Finding(f"{what}: a proxy, or a login page of the network", good=False, code=3 if base.needed else 0)
    advice = f"Correct {base.variable} (setting {base.setting}), or unset it to ask the public service"
    return Finding(f"{what}. {advice}", good=False, code=2 if answer.status in _NO_SUCH_ROUTE else 3)


def _out_of_reach(settings: Settings, base: Base, why: str) -> Finding:
    doubt = f". Is {base.variable} (setting {base.setting}) right?" if _is_set(settings, base) else ""
    return Finding(f"{base.name} {why}{doubt}", good=False, code=3 if doubt or base.needed else 0)


def _place(settings: Settings, base: Base) -> str:
    """The base address that the settings have."""
    return str(getattr(settings, base.setting))


def _is_set(settings: Settings, base: Base) -> bool:
    return _place(settings, base) in settings.set_bases()
