"""
What a paper says about its artifacts where it prints no link: released, promised, on request, or nothing.

A claim takes three things in one sentence: a thing that can be released (code, data, model …), a verb or
adjective of release, and nothing that turns it into something else (somebody else's release, a comparison
with "publicly available" data). The tense tells released from promised.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from checker.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

_Rule = tuple[tuple[str, ...], re.Pattern[str]]

LONGEST = 2_000  # characters of a sentence that are looked at: the work on hostile text stays linear
_SENTENCE_ENDS = re.compile(r"[.!?\n](?:(?<!\n)(?!\w)|(?<=\n)\s{0,200}\n)")  # one set first: scans fast

#: Beginnings of words one of which every sentence with a claim has. They spare most texts and sentences all else.
_CUES = ("availab", "releas", "publi", "request", "github", "gitlab", "supplement", "open", "share", "contribut")


def _rules(*rules: tuple[tuple[str, ...], str]) -> tuple[_Rule, ...]:
    return tuple((needs, re.compile(pattern)) for needs, pattern in rules)


def _holds(rules: tuple[_Rule, ...], sentence: str) -> bool:
    return any(any(need in sentence for need in needs) and pattern.search(sentence) for needs, pattern in rules)


_THING = (
    r"(?:source codes?|codes?(?:base)?|implementations?|software|data(?: ?sets?|bases?)?|models?|weights|checkpoints?"
    r"|benchmarks?|corpus|corpora|scripts?|toolkits?|frameworks?|library|libraries|resources?|materials?|packages?"
    r"|pipelines?|annotations|prompts|demos?|recipes?|tools?|simulator|suite|adapters?|logs|catalogu?es?|treebanks?"
    r"|lexicons?|embeddings|notebooks?|app|application|system|platform|repository|environments?|collection|splits)"
)
_THINGS = re.compile(rf"\b{_THING}\b")
_ADVERBS = r"(?:\w+ly |now |also |made |all |both |hereby |further |fully |being |been )*"
_OUT = (
    r"(?:accessible|released|open-? ?sourced?|published|public|downloadable|available(?! (?:as|only)\b)"
    r"|available as (?:an? )?(?:open|free|public|python|r |package|supp))"
)
_BE = r"(?:is|are|has been|have been|being|(?:was|were)(?= (?:\w+ly |also )*(?:made|released|open|published)))"
_WE_HAVE = rf"\bwe {_ADVERBS}(?:have )?{_ADVERBS}(?:\w+ (?:and|then) {_ADVERBS})?"

#: Words one of which a sentence must hold → what makes it a release. The words spare most sentences the pattern.
_RELEASED = _rules(
    (("we ",), rf"{_WE_HAVE}(?:open-? ?sourc(?:e|ed|ing)|releas(?:e|ed|ing))\b"),
    (("we ",), rf"{_WE_HAVE}(?:publish(?:ed)?|share|mak(?:e|ing)|made)\b.*?\b{_THING}"),
    (("we ",), rf"{_WE_HAVE}(?:provide|contribute) (?:\S+ ){{0,6}}?(?:public|open|free|availab|access).*?\b{_THING}"),
    (
        ("available", "accessible", "released", "source", "publi", "downloadable"),
        rf"\b{_THING}\b[^;]{{0,120}}?(?<!that)(?<!which) {_BE} {_ADVERBS}{_OUT}(?![a-z])",
    ),
    (
        ("is ", "are "),
        (
            r"\A(?:the )?[\w-]+(?: [\w-]+)? (?:is|are) (?:also |now |being )*"
            r"(?:released (?:under|as (?:an? )?(?:open|free|public|python)|to the|for|publicly|at|on|via)"
            r"|open-? ?sourced|(?:publicly|freely|openly)[ -](?:available|accessible)"
            r"|available (?:on|at|via|from|under|for download))\b"
        ),
    ),
    ((" available",), r"\b(?:codes?|models?|software|implementation|scripts) (?:and \w+ )?available\b"),
    (
        (" available",),
        r"\bdata (?:and \w+ )?available(?= ?\Z| (?:at|on|via|here|under|online)\b)",
    ),
    (
        ("releas", "sourc"),
        rf"\b(?:releas|open-? ?sourc)(?:e|es|ing) (?:of )?(?:our|the|all|its|both|these|this)\b.*?\b{_THING}",
    ),
    (("releas",), r"\b(?:release of|releasing|released?) \S+ as (?:an? )?open"),
    (("source at", "sourced at"), r"\bopen-? ?sourced? at\b"),
    (
        ("publicly", "freely", "openly"),
        (
            r"\b(?:provid|contribut|present|introduc|releas)\w* (?:an? |the |our )(?:[\w()-]+,? ){0,7}?"
            rf"(?:publicly|freely|openly)[ -](?:available|accessible)\b.*?\b{_THING}"
        ),
    ),
    (
        ("github", "gitlab"),
        rf"\b{_THING}\b.*?\b(?:on|to|at|in|via|through|as) (?:\w+ ){{0,2}}git(?:hub|lab)\b",
    ),
    (
        ("our github", "our gitlab", "our public git"),
        r"\b(?:available|online|updated|found|hosted|shared)\b.*?\bour (?:public )?git(?:hub|lab)\b",
    ),
    (
        ("supplement",),
        rf"\b{_THING}\b.*?\b(?:attached|included|provided|available|submitted)\b.{{0,40}}?\bsupplement",
    ),
)
_PROMISED = _rules(
    (
        ("will ", "shall ", "to "),
        (
            r"\b(?:will|shall|to) (?:soon |also |\w+ly )*be (?:\w+ly |made |soon )*"
            r"(?:available|accessible|released|open-? ?sourced|published|public|open)\b"
        ),
    ),
    (
        ("we will", "we shall", "we plan", "we intend", "we are going"),
        (
            r"\bwe (?:will|shall|plan to|intend to|are going to) (?:\w+ly |also )*"
            rf"(?:releas|open-? ?sourc|publish|mak|shar|provid)\w*\b[^.]*?\b{_THING}"
        ),
    ),
    (
        ("acceptance", "publication"),
        rf"\b{_THING}\b[^.]*?\b(?:upon|after|on) (?:\w+ )?(?:acceptance|publication)\b",
    ),
    ((" soon",), r"\b(?:coming|available|released) soon\b"),
)
_ON_REQUEST = re.compile(
    r"\b(?:availab|provid|shar|obtain|accessib|releas|access|data|code).*?\b(?:(?:up)?on (?:(?:any|reasonable|email"
    r"|e-mail|written|direct|your|special) )?request\b|by request\b)|\brequest(?:ed)? from the authors?\b"
    r"|\b(?:up)?on (?:reasonable )?request,? .*?\b(?:availab|provid|shar|obtain)"
)
_WE = re.compile(r"\b(?:we|our|ours|us|this (?:paper|work)|here(?:by|in)?)\b")
_THIRD = re.compile(
    r"\b(?:using|use|uses|used|utili[sz]e|utili[sz]ing|on|from|several|existing|many|most|other|of|with|leverag\w+"
    r"|based on|two|three|four|five|various|widely|commonly|previously|recently) (?:[\w'\u2019]+[ -]+){0,4}?"
    r"(?:publicly[ -]+|freely[ -]+|openly[ -]+)?(?:available|released|open-? ?sourced?)\b"
)
_USED = re.compile(r"\bwe (?:\w+ ){0,2}(?:use|utili[sz]e|employ|leverage|evaluate|experiment)\b")
_NOT = re.compile(
    r"\b(?:(?:not|rarely|seldom|hardly|never|no|limited|scarce|lack\w*|if|become|becoming|widely|more|much|raw|abundant"
    r"|to provide|enough|sufficient)\b.{0,40}?|(?:when|where|whether|whenever|assuming|since|given)\b.{0,100}?)"
    r"\b(?:available|released|open|public)\b"
)
_OWN = re.compile(
    rf"\bwe {_ADVERBS}(?:have )?{_ADVERBS}(?:releas|open-? ?sourc|publish|shar)"
    rf"|\bwe {_ADVERBS}(?:have )?{_ADVERBS}(?:make|made|making) .*?\b(?:available|accessible|public)"
    rf"|\b(?:our|the) (?:\S+ ){{0,8}}?{_BE} {_ADVERBS}"
    r"(?:released|open-? ?sourced|(?:public|free|open)ly (?:available|accessible))"
)
_HOSTED = re.compile(
    r"\b(?:available|released|accessible|shared|source|online) (?:\w+ ){0,2}"
    r"(?:on|at|in|via|as) (?:\w+ )?git(?:hub|lab)\b"
)
_RANK = {Claim.NONE: 0, Claim.ON_REQUEST: 1, Claim.PROMISED: 2, Claim.RELEASED: 3, Claim.LINKED: 4}


def claim_in(text: str) -> tuple[Claim, tuple[int, int] | None]:
    """The claim of a text without links, and the span of the sentence that makes it; the last one counts."""
    best: tuple[Claim, tuple[int, int] | None] = (Claim.NONE, None)
    lower = text.replace("\u0130", "i").lower()  # the one letter that grows: places must stay
    for start, end in _sentences(lower, _cues(lower)):
        claim = _claim(" ".join(lower[start : min(end, start + LONGEST)].split()))
        if claim is not Claim.NONE and _RANK[claim] >= _RANK[best[0]]:
            best = (claim, (start, end))
    return best


def _cues(lower: str) -> list[int]:
    """Where the cues stand, in order."""
    found = []
    for cue in _CUES:
        if cue in lower:
            found.extend(match.start() for match in re.finditer(cue, lower))
    return sorted(found)


def _sentences(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The spans of the sentences in which these places are, in order."""
    start = end = 0
    for place in places:
        if place < end:
            continue
        start = max(text.rfind(". ", end, place) + 1, start)
        for stop in _SENTENCE_ENDS.finditer(text, start):
            if stop.start() > place:
                end = stop.start()
                break
            start = stop.end()
        else:
            end = len(text)
        yield start, end


def _may_claim(lower: str) -> bool:
    return (
        "availab" in lower
        or "releas" in lower
        or "publi" in lower
        or "open-sourc" in lower
        or "request" in lower
        or "github" in lower
        or "gitlab" in lower
        or "open sourc" in lower
        or "opensourc" in lower
        or "supplement" in lower
        or "we share" in lower
        or "we contribute" in lower
    )


def _claim(sentence: str) -> Claim:
    """The claim of one sentence, in lower case, with single blanks."""
    if len(sentence) < 12 or not _may_claim(sentence):
        return Claim.NONE
    thing = _THINGS.search(sentence) is not None
    if thing and "request" in sentence and _ON_REQUEST.search(sentence):
        return Claim.ON_REQUEST
    if thing and _holds(_PROMISED, sentence):
        return Claim.PROMISED
    return Claim.RELEASED if _is_release(sentence) else Claim.NONE


def _is_release(sentence: str) -> bool:
    if not _holds(_RELEASED, sentence):
        return False
    if _OWN.search(sentence) and " not " not in sentence:
        return True
    if _NOT.search(sentence) or _USED.search(sentence):
        return False
    return bool(_WE.search(sentence) or _HOSTED.search(sentence) or not _THIRD.search(sentence))
