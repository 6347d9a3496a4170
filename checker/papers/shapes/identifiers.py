"""
Ids that a record lists by kind, `externalIds: {"DOI": …}` or `identifiers: [{"type": "doi", "value": …}]`, and the
ids that indexes give to their own records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.papers.shapes.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LISTS = frozenset(
    ("externalids", "externalid", "identifiers", "identifier", "ids", "articleids", "articleidlist", "otherids")
)
_KINDS = ("doi", "arxiv", "arxivid", "pmid", "pubmed")  # in order of preference
_KIND_KEYS = frozenset(("type", "idtype", "identifiertype", "scheme", "schema", "propertyid", "kind"))
_VALUE_KEYS = frozenset(("value", "id", "identifier", "articleid"))
_OWN = ("lensid", "eid", "coreid", "accessionnumber", "workid")  # an index's own ids: used if there is no other id
_MOST = 50  # ids that are read of one record


def identifier_in(record: Mapping[str, object]) -> str:
    """The DOI, arXiv id or PMID (`pmid:N`) among the ids of a record, else the index's own id; empty if none."""
    by_name = {plain_name(name): value for name, value in record.items()}
    listed: dict[str, str] = {}
    for name in _LISTS & by_name.keys():
        for kind, value in _pairs(by_name[name]):
            listed.setdefault(kind, value)
    known = next((listed[kind] for kind in _KINDS if kind in listed), "")
    if known and listed.get("doi") != known and known.isdigit():
        return f"pmid:{known}"
    own = (by_name[name] for name in _OWN if name in by_name)
    return known or next((str(one) for one in own if isinstance(one, (str, int)) and str(one)), "")


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    """(kind, id) of every id in an object or a list."""
    if isinstance(value, dict):
        yield from ((plain_name(key), one) for key, one in value.items() if isinstance(one, str) and one)
    elif isinstance(value, list):
        for one in value[:_MOST]:
            if isinstance(one, dict):
                names = {plain_name(name): text for name, text in one.items() if isinstance(text, str)}
                kinds = [names[name] for name in _KIND_KEYS & names.keys()]
                values = [names[name] for name in _VALUE_KEYS & names.keys()]
                if kinds and values:
                    yield plain_name(kinds[0]), values[0]
