"""
OpenReview notes of API 1 (plain values) and API 2 (`{"value": …}`): pages of `/notes`, arrays and lines. All fields
are searched for links, because each venue names its fields for code and project pages as it likes.

Source: https://docs.openreview.net/reference/api-v2, notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import moment_of
from checker.papers.records.fields import part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made

if TYPE_CHECKING:
    from collections.abc import Mapping


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    content = {name: _value(value) for name, value in part(record, "content").items()}
    return made(
        Paper(
            source=source,
            id=text(record, "forum", "id"),
            title=text(content, "title"),
            abstract=text(content, "abstract"),
            fields=addresses(content, ("title", "abstract")),
            published=_moment(record),
        )
    )


def _value(value: object) -> object:
    return value.get("value") if isinstance(value, dict) else value


def _moment(record: Mapping[str, Any]) -> str:
    """When the note was published, else made public, else submitted; the API has milliseconds since 1970."""
    moments = (record.get(name) for name in ("pdate", "odate", "cdate", "tcdate"))
    return next((moment_of(value / 1000) for value in moments if isinstance(value, int | float) and value), "")


OPENREVIEW = JsonFormat(
    "openreview",
    _paper,
    (("content.title", "forum"), ("content.title", "invitation"), ("content.title", "invitations")),
    lists=("notes",),
    what="`forum`, `pdate` or the next known of `odate`, `cdate`, `tcdate`; links in every field of the note",
    how="api2.openreview.net/notes (docs.openreview.net), or live",
)
