"""All verdicts derived again from the evidence that is kept, under today's rules: offline."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from checker.model import Standing
from checker.verdicts.fold import step
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.model import Artifact, Verdict
    from checker.store.history.judged import Case
    from checker.store.store import Store

LOG = logging.getLogger("reprolinks.jobs")
_TOGETHER = 1_000  # verdicts in one transaction


class Change(NamedTuple):
    """What today's rules conclude otherwise: by column, what was concluded and what would be."""

    artifact: Artifact
    verdict: Verdict
    standing: Standing
    columns: dict[str, tuple[object, object]]


def changes(store: Store) -> Iterator[Change]:
    """Every artifact of which today's rules say something else than was concluded from the same evidence."""
    for case in store.judged.cases():
        try:
            verdict, standing = judged(case)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is about this artifact alone)
            LOG.warning("%s could not be judged: %s", case.artifact.key, type(error).__name__)
            continue
        if columns := case.differences(verdict):
            yield Change(case.artifact, verdict, standing, columns)


def judged(case: Case) -> tuple[Verdict, Standing]:
    """The verdict from all evidence of an artifact, as of its last judgement, and the standing after it."""
    standing = Standing()
    for run in case.seen[:-1]:
        standing = step(standing, run, case.artifact.kind).standing
    last = case.seen[-1] if case.seen else []
    return judge(case.artifact, standing, last, now=case.at, policy=case.policy)


def rejudge(store: Store, told: Callable[[Change], None], *, run: int | None = None) -> int:
    """Tell every change, and write it as run `run` where that is given; returns how many they are."""
    count, found = 0, changes(store)
    while some := list(islice(found, _TOGETHER)):
        for one in some:
            told(one)
        if run is not None:
            standings = {one.artifact.key: one.standing for one in some}
            store.evidence.conclude(run, [one.verdict for one in some], standings)
        count += len(some)
    return count
