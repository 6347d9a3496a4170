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
_GLUED_WORD = re.compile(r"(?<=[a-z0-9])(?:(?P<we>We)|The|Our|(?P<this>This))\Z")
# What no sentence goes on with behind these words: the name before it is what they belong to.
_NO_NOUN = words(
    "and or but at in on for to of with by from as that which where who when while via under is are was were"
)
_NO_VERB = _NO_NOUN | words("be the a an it its our we this these their in addition")
_GLUED_SECTION = re.compile(r"(?<=[a-z0-9])(?:Contact|Supplementary|Availability|CONTACT|SUPPLEMENTARY)\Z")
_CLAUSE = re.compile(r"(?<!\?),[a-z]{2,20}\Z")
#: The next cell of a table: after a file, a status, or the name of a repository, which has no comma.
_CELL = re.compile(
    r"(?<=\.html)(?=,)|(?<=\.htm)(?=,)|(?<=\.php)(?=,)|(?<=\.pdf)(?=,)|(?<=\.zip)(?=,)|(?<=\.gz)(?=,)|(?<=\.git)(?=,)"
    r"|(?=,[1-5]\d\d(?:,|\Z))",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\\+\Z|&\w{0,5}\Z|%3C/?[A-Za-z]{0,10}(?:%3E.*)?\Z|---.*\Z|--+\Z|(?:\.?https?:?/*)+\Z", re.DOTALL)
_NAME_ENDS = re.compile(
    r"(?:github\.com|huggingface\.co|hf\.co|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|sourceforge\.net)"
    r"/(?:datasets/|spaces/)?[\w.%\\{}-]+/[\w.+%\\{}$-]+(?=[,;:!'()*\[\]])",
    re.IGNORECASE,
)
_LAYERS = 8  # of marks, brackets and words around one address: more is no sentence
#: The option of a LaTeX command, whose brackets are none of the sentence's.
_OPTION = re.compile(r"(?<=break)\[\d\]")
_VERB = re.compile(r"\\verb\*?(.)\Z")
_NEXT = 40  # characters in which the next word of the sentence stands
_FOLLOWING = re.compile(r"\s{1,10}([^\W\d_][\w-]*)")
_BRACKET = re.compile(r"[()\[\]]")


def trimmed(text: str, start: int, end: int, before: str) -> int:
    """
    The end of the address within `text[start:end]`, without what belongs to the sentence around it.

    `before` is the text before the address, a few characters of it.
    """
    raw = _OPTION.sub("xxx", text[start:end]) if "\\" in text[start:end] else text[start:end]
    if named := _NAME_ENDS.search(raw):
        raw = raw[: named.end()]
    raw = _unwrapped(before, raw)
    for _ in range(_LAYERS):
        shorter = _GLUED.split(_TAIL.sub("", _balanced(raw.rstrip(_MARKS))), maxsplit=1)[0]
        shorter = _CELL.split(shorter, maxsplit=1)[0] if "," in shorter else shorter
        if shorter == raw:
            break
        raw = shorter
    return start + len(_GLUED_SECTION.sub("", _unglued(raw, text[start + len(raw) : start + len(raw) + _NEXT])))


def _unglued(raw: str, after: str) -> str:
    """Without the first word of a sentence that goes on `after` it."""
    if not after[:1].isspace():
        return raw
    raw = _CLAUSE.sub("", raw)
    glued = _GLUED_WORD.search(raw)
    if glued is None:
        return raw
    following = _FOLLOWING.match(after)
    refused = _NO_VERB if glued["we"] else _NO_NOUN - {"is", "was"} if glued["this"] else _NO_NOUN
    goes_on = following is not None and following[1].casefold() not in refused
    return raw[: glued.start()] if goes_on else raw


def _unwrapped(before: str, raw: str) -> str:
    """An address without the mark that closes what was opened before it: `_…_`, `+…+` after LaTeX's verb."""
    verb = _VERB.search(before)
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
