"""Where an address ends within its run: before its sentence's marks, closing brackets, words glued on. Pure."""

from __future__ import annotations

import re

_MARKS = ".,;:!?'*~\u2026\u200b\u200c\u200d\u2060\ufeff\u00ad"
_STARTERS = (
    "The|Our|We|This|These|In|Code|Codes|It|All|To|For|Experiments?|Moreover|Furthermore|Additionally|Project|Data"
    "|Dataset|Models?|Keywords?|Index|Demo|Video|Website|Github|GitHub|Results|Extensive|More|Source|And|As|Based|By"
)
_GLUED = re.compile(rf"\.(?:{_STARTERS})\Z|\.(?=(?:{_STARTERS})(?:[A-Z]|\Z))")
_GLUED_WORD = re.compile(r"(?<=[a-z0-9])(?:The|Our|We|This)\Z")
_TAIL = re.compile(r"\\+\Z|&\w{0,5}\Z|---.*\Z|--+\Z|(?:\.?https?:?/*)+\Z", re.DOTALL)
_NAME_ENDS = re.compile(
    r"(?:github\.com|huggingface\.co|hf\.co)/(?:datasets/|spaces/)?[\w.%\\{}-]+/[\w.+%\\{}$-]+(?=[,;:!'()*\[\]])",
    re.IGNORECASE,
)
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
    while True:
        shorter = _TAIL.sub("", _balanced(raw.rstrip(_MARKS)))
        if "/" in shorter:
            shorter = _GLUED.split(shorter, maxsplit=1)[0]
        if shorter == raw:
            break
        raw = shorter
    if text[start + len(raw) : start + len(raw) + 1].isspace():
        raw = _GLUED_WORD.sub("", raw)
    return start + len(raw)


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
