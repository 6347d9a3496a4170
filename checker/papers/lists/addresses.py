"""The role of an address in an entry of a list: the paper itself, an artifact of it, or neither."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from urllib.parse import unquote

from checker.links.addresses.grammar import parse
from checker.links.platforms.hosts import words
from checker.model import Kind
from checker.model.paper_ids import arxiv_number
from checker.papers.lists.labels import is_label, is_paper_label


class Role(Enum):
    """The role of a link in an entry."""

    PAPER = auto()
    ARTIFACT = auto()  # on a forge, the Hub or an archive
    PAGE = auto()  # on any other host: the paper if its title is the link, else an artifact
    NOTHING = auto()  # an image, a badge, a chat: not read


#: Hosts of publications: publishers, preprint servers, indexes. Subdomains count too.
_PAPER_HOSTS = words(
    """
    aaai.org aclanthology.org aclweb.org acm.org acs.org aip.org alphaxiv.org aps.org arxiv.org ar5iv.org biorxiv.org
    bmj.com cambridge.org cell.com chemrxiv.org cvf.com dblp.org dblp.uni-trier.de doi.org dx.doi.org eccv.net
    ecva.net elifesciences.org europepmc.org frontiersin.org hindawi.com iacr.org ieee.org ieeexplore.ieee.org ijcai.org
    iopscience.iop.org isca-speech.org jair.org jmlr.org jstor.org link.springer.com mdpi.com medrxiv.org mlr.press
    mlsys.org nature.com ncbi.nlm.nih.gov neurips.cc nips.cc openaccess.thecvf.com openreview.net osapublishing.org
    oup.com papers.nips.cc plos.org pnas.org proceedings.com researchgate.net roboticsproceedings.org royalsocietypublishing.org
    rsc.org sagepub.com science.org sciencedirect.com sciencemag.org scholar.google.com semanticscholar.org siam.org
    springer.com springeropen.com ssrn.com tandfonline.com thecvf.com usenix.org vldb.org wiley.com
    """  # noqa: E501  (words in order)
)
#: Hosts of badges, counters, chats and social media.
_IGNORED_HOSTS = words(
    """
    shields.io badge.fury.io badgen.net badges.io awesome.re star-history.com hits.dwyl.com hits.seeyoufarm.com
    visitor-badge.glitch.me visitor-badge.laobi.icu komarev.com contrib.rocks codecov.io coveralls.io travis-ci.org
    travis-ci.com circleci.com gitter.im discord.gg discord.com slack.com twitter.com x.com t.me telegram.org
    weixin.qq.com wechat.com qq.com reddit.com facebook.com linkedin.com weibo.com zhihu.com mastodon.social
    patreon.com opencollective.com buymeacoffee.com ko-fi.com creativecommons.org bsky.app
    """
)
#: Hosts on which every address is that of a paper.
_ARXIV_HOSTS = frozenset({"arxiv.org", "www.arxiv.org", "export.arxiv.org"})
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|ico|bmp)(?:[?#].*)?\Z", re.IGNORECASE)
_PDF = re.compile(r"\.pdf(?:[?#].*)?\Z|(?<=openreview)\.net/(?:pdf|attachment)\b", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:arxiv|alphaxiv|ar5iv(?:\.labs\.arxiv)?)\.org/(?:[a-z]+/)+?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?=\D|\Z)"
    r"|huggingface\.co/papers/(\d{4}\.\d{4,5})",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s?#&\"<>]+)", re.IGNORECASE)
_DOI_PAGE = re.compile(
    r"(?:v\d+)?(?:/(?:full|abstract|epdf|pdf|meta|html|summary|fulltext))?(?:\.(?:pdf|full|abstract|html))*/?\Z",
    re.IGNORECASE,
)
_ARTIFACTS = frozenset(Kind) - {Kind.OTHER, *(kind for kind in Kind if kind.value == "paper")}


def role_of(address: str, label: str = "") -> Role:
    """The role of an address in its entry; `label` is the text of its link or the name of its column."""
    found = _HOST.match(address)
    is_pdf = _PDF.search(address) is not None
    if found is None and is_pdf and ":" not in address:  # a relative address
        return Role.PAPER if is_paper_label(label) or not is_label(label) else Role.NOTHING
    host = found[1].lower() if found else ""
    if not host or _IMAGE.search(address) or _is_ignored(host):
        return Role.NOTHING
    if is_pdf or host in _ARXIV_HOSTS:
        return Role.PAPER
    named = parse(address)
    if named is not None and named.kind in _ARTIFACTS:
        return Role.ARTIFACT
    if named is None or _is_paper_host(host) or _ARXIV.search(address) or is_paper_label(label):
        return Role.PAPER
    return Role.PAGE


def paper_id(text: str) -> str:
    """The bare arXiv id or the DOI in lower case in an address or a text; empty if there is none."""
    if number := arxiv_number(text):
        return number
    if found := _ARXIV.search(text):
        return (found[1] or found[2]).lower() if "/" in (found[1] or "") else found[1] or found[2]
    doi = _DOI.search(unquote(text))
    if doi is None:
        return ""
    plain = _DOI_PAGE.sub("", doi[1].rstrip(".,;)")).lower()
    return arxiv_number(plain) or plain


@lru_cache(4096)  # a list has few hosts
def _is_ignored(host: str) -> bool:
    return _is_below(host, _IGNORED_HOSTS)


@lru_cache(4096)
def _is_paper_host(host: str) -> bool:
    return _is_below(host, _PAPER_HOSTS)


def _is_below(host: str, known: frozenset[str]) -> bool:
    """Whether a host is one of these or a subdomain of one."""
    parts = host.split(".")
    return any(".".join(parts[at:]) in known for at in range(len(parts) - 1))
