"""
bioRxiv and medRxiv as their API gives them: `{"messages": […], "collection": [{"doi", "title", "abstract", …}]}`.

Each version of a preprint is a record of its own: all become papers with the same id.

Source: https://api.biorxiv.org, details.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.fields import text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made

if TYPE_CHECKING:
    from collections.abc import Mapping


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=text(record, "doi", "biorxiv_doi", "preprint_doi"),
            title=text(record, "title", "preprint_title"),
            abstract=text(record, "abstract", "preprint_abstract"),
            published=text(record, "date", "preprint_date"),
        )
    )


BIORXIV = JsonFormat(
    "biorxiv",
    _paper,
    (("doi", "title", "server"), ("doi", "title", "jatsxml"), ("biorxiv_doi", "preprint_title")),
    lists=("collection",),
    what="`doi`, `date`",
    how="api.biorxiv.org/details/biorxiv/2026-03-01/2026-03-02; medRxiv too",
)
