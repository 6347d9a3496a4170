"""
A whole corpus, read as a user reads it: a file in the shape of arXiv's metadata snapshot through the command line.

The file is made by repeating the shared bulk sample with new ids until it has as many records as the argument says
(200,000 by default; arXiv's snapshot of 2026 has 2.5 million, 4.6 GB). Three commands read it: extraction by one
process and by two, which must print the same bytes, and `run --no-check` into a new database. The time includes
start-up.
"""

from __future__ import annotations

import gzip
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.accuracy import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterable

_RECORDS = 200_000
_CHUNK = 1 << 20


def main() -> int:
    """Print the table; returns the exit code: 1 where two processes print other bytes than one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _RECORDS
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "snapshot.jsonl")
        size = _write(file, count)
        print(f"{count:,} records, {size / 1e9:.2f} GB in the shape of arXiv's snapshot\n")
        print("| command                        | seconds | records/s | MB/s | largest process, MB |")
        print("|--------------------------------|---------|-----------|------|---------------------|")
        one = _extracted(file, count, size, jobs=1)
        two = _extracted(file, count, size, jobs=2)
        database = Path(folder, "a.db")
        for jobs in (1, 2):
            database.unlink(missing_ok=True)
            _timed(["run", "--no-check", "--quiet", "--jobs", str(jobs), "--db", str(database)], file, count, size)
    print(f"\nbytes of two processes {'as' if one == two else 'NOT as'} those of one")
    return int(one != two)


def _write(file: Path, count: int) -> int:
    with gzip.open(CORPUS / "bulk-30k.jsonl.gz") as sample, file.open("wb") as output:
        records = [orjson.loads(line) for line in sample]
        output.writelines(_lines(islice(cycle(records), count)))
    return file.stat().st_size


def _lines(records: Iterable[dict[str, Any]]) -> Iterable[bytes]:
    for number, record in enumerate(records):
        snapshot = {
            "id": f"{number // 100_000:04}.{number % 100_000:05}",
            "submitter": "A. Author",
            "authors": "A. Author, B. Author and C. Author",
            "title": record["title"],
            "comments": record.get("comments"),
            "journal-ref": None,
            "doi": None,
            "categories": "cs.CL cs.LG",
            "license": "http://creativecommons.org/licenses/by/4.0/",
            "abstract": record["abstract"],
            "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
            "update_date": "2024-03-01",
            "authors_parsed": [["Author", "A.", ""], ["Author", "B.", ""], ["Author", "C.", ""]],
        }
        yield orjson.dumps(snapshot, option=orjson.OPT_APPEND_NEWLINE)


def _extracted(file: Path, count: int, size: int, *, jobs: int) -> str:
    return _timed(["extract", "--jobs", str(jobs)], file, count, size)


def _timed(arguments: list[str], file: Path, count: int, size: int) -> str:
    """Run a command on the file, print its row; returns the digest of what it printed."""
    printed = hashlib.sha256()
    start = time.perf_counter()
    command = [sys.executable, "-m", "checker", *arguments, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while process.stdout and (piece := process.stdout.read(_CHUNK)):
            printed.update(piece)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    name = " ".join(one for one in arguments if not one.startswith("/")).removesuffix(" --db")
    print(f"| {name:30} | {seconds:7.1f} | {count / seconds:9,.0f} | {size / seconds / 1e6:4.0f} | {memory:19.0f} |")
    return printed.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
