"""
Mutated answers of services and damaged files, at random. `make fuzz`, or `make fuzz N=500`.

Each service meets N mutated answers, each rule of rate limits as many, and each format a fifth as many damaged files.

Whatever comes, these must hold: a service gives one observation for each artifact, without a secret, and without
facts where the outcome is unknown; `absent` never where all answers were successes about things that exist, `present`
never where none was a success; a rule gives a wait that a clock can show; a reader gives papers, bad records, or one
clear error. The table counts the outcomes. Ends with 1 where anything else was raised or said, or where it took more
than 400 MB of memory.
"""

from __future__ import annotations

import argparse
import io
import logging
import random
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.spoilt_answers import damaged, rules, services
from checker.errors import InputError
from checker.model import BadRecord, Notice
from checker.papers.inputs import How, read_papers
from checker.papers.registry import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.spoilt_answers import Plan

MOST_MEMORY = 400.0  # MB
SAMPLES = Path(__file__).parents[1] / "tests" / "papers" / "samples"


@dataclass(slots=True)
class Row:
    """The results of all tries of one sort: how often each outcome came, what was wrong, how long it took."""

    what: str
    tries: int = 0
    came: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def shown(self) -> str:
        """The row of the table."""
        came = ", ".join(f"{count:,} {what}" for what, count in sorted(self.came.items()))
        return f"| {self.what} | {self.tries:,} | {came} | {len(self.troubles)} | {self.seconds:.0f} |"


def tried(what: str, tries: int, once: Callable[[], Iterator[str]], seconds: float) -> Row:
    """The results of `tries` tries, or as many as `seconds` allow; every exception is a trouble."""
    row, start = Row(what), time.monotonic()
    while row.tries < tries and time.monotonic() - start < seconds:
        row.tries += 1
        try:
            row.came.update(once())
        except Exception as error:  # noqa: BLE001  (exceptions are what is looked for)
            row.troubles.append(f"{what}: {type(error).__name__}: {error}"[:300])
    row.seconds = time.monotonic() - start
    return row


# -- files --------------------------------------------------------------------------------------------


def readers(dice: random.Random, tries: int) -> Iterator[Plan]:
    """Plans for all formats: each sample is damaged, and read by its own reader or by the one that recognises it."""
    for sample in sorted(one for one in SAMPLES.iterdir() if not one.name.endswith(".golden.jsonl")):
        named = sample.stem if sample.stem in READERS else None
        yield f"file: {sample.name}", tries, partial(_by_file, dice, sample.read_bytes(), named)


def _by_file(dice: random.Random, content: bytes, named: str | None) -> Iterator[str]:
    for _ in range(dice.randint(1, 3)):
        content = damaged(dice, content)
    try:
        yield from _read(content, dice.choice([named, None]))
    except InputError:
        yield "unreadable"


def _read(content: bytes, name: str | None) -> Iterator[str]:
    for one in read_papers(["-"], How(READERS, name), stdin=io.BytesIO(content)):
        if not isinstance(one, BadRecord | Notice) and not one.id:
            raise AssertionError(f"a paper without an id: {one}")
        yield type(one).__name__.lower()


def main() -> int:
    """Try everything, and print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description="Mutated answers of services and damaged files, at random.")
    parser.add_argument("count", nargs="?", type=int, default=10_000, help="how many answers a service")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--seconds", type=float, default=600.0, help="the most for one row")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    dice, rows = random.Random(options.seed), []
    print("| what | tries | what came | troubles | seconds |\n|---|--:|---|--:|--:|", flush=True)
    for some, tries in ((services, options.count), (rules, options.count), (readers, options.count // 5)):
        for what, count, once in some(dice, tries):
            if options.only not in what:
                continue
            rows.append(row := tried(what, count, once, options.seconds))
            print(row.shown(), flush=True)
            for trouble in row.troubles[:3]:
                print(f"    {trouble}", file=sys.stderr, flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    troubles = sum(len(row.troubles) for row in rows)
    print(f"\n{sum(row.tries for row in rows):,} tries, {troubles} troubles, {memory:.0f} MB at the most")
    return 1 if troubles or memory > MOST_MEMORY else 0


if __name__ == "__main__":
    sys.exit(main())
