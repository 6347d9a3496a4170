"""
Records that the extraction reads in a second, compared with other extractors on the same file in the same run.

Reads JSON Lines (plain or gzipped) from the argument, or the shared bulk sample beside the checkout. Only ratios
within one run count, because machines differ and are noisy. Ends with 1 where a bound is not reached.
"""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tempfile
import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy import CORPUS
from benchmarks.peers import LYCHEE, linkify, regular_expression, urlextract
from checker.links import extract, find_links
from checker.model import Paper
from checker.papers.registry import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Tools = dict[str, tuple[Callable[[], None], Callable[[], None], int]]

_GREP = r"https?://[^ <>\"{}|^`]+"
_SHARE = 10  # slow ones get a tenth of the texts, which is enough for their rate
_ROUNDS = 5


def main() -> int:
    """Print the table; returns the exit code."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS / "bulk-30k.jsonl.gz"
    raw = file.read_bytes()
    data = gzip.decompress(raw) if file.suffix == ".gz" else raw
    texts = [paper.abstract for paper in _papers(data)]
    few = texts[::_SHARE]
    with tempfile.TemporaryDirectory() as folder:
        rates = _rates(
            {
                "links, from JSON Lines": (lambda: _each(_links, _papers(data)), len(texts)),
                "links and claims, from JSON Lines": (lambda: _each(extract, _papers(data)), len(texts)),
                "links, from plain text": (lambda: _each(find_links, texts), len(texts)),
                "linkify-it-py": (lambda: linkify(few), len(few)),
                "urlextract": (lambda: urlextract(few), len(few)),
                "regular expression": (lambda: regular_expression(texts), len(texts)),
            },
            _tools(texts, Path(folder)),
        )
    print(
        f"{len(texts)} records, {len(data) / 1e6:.0f} MB of JSON Lines ({file.name}); the best of {_ROUNDS} rounds\n"
    )
    print(f"| {'extractor':34} | records/s | beside linkify-it-py |\n|{'-' * 36}|-----------|----------------------|")
    for name, rate in rates.items():
        print(f"| {name:34} | {rate:9,.0f} | {rate / rates['linkify-it-py']:20.2f} |")
    return _bounds(rates)


def _links(paper: Paper) -> object:
    return find_links(paper.abstract)


def _each(function: Callable[[Any], object], things: Iterable[object]) -> None:
    """Apply a function to each thing, and keep nothing: the memory of a long list is not to be measured."""
    deque(map(function, things), maxlen=0)


def _papers(data: bytes) -> Iterator[Paper]:
    records = READERS["jsonl"].read(io.BytesIO(data), "benchmark")
    return (record for record in records if isinstance(record, Paper))


def _rates(functions: dict[str, tuple[Callable[[], object], int]], tools: Tools) -> dict[str, float]:
    """
    Records a second of each, the best of several rounds in which all take turns, because the machine
    has other users.
    """
    best: dict[str, float] = dict.fromkeys((*functions, *tools), 0.0)
    for _ in range(_ROUNDS):
        for name, (function, count) in functions.items():
            best[name] = max(best[name], count / _seconds(function))
        for name, (full, empty, count) in tools.items():
            start_up = min(_seconds(empty) for _ in range(3))
            best[name] = max(best[name], count / max(_seconds(full) - start_up, 1e-3))
    return best


def _seconds(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def _tools(texts: Sequence[str], folder: Path) -> Tools:
    """
    Programs that read a file: how to run each on the texts, how to run it on next to nothing (its start-up), and the
    number of texts.
    """
    full, empty = folder / "texts.txt", folder / "empty.txt"
    full.write_text("\n\n".join(" ".join(text.split()) for text in texts), encoding="utf-8")
    empty.write_text("nothing", encoding="utf-8")
    commands = {"lychee --dump": [str(LYCHEE), "--dump"], "grep -oE": ["grep", "-oE", _GREP]}
    return {
        name: (partial(_run, [*command, str(full)]), partial(_run, [*command, str(empty)]), len(texts))
        for name, command in commands.items()
    }


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, check=False)


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
