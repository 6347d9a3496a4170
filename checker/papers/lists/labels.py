"""Labels: words for the target of a link or the content of a line or column. Labels alone are not a title."""

from __future__ import annotations

import re
from functools import lru_cache

from checker.links.platforms.hosts import words

#: Labels of links to the paper itself.
PAPER_WORDS = words(
    """
    paper papers pdf arxiv abs abstract doi article preprint openreview acl aclanthology ieee acm springer elsevier
    biorxiv medrxiv nips neurips pmlr cvf publisher publication proceedings html bib bibtex cite citation scholar
    g-scholar 论文 文章 論文 原文
    """
)
#: All labels, and small words that stand between them.
LABELS = PAPER_WORDS | words(
    """
    a an and at be by for from here in is it link links more none not null of on our see the this to tbd via will
    with www yet
    code codes coding source official unofficial implementation implementations github gitlab repo repos repository
    repositories pytorch tensorflow jax keras tf torch matlab project projects page pages home homepage web webpage
    website site demo demos data dataset datasets database benchmark model models weights checkpoint checkpoints
    pretrained hf hugging face huggingface space spaces colab notebook video videos youtube slide slides poster talk
    talks blog blogs post media news docs documentation doc readme supp supplement supplementary material materials
    appendix star stars fork forks badge download downloads release released available coming soon main long short
    oral spotlight highlight best award train training eval evaluation test tool tools software package library
    author authors title venue year date published conference journal updated tldr tl dr note notes abstract keywords
    awesome build daily papers commits contributors discord forks issues license maintained prs pulls slack version
    views visitors welcome wechat twitter pypi tags type task tasks 代码 代碼 项目 主页 数据 コード 无 暂无 否 是
    """
)
_WORD = re.compile(r"[^\W_]+")
_MOST = 8  # words of a label
#: The beginning of a line about a paper that is not its title.
_ATTRIBUTE = re.compile(
    r"\W*(?:authors?|venue|conference|journal|year|date|published|abstract|tl;?\s?dr|keywords?|tags?|(?:source )?code"
    r"|github|project(?: page)?|home ?page|website|data(?:set)?s?|demo|videos?|slides|models?|weights|notes?|summary"
    r"|comments?|affiliations?|institutions?|links?|tasks?|作者|代码|摘要)\W{0,3}"
    r"(?:[(\uff08\[][^()\uff08\uff09\[\]]{0,20}[)\uff09\]]\s?)?[:\uff1a]",
    re.IGNORECASE,
)
_REACH = 120  # characters before a link in which the words that announce it stand
_OPENS = ":([|"  # marks between such words and the link
_ANNOUNCING = re.compile(r"[\s,;.(\[|]*\b(?:[\w-]+ ){0,2}[\w-]+\s*[:(\[|]\s*$")


@lru_cache(4096)  # the same few labels stand in every entry
def is_label(text: str) -> bool:
    """Whether a text consists of labels and numbers only; an empty one does, too."""
    for number, word in enumerate(_WORD.finditer(text.lower())):  # most loops end at the first word
        if number == _MOST or not (word[0] in LABELS or word[0].isdigit()):
            return False
    return True


@lru_cache(4096)
def is_paper_label(text: str) -> bool:
    """Whether a label has a word for the paper itself."""
    return any(word in PAPER_WORDS for word in re.split(r"[^\w-]+", text.lower()))


def has_own_word(text: str) -> bool:
    """Whether a text has a word that is neither a label nor a number."""
    for word in _WORD.finditer(text):  # noqa: SIM110  (mostly the first one does, and a generator costs more)
        if word[0].lower() not in LABELS and not word[0].isdigit():
            return True
    return False


def is_attribute(text: str) -> bool:
    """Whether a line begins with the name of an attribute: `Authors: …`."""
    start = text[:60]
    return (":" in start or "\uff1a" in start) and bool(_ATTRIBUTE.match(start))


def without_label(text: str) -> str:
    """The text without words at its end that announce a link: `Counting moths. Code:` → `Counting moths`."""
    kept, end = text[:-_REACH], text[-_REACH:]
    word = end.rstrip()
    if word[-1:] not in _OPENS or not (word := word[:-1].rstrip()) or not (word[-1].isalnum() or word[-1] in "_-"):
        return text  # most texts end here: the search below is slow
    return kept + _ANNOUNCING.sub(lambda found: "" if is_label(found[0]) else found[0], end)
