"""
Whether real links are still found when their text is damaged or decorated in ways that texts suffer: broken lines,
spaces left by typesetting, exports to BibTeX, Markdown and XML, mistyped schemes.

Takes abstracts of the shared bulk sample whose links are printed plainly, damages them in one way or in two at once,
and checks that exactly the same targets are found as before. Ends with 1 where a single damage costs more than one
abstract in twenty.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import textwrap
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.accuracy import CORPUS
from checker.links import find_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.model import Link

    Damage = Callable[[str], str]

_ABSTRACTS = 400  # for each damage
_PAIRS = 20_000
_BOUND = 0.95
_PLAIN = re.compile(r"https?://[\w./~-]+")
_NAME = re.compile(r"(https?://[^/]+/(?:datasets/|spaces/)?[^/]+/)(.+)")
_NATIVE = str.maketrans(
    {"_": r"{\_}", "&": r"{\&}", "%": r"{\%}", "~": r"{\textasciitilde}", "<": r"{\textless}", ">": r"{\textgreater}"}
)
_BETTER = str.maketrans({"_": r"\_", "&": r"\&", "%": r"\%", "~": r"\textasciitilde ", "<": r"{$<$}", ">": r"{$>$}"})


def _within(mark: str, put: str, count: int) -> Damage:
    """A damage that puts `put` behind the `count`-th mark of an address, if anything follows it."""
    pattern = re.compile(rf"((?:[^{mark}]*{mark}){{{count}}})(?=.)", re.DOTALL)
    return lambda url: pattern.sub(lambda found: found[1] + put, url, count=1)


def _in_name(mark: str, put: str) -> Damage:
    """A damage that replaces the first such mark in a repository's name by `put`."""
    return lambda url: _NAME.sub(lambda found: found[1] + found[2].replace(mark, put, 1), url)


def _capitals(url: str) -> str:
    return re.sub(r"(?<=[/\w.-])[A-Z](?=[a-z])", lambda letter: f"{{{letter[0]}}}", url)


#: Damage to the address itself.
INNER: dict[str, Damage] = {
    "blank after the scheme": _within("/", " ", 2),
    "blank after the colon": _within(":", " ", 1),
    "blank in the host": _within("[.]", " ", 1),
    "blank after the host": _within("/", " ", 3),
    "blank after the owner": _within("/", " ", 4),
    "line ends after the host": _within("/", "\n", 3),
    "line ends after the owner": _within("/", "\n", 4),
    "blank after a hyphen": _in_name("-", "- "),
    "line ends after a hyphen": _in_name("-", "-\n"),
    "blank after an underscore": _in_name("_", "_ "),
    "capitals in braces": _capitals,
    "one slash": lambda url: url.replace("://", ":/"),
    "no colon": lambda url: url.replace("://", "//"),
    "htps": lambda url: url.replace("https", "htps"),
    "typographic hyphen": lambda url: url.replace("-", "\u2010"),
    "zero-width spaces": lambda url: url.replace("/", "/\u200b"),
}
#: Markup around an address.
WRAPS: dict[str, Damage] = {
    "\\url": "\\url{{{}}}".format,
    "\\href": "\\href{{{}}}{{here}}".format,
    "\\footnote": "\\footnote{{{}}}".format,
    "printed twice": lambda url: f"{url}}}{{{url}}}",
    "Markdown": lambda url: f"[{url}]({url})",
    "Markdown, bold": "**{}**".format,
    "<url>": "<url>{}</url>".format,
    "<a>": '<a href="{}">here</a>'.format,
    "<a> in entities": '&lt;a href="{}"&gt;here&lt;/a&gt;'.format,
    "brackets": "({})".format,
    "quotes": "\u201c{}\u201d".format,
    "Chinese around it": "\u89c1{}\u3002".format,
}
#: Damage to the whole text.
WHOLE: dict[str, Damage] = {
    "BibTeX of Zotero": lambda text: text.translate(_NATIVE),
    "BibTeX of Better BibTeX": lambda text: text.translate(_BETTER),
    "Markdown's escapes": lambda text: text.replace("_", "\\_"),
    "lines of 72": lambda text: textwrap.fill(text, 72, break_long_words=False),
    "lines of 40": lambda text: textwrap.fill(text, 40, break_long_words=False),
    "no blank before": lambda text: re.sub(r"\s+(?=https?:)", "", text),
}


def main() -> int:
    """Print the tables; returns the exit code."""
    chance = random.Random(1)
    papers = [(text, links) for text in _texts() if (links := _plain_links(text))]
    chance.shuffle(papers)
    print(f"{len(papers)} abstracts with plain links\n")
    print("| damage | abstracts | all targets found, no other |\n|---|--:|--:|")
    worst = 1.0
    for name in (*INNER, *WRAPS, *WHOLE):
        tried = list(islice(_changed(papers, name), _ABSTRACTS))
        share = _share(tried)
        worst = min(worst, share)
        print(f"| {name} | {len(tried)} | {share:.4f} |")
    pairs = [_pair(chance, *chance.choice(papers)) for _ in range(_PAIRS)]
    print(f"| two at once, by chance | {len(pairs)} | {_share(pairs):.4f} |")
    return int(worst < _BOUND)


def _texts() -> Iterator[str]:
    with gzip.open(CORPUS / "bulk-30k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["abstract"]


def _plain_links(text: str) -> list[Link]:
    """The links of a text, if all of them are printed plainly with nothing around them; else none."""
    links = find_links(text)
    plain = all(
        _PLAIN.fullmatch(link.raw) and not link.alternatives and not set("[]{}<>_") & set(_around(text, link))
        for link in links
    )
    return links if plain and len(links) <= 3 else []


def _around(text: str, link: Link) -> str:
    return text[max(link.start - 2, 0) : link.start] + text[link.end : link.end + 2]


def _changed(papers: list[tuple[str, list[Link]]], name: str) -> Iterator[tuple[list[Link], str]]:
    """The links and the damaged texts of those abstracts that a damage changes."""
    for text, links in papers:
        damaged = _damaged(text, links, [name])
        if damaged != text:
            yield links, damaged


def _damaged(text: str, links: list[Link], names: list[str]) -> str:
    for link in reversed(links):
        raw = link.raw
        for name in names:
            raw = (INNER | WRAPS).get(name, str)(raw)
        text = text[: link.start] + raw + text[link.end :]
    for name in names:
        text = WHOLE.get(name, str)(text)
    return text


def _pair(chance: random.Random, text: str, links: list[Link]) -> tuple[list[Link], str]:
    first, second = chance.choice([*INNER]), chance.choice([*WRAPS, *WHOLE])
    return links, _damaged(text, links, [first, second])


def _share(tried: list[tuple[list[Link], str]]) -> float:
    right = sum(_targets(links) == _targets(find_links(text)) for links, text in tried)
    return right / len(tried) if tried else 1.0


def _targets(links: list[Link]) -> set[tuple[str, str]]:
    return {(link.kind, link.target.casefold()) for link in links}


if __name__ == "__main__":
    sys.exit(main())
