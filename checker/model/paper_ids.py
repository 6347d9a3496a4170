"""Ids of papers: a stable one, made from the title, for those without; arXiv's number in any of its forms."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import unquote

#: arXiv's numbers since April 2007: year, month, four or five digits (info.arxiv.org/help/arxiv_identifier).
_ARXIV = re.compile(
    r"(?:arxiv:|oai:arxiv\.org:|(?:https?://)?(?:doi\.org/)?10\.48550/arxiv\."
    r"|(?:https?://)?(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html)/|(?:https?://)?huggingface\.co/papers/)?"
    r"(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE | re.ASCII,
)

#: arXiv's ids before April 2007, `math.GT/0309136`, in the same forms.
_OLD_ARXIV = re.compile(
    r"(?:arxiv:|oai:arxiv\.org:|(?:https?://)?(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html)/)?"
    r"([a-z]{2,9}(?:-[a-z]{2,7})?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE | re.ASCII,
)
#: The syntax of the DOI Handbook (2.2): a prefix `10.N`, a slash, anything.
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|(?:dx\.)?doi\.org/|doi:?\s*|urn:doi:)?(10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.IGNORECASE,
)
#: As Crossref recommends, a little wider: https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI_IN_TEXT = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s\"<>|,;]+", re.ASCII)
_OF_TITLE = "title:"
_MAY_DIFFER = re.compile(r"10\.|arxiv|v\d+$|huggingface|^\s|\s$", re.IGNORECASE)


def canonical_id(paper_id: str) -> str:
    """
    A paper's id in the one form that it has everywhere: a DOI bare and in small letters, arXiv's id bare and without
    its version (out of its DOI, too). Any other id as it is, without blanks around it. Ids of before this rule are
    translated by the same function: old → new.
    """
    if "/" not in paper_id and "v" not in paper_id and "V" not in paper_id:  # most ids, and fast
        return paper_id.strip() if paper_id[:1].isspace() or paper_id[-1:].isspace() else paper_id
    if not _MAY_DIFFER.search(paper_id):
        return paper_id
    text = paper_id.strip()
    if number := arxiv_number(text):
        return number
    if old := _OLD_ARXIV.fullmatch(text):
        return old[1]
    doi = _DOI.fullmatch(text)
    return doi[1].lower() if doi else text


def doi_in(text: str) -> str:
    """The first DOI in a text (`doi:10.…`, `10.… [doi]`, an address of doi.org), bare and lower-case; or empty."""
    match = _DOI_IN_TEXT.search(text) or _DOI_IN_TEXT.search(unquote(text))
    return match[0].rstrip(".,;:)]}'").lower() if match else ""


def arxiv_number(paper_id: str) -> str:
    """
    The number that arXiv knows a paper by, without its version: out of `2402.00001`, `arXiv:2402.00001v2`, an
    address or a DOI of arXiv. Empty for any other id, and for those of before April 2007 (`cs/0101001`).
    """
    match = _ARXIV.fullmatch(paper_id.strip())
    return match[1] if match else ""


def paper_address(paper_id: str) -> str:
    """Where a paper is read: at arXiv, or where its DOI leads; empty for any other id."""
    if number := arxiv_number(paper_id):
        return f"https://arxiv.org/abs/{number}"
    if old := _OLD_ARXIV.fullmatch(paper_id.strip()):
        return f"https://arxiv.org/abs/{old[1]}"
    doi = _DOI.fullmatch(paper_id.strip())
    return f"https://doi.org/{doi[1].lower()}" if doi else ""


class TitleIds:
    """
    Tells papers of the same title apart that have no id of their own. The first keeps the id made from its title; a
    later one's is made from its title, its source, and its number among those of that title there.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._times: dict[tuple[str, str], int] = {}

    def distinct(self, paper_id: str, source: str) -> str:
        """The id of the next paper of this id and source; any but one made from a title as it is."""
        if not paper_id.startswith(_OF_TITLE):
            return paper_id
        if paper_id not in self._known:
            self._known.add(paper_id)
            return paper_id
        times = self._times[paper_id, source] = self._times.get((paper_id, source), 0) + 1
        return _hashed(f"{paper_id}\n{source}\n{times}")


def title_id(title: str) -> str:
    """
    `title:` and 16 hexadecimal digits: the same for every spelling of a title in case, blanks, punctuation and
    Unicode form.
    """
    same = unicodedata.normalize("NFKC", title).casefold()
    plain = re.sub(r"[\W_]+", " ", same).strip() or same  # a title may be nothing but punctuation
    return _hashed(plain)


def _hashed(text: str) -> str:
    return f"{_OF_TITLE}{hashlib.sha256(text.encode()).hexdigest()[:16]}"
