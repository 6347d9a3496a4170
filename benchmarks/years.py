"""
A database that grows run by run, a day apart: N artifacts with real answers of GitHub's GraphQL, of which one in a
hundred differs from the run before (a new commit, a loss, a recovery), while stars and the date of the last push
change all the time. Lost artifacts are looked up in two archives; every tenth paper promises code and links nothing.

A run over a million artifacts takes minutes of CPU time, a hundred runs a night. `pass_by` writes what a run writes
in a fraction of that: artifacts to which something happens go through the store and the rules as in any run; all
others cost a row each and change no verdict, and their rows are written together. A test checks that the rows are the
same.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from checker.model import (
    Artifact,
    Claim,
    ExtractedPaper,
    Facts,
    Kind,
    Link,
    Observation,
    Outcome,
    Ownership,
    Paper,
    Reason,
    ServiceName,
)
from checker.store.encoding import iso, to_seconds
from checker.store.store import Store
from checker.verdicts.judge import judge
from checker.verdicts.maintenance import RECENT, SCORECARD_WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
BATCH = 96  # artifacts that a service is asked about at once
PAPER = 5  # links of a paper
CHANGING = 100  # one in so many is another than in the run before
OLDEST = 900  # days before the first run at which a repository had its last commit, at the most


def heads(artifact: int, run: int) -> int:
    """How often the artifact's answer has changed up to a run; each artifact changes on its own days."""
    return (run + artifact * 37 % CHANGING) // CHANGING


def lost(artifact: int, run: int) -> bool:
    """Whether it is gone in a run: every twentieth change is a loss, and the next change its end."""
    changes = heads(artifact, run)
    return changes > 0 and (artifact + changes) % 20 == 0


def happens(artifact: int, run: int) -> bool:
    """Whether anything happens to it in a run: another answer, a loss seen again, or the end of a policy's span."""
    if heads(artifact, run) != heads(artifact, run - 1):
        return True
    if lost(artifact, run) and heads(artifact, run - 1) != heads(artifact, run - 2):
        return True
    quiet = timedelta(days=artifact % OLDEST + run - heads(artifact, run) - 1)
    return quiet in (SCORECARD_WINDOW, RECENT)


def answer(number: int, one: Artifact, run: int, at: datetime) -> Observation:
    """GitHub's answer about artifact `number` in a run."""
    changes = heads(number, run)
    if lost(number, run):
        reason = Reason.NOT_FOUND_OR_PRIVATE
        return Observation(key=one.key, service="github_graphql", at=at, outcome=Outcome.ABSENT, reason=reason)
    committed = BEGIN - timedelta(days=number % OLDEST) + changes * DAY
    facts = Facts(
        platform_id=str(100_000_000 + number),
        name=one.target,
        created_at=BEGIN - 1_000 * DAY,
        pushed_at=max(committed, at - timedelta(hours=number % 50)),
        last_commit_at=min(committed, at),
        archived=False,
        disabled=False,
        empty=False,
        private=False,
        fork=False,
        license="MIT",
        stars=number % 1_000 + run,
        default_branch="main",
        head=f"{number:020x}{changes:020x}",
        files=("README.md", "LICENSE", "train.py", "requirements.txt", "src/"),
    )
    return Observation(
        key=one.key,
        service="github_graphql",
        at=at,
        outcome=Outcome.PRESENT,
        reason=Reason.OK,
        status=200,
        facts=facts,
    )


@dataclass
class History:
    """A database that grows run by run."""

    path: Path
    artifacts: int

    def papers(self) -> Iterator[ExtractedPaper]:
        """Papers with their links, five a paper."""
        for first in range(0, self.artifacts, PAPER):
            found = [named(one) for one in range(first, min(first + PAPER, self.artifacts))]
            whose = (Ownership.OWN, Ownership.OWN, Ownership.THIRD_PARTY, Ownership.THIRD_PARTY, Ownership.UNCLEAR)
            links = [
                Link(one.kind, one.target, one.url, "x", n, n + 1, ownership=whose[n]) for n, one in enumerate(found)
            ]
            paper = Paper(f"p{first}", f"Paper {first}", "", published=found[0].published, source="papers.jsonl")
            yield ExtractedPaper(paper, Claim.LINKED, links)
            if first % (10 * PAPER) == 0:
                silent = paper._replace(id=f"q{first}", title=f"Promise {first}")
                yield ExtractedPaper(silent, Claim.PROMISED, [], "Our code will be released.")

    def check(self, run: int) -> float:
        """Run number `run`, from 1; returns the CPU seconds of its check."""
        at = BEGIN + run * DAY
        with Store.open(self.path) as store:
            number = store.runs.begin(command="check", inputs=[], options={}, at=at)
            if run == 1:
                store.papers.record(number, self.papers(), at=at)
            start = time.process_time()
            store.evidence.adopt(number, since=at - DAY)
            due = store.due.artifacts(now=at, max_age=timedelta(hours=12))
            while batch := list(islice(due, BATCH)):
                _judged(store, number, batch, run, at)
            store.runs.record_availability(number, None)
            store.runs.finish(number, status="done", at=at, counts={}, costs={})
            return time.process_time() - start

    def pass_by(self, run: int) -> None:
        """
        Run number `run`, its rows written together where nothing happens; the run before it must have
        been made.
        """
        at = BEGIN + run * DAY
        with Store.open(self.path) as store:
            number = store.runs.begin(command="check", inputs=[], options={}, at=at)
            store.evidence.adopt(number, since=at - DAY)
            busy = [one for one in range(self.artifacts) if happens(one, run)]
            for first in range(0, len(busy), BATCH):
                _judged(store, number, [named(one) for one in busy[first : first + BATCH]], run, at)
        self._repeat(number, at)
        with Store.open(self.path) as store:
            store.runs.record_availability(number, None)
            store.runs.finish(number, status="done", at=at, counts={}, costs={})

    def _repeat(self, number: int, at: datetime) -> None:
        """Write the rows of all artifacts that this run has not looked at, as they were in the run before."""
        values = {"number": number, "artifacts": self.artifacts, "at": to_seconds(at), "iso": iso(at)}
        with closing(sqlite3.connect(self.path)) as db, db:
            for statement in _REPEATED:
                db.execute(statement, values)


def _judged(store: Store, number: int, batch: list[Artifact], run: int, at: datetime) -> None:
    """One batch as a survey's writer handles it: recorded, judged, concluded."""
    store.evidence.record(number, [answer(_number(one), one, run, at) for one in batch])
    opened = store.evidence.judging_inputs(number, batch)
    found = [judge(one, *opened[one.key], now=at, policy="recent-commit") for one in batch]
    standings = {one.key: standing for one, (_, standing) in zip(batch, found, strict=True)}
    store.evidence.conclude(number, [verdict for verdict, _ in found], standings)
    newly = [one for one in batch if lost(_number(one), run) and not lost(_number(one), run - 1)]
    store.archives.record(number, [copy for one in newly for copy in _copies(one, at)])


def _number(one: Artifact) -> int:
    return int(one.target.rpartition("-")[2])


def _copies(one: Artifact, at: datetime) -> Iterator[Observation]:
    """
    What two archives answer about a lost artifact: one has the code of every third, the other a page of
    every second.
    """
    for service, every in ((ServiceName.SOFTWARE_HERITAGE, 3), (ServiceName.WAYBACK, 2)):
        held = _number(one) % every == 0
        facts = Facts(copy_url=f"https://archive.example/{one.target}", captured_at=BEGIN) if held else Facts()
        outcome, reason = (Outcome.PRESENT, Reason.OK) if held else (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE)
        yield Observation(key=one.key, service=service, at=at, outcome=outcome, reason=reason, facts=facts)


def named(number: int) -> Artifact:
    """Artifact `number`, from 0."""
    target = f"lab-{number % 997}/tool-{number}"
    published = f"{2023 + number // PAPER % 3}-06-01"
    return Artifact(Kind.GITHUB_REPO, target, f"https://github.com/{target}", published=published)


#: Artifacts that the run has not looked at: the answer of the run before, with new stars and a new last push.
_REPEATED = (
    (
        "INSERT INTO looks (run_id, artifact_id, place, answer_id, at, pushed_at, stars)"
        " SELECT :number, l.artifact_id, l.artifact_id + :artifacts, l.answer_id, :at,"
        " iif(l.pushed_at IS NULL, NULL, :at - (l.artifact_id - 1) % 50 * 3600), l.stars + 1"
        " FROM looks AS l WHERE l.run_id = :number - 1"
        " AND NOT EXISTS (SELECT 1 FROM looks AS x WHERE x.run_id = :number AND x.artifact_id = l.artifact_id)"
        " ORDER BY l.artifact_id"
    ),
    "UPDATE artifacts SET tried_at = :iso, checked_at = :iso, known_at = :at WHERE tried_at < :iso",
)
