"""
Alarms of runs that are killed. Artifacts are lost and come back from day to day; the run of each day uses `--fail-on
newly-gone`, is killed at a random moment, also just when it has begun to report, and is resumed, or given up until
the next day.

A run that ends with 0 or 1 names every loss that no run has reported, every one that was reported within the last 12
hours (a rerun of a red run reports the same again), and nothing else. A run that was killed has reported nothing,
unless the database records that it did: then it must have named the loss.
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random

    from tests.simulator import Simulator

BEGIN = datetime(2027, 1, 1, tzinfo=UTC)
THINGS = 48
LOST = 3  # things a day, at most: a run names no more than ten
GIVEN_UP = 8  # one day in so many has no run that ends well
MOMENT = 0.1  # seconds after it has begun to report within which a run is killed
_NAMED = re.compile(r"^  newly-gone: (\w+ \S+), ", re.MULTILINE)
_REPORTED = "SELECT i.id, a.kind || ' ' || a.target FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id"


class Ended(NamedTuple):
    """How a run ended: its exit code (negative: killed), what it named as newly gone, and its standard error."""

    code: int
    named: frozenset[str]
    errors: str


@dataclass
class Days:
    """A database that is checked day by day in a world that changes; `troubles` is what was wrong."""

    folder: Path
    simulator: Simulator
    dice: random.Random
    now: datetime = BEGIN
    span: float = 0.0  # seconds of a run that nobody kills
    kills: int = 0
    reported: int = 0
    lost: set[str] = field(default_factory=set)  # today, as the world has it
    unreported: set[str] = field(default_factory=set)  # lost, and not reported yet
    back: set[str] = field(default_factory=set)  # there again, never reported: a killed run may have seen the loss
    unseen: set[str] = field(default_factory=set)  # there again, and no run has ended since then
    today: set[str] = field(default_factory=set)  # reported within the last 12 hours
    troubles: list[str] = field(default_factory=list)

    def killed(self, times: int) -> list[str]:
        """Pass days until `times` runs were killed, and one more day; returns what was wrong."""
        self._begin()
        while self.kills < times:
            self._pass(LOST)
            for _ in range(self.dice.randrange(4)):
                self._kill()
            if self.dice.randrange(GIVEN_UP):
                self._end()
        self._pass(0)
        self._end()
        print(f"alarms: killed {self.kills} times in {(self.now - BEGIN).days} days, {self.reported} losses reported")
        if self.unreported or not self.reported:
            self.troubles.append(f"never reported: {sorted(self.unreported)}")
        return self.troubles

    def _begin(self) -> None:
        for number in range(THINGS):
            self._appear(number)
        lines = [
            json.dumps({"id": str(number), "title": f"P {number}", "abstract": f"Code: {_url(number)} ."})
            for number in range(THINGS)
        ]
        (self.folder / "papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
        start = time.monotonic()
        self._end()
        self.span = time.monotonic() - start

    def _pass(self, most: int) -> None:
        """A day passes: some things come back, at most `most` are lost."""
        self.now += timedelta(days=1)
        self.today.clear()
        for one in self.dice.sample(sorted(self.lost), min(len(self.lost), self.dice.randint(0, LOST))):
            self._appear(_number(one))
            self.back |= {one} & self.unreported
            self.unseen.add(one)
            self.unreported.discard(one)
            self.lost.discard(one)
        there = sorted({_key(number) for number in range(THINGS)} - self.lost - self.unseen)
        for one in self.dice.sample(there, min(len(there), self.dice.randint(0, most))):
            self._vanish(_number(one))
            self.unreported.add(one)
            self.lost.add(one)

    def _kill(self) -> None:
        """Start a run and kill it at a random moment; every second one just when it has begun to report."""
        before = self._kept()
        telling = bool(self.dice.randrange(2))
        found = self._run(self.dice.random() * (MOMENT if telling else self.span), telling=telling)
        if found.code >= 0:  # it had ended by then
            self._judge(found)
            return
        self.kills += 1
        kept = {name for _, name in self._kept() - before}
        if silent := kept - found.named:
            self._trouble("killed, and recorded as reported without being named", silent)
        self._report(kept)

    def _end(self) -> None:
        """A run to its end, and sometimes another one after it."""
        for _ in range(1 + (self.dice.randrange(3) == 0)):
            self._judge(self._run(None))

    def _judge(self, found: Ended) -> None:
        if found.code not in (0, 1) or (found.code == 1) != bool(found.named):
            self.troubles.append(f"{self.now:%F %R}: ended with {found.code}: {found.errors.strip()}")
        if missing := (self.unreported | self.today) - found.named:
            self._trouble("not reported", missing)
        if more := found.named - self.unreported - self.today - self.back:
            self._trouble("reported twice, or never lost", more)
        self._report(found.named)
        self.back.clear()
        self.unseen.clear()

    def _report(self, named: frozenset[str] | set[str]) -> None:
        self.reported += len(named - self.today)
        self.today |= named
        self.unreported -= named
        self.back -= named

    def _trouble(self, what: str, which: frozenset[str] | set[str]) -> None:
        self.troubles.append(f"{self.now:%F %R}: {what}: {', '.join(sorted(which))}")

    def _run(self, kill_after: float | None, *, telling: bool = False) -> Ended:
        """
        The command a minute later; killed `kill_after` seconds after its start, or after it has begun
        to report.
        """
        self.now += timedelta(minutes=1)
        command = [sys.executable, "-m", "tests.ci.at", "-m", "checker", "run", "papers.jsonl", "--quiet"]
        environment = {**os.environ, **self.simulator.environment(), "GITHUB_TOKEN": self.simulator.token}
        process = subprocess.Popen(
            [*command, "--db", "alarms.db", "--max-age", "12h", "--fail-on", "newly-gone"],
            cwd=self.folder,
            env=environment | {"PYTHONPATH": str(Path.cwd()), "AT": self.now.isoformat()},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if telling and process.stderr:
            select.select([process.stderr], [], [], 60)
        if kill_after is not None:
            time.sleep(kill_after)
            process.send_signal(signal.SIGKILL)
        _, errors = process.communicate(timeout=300)
        return Ended(process.returncode, frozenset(_NAMED.findall(errors)), errors)

    def _kept(self) -> set[tuple[int, str]]:
        """The losses that the database records as reported."""
        path = self.folder / "alarms.db"
        if not path.is_file():
            return set()
        with closing(sqlite3.connect(path)) as db:
            return set(db.execute(f"{_REPORTED} WHERE i.told_run IS NOT NULL"))

    def _appear(self, number: int) -> None:
        world = self.simulator.world
        _, _, target = _key(number).partition(" ")
        if number % 3 == 0:
            world.github(target)
        elif number % 3 == 1:
            world.hub("model", target, files=("README.md", "model.safetensors"))
        else:
            world.page(f"https://{target}")

    def _vanish(self, number: int) -> None:
        world = self.simulator.world
        _, _, target = _key(number).partition(" ")
        if number % 3 == 0:
            world.forget(target)
        elif number % 3 == 1:
            del world.hub_repositories["model", target]
        else:
            world.page(f"https://{target}", status=410)


def _key(number: int) -> str:
    """Kind and target of a thing."""
    kinds = ("github_repo lab", "hf_model lab", f"other page-{number}.example.org")
    return f"{kinds[number % 3]}/tool-{number}"


def _url(number: int) -> str:
    bases = ("https://github.com/", "https://huggingface.co/", "https://")
    return bases[number % 3] + _key(number).partition(" ")[2]


def _number(key: str) -> int:
    return int(key.rpartition("-")[2])
