"""
Fields of a record in which no links are looked for: authors and venue, for display, and the columns or keys that the
user asked to keep.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker.papers.records.paper import Shown, one_line
from checker.papers.shapes.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_AUTHORS = (
    *("authors", "author", "authornames", "authorlist", "authorstring", "authorships", "creators", "creator"),
    *("autores", "autor", "autoren"),
    *("auteurs", "auteur", "autori", "autore", "作者", "著者"),
)
_VENUE = (
    *("venue", "conference", "journal", "booktitle", "journaltitle", "containertitle", "publicationtitle"),
    *("primarylocation", "container", "publicationinfo", "pub"),  # OpenAlex, DataCite, INSPIRE, ADS
    *("proceedings", "sourcetitle", "journalref", "hostvenue", "publicationvenue", "会议", "期刊"),
)
_INNER = ("paper", "content", "attributes", "metadata", "message", "info")
_GIVEN_NAMES = (("givenname", "familyname"), ("givennames", "familynames"))
_PARTS = (("given", "family"), ("first", "last"), ("firstname", "lastname"), ("forename", "surname"), *_GIVEN_NAMES)
_WHOLE = (
    "name",
    "fullname",
    "displayname",
    "literal",
    "rawauthorname",
    "title",
    "journaltitle",
    "value",
    "text",
    "lastname",
    "family",
)
_LISTS = ("value", "author")  # OpenReview, dblp: keys of an object that holds the list of authors
_OBJECTS = ("author", "source", "journal")  # keys of an object that holds the name
_LONGEST = 2_000  # characters of a list of authors; kept values are not cut


class _Named(NamedTuple):
    """The keys for authors and for a venue, in order of preference, and all keys by their `plain_name`."""

    authors: tuple[str, ...]
    venue: tuple[str, ...]
    plain: Mapping[str, str]


@lru_cache(maxsize=512)  # the records of one source have the same few keys
def _named(keys: tuple[str, ...]) -> _Named:
    plain: dict[str, str] = {}
    for key in keys:
        plain.setdefault(plain_name(key), key)
    authors, venue = (tuple(plain[one] for one in known if one in plain) for known in (_AUTHORS, _VENUE))
    return _Named(authors, venue, plain)


def shown(record: Mapping[str, object], keep: Sequence[str]) -> Shown:
    """The authors and the venue of a record, empty if it has none, and the fields to keep (`keep`)."""
    named = _named(tuple(record))
    authors = next(filter(None, (people(record[key]) for key in named.authors)), "")
    venue = next(filter(None, (_name(record[key]) for key in named.venue)), "")
    return Shown(authors, venue, kept({name: record[key] for name, key in named.plain.items()}, keep) if keep else ())


def shown_of(record: Mapping[str, object], keep: Sequence[str]) -> Shown:
    """As `shown`, for a record whose fields may stand in an object inside it (`paper`, `attributes`)."""
    inner = next((record[name] for name in _INNER if isinstance(record.get(name), dict)), None)
    return shown({**inner, **record} if isinstance(inner, dict) else record, keep)


def kept(by_name: Mapping[str, object], keep: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(name as the user wrote it, value) of the fields to keep that are not empty; `by_name` has `plain_name`s."""
    found = ((name, _text(by_name.get(plain_name(name)))) for name in keep)
    return tuple((name, text) for name, text in found if text)


def people(value: object) -> str:
    """The names in a field of authors: a text as it stands, the names of a list joined by `; `."""
    if isinstance(value, dict) and (around := next((one for one in _LISTS if isinstance(value.get(one), list)), "")):
        value = value[around]
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value)))[:_LONGEST]
    return _name(value)[:_LONGEST]


def _name(value: object) -> str:
    """The name in a text or an object, or in an object inside it; empty for anything else."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list) and len(value) == 1:
        return _name(value[0])
    if not isinstance(value, dict):
        return ""
    by_name = {plain_name(str(name)): one for name, one in value.items()}
    texts = {name: one for name, one in by_name.items() if isinstance(one, str) and one.strip()}
    for first, last in _PARTS:
        if first in texts and last in texts:
            return one_line(f"{texts[first]} {texts[last]}")
    found = next((one_line(texts[one]) for one in _WHOLE if one in texts), "")
    return found or next(filter(None, (_name(by_name.get(one)) for one in _OBJECTS)), "")


def _text(value: object) -> str:
    """A value as a text: a text without blanks around it, anything else as JSON, empty for empty values."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict) and set(value) == {"value"}:  # OpenReview
        return _text(value["value"])
    return "" if value in (None, [], {}) else json.dumps(value, ensure_ascii=False, default=str)
