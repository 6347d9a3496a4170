"""
What a check of many GitHub repositories costs in requests, points, seconds and memory: cold, and warm (all of them
due again, nothing changed). `make budget`. Ends with 1 where a bound is missed.

The command runs as a user would run it, against the simulator in another process. GitHub's time is counted, not
waited for: 70 ms for an alias, 50 ms for a git object, at most five queries at once. The simulator's clock moves on
by that time, so that its limits per minute see GitHub's pace. How much of that time GitHub's CPU is busy is not
documented ("roughly" the response time, docs.github.com, which five queries at once would exceed): here it is a
sixth.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.simulator import Simulator, World

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 5  # queries
CPU_SHARE = 1 / 6
BOUNDS = {"cold": 700, "warm": 250}  # requests to GitHub for 10,000 repositories
MOST_MEMORY = 150.0  # MiB
MOST_GROWTH = 1.6  # of memory for ten times as many: the report keeps the rows that need attention
MOST_SECONDS = 180.0  # of a warm run of 10,000, by the model
GITHUB = ("github_graphql", "github_rest", "github_web")


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run cost: `seconds` of GitHub's time by the model, real seconds `waited`, `memory` in MiB."""

    repositories: int
    what: str
    requests: Counter[str]
    points: int
    seconds: float
    waited: float
    memory: float
    breaches: int

    @property
    def github(self) -> int:
        """All requests to GitHub."""
        return sum(self.requests[service] for service in GITHUB)


_FATES: dict[range, dict[str, Any]] = {
    range(8, 10): {"empty": True},
    range(10, 13): {"archived_at": "2025-01-01T00:00:00Z"},
    range(13, 14): {"blocked": "dmca"},
    range(14, 17): {"files": {"README.md": "# Title\nCode coming soon.\n"}},
    range(17, 22): {"files": {"README.rst": "Title\n=====\n", "src/model.py": "print()\n"}},
    range(22, 100): {},
}


def fate(world: World, number: int) -> str:
    """
    Make the repository of this number in the world; returns its name. Of a hundred 5 are gone, 3 moved,
    and so on.
    """
    owner, name = f"owner{number % 997}", f"owner{number % 997}/tool-{number}"
    place = number % 100
    if place < 5:
        world.owner(owner)
    elif place < 8:
        today = f"other{number % 97}/tool-{number}"
        world.github(today)
        world.github(name, moved_to=today)
    else:
        world.github(name, **next(facts for places, facts in _FATES.items() if place in places))
    if place < 14:  # an archive has the page of what is lost
        world.captured(f"https://github.com/{name}", "20240101000000")
    return name


def write_papers(world: World, count: int, path: Path) -> None:
    """Make `count` repositories in the world, and write a paper about each."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            abstract = f"Code is available at https://github.com/{fate(world, number)} ."
            file.write(json.dumps({"id": str(number), "title": f"Paper {number}", "abstract": abstract}) + "\n")


class Meter:
    """Counts GitHub's time, and moves the simulator's clock on by it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        """The current time, as if GitHub had taken its time."""
        return datetime.fromtimestamp(time.time() + self.seconds / AT_ONCE, UTC)

    def attach(self, simulator: Simulator) -> None:
        """Count all work of the simulator's GitHub."""
        secondary = simulator.limits.secondary
        count = secondary.work

        def work(service: str, seconds: float) -> None:
            self.seconds += seconds
            count(service, seconds * CPU_SHARE)

        secondary.work = work  # type: ignore[method-assign]  # the same, and counted


def measure(count: int, warm: int = 1, *, token: bool = True) -> list[Spent]:
    """The costs of a cold run over `count` repositories, and of `warm` runs after it."""
    world, meter = World(), Meter()
    with tempfile.TemporaryDirectory() as folder, Simulator(world, meter.now) as simulator:
        meter.attach(simulator)
        os.environ["GITHUB_TOKEN"] = simulator.token if token else ""
        write_papers(world, count, Path(folder) / "papers.jsonl")
        cold = _run(simulator, meter, count, folder, "run", "papers.jsonl")
        again = [_run(simulator, meter, count, folder, "check", "--max-age", "0") for _ in range(warm)]
    return [cold, *again]


def _run(simulator: Simulator, meter: Meter, count: int, folder: str, *arguments: str) -> Spent:
    asked, points, counted = len(simulator.requests), simulator.graphql.used, meter.seconds
    breaches, start = len(simulator.breaches), time.monotonic()
    environment = {**os.environ, **simulator.environment()}
    command = [sys.executable, "-m", "checker", *arguments, "--quiet", "--db", "budget.db"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment | {"PYTHONPATH": str(Path.cwd())}, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"reprolinks {arguments[0]} ended with {code}")
    return Spent(
        repositories=count,
        what="cold" if arguments[0] == "run" else "warm",
        requests=Counter(service for service, _ in simulator.requests[asked:]),
        points=simulator.graphql.used - points,
        seconds=(meter.seconds - counted) / AT_ONCE,
        waited=time.monotonic() - start,
        memory=usage.ru_maxrss / 1024,
        breaches=len(simulator.breaches) - breaches,
    )


def table(runs: Sequence[Spent]) -> str:
    """The figures as a Markdown table."""
    heads = "repositories, run, GitHub requests, GraphQL, REST, git, archives, points, GitHub's seconds, real seconds"
    names = f"{heads}, peak MiB, breaches".split(", ")
    lines = ["| " + " | ".join(names) + " |", "|---" * len(names) + "|"]
    for one in runs:
        archives = one.requests["swh"] + one.requests["wayback"]
        figures = (f"{one.repositories:,}", one.what, one.github, one.requests["github_graphql"])
        more = (
            one.requests["github_rest"],
            one.requests["github_web"],
            archives,
            one.points,
            f"{one.seconds:.0f}",
            f"{one.waited:.1f}",
        )
        lines.append("| " + " | ".join(map(str, (*figures, *more, f"{one.memory:.0f}", one.breaches))) + " |")
    return "\n".join(lines)


def missed(runs: Sequence[Spent]) -> list[str]:
    """The bounds that these runs miss, as sentences."""
    found = [f"{one.what}: {one.breaches} limits of GitHub exceeded" for one in runs if one.breaches]
    found += [f"{one.what}: {one.memory:.0f} MiB" for one in runs if one.memory > MOST_MEMORY]
    for what, bound in BOUNDS.items():
        few, many = ([one for one in runs if one.what == what][place] for place in (0, -1))
        found += [f"{what}: {many.github} requests, more than {bound}"] if many.github > bound else []
        growth = many.memory / few.memory
        found += [f"{what}: memory grows by {growth:.2f}"] if growth > MOST_GROWTH else []
    slow = [one for one in runs if one.what == "warm" and one.seconds > MOST_SECONDS]
    return found + [f"warm: {one.seconds:.0f} s of GitHub's time" for one in slow]


def main() -> int:
    """Measure, print the table, check the bounds; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0] if __doc__ else None)
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000], help="how many repositories")
    parser.add_argument("--warm", type=int, default=1, metavar="N", help="how many warm runs, one after another")
    parser.add_argument("--token", choices=("with", "without"), default="with", help="how GitHub is asked")
    options = parser.parse_args()
    token = options.token == "with"
    runs = [run for count in options.counts for run in measure(count, options.warm, token=token)]
    print(table(runs))
    troubles = missed(runs) if token else []  # the bounds are those of GraphQL
    for trouble in troubles:
        print(f"missed: {trouble}", file=sys.stderr)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
