"""
The claim of a paper that prints no link: released, promised, on request, or none.

A claim takes three things in one sentence: a thing that can be released (code, data, model …), a verb or
adjective of release, and nothing that turns it into something else (somebody else's release, a comparison
with "publicly available" data). The tense tells released from promised.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.claims import promise, release, writers
from checker.links.claims.glued import unglued
from checker.links.claims.languages import in_other_languages
from checker.links.claims.rules import holds
from checker.links.claims.words import THINGS, lowered
from checker.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2_000  # characters of a sentence that are looked at: the work on hostile text stays linear
_REACH = 140  # characters between a thing and what is said of it
_SENTENCE_ENDS = re.compile(r"[.!?\n](?:(?<!\n)(?!\w)|(?<=\n)\s{0,200}\n)")  # one set first: scans fast

#: Words one of which every sentence with a claim has, in the forms that say something. They spare most texts and
#: sentences all else. A pattern is of words that share two letters, and begins with these: the engine finds two
#: letters sooner than a string's own search finds a word, and one scan serves several words.
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

#: What a sentence says, weakest first: of what several sentences say, the strongest counts. That a thing is called
#: open is less than a promise of when it will be had.
_STRENGTH = (
    Claim.NONE,
    Claim.ON_REQUEST,
    Claim.RELEASED,
    Claim.PROMISED,
    Claim.RELEASED,
)
_NOTHING, _ASKED, _CALLED_OPEN, _TO_COME, _OUT = range(len(_STRENGTH))
_WEIGHT = {claim: weight for weight, claim in enumerate(_STRENGTH)}


def claim_in(text: str, *, title: str = "") -> tuple[Claim, tuple[int, int] | None]:
    """
    The claim of a text without links, and the span of the sentence that makes it; the last one counts.

    `title` is the paper's: a thing that it names and that is called open in the text is its own.
    """
    best, span = _NOTHING, None
    lower = lowered(text)
    places = _cues(lower)
    for start, end in _sentences(lower, places) if places else ():
        said = _said(unglued(lower[start : min(end, start + LONGEST)].split()), title)
        if said and said >= best:
            best, span = said, (start, end)
    for claim, place in in_other_languages(lower):
        if _WEIGHT[claim] >= best:
            best, span = _WEIGHT[claim], place
    return _STRENGTH[best], span


def _cues(lower: str) -> list[int]:
    """Where the cues stand, in order."""
    found: list[int] = []
    for search, every in _CUES:
        if search(lower):
            found += (cue.start() for cue in every(lower))
    return sorted(found)


def _sentences(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The spans of the sentences in which these places are, in order."""
    end = 0
    for place in places:
        if place < end:
            continue
        start = max(text.rfind(". ", end, place) + 1, end)
        for stop in _SENTENCE_ENDS.finditer(text, start):
            if stop.start() > place:
                end = stop.start()
                break
            start = stop.end()
        else:
            end = len(text)
        yield start, end


def _said(sentence: str, title: str) -> int:
    """What one sentence says, in lower case, with single blanks."""
    if "request" in sentence and promise.ON_REQUEST.search(sentence) and THINGS.search(sentence):
        return _ASKED
    if holds(promise.PLEDGED, sentence) or (holds(promise.PROMISED, sentence) and THINGS.search(sentence)):
        return _TO_COME
    given = holds(release.GIVEN, sentence)
    if given and " not " not in sentence:
        return _OUT
    if given or _is_out(sentence) or holds(release.RELEASED, sentence):
        return _OUT if _is_own(sentence) else _NOTHING
    called_open = holds(release.MADE, sentence) or _is_named(sentence, title)
    return _CALLED_OPEN if called_open and not writers.USED.search(sentence) else _NOTHING


def _is_out(sentence: str) -> bool:
    """Whether something "is released" or "is available"."""
    if not release.COPULA.search(sentence):
        return False
    if _of_thing(release.IS_OUT, sentence) or _of_name(sentence):
        return True
    found = _of_thing(release.IS_AVAILABLE, sentence)
    return found is not None and not release.SUPPOSED.search(sentence[: found.end()])


def _of_thing(said: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """Where it is said of a thing that can be released."""
    for found in said.finditer(sentence):
        before = sentence[max(found.start() - _REACH, 0) : found.start()].rpartition(";")[2]
        if not before.endswith(("that ", "which ", "they ")) and THINGS.search(before):
            return found
    return None


def _of_name(sentence: str) -> bool:
    found = release.NAME_IS_OUT.search(sentence)
    return found is not None and release.NAME.search(sentence[: found.start()]) is not None


def _is_own(sentence: str) -> bool:
    if writers.OURS.search(sentence) and " not " not in sentence:
        return True
    if writers.NOT.search(sentence) or writers.USED.search(sentence):
        return False
    return bool(writers.WE.search(sentence) or writers.HOSTED.search(sentence) or not writers.THIRD.search(sentence))


def _is_named(sentence: str, title: str) -> bool:
    """Whether it is what the title names that is called open: "Thing is an open-source library"."""
    called = release.CALLED_OPEN.match(sentence) if " is " in sentence else None
    return called is not None and called["name"] in title.lower()
