"""
Other extractors behind one interface: texts in, the addresses in each text out.

What they return goes through this tool's own grammar, so that only the finding of links is compared. They are
installed by `make` from requirements-bench.lock.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Finder = Callable[[Sequence[str]], list[list[str]]]

_PLAIN = re.compile(
    r"(?:https?://|www\.|(?:github|gitlab|bitbucket|huggingface)\.[a-z]+/)[^\s<>\"{}|^`\\]+", re.IGNORECASE
)
LYCHEE = Path(sys.executable).with_name("lychee")


def regular_expression(texts: Sequence[str]) -> list[list[str]]:
    """What most scripts do: find schemes and well-known hosts, then cut off sentence marks and brackets."""
    return [[url.rstrip(".,;:!?)]}'\"") for url in _PLAIN.findall(text)] for text in texts]


def linkify(texts: Sequence[str]) -> list[list[str]]:
    """linkify-it-py, the link finder of markdown-it."""
    from linkify_it import LinkifyIt

    finder = LinkifyIt()
    return [[match.url for match in finder.match(text) or ()] for text in texts]


def urlextract(texts: Sequence[str]) -> list[list[str]]:
    """urlextract, which looks for top-level domains."""
    from urlextract import URLExtract

    finder = URLExtract()
    return [list(finder.gen_urls(text)) for text in texts]


def lychee(texts: Sequence[str]) -> list[list[str]]:
    """Lychee with --dump, a link checker in Rust, on one file for each text."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number}.txt").write_text(text, encoding="utf-8")
        done = subprocess.run(
            [LYCHEE, "--dump", "--verbose", f"{folder}/*.txt"],
            capture_output=True,
            text=True,
            check=False,
        )
    found: dict[int, list[str]] = defaultdict(list)
    for url, number in re.findall(r"^(\S+)\s.*?(\d+)\.txt", done.stdout, re.MULTILINE):
        found[int(number)].append(url)
    return [found[number] for number in range(len(texts))]


PEERS: dict[str, Finder] = {
    "linkify-it-py": linkify,
    "urlextract": urlextract,
    "lychee": lychee,
    "regular expression": regular_expression,
}
