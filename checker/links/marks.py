"""
Where an address may start: a scheme, a host before a slash, `www.`, an identifier.

Found by looking for slashes, dots and a few words with the string's own search, and only then by looking around:
an alternation of everything that may begin a link, tried at every character, costs twenty times as much.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.links.hosts import ARCHIVE_DOIS, PAGE_HOSTS, TLDS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Start(NamedTuple):
    """Where a link starts, where its host starts, and the scheme it is read with."""

    at: int
    host: int
    scheme: str = ""


_TLDS = frozenset(TLDS.split("|"))
_DOT_TLD = re.compile(rf"\.(?=[a-z][a-z])(?:{TLDS})(?![\w@-])")
_LETTERS = r"(?<![a-z])(?:h{1,3}t{1,3}p{0,2}s{0,2}|t{1,2}ps?|hps|ftp|git|ssh)"
_SCHEME_BEFORE = re.compile(rf"(?:https?\s?[:;.]|{_LETTERS}\s?[:;])\s?\Z")
_SCHEME_WITHOUT_COLON = re.compile(r"(?<![a-z])h{1,3}t{1,3}p{1,2}s{0,2}\Z")
_SLASHES = re.compile(r"(?:\s?[/\\]){0,3}:?\s?")
_BEFORE_SCHEME = (":", ";", ".", " ", "\n")
_DOI_PREFIX = re.compile(r"(?<![\w./])(?:doi:\s?)?(10\.\d{4})\Z")
_DOI_PREFIXES = frozenset(doi.partition("/")[0] for doi in ARCHIVE_DOIS)

_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_LONGEST_HOST = 100
_GLUED_BEFORE = re.compile(r"(?:at|on|in|via|from|here|is|code|link|see)(?=(?:github|gitlab|huggingface)\.)")
_HALF_BEFORE = re.compile(r"(?<![\w.])(?:hugging|git)-?\s{1,3}\Z")
_WHOLE_BEFORE = re.compile(r"(?<![\w.-])(?:github|huggingface|gitlab)\s\Z")
_SCHEME_ONLY = re.compile(r"(?<![a-z])https?\s?[:;]\s?\Z")
# "available at host.org": what must stand before a host with neither scheme nor path
_TOLD = re.compile(
    r"(?:available|accessible|found|hosted|released|published|visit|see|demo|website|page)\b[^.]{0,40}"
    r"\b(?:at|via|visit|see|under|:)[:\s]\s*\Z|\b(?:visit|website|webpage|page|demo|url)[:\s]\s*\Z"
)
_AFTER_HOST = re.compile(r"[.,;:)\]}\"'>]*(?:\s|\Z)")


def may_link(text: str) -> bool:
    """Whether there is anything in a text that a link can't do without."""
    return "/" in text or "www." in text or _DOT_TLD.search(text) is not None or "WWW." in text


def starts(text: str, lower: str) -> list[Start]:
    """Every place where an address may start, in order; `lower` is the text in lower case, of the same length."""
    found = {*_at_slashes(text, lower), *_at_words(lower), *_at_hosts(text, lower)}
    return sorted(found)


def _at_slashes(text: str, lower: str) -> Iterator[Start]:
    slash = lower.find("/")
    while slash >= 0:
        start = _at_slash(text, lower, slash)
        if start:
            yield start
        slash = lower.find("/", slash + 1)


def _at_slash(text: str, lower: str, slash: int) -> Start | None:
    before = lower[slash - 1 : slash] if slash else ""
    if before in _BEFORE_SCHEME:
        return _scheme(lower, slash, _SCHEME_BEFORE) or (_bare_before(text, lower, slash) if before == " " else None)
    if before.isdigit():
        doi = _DOI_PREFIX.search(lower, max(slash - 13, 0), slash)
        if doi and doi[1] in _DOI_PREFIXES:
            return Start(doi.start(), doi.start(1))
    if lower.startswith("//", slash):
        return _scheme(lower, slash, _SCHEME_WITHOUT_COLON)
    return _bare_before(text, lower, slash)


def _scheme(lower: str, slash: int, pattern: re.Pattern[str]) -> Start | None:
    """The scheme that ends before `slash`, whole or broken."""
    scheme = pattern.search(lower, max(slash - 11, 0), slash)
    if scheme is None:
        return None
    slashes = _SLASHES.match(lower, slash)
    host = slashes.end() if slashes else slash
    if lower.startswith(("http:", "https:"), host):  # a scheme printed twice: the second one counts
        return None
    plain = lower.startswith(("http", "ftp"), scheme.start()) and not lower.startswith("https", scheme.start())
    return Start(scheme.start(), host, "http://" if plain else "https://")


def _bare_before(text: str, lower: str, slash: int) -> Start | None:
    """A host without a scheme, whose top-level domain ends before `slash`."""
    dot = lower.rfind(".", max(slash - 24, 0), slash)
    if dot < 0:
        return None
    domain = lower[dot + 1 : slash].strip().partition(":")[0]
    if domain not in _TLDS or text[dot + 1 : slash].isupper():
        return None
    return _bare(text, lower, dot)


def _bare(text: str, lower: str, dot: int) -> Start | None:
    """The host around `dot`, back to where it begins; None within a mail address, a path, a longer name."""
    start = _host_start(lower, dot)
    before = text[max(start - 2, 0) : start]
    if start == dot or before[-1:] in ("@", "\\", "_") or (before[-1:] == "/" and before != "//"):
        return None
    if before == "//":
        return Start(start - 2, start)
    scheme = _SCHEME_ONLY.search(lower, max(start - 8, 0), start) if before[-1:] in (":", " ") else None
    return Start(scheme.start(), start, scheme[0][:5].strip(" :;") + "://") if scheme else Start(start, start)


def _host_start(lower: str, dot: int) -> int:
    """Where the host begins whose last dot is at `dot`; `dot` itself if there is none. Known names may be broken."""
    start, lowest = dot, max(0, dot - _LONGEST_HOST)
    while start > lowest and lower[start - 1] in _HOST_CHARACTERS:
        start -= 1
    while start < dot and lower[start] in ".-":
        start += 1
    if start == dot:
        word = _WHOLE_BEFORE.search(lower, max(dot - 13, 0), dot)
        return word.start() if word else dot
    if lower.startswith(("face.", "hub."), start):
        half = _HALF_BEFORE.search(lower, max(start - 13, 0), start)
        return half.start() if half else start
    glued = _GLUED_BEFORE.match(lower, start)
    return glued.end() if glued else start


def _at_words(lower: str) -> Iterator[Start]:
    """At `www.`, at git's own addresses, at Software Heritage's identifiers, at schemes with backslashes."""
    for word in ("www.", "git@", "swh:1:"):
        at = lower.find(word) if word[3] in lower else -1  # one rare character is found sooner than a word
        while at >= 0:
            if not lower[at - 1 : at].isalnum() and lower[at - 1 : at] not in ("/", "@", ".", "-"):
                yield Start(at, at)
            at = lower.find(word, at + 1)
    at = lower.find(":\\\\") if "\\" in lower else -1
    while at >= 0:
        start = _scheme(lower, at + 1, _SCHEME_BEFORE)
        if start:
            yield start
        at = lower.find(":\\\\", at + 1)


def _at_hosts(text: str, lower: str) -> Iterator[Start]:
    """Hosts that end without a slash: pages of projects, and hosts of which the text says to go there."""
    for domain in _DOT_TLD.finditer(lower):
        if lower.startswith("/", domain.end()) or not _may_stand_alone(text, lower, domain):
            continue
        start = _bare(text, lower, domain.start())
        if start:
            yield start


def _may_stand_alone(text: str, lower: str, domain: re.Match[str]) -> bool:
    if lower.endswith(PAGE_HOSTS, max(domain.end() - 16, 0), domain.end()):
        return True
    if not _AFTER_HOST.match(lower, domain.end()) or text[domain.start() + 1 : domain.end()].isupper():
        return False
    start = _host_start(lower, domain.start())
    return _TOLD.search(lower, max(start - 70, 0), start) is not None
