"""
How the time of the extraction grows with hostile text: eight times the text may take about eight times as long, never
sixty-four times. Ends with 1 where the time grows faster than twice the length.
"""

from __future__ import annotations

import sys
import time

from checker.links import extract
from checker.model import Paper

_UNITS = (
    *("github.com/", " ", "\\href{", "http://", "https: //", "and/or ", "we release ", "code is available ", "www."),
    *(
        "git@",
        "a.io/",
        "github.com/a-\n",
        "http://a.b/\\_",
        "x.github.io ",
        "((",
        "hugging face ",
        "10.5281/",
        "a.b.",
    ),
    *("our code is available; ", "a new, open-source ", "we release x, and "),
    *("http://a.com/((((", "--", "{\\_}", "swh:1:", "visit ", "https:\\\\", "$\\_$", "://", "a@b.c/"),
    *(
        "github.com/a/{b,c} ",
        "http://a.b/\\allowbreak",
        "http://a.b/\\protect ",
        "https:\\/\\/a.b\\/",
        "http://a.b/%5C_",
    ),
    *(
        "le code sera ",
        "代码将",
        "データを公開",
        "http://a.b/c,301,",
        "http://a.b/cWe we ",
        "a used b (http://a.b/c, ",
    ),
    *("was computed using a, available at http://a.b/c ", "http://a.b/cgit/", "http://a.b/?p=c.git;"),
    *("http://a.b/.A.A.A.A ", "{A}a", "https://github.com/a/ b ", "github/a-b/", "bit.ly/ "),
)
_SHORT = 125_000
_TIMES = 8


def main() -> int:
    """Print the table; returns the exit code."""
    print(f"| {'text':20} | seconds for {_SHORT * _TIMES:,} | growth over {_TIMES} times the text |")
    print(f"|{'-' * 22}|-----------------------|-----------------------------|")
    worst = 0.0
    for unit in _UNITS:
        short, long = _seconds(unit, _SHORT), _seconds(unit, _SHORT * _TIMES)
        growth = long / max(short, 0.005)
        worst = max(worst, growth)
        print(f"| {unit!r:20} | {long:21.3f} | {growth:27.1f} |{'' if growth <= 2 * _TIMES else '  GROWS TOO FAST'}")
    return int(worst > 2 * _TIMES)


def _seconds(unit: str, length: int) -> float:
    paper = Paper("1", "T", unit * (length // len(unit)))
    start = time.perf_counter()
    extract(paper)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
