"""
What services name for papers beside what these print: a pass after the survey. Its answers change no verdict and no
status of a paper, and its failures no exit code.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from checker.model import NO_MORE_NOW, Reason
from checker.model.candidates import CheckOutcome, CrossCheck

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from checker.config import Settings
    from checker.model.candidates import Question
    from checker.services.hub.papers import HubPapers
    from checker.store.candidates import CrossChecks

#: Papers that a run asks about without being told to ask about all: two requests for each at the most, and a stranger
#: has 500 in five minutes at the Hub (hub-docs, rate-limits), which the survey needs as well.
MOST = 200


def intended(checks: CrossChecks, settings: Settings, *, now: datetime, only_run: int | None) -> tuple[int, int]:
    """How many papers a run asks about, and how many are due, of those that `settings.cross_check` means."""
    which = CrossCheck(settings.cross_check)
    if which is CrossCheck.OFF:
        return 0, 0
    due = checks.count_due(which, now=now, max_age=settings.max_age, only_run=only_run)
    return (due if which is CrossCheck.ALL else min(due, MOST)), due


async def cross_check(
    checks: CrossChecks,
    witness: HubPapers,
    settings: Settings,
    now: Callable[[], datetime],
    *,
    run: int,
    only_run: int | None,
    counts: Counter[str],
    announce: Callable[[str], None],
) -> None:
    """
    Ask about the papers that are due, of those that `settings.cross_check` means; keep every answer by the batch.
    `counts` is told of papers `cross_checked`, `announce`, in a line, how many are asked about and how many are left.
    """
    start = now()
    most, due = intended(checks, settings, now=start, only_run=only_run)
    if not most:
        return
    announce(f"what Hugging Face names for papers: asking about {most}")
    papers = checks.due(CrossCheck(settings.cross_check), now=start, max_age=settings.max_age, only_run=only_run)
    counts["cross_checked"] = done = await _ask(checks, witness, islice(papers, most), run)
    if done < due:
        announce(f"{due - done} papers are left for another run")


async def _ask(checks: CrossChecks, witness: HubPapers, questions: Iterator[Question], run: int) -> int:
    """Ask in batches as long as answers come; how many papers were answered about."""
    done = 0
    while batch := list(islice(questions, witness.batch)):
        answers = [one async for one in witness.ask(batch)]
        checks.record(run, [one for one in answers if one.reason is not Reason.BUDGET])
        done += sum(one.outcome is not CheckOutcome.UNKNOWN for one in answers)
        if witness.given_up or any(one.reason in NO_MORE_NOW for one in answers):
            break
    return done
