"""
A database over the years. `make bench-db`, or `make bench-db N=1000000 RUNS=100`.

N artifacts are looked at in RUNS runs, a day apart (`benchmarks.years` says how they are made, and how the runs
between the measured ones are written in a fraction of their time). Printed after 1, 10 and 100 runs are: the bytes of
the file, and the bytes that each artifact has cost in each run since the last row; seconds and memory of the last
check (without requests: to find what is due, store the answers and judge them); seconds and memory of what users ask.
Seconds are CPU seconds, because the machine may have other work. At the end come exponents: 0 means that a figure
does not grow with the runs, or with the artifacts.

    python -m benchmarks.database 10000 1000000 --runs 100 [--folder DIR]
    python -m benchmarks.database --ask FILE                 what users ask of a database, by name
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from math import log
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from benchmarks.years import History
from checker.cli.account import account_of
from checker.exports.queries import queries
from checker.reports.registry import forms
from checker.store.history.alarms import Watch
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

Found = TypeVar("Found")
MEASURED = (1, 10, 100)  # runs
CONDITIONS = ("newly-gone", "gone", "unmaintained", "broken-papers")


class Asked(NamedTuple):
    """Seconds that each thing took which users ask of a database, and the most memory in MiB."""

    opening: float
    report: float
    changes: float
    fail_on: float
    queries: dict[str, float]
    memory: float


class Row(NamedTuple):
    """What was measured after some runs over some artifacts."""

    artifacts: int
    runs: int
    size: int
    each: float  # bytes for each artifact and run since the last row
    check: float  # seconds
    memory: float  # MiB
    asked: Asked

    @property
    def slowest(self) -> str:
        """The name of the slowest query."""
        return max(self.asked.queries, key=self.asked.queries.__getitem__)

    def figure(self, name: str) -> float:
        """A figure by its name."""
        return float(getattr(self, name) if name in self._fields else getattr(self.asked, name))


def ask(path: Path) -> Asked:
    """Measure what users ask of a database, once each; its pages may be in the cache of the system or not."""
    opening = _seconds(lambda: Store.open(path, create=False).__exit__())
    with Store.open(path, create=False) as store:
        last = store.runs.last()
        number = last.id if last else 0
        asked = {one.name: (one.sql, one.bind(one.sample_values())) for one in queries()}
        now = datetime.fromisoformat(last.started_at) if last else datetime.now(UTC)
        watch = Watch(run=number, now=now, ignored={})
        return Asked(
            opening=opening,
            changes=_seconds(lambda: list(store.status.changes(run=number - 1))),
            fail_on=max(_seconds(lambda one=one: store.alarms.matches(one, watch)) for one in CONDITIONS),  # type: ignore[misc]  # bound
            report=_seconds(lambda: _reported(store)),
            queries={name: _seconds(lambda what=what: store.query(*what)) for name, what in asked.items()},  # type: ignore[misc]  # bound
            memory=_memory(),
        )


def check(history: History, run: int) -> tuple[float, float]:
    """Seconds of a check, and the most memory in MiB."""
    return history.check(run), _memory()


def apart(work: Callable[..., Found], *given: object) -> Found:
    """The result of some work in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def grown(history: History, runs: int) -> list[Row]:
    """The rows of one database that grows run by run."""
    rows: list[Row] = []
    for run in range(1, runs + 1):
        if run not in (*MEASURED, runs):
            history.pass_by(run)
            continue
        seconds, memory = apart(check, history, run)
        size, before = history.path.stat().st_size, rows[-1] if rows else None
        since = (size - before.size, run - before.runs) if before else (size, run)
        each = since[0] / history.artifacts / since[1]
        rows.append(Row(history.artifacts, run, size, each, seconds, memory, apart(ask, history.path)))
        print(_line(rows[-1]), flush=True)
    return rows


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _reported(store: Store) -> None:
    """Make the whole report as Markdown."""
    with account_of(store) as account:
        for _ in forms()["markdown"].render(account):
            pass


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def exponent(one: Row, other: Row, name: str, by: str) -> str:
    """The power of `by` with which a figure grows from one row to the other."""
    first, last = one.figure(name), other.figure(name)
    return f"{log(last / first) / log(getattr(other, by) / getattr(one, by)):.2f}" if first > 0 and last > 0 else "-"


def show(rows: list[Row]) -> None:
    """Print the exponents, by runs and by artifacts."""
    for by, same, names in (
        ("runs", "artifacts", ("check", "memory", "report")),
        ("artifacts", "runs", ("size", "check", "report", "changes")),
    ):
        for value in sorted({getattr(row, same) for row in rows}):
            some = [row for row in rows if getattr(row, same) == value]
            if len(some) > 1:
                exponents = ", ".join(f"{name} {exponent(some[0], some[-1], name, by)}" for name in names)
                print(f"exponents by {by} at {value} {same}: {exponents}")


def main() -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description="bytes, seconds and memory of a database over the years")
    parser.add_argument("artifacts", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=100, help="the most runs; 1, 10, 100 below it are measured")
    parser.add_argument("--folder", help="where the databases are made")
    parser.add_argument("--ask", help="a database that is there: what users ask of it")
    options = parser.parse_args()
    if options.ask:
        _print_asked(ask(Path(options.ask)))
        return 0
    print(
        "artifacts  runs       MB  bytes/artifact/run  check s  MiB  open ms  report s  changes ms  fail-on ms  MiB"
        "  slowest query s"
    )
    rows: list[Row] = []
    for artifacts in options.artifacts:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            rows += grown(History(Path(folder) / "a.db", artifacts), options.runs)
    show(rows)
    return 0


def _print_asked(asked: Asked) -> None:
    for name, seconds in (("opening", asked.opening), ("report", asked.report), ("changes", asked.changes)):
        print(f"{name:28} {seconds:8.3f} s")
    print(f"{'--fail-on':28} {asked.fail_on:8.3f} s\n{'memory':28} {asked.memory:8.0f} MiB")
    for name, seconds in sorted(asked.queries.items(), key=lambda one: -one[1]):
        print(f"query {name:22} {seconds:8.3f} s")


def _line(row: Row) -> str:
    asked = row.asked
    return (
        f"{row.artifacts:9} {row.runs:5} {row.size / 1e6:8.1f} {row.each:19.1f} {row.check:8.2f} {row.memory:4.0f}"
        f" {asked.opening * 1e3:8.1f} {asked.report:9.2f} {asked.changes * 1e3:11.1f} {asked.fail_on * 1e3:11.1f}"
        f" {asked.memory:4.0f} {asked.queries[row.slowest]:8.2f} ({row.slowest})"
    )


if __name__ == "__main__":
    sys.exit(main())
