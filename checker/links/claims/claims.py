"""
The claim of a paper that prints no link: released, promised, on request, or none.

A claim needs three conditions in one sentence: it names a thing that can be released (code, data, model …), it has a
verb or adjective of release, and nothing gives it another meaning (somebody else's release, a comparison with
"publicly available" data). The tense distinguishes released from promised.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.claims import authors, promise, release
from checker.links.claims.glued import unglued
from checker.links.claims.languages import in_other_languages
from checker.links.claims.rules import matches_any
from checker.links.claims.words import THINGS, lowered
from checker.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2_000  # characters of a sentence that are read, so that the time for hostile text stays linear
_REACH = 140  # characters between a thing and the words of release, at most
# The pattern begins with a set of characters, because that is fast to search for.
_SENTENCE_ENDS = re.compile(r"[.!?\n](?:(?<!\n)(?!\w)|(?<=\n)\s{0,200}\n)")

#: Parts of words of which every sentence with a claim has at least one; texts and sentences without any are not read
#: further. Each pattern is for the words that share some letters and begins with these letters, because `re` finds a
#: literal beginning faster than `str.find` finds a word, and one search serves several words.
_CUES = tuple(
    (cue.search, cue.finditer)
    for cue in map(
        re.compile,
        (
            r"le(?:(?<=available)|(?<=accessible)|as(?<=releas)|ment(?<=supplement))",
            (
                r"ub(?:(?<=github)|li(?<=publi)(?:cly|cally|cation|sh|c\b(?:(?!\s(?:datasets?|benchmarks?|data|health"
                r"|opinion|discourse|safety)\b)"
                r"|(?<=first public)|(?<=new public)|(?<=novel public)|(?<=two public)|(?<=three public)"
                r"|(?<=scale\spublic)|(?<=developed\spublic))))"
            ),
            r"pen(?<=open)(?:ly\b|[-\s]?sourc)",
            r"quest(?<=request)",
            r"hare(?<=\sshare)\b",
        ),
    )
)

#: What a sentence may claim, weakest first; of several sentences the strongest counts. A thing that is only called
#: open ("an open-source toolkit") counts as released, but less than a promise to release something.
_STRENGTH = (
    Claim.NONE,
    Claim.ON_REQUEST,
    Claim.RELEASED,
    Claim.PROMISED,
    Claim.RELEASED,
)
_NONE, _ON_REQUEST, _CALLED_OPEN, _PROMISED, _RELEASED = range(len(_STRENGTH))
_WEIGHT = {claim: weight for weight, claim in enumerate(_STRENGTH)}


def claim_in(text: str, *, title: str = "") -> tuple[Claim, tuple[int, int] | None]:
    """
    The claim of a text without links, and the start and end offset of the sentence that makes it, None without a
    claim.

    Of several sentences with the same claim it is the last. `title` is the title of the paper: a thing that it names,
    and that the text calls open, is the paper's own.
    """
    best, span = _NONE, None
    lower = lowered(text)
    offsets = _cues(lower)
    for start, end in _sentences(lower, offsets) if offsets else ():
        found = _strength(unglued(lower[start : min(end, start + LONGEST)].split()), title)
        if found and found >= best:
            best, span = found, (start, end)
    for claim, place in in_other_languages(lower):
        if _WEIGHT[claim] >= best:
            best, span = _WEIGHT[claim], place
    return _STRENGTH[best], span


def _cues(lower: str) -> list[int]:
    """The offsets of the cues, in order."""
    found: list[int] = []
    for search, every in _CUES:
        if search(lower):
            found += (cue.start() for cue in every(lower))
    return sorted(found)


def _sentences(text: str, offsets: list[int]) -> Iterator[tuple[int, int]]:
    """The start and end offsets of the sentences that contain these offsets, in order."""
    end = 0
    for offset in offsets:
        if offset < end:
            continue
        start = max(text.rfind(". ", end, offset) + 1, end)
        for stop in _SENTENCE_ENDS.finditer(text, start):
            if stop.start() > offset:
                end = stop.start()
                break
            start = stop.end()
        else:
            end = len(text)
        yield start, end


def _strength(sentence: str, title: str) -> int:
    """The strength of the claim of one sentence, which is in lower case with single blanks."""
    if "request" in sentence and promise.ON_REQUEST.search(sentence) and THINGS.search(sentence):
        return _ON_REQUEST
    if matches_any(promise.TO_RELEASE, sentence) or (
        matches_any(promise.PROMISED, sentence) and THINGS.search(sentence)
    ):
        return _PROMISED
    given = matches_any(release.AUTHORS_RELEASE, sentence)
    if given and " not " not in sentence:
        return _RELEASED
    if given or _is_released(sentence) or matches_any(release.RELEASED, sentence):
        return _RELEASED if _is_own(sentence) else _NONE
    called_open = matches_any(release.MADE_OPEN, sentence) or _title_is_called_open(sentence, title)
    return _CALLED_OPEN if called_open and not authors.USED.search(sentence) else _NONE


def _is_released(sentence: str) -> bool:
    """Whether the sentence says that something "is released" or "is available"."""
    if not release.COPULA.search(sentence):
        return False
    if _match_about_thing(release.IS_RELEASED, sentence) or _is_about_name(sentence):
        return True
    found = _match_about_thing(release.IS_AVAILABLE, sentence)
    return found is not None and not release.CONDITIONAL.search(sentence[: found.end()])


def _match_about_thing(predicate: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """The first match of `predicate` that has a thing that can be released before it; None if none has."""
    for found in predicate.finditer(sentence):
        before = sentence[max(found.start() - _REACH, 0) : found.start()].rpartition(";")[2]
        if not before.endswith(("that ", "which ", "they ")) and THINGS.search(before):
            return found
    return None


def _is_about_name(sentence: str) -> bool:
    """Whether a release is stated of a name with which the sentence, or a clause of it, begins."""
    found = release.NAME_IS_RELEASED.search(sentence)
    return found is not None and release.NAME.search(sentence[: found.start()]) is not None


def _is_own(sentence: str) -> bool:
    """Whether a sentence about a release is about one by the authors."""
    if authors.OURS.search(sentence) and " not " not in sentence:
        return True
    if authors.NEGATED.search(sentence) or authors.USED.search(sentence):
        return False
    return bool(authors.WE.search(sentence) or authors.HOSTED.search(sentence) or not authors.OTHERS.search(sentence))


def _title_is_called_open(sentence: str, title: str) -> bool:
    """Whether the sentence calls open what the title names: "Thing is an open-source library"."""
    called = release.CALLED_OPEN.match(sentence) if " is " in sentence else None
    return called is not None and called["name"] in title.lower()
