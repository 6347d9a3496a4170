"""Sentences that say that a thing is released: patterns for a sentence in lower case, with single blanks."""

from __future__ import annotations

import re

from checker.links.claims.rules import compiled
from checker.links.claims.words import (
    ADVERBS,
    AS_PREDICATE,
    AUTHORS_MAKE,
    BE,
    FREELY,
    NAME_WORD,
    OPEN,
    SITE,
    THING,
    WE_HAVE,
)

_AUTHORS = "we |we'|we\u2019"
_OPENLY = "publicly|publically|freely|open"
#: The authors themselves release something, unless the sentence contains "not".
AUTHORS_RELEASE = compiled(
    (f"releas&{_AUTHORS}", rf"{WE_HAVE}releas(?:e|ed|ing)\b"),
    (f"sourc&{_AUTHORS}", rf"{WE_HAVE}{OPEN}(?:e|ed|ing)\b"),
    (
        "releas&release &we ",
        rf"\bwe \w[^;]{{0,250}}?(?:,|\band) {ADVERBS}release (?:(?:\S+ ){{0,8}}?{THING}\b|\S+[-\d]\S* )",
    ),
    (
        "sourc&source &we ",
        rf"\bwe \w[^;]{{0,250}}?(?:,|\band) {ADVERBS}{OPEN}e (?:our|the|all|both|an?|it|this|these|code)\b",
    ),
    (
        " make&we &availab|accessib|public",
        (
            rf"\bwe \w[^;]{{0,250}}?(?:,|\band) {ADVERBS}makes? (?:our|the|all|both|it|its|them|these|this"
            rf"|{THING})\b"
            rf"[^;]{{0,100}}?(?:available|accessible|public|{OPEN}ed?){AS_PREDICATE}"
        ),
    ),
    (
        "releas|sourc&released|sourced",
        rf"\A(?:[\w-]+ ){{0,4}}{THING}(?:,? and [\w-]+)?(?: are| is)? (?:released|{OPEN}ed)\Z",
    ),
    (f"publish&{_AUTHORS}", rf"{WE_HAVE}publish(?:ed)?\b(?! in\b).{{0,150}}?\b{THING}\b"),
    (
        f"share &{_AUTHORS}",
        (
            rf"{WE_HAVE}share (?!(?:the |their |all )?(?:weights|parameters|embeddings"
            rf"|layers))\b{NAME_WORD}{{0,6}}?{THING}\b(?! (?:between|across|among)\b)"
        ),
    ),
    (
        f" mak|made &{_AUTHORS}&availab|accessib|publi|sourc",
        (
            rf"{WE_HAVE}(?:mak(?:e|ing)"
            rf"|made) (?!use\b)(?:\S+ ){{0,40}}?(?<!on )(?<!of )(?<!using )(?<!with )(?<!from )"
            rf"(?:{FREELY}|fully )*(?:available|accessible|public|{OPEN}ed?){AS_PREDICATE}"
        ),
    ),
    (
        " mak&availab|accessib&ly",
        (
            rf"\b(?:we|paper|work) [^;]{{0,200}}?\bmak(?:e|es|ing) (?:it |them )?{FREELY}(?:available"
            rf"|accessible)\b"
        ),
    ),
)
#: Something is released, unless the sentence is about what others have.
RELEASED = compiled(
    (
        f"provide |contribute &{_AUTHORS}&publi|free|open|availab",
        rf"{WE_HAVE}(?:provide|contribute) (?:\S+ ){{0,6}}?(?:public|open|free|availab|access).*?\b{THING}",
    ),
    (
        "published&is |are |been |being |was |were ",
        rf"\b{THING} (?:\S+ ){{0,4}}?(?<!that )(?<!which )(?<!they ){BE} {ADVERBS}published\b",
    ),
    (
        " available&code|software|implementation|script|demo",
        (
            r"\b(?:codes?|software|implementation|scripts|demo) (?:and \w+ )?available(?= ?\Z| ?[:(]"
            r"| (?:at|on|via|here|under|online|as)\b)"
        ),
    ),
    (
        " available&data|model",
        r"\b(?:data|models?) (?:and \w+ )?available(?= ?\Z| (?:at|on|via|here|under|online)\b)",
    ),
    (
        "releas|sourc&releasing|sourcing",
        rf"\b(?:releasing|{OPEN}ing) (?:of )?(?:our|the|all|its|both|these|this)\b.*?\b{THING}",
    ),
    (
        "releas&release ",
        (
            rf"\b(?:releases? (?:our|the|all|its|both|these|this)|release of (?:our|all|both|its|these)"
            rf"|(?:public|full|open) release of (?:\S+ ){{0,8}}?)\b.*?\b{THING}"
        ),
    ),
    ("releas& as ", r"\b(?:release of|releasing|released?) \S+ as (?:an? )?open"),
    ("sourc&source at|sourced at", r"\bopen-? ?sourced? at\b"),
    ("sourc&sourced&all|our ", rf"\b(?:all|our) (?:\S+ ){{0,12}}?{THING} (?:fully |publicly )?{OPEN}ed\b"),
    (
        " available& available as",
        (
            r"\b(?:codes?|framework|software|library|toolkit|implementation|package|tool|pipeline) (?:is"
            r"|are) available as\b"
        ),
    ),
    ("releas&releasing", rf"\b(?:by|and) {ADVERBS}(?:\w+ing,? and )?releasing (?:\S+ ){{0,8}}?{THING}\b"),
    ("releas&data release", rf"{AUTHORS_MAKE}the (?:[\w-]+ ){{0,3}}?data release\b"),
    (
        "git|hugging|zenodo|figshare|kaggle|sourceforge|pypi|cran",
        (
            r"\b(?:available|accessible|released?|shared?|upload\w*|host\w*|publish\w*|found|provid\w*"
            r"|deposit\w*|posted|put"
            rf"|disclos\w*|implement\w*|open-? ?sourced?|maintain\w*)\b[^;]{{0,100}}?"
            rf"\b(?:on|to|at|in|via|through|as|(?:availab|accessib)le from) (?:\w+ ){{0,2}}{SITE}"
        ),
    ),
    ("git|hugging", rf"\b(?:codes?|implementations?|scripts|package) (?:on|at|in|via) (?:our |the )?{SITE}"),
    (
        "git|hugging&our git|our public git|accompanying git|our hugging",
        (
            r"\b(?:available|online|updated?|found|hosted|shared|maintain)\b.*?\b(?:our"
            r"|accompanying) (?:public )?(?:git|hugging)"
        ),
    ),
    (
        f"supplement&{_AUTHORS}",
        (
            rf"{WE_HAVE}(?:include|included|attach|attached|provide|provided|submit"
            rf"|submitted) .{{0,60}}?{THING}\b.{{0,60}}?\bsupplement"
        ),
    ),
    ("releas&hope", rf"\bhope (?:that )?(?:the|this|our) (?:public |open )?release of (?:\S+ ){{0,3}}?{THING}\b"),
    (
        "supplement",
        (
            rf"\b{THING}\b.*?\b(?:attached|included|provided|available|submitted"
            rf"|released)\b.{{0,40}}?\bsupplement"
        ),
    ),
)
#: The authors make something that they call open or available ("we present an open-source toolkit").
MADE_OPEN = compiled(
    (
        f"{_OPENLY}&available|accessible|released|sourc",
        (
            rf"{AUTHORS_MAKE}(?:(?:\(.{{0,120}}?\)[,:]? |{NAME_WORD}){{1,10}}?(?<=[,:)\u2013\u2014-] ))?"
            rf"{NAME_WORD}{{0,6}}?(?:{FREELY}(?:available|accessible|released)|{OPEN}ed?)(?: and [\w-]+)?\b,? "
            rf"(?:[^;]{{0,100}}?\b{THING}\b|{NAME_WORD}{{0,4}}?[a-z][\w-]{{3,}}\b)"
        ),
    ),
    (
        " public&new public|first public|novel public|two public|three public|developed public|large-scale public",
        (
            rf"{AUTHORS_MAKE}{NAME_WORD}{{0,6}}?(?:new|first|novel|two|three|developed"
            rf"|large-scale) public {NAME_WORD}{{0,4}}?{THING}\b"
        ),
    ),
    (
        f"{_OPENLY}&presented|introduced|described|proposed|provided|released",
        (
            rf"\b(?:an?|the) {NAME_WORD}{{0,5}}?(?:{FREELY}(?:available|accessible)"
            rf"|{OPEN}ed?) {NAME_WORD}{{0,6}}?{THING}\b"
            r"[^;]{0,80}? (?:is|are|has been|have been|has also been|have also been|is also"
            r"|are also) (?:presented|introduced|described|proposed|provided|released)\b"
        ),
    ),
    (
        f"{_OPENLY}&ed as|ed in",
        (
            rf"\b(?:is|are) (?:\w+ly |also )*(?:provided|implemented|distributed|offered|realised"
            rf"|realized) (?:as|in) an? "
            rf"{NAME_WORD}{{0,4}}?(?:{FREELY}(?:available|accessible)|{OPEN}ed?)\b,? {NAME_WORD}{{0,6}}?{THING}\b"
        ),
    ),
    (
        f"{_OPENLY}&our ",
        rf"\bour (?:[\w-]+ )?(?:{FREELY}(?:available|accessible)|{OPEN}ed?) [a-z]",
    ),
    (
        f"{_OPENLY}&contribution|result",
        rf"\b(?:contributions?|result) (?:is|are) an? {NAME_WORD}{{0,3}}?{OPEN}ed? [a-z]",
    ),
)
#: A name that a sentence begins with is called open: the group `name`.
CALLED_OPEN = re.compile(
    rf"\A(?:the |our )?(?P<name>[\w-]{{3,}}(?: [\w.-]+){{0,2}}?)(?: \([^()]*\))?(?: (?:package|library"
    rf"|toolkit|framework|project))? is (?:an?|the first) "
    rf"{NAME_WORD}{{0,4}}?(?:{FREELY}(?:available|accessible)|{OPEN}ed?)\b"
)
#: What sentences that match IS_RELEASED, NAME_IS_RELEASED or IS_AVAILABLE have in common: searched first, to save
#: time.
COPULA = re.compile(rf"{BE} {ADVERBS}(?:available|accessible|released|{OPEN}|public|free|openly|downloadable)")
#: A predicate of release, for a thing named before it.
IS_RELEASED = re.compile(
    rf"\b{BE} {ADVERBS}(?:released|{OPEN}ed?|public|downloadable|{FREELY}(?:available|accessible"
    rf"|released|shared)"
    r"|available as (?:an? )?(?:open|free|public|python|r |package|supp))(?![a-z])"
)
#: A predicate of release, for anything with which a short clause begins, for example a proper name.
NAME_IS_RELEASED = re.compile(
    r"(?<= )(?:is|are|has been|have been) (?:also |now |being |made )*"
    r"(?:released (?:with|under|as (?:an? )?(?:open|free|public|python)|to the|for|publicly|at|on|via"
    r"|with an open)"
    rf"|{OPEN}ed?\b(?! (?:\w+ ){{0,2}}?(?:models?|llms?)\b)|{FREELY}(?:available|accessible)"
    r"|available (?:on (?!the (?:internet|market|web)\b|twitter)|(?:at|via|under|for download|publicly"
    r"|freely|openly|online"
    r"|to (?:support|facilitate|foster)|from (?:the|our|this|https?|www|github|gitlab|zenodo|hugging)"
    r"|as (?:an? )?(?:\S+ ){0,2}?(?:open|free|public|python|package|library|plug-?in|module|api|app"
    r"|service))\b))"
)
#: A name, from the beginning of a clause up to its predicate.
NAME = re.compile(r"(?:\A|\A[^;]{0,60}, |\band )(?:the |both )?[\w-]+(?: (?!that|which)[\w-]+){0,4} \Z")
#: "is available" and the like, for a thing named before it; not in a sentence that matches CONDITIONAL.
IS_AVAILABLE = re.compile(
    rf"\b{BE} {ADVERBS}(?<!readily )(?<!widely )(?<!easily )(?<!only )"
    r"(?<!currently )(?<!typically )(?<!commercially )(?<!immediately )(?<!highly )(?:available|accessible)"
    r"(?! (?:as|only|during|to (?!the|all|other|researchers|public)|in (?!the (?!literature)|our|this"
    r"|github|open|supp|two|three|\S+ format)"
    r"|(?:on|at) (?!the (?!internet|market|web\b|time)|our|this|github|git|hugging|zenodo|kaggle"
    r"|request|https?|www|\S*hub|py ?pi|cran"
    rf"|osf|figshare|line|an?|open|\[))\b){AS_PREDICATE}"
)
#: A condition, a question or a description of a field of research, in which "is available" claims nothing.
CONDITIONAL = re.compile(
    r"\b(?:when|where|if|whenever|assum\w*|given|for which|although|whether|unless|once|since|because"
    r"|as long as|while"
    r"|what|there (?:is|are)|many|few|most|some|often|usually|(?:show|reveal|suggest|find|mean|ensur"
    r"|requir)\w* that|learned)\b"
)
