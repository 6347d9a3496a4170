"""
What a paper says about its artifacts where it prints no link: released, promised, on request, or nothing.

A claim takes three things in one sentence: a thing that can be released (code, data, model …), a verb or
adjective of release, and nothing that turns it into something else (somebody else's release, a comparison
with "publicly available" data). The tense tells released from promised.
"""

from __future__ import annotations

import re

from checker.model import Claim

#: Every claim has one of these, in lower case.
_STEMS = (
    "releas",
    "availab",
    "open-sourc",
    "open sourc",
    "opensourc",
    "publish",
    "request",
    "public",
    "github",
    "gitlab",
)
LONGEST = 2_000  # characters of a sentence that are looked at: the work on hostile text stays linear
_SENTENCE = re.compile(r"[^.!?\n]*(?:\.(?=\w)[^.!?\n]*|\n(?!\s*\n)[^.!?\n]*)*")
_THING = (
    r"(?:source\s+codes?|codes?(?:base)?|implementations?|software|data(?:\s?sets?)?|models?|weights|checkpoints?"
    r"|benchmarks?|corpus|corpora|scripts?|toolkit|framework|library|resources?|materials?|package|pipeline|annotations"
    r"|prompts|demos?|recipes?|tools?|simulator|suite|adapters?|implementation)"
)
_OURS = r"(?:our|the|all|these|this|both|its|\w+(?:-\w+)*)"
_ADVERBS = r"(?:\w+ly\s+|now\s+|also\s+|made\s+|all\s+|both\s+|hereby\s+|further\s+)*"
_OUT = r"(?:accessible|released|open-?\s?sourced?|published|public|available(?!\s+(?:as|for|only)\b))"
_RELEASED = re.compile(
    rf"""
      \bwe\s+{_ADVERBS}(?:have\s+)?{_ADVERBS}
        (?:open-?\s?sourced?|releas(?:e|ed|ing)|publish(?:ed)?|mak(?:e|ing)|made|provide|share|contribute)\b.*?\b{_THING}
    | \b{_THING}\b[^;]{{0,120}}?(?<!that)\s(?:is|are|has\s+been|have\s+been|was|were|being)\s+{_ADVERBS}{_OUT}\b
    | \b(?:code|data|model|models|software|implementation)\s+(?:and\s+\w+\s+)?available\b
    | \b(?:releas|open-?\s?sourc)(?:e|es|ed|ing)\s+(?:of\s+)?(?:our|the|all|its|both|these)\b.*?\b{_THING}
    | \brelease\s+of\s+\S+\s+as\s+an?\s+open
    | \bopen-?\s?sourced?\s+at\b
    | \b(?:provid|contribut|present|introduc|releas)\w*\s+(?:\w+\s+){{0,2}}(?:publicly|freely|openly)\s+available\b
        .*?\b{_THING}
    | \b{_THING}\b.*?\b(?:on|to|at|in|via|through)\s+(?:\w+\s+){{0,2}}git(?:hub|lab)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PROMISED = re.compile(
    rf"""
      \b(?:will|shall|to)\s+(?:soon\s+|also\s+|\w+ly\s+)*be\s+(?:\w+ly\s+|made\s+|soon\s+)*
        (?:available|accessible|released|open-?\s?sourced|published|public|open)\b
    | \bwe\s+(?:will|shall|plan\s+to|intend\s+to|are\s+going\s+to)\s+(?:\w+ly\s+|also\s+)*
        (?:releas|open-?\s?sourc|publish|mak|shar|provid)\w*\b[^.]*?\b{_THING}
    | \b{_THING}\b[^.]*?\b(?:upon|after|on)\s+(?:\w+\s+)?(?:acceptance|publication)\b
    | \b(?:coming|available|released)\s+soon\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ON_REQUEST = re.compile(
    r"\b(?:up)?on\s+(?:\w+\s+){0,2}request\b|\bby\s+request\b|\brequest(?:ed)?\s+from\s+the\s+authors?\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|our|ours|us|this\s+(?:paper|work)|here(?:by|in)?)\b", re.IGNORECASE)
_THIRD = re.compile(
    r"\b(?:using|use|uses|used|on|from|several|existing|many|most|other|of|with|leverag\w+|based\s+on|two|three|four"
    r"|five|various|widely|commonly)\s+(?:\w+[\s-]+){0,4}?(?:publicly[\s-]+|freely[\s-]+|openly[\s-]+)?"
    r"(?:available|released|open-?\s?source[d]?)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:(?:not|rarely|seldom|hardly|never|no|limited|scarce|lack\w*|if|become|becoming|widely)\b.{0,40}?"
    r"|(?:when|where|whether)\b.{0,100}?)\b(?:available|released|open|public)\b",
    re.IGNORECASE,
)
_HOSTED = re.compile(
    r"\b(?:available|released|accessible|source)\s+(?:\w+\s+)?(?:on|at|in|via)\s+(?:\w+\s+)?git(?:hub|lab)\b",
    re.IGNORECASE,
)


def claim_in(text: str) -> tuple[Claim, tuple[int, int] | None]:
    """The claim of a text without links, and the span of the sentence that makes it; the last one counts."""
    lower = text.lower()
    if not any(stem in lower for stem in _STEMS):
        return Claim.NONE, None
    best: tuple[Claim, tuple[int, int] | None] = (Claim.NONE, None)
    for match in _SENTENCE.finditer(text):
        sentence = match[0][:LONGEST]
        if len(sentence) > 12 and any(stem in sentence.lower() for stem in _STEMS):
            claim = _claim(sentence)
            if _RANK[claim] >= _RANK[best[0]] and claim is not Claim.NONE:
                best = (claim, match.span())
    return best


_RANK = {Claim.NONE: 0, Claim.ON_REQUEST: 1, Claim.PROMISED: 2, Claim.RELEASED: 3, Claim.LINKED: 4}


def _claim(sentence: str) -> Claim:
    if _ON_REQUEST.search(sentence) and re.search(rf"\b{_THING}\b", sentence, re.IGNORECASE):
        return Claim.ON_REQUEST
    if _PROMISED.search(sentence) and re.search(rf"\b{_THING}\b", sentence, re.IGNORECASE):
        return Claim.PROMISED
    if _NOT.search(sentence):
        return Claim.NONE
    if _RELEASED.search(sentence) and (
        _WE.search(sentence) or _HOSTED.search(sentence) or not _THIRD.search(sentence)
    ):
        return Claim.RELEASED
    return Claim.NONE
