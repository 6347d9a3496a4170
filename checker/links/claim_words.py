"""
The words by which papers say that something is out, will be, or may be had: patterns for one sentence.

A sentence is in lower case, with single blanks. A rule is a pattern and the words one of which a sentence must hold
for it to match: they spare most sentences the pattern. Gaps are bounded, so that hostile text costs no more.
"""

from __future__ import annotations

import re

_Words = tuple[str, ...]
#: Words one of which must stand in a sentence → more groups of such words, each with a pattern.
Rules = tuple[tuple[_Words, tuple[tuple[tuple[_Words, ...], re.Pattern[str]], ...]], ...]


def holds(rules: Rules, sentence: str) -> bool:
    """Whether one of the rules matches the sentence."""
    for first, patterns in rules:
        if _has(sentence, first):
            for needs, pattern in patterns:
                if all(_has(sentence, words) for words in needs) and pattern.search(sentence):
                    return True
    return False


def _has(sentence: str, words: _Words) -> bool:
    for word in words:
        if word in sentence:
            return True
    return False


def _rules(*rules: tuple[str, str]) -> Rules:
    """Rules from pairs of needs, as in "releas&we |we'", and patterns; those of the same first need together."""
    sections: dict[_Words, list[tuple[tuple[_Words, ...], re.Pattern[str]]]] = {}
    for needs, pattern in rules:
        first, *more = (tuple(words.split("|")) for words in needs.split("&"))
        sections.setdefault(first, []).append((tuple(more), re.compile(pattern)))
    return tuple((first, tuple(patterns)) for first, patterns in sections.items())


_THING = (
    r"(?:source codes?|codes?(?:base)?|implementations?|software|data(?: ?sets?|bases?)?|models?|weights|checkpoints?"
    r"|benchmarks?|corpus|corpora|scripts?|toolkits?|frameworks?|library|libraries|resources?|materials?|packages?"
    r"|pipelines?|annotations|prompts|demos?|recipes?|tools?|simulators?|suites?|adapters?|logs|catalogu?es?|treebanks?"
    r"|lexicons?|embeddings|notebooks?|apps?|applications?|systems?|platforms?|repositor(?:y|ies)|environments?"
    r"|collections?|splits|test ?suites?"
    r"|toolbox(?:es)?|alignments|infrastructure|knowledge bases?|kb|thesaur(?:us|i)|wordnets?|ontolog(?:y|ies)"
    r"|dictionar(?:y|ies)|word ?lists?|parsers?|taggers?|solvers?|emulators?|plug-?ins?|apis?|sdks?|templates"
    r"|transcripts|traces|recordings|art[ei]facts|hardware|leaderboard|documentation|subset|project pages?)"
)
THINGS = re.compile(rf"\b{_THING}\b")
_ADVERBS = r"(?:\w+ly |now |also |made |all |both |hereby |further |fully |being |been |already |open )*"
_FREELY = r"(?:publicly|publically|freely|openly)[ -]"
_OPEN = r"open(?:ly)?[- ]?sourc"
_BE = r"(?:is|are|has been|have been|being|(?:was|were)(?= (?:\w+ly |also )*(?:made|released|open|published)))"
_WE_HAVE = rf"\bwe(?:['\u2019][vr]e)? {_ADVERBS}(?:have |are )?{_ADVERBS}(?:\w+ (?:and|then) {_ADVERBS})?"
#: Said of a thing ("is available at"), not before its name ("available data").
_SAID = (
    r"(?=[\W\d_]*\Z|[\d\\^\[(),;:]|[\W\d_]+(?:at|on|via|from (?:the|our|this|https?|www|github|gitlab|zenodo|hugging)|under|publicly|freely|free|openly|for|to|in|as|through|with|and|or|online|here|so|upon|by"
    r"|together|along|alongside|within|while|which|hoping|enabling|allowing|but|an?|the|our|all|these|new|both)\b)"
)
#: A word of the name or the kind of a thing: no preposition leads away from it.
_PLAIN = (
    r"(?:(?!(?:of|for|on|with|using|in|into|to|from|by|that|which|is|are|against|over|than|between|among|based|and (?:the|on)) )"
    r"[^\s;]*[^\s;.] )"
)
_MAKES = (
    r"(?:(?:introduc|describ|propos|contribut|creat|provid|releas)(?:e|es|ed|ing)"
    r"|(?:present|develop|construct|offer|deliver|design|publish|implement|build)(?:s|es|ed|ing)?(?! (?:up)?on\b)|built)"
)
#: Somebody who makes a thing, in this sentence.
_MAKER = (
    rf"(?:\A|\b(?:we|paper|work|study|report|article|project|letter|contributions?|our [\w-]+|our [\w-]+ [\w-]+|and|by|of|to|also|have|here) )"
    rf"(?:\w+ly |also |have |here |first |then |not only )*{_MAKES} (?:about )?"
)
_SITE = (
    r"(?:git ?hub|git ?lab|hugging ?face|zenodo|figshare|kaggle|sourceforge|py ?pi|cran)\b"
    r"(?! (?:pull|issues?|repositories|copilot|projects|commits|scraping|data|users|developers|discussions|dataset))"
)

_WRITERS = "we |we'|we\u2019"
#: The writers themselves release: only a "not" turns it round.
GIVEN = _rules(
    (f"releas&{_WRITERS}", rf"{_WE_HAVE}releas(?:e|ed|ing)\b"),
    (f"sourc&{_WRITERS}", rf"{_WE_HAVE}{_OPEN}(?:e|ed|ing)\b"),
    (
        "releas&release &we ",
        rf"\bwe \w[^;]{{0,250}}?(?:,|\band) {_ADVERBS}release (?:(?:\S+ ){{0,8}}?{_THING}\b|\S+[-\d]\S* )",
    ),
    (
        "sourc&source &we ",
        rf"\bwe \w[^;]{{0,250}}?(?:,|\band) {_ADVERBS}{_OPEN}e (?:our|the|all|both|an?|it|this|these|code)\b",
    ),
    (
        " make&we &availab|accessib|public",
        rf"\bwe \w[^;]{{0,250}}?(?:,|\band) {_ADVERBS}makes? (?:our|the|all|both|it|its|them|these|this|{_THING})\b"
        rf"[^;]{{0,100}}?(?:available|accessible|public|{_OPEN}ed?){_SAID}",
    ),
    (f"publish&{_WRITERS}", rf"{_WE_HAVE}publish(?:ed)?\b(?! in\b).{{0,150}}?\b{_THING}\b"),
    (
        f"share &{_WRITERS}",
        rf"{_WE_HAVE}share (?!(?:the |their |all )?(?:weights|parameters|embeddings|layers))\b{_PLAIN}{{0,6}}?{_THING}\b(?! (?:between|across|among)\b)",
    ),
    (
        f" mak|made &{_WRITERS}&availab|accessib|publi|sourc",
        rf"{_WE_HAVE}(?:mak(?:e|ing)|made) (?!use\b)(?:\S+ ){{0,40}}?(?<!on )(?<!of )(?<!using )(?<!with )(?<!from )"
        rf"(?:{_FREELY}|fully )*(?:available|accessible|public|{_OPEN}ed?){_SAID}",
    ),
    (
        " mak&availab|accessib&ly",
        rf"\b(?:we|paper|work) [^;]{{0,200}}?\bmak(?:e|es|ing) (?:it |them )?{_FREELY}(?:available|accessible)\b",
    ),
)
#: It is out, unless the sentence is about what others have.
RELEASED = _rules(
    (
        f"provide |contribute &{_WRITERS}&publi|free|open|availab",
        rf"{_WE_HAVE}(?:provide|contribute) (?:\S+ ){{0,6}}?(?:public|open|free|availab|access).*?\b{_THING}",
    ),
    (
        "published&is |are |been |being |was |were ",
        rf"\b{_THING} (?:\S+ ){{0,4}}?(?<!that )(?<!which )(?<!they ){_BE} {_ADVERBS}published\b",
    ),
    (
        " available",
        r"\b(?:codes?|software|implementation|scripts|demo) (?:and \w+ )?available(?= ?\Z| ?[:(]| (?:at|on|via|here|under|online|as)\b)",
    ),
    (
        " available&data|model",
        r"\b(?:data|models?) (?:and \w+ )?available(?= ?\Z| (?:at|on|via|here|under|online)\b)",
    ),
    (
        "releas|sourc&releasing|sourcing",
        rf"\b(?:releasing|{_OPEN}ing) (?:of )?(?:our|the|all|its|both|these|this)\b.*?\b{_THING}",
    ),
    (
        "releas&release ",
        rf"\b(?:releases? (?:our|the|all|its|both|these|this)|release of (?:our|all|both|its|these)"
        rf"|(?:public|full|open) release of (?:\S+ ){{0,8}}?)\b.*?\b{_THING}",
    ),
    ("releas& as ", r"\b(?:release of|releasing|released?) \S+ as (?:an? )?open"),
    ("sourc&source at|sourced at", r"\bopen-? ?sourced? at\b"),
    ("sourc&sourced&all|our ", rf"\b(?:all|our) (?:\S+ ){{0,12}}?{_THING} (?:fully |publicly )?{_OPEN}ed\b"),
    (
        " available& available as",
        r"\b(?:codes?|framework|software|library|toolkit|implementation|package|tool|pipeline) (?:is|are) available as\b",
    ),
    ("releas&releasing", rf"\b(?:by|and) {_ADVERBS}(?:\w+ing,? and )?releasing (?:\S+ ){{0,8}}?{_THING}\b"),
    ("releas&data release", rf"{_MAKER}the (?:[\w-]+ ){{0,3}}?data release\b"),
    (
        "git|hugging|zenodo|figshare|kaggle|sourceforge|pypi|cran",
        (
            r"\b(?:available|accessible|released?|shared?|upload\w*|host\w*|publish\w*|found|provid\w*|deposit\w*|posted|put"
            rf"|disclos\w*|implement\w*|open-? ?sourced?|maintain\w*)\b[^;]{{0,100}}?"
            rf"\b(?:on|to|at|in|via|through|as|(?:availab|accessib)le from) (?:\w+ ){{0,2}}{_SITE}"
        ),
    ),
    ("git|hugging", rf"\b(?:codes?|implementations?|scripts|package) (?:on|at|in|via) (?:our |the )?{_SITE}"),
    (
        "our git|our public git|accompanying git|our hugging",
        r"\b(?:available|online|updated?|found|hosted|shared|maintain)\b.*?\b(?:our|accompanying) (?:public )?(?:git|hugging)",
    ),
    (
        f"supplement&{_WRITERS}",
        rf"{_WE_HAVE}(?:include|included|attach|attached|provide|provided|submit|submitted) .{{0,60}}?{_THING}\b.{{0,60}}?\bsupplement",
    ),
    ("releas&hope", rf"\bhope (?:that )?(?:the|this|our) (?:public |open )?release of (?:\S+ ){{0,3}}?{_THING}\b"),
    (
        "supplement",
        rf"\b{_THING}\b.*?\b(?:attached|included|provided|available|submitted|released)\b.{{0,40}}?\bsupplement",
    ),
)
#: What is made is of a kind that anybody can have, by the way it is called.
MADE = _rules(
    (
        "publicly|publically|freely|openly|sourc",
        (
            rf"{_MAKER}(?:(?:\(.{{0,120}}?\)[,:]? |{_PLAIN}){{1,10}}?(?<=[,:)\u2013\u2014-] ))?"
            rf"{_PLAIN}{{0,6}}?(?:{_FREELY}(?:available|accessible|released)|{_OPEN}ed?)(?: and [\w-]+)?\b,? "
            rf"(?:[^;]{{0,100}}?\b{_THING}\b|{_PLAIN}{{0,4}}?[a-z][\w-]{{3,}}\b)"
        ),
    ),
    (
        "new public|first public|novel public|two public|three public|developed public|large-scale public",
        rf"{_MAKER}{_PLAIN}{{0,6}}?(?:new|first|novel|two|three|developed|large-scale) public {_PLAIN}{{0,4}}?{_THING}\b",
    ),
    (
        "publicly|publically|freely|openly|sourc&presented|introduced|described|proposed|provided|released",
        rf"\b(?:an?|the) {_PLAIN}{{0,5}}?(?:{_FREELY}(?:available|accessible)|{_OPEN}ed?) {_PLAIN}{{0,6}}?{_THING}\b"
        r"[^;]{0,80}? (?:is|are|has been|have been|has also been|have also been|is also|are also) (?:presented|introduced|described|proposed|provided|released)\b",
    ),
    (
        "publicly|publically|freely|openly|sourc&ed as|ed in",
        rf"\b(?:is|are) (?:\w+ly |also )*(?:provided|implemented|distributed|offered|realised|realized) (?:as|in) an? "
        rf"{_PLAIN}{{0,4}}?(?:{_FREELY}(?:available|accessible)|{_OPEN}ed?)\b,? {_PLAIN}{{0,6}}?{_THING}\b",
    ),
    (
        "publicly|publically|freely|openly|sourc&our ",
        rf"\bour {_PLAIN}{{0,3}}?(?:{_FREELY}(?:available|accessible)|{_OPEN}ed?) {_PLAIN}{{0,6}}?{_THING}\b",
    ),
    (
        "publicly|publically|freely|openly|sourc&contribution|result",
        rf"\b(?:contributions?|result) (?:is|are) an? {_PLAIN}{{0,3}}?{_OPEN}ed? {_PLAIN}{{0,5}}?{_THING}\b",
    ),
)
CALLED_OPEN = re.compile(
    rf"\A(?:the |our )?(?P<name>[\w-]{{3,}}(?: [\w.-]+){{0,2}}?)(?: \([^()]*\))?(?: (?:package|library|toolkit|framework|project))? is (?:an?|the first) "
    rf"{_PLAIN}{{0,4}}?(?:{_FREELY}(?:available|accessible)|{_OPEN}ed?)\b"
)
#: What the three that follow have in common, to be asked first.
COPULA = re.compile(rf"\b{_BE} {_ADVERBS}(?:available|accessible|released|{_OPEN}|public|free|openly|downloadable)")
#: Said of a thing that stands before it.
IS_OUT = re.compile(
    rf"\b{_BE} {_ADVERBS}(?:released|{_OPEN}ed?|public|downloadable|{_FREELY}(?:available|accessible|released|shared)"
    r"|available as (?:an? )?(?:open|free|public|python|r |package|supp))(?![a-z])"
)
#: Said of whatever a short sentence begins with, a proper name for one.
NAME_IS_OUT = re.compile(
    r"(?<= )(?:is|are|has been|have been) (?:also |now |being |made )*"
    r"(?:released (?:with|under|as (?:an? )?(?:open|free|public|python)|to the|for|publicly|at|on|via|with an open)"
    rf"|{_OPEN}ed?\b(?! (?:\w+ ){{0,2}}?(?:models?|llms?)\b)|{_FREELY}(?:available|accessible)"
    r"|available (?:on (?!the (?:internet|market|web)\b|twitter)|(?:at|via|under|for download|publicly|freely|openly|online"
    r"|to (?:support|facilitate|foster)|from (?:the|our|this|https?|www|github|gitlab|zenodo|hugging)"
    r"|as (?:an? )?(?:\S+ ){0,2}?(?:open|free|public|python|package|library|plug-?in|module|api|app|service))\b))"
)
NAME = re.compile(r"(?:\A|\A[^;]{0,60}, |\band )(?:the |both )?[\w-]+(?: (?!that|which)[\w-]+){0,4} \Z")
#: Said of a thing that stands before it, in a sentence that does not suppose it.
IS_AVAILABLE = re.compile(
    rf"\b{_BE} {_ADVERBS}(?<!readily )(?<!widely )(?<!easily )(?<!only )"
    r"(?<!currently )(?<!typically )(?<!commercially )(?<!immediately )(?<!highly )(?:available|accessible)"
    r"(?! (?:as|only|during|to (?!the|all|other|researchers|public)|in (?!the (?!literature)|our|this|github|open|supp|two|three|\S+ format)"
    r"|(?:on|at) (?!the (?!internet|market|web\b|time)|our|this|github|git|hugging|zenodo|kaggle|request|https?|www|\S*hub|py ?pi|cran"
    rf"|osf|figshare|line|an?|open|\[))\b){_SAID}"
)
#: A sentence that supposes, or tells where things stand.
SUPPOSED = re.compile(
    r"\b(?:when|where|if|whenever|assum\w*|given|for which|although|whether|unless|once|since|because|as long as|while"
    r"|what|there (?:is|are)|many|few|most|some|often|usually|(?:show|reveal|suggest|find|mean|ensur|requir)\w* that|learned)\b"
)
_WILL = r"\b(?:we|authors) (?:will|shall|(?:are )?plan(?:ning)? to|intend to|are going to|expect to|aim to|hope to)"
PROMISED = _rules(
    (
        "will |shall & be ",
        (
            r"\b(?:will|shall) (?:soon |also |all |\w+ly )*be (?:\w+ly |made |soon |all )*"
            r"(?:(?<!commercially )available|accessible|released|open-? ?sourced?|published|public|open)\b"
        ),
    ),
    (
        "to be ",
        r"(?<!needs )(?<!need )(?<!has )(?<!have )\bto be (?:\w+ly )?(?:made (?:\w+ly )?(?:available|public)|released|open-? ?sourced|published)\b",
    ),
    (
        "will |shall |plan|intend|going to|expect to|aim to|hope to&publish|mak|shar|provid",
        rf"{_WILL} (?:\w+ly |also |later |soon |then |further |\w+ and )*(?:publish|mak|shar|provid)\w*\b[^.]{{0,200}}?\b{_THING}",
    ),
    (
        "acceptance|publication",
        rf"\b{_THING}\b[^.]*?\b(?:upon|after|on) (?:\w+ )?(?:acceptance|publication)\b",
    ),
    (" soon", r"\b(?:coming|available|released) soon\b"),
    (
        "release&will be",
        r"\bwill be (?:included in|part of|made part of|contained in) (?:the|our|an?) (?:\S+ ){0,4}?release\b",
    ),
    (
        "to be |will be ",
        r"\b(?:link|url|address|repository) (?:to be|will be) (?:added|provided|inserted|included|disclosed|shared)\b",
    ),
)
#: Promises that say by themselves what is meant, a proper name for one.
PLEDGED = _rules(
    (
        "releas|sourc&will|shall|plan|intend|going to|expect to|aim to|hope to|'ll|\u2019ll",
        rf"(?:{_WILL}|\bwe['\u2019]ll) (?:\w+ly |also |later |soon |then |further |\w+ and )*(?:releas|{_OPEN})e\b(?! (?:\S+ ){{0,4}}?(?:analysis|report|paper)\b)",
    ),
)
ON_REQUEST = re.compile(
    r"\b(?:available|provided?|shared?|obtain(?:able|ed)|accessible|released|access(?:ed)?|distributed|supplied|requested|sent"
    r"|data|datasets?|codes?)\b(?:(?! to )[^;]){0,80}?\b(?:(?:up)?on (?:(?:any|reasonable|email|e-mail|written|direct|your|special"
    r"|author) )?request\b|by request\b)|\brequest(?:ed)? from the (?:\w+ )?authors?\b"
    r"|\b(?:up)?on (?:reasonable )?request,? .{0,150}?\b(?:availab|provid|shar|obtain)"
)
WE = re.compile(r"\b(?:we|our|ours|us|this (?:paper|work)|here(?:by|in)?)\b")
THIRD = re.compile(
    r"\b(?:using|use|uses|used|utili[sz]e|utili[sz]ing|on|from|several|existing|many|most|other|of|with|leverag\w+"
    r"|based on|two|three|four|five|various|widely|commonly|previously|recently) (?:(?!(?:is|are|been|be|and|we) )[\w'\u2019]+[ -]+){0,4}?"
    r"(?:publicly[ -]+|freely[ -]+|openly[ -]+)?(?:available|released|open-? ?sourced?(?! licen))\b"
)
USED = re.compile(r"\bwe (?:\w+ ){0,2}(?:use|utili[sz]e|employ|leverage|evaluate|experiment)\b")
NOT = re.compile(
    r"\b(?:(?:not|rarely|seldom|hardly|never|no|limited|scarce|lack\w*|if|become|becoming|widely|more|much|raw|abundant"
    r"|to provide|enough|sufficient)\b.{0,40}?|(?:recent|recently|previously|newly) (?:been )?|(?:when|where|whether|whenever|assuming|since|given)\b.{0,100}?)"
    r"\b(?:available|released|published|open|public)\b"
)
OURS = re.compile(
    rf"\b(?:our|the) (?:\S+ ){{0,8}}?{_BE} {_ADVERBS}(?:released|{_OPEN}ed|{_FREELY}(?:available|accessible))"
)
HOSTED = re.compile(
    r"\b(?:available|released|accessible|shared|source|online) (?:\w+ ){0,2}"
    r"(?:on|at|in|via|as) (?:\w+ )?git(?:hub|lab)\b"
)
