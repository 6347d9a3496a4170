"""
RIS, as exported by Zotero, EndNote, Scopus, Ovid (which numbers records), ProQuest, and publishers, some of which
write other lines before the first record.

Source: https://github.com/MrTango/rispy/blob/main/rispy/config.py, which documents the tags.
"""

from __future__ import annotations

import re

from checker.model import Paper
from checker.model.paper_ids import doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import made
from checker.papers.tagged.lines import Shape, TaggedFormat, Tags

_ARTIFACTS = frozenset({"COMP", "DATA", "DBASE", "MULTI"})  # types that are not papers
_NOT_LINKS = ("TI", "T1", "AB", "N2", "TY")
_KNOWN = re.compile(r"TY {1,2}- ?\S|(?:.*\n){0,20}?TY {1,2}- ?[A-Z]{3,6}[ ]*\n[A-Z][A-Z0-9] {1,2}-")
_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: +(.*)|[ \n]*$)")


def _paper(tags: Tags, source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=doi_in(tags.first("DO", "M3", "L3")) or tags.first("DO", "ID", "AN"),
            title=tags.first("TI", "T1", "CT", "BT", "TT", "ST"),
            abstract=tags.first("AB", "N2"),
            published=written_date(tags.first("DA"), tags.first("PY", "Y1", "YR")),
            fields=addresses(tags, _NOT_LINKS, artifact=tags.first("TY") in _ARTIFACTS),
            authors=tags.people("AU", "A1"),
            venue=tags.first("T2", "JO", "JF", "JA", "J2") or (tags.first("BT") if tags.first("TI", "T1") else ""),
        )
    )


RIS = TaggedFormat(
    "ris",
    _KNOWN,
    Shape(_LINE, "TY", "ER"),
    _paper,
    what="records from `TY` to `ER`: `DO`, `ID` or `AN`, `DA` with `PY`; links in every tag",
    how="exported by reference managers, publishers, Scopus, Ovid, ProQuest",
)
