"""
Hugging Face daily papers as the API gives them: a list of `{"paper": {"id", "title", "summary", …}}`, or a single
paper. The repository and the project page that the Hub shows beside a paper are read as fields.

Source: https://huggingface.co/docs/hub/api, `/api/daily_papers` and `/api/papers/{id}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.fields import part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made

if TYPE_CHECKING:
    from collections.abc import Mapping


_READ = ("title", "summary")


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    paper = part(record, "paper") or record
    return made(
        Paper(
            source=source,
            id=text(paper, "id"),
            title=text(paper, "title") or text(record, "title"),
            abstract=text(paper, "summary") or text(record, "summary"),
            fields=addresses({**record, "paper": None, **paper}, _READ),
            published=text(paper, "publishedAt") or text(record, "publishedAt"),
        )
    )


HF_DAILY = JsonFormat(
    "hf-daily",
    _paper,
    (("paper.id", "paper.title"), ("paper.id", "paper.summary"), ("id", "summary", "upvotes")),
    what="`id`, `publishedAt`; links in `summary`, `githubRepo`, `projectPage`",
    how="huggingface.co/api/daily_papers?date=2026-03-11, or live",
)
