"""JSON Lines: one object a line with `title` and `abstract`, and `id`, `published`, `comments` where known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from checker.model import BadRecord, Paper
from checker.papers.identity import title_id
from checker.papers.lines import LONGEST, numbered_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Field → the names it goes by, the first that is there wins.
_NAMES = {
    "id": ("id", "paper_id", "arxiv_id"),
    "title": ("title",),
    "abstract": ("abstract", "summary"),
    "comments": ("comments", "comment"),
    "published": ("published", "date", "publishedAt", "update_date"),
}


class JsonLines:
    """The reader of JSON Lines."""

    name = "jsonl"

    def recognises(self, head: bytes) -> bool:
        """A first line that is (the start of) a JSON object with a title or an abstract."""
        line = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return line.startswith(b"{") and (b'"title"' in line or b'"abstract"' in line or b'"summary"' in line)

    def read(self, stream: BinaryIO, source: str) -> Iterator[Paper | BadRecord]:
        """One paper a line; empty lines are passed over, a broken one is a BadRecord."""
        for number, line in numbered_lines(stream):
            if line is None:
                yield BadRecord(source, number, f"longer than {LONGEST} bytes")
            elif line:
                yield _paper(line, source, number)


def _paper(line: bytes, source: str, number: int) -> Paper | BadRecord:
    try:
        record = orjson.loads(line)
        if not isinstance(record, dict):
            return BadRecord(source, number, "JSON, but no object")
        fields = {name: _text(record, names) for name, names in _NAMES.items()}
    except (orjson.JSONDecodeError, TypeError) as error:
        return BadRecord(source, number, str(error))
    if not (fields["title"].strip() or fields["abstract"].strip()):
        return BadRecord(source, number, "neither title nor abstract")
    paper_id = fields.pop("id") or title_id(fields["title"] or fields["abstract"])
    return Paper(id=paper_id, source=source, **fields)


def _text(record: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if type(value) is int and name in _NAMES["id"]:
            return str(value)
        if value not in (None, ""):
            if not isinstance(value, str):
                raise TypeError(f"{name} is no text")
            return value
    return ""
