"""Derives all verdicts again from the stored observations, by the current rules, without network."""

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
_CHUNK = 1_000  # verdicts in one transaction


class Change(NamedTuple):
    """A verdict that the current rules change. `columns` maps each column to (stored value, new value)."""

    artifact: Artifact
    verdict: Verdict
    standing: Standing
    columns: dict[str, tuple[object, object]]


def changes(store: Store) -> Iterator[Change]:
    """A Change for every artifact whose stored verdict differs from that of the current rules on its evidence."""
    for case in store.judged.cases():
        try:
            verdict, standing = judge_again(case)
        except Exception as error:  # noqa: BLE001  (any error here concerns this artifact alone)
            LOG.warning("%s could not be judged: %s", case.artifact.key, type(error).__name__)
            continue
        if columns := case.differences(verdict):
            yield Change(case.artifact, verdict, standing, columns)


def judge_again(case: Case) -> tuple[Verdict, Standing]:
    """The verdict on all observations of an artifact, as of the moment of its stored verdict, and its standing."""
    standing = Standing()
    for run in case.observations[:-1]:
        standing = step(standing, run, case.artifact.kind).standing
    last = case.observations[-1] if case.observations else []
    return judge(case.artifact, standing, last, now=case.at, policy=case.policy)


def rejudge(store: Store, on_change: Callable[[Change], None], *, run: int | None = None) -> int:
    """Call `on_change` with every change, and record the changes under `run` if given; returns how many there are."""
    count, found = 0, changes(store)
    while chunk := list(islice(found, _CHUNK)):
        for one in chunk:
            on_change(one)
        if run is not None:
            standings = {one.artifact.key: one.standing for one in chunk}
            store.evidence.conclude(run, [one.verdict for one in chunk], standings)
        count += len(chunk)
    return count
