"""
Where an address may start: at a scheme, at a host before a slash, at `www.`, at an identifier.

The text is searched for slashes, dots and a few words by methods of strings, and only the characters around these are
matched with patterns: a single pattern of everything that may begin a link costs twenty times as much. Nearly all
links have a slash. The starts without one are `www.`, a host that the text says to visit, and identifiers.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from checker.links.addresses.ends import EMPHASIS
from checker.links.platforms.hosts import PAGE_HOSTS, RARE_TLDS, TLDS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Start(NamedTuple):
    """Offset of a link, offset of its host, and its scheme with `://` (empty if none is printed)."""

    at: int
    host: int
    scheme: str = ""


#: An identifier of Software Heritage (SWHID, version 1).
SWHID = re.compile(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}", re.IGNORECASE)
_TLDS = RARE_TLDS.union(TLDS.split("|"))
#: The dot of `www.`, or the dot before the top-level domain of a host without a path (then the group `domain`).
HOST_WITHOUT_PATH = re.compile(
    rf"\.(?=[a-zA-Z])(?:(?<=[wW][wW][wW]\.)|(?=[a-z]{{2,7}}(?![\w@/-]))(?P<domain>{TLDS})(?![a-z]))", re.ASCII
)
_LETTERS = r"(?<![a-z])(?:h{1,3}t{1,3}p{0,2}s{0,2}|t{1,2}ps?|hps|ftp|git|ssh)"
_SCHEME_BEFORE = re.compile(rf"(?:https?\s?[:;.]|{_LETTERS}\s?[:;])\s?\Z", re.IGNORECASE)
_SCHEME_WITHOUT_COLON = re.compile(r"(?<![a-z])h{1,3}t{1,3}p{1,2}s{0,2}\Z", re.IGNORECASE)
_SCHEME_AGAIN = re.compile(r"https?:", re.IGNORECASE)
_SLASHES = re.compile(r"(?:\s?(?!\\(?:allowbreak|protect|string|linebreak|hspace|discretionary))[/\\]){0,4}:?\s?")
_BEFORE_SCHEME = (":", ";", ".", " ", "\n")
_DOI_PREFIX = re.compile(r"(?<![\w./])(?:doi:\s?)?(10\.\d{4,5})\Z", re.IGNORECASE)

_HOST_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"
_LONGEST_HOST = 100
# A word, or a footnote's number, glued to a known host ("atgithub.com").
_GLUED_BEFORE = re.compile(
    r"(?:at|on|in|via|from|here|is|code|link|see|url|href|[a-z]{0,20}\d{1,2})(?=(?:github|gitlab|huggingface)\.)",
    re.IGNORECASE,
)
# The end of a sentence, glued to the host: the user name before .github.io has no dot.
_GLUED_SENTENCE = re.compile(r"(?!www\.)(?:[a-z0-9-]{1,63}\.){1,9}(?=[a-z0-9-]{1,39}\.github\.io\b)", re.IGNORECASE)
# The second half of a known host that is broken after "hugging" or "git".
_HALF = re.compile(r"(?:face|hub)\.", re.IGNORECASE)
_EVEN_IN_CAPITALS = ("github", "gitlab", "huggingface")  # any other host in capitals is prose
_HALF_BEFORE = re.compile(r"(?<![\w.])(?:hugging|git)-?\s{1,3}\Z", re.IGNORECASE)
# A known host with a blank or braces before the dot: "github .com", "{github}.com".
_WHOLE_BEFORE = re.compile(
    r"(?<![\w.-])(?:(?:github|huggingface|gitlab)\s|\{(?:github|huggingface|gitlab|bitbucket|zenodo)\}"
    r"|\{g\}it(?:\{[hl]\}|[hl])(?:ub|ab)|\{h\}ugging(?:\{f\}|f)ace)\Z",
    re.IGNORECASE,
)
_SCHEME_ONLY = re.compile(r"(?<![a-z])(https?)\s?[:;]\s?\Z", re.IGNORECASE)
# What must precede a host with neither scheme nor path: "available at" in "available at host.org".
_ANNOUNCED = re.compile(
    r"(?:availab|accessib|found|hosted|releas|publish|visit|see|demo|website|page|code|data|models?)\w*\b[^.]{0,40}"
    r"\b(?:at|via|through|visit|see|under|:)[:\s]\s*\Z|\b(?:visit|website|webpage|page|demo|url)[:\s]\s*\Z",
    re.IGNORECASE,
)
_AFTER_HOST = re.compile(r"[.,;:)\]}\"'>]*(?:\s|\Z)")


def start_at_slash(text: str, slash: int) -> Start | None:
    """The start of the address that the slash at offset `slash` is part of; None if it is part of none."""
    before = text[slash - 1 : slash]
    if before in _BEFORE_SCHEME:
        return _scheme(text, slash, _SCHEME_BEFORE) or _schemeless_before(text, slash)
    if before.isdigit():
        doi = _DOI_PREFIX.search(text, slash - 13, slash)
        if doi:
            return Start(doi.start(), doi.start(1))
    if text.startswith("//", slash):
        return _scheme(text, slash, _SCHEME_WITHOUT_COLON)
    return _schemeless_before(text, slash)


def starts_at_words(text: str) -> list[Start]:
    """The starts at `git@`, at identifiers of Software Heritage, and at schemes with backslashes."""
    starts = [Start(at, at) for at in _offsets(text, "git@") if _may_begin(text, at)] if "@" in text else []
    if text.find(":1:", text.find(":")) >= 0:  # one letter is found sooner than a word, and few texts have it early
        starts += (Start(one.start(), one.start()) for one in SWHID.finditer(text) if _may_begin(text, one.start()))
    if "\\" in text and ":\\" in text:
        starts += _at_backslashes(text)
    return starts


def starts_at_hosts(text: str) -> Iterator[Start]:
    """The starts at `www.` and at hosts without a path: of project pages, or announced ("available at")."""
    for dot in HOST_WITHOUT_PATH.finditer(text):
        if dot["domain"] is None:
            if _may_begin(text, dot.start() - 3):
                yield Start(dot.start() - 3, dot.start() - 3)
        elif _may_stand_alone(text, dot) and (start := _schemeless(text, dot.start())):
            yield start


def _scheme(text: str, slash: int, pattern: re.Pattern[str]) -> Start | None:
    """The start at the scheme that ends before the slash, correct or misprinted; None without one."""
    scheme = pattern.search(text, slash - 11, slash)
    if scheme is None:
        return None
    slashes = _SLASHES.match(text, slash)
    host = slashes.end() if slashes else slash
    if _SCHEME_AGAIN.match(text, host):  # the scheme is printed twice: the second one is used
        return None
    return Start(scheme.start(), host, _scheme_meant(scheme[0].lower()))


def _scheme_meant(name: str) -> str:
    """The scheme that is meant by a name, which may be misprinted; https where it is not clear."""
    if name.startswith(("git", "ssh")):
        return f"{name[:3]}://"
    return "http://" if name.startswith(("http", "ftp")) and not name.startswith("https") else "https://"


def _schemeless_before(text: str, slash: int) -> Start | None:
    """The start at a host without a scheme whose top-level domain ends before the slash; None without one."""
    dot = text.rfind(".", max(slash - 24, 0), slash)
    if dot < 0:
        return None
    domain = text[dot + 1 : slash].strip().partition(":")[0]
    if domain.lower() not in _TLDS:
        return None
    in_capitals = domain.isupper() and not text[max(dot - 11, 0) : dot].lower().endswith(_EVEN_IN_CAPITALS)
    return None if in_capitals else _schemeless(text, dot)


def _schemeless(text: str, dot: int) -> Start | None:
    """The start of the host whose last dot is at `dot`; None within an e-mail address, a path or a longer name."""
    start = _host_start(text, dot)
    before = text[max(start - 2, 0) : start]
    if before[-1:] in ("@", "\\") or (before[-1:] == "/" and before != "//"):
        return None
    if before[-1:] == "_" and not EMPHASIS.search(text, start - 3, start):
        return None
    if before == "//":
        return Start(start - 2, start)
    scheme = _SCHEME_ONLY.search(text, start - 8, start)
    return Start(scheme.start(), start, f"{scheme[1].lower()}://") if scheme else Start(start, start)


def _host_start(text: str, dot: int) -> int:
    """The offset of the host whose last dot is at `dot`, `dot` if there is none. Known hosts may contain a blank."""
    before = text[max(dot - _LONGEST_HOST, 0) : dot]
    start = dot - len(before[len(before.rstrip(_HOST_CHARACTERS)) :].lstrip(".-"))
    if start == dot or text[start - 1 : start] == "}":
        word = _WHOLE_BEFORE.search(text, dot - 15, dot)
        return word.start() if word else start
    if _HALF.match(text, start):
        half = _HALF_BEFORE.search(text, start - 11, start)
        return half.start() if half else start
    glued = _GLUED_BEFORE.match(text, start) or _GLUED_SENTENCE.match(text, start)
    return glued.end() if glued else start


def _at_backslashes(text: str) -> Iterator[Start]:
    """The starts at schemes with backslashes instead of slashes, or with slashes that are escaped as in JSON."""
    places = chain(_offsets(text, ":\\\\"), _offsets(text, ":\\/"))
    starts = (_scheme(text, at + 1, _SCHEME_BEFORE) for at in places)
    return (start for start in starts if start)


def _offsets(text: str, word: str) -> Iterator[int]:
    """The offsets of a word in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _may_begin(text: str, at: int) -> bool:
    """Whether an address may begin at offset `at`: not within a word, a path or a longer name."""
    before = text[at - 1 : at]
    return not before.isalnum() and before not in ("/", "@", ".", "-")


def _may_stand_alone(text: str, domain: re.Match[str]) -> bool:
    """Whether a host with neither scheme nor path is a link: one of a project page, or one that is announced."""
    if text[max(domain.end() - 16, 0) : domain.end()].lower().endswith(PAGE_HOSTS):
        return True
    if not _AFTER_HOST.match(text, domain.end()) or not domain["domain"].islower():
        return False
    start = _host_start(text, domain.start())
    return _ANNOUNCED.search(text, start - 70, start) is not None
