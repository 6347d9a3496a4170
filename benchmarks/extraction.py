"""
Records a second of the extraction beside other extractors, on the same file in the same run.

Reads JSON Lines (plain or gzipped) from the argument, or the shared bulk sample beside the checkout. Ratios within
one run are what counts: machines differ, and are noisy. Ends with 1 where a bound is not reached.
"""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.accuracy import CORPUS
from benchmarks.peers import LYCHEE, linkify, regular_expression, urlextract
from checker.links import extract, find_links
from checker.model import Paper
from checker.wiring import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_GREP = r"https?://[^ <>\"{}|^`]+"
_URLEXTRACT_SHARE = 10  # it is slow: a tenth of the file tells its rate


def main() -> int:
    """Print the table; returns the exit code."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS / "bulk-30k.jsonl.gz"
    raw = file.read_bytes()
    data = gzip.decompress(raw) if file.suffix == ".gz" else raw
    texts = [paper.abstract for paper in _papers(data)]
    rates = {
        "links, from JSON Lines": _rate(lambda: [find_links(paper.abstract) for paper in _papers(data)], len(texts)),
        "links and claims, from JSON Lines": _rate(lambda: [extract(paper) for paper in _papers(data)], len(texts)),
        "links, from plain text": _rate(lambda: [find_links(text) for text in texts], len(texts)),
        "linkify-it-py": _rate(lambda: linkify(texts), len(texts)),
        "urlextract": _rate(
            lambda: urlextract(some := texts[::_URLEXTRACT_SHARE]) and some, len(texts[::_URLEXTRACT_SHARE])
        ),
        "regular expression": _rate(lambda: regular_expression(texts), len(texts)),
    }
    rates |= _tools(texts)
    print(f"{len(texts)} records, {len(data) / 1e6:.0f} MB of JSON Lines ({file.name})\n")
    print(f"| {'extractor':34} | records/s | beside linkify-it-py |\n|{'-' * 36}|-----------|----------------------|")
    for name, rate in rates.items():
        print(f"| {name:34} | {rate:9,.0f} | {rate / rates['linkify-it-py']:20.2f} |")
    return _bounds(rates)


def _papers(data: bytes) -> list[Paper]:
    records = READERS["jsonl"].read(io.BytesIO(data), "benchmark")
    return [record for record in records if isinstance(record, Paper)]


def _rate(function: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    function()
    return count / (time.perf_counter() - start)


def _tools(texts: Sequence[str]) -> dict[str, float]:
    """Programs that read a file, without the time that they need to start."""
    with tempfile.TemporaryDirectory() as folder:
        full, empty = Path(folder, "texts.txt"), Path(folder, "empty.txt")
        full.write_text("\n\n".join(" ".join(text.split()) for text in texts), encoding="utf-8")
        empty.write_text("nothing", encoding="utf-8")
        commands = {"lychee --dump": [str(LYCHEE), "--dump"], "grep -oE": ["grep", "-oE", _GREP]}
        return {
            name: len(texts) / max(_seconds([*command, str(full)]) - _seconds([*command, str(empty)]), 1e-3)
            for name, command in commands.items()
        }


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - start


def _bounds(rates: dict[str, float]) -> int:
    links, claims, peer = rates["links, from JSON Lines"], rates["links and claims, from JSON Lines"], "linkify-it-py"
    figures = {
        "links, beside linkify-it-py": (links / rates[peer], 10),
        "links and claims, beside linkify-it-py": (claims / rates[peer], 10),
        "links from plain text, beside lychee --dump": (
            rates["links, from plain text"] / rates["lychee --dump"],
            0.5,
        ),
    }
    print(f"\n| {'ratio':44} |  value | bound |\n|{'-' * 46}|--------|-------|")
    for name, (value, bound) in figures.items():
        print(f"| {name:44} | {value:6.2f} | {bound:5} |{'' if value >= bound else '  UNDER'}")
    return int(any(value < bound for value, bound in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
