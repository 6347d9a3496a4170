"""
Whether a sentence is about what the authors themselves release, or about what others have released: patterns for a
sentence in lower case, with single blanks.
"""

from __future__ import annotations

import re

from checker.links.claims.words import ADVERBS, BE, FREELY, OPEN

#: The authors, or their paper.
WE = re.compile(r"\b(?:we|our|ours|us|this (?:paper|work)|here(?:by|in)?)\b")
#: Something available or released that is used, or that is one of several: not the authors' own.
OTHERS = re.compile(
    r"\b(?:using|use|uses|used|utili[sz]e|utili[sz]ing|on|from|several|existing|many|most|other|of"
    r"|with|leverag\w+"
    r"|based on|two|three|four|five|various|widely|commonly|previously|recently) (?:(?!(?:is|are|been"
    r"|be|and|we) )[\w'\u2019]+[ -]+){0,4}?"
    r"(?:publicly[ -]+|freely[ -]+|openly[ -]+)?(?:available|released|open-? ?sourced?(?! licen))\b"
)
#: The authors use, or experiment with, something.
USED = re.compile(r"\bwe (?:\w+ ){0,2}(?:use|utili[sz]e|employ|leverage|evaluate|experiment)\b")
#: Not, hardly, or only under a condition available or released.
NEGATED = re.compile(
    r"\b(?:(?:not|rarely|seldom|hardly|never|no|limited|scarce|lack\w*|if|become|becoming|widely|more"
    r"|much|raw|abundant"
    r"|to provide|enough|sufficient)\b.{0,40}?|(?:recent|recently|previously|newly) (?:been )?|(?:when"
    r"|where|whether|whenever|assuming|since|given)\b.{0,100}?)"
    r"\b(?:available|released?|published|open|public)\b"
)
#: Something of the authors' ("our", "the") is released or made available.
OURS = re.compile(
    rf"\b(?:our|the) (?:\S+ ){{0,8}}?{BE} {ADVERBS}(?:released|{OPEN}ed|{FREELY}(?:available|accessible))"
)
#: Available on GitHub or GitLab.
HOSTED = re.compile(
    r"\b(?:available|released|accessible|shared|source|online) (?:\w+ ){0,2}"
    r"(?:on|at|in|via|as) (?:\w+ )?git(?:hub|lab)\b"
)
