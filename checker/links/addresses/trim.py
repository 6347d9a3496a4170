"""Where an address ends within its run: before its sentence's marks, closing brackets, words glued on. Pure."""

from __future__ import annotations

import re

from checker.links.platforms.hosts import words

_MARKS = ".,;:!?'*~\u2026\u200b\u200c\u200d\u2060\ufeff\u00ad"
# Words that begin a sentence, or a section of a structured abstract, and are seldom the end of a name.
_STARTERS = words(
    """
    A According Additionally After All Also Although Among An And Another As At Based Because Besides Beyond Both But
    By Code Codes Compared Consequently Currently Data Dataset Demo Despite Due During Each Existing Experimental
    Experiments? Extensive Finally First For From Further Furthermore Github GitHub Given Hence Here How However If In
    Index Instead It Its Keywords? Lastly Many Meanwhile Models? More Moreover Most Nevertheless Next No Notably
    Note Once One Our Overall Please Project Results Second See Several Since So Some Source Specifically Such That
    The Their Then There Therefore These They This Those Through Thus To Together Two Under Unlike Users Using Video
    We Website When While With Within Without Yet You Evaluation Training Videos Datasets Documentation Software
    Additional Pretrained Trained Weights Tested [A-Z][a-z]{3,}ly
    """
)
_SECTIONS = words(
    """
    Availability Background Competing Conclusions? Contacts? Copyright Database Discussion Funding Graphical
    Implementation Introduction Licen[cs]e Methods? Motivation Objectives? Published Significance Summary
    Supplementary Supplemental AVAILABILITY CONTACT KEYWORDS MOTIVATION RESULTS SUMMARY SUPPLEMENTARY
    """
)
_OPENING = "|".join(sorted(_STARTERS | _SECTIONS))
_GLUED = re.compile(rf"\.(?:{_OPENING})\Z|\.(?=(?:{_OPENING})(?:[A-Z]|\Z|[\w.-]{{0,64}}@))|(?<=\.git)\.(?=[A-Z])")
_GLUED_WORD = re.compile(r"(?<=[a-z0-9])(?:The|Our|We|This)\Z")
_GLUED_SECTION = re.compile(r"(?<=[a-z0-9])(?:Contact|Supplementary|Availability|CONTACT|SUPPLEMENTARY)\Z")
_CLAUSE = re.compile(r"(?<!\?),[a-z]{2,20}\Z")
_TAIL = re.compile(r"\\+\Z|&\w{0,5}\Z|---.*\Z|--+\Z|(?:\.?https?:?/*)+\Z", re.DOTALL)
_NAME_ENDS = re.compile(
    r"(?:github\.com|huggingface\.co|hf\.co)/(?:datasets/|spaces/)?[\w.%\\{}-]+/[\w.+%\\{}$-]+(?=[,;:!'()*\[\]])",
    re.IGNORECASE,
)
_LAYERS = 8  # of marks, brackets and words around one address: more is no sentence
_BRACKET = re.compile(r"[()\[\]]")


def trimmed(text: str, start: int, end: int, before: str) -> int:
    """
    The end of the address within `text[start:end]`, without what belongs to the sentence around it.

    `before` is the text before the address, a few characters of it.
    """
    raw = text[start:end]
    if named := _NAME_ENDS.search(raw):
        raw = raw[: named.end()]
    raw = _unwrapped(before, raw)
    for _ in range(_LAYERS):
        shorter = _GLUED.split(_TAIL.sub("", _balanced(raw.rstrip(_MARKS))), maxsplit=1)[0]
        if shorter == raw:
            break
        raw = shorter
    return start + len(_GLUED_SECTION.sub("", _unglued(raw, text[start + len(raw) : start + len(raw) + 1])))


def _unglued(raw: str, after: str) -> str:
    """Without the first word of a sentence that goes on `after` it."""
    return _GLUED_WORD.sub("", _CLAUSE.sub("", raw)) if after.isspace() else raw


def _unwrapped(before: str, raw: str) -> str:
    """An address without the mark that closes what was opened before it: `_…_`, `+…+` after LaTeX's verb."""
    verb = re.search(r"\\verb\*?(.)\Z", before)
    if verb:
        return raw.partition(verb[1])[0]
    return raw.rstrip("_" + _MARKS) if before.endswith("_") else raw


def _balanced(raw: str) -> str:
    """Cut at the first closing bracket that was never opened, or at the first of those that are never closed."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(raw):
        if bracket[0] in "([":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
        else:
            return raw[: bracket.start()]
    return raw[: opened[0]] if opened else raw
