"""
kill -9 at any moment, a hundred times, and resume. `make kill`, or `make kill N=10`.

A run over some hundred artifacts against the simulator is killed at random moments and resumed, again and again, with
a token and without. After each kill:

- the database is whole (`PRAGMA integrity_check`);
- every observation that another process could read just before the kill is still there, unchanged: what `record` has
  taken is durable;
- no recorded answer is ever asked for again;
- an answer that the service had sent, according to its log, may not have reached the database: of these at most one
  batch (96 artifacts, the largest that any service gets) is asked for again. Up to five queries are in flight at
  once; those without an answer yet are necessarily asked again, which loses no answer, and is not counted.

At the end the verdicts are those of an undisturbed run. As many kills again fall on runs with alarms
(`benchmarks.killed_alarms`): every loss is reported on exactly one occasion. Also tried are two runs at once, a full
disk, a read-only database, and a clock that is set back. Ends with 1 where one of these fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.asked import things
from benchmarks.killed_alarms import Days
from benchmarks.mixed import mixed
from tests.rights import bound
from tests.simulator import Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ARTIFACTS = 300
LATENCY = 0.01  # seconds that each answer takes, so that a run can be killed while it waits
BATCH = 96  # artifacts, the most that a service is asked about at once

Row = tuple[object, ...]
_BEGAN = time.time()


class Trial:
    """One world, one file of papers, and the command on it, with a token or without."""

    def __init__(self, folder: Path, simulator: Simulator, urls: Sequence[str], token: str) -> None:
        self.folder = folder
        self.simulator = simulator
        self.name = "with a token" if token else "without a token"
        self._environment = {
            **os.environ,
            **simulator.environment(),
            "GITHUB_TOKEN": token,
            "PYTHONPATH": str(Path.cwd()),
        }
        lines = [
            json.dumps({"id": str(n), "title": f"P {n}", "abstract": f"At {url} ."}) for n, url in enumerate(urls)
        ]
        (folder / "papers.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def start(self, database: str, *before: str, prepare: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """Start a run; `prepare` is called in its process before the command."""
        command = [*before, sys.executable, "-m", "checker", "run", "papers.jsonl", "--quiet", "--db", database]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=prepare,  # noqa: PLW1509  (no thread of this process holds a lock that the function needs)
        )

    def finished(self, database: str, *before: str) -> tuple[int, str]:
        """Wait for a run to its end: its exit code, and its standard error."""
        process = self.start(database, *before)
        _, errors = process.communicate(timeout=300)
        return process.returncode, errors

    def rows(self, database: str, query: str) -> list[Row]:
        """The rows of a query on a database."""
        with closing(sqlite3.connect(self.folder / database)) as connection:
            return connection.execute(query).fetchall()

    def verdicts(self, database: str) -> list[Row]:
        """The verdicts in a database, without their dates."""
        return self.rows(
            database, "SELECT kind, target, availability, reason, identity FROM artifact_status ORDER BY kind, target"
        )

    def observations(self, database: str) -> list[Row]:
        """All observations in a database."""
        if not (self.folder / database).is_file() or not self._has_tables(database):
            return []
        return self.rows(database, "SELECT * FROM observations ORDER BY id")

    def _has_tables(self, database: str) -> bool:
        return bool(self.rows(database, "SELECT 1 FROM sqlite_master WHERE name = 'observations'"))


def killed(trial: Trial, times: int, dice: random.Random) -> list[str]:
    """Kill and resume `times` times; returns what was wrong, as sentences."""
    start = time.monotonic()
    code, errors = trial.finished("undisturbed.db")
    span = time.monotonic() - start
    troubles = [f"undisturbed: {code} {errors!r}"] if code else []
    again, kills, rounds = [0], 0, 0
    while kills < times:
        rounds += 1
        database = f"killed-{rounds}.db"
        before = len(trial.simulator.answered)
        ended = False
        while not ended:
            asked = len(trial.simulator.requests)
            answered = things(trial.simulator.answered[before:])
            if kills < times:
                ended, found = _killed_once(trial, database, span * dice.random())
                kills += not ended
            else:
                ended, found = True, []
            found += _ended_well(trial, database) if ended else []
            troubles += found
            again.append(len(answered & things(trial.simulator.requests[asked:])))
    print(f"{trial.name}: killed {kills} times in {rounds} databases")
    print(f"{trial.name}: answers asked for again after a kill: at most {max(again)}, on average {fmean(again):.1f}")
    return troubles + ([f"{trial.name}: {max(again)} answers asked for again"] if max(again) > BATCH else [])


def _killed_once(trial: Trial, database: str, after: float) -> tuple[bool, list[str]]:
    """Whether a run had ended before it could be killed, and what was wrong after the kill."""
    process = trial.start(database)
    time.sleep(after)
    reported = trial.observations(database)
    ended = process.poll() is not None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if not (trial.folder / database).is_file():
        return ended, []
    kept = trial.observations(database)[: len(reported)] == reported
    whole = trial.rows(database, "PRAGMA integrity_check") == [("ok",)]
    found = ([] if kept else ["observations lost or changed"]) + ([] if whole else ["integrity_check fails"])
    return ended, [f"{database}: {one}" for one in found]


def _ended_well(trial: Trial, database: str) -> list[str]:
    """Run to the end; returns what is wrong in the database that was killed so often."""
    code, errors = trial.finished(database)
    twice = trial.rows(
        database,
        "SELECT count(*) FROM observations AS o WHERE EXISTS (SELECT 1 FROM observations AS e WHERE"
        " e.artifact_id = o.artifact_id AND e.service = o.service AND e.run_id < o.run_id"
        " AND e.outcome <> 'unknown')",
    )
    found = [] if code == 0 else [f"resumed, it ends with {code}: {errors.strip()}"]
    found += [] if twice == [(0,)] else [f"{twice} recorded answers asked for again"]
    same = trial.verdicts(database) == trial.verdicts("undisturbed.db")
    return [f"{database}: {one}" for one in (*found, *([] if same else ["not the verdicts of an undisturbed run"]))]


def two_at_once(trial: Trial) -> list[str]:
    """A second run on a database names the first one, ends with 2, and harms nothing."""
    first = trial.start("two.db")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not trial.observations("two.db"):
        time.sleep(0.02)
    code, errors = trial.finished("two.db")
    first.communicate()
    good = (code, f"process {first.pid}" in errors, first.returncode) == (2, True, 0)
    same = trial.verdicts("two.db") == trial.verdicts("undisturbed.db")
    return [] if good and same else [f"two at once: {code} {first.returncode} {errors!r}"]


def full_disk(trial: Trial) -> list[str]:
    """A full disk ends the run with one line, and what was recorded stays."""

    def little() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    process = trial.start("full.db", prepare=little)
    _, errors = process.communicate(timeout=120)
    whole = trial.rows("full.db", "PRAGMA integrity_check") == [("ok",)]
    line = errors.strip()
    good = process.returncode == 2 and "\n" not in line and "full.db" in line and whole
    code, _ = trial.finished("full.db")
    same = trial.verdicts("full.db") == trial.verdicts("undisturbed.db")
    return [] if good and code == 0 and same else [f"full disk: {process.returncode} {errors!r}, then {code}"]


def read_only(trial: Trial) -> list[str]:
    """A read-only database: one line, exit code 2, nothing changed."""
    path = trial.folder / "kept.db"
    path.write_bytes((trial.folder / "undisturbed.db").read_bytes())
    before = path.read_bytes()
    path.chmod(0o400)
    trial.folder.chmod(0o500)
    try:
        code, errors = trial.finished("kept.db", *bound())
    finally:
        trial.folder.chmod(0o700)
    good = code == 2 and errors.strip().count("\n") == 0 and "kept.db" in errors and path.read_bytes() == before
    return [] if good else [f"read-only database: {code} {errors!r}"]


def clock_back(trial: Trial) -> list[str]:
    """A database from the future (because the clock was set back): nothing is lost, and the run ends well."""
    path = trial.folder / "future.db"
    path.write_bytes((trial.folder / "undisturbed.db").read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE artifacts SET checked_at = '2199' || substr(checked_at, 5) WHERE checked_at <> ''")
    before = trial.observations("future.db")
    code, errors = trial.finished("future.db")
    kept = trial.observations("future.db")[: len(before)] == before
    return [] if code == 0 and kept else [f"clock set back: {code} {errors!r}"]


def _hurried() -> datetime:
    """A clock on which the minutes of the services' limits pass in a moment: limits are not tested here."""
    return datetime.fromtimestamp(_BEGAN + 300 * (time.time() - _BEGAN), UTC)


def _without_limits(simulator: Simulator) -> None:
    """Lift the limits: so many runs need more than an hour allows."""
    simulator.latency = LATENCY
    hub = (window for bucket in simulator.hub_windows.values() for window in bucket.values())
    for window in (*simulator.core.values(), simulator.graphql, *hub):
        window.limit = 1_000_000
    simulator.limits.clock.alias = simulator.limits.clock.object = simulator.limits.clock.rest = 0.0


def _alarms(times: int, dice: random.Random) -> list[str]:
    """Kill runs with alarms, in a world of their own that changes day by day."""
    place: list[Days] = []
    with (
        tempfile.TemporaryDirectory() as name,
        Simulator(World(), lambda: place[0].now if place else datetime.now(UTC)) as simulator,
    ):
        _without_limits(simulator)
        place.append(Days(Path(name), simulator, dice))
        return place[0].killed(times)


def main() -> int:
    """Run all trials; returns the exit code."""
    parser = argparse.ArgumentParser(description="kill -9 at any moment, and resume.")
    parser.add_argument("times", nargs="?", type=int, default=100, help="how many kills")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    world, urls, _ = mixed(ARTIFACTS)
    troubles = []
    with tempfile.TemporaryDirectory() as name, Simulator(world, _hurried) as simulator:
        _without_limits(simulator)
        for url in urls:
            world.captured(url, "20240101000000")
        for token in (simulator.token, ""):
            folder = Path(name) / (token or "none")
            folder.mkdir()
            trial = Trial(folder, simulator, urls, token)
            troubles += killed(trial, max(options.times // 2, 1), random.Random(options.seed))
        for trouble in (two_at_once, full_disk, read_only, clock_back):
            found = trouble(trial)
            print(f"{trouble.__name__.replace('_', ' ')}: {'as it should' if not found else 'NOT as it should'}")
            troubles += found
    troubles += _alarms(options.times, random.Random(options.seed))
    for line in troubles:
        print(f"wrong: {line}", file=sys.stderr)
    print(f"{len(troubles)} troubles")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
