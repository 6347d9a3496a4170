"""
Whose a link is: this paper's own artifact, or a tool or data set that it uses. From the sentence around it. Pure.

The cue that stands nearest before the link decides ("we use X (link), and release our code at link"); the name of
the paper in the name of the repository decides before all cues.
"""

from __future__ import annotations

import re

from checker.links.claims import whose
from checker.links.claims.words import lowered
from checker.model import Ownership

_REACH = 400  # characters of a sentence that are looked at on either side of a link

# An abbreviation's dot ends no sentence; one without a blank after it does where a small word begins the next.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<!\n)(?<!\bal\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bcf\.)(?<!\bv\.)(?<!\bver\.)(?<!\bvs\.)(?=\s+(?:[A-Z(\[]|http|www))"
    r"|(?<=[a-z)\]]\.)(?=(?:the|we|this|these|our|in|for|it|to|all) )|(?<=\n)\s{0,200}\n)"
)
_LINK = re.compile(r"(?:https?:|www\.)\S+")
_PASSING = 160  # characters of an announcement in passing, right before the link
_LIST = 3  # other addresses beside one that nothing is said of: a list of resources
# A name alone stands before it; what a piece of it takes is not given back, for there is one way to part it.
_BARE = re.compile(r"(?:\A|/\S*\s)(?:[\w().+-]{1,40}+ ?+){1,8}+\Z")
_WORD = re.compile(r"[^\W_]+")


def owner_of(
    text: str, start: int, end: int, *, title: str = "", target: str = ""
) -> tuple[Ownership, tuple[int, int]]:
    """
    Whose the link at `text[start:end]` is, and the span of the sentence that says so.

    `title` is the paper's, `target` what the link points to.
    """
    first, last = _sentence(text, start, end)
    if _names(title, target):
        return Ownership.OWN, (first, last)
    before = " ".join(text[first:start].split())
    return _owner(before, text[end:last], target), (first, last)


def _owner(before: str, after: str, target: str) -> Ownership:
    """Whose it is, by what stands in the sentence before the link and after it."""
    said = lowered(before)
    if whose.USED.search(said) or _is_common(target):
        return Ownership.THIRD_PARTY
    passing = whose.IN_PASSING.search(said, len(said) - _PASSING)
    if passing is None and whose.ANNOUNCED.search(said):
        return Ownership.OWN
    found = _nearest(said[: passing.start()] if passing else said)
    if found is None and whose.CITED.search(said):
        return Ownership.THIRD_PARTY
    if found is None and passing:
        found = _nearest(said)
    return found or _by_what_follows(before, after)


def _nearest(before: str) -> Ownership | None:
    """What the cue says that stands nearest to the link."""
    own, third = _last(whose.OWN, before), _last(whose.THIRD, before)
    if own == third < 0:
        return None
    return Ownership.OWN if own > third else Ownership.THIRD_PARTY


def _by_what_follows(before: str, after: str) -> Ownership:
    if not _WORD.search(_LINK.sub("", before + after)):
        return Ownership.OWN
    said = lowered(after)
    if whose.AFTER_THIRD.match(said) or (_BARE.search(before) and len(_LINK.findall(before + after)) >= _LIST):
        return Ownership.THIRD_PARTY
    return Ownership.OWN if whose.AFTER_OWN.match(said) else Ownership.UNCLEAR


def _is_common(target: str) -> bool:
    """Whether the target stands on a host that many use and no paper owns."""
    return target.partition("/")[0].casefold() in whose.COMMON


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(start - _REACH, 0)
    for stop in _SENTENCE_END.finditer(text, first, start + len("http")):
        first = stop.end()
    following = _SENTENCE_END.search(text, end, end + _REACH)
    last = following.end() if following else min(end + _REACH, len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _last(cue: re.Pattern[str], before: str) -> int:
    return max((match.end() for match in cue.finditer(before)), default=-1)


def _names(title: str, target: str) -> bool:
    """Whether the title begins with what the link names, as "Tool: a method for …" or "Tool, a method" does."""
    head, mark, _ = title.partition(":")
    if not mark:
        head, mark, _ = title.partition(",")
        mark = mark if " " not in head else ""
    if not mark:
        return False
    parts = [_plain(part) for part in target.split("/")]
    short, last = _plain(head), parts[-1]
    return len(short) > 2 and (any(short in part for part in parts) or (len(last) > 3 and last in short))


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()
