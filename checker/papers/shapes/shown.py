"""
What a record holds beside the texts that links are read in: who wrote the paper and where it appeared, for display,
and the columns or keys that the user asked to keep.
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
_LISTS = ("value", "author")  # OpenReview, dblp: the list stands in an object
_OBJECTS = ("author", "source", "journal")  # in which the name stands
_LONGEST = 2_000  # characters of a list of authors; a value that is kept may be as long as it is


class _Named(NamedTuple):
    """Keys that hold authors and those that hold a venue, the surest first, and all by their plain names."""

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
    """The authors and the venue of a record, empty where it names none, and what is kept of it."""
    named = _named(tuple(record))
    authors = next(filter(None, (people(record[key]) for key in named.authors)), "")
    venue = next(filter(None, (_name(record[key]) for key in named.venue)), "")
    return Shown(authors, venue, kept({name: record[key] for name, key in named.plain.items()}, keep) if keep else ())


def shown_of(record: Mapping[str, object], keep: Sequence[str]) -> Shown:
    """The same of a record of a service, whose fields may stand in an object inside (`paper`, `attributes`)."""
    inner = next((record[name] for name in _INNER if isinstance(record.get(name), dict)), None)
    return shown({**inner, **record} if isinstance(inner, dict) else record, keep)


def kept(by_name: Mapping[str, object], keep: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The values to keep, under the names that the user gave them, of fields by their plain names; empty ones out."""
    found = ((name, _text(by_name.get(plain_name(name)))) for name in keep)
    return tuple((name, text) for name, text in found if text)


def people(value: object) -> str:
    """The names in a field of authors: a text as it stands, those of a list joined by `; `."""
    if isinstance(value, dict) and (around := next((one for one in _LISTS if isinstance(value.get(one), list)), "")):
        value = value[around]
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value)))[:_LONGEST]
    return _name(value)[:_LONGEST]


def _name(value: object) -> str:
    """The name that a text or an object holds, or one in an object inside it; empty for anything else."""
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
    """A value as a text: one as it is, a number as its digits, anything else as JSON."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict) and set(value) == {"value"}:  # OpenReview
        return _text(value["value"])
    return "" if value in (None, [], {}) else json.dumps(value, ensure_ascii=False, default=str)
