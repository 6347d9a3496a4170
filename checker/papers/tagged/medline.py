"""
MEDLINE's tags: PubMed's own export (`.nbib`, "PubMed" format), and Ovid's export, in which records are numbered
(`<1. >`) and fields have tags or names (`Title`, on a line of its own).

Sources: https://www.nlm.nih.gov/bsd/mms/medlineelements.html, and Ovid's list of fields.
"""

from __future__ import annotations

import re

from checker.model import Paper
from checker.model.paper_ids import doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import made
from checker.papers.tagged.lines import Shape, TaggedFormat, Tags

#: Fields in which no links are looked for.
_NOT_LINKS = ("TI", "AB", "OAB", "PMID", "SO", "UI", "FAU", "AU", "AD", "Title", "Abstract", "Source", "Authors")
_KNOWN = re.compile(
    r"PMID- ?\d|(?:[A-Z]{2}  - .*\n){0,5}<\d+\.? ?>\s*\n(?:(?!TY)[A-Z]{2}  - |[A-Z][A-Za-z ]{1,40}[ ]*\n {2})"
)
#: A tag of up to four letters and a dash, or a field name; the number of a record in Ovid's export gives the tag `<`.
_LINE = re.compile(
    r"((?=.{4}- )[A-Z][A-Z0-9]{1,3}|<(?=\d+\.? ?>\s*$)|[A-Z][A-Za-z ()/-]{2,40}(?=\s*$))(?: *- (.*)|.*)"
)


_DATED = ("DEP", "DP", "DA", "YR", "Year of Publication")


def _published(tags: Tags) -> str:
    return next(filter(None, (written_date(tags.first(tag)) for tag in _DATED)), "")


def _paper(tags: Tags, source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=_id(tags),
            title=tags.first("TI", "BTI", "TT", "Title"),
            abstract=tags.first("AB", "OAB", "Abstract"),
            published=_published(tags),
            fields=addresses(tags | {"SI": [one.partition("/")[2] for one in tags.get("SI", ())]}, _NOT_LINKS),
            authors=tags.people("FAU", "AU", "Authors"),
            venue=tags.first("JT", "TA", "Source"),
        )
    )


def _id(tags: Tags) -> str:
    """The PMID (`pmid:N`, as in PubMed's XML), else the DOI, else the database's own number."""
    medline = "MEDLINE" in tags.first("DB").upper()
    if pmid := tags.first("PMID") or (tags.first("UI") if medline else ""):
        return f"pmid:{pmid}"
    doi = doi_in(tags.first("DO", "Digital Object Identifier", "DOI"))
    return doi or _marked_doi(tags) or tags.first("AN", "UI", "Accession Number", "Unique Identifier")


def _marked_doi(tags: Tags) -> str:
    """The DOI among the publishers' ids, where it is marked: `10.1234/x [doi]`."""
    numbers = (*tags.get("LID", ()), *tags.get("AID", ()))
    return doi_in(next((one for one in numbers if one.endswith("[doi]")), ""))


MEDLINE = TaggedFormat(
    "medline",
    _KNOWN,
    Shape(_LINE, "PMID", "<", blank=True),
    _paper,
    what="records from `PMID-` on: `pmid:N`, the DOI or `UI`; `DEP`, `DP` or `YR`; links in every tag",
    how="PubMed: Send to, Citation manager (.nbib), or Save, PubMed; Ovid: Export, EndNote or Citavi",
)
