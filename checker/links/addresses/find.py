"""
Where links stand in a text.

Most abstracts have none, and are turned away at the price of one or two scans. In the others, an address is read at
every mark of one, from left to right; the first of the ways to read it that makes sense is the link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.links.addresses.alternatives import alternatives, may_be_meant
from checker.links.addresses.ends import missing_segments, possible_ends
from checker.links.addresses.grammar import address_of, parse, printed_address
from checker.links.addresses.in_words import name_in_words
from checker.links.addresses.listed import listed
from checker.links.addresses.repair import past_command, repaired, spellings
from checker.links.addresses.starts import HOST_APART, Start, at_slash, starts_at_hosts, starts_at_words
from checker.links.addresses.trim import trimmed
from checker.links.addresses.usual import SLASH, plain_address
from checker.model import Artifact, Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.links.platforms.address import Address


# Looked up once: most texts cost no more than a few of such steps.
_GITHUB_REPO = Kind.GITHUB_REPO
_host_apart, _slash = HOST_APART.search, SLASH.search
_SENTENCE_END = re.compile(r"\.\s")


class _Found(NamedTuple):
    """One way to read an address: what it names, where it ends in the text, and as it is printed."""

    address: Address
    end: int
    printed: str


def find_links(text: str, field: str = "abstract") -> list[Link]:
    """
    All links of a text in order of appearance; `text[link.start:link.end] == link.raw` for each.

    What one link covers is not looked at again. A slash that belongs to no address may part a name in words.
    """
    if "/" not in text and (":" not in text or "swh:1:" not in text) and not _host_apart(text):
        return []
    words = starts_at_words(text)
    found = None if words else _at_slashes(text, field)
    found = _in_order(text, field, words) if found is None else found
    return [one for link in found for one in listed(text, link)] if found and "{" in text else found


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
    start = at_slash(text, slash.start())
    return start is not None and apart <= start


def _printed_plainly(text: str, slash: re.Match[str], field: str) -> Link | None:
    """The link whose address stands plainly around a slash; None where it does not, or lacks a piece."""
    host, path = slash.group("host", "path")
    if host is None:
        return None
    path = path or ""
    secure = text[slash.start() - 2] == "s"
    address = address_of(host, path, "https" if secure else "http")
    if address is None or (address.kind is not _GITHUB_REPO and missing_segments(host.casefold(), path)):
        return None
    start, end = slash.start() - (6 if secure else 5), slash.end()
    raw = text[start:end]
    if address.kind is _GITHUB_REPO:
        return Link(*address, raw, start, end, field, printed=raw)
    return _link(address, text, (start, end), field, raw)


def _at(text: str, slash: int, field: str, position: int) -> Link | None:
    """The link that a slash belongs to: an address's, or that of a name in words."""
    start = at_slash(text, slash)
    return (_read(text, start, field, position) if start else None) or _in_words(text, slash, field)


def _in_words(text: str, slash: int, field: str) -> Link | None:
    """The link that a name in words is, where no address stands."""
    found = name_in_words(text, slash)
    return _likeliest(text, found[0], [_Found(one, found[1], one.url) for one in found[2]], field) if found else None


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
        address = address_of(host, path, start.scheme[:-3])
        printed = f"{start.scheme or 'https://'}{text[start.host : end]}"
        return _link(address, text, (start.at, end), field, printed) if address else None
    before = text[max(start.at - 7, 0) : start.at]
    found: list[_Found] = []
    for possible_end in possible_ends(text, start.host):
        end = trimmed(text, start.host, possible_end, before)
        for raw in spellings(text[start.host : end], text[start.host : possible_end]):
            found += _addresses(start, raw, end)
        if text.startswith("\\", end) and (rest := past_command(text, end)):
            found += _addresses(start, text[start.host : end] + rest, end)
    return _likeliest(text, start.at, found, field) if found else None


def _addresses(start: Start, raw: str, end: int) -> Iterator[_Found]:
    """The address, if it is one, that `raw` stands for."""
    whole = start.scheme + repaired(raw)
    if address := parse(whole):
        yield _Found(address, end, printed_address(whole, address))


def _link(address: Address, text: str, span: tuple[int, int], field: str, printed: str) -> Link:
    """The link of an address that can be read in one way."""
    start, end = span
    others = alternatives(address, printed, text[end : end + 1])
    return Link(*address, text[start:end], start, end, field, others, printed=printed)


def _likeliest(text: str, start: int, found: Sequence[_Found], field: str) -> Link:
    """The likeliest address as the link, with the alternatives that are something else and not only its owner."""
    first, *rest = found
    link = _link(first.address, text, (start, first.end), field, first.printed)
    others = {
        (other.kind, other.target): Artifact(other.kind, other.target, other.url)
        for other, end, _ in rest
        if may_be_meant(other, first.address) and not _SENTENCE_END.search(text, start, end)
    }
    return link._replace(alternatives=(*others.values(), *link.alternatives)) if others else link
