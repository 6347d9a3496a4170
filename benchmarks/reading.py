"""
How many megabytes each reader reads in a second of CPU time, and the memory that it takes: reading alone, and reading
with the extraction of links and claims.

The input of a reader is made from its sample among the tests: its records are repeated with other ids until it has
the size that the argument says (megabytes, 4 by default). A reader runs in a process of its own, twice: on the whole
and on a quarter of it, to see memory that grows with the input. JSON Lines stand beside each reader, because only
ratios within one run count. Ends with 1 where a reader is under 5 MB/s, or where its memory grows by more than a
tenth of what the input grows by.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

from benchmarks.reading_input import SINGLE, sample
from checker.links import extract
from checker.model import Paper
from checker.papers.registry import READERS

_SLOWEST = 5.0  # MB/s
_GROWTH = 0.1  # bytes of memory for a byte of input
_NOISE = 2_000_000  # bytes that differ from one process to the next
_ARROW = 10  # times the input, because Arrow allocates ten megabytes at its start
_MEGABYTE = 1_000_000


def main() -> int:
    """Print the table; returns the exit code."""
    if len(sys.argv) > 2:
        return _measured(sys.argv[1], Path(sys.argv[2]))
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in READERS:
            whole = size * _MEGABYTE * (_ARROW if name == "parquet" else 1)
            found[name] = [_run(name, Path(folder), whole // share) for share in (1, 4)]
    print(f"{size} MB of every format, made from the samples of the tests\n")
    print("| reader             | records | MB/s | with links | beside jsonl | memory, MB | grows by, of the input |")
    print("|--------------------|---------|------|------------|--------------|------------|------------------------|")
    return max([_row(name, *two, beside=found["jsonl"][0]["rate"]) for name, two in found.items()])


def _row(name: str, whole: dict[str, float], quarter: dict[str, float], *, beside: float) -> int:
    more = whole["bytes"] - quarter["bytes"]
    growth = (whole["memory"] - quarter["memory"]) / more if more else 0.0
    slow, large = whole["rate"] < _SLOWEST, whole["memory"] - quarter["memory"] > _NOISE + _GROWTH * more
    print(
        f"| {name:18} | {whole['records']:7,.0f} | {whole['rate']:4.1f} | {whole['whole']:10.1f} "
        f"| {whole['rate'] / beside:12.2f} "
        f"| {whole['memory'] / _MEGABYTE:10.0f} | {growth:22.2f} |{'  UNDER 5 MB/s' if slow else ''}"
        f"{'  MEMORY GROWS' if large else ''}"
    )
    return int(slow or large)


def _run(name: str, folder: Path, size: int) -> dict[str, float]:
    file = folder / name
    # both in new processes: ru_maxrss of a process starts from the memory of its parent
    writing = [sys.executable, "-m", "benchmarks.reading_input", name, str(file), str(0 if name in SINGLE else size)]
    subprocess.run(writing, check=True)
    command = [sys.executable, "-m", "benchmarks.reading", name, str(file)]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return {key: float(value) for key, value in json.loads(printed).items()}


def _measured(name: str, file: Path) -> int:
    """Read one file in this process and print its figures; a format with one record in a file is read repeatedly."""
    reader, content = READERS[name], file.read_bytes() if name in SINGLE else b""
    times = _MEGABYTE // len(content) if content else 1
    deque(reader.read(sample(name).open("rb"), "warm"), maxlen=0)
    found: dict[str, float] = {"records": 0, "bytes": times * file.stat().st_size}
    for rate, work in (("rate", _nothing), ("whole", _extracted)):
        found["records"], start = 0, time.process_time()
        for _ in range(times):
            with io.BytesIO(content) if content else file.open("rb") as stream:
                found["records"] += sum(1 for _ in map(work, reader.read(stream, "benchmark")))
        found[rate] = found["bytes"] / (time.process_time() - start) / _MEGABYTE
        found.setdefault("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    print(json.dumps(found))
    return 0


def _nothing(_: object) -> None:
    pass


def _extracted(record: object) -> None:
    if isinstance(record, Paper):
        extract(record)


if __name__ == "__main__":
    sys.exit(main())
