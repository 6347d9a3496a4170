"""Ids of papers as sources write them → one form: bare, lower-case DOIs, bare arXiv ids without their version."""

from __future__ import annotations

import re
from urllib.parse import unquote

#: Crossref's recommended pattern, a little wider: https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s\"<>|,;]+", re.ASCII)


def doi_in(text: str) -> str:
    """The first DOI in a text (`doi:10.…`, `10.… [doi]`, an address of doi.org), bare and lower-case; or empty."""
    match = _DOI.search(text) or _DOI.search(unquote(text))
    return match[0].rstrip(".,;:)]}'").lower() if match else ""
