"""
Whose a link is: this paper's own artifact, or a tool or data set that it uses. From the sentence around it. Pure.

The cue that stands nearest before the link decides ("we use X (link), and release our code at link"); the name of
the paper in the name of the repository decides before all cues.
"""

from __future__ import annotations

import re

from checker.model import Ownership

_REACH = 400  # characters of a sentence that are looked at on either side of a link

_WE = r"\bwe (?:\w+ly |also |have |then |further |will )*(?:"
_THINGS = (
    r"(?:codes?|codebase|tools?|demos?|demonstrations?|videos?|examples|samples|results"
    r"|visuali[sz]ations|resources?"
    r"|materials?|models?|weights|checkpoints?|leaderboard|details|information|documentation|library"
    r"|package|software"
    r"|scripts?|implementations?|supplement\w*|tutorial|appendix|projects?|repository|website|platform|page)"
)
_TO = r"[\s:]*(?:[(\[{$<]\w*>?|\\\w+\{)*\s*\Z"  # what may stand between the words and the link
_OWN = re.compile(
    "|".join(
        (
            r"\bour\b",
            (
                r"\b(?:paper|work|article|study|report|survey) (?:also |thus )?(?:introduc|present|describ"
                r"|propos|releas|develop)\w*"
            ),
            _WE + r"releas|provid|publish|shar|ma[dk]e|host|maintain|open-? ?sourc|introduc|present|propos|develop"
            r"|creat|offer|(?:buil[dt]|have a)\b(?! (?:up)?on\b))\w*",
            (
                r"\b(?:ava[il]\w*ble?|accessible|released|open-? ?sourced?|published|accessed|obtained"
                r"|downloaded"
                r"|hosted|found|provided|updated)"
                r"(?= (?:\w+ ){0,6}?(?:at|on|in|from|via|under|here|through|:|\()|\s*[:(\[\\]|\s*\Z)"
            ),
            r"\b(?:project|code|web|home|demo|video|github)[ -]?(?:page|site|website|repository|repo|link)s?\b",
            (
                r"(?:\A|[.;:,(\[]|\band)\s*(?:the )?(?:source )?(?:codes?|data(?:set)?s?|models?|demos?|videos?"
                r"|software"
                r"|resources?|materials?|weights|github|website|benchmark|homepage|url|link|download|repository"
                r"|hugging ?face|leaderboard)\b"
            ),
            r"\b(?:see|visit)\b(?=[^.]{0,20}\Z)",
            (
                r"\b(?:is|are|be) (?!based|built|trained|tested|evaluated|collected|taken|drawn|derived)"
                r"(?:[\w-]+ ){0,8}?(?:at|on|via|from|in)[\s:]*\Z"
            ),
            (
                rf"\b{_THINGS}(?: (?!based|built|trained|tested|evaluated|collected)[\w-]+){{0,3}}? (?:at"
                rf"|on|from|in|via|here){_TO}"
            ),
            rf"\b{_THINGS}(?: (?:of|for) [\w-]+){{0,2}}\s*:{_TO}",
            (
                r"\b(?:demos?|videos?|tutorial|screencast|codes?|documentation|supplement\w*|appendix)"
                rf"(?: (?:of|for) [\w-]+){{0,2}}\s*\({_TO}"
            ),
            rf"\b{_THINGS}(?: (?:of|for) [\w-]+)? (?:is|are) (?:\w+ly )?available\b",
            r"\b(?:disponible|adresse)\b[^.]{0,20}\Z",  # French: the ACL has papers in it
            (
                r"\b(?:browsed|viewed|explored|tried|tested|queried|consulted|reached|seen|watched"
                r"|installed|cloned)\b"
                rf"(?: [\w-]+){{0,2}} (?:at|on|from|via|in|under){_TO}"
            ),
            r"\b(?:codes?|codebase|data|project|video|demo|details|materials?|page|samples?|examples)\s*:\s*\Z",
        )
    ),
    re.IGNORECASE,
)
_THIRD = re.compile(
    "|".join(
        (
            _WE + r"us|employ|adopt|utili[sz]|leverag|build on|built on|extend|follow|fine-?tun|train|evaluat|compar"
            r"|start|appl|test|modif|adapt|download|collect|crawl|scrap|gather|retriev|sampl|rely|run"
            r"|benchmark|analy[sz])\w*",
            (
                r"\b(?:using|utili[sz]ing|leveraging|based (?:up)?on|buil(?:t|ding) (?:up)?on"
                r"|on top of|powered by"
                r"|by means of|with the help of|implemented (?:in|with|using)|trained on|evaluated on"
                r"|fine-?tuned on"
                r"|extend(?:s|ing)|(?:provided|developed|proposed|introduced|created|published"
                r"|maintained) by|et al"
                r"|such as|e\.g|similar to|compared (?:to|with|against)|outperform\w*|existing|popular"
                r"|well-known|widely used|third-party|(?<!be )(?:collected|taken|drawn|downloaded"
                r"|crawled|scraped"
                r"|gathered|retrieved|sourced|mined|extracted|harvested) from|(?:submission"
                r"|participation|entry) (?:to|in)|obtained from the"
                r"|originally|variant of|extension of|shared task)\b"
            ),
        )
    ),
    re.IGNORECASE,
)
#: Whatever is said of the thing: somebody else's is used.
_USED = re.compile(
    r"\b(?:we (?:\w+ly |also |then |further )*(?:use|employ|adopt|utili[sz]e|leverage|download"
    r"|start from|rely on)d?|using|utili[sz]ing)"
    r"(?: (?!is |are |was |were |and |can |will |our )[\w-]+){1,7}? (?:at|from|in|on|via)" + _TO,
    re.IGNORECASE,
)
#: How nine of ten links are announced. Nothing stands between the cue and the link that could turn it round.
_ANNOUNCED = re.compile(
    r"\b(?:ava[il]\w*ble?|accessible|released?|found|open-? ?sourced?|published|provided|accessed|page"
    r"|website|homepage"
    r"|codes?|github)"
    r"(?: (?:publicly|online|freely|openly|here|at|on|from|via|in|is|github|the|following|url|link))*" + _TO,
    re.IGNORECASE,
)
#: Said after the link: that there is more of this paper.
_AFTER = re.compile(
    r"\A[\s)}\].,]*\{?[^.]{0,30}?\b(?:open-? ?source our|our (?:code|data|project)|codes?\b"
    r"|for (?:more|further|full|additional)|for (?:details"
    r"|results|videos|code)|(?:provides|contains|shows) (?:qualitative|additional|our|more))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<!\n)(?=\s+(?:[A-Z(\[]|http|www))|(?<=\n)\s{0,200}\n)")
_LINK = re.compile(r"(?:https?:|www\.)\S+")
_WORD = re.compile(r"[^\W_]+")


def owner_of(
    text: str, start: int, end: int, *, title: str = "", target: str = ""
) -> tuple[Ownership, tuple[int, int]]:
    """
    Whose the link at `text[start:end]` is, and the span of the sentence that says so.

    `title` is the paper's, `target` what the link points to.
    """
    first, last = _sentence(text, start, end)
    if _names(title, target):
        return Ownership.OWN, (first, last)
    before = " ".join(text[first:start].split())
    if _USED.search(before):
        return Ownership.THIRD_PARTY, (first, last)
    if _ANNOUNCED.search(before):
        return Ownership.OWN, (first, last)
    own, third = _last(_OWN, before), _last(_THIRD, before)
    if own == third:  # neither
        after = text[end:last]
        alone = not _WORD.search(_LINK.sub("", before + after))
        return (Ownership.OWN if alone or _AFTER.match(after) else Ownership.UNCLEAR), (first, last)
    return (Ownership.OWN if own > third else Ownership.THIRD_PARTY), (first, last)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(start - _REACH, 0)
    for stop in _SENTENCE_END.finditer(text, first, start + len("http")):
        first = stop.end()
    following = _SENTENCE_END.search(text, end, end + _REACH)
    last = following.end() if following else min(end + _REACH, len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _last(cue: re.Pattern[str], before: str) -> int:
    return max((match.end() for match in cue.finditer(before)), default=-1)


def _names(title: str, target: str) -> bool:
    """Whether the title begins with what the link names, as "Tool: a method for …" or "Tool, a method" does."""
    head, mark, _ = title.partition(":")
    if not mark:
        head, mark, _ = title.partition(",")
        mark = mark if " " not in head else ""
    parts = [_plain(part) for part in target.split("/")]
    short, last = _plain(head), parts[-1]
    return (
        bool(mark) and len(short) > 2 and (any(short in part for part in parts) or (len(last) > 3 and last in short))
    )


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()
