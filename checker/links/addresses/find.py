"""
Finding the links in a text.

Most abstracts have none, which one or two searches of the text show. In the others, the text is read from left to
right; an address is read wherever one may start (see `starts`). An address with blanks or line breaks may have
several readings: the link is the first of them that the grammar accepts, and the others are its alternatives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.links.addresses.alternatives import alternatives, may_be_meant
from checker.links.addresses.ends import missing_segments, possible_ends
from checker.links.addresses.grammar import address_of, parse, printed_address
from checker.links.addresses.in_words import name_in_words
from checker.links.addresses.listed import with_brace_list
from checker.links.addresses.repair import past_command, repaired, spellings
from checker.links.addresses.starts import HOST_WITHOUT_PATH, Start, start_at_slash, starts_at_hosts, starts_at_words
from checker.links.addresses.trim import trimmed
from checker.links.addresses.usual import SLASH, plain_address
from checker.model import Artifact, Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.links.platforms.address import Address


# Attributes are looked up once: most texts take only a few calls, so each look-up counts.
_GITHUB_REPO = Kind.GITHUB_REPO
_host_without_path, _slash = HOST_WITHOUT_PATH.search, SLASH.search
_SENTENCE_END = re.compile(r"\.\s")


class _Reading(NamedTuple):
    """One reading of a printed address: what it names, its end (an offset in the text), and its URL as printed."""

    address: Address
    end: int
    printed: str


def find_links(text: str, field: str = "abstract") -> list[Link]:
    """
    All links of a text in order of appearance; `text[link.start:link.end] == link.raw` for each.

    `field` names the field of the paper that the text is from. Links do not overlap, except those of a list in
    braces. A slash that is not part of a URL may divide owner and name of a repository that is named in words.
    """
    if "/" not in text and (":" not in text or "swh:1:" not in text) and not _host_without_path(text):
        return []
    words = starts_at_words(text)
    found = None if words else _at_slashes(text, field)
    found = _in_order(text, field, words) if found is None else found
    return [one for link in found for one in with_brace_list(text, link)] if found and "{" in text else found


def _at_slashes(text: str, field: str) -> list[Link] | None:
    """The links of a text in which each link has a slash, as in nearly all texts; None for other texts."""
    found: list[Link] = []
    position, at = 0, text.find("/")
    while at >= 0 and (slash := _slash(text, at)):
        link = _link_at(text, slash, field, position)
        at = slash.start() + 1
        if link and link.start >= position:
            if _host_without_path(text, position, link.start):
                return None
            found.append(link)
            position = link.end
            at = max(at, position)
        at = text.find("/", at)
    return None if _host_without_path(text, position) else found


def _in_order(text: str, field: str, words: list[Start]) -> list[Link]:
    """The links of any text, from left to right: those at slashes, at `words` and at hosts without a path."""
    found: list[Link] = []
    apart, position = sorted({*words, *starts_at_hosts(text)}, reverse=True), 0
    slash = _slash(text)
    while apart or slash:
        here = slash if slash and not (apart and _comes_first(apart[-1], text, slash)) else None
        link = _link_at(text, here, field, position) if here else _read(text, apart.pop(), field, position)
        if link and link.start >= position:
            found.append(link)
            position = link.end
        if slash and (here or slash.start() < position):
            slash = _slash(text, max(slash.start() + 1, position))
    return found


def _link_at(text: str, slash: re.Match[str], field: str, position: int) -> Link | None:
    """The link that the slash matched by `SLASH` is part of; None if there is none."""
    if slash.lastgroup == "name":
        return _in_words(text, slash.start(), field)
    return _printed_plainly(text, slash, field) or _read_at(text, slash.start(), field, position)


def _comes_first(apart: Start, text: str, slash: re.Match[str]) -> bool:
    """Whether `apart` does not come after the start of the address at the next slash; False if that has none."""
    start = start_at_slash(text, slash.start())
    return start is not None and apart <= start


def _printed_plainly(text: str, slash: re.Match[str], field: str) -> Link | None:
    """The link whose URL is plainly printed around a slash; None for any other URL, and if a segment is missing."""
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


def _read_at(text: str, slash: int, field: str, position: int) -> Link | None:
    """The link that the slash at offset `slash` is part of: a URL, or a name in words."""
    start = start_at_slash(text, slash)
    return (_read(text, start, field, position) if start else None) or _in_words(text, slash, field)


def _in_words(text: str, slash: int, field: str) -> Link | None:
    """The link of a repository that is named in words around the slash at offset `slash`."""
    found = name_in_words(text, slash)
    if found is None:
        return None
    start, end, addresses = found
    return _likeliest(text, start, [_Reading(one, end, one.url) for one in addresses], field)


def _read(text: str, start: Start, field: str, position: int) -> Link | None:
    """
    The link that begins at `start`: the likeliest reading that the grammar accepts, with the others as alternatives.

    None if there is no such reading, and for a start before `position`, where the previous link ends.
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
    found: list[_Reading] = []
    for possible_end in possible_ends(text, start.host):
        end = trimmed(text, start.host, possible_end, before)
        for raw in spellings(text[start.host : end], text[start.host : possible_end]):
            found += _readings(start, raw, end)
        if text.startswith("\\", end) and (rest := past_command(text, end)):
            found += _readings(start, text[start.host : end] + rest, end)
    return _likeliest(text, start.at, found, field) if found else None


def _readings(start: Start, raw: str, end: int) -> Iterator[_Reading]:
    """The reading of `raw`, which is what follows the scheme; nothing if the grammar does not accept it."""
    whole = start.scheme + repaired(raw)
    if address := parse(whole):
        yield _Reading(address, end, printed_address(whole, address))


def _link(address: Address, text: str, span: tuple[int, int], field: str, printed: str) -> Link:
    """The link of an address at the offsets `span`, with the alternatives that a single reading has."""
    start, end = span
    others = alternatives(address, printed, text[end : end + 1])
    return Link(*address, text[start:end], start, end, field, others, printed=printed)


def _likeliest(text: str, start: int, found: Sequence[_Reading], field: str) -> Link:
    """The link of the first reading; of the others, those that name another repository become its alternatives."""
    first, *rest = found
    link = _link(first.address, text, (start, first.end), field, first.printed)
    others = {
        (other.kind, other.target): Artifact(other.kind, other.target, other.url)
        for other, end, _ in rest
        if may_be_meant(other, first.address) and not _SENTENCE_END.search(text, start, end)
    }
    return link._replace(alternatives=(*others.values(), *link.alternatives)) if others else link
