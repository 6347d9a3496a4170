"""
Ids that a record lists with their kinds: `externalIds: {"DOI": …}`, `identifiers: [{"type": "doi", "value": …}]`; and
what an index calls its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.papers.shapes.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LISTS = frozenset(
    ("externalids", "externalid", "identifiers", "identifier", "ids", "articleids", "articleidlist", "otherids")
)
_KINDS = ("doi", "arxiv", "arxivid", "pmid", "pubmed")  # the surest first
_KIND_KEYS = frozenset(("type", "idtype", "identifiertype", "scheme", "schema", "propertyid", "kind"))
_VALUE_KEYS = frozenset(("value", "id", "identifier", "articleid"))
_OWN = ("lensid", "eid", "coreid", "accessionnumber", "workid")  # of an index: only where nothing else is
_MOST = 50  # ids of a record


def identifier_in(record: Mapping[str, object]) -> str:
    """The DOI, arXiv number or PMID among a record's listed ids, else the index's own id; empty if it has none."""
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
    """(kind, id) of what is listed."""
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
