"""
OpenAlex works: a page of its API, or lines of its snapshot. Abstracts are given as inverted indexes (word →
positions); their text is restored with one blank between words.

Source: https://docs.openalex.org/api-entities/works/work-object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.fields import part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import Unreadable, made

if TYPE_CHECKING:
    from collections.abc import Mapping


_READ = ("doi", "primary_location", "locations")
_LONGEST = 100_000  # words of an abstract


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=text(record, "id").removeprefix("https://openalex.org/"),
            title=text(record, "title", "display_name"),
            abstract=text(record, "abstract") or words(part(record, "abstract_inverted_index")),
            published=text(record, "publication_date", "publication_year"),
            fields=addresses({name: record.get(name) for name in _READ}),
        )
    )


def words(index: Mapping[str, Any]) -> str:
    """The text of an inverted index (word → positions); Unreadable if a position is not a number in range."""
    if "InvertedIndex" in index:  # the older form wraps it
        index = part(index, "InvertedIndex")
    placed: dict[int, str] = {}
    for word, places in index.items():
        if not isinstance(places, list) or not all(type(place) is int and 0 <= place < _LONGEST for place in places):
            raise Unreadable("abstract_inverted_index is not an index of words")
        placed |= dict.fromkeys(places, word)
    return " ".join(placed[place] for place in sorted(placed))


OPENALEX = JsonFormat(
    "openalex",
    _paper,
    (("abstract_inverted_index",), ("id", "display_name", "publication_year"), ("id", "display_name", "authorships")),
    lists=("results",),
    what="`id` without its address, `publication_date`; abstracts put together from their index",
    how="docs.openalex.org: API pages, or the snapshot's lines",
)
