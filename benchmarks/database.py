"""
A database over the years. `make bench-db`, or `make bench-db N=1000000 RUNS=100`.

So many artifacts are checked in so many runs, a day apart, through the store's own code and the rules: real answers
of GitHub's GraphQL, of which one in a hundred is another than in the run before (a new commit, a loss, a recovery),
while stars and the date of the last push change all the time. Measured after 1, 10 and 100 runs: bytes of the file
and bytes that each artifact has cost a run since the last row, seconds of the last check (nobody is waited for: what
it costs to find what is due, keep what was answered and judge it), memory at its highest, and seconds of what users
ask. A row for each; at the end exponents: 0 means that a figure does not grow with the runs, or the artifacts.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.cli.account import account_of
from checker.model import Claim, Facts, Kind, Link, Observation, Outcome, Paper, Reason
from checker.store.history.alarms import Watch
from checker.store.scripts import queries
from checker.store.store import Store
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.model import Artifact

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
BATCH = 96  # artifacts that a witness is asked about at once
PAPER = 5  # links of a paper
CHANGING = 100  # one in so many is another than in the run before


class Row(NamedTuple):
    """What was measured after so many runs over so many artifacts."""

    artifacts: int
    runs: int
    size: int
    each: float  # bytes an artifact and run since the last row
    check: float  # seconds
    memory: float  # MiB
    opening: float
    report: float
    changes: float
    fail_on: float
    query: float
    slowest: str


def _contents(store: Store) -> None:
    """Gather all that a report says."""
    with account_of(store):
        pass


def heads(artifact: int, run: int) -> int:
    """How often the artifact's answer has become another one until a run; each has its own days."""
    return (run + artifact * 37 % CHANGING) // CHANGING


def answer(number: int, one: Artifact, run: int, at: datetime) -> Observation:
    """What GitHub says of artifact `number` in a run: every twentieth change is a loss, or the end of one."""
    changes = heads(number, run)
    if (number + changes) % 20 == 0 and changes:
        reason = Reason.NOT_FOUND_OR_PRIVATE
        return Observation(key=one.key, service="github_graphql", at=at, outcome=Outcome.ABSENT, reason=reason)
    committed = BEGIN - timedelta(days=number % 900) + changes * DAY
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

    def papers(self) -> Iterator[tuple[Paper, Claim, list[Link]]]:
        """Papers with their links, five a paper."""
        for first in range(0, self.artifacts, PAPER):
            links = [
                Link(
                    Kind.GITHUB_REPO,
                    f"lab-{n % 997}/tool-{n}",
                    f"https://github.com/lab-{n % 997}/tool-{n}",
                    "x",
                    n,
                    n + 1,
                )
                for n in range(first, min(first + PAPER, self.artifacts))
            ]
            yield (
                Paper(f"p{first}", f"Paper {first}", "", published="2023-01-01", source="papers.jsonl"),
                Claim.LINKED,
                links,
            )

    def check(self, run: int) -> float:
        """Run number `run`, from 1; the seconds that its check took."""
        at = BEGIN + run * DAY
        with Store.open(self.path) as store:
            number = store.runs.begin(command="check", inputs=[], options={}, at=at)
            if run == 1:
                store.papers.record(number, self.papers(), at=at)
            start = time.perf_counter()
            store.evidence.adopt(number, since=at - DAY)
            due = store.due.artifacts(now=at, max_age=timedelta(hours=12))
            while batch := list(islice(due, BATCH)):
                _judged(store, number, batch, run, at)
            store.runs.keep_availability(number, None)
            store.runs.finish(number, status="done", at=at, counts={}, costs={})
            return time.perf_counter() - start

    def measured(self, run: int, check: float, before: Row | None) -> Row:
        """What is asked of it after a run."""
        size = self.path.stat().st_size
        opening = _seconds(lambda: Store.open(self.path, create=False).__exit__())
        with Store.open(self.path, create=False) as store:
            last = store.runs.last()
            number = last.id if last else 0
            watch = Watch(run=number, now=BEGIN + run * DAY, ignored={})
            times = {one.name: _seconds(lambda one=one: store.query(one.sql)) for one in queries()}  # type: ignore[misc]  # bound at once
            slowest = max(times, key=times.__getitem__)
            runs = run - before.runs if before else run
            return Row(
                artifacts=self.artifacts,
                runs=run,
                size=size,
                each=(size - (before.size if before else 0)) / self.artifacts / runs,
                check=check,
                memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                opening=opening,
                report=_seconds(lambda: _contents(store)),
                changes=_seconds(lambda: list(store.status.changes(run=number - 1))),
                fail_on=_seconds(lambda: store.alarms.newly_gone(watch)),
                query=times[slowest],
                slowest=slowest,
            )


def _judged(store: Store, number: int, batch: list[Artifact], run: int, at: datetime) -> None:
    """One batch as a survey's writer has it: kept, judged, concluded."""
    store.evidence.record(number, [answer(int(one.target.rpartition("-")[2]), one, run, at) for one in batch])
    opened = store.evidence.opened(number, batch)
    found = [judge(one, *opened[one.key], now=at, policy="recent-commit") for one in batch]
    standings = {one.key: standing for one, (_, standing) in zip(batch, found, strict=True)}
    store.evidence.conclude(number, [verdict for verdict, _ in found], standings)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def exponent(one: Row, other: Row, name: str, by: str) -> str:
    """By which power of `by` a figure grows from one row to the other."""
    first, last = float(getattr(one, name)), float(getattr(other, name))
    return f"{log(last / first) / log(getattr(other, by) / getattr(one, by)):.2f}" if first > 0 and last > 0 else "-"


def show(rows: list[Row]) -> None:
    """The exponents, by runs and by artifacts."""
    for artifacts in sorted({row.artifacts for row in rows}):
        some = [row for row in rows if row.artifacts == artifacts]
        if len(some) > 1:
            told = ", ".join(
                f"{name} {exponent(some[0], some[-1], name, 'runs')}" for name in ("check", "memory", "report")
            )
            print(f"exponents by runs at {artifacts} artifacts: {told}")
    for runs in sorted({row.runs for row in rows}):
        some = [row for row in rows if row.runs == runs]
        if len(some) > 1:
            names = ("size", "check", "report", "changes")
            told = ", ".join(f"{name} {exponent(some[0], some[-1], name, 'artifacts')}" for name in names)
            print(f"exponents by artifacts after {runs} runs: {told}")


def main() -> int:
    """The table."""
    parser = argparse.ArgumentParser(description="bytes, seconds and memory of a database over the years")
    parser.add_argument("artifacts", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument(
        "--runs", type=int, default=100, help="the most runs; those of 1, 10, 100 below it are measured"
    )
    options = parser.parse_args()
    print(
        "artifacts  runs       MB  bytes/artifact/run  check s  memory MiB  open ms"
        "  report s  changes ms  fail-on ms  query s"
    )
    rows: list[Row] = []
    for artifacts in options.artifacts:
        with tempfile.TemporaryDirectory() as folder:
            history, before = History(Path(folder) / "a.db", artifacts), None
            for run in range(1, options.runs + 1):
                check = history.check(run)
                if run in (1, 10, 100) or run == options.runs:
                    before = history.measured(run, check, before)
                    rows.append(before)
                    print(_line(before), flush=True)
    show(rows)
    return 0


def _line(row: Row) -> str:
    return (
        f"{row.artifacts:9} {row.runs:5} {row.size / 1e6:8.1f} {row.each:19.1f} {row.check:8.2f} {row.memory:11.0f}"
        f" {row.opening * 1e3:8.1f} {row.report:9.2f} {row.changes * 1e3:11.1f} {row.fail_on * 1e3:11.1f}"
        f" {row.query:8.2f} ({row.slowest})"
    )


if __name__ == "__main__":
    sys.exit(main())
