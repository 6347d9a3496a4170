"""
JSON Lines and JSON of no service in particular: objects with `title` and `abstract`, and `id`, `published`,
`comments` where known. Texts are handed on as they are, so that offsets into them hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.protocol import Evidence
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import Unreadable, made

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Field → the names it goes by, the first that holds something wins.
NAMES = {
    "id": ("id", "paper_id", "arxiv_id"),
    "title": ("title",),
    "abstract": ("abstract", "summary"),
    "comments": ("comments", "comment"),
    "published": ("published", "date", "publishedAt", "update_date"),
}


def paper_of(record: Mapping[str, Any], source: str) -> Paper:
    """The paper of one object; Unreadable where a field is no text or there is nothing to read."""
    get = record.get  # the usual names first: a corpus of millions holds nothing else
    paper_id, title, abstract = get("id"), get("title"), get("abstract")
    if type(paper_id) is type(title) is type(abstract) is str and paper_id and title and not title.isspace():
        comments = get("comments") or get("comment") or ""
        published = get("published") or get("date") or get("publishedAt") or get("update_date") or ""
        if type(comments) is type(published) is str and (abstract or not get("summary")):
            return Paper(paper_id, title, abstract, comments, published, source)
    fields = {name: _text(record, names) for name, names in NAMES.items()}
    return made(source, paper_id=fields.pop("id"), **fields)


def _text(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if value is None or value == "":
            continue
        if type(value) is int and name in NAMES["id"] + NAMES["published"]:
            return str(value)
        if not isinstance(value, str):
            raise Unreadable(f"{name} is no text")
        return value
    return ""


_MARKS = (("title", "abstract"), ("title", "summary"), ("abstract",), ("summary",), ("title",))

JSON_LINES = JsonFormat(
    "jsonl",
    paper_of,
    _MARKS,
    documents=False,
    evidence=Evidence.SHAPE,
    what="an object a line: `title`, `abstract`, `id`, `published`, `comments` and their usual synonyms; links in every field",
    how="written by scripts",
)
#: An array of objects, one object that holds a list of them (under whatever name), or objects one after another.
JSON = JsonFormat(
    "json",
    paper_of,
    _MARKS,
    lists=None,
    lines=False,
    evidence=Evidence.SHAPE,
    what="the same in an array, a list inside an object, or an object keyed by id",
    how="written by scripts, answered by services",
)
