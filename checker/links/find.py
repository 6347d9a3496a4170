"""
Where links stand in a text.

Most abstracts have none, and are turned away at the price of one or two scans. In the others, an address is read at
every mark of one, from left to right; the first of its readings that makes sense is the link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.extent import ends
from checker.links.grammar import Address, address_of, parse
from checker.links.marks import Start, at_slash, may_link, starts_apart
from checker.links.named import named
from checker.links.plain import plain
from checker.links.repair import readings, whole
from checker.links.trim import trimmed
from checker.model import Artifact, Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_REPOSITORIES = frozenset({Kind.GITHUB_REPO, Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.OTHER_FORGE})
_SENTENCE_END = re.compile(r"\.\s")


def find_links(text: str, field: str = "abstract") -> list[Link]:
    """All links of a text in order of appearance; `text[link.start:link.end] == link.raw` for each."""
    if not may_link(text):
        return []
    return list(_found(text, field))


def _found(text: str, field: str) -> Iterator[Link]:
    """
    Links at every slash and at the marks that need none, from left to right.

    What one link covers is not looked at again. A slash that belongs to no address may part a name in words.
    """
    apart, position, slash = starts_apart(text), 0, text.find("/")
    while apart or slash >= 0:
        here, start = slash, at_slash(text, slash) if slash >= 0 else None
        if apart and (slash < 0 or (start and apart[-1] <= start)):
            here, start = -1, apart.pop()
        else:
            slash = text.find("/", slash + 1)
        link = _read(text, start, field) if start and start.at >= position else None
        if link is None and here >= 0:
            link = _named(text, here, field)
        if link and link.start >= position:
            yield link
            position = link.end
            slash = text.find("/", position) if slash < position else slash


def _named(text: str, slash: int, field: str) -> Link | None:
    """The link that a name in words is, where no address stands."""
    found = named(text, slash)
    return _settled(text, found[0], [(address, found[1]) for address in found[2]], field) if found else None


def _read(text: str, start: Start, field: str) -> Link | None:
    """The link that begins at `start`: the first of its readings, likeliest first, that is an address."""
    clear = plain(text, start.host)
    if clear:
        host, path, end = clear
        named = address_of(host, path, secure=start.scheme != "http://")
        return _link(named, text, start.at, end, field) if named else None
    before = text[max(start.at - 7, 0) : start.at]
    found: list[tuple[Address, int]] = []
    for reading in ends(text, start.host):
        end = trimmed(text, start.host, reading, before)
        for raw in readings(text[start.host : end], text[start.host : reading]):
            address = parse(start.scheme + whole(raw))
            if address:
                found.append((address, end))
    return _settled(text, start.at, found, field) if found else None


def _settled(text: str, start: int, found: Sequence[tuple[Address, int]], field: str) -> Link:
    """The first reading as the link, with the others that are something else and not only its owner."""
    (address, end), *rest = found
    others = {
        (other.kind, other.target): Artifact(other.kind, other.target, other.url)
        for other, other_end in rest
        if _may_be_meant(other, address) and not _SENTENCE_END.search(text, start, other_end)
    }
    return _link(address, text, start, end, field, others=tuple(others.values()))


def _may_be_meant(other: Address, address: Address) -> bool:
    """Whether a second reading is another repository on the same host: neither the same, nor a piece of the first."""
    name, first = other.target.casefold(), address.target.casefold()
    same_host = other.url.split("/", 3)[2] == address.url.split("/", 3)[2]
    if other.kind not in _REPOSITORIES or not same_host or name.endswith(("-", "_", ".")):
        return False
    return (other.kind, name) != (address.kind, first) and not first.startswith(f"{name}/")


def _link(
    address: Address, text: str, start: int, end: int, field: str, *, others: tuple[Artifact, ...] = ()
) -> Link:
    return Link(address.kind, address.target, address.url, text[start:end], start, end, field, others)
