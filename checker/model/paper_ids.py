"""Ids of papers: canonical DOIs and arXiv ids, and a stable id made from the title for papers without one."""

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
#: The DOI syntax of the DOI Handbook (section 2.2): a prefix `10.N`, a slash, any suffix.
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|(?:dx\.)?doi\.org/|doi:?\s*|urn:doi:)?(10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.IGNORECASE,
)
#: A little wider than Crossref recommends: https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI_IN_TEXT = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s\"<>|,;]+", re.ASCII)
_TITLE_PREFIX = "title:"
_MAY_NOT_BE_CANONICAL = re.compile(r"10\.|arxiv|v\d+$|huggingface|^\s|\s$", re.IGNORECASE)


def canonical_id(paper_id: str) -> str:
    """
    The canonical form of a paper's id: a DOI without prefix and in lower case, an arXiv id without prefix and version
    (also where it is given as arXiv's DOI). Any other id is returned without the blanks around it.

    Migrations use the same function to rewrite the ids that databases of earlier releases hold.
    """
    if "/" not in paper_id and "v" not in paper_id and "V" not in paper_id:  # most ids: no need to match patterns
        return paper_id.strip() if paper_id[:1].isspace() or paper_id[-1:].isspace() else paper_id
    if not _MAY_NOT_BE_CANONICAL.search(paper_id):
        return paper_id
    text = paper_id.strip()
    if number := arxiv_number(text):
        return number
    if old := _OLD_ARXIV.fullmatch(text):
        return old[1]
    doi = _DOI.fullmatch(text)
    return doi[1].lower() if doi else text


def doi_in(text: str) -> str:
    """The first DOI in a text (`doi:10.…`, `10.… [doi]`, an address of doi.org), bare, in lower case; else empty."""
    match = _DOI_IN_TEXT.search(text) or _DOI_IN_TEXT.search(unquote(text))
    return match[0].rstrip(".,;:)]}'").lower() if match else ""


def arxiv_number(paper_id: str) -> str:
    """
    The arXiv number (`2402.00001`) in a paper's id, without the version. The id may be the number itself,
    `arXiv:2402.00001v2`, an address of arXiv or Hugging Face, or arXiv's DOI. Empty for any other id, and for arXiv
    ids of before April 2007 (`cs/0101001`).
    """
    match = _ARXIV.fullmatch(paper_id.strip())
    return match[1] if match else ""


def paper_address(paper_id: str) -> str:
    """The address at which a paper is read: at arXiv, or its DOI's at doi.org; empty for any other id."""
    if number := arxiv_number(paper_id):
        return f"https://arxiv.org/abs/{number}"
    if old := _OLD_ARXIV.fullmatch(paper_id.strip()):
        return f"https://arxiv.org/abs/{old[1]}"
    doi = _DOI.fullmatch(paper_id.strip())
    return f"https://doi.org/{doi[1].lower()}" if doi else ""


class TitleIds:
    """
    Gives distinct ids to papers that have the same title and no id of their own. The first one keeps the id made from
    its title; that of a later one is made from its title, its source, and its number among those of that source.
    """

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._repeats: dict[tuple[str, str], int] = {}

    def distinct(self, paper_id: str, source: str) -> str:
        """The id of the next paper with this id and source. An id that is not made from a title is left as it is."""
        if not paper_id.startswith(_TITLE_PREFIX):
            return paper_id
        if paper_id not in self._used:
            self._used.add(paper_id)
            return paper_id
        number = self._repeats[paper_id, source] = self._repeats.get((paper_id, source), 0) + 1
        return _hashed(f"{paper_id}\n{source}\n{number}")


def title_id(title: str) -> str:
    """
    An id made from a title: `title:` and 16 hexadecimal digits. Titles that differ only in case, blanks, punctuation
    or Unicode form have the same id.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    words = re.sub(r"[\W_]+", " ", folded).strip() or folded  # a title may be nothing but punctuation
    return _hashed(words)


def _hashed(text: str) -> str:
    return f"{_TITLE_PREFIX}{hashlib.sha256(text.encode()).hexdigest()[:16]}"
