"""
The pass after the survey that looks up papers on Hugging Face for candidates. It changes no verdict, no status of a
paper, and no exit code.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from checker.model import OUT_OF_QUOTA, Reason
from checker.model.candidates import CheckOutcome, CrossCheck
from checker.store.candidates import PaperScope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.jobs.context.run import Run
    from checker.jobs.context.world import World
    from checker.model.candidates import PaperLookup
    from checker.store.store import Store

#: Papers that a run looks up unless `cross_check` is `all`. Each takes at most two requests, of the 500 in five
#: minutes that the Hub allows to anonymous users (hub-docs, rate-limits) and that the survey needs as well.
MOST = 200


def papers_to_look_up(store: Store, world: World, about: PaperScope) -> tuple[int, int]:
    """(papers that a run looks up, papers that are due), by the setting `cross_check`."""
    which = CrossCheck(world.settings.cross_check)
    if which is CrossCheck.OFF:
        return 0, 0
    due = store.candidates.count_due(which, now=world.now(), max_age=world.settings.max_age, about=about)
    return (due if which is CrossCheck.ALL else min(due, MOST)), due


async def cross_check(run: Run) -> None:
    """Look up the papers that are due by the setting `cross_check`, and record the answers batch by batch."""
    settings = run.world.settings
    about = PaperScope(run.scope, run.source)
    most, due = papers_to_look_up(run.store, run.world, about)
    if not most:
        return
    run.announce(f"papers to look up on Hugging Face: {most}")
    which, candidates = CrossCheck(settings.cross_check), run.store.candidates
    papers = candidates.due(which, now=run.world.now(), max_age=settings.max_age, about=about)
    run.tally.counts["cross_checked"] = done = await _ask(run, islice(papers, most))
    if done < due:
        left = due - done
        run.announce(f"{'1 paper is' if left == 1 else f'{left:,} papers are'} left for another run")


async def _ask(run: Run, papers: Iterator[PaperLookup]) -> int:
    """Look up papers in batches until the service stops answering; returns how many papers it answered about."""
    service, done = run.services.hub_papers, 0
    while batch := list(islice(papers, service.batch)):
        answers = [one async for one in service.ask(batch)]
        run.store.candidates.record(run.id, [one for one in answers if one.reason is not Reason.BUDGET])
        done += sum(one.outcome is not CheckOutcome.UNKNOWN for one in answers)
        if service.given_up or any(one.reason in OUT_OF_QUOTA for one in answers):
            break
    return done
