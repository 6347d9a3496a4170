"""
Where links stand in a text.

Most abstracts have none, and are turned away at the price of one or two scans. In the others, an address is read at
every mark of one, from left to right; the first of its readings that makes sense is the link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.links.extent import ends
from checker.links.grammar import Address, parse
from checker.links.marks import Start, may_link, starts
from checker.links.named import named
from checker.links.repair import whole
from checker.links.trim import trimmed
from checker.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_links(text: str, field: str = "abstract") -> list[Link]:
    """All links of a text in order of appearance; `text[link.start:link.end] == link.raw` for each."""
    if not may_link(text):
        return []
    lower = _lower(text)
    links = list(_addresses(text, lower, field))
    for start, end, address in named(text, lower):
        if not any(start < link.end and link.start < end for link in links):
            links.append(_link(address, text, start, end, field))
    return sorted(links, key=lambda link: link.start)


def _lower(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


def _addresses(text: str, lower: str, field: str) -> Iterator[Link]:
    position = 0
    for start in starts(text, lower):
        link = _read(text, start, field) if start.at >= position else None
        if link:
            yield link
            position = link.end


def _read(text: str, start: Start, field: str) -> Link | None:
    """The link that begins at `start`: the first of its readings, likeliest first, that is an address."""
    before = text[max(start.at - 7, 0) : start.at]
    for reading in ends(text, start.host):
        end = trimmed(text, start.host, reading, before)
        address = parse(start.scheme + whole(text[start.host : end]))
        if address:
            return _link(address, text, start.at, end, field)
    return None


def _link(address: Address, text: str, start: int, end: int, field: str) -> Link:
    return Link(address.kind, address.target, address.url, text[start:end], start, end, field)
