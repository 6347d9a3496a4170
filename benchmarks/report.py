"""
Every form of the report over databases of growing size. `make bench-report`, or `make bench-report N="1000 1000000"`.

Artifacts of papers with own and third parties' links are judged in five runs, a month apart; in each run a few of a
thousand change. Measured for each form, in a process of its own: seconds from opening the database to the last byte,
bytes of the report, and peak memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.account import FEW, MANY, account_of
from checker.model import (
    Availability,
    Claim,
    Content,
    ExtractedPaper,
    Identity,
    Kind,
    Link,
    Maintenance,
    Ownership,
    Paper,
    Reason,
    Verdict,
)
from checker.reports.contents.contents import ContentsOptions
from checker.reports.registry import TEXTS, forms
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST = datetime(2026, 11, 30, 6, tzinfo=UTC)
RUNS, MONTH, BATCH = 5, timedelta(days=28), 10_000
#: Number of an artifact modulo 100 → its state; all others are available.
OTHERS = {
    3: (Availability.GONE, Reason.NOT_FOUND_OR_PRIVATE),
    17: (Availability.GONE, Reason.NOT_FOUND_OR_PRIVATE),
    31: (Availability.EMPTY, Reason.NO_COMMITS),
    47: (Availability.PLACEHOLDER, Reason.COMING_SOON),
    59: (Availability.UNKNOWN, Reason.TIMEOUT),
    83: (Availability.RESTRICTED, Reason.GATED),
}


def papers(artifacts: int) -> Iterator[ExtractedPaper]:
    """Papers with two links each; in every other paper the second link is a third party's."""
    for first in range(0, artifacts, 2):
        links = [link(number, own=number % 4 != 3) for number in range(first, min(first + 2, artifacts))]
        title = f"On {' '.join(format(first * 7919 % 999_983 + place * 104_729, 'x') for place in range(6))}"
        year, month = 2016 + first // 2 % 11, first // 3 % 12 + 1
        paper = Paper(
            f"{year % 100}{month:02}.{first % 100_000:05}v{first // 100_000}",
            title,
            "",
            published=f"{year}-{month:02}-01",
            source="papers.jsonl",
            authors=f"Author {first % 997}; Other",
        )
        yield ExtractedPaper(paper, Claim.LINKED, links, "")


def link(number: int, *, own: bool) -> Link:
    """A link to a repository."""
    target = f"lab-{number % 9_973}/tool-{number}"
    url = f"https://github.com/{target}"
    whose = Ownership.OWN if own else Ownership.THIRD_PARTY
    return Link(Kind.GITHUB_REPO, target, url, url, 0, len(url), ownership=whose, evidence=f"See {url}.", printed=url)


def verdict(key: str, number: int, run: int, at: datetime) -> Verdict:
    """The verdict on an artifact in a run."""
    availability, reason = OTHERS.get(number % 100, (Availability.AVAILABLE, Reason.OK))
    if number * 31 % 500 == run:
        availability, reason = Availability.GONE, Reason.NOT_FOUND_OR_PRIVATE
    there = availability is Availability.AVAILABLE
    return Verdict(
        key=key,
        at=at,
        availability=availability,
        reason=reason,
        rule="invented",
        rules=1,
        identity=Identity.SAME if there else Identity.UNKNOWN,
        maintenance=(Maintenance.ACTIVE, Maintenance.INACTIVE)[number % 3 == 0] if there else Maintenance.UNKNOWN,
        content=Content.CODE if there else Content.UNKNOWN,
        policies=(("recent-commit", Maintenance.ACTIVE), ("archived-flag", Maintenance.ACTIVE)) if there else (),
    )


def make(path: Path, artifacts: int) -> None:
    """Make a database of `artifacts` artifacts after five runs."""
    with Store.open(path) as store:
        for run in range(1, RUNS + 1):
            at = LAST - (RUNS - run) * MONTH
            number = store.runs.begin(command="run", inputs=["papers.jsonl"], options={}, at=at)
            if run == 1:
                store.papers.record(number, papers(artifacts), at=at)
            due = store.due.artifacts(now=at, max_age=timedelta(days=1))
            while batch := list(islice(due, BATCH)):
                found = [(one, int(one.target.rpartition("-")[2])) for one in batch]
                changed = [one for one in found if run == 1 or one[1] * 31 % 500 in (run - 1, run)]
                store.evidence.conclude(number, [verdict(one.key, place, run, at) for one, place in changed])
            store.runs.record_availability(number, None)
            counts = {"due": artifacts, "checked": artifacts}
            store.runs.finish(number, status="done", at=at, counts=counts, costs={})


def measure(path: Path, form: str) -> dict[str, float]:
    """Seconds, bytes and memory (MiB) of one form, in this process."""
    start, size = time.perf_counter(), 0
    contents_options = ContentsOptions(rows=MANY if form == "markdown" else FEW)
    with Store.open(path, create=False) as store, account_of(store, contents_options=contents_options) as account:
        for piece in forms()[form].render(replace(account)):
            size += len(piece.encode())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - start, "bytes": size, "memory": memory}


def main() -> int:
    """Print the table; with --one, print one measurement as JSON."""
    parser = argparse.ArgumentParser(description="seconds, bytes and memory of every form of the report")
    parser.add_argument("artifacts", nargs="*", type=int, default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--one", nargs=2, metavar=("DB", "FORM"))
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(Path(options.one[0]), options.one[1])))
        return 0
    print("artifacts  form        seconds         bytes  memory MiB")
    for artifacts in options.artifacts:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.db"
            make(path, artifacts)
            for form in TEXTS:
                command = [sys.executable, "-m", "benchmarks.report", "--one", str(path), form]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                found = json.loads(done.stdout)
                shown = f"{found['seconds']:7.2f} {found['bytes']:13,.0f} {found['memory']:11.0f}"
                print(f"{artifacts:9} {form:11} {shown}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
