"""
Where links stand in a text.

Most abstracts have none, and are turned away at the price of one or two scans. In the others, an address is read at
every mark of one, from left to right; the first of the ways to read it that makes sense is the link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.addresses.ends import missing_segments, possible_ends
from checker.links.addresses.grammar import Address, address_of, parse
from checker.links.addresses.in_words import name_in_words
from checker.links.addresses.repair import repaired, spellings
from checker.links.addresses.starts import HOST_APART, Start, at_slash, starts_at_hosts, starts_at_words
from checker.links.addresses.trim import trimmed
from checker.links.addresses.usual import SLASH, plain_address
from checker.model import Artifact, Kind, Link

if TYPE_CHECKING:
    from collections.abc import Sequence


_REPOSITORIES = frozenset({Kind.GITHUB_REPO, Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.OTHER_FORGE})
# Looked up once: most texts cost no more than a few of such steps.
_GITHUB_REPO = Kind.GITHUB_REPO
_host_apart, _slash = HOST_APART.search, SLASH.search
_SENTENCE_END = re.compile(r"\.\s")


def find_links(text: str, field: str = "abstract") -> list[Link]:
    """
    All links of a text in order of appearance; `text[link.start:link.end] == link.raw` for each.

    What one link covers is not looked at again. A slash that belongs to no address may part a name in words.
    """
    if "/" not in text and not _host_apart(text):
        return []
    words = starts_at_words(text)
    found = None if words else _at_slashes(text, field)
    return _in_order(text, field, words) if found is None else found


def _at_slashes(text: str, field: str) -> list[Link] | None:
    """The links of a text whose every link has a slash, as nearly all do; None for any other text."""
    found: list[Link] = []
    position, at = 0, text.find("/")
    while at >= 0 and (slash := _slash(text, at)):
        link = _of(text, slash, field, position)
        at = slash.start() + 1
        if link and link.start >= position:
            if _host_apart(text, position, link.start):
                return None
            found.append(link)
            position = link.end
            at = max(at, position)
        at = text.find("/", at)
    return None if _host_apart(text, position) else found


def _in_order(text: str, field: str, words: list[Start]) -> list[Link]:
    """The links at slashes and at the marks that need none, from left to right: what begins first is read first."""
    found: list[Link] = []
    apart, position = sorted({*words, *starts_at_hosts(text)}, reverse=True), 0
    slash = _slash(text)
    while apart or slash:
        here = slash if slash and not (apart and _comes_first(apart[-1], text, slash)) else None
        link = _of(text, here, field, position) if here else _read(text, apart.pop(), field, position)
        if link and link.start >= position:
            found.append(link)
            position = link.end
        if slash and (here or slash.start() < position):
            slash = _slash(text, max(slash.start() + 1, position))
    return found


def _of(text: str, slash: re.Match[str], field: str, position: int) -> Link | None:
    """The link that a slash belongs to."""
    if slash.lastgroup == "name":
        return _in_words(text, slash.start(), field)
    return _printed_plainly(text, slash, field) or _at(text, slash.start(), field, position)


def _comes_first(apart: Start, text: str, slash: re.Match[str]) -> bool:
    """Whether a start apart from any slash stands before that of the next slash, if it has one."""
    start = None if slash.lastgroup == "name" else at_slash(text, slash.start())
    return start is not None and apart <= start


def _printed_plainly(text: str, slash: re.Match[str], field: str) -> Link | None:
    """The link whose address stands plainly around a slash; None where it does not, or lacks a piece."""
    host, path = slash.group("host", "path")
    if host is None:
        return None
    path = path or ""
    secure = text[slash.start() - 2] == "s"
    address = address_of(host, path, secure=secure)
    if address is None or (address.kind is not _GITHUB_REPO and missing_segments(host.casefold(), path)):
        return None
    start, end = slash.start() - (6 if secure else 5), slash.end()
    return Link(*address, text[start:end], start, end, field)


def _at(text: str, slash: int, field: str, position: int) -> Link | None:
    """The link that a slash belongs to: an address's, or that of a name in words."""
    start = at_slash(text, slash)
    return (_read(text, start, field, position) if start else None) or _in_words(text, slash, field)


def _in_words(text: str, slash: int, field: str) -> Link | None:
    """The link that a name in words is, where no address stands."""
    found = name_in_words(text, slash)
    return _likeliest(text, found[0], [(address, found[1]) for address in found[2]], field) if found else None


def _read(text: str, start: Start, field: str, position: int) -> Link | None:
    """
    The link that begins at `start`: the likeliest way to read it that is an address. None for one
    that begins before `position`.
    """
    if start.at < position:
        return None
    plain = plain_address(text, start.host)
    if plain:
        host, path, end = plain
        address = address_of(host, path, secure=start.scheme != "http://")
        return Link(*address, text[start.at : end], start.at, end, field) if address else None
    before = text[max(start.at - 7, 0) : start.at]
    found: list[tuple[Address, int]] = []
    for possible_end in possible_ends(text, start.host):
        end = trimmed(text, start.host, possible_end, before)
        for raw in spellings(text[start.host : end], text[start.host : possible_end]):
            address = parse(start.scheme + repaired(raw))
            if address:
                found.append((address, end))
    return _likeliest(text, start.at, found, field) if found else None


def _likeliest(text: str, start: int, found: Sequence[tuple[Address, int]], field: str) -> Link:
    """The likeliest address as the link, with the alternatives that are something else and not only its owner."""
    (address, end), *rest = found
    others = {
        (other.kind, other.target): Artifact(other.kind, other.target, other.url)
        for other, other_end in rest
        if _may_be_meant(other, address) and not _SENTENCE_END.search(text, start, other_end)
    }
    return Link(*address, text[start:end], start, end, field, tuple(others.values()))


def _may_be_meant(other: Address, address: Address) -> bool:
    """Whether an alternative is another repository on the same host: neither the same, nor a piece of the first."""
    name, first = other.target.casefold(), address.target.casefold()
    same_host = other.url.split("/", 3)[2] == address.url.split("/", 3)[2]
    if other.kind not in _REPOSITORIES or not same_host or name.endswith(("-", "_", ".")):
        return False
    return (other.kind, name) != (address.kind, first) and not first.startswith(f"{name}/")
