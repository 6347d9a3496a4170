"""Where links stand in a text. A cheap look for marks that every link has comes first: most have none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.grammar import parse
from checker.links.hosts import BARE_HOSTS, BARE_TLDS
from checker.links.named import named
from checker.links.repair import reach, trimmed, whole
from checker.model import Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Every link has one of these, in lower case; the commonest first.
_ANCHORS = (
    *(
        "http",
        "github",
        "www.",
        "huggingface",
        "hugging face",
        "hf.co",
        "ps:/",
        "//",
        ".io/",
        ".com/",
        ".org/",
        "zenodo",
    ),
    *("git@", ".net/", ".edu/", ".ai/", ".ly/", ".ms/", ".gl/", ".be/", ".science/", ".dev/"),
)
_BARE = "|".join(re.escape(host) for host in BARE_HOSTS)
_START = re.compile(
    rf"""
      (?P<scheme>(?<![a-z])h{{1,2}}t{{1,3}}p{{0,2}}s{{0,2}}\s?[:;]\s?(?:/\s?){{0,3}}(?=[\w-])
        |(?<=at)https?:/|(?<=[a-z])https?://|ftp://|(?<![a-z])https?//)
    | (?P<scp>(?:ssh://)?git@[\w.-]+[:/](?=[\w-]))
    | (?P<slashes>(?<![:/\w])//(?=(?:www\.)?(?:github|huggingface)\.))
    | (?P<www>(?<![\w./@-])www\d?\.(?=[\w-]+\.))
    | (?P<bare>(?<![\w./@-])(?:{_BARE})(?=/))
    | (?P<loose>(?<![\w./@-])github\.?\s?(?:com)?\s?(?=/[\w-]+/[\w-]))
    | (?P<pages>(?<![\w./@-])[\w-]+\.github\.io(?![\w.-]*@))
    | (?P<tld>(?<![\w./@:-])(?:[a-z0-9][a-z0-9-]{{0,40}}\.){{1,4}}(?:{BARE_TLDS})(?=/[\w~]))
    | (?P<doi>(?<![\w./])(?:doi:\s?)?10\.5281/zenodo\.\d+)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_links(text: str, field: str = "abstract") -> list[Link]:
    """All links of a text in order of appearance; `text[link.start:link.end] == link.raw` for each."""
    lower = text.casefold() if text.isascii() else text.lower()
    if not any(anchor in lower for anchor in _ANCHORS):
        return []
    found = [*_addresses(text, field), *_named(text, lower, field)]
    found.sort(key=lambda link: link.start)
    return _without_overlap(found)


def _addresses(text: str, field: str) -> Iterator[Link]:
    position = 0
    while match := _START.search(text, position):
        start = match.start()
        link = _link(text, start, _end(text, match), field)
        if link and not (match.lastgroup == "tld" and link.kind is Kind.OTHER and _is_prose(link.raw)):
            yield link
        position = max(link.end if link else match.end(), start + 1)


def _end(text: str, match: re.Match[str]) -> int:
    return match.end() if match.lastgroup == "doi" else reach(text, match.start())


def _link(text: str, start: int, end: int, field: str) -> Link | None:
    raw = trimmed(text[start:end])
    address = parse(whole(raw)) if len(raw) > 3 else None
    if address is None:
        return None
    return Link(address.kind, address.target, address.url, raw, start, start + len(raw), field)


def _is_prose(raw: str) -> bool:
    """Words with dots and slashes that are no address: `and/or.in/out`, `v1.0.io/x`."""
    return not re.match(r"[\w.-]+\.[a-z]{2,}/[\w~]", raw) or raw.count("/") == raw.count(".") == 0


def _named(text: str, lower: str, field: str) -> Iterator[Link]:
    if "github" in lower or "hugging" in lower:
        for start, end, address in named(text):
            yield Link(address.kind, address.target, address.url, text[start:end], start, end, field)


def _without_overlap(links: list[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        if not kept or link.start >= kept[-1].end:
            kept.append(link)
    return kept
