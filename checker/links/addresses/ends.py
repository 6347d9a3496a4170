"""
Where an address may end: after the first blank, or beyond blanks and line breaks that were put into it.

If a blank has two readings, the likelier end comes first. A blank is taken as part of an address if the text before
it is unfinished (a scheme, half a host, an owner without a name, a hyphen) and the text after it continues an
address. A plain word is taken as a name only where the sentence ends with it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.links.addresses.repair import RUN, repaired
from checker.links.platforms.hosts import FORGES, HUB_HOSTS, SHORTENERS, TLDS, words

_BLANK = re.compile(r"[ \t\u00a0]{1,2}(?:\r?\n[ \t]*)?|\r?\n[ \t]*")
_BLANKS_AT_MOST = 8  # blanks within one address: a text with more of them is prose

_TLD = re.compile(rf"(?:[a-z0-9-]+\.)*(?:{TLDS})(?![\w-])", re.IGNORECASE)
_ENDS_IN_TLD = re.compile(rf"\.(?:{TLDS})\.?\Z", re.IGNORECASE)
_KNOWN_HOSTS = (
    "github.com",
    "huggingface.co",
    "gitlab.com",
    "bitbucket.org",
    "zenodo.org",
    "raw.githubusercontent.com",
)
#: Hosts whose URLs have a known number of path segments: an address with fewer is unfinished.
_SEGMENTS = {
    **{host: most or 2 for host, most in FORGES.items()},
    **dict.fromkeys((*SHORTENERS, "osf.io"), 1),
    **dict.fromkeys(HUB_HOSTS, 2),
    **dict.fromkeys(
        ("github.com", "gist.github.com", "zenodo.org", "doi.org", "anonymous.4open.science", "sites.google.com"), 2
    ),
}
_BACKSLASHED = re.compile(r"[\w.-]+(?:\\[\w.-]+){1,10}", re.ASCII)  # host and path after `https:\\`
#: Underscores that open an emphasis in Markdown, directly before an address or its host.
EMPHASIS = re.compile(r"(?<![^\s(\[])_{1,3}(?:https?://)?\Z")
_SECOND_SCHEME = re.compile(r"(?<![=/?&#h])h?ttps?:/", re.IGNORECASE)
# A piece that may be a plain word; the beginning of a piece that may be a name; what no word has but a path.
_WORD = re.compile(r"[A-Z]?[a-z]+[,.;:)]*\Z|[A-Za-z][,.;:)]*\Z")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]*)*")
_PATH_LIKE = re.compile(r"/[^/]*\.[a-z]{2,5}\b|[\d_~]|/.*/|\A[^/]+/\.?\Z")
_GOES_ON = re.compile(r"\s?[,;]?\s(?:and|or|with|for|to|under|which|where|that|via)\s|\s?[,;]\s|\s/|\S")
_ENDS = re.compile(r"[ .\"')}]{0,40}\Z")
#: The rest of a path or a number that begins before the blank.
_CONTINUED = re.compile(r"(?=...)[/_]?\w", re.DOTALL)
_ADVERB = re.compile(r"[a-z]{2,}(?:ly|ing|ed)[,.;:)]*\Z")
_PROSE = words(
    """
    a after against all along alongside already also although among an and any are as at available be because
    before below between beyond both but by can code codes data dataset datasets demo despite details does due
    during each either etc experiments extensive for free from further has have he her here his how however if in
    index instead into is it its just keywords later like link may models more most my near no not now of off on
    once one online only or our out over page paper per plus project publicly repo repository respectively results
    section shortly since so some soon still such than that the their them then there these they this those
    through thus to today together too toward towards under unless until up upon url use using via was we website
    were what when where whether which while who whose will with within without work yet you your
    """
)
_BETWEEN_WORDS = words("and or is are for with the to in of on we our this which where see it as from")


class _Piece(NamedTuple):
    """
    What follows a blank, up to the next one.

    `text` is repaired, `end` an offset in the text. `wraps`: a line break precedes it; `last`: the text ends after
    it; `goes_on`: another clause begins after it.
    """

    text: str
    end: int
    wraps: bool
    last: bool
    goes_on: bool


def possible_ends(text: str, start: int) -> list[int]:
    """
    The offsets at which the address whose host begins at offset `start` may end, the likeliest first.

    The others are the ends before each blank that was taken as part of the address, and, if the address is unfinished
    at its likeliest end, the end beyond the blank that follows there.
    """
    crossed = [_run_end(text, start)]
    while len(crossed) <= _BLANKS_AT_MOST and (piece := _piece(text, start, crossed[-1])):
        sofar = repaired(text[start : crossed[-1]])
        if not _joins(sofar, piece):
            other = [piece.end] if sofar.endswith(("/", "-", ".")) else []
            return [*reversed(crossed), *other]
        crossed.append(piece.end)
    return crossed[::-1]


def _piece(text: str, start: int, end: int) -> _Piece | None:
    """The piece after the blank at `end`; None without a blank, or if an emphasis around the address ends there."""
    blank = _BLANK.match(text, end)
    if blank is None or _is_emphasised(text, start, end):
        return None
    stop = _run_end(text, blank.end())
    piece = repaired(text[blank.end() : stop])
    wraps = "\n" in blank[0] and not text.startswith(" /", stop)
    last, goes_on = _ENDS.match(text, stop) is not None, _GOES_ON.match(text, stop) is not None
    return _Piece(piece, stop, wraps, last, goes_on) if piece else None


def _is_emphasised(text: str, start: int, end: int) -> bool:
    """Whether the address is closed by the underscore that opened it: `_https://…_` in Markdown."""
    return text[end - 1] == "_" and EMPHASIS.search(text, start - 11, start) is not None


def _run_end(text: str, start: int) -> int:
    """The end of the run of address characters at `start`, or the beginning of a second address within it."""
    backslashed = _BACKSLASHED.match(text, start) if text.startswith("\\\\", start - 2) else None
    run = backslashed or RUN.match(text, start)
    if run is None:
        return start
    second = _SECOND_SCHEME.search(text, start + 1, run.end())
    return second.start() if second else run.end()


def _joins(sofar: str, after: _Piece) -> bool:
    """Whether the piece after a blank belongs to the address so far."""
    piece = after.text
    host, slash, path = sofar.removeprefix("www.").partition("/")
    if not slash:
        return _host_joins(host, piece)
    if sofar[-1] in "-_":
        return piece[0].isalnum() and piece not in _BETWEEN_WORDS
    if piece == "/":
        return missing_segments(host.casefold(), path) > 0
    if piece[0] in "/_" or sofar.endswith(("zenodo.", "/10.", "=")):
        return _CONTINUED.match(piece) is not None
    if path and not path.endswith("/"):
        return False
    return _path_joins(host.casefold(), path, after)


def _host_joins(host: str, piece: str) -> bool:
    """Whether a blank is within a host: in a known host, at a dot or hyphen, or before the slash of the path."""
    if (host + piece).casefold().startswith(tuple(f"{known}/" for known in _KNOWN_HOSTS)):
        return True
    if host.endswith((".", "-")):
        return not _ENDS_IN_TLD.search(host) and _TLD.match(piece) is not None
    if piece.startswith("."):
        return (piece == "." and not _ENDS_IN_TLD.search(host)) or (_TLD.match(piece, 1) is not None and "/" in piece)
    return piece.startswith("/") and "." in host and (len(piece) > 2 or host.casefold() in _SEGMENTS)


def _path_joins(host: str, path: str, after: _Piece) -> bool:
    """Whether a piece after a slash is part of the path: a segment is missing, or the piece looks like a path."""
    piece = after.text
    name = _NAME.match(piece)
    if name is None:
        return False
    missing = missing_segments(host, path)
    if not missing:
        ends_text = after.last and not _is_prose(piece, closes=True)
        return ends_text or (_PATH_LIKE.search(name[0]) is not None and "/" in name[0])
    if "/" in name[0]:
        return name[0].casefold() != "and/or"
    if missing > 1 and after.wraps and not after.last and _WORD.match(piece):
        return False
    return not _is_prose(piece, closes=after.last or after.goes_on)


def _is_prose(piece: str, *, closes: bool) -> bool:
    """Whether a piece is a word of the sentence. A plain word is a name only at the end of a clause (`closes`)."""
    if not _WORD.match(piece):
        return False
    known = piece.rstrip(".,;:)").casefold() in _PROSE or _ADVERB.match(piece) is not None
    return known or not (closes or piece[-1] in ".)")


def missing_segments(host: str, path: str) -> int:
    """How many path segments a URL lacks, for hosts with a known number; 0 for others. `host` is in lower case."""
    wanted = _SEGMENTS.get(host)
    if not wanted:
        return 0
    path = path.strip("/")
    listing = host in HUB_HOSTS and path.partition("/")[0] in ("datasets", "spaces", "collections")
    return max(wanted + listing - (path.count("/") + 1 if path else 0), 0)
