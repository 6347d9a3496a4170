"""
Jupyter notebooks (nbformat.readthedocs.io): the Markdown cells are one paper. Read only if the user names this
format, because few notebooks are papers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from checker.errors import InputError
from checker.papers.documents.document import Document, records, whole
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.protocol import Record

_HEADING = re.compile(r"^\s*#{1,3}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_DEEPEST = 50  # levels of nested JSON; no notebook has more


class Notebook:
    """The reader of notebooks."""

    name = "notebook"
    what = "Markdown cells: the first heading is the title; only with `--input-format notebook`"
    how = "Jupyter, Colab; `.ipynb`"

    def recognises(self, _head: bytes) -> Evidence:
        """`NONE` always: the user has to name the format."""
        return Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """The one paper of the notebook."""
        content = whole(stream, source)
        cells = _cells(content, source)
        text = "\n\n".join(
            _source(cell) for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "markdown"
        )
        heading = _HEADING.search(text)
        title = heading[1].strip() if heading else ""
        body = text.replace(heading[0], "", 1).strip() if heading else text
        yield from records(Document(title=title, abstract=body), source, Reading(part="all"))


def _cells(content: bytes, source: str) -> list[Any]:
    """The cells of a notebook: nbformat 4, or the first worksheet of an older one. Raises InputError for others."""
    try:
        read = orjson.loads(content) if _depth(content) <= _DEEPEST else None
    except orjson.JSONDecodeError as error:
        raise InputError(f"{source} is not a notebook: {error}.", "Is it complete?") from error
    found = read if isinstance(read, dict) else {}
    sheets = found.get("worksheets")
    sheet = sheets[0] if isinstance(sheets, list) and sheets and isinstance(sheets[0], dict) else {}
    cells = found.get("cells", sheet.get("cells"))
    if not isinstance(cells, list):
        raise InputError(f"{source} is not a notebook: it has no cells.", "Leave out --input-format.")
    return cells


def _depth(content: bytes) -> int:
    """How deep JSON is nested; counting ends above `_DEEPEST`."""
    depth = deepest = 0
    for bracket in re.finditer(rb'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', content):
        depth += (bracket[1] is not None) - (bracket[2] is not None)
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest


def _source(cell: dict[str, Any]) -> str:
    """The text of a cell: a string, or its lines."""
    source = cell.get("source", "")
    return "".join(one for one in source if isinstance(one, str)) if isinstance(source, list) else str(source)


NOTEBOOK = Notebook()
