"""
Records a second, links alone and links with claims, beside a plain regular expression on the same text in the
same run. Reads JSON Lines (plain or gzipped) from the argument, or the shared bulk sample beside the checkout.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checker.links import extract, find_links
from checker.model import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parents[2] / "shared" / "corpus" / "bulk-30k.jsonl.gz"
_PLAIN = re.compile(
    r"(?:https?://|www\.|(?:github|gitlab|bitbucket|huggingface)\.[a-z]+/)[^\s<>\"{}|^`\\]+", re.IGNORECASE
)


def main() -> None:
    """Print the table."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    raw = file.read_bytes()
    text = gzip.decompress(raw) if file.suffix == ".gz" else raw
    papers = [Paper(r["id"], r["title"], r["abstract"]) for r in map(json.loads, text.splitlines())]
    base = _rate(papers, lambda paper: _PLAIN.findall(paper.abstract))
    rows: dict[str, Callable[[Paper], object]] = {
        "links": lambda paper: find_links(paper.abstract),
        "links and claims": extract,
    }
    print(f"{len(papers)} records of {file.name}")
    print(f"{'plain regular expression':26}{base:12,.0f} records/s   1.00")
    for name, function in rows.items():
        rate = _rate(papers, function)
        print(f"{name:26}{rate:12,.0f} records/s{rate / base:7.2f}")


def _rate(papers: list[Paper], function: Callable[[Paper], object]) -> float:
    start = time.perf_counter()
    for paper in papers:
        function(paper)
    return len(papers) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
