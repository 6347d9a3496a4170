"""Cutting off what is not part of a URL: punctuation, closing brackets, words that are glued to its end. Pure."""

from __future__ import annotations

import re

from checker.links.platforms.hosts import words

_MARKS = ".,;:!?'*~\u2026\u200b\u200c\u200d\u2060\ufeff\u00ad"
# Words (patterns) that begin a sentence and are seldom the end of a name; below, those that begin a section of a
# structured abstract.
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
# If one of these words follows, the word before it ("The", "We") did not begin a sentence: it is part of the name.
_NO_NOUN = words(
    "and or but at in on for to of with by from as that which where who when while via under is are was were"
)
_NO_VERB = _NO_NOUN | words("be the a an it its our we this these their in addition")
_GLUED_SECTION = re.compile(r"(?<=[a-z0-9])(?:Contact|Supplementary|Availability|CONTACT|SUPPLEMENTARY)\Z")
_CLAUSE = re.compile(r"(?<!\?),[a-z]{2,20}\Z")
#: The comma before the next cell of a table: after a file, after `.git`, or before an HTTP status.
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
_LAYERS = 8  # layers of punctuation, brackets and words that are cut off one URL at most
#: The option of a LaTeX command, whose brackets are not those of the sentence.
_OPTION = re.compile(r"(?<=break)\[\d\]")
_VERB = re.compile(r"\\verb\*?(.)\Z")
_LOOKAHEAD = 40  # characters after the URL in which the next word is looked for
_FOLLOWING = re.compile(r"\s{1,10}([^\W\d_][\w-]*)")
_BRACKET = re.compile(r"[()\[\]]")


def trimmed(text: str, start: int, end: int, before: str) -> int:
    """
    The end offset of the URL in `text[start:end]`, without what belongs to the sentence around it.

    `start` is the offset of its host; `before` holds the few characters of text before the URL.
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
    return start + len(_GLUED_SECTION.sub("", _unglued(raw, text[start + len(raw) : start + len(raw) + _LOOKAHEAD])))


def _unglued(raw: str, after: str) -> str:
    """The URL without the first word of the next sentence, which continues in `after`."""
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
    """The URL without the character that closes what `before` opened: `_…_`, or `+…+` after LaTeX's verb command."""
    verb = _VERB.search(before)
    if verb:
        return raw.partition(verb[1])[0]
    return raw.rstrip("_" + _MARKS) if before.endswith("_") else raw


def _balanced(raw: str) -> str:
    """The URL up to the first closing bracket without an opening one, or the first opening one without a closing."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(raw):
        if bracket[0] in "([":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
        else:
            return raw[: bracket.start()]
    return raw[: opened[0]] if opened else raw
