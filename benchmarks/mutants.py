"""
How many faults the tests find (mutation testing): one at a time is put into a module of the pure rooms, and its tests
are run.

A fault is killed when a test fails, and survives when all pass. N faults are chosen at random, the same ones each
time; all with 0. Prints the share killed for each module and the survivors; ends with 1 below the bound. A fault that
changes nothing that anybody can see is listed in `equivalent` with the reason, and is not counted.

The known tools do not serve here: mutmut 3 does not mutate code outside functions, where many of our rules are
(tables, bounds, spans), and cosmic-ray and mutatest start an interpreter for each fault, which takes hours for these
rooms.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import tests.simulator  # noqa: F401  (what tests need is loaded once for all faults; nothing that is tested may be)
from benchmarks.equivalent import EQUIVALENT, Place
from benchmarks.faults import faults
from benchmarks.killing import Mutant, surviving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
BOUND = 0.90
#: Rooms → the folders of tests that must find faults in them.
ROOMS = {
    "checker/links": ("tests/links",),
    "checker/verdicts": ("tests/verdicts",),
    "checker/statistics": ("tests/statistics",),
    "checker/network/address_guard.py": ("tests/network",),
    "checker/network/gate.py": ("tests/network",),
}


def mutants() -> Iterator[Mutant]:
    """Every fault of every room."""
    for room, where in ROOMS.items():
        for file in sorted((ROOT / room).rglob("*.py")) or [ROOT / room]:
            text = file.read_text("utf-8")
            lines = text.splitlines()
            for fault in faults(text):
                yield Mutant(str(file.relative_to(ROOT)), where, fault, lines[fault.line - 1].strip())


def _place(one: Mutant) -> Place:
    return Place(one.module, one.line, one.fault.before, one.fault.after)


def _chosen(every: Sequence[Mutant], count: int, seed: int, only: str) -> list[Mutant]:
    wanted = [one for one in every if _place(one) not in EQUIVALENT and only in one.module]
    if not count or count >= len(wanted):
        return wanted
    return sorted(random.Random(seed).sample(wanted, count))


def _survivors(chosen: Sequence[Mutant]) -> Iterator[Mutant]:
    """The mutants that all their tests let pass."""
    for _, group in groupby(sorted(chosen, key=lambda one: one.tests), key=lambda one: one.tests):
        yield from surviving(list(group))


def _table(chosen: Sequence[Mutant], alive: Sequence[Mutant]) -> None:
    survived = Counter(one.module for one in alive)
    for module, count in Counter(one.module for one in chosen).items():
        killed = count - survived[module]
        print(f"{module:45} {count:5} faults  {killed:5} killed  {killed / count:7.1%}")


def main() -> int:
    """Print the figures; returns 1 below the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=0, help="how many faults, chosen at random; 0: all")
    parser.add_argument("--seed", type=int, default=0, help="another seed chooses others")
    parser.add_argument("--only", default="", help="only modules whose path contains this")
    options = parser.parse_args()
    every = list(mutants())
    for place in EQUIVALENT.keys() - {_place(one) for one in every}:
        print(f"listed as equivalent, and there is no such fault (any more): {place}", file=sys.stderr)
    chosen = _chosen(every, options.count, options.seed, options.only)
    alive = []
    for one in _survivors(chosen):
        alive.append(one)
        print(f"{one.module}:{one.fault.line}  {one.fault.before}  →  {one.fault.after}", flush=True)
    _table(chosen, alive)
    share = 1 - len(alive) / len(chosen)
    print(f"{len(chosen)} of {len(every)} faults, {share:.1%} killed; the bound is {BOUND:.0%}")
    return share < BOUND


if __name__ == "__main__":
    sys.exit(main())
