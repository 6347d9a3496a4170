"""
Whose a link is: this paper's own artifact, or a tool or data set that it uses. From the sentence around it. Pure.

The cue that stands nearest before the link decides ("we use X (link), and release our code at link"); the name of
the paper in the name of the repository decides before all cues.
"""

from __future__ import annotations

import re

from checker.model import Ownership

_REACH = 400  # characters of a sentence that are looked at on either side of a link

_WE = r"\bwe (?:\w+ly |also |have |then |further |will )*(?:"
_OWN = re.compile(
    "|".join(
        (
            r"\bour\b|\bthis (?:paper|work|study|survey|article|project|thesis|review)\b|\bthe paper's\b",
            _WE + r"releas|provid|publish|shar|ma[dk]e|host|maintain|open-? ?sourc|introduc|present|propos|develop"
            r"|creat|offer)\w*",
            (
                r"\b(?:available|accessible|released|open-? ?sourced|published|accessed|obtained|downloaded"
                r"|hosted|found)"
                r"(?= (?:\w+ ){0,4}?(?:at|on|in|from|via|under|here|through|:)|\s*[:(\[\\]|\s*\Z)"
            ),
            r"\b(?:project|code|web|home|demo|video|github)[ -]?(?:page|site|website|repository|repo|link)s?\b",
            (
                r"(?:\A|[.;:,(\[]|\band)\s*(?:the )?(?:source )?(?:codes?|data(?:set)?s?|models?|demos?|videos?"
                r"|software"
                r"|resources?|materials?|weights|github|website|benchmark|homepage|url|link|download|repository"
                r"|hugging ?face|leaderboard)\b"
            ),
            r"\b(?:see|visit)\b(?=[^.]{0,20}\Z)",
            r"\b(?:is|are|be) (?:[\w-]+ ){0,8}?(?:at|on|via|from|in)[\s:]*\Z",
            r"\b(?:codes?|codebase|data|project|video|demo|details|materials?|page|samples?|examples)\s*:\s*\Z",
        )
    ),
    re.IGNORECASE,
)
_THIRD = re.compile(
    "|".join(
        (
            _WE + r"us|employ|adopt|utili[sz]|leverag|build on|built on|extend|follow|fine-?tun|train|evaluat|compar"
            r"|start|appl|test|modif|adapt)\w*",
            (
                r"\b(?:using|utili[sz]ing|leveraging|based (?:up)?on|buil(?:t|ding) (?:up)?on|on top of|powered by"
                r"|by means of|with the help of|implemented (?:in|with|using)|trained on|evaluated on|fine-?tuned on"
                r"|extend(?:s|ing)|(?:provided|developed|proposed|introduced|created|published|maintained) by|et al"
                r"|such as|e\.g|similar to|compared (?:to|with|against)|outperform\w*|baselines?|existing|popular"
                r"|well-known|widely used|third-party|part of|(?:collected|taken|drawn) from|obtained from the"
                r"|originally"
                r"|integrated in(?:to)?|variant of|extension of|shared task)\b"
            ),
        )
    ),
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s+(?:[A-Z(\[]|http|www))|\n\s{0,200}\n")
_WORD = re.compile(r"[^\W_]+")


def owner_of(
    text: str, start: int, end: int, *, title: str = "", name: str = ""
) -> tuple[Ownership, tuple[int, int]]:
    """
    Whose the link at `text[start:end]` is, and the span of the sentence that says so.

    `title` is the paper's, `name` what the link points to (the last part of its target).
    """
    first, last = _sentence(text, start, end)
    if _names(title, name):
        return Ownership.OWN, (first, last)
    before = " ".join(text[first:start].split())
    own, third = _last(_OWN, before), _last(_THIRD, before)
    if own == third:  # neither
        alone = not before.strip() or not _WORD.search(before)
        return (Ownership.OWN if alone and not text[end:].strip(" .)\n") else Ownership.UNCLEAR), (first, last)
    return (Ownership.OWN if own > third else Ownership.THIRD_PARTY), (first, last)


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


def _names(title: str, name: str) -> bool:
    """Whether the title begins with the name of the repository, as "Tool: a method for …" does."""
    head, colon, _ = title.partition(":")
    short, plain = _plain(head), _plain(name)
    return bool(colon) and len(short) > 2 and (short in plain or (len(plain) > 3 and plain in short))


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()
