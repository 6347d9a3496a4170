"""
Verdicts of runs against failing services. `make weather`, or `make weather N=10000`; see docs/weather.md.

Each fault of the simulator, in a third of all answers and in all of them, on all services at once; each service out
of reach; and all faults together. The verdicts of a run are compared with the simulated world: right, unknown, wrong,
falsely gone. Then the faults end, and an ordinary run must correct every unknown. Ends with 1 for anything wrong,
falsely gone or not corrected. Waits are virtual: the clock that run and simulator share is put forward. Requests
reach the simulator without sockets (see wire); `--sockets` sends them over the loopback instead.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import httpx

from benchmarks.mixed import SORTS, mixed
from benchmarks.wire import Wired, wired
from checker.config import load
from checker.errors import CheckerError
from checker.jobs import check as jobs
from checker.jobs.context.run import Run
from checker.jobs.context.world import World
from checker.links import extract
from checker.model import ExtractedPaper, Paper
from checker.network import transport
from checker.network.gate import Time
from checker.services.archives import wayback
from checker.services.github import rest_client as github_client
from checker.store.store import Store
from tests.simulator import Blemish, Door, Fault, Lure, Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.simulator.faults import Sky

    _Weather = tuple[str, Callable[[], None]]

SERVICES = ("github_graphql", "github_rest", "github_web", "hub")
FORGES = ("gitlab.com", "codeberg.org", "bitbucket.org", "api.bitbucket.org")
ARCHIVES = ("zenodo", "figshare", "osf", "doi", "dataverse.harvard.edu")
EVERY: tuple[Sky, ...] = (*Fault, *Blemish, *Door, *Lure)
BULKY = frozenset({Blemish.HUGE, Blemish.BOMB})  # 64 MiB each, so that only a few answers get them
#: Faults for services with an API alone: on a stranger's page nobody could recognise them.
GATEWAYS = (Fault.GATEWAY_NOT_FOUND, Fault.PLAIN_NOT_FOUND, Fault.ROUTE_NOT_FOUND)
OURS = frozenset({Fault.RATE_LIMITED, Fault.RATE_LIMIT, *GATEWAYS, Blemish.DEEP, *BULKY})
SHARE, BULKY_SHARE = 0.3, 0.03
STRANGERS = tuple(f"project{number}.example.org" for number in range(3))  # see mixed
#: A page that nobody can distinguish from the right one: the verdict may be anything but gone.
_ANY_PAGE = "64 MiB in the place of strangers' pages, 100%"
LINES = 12  # about what was not right in one weather
MAX_WAIT = 3_600.0  # seconds: the hourly limit without a token may have to be waited for

Judged = tuple[str, str]  # availability and identity


class Clock:
    """A clock that runs by itself, and that sleeping puts forward."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def wall(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self._skipped

    def now(self) -> datetime:
        """The current time."""
        return datetime.fromtimestamp(self.wall(), UTC)

    async def sleep(self, seconds: float) -> None:
        """Let other tasks run, then put the clock forward."""
        until = self.wall() + seconds
        await asyncio.sleep(0)
        self._skipped += max(until - self.wall(), 0.0)

    def skip(self, seconds: float) -> None:
        """Put the clock forward."""
        self._skipped += seconds


@dataclass(frozen=True, slots=True)
class Row:
    """The verdicts in one weather, and the artifacts that were not right after it had cleared."""

    weather: str
    right: int
    unknown: int
    wrong: tuple[str, ...]
    falsely_gone: tuple[str, ...]
    unhealed: tuple[str, ...]
    seconds: float  # that the run took by its own clock

    @property
    def good(self) -> bool:
        """Whether nothing was wrong, and everything was corrected."""
        return not (self.wrong or self.falsely_gone or self.unhealed)


class Observatory:
    """
    Runs over the same artifacts in different weathers; `true` is the true availability of each, by
    `kind:target`.
    """

    def __init__(
        self, simulator: Simulator, clock: Clock, papers: list[Paper], true: dict[str, str], token: str
    ) -> None:
        self._simulator = simulator
        self._clock = clock
        self._papers = papers
        environment = {**simulator.environment(), "GITHUB_TOKEN": token}
        settings = replace(load(environment), max_wait=MAX_WAIT)
        times = Time(wall=clock.wall, monotonic=clock.wall, sleep=clock.sleep)
        self._world = World(settings, environment, clock.now, times)
        self._true = true
        self._identity: dict[str, str] = {}
        self._pages = {key for key in true if key.startswith("other:")}
        self._shown: set[str] = set()  # pages that this weather replaces by others

    def learn(self) -> dict[str, str]:
        """
        Learn the identities from a run without faults; returns what that run found otherwise than the world has it
        (nothing).
        """
        with Store.open(":memory:") as store:
            self._run(store)
            verdicts = _verdicts(store)
        self._identity = {key: identity for key, (_, identity) in verdicts.items()}
        strange = {
            key: availability for key, (availability, _) in verdicts.items() if availability != self._true[key]
        }
        return strange | dict.fromkeys(self._true.keys() - verdicts.keys(), "not found")

    def row(self, weather: str, begin: Callable[[], None]) -> Row:
        """A run in this weather, and one after it."""
        self._shown = self._pages if weather == _ANY_PAGE else set()
        with Store.open(":memory:") as store:
            begin()
            start = self._clock.wall()
            self._run(store)
            took = self._clock.wall() - start
            met = _verdicts(store)
            self._simulator.clear()
            if begin == self._simulator.outage:
                self._simulator.recover()
            self._clock.skip(2 * 3_600)
            self._check(store)
            after = _verdicts(store)
        differ = {key for key, verdict in met.items() if verdict[0] != "unknown" and not self._right(key, verdict)}
        gone = {key for key in differ | self._shown if met[key][0] == "gone"}
        return Row(
            weather=weather,
            right=sum(self._right(key, verdict) for key, verdict in met.items()),
            unknown=sum(verdict[0] == "unknown" for verdict in met.values()),
            wrong=tuple(self._described(key, met[key]) for key in sorted(differ - gone)),
            falsely_gone=tuple(self._described(key, met[key]) for key in sorted(gone)),
            unhealed=tuple(
                self._described(key, verdict) for key, verdict in after.items() if not self._right(key, verdict)
            ),
            seconds=took,
        )

    def _right(self, key: str, verdict: Judged) -> bool:
        return key in self._shown or verdict == (self._true[key], self._identity[key])

    def _described(self, key: str, verdict: Judged) -> str:
        return f"{key}: {'/'.join(verdict)} instead of {self._true[key]}/{self._identity[key]}"

    def _run(self, store: Store) -> None:
        run = store.runs.begin(command="run", inputs=(), options={}, at=self._clock.now())
        store.papers.record(run, self._found(), at=self._clock.now())
        store.runs.finish(run, status="done", at=self._clock.now(), counts={}, costs={})
        self._check(store)

    def _found(self) -> Iterator[ExtractedPaper]:
        for paper in self._papers:
            extraction = extract(paper)
            yield ExtractedPaper(paper, extraction.claim, extraction.links, extraction.evidence)

    def _check(self, store: Store) -> None:
        jobs.check(Run.begin(store, replace(self._world), command="check"))


def _verdicts(store: Store) -> dict[str, Judged]:
    columns = "kind || ':' || target, availability, identity"
    _, rows = store.query(f"SELECT {columns} FROM artifact_status")
    return {key: (availability, identity) for key, availability, identity in rows}


def weathers(simulator: Simulator) -> Iterable[tuple[str, Callable[[], None]]]:
    """Every weather by its name, and the function that brings it."""

    def bring(where: str, faults: Iterable[Sky], share: float) -> Callable[[], None]:
        def brought() -> None:
            for service in [where] if where else {*SERVICES, *ARCHIVES, *FORGES} - {"github_web"}:
                simulator.weather(service, list(faults), share=share)

        return brought

    for fault in EVERY:
        for share in (BULKY_SHARE if fault in BULKY else SHARE, 1.0):
            yield f"{fault.value}, {share:.0%}", bring("all" if fault not in OURS else "", [fault], share)
    for service in SERVICES:
        yield f"{service} resets, 100%", bring(service, [Fault.RESET], 1.0)
        yield f"everything at {service}, 30%", bring(service, sorted(set(EVERY) - BULKY - OURS), SHARE)
    yield _ANY_PAGE, partial(_huge_pages, simulator)
    yield "everything, 30%", bring("all", sorted(set(EVERY) - BULKY - OURS), SHARE)
    yield "everything, 60%", bring("all", sorted(set(EVERY) - BULKY - OURS), 2 * SHARE)
    yield "total outage", simulator.outage


def _huge_pages(simulator: Simulator) -> None:
    for host in STRANGERS:
        simulator.weather(host, Blemish.HUGE)


def hurry(simulator: Simulator) -> None:
    """Shorten the timeouts of the client and the delays of the simulator alike: what is too slow stays too slow."""
    transport.TIMEOUT = httpx.Timeout(connect=2.0, read=1.0, write=2.0, pool=None)
    transport.DEADLINE = 2.0
    wayback._CDX_PATIENCE = 1.5  # noqa: SLF001  (no setting: no user needs so short a timeout)
    github_client.TIMEOUT, github_client.DEADLINE = 2, 2.0
    simulator.skies.delay, simulator.skies.drip = 2.5, 0.05


def observe(options: argparse.Namespace, *, token: bool) -> list[Row]:
    """The rows of the chosen weathers."""
    clock = Clock()
    world, urls, true = mixed(options.count, options.sort)
    papers = [Paper(str(n), f"Paper {n}", f"It is at {url} .", published="2024-06-01") for n, url in enumerate(urls)]
    with contextlib.ExitStack() as stack:
        simulator = stack.enter_context((Simulator if options.sockets else Wired)(world, clock.now))
        hurry(simulator)
        if isinstance(simulator, Wired):
            stack.enter_context(wired(simulator))
        os.environ.update(simulator.environment())
        there = Observatory(simulator, clock, papers, true, simulator.token if token else "")
        if strange := there.learn():
            raise SystemExit(f"in fine weather already: {strange}")
        print(f"\n{len(true)} artifacts, {'with' if token else 'without'} a token\n")
        heads = ("weather", "right", "unknown", "wrong", "falsely gone", "not healed", "its seconds")
        print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|", flush=True)
        return [_shown(there.row(name, begin)) for name, begin in _wanted(list(weathers(simulator)), options)]


def _wanted(every: list[_Weather], options: argparse.Namespace) -> list[_Weather]:
    """The weathers after the one that is named, those whose names contain one of the words."""
    names = [name for name, _ in every]
    first = names.index(options.after) + 1 if options.after else 0
    return [one for one in every[first:] if not options.only or any(word in one[0] for word in options.only)]


def _shown(row: Row) -> Row:
    counts = (row.right, row.unknown, len(row.wrong), len(row.falsely_gone), len(row.unhealed), f"{row.seconds:.0f}")
    print(f"| {row.weather} | " + " | ".join(map(str, counts)) + " |", flush=True)
    for line in (*row.wrong, *row.falsely_gone, *row.unhealed)[:LINES]:
        print(f"    {line}", file=sys.stderr, flush=True)
    return row


def main() -> int:
    """Run through all weathers; returns the exit code."""
    parser = argparse.ArgumentParser(description="Verdicts of runs against failing services.")
    parser.add_argument("count", nargs="?", type=int, default=300, help="how many artifacts")
    parser.add_argument("--only", nargs="+", default=[], help="weathers whose name holds one of these")
    parser.add_argument("--after", default="", help="the weathers that come after this one")
    parser.add_argument("--sort", nargs="+", choices=SORTS, default=[], help="artifacts of these sorts alone")
    parser.add_argument("--token", choices=("with", "without", "both"), default="both", help="one half of the table")
    parser.add_argument("--sockets", action="store_true", help="over the loopback, as the tests do")
    options = parser.parse_args()
    halves = {"with": [True], "without": [False], "both": [True, False]}[options.token]
    rows = [row for token in halves for row in observe(options, token=token)]
    bad = [row.weather for row in rows if not row.good]
    print(f"\n{len(rows)} weathers, {len(bad)} of them misjudged" + (f": {'; '.join(bad)}" if bad else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CheckerError as error:
        sys.exit(str(error))
