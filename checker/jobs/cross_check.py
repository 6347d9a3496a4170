"""
The pass that looks up papers on Hugging Face for candidates, after the survey. Its answers change no verdict and no
status of a paper, and its failures no exit code.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from checker.model import OUT_OF_QUOTA, Reason
from checker.model.candidates import CheckOutcome, CrossCheck
from checker.store.candidates import About

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.jobs.context.run import Run
    from checker.jobs.context.world import World
    from checker.model.candidates import PaperLookup
    from checker.store.store import Store

#: Papers that a run asks about without being told to ask about all: two requests for each at the most, and a stranger
#: has 500 in five minutes at the Hub (hub-docs, rate-limits), which the survey needs as well.
MOST = 200


def intended(store: Store, world: World, about: About) -> tuple[int, int]:
    """The number of papers that a run looks up, and the number that is due, by the setting `cross_check`."""
    which = CrossCheck(world.settings.cross_check)
    if which is CrossCheck.OFF:
        return 0, 0
    due = store.candidates.count_due(which, now=world.now(), max_age=world.settings.max_age, about=about)
    return (due if which is CrossCheck.ALL else min(due, MOST)), due


async def cross_check(run: Run) -> None:
    """Look up the papers that are due by the setting `cross_check`, and record the answers batch by batch."""
    settings = run.world.settings
    about = About(run.scope, run.source)
    most, due = intended(run.store, run.world, about)
    if not most:
        return
    run.announce(f"papers to look up on Hugging Face: {most}")
    which, candidates = CrossCheck(settings.cross_check), run.store.candidates
    papers = candidates.due(which, now=run.world.now(), max_age=settings.max_age, about=about)
    run.tally.counts["cross_checked"] = done = await _ask(run, islice(papers, most))
    if done < due:
        left = due - done
        run.announce(f"{'1 paper is' if left == 1 else f'{left:,} papers are'} left for another run")


async def _ask(run: Run, questions: Iterator[PaperLookup]) -> int:
    """Look up papers in batches as long as answers come; returns the number of papers answered."""
    witness, done = run.reach.hub_papers, 0
    while batch := list(islice(questions, witness.batch)):
        answers = [one async for one in witness.ask(batch)]
        run.store.candidates.record(run.id, [one for one in answers if one.reason is not Reason.BUDGET])
        done += sum(one.outcome is not CheckOutcome.UNKNOWN for one in answers)
        if witness.given_up or any(one.reason in OUT_OF_QUOTA for one in answers):
            break
    return done
