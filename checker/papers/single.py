"""A single paper, repository or page as INPUT: a paper by its arXiv id or DOI, the others by address. Pure."""

from __future__ import annotations

import re

from checker.errors import UsageError
from checker.links.addresses.grammar import parse
from checker.model import Kind
from checker.model.paper_ids import canonical_id

_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def live_form(name: str) -> str:
    """
    What to read for an INPUT that is not a file: `arxiv:ID` or `doi:DOI` for the id of a paper in any form, the
    address itself for an artifact; empty for anything else.

    Raises UsageError for the page of a publication: an abstract can be looked up by the id of the paper only.
    """
    found = canonical_id(name)
    if _ARXIV.fullmatch(found):
        return f"arxiv:{found}"
    if found.startswith("10."):
        address = parse(f"https://doi.org/{found}")
        return f"https://doi.org/{found}" if address and address.kind is Kind.ARCHIVE else f"doi:{found}"
    address = parse(name) if "." in name and not re.search(r"\s", name) else None
    if address is None or (address.kind is Kind.OTHER and not _ADDRESS.fullmatch(name)):
        return ""
    if address.kind is Kind.PAPER:
        raise UsageError(f"{name} is the page of a publication.", "Give its arXiv id, its DOI, or its PDF.")
    return name
