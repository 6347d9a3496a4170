"""
Records in no particular service's format (JSON, tables, front matter) → papers. Fields are found by their usual names
and by those that the user gives; all other fields are searched for addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.links import find_links
from checker.model import Notice, Paper
from checker.papers.protocol import DEFAULT_READING, Reading
from checker.papers.records.addresses import Addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import Unreadable, made, one_line
from checker.papers.shapes.identifiers import identifier_in
from checker.papers.shapes.names import NAMES, WEAK, known_as, plain_name
from checker.papers.shapes.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


#: Keys of an object that holds the fields of the paper, beside a service's own fields about it.
INNER = frozenset(
    (
        *("paper", "article", "attributes", "content", "source", "record", "work", "metadata", "publication"),
        *("item", "node", "document", "fields", "bibjson", "entry"),
    )
)
_NEUTRAL = frozenset(("url", "urls", "link", "links", "uri", "href", "address"))
_ADDRESS = re.compile(r"\s*\S+://\S+\s*|\s*(?:www\.|doi\.org/)\S+\s*")
_SURELY = frozenset((*NAMES["title"], *NAMES["abstract"])) - WEAK
_NOTHING = re.compile(r"[-\u2013—?.]*|n/?a|none|null|nan|unknown|tbd|tba", re.IGNORECASE)  # an empty cell
_NUMBERS = ("id", "published")  # fields that may hold a number in place of a text
NOT_READ = "not read as links: addresses of the papers themselves. --columns code=NAME reads a column or key"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which keys of a record hold what, for all records with the same keys."""

    keys: Mapping[str, Sequence[str]]  # field of a paper → keys that may hold it, in order of preference
    inner: str  # the key of an object that holds the paper's fields; empty if there is none
    whole: frozenset[str]  # keys whose addresses are all read as links
    surely: bool  # the record itself has a title or an abstract, under a name that only papers use


class Records:
    """Makes papers from records, and collects notices about fields that are not read."""

    def __init__(self, reading: Reading = DEFAULT_READING) -> None:
        self._columns = reading.columns
        self._keep = reading.keep
        self._not_read: set[str] = set()

    def paper(self, record: Mapping[str, object], source: str, key: str = "") -> Paper:
        """
        The paper of one record. `key`, the key that the record stands under, is its id (or its title) if it has none.
        Raises Unreadable if a field is not a text or there is nothing to read.
        """
        plan = _plan(tuple(record), self._columns)
        at = plan.inner or (None if plan.surely else inner_of(record))
        if at is not None and isinstance(inner := record[at], dict):
            outer = {name: value for name, value in record.items() if name != at}
            return self.paper({**inner, **{name: outer[name] for name in outer if name not in inner}}, source, key)
        taken = {field: _taken(record, field, keys) for field, keys in plan.keys.items()}
        texts = {field: text for field, (_, text) in taken.items()}
        if not texts["id"] or ("\n" in texts["id"] and isinstance(record.get(taken["id"][0]), list)):  # none, several
            texts["id"] = identifier_in(record) or texts["id"].strip().partition("\n")[0]
        read = frozenset(name for field, (name, _) in taken.items() if field != "id")
        addresses = Addresses(known=read, whole=plan.whole)
        fields = addresses.of(record)
        self._not_read.update(addresses.passed)
        if key and not texts["id"]:
            texts["title" if not texts["title"] and " " in key else "id"] = key
        if not (texts["title"].strip() or texts["abstract"].strip() or texts["comments"] or fields):
            raise Unreadable(_nothing(record))
        display = shown(record, self._keep)
        return made(
            Paper(
                id=_own_id(taken["id"][0], texts["id"]),
                title=texts["title"],
                abstract=texts["abstract"],
                comments=texts["comments"],
                published=texts["published"],
                source=source,
                fields=fields,
                authors=display.authors,
                venue=display.venue,
                kept=display.kept,
            )
        )

    def notices(self, source: str) -> Iterator[Notice]:
        """A notice that names the fields of the records so far whose addresses were not read, each name once."""
        names, self._not_read = sorted(self._not_read), set()
        if names:
            yield Notice(source, ", ".join(names), NOT_READ)


def _own_id(name: str, text: str) -> str:
    """The id in a field: `pmid:N` for the number in a PubMed field, as in PubMed's own formats, else the text."""
    return f"pmid:{text}" if text.isdigit() and plain_name(name) in ("pmid", "pubmedid") else text


@lru_cache(maxsize=512)
def _plan(names: tuple[str, ...], columns: tuple[tuple[str, str], ...]) -> _Plan:
    """The plan for records with these keys; `columns` are those that the user gave."""
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(plain_name(name), name)
    given = {plain_name(column): what for what, column in columns}
    asked = {what: by_name[column] for column, what in given.items() if column in by_name}
    keys = {
        field: ([asked[field]] if field in asked else []) + [by_name[one] for one in known]
        for field, known in known_as(frozenset(by_name)).items()
    }
    named = bool(keys["title"] or keys["abstract"])
    surely = any(plain_name(key) not in WEAK for field in ("title", "abstract") for key in keys[field])
    inner = "" if surely else next((by_name[one] for one in by_name if one in INNER), "")
    whole = {name for what, name in asked.items() if what not in NAMES}
    whole = whole if named else whole | {by_name[n] for n in by_name if n in _NEUTRAL}
    return _Plan(keys, inner, frozenset(whole), surely)


def inner_of(record: Mapping[str, object]) -> str | None:
    """
    The key of the object that holds the paper's fields: the only object in the record (all else is texts, numbers and
    lists of them), and it has a title or an abstract. None if there is no such object.
    """
    inside = [key for key, value in record.items() if _is_container(value)]
    inner = record[inside[0]] if len(inside) == 1 and len(record) > 1 else None
    return inside[0] if isinstance(inner, dict) and not _SURELY.isdisjoint(map(plain_name, inner)) else None


def _is_container(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value))


def _taken(record: Mapping[str, object], field: str, keys: Sequence[str]) -> tuple[str, str]:
    """(key, text) of the first of these keys that holds this field; ("", "") if none does."""
    found = ("", "")
    for key in keys:
        text = text_of(record[key], key, numbers=field in _NUMBERS)
        if plain_name(key) in WEAK and _ADDRESS.fullmatch(text):
            continue
        if field in _NUMBERS and _NOTHING.fullmatch(text.strip()):
            continue
        if text.strip():
            return key, (written_date(text) or text) if field == "published" else text
        found = found if found[0] else (key, text)
    return found


def text_of(value: object, name: str, *, numbers: bool = False) -> str:
    """
    The text of the field `name`: a text itself, the texts of a list one a line, of an object its `value` or its first
    value; a number if `numbers` are allowed. Empty for null and empty values; Unreadable for any other type.
    """
    if isinstance(value, str):
        return value
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if numbers and type(value) is int:
        return str(value)
    if isinstance(value, list):
        return "\n".join(filter(None, (text_of(one, name, numbers=numbers) for one in value[:100] if one != value)))
    if isinstance(value, dict):
        return text_of(value.get("value", next(iter(value.values()))), name, numbers=numbers)
    raise Unreadable(f"{name} is not a text")


def _nothing(record: Mapping[str, object]) -> str:
    """The error for a record that gives no paper."""
    known = {plain_name(name) for name in record} & {*NAMES["title"], *NAMES["abstract"]}
    if known:
        return "neither title nor abstract"
    return f"{named(list(record), 'keys')}; none is a title, an abstract or holds an address"


def named(names: Sequence[str], what: str) -> str:
    """The names for a message: `keys: a, b, c`, at most ten, and how many more there are."""
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return f"{what}: {', '.join(one_line(name)[:40] for name in names[:10])}{more}"


def holds_address(value: object) -> bool:
    """Whether a text, or a text in a list, holds an address."""
    if isinstance(value, str):
        return bool(find_links(value[:10_000]))
    return isinstance(value, list) and any(isinstance(one, str) and find_links(one[:10_000]) for one in value[:20])
