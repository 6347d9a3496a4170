"""
Ownership of a link: whether it leads to the paper's own artifact, or to a tool or data set that the paper uses. Pure.

The sentence around the link decides: the last cue before the link counts ("we use X (link), and release our code at
link"). If the title of the paper begins with the name of the repository, the link is the paper's own whatever the
cues.
"""

from __future__ import annotations

import re

from checker.links.claims import ownership_cues
from checker.links.claims.words import lowered
from checker.model import Ownership

_REACH = 400  # characters of a sentence that are read on either side of a link

# The dot of an abbreviation does not end a sentence. Without a blank after it, a dot ends a sentence if a common word
# in lower case follows.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<!\n)(?<!\bal\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bcf\.)(?<!\bv\.)(?<!\bver\.)(?<!\bvs\.)(?=\s+(?:[A-Z(\[]|http|www))"
    r"|(?<=[a-z)\]]\.)(?=(?:the|we|this|these|our|in|for|it|to|all) )|(?<=\n)\s{0,200}\n)"
)
_LINK = re.compile(r"(?:https?:|www\.)\S+")
_PASSING_REACH = 160  # characters before the link in which an announcement in passing is looked for
_LIST_LENGTH = 3  # other URLs in the sentence that make it a list of resources, if no words are about the link
# Only a name precedes the link. The quantifiers are possessive, because a name can be divided in one way only.
_NAME_ALONE = re.compile(r"(?:\A|/\S*\s)(?:[\w().+-]{1,40}+ ?+){1,8}+\Z")
_WORD = re.compile(r"[^\W_]+")


def owner_of(
    text: str, start: int, end: int, *, title: str = "", target: str = ""
) -> tuple[Ownership, tuple[int, int]]:
    """
    The ownership of the link at `text[start:end]`, and start and end offset of the sentence that it is taken from.

    `title` is the title of the paper, `target` the canonical target of the link.
    """
    first, last = _sentence(text, start, end)
    if _title_names(title, target):
        return Ownership.OWN, (first, last)
    before = " ".join(text[first:start].split())
    return _owner(before, text[end:last], target), (first, last)


def _owner(before: str, after: str, target: str) -> Ownership:
    """The ownership by the text of the sentence before and after the link."""
    said = lowered(before)
    if ownership_cues.USED.search(said) or _is_common(target):
        return Ownership.THIRD_PARTY
    passing = ownership_cues.IN_PASSING.search(said, len(said) - _PASSING_REACH)
    if passing is None and ownership_cues.ANNOUNCED.search(said):
        return Ownership.OWN
    found = _nearest(said[: passing.start()] if passing else said)
    if found is None and ownership_cues.CITED.search(said):
        return Ownership.THIRD_PARTY
    if found is None and passing:
        found = _nearest(said)
    return found or _by_text_after(before, after)


def _nearest(before: str) -> Ownership | None:
    """The ownership by the last cue before the link; None without a cue."""
    own, third = _last_end(ownership_cues.OWN, before), _last_end(ownership_cues.THIRD_PARTY, before)
    if own == third < 0:
        return None
    return Ownership.OWN if own > third else Ownership.THIRD_PARTY


def _by_text_after(before: str, after: str) -> Ownership:
    """The ownership by the text after the link, for a link without a cue before it."""
    if not _WORD.search(_LINK.sub("", before + after)):
        return Ownership.OWN
    said = lowered(after)
    if ownership_cues.AFTER_THIRD_PARTY.match(said) or (
        _NAME_ALONE.search(before) and len(_LINK.findall(before + after)) >= _LIST_LENGTH
    ):
        return Ownership.THIRD_PARTY
    return Ownership.OWN if ownership_cues.AFTER_OWN.match(said) else Ownership.UNCLEAR


def _is_common(target: str) -> bool:
    """Whether the target is on a host of a resource that many papers use and none owns."""
    return target.partition("/")[0].casefold() in ownership_cues.COMMON_RESOURCES


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end offset of the sentence around `text[start:end]`, at most `_REACH` characters on either side."""
    first = max(start - _REACH, 0)
    for stop in _SENTENCE_END.finditer(text, first, start + len("http")):
        first = stop.end()
    following = _SENTENCE_END.search(text, end, end + _REACH)
    last = following.end() if following else min(end + _REACH, len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _last_end(cue: re.Pattern[str], before: str) -> int:
    """The offset at which the last cue ends, -1 without a cue."""
    return max((match.end() for match in cue.finditer(before)), default=-1)


def _title_names(title: str, target: str) -> bool:
    """Whether the title begins with the name in `target`, as in "Tool: a method for …" or "Tool, a method"."""
    head, mark, _ = title.partition(":")
    if not mark:
        head, mark, _ = title.partition(",")
        mark = mark if " " not in head else ""
    if not mark:
        return False
    parts = [_letters_and_digits(part) for part in target.split("/")]
    short, last = _letters_and_digits(head), parts[-1]
    return len(short) > 2 and (any(short in part for part in parts) or (len(last) > 3 and last in short))


def _letters_and_digits(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(_WORD.findall(text)).casefold()
