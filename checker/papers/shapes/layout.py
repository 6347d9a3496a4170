"""Where records stand in JSON of any shape: in the list or object whose members look most like papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from checker.model import BadRecord
from checker.papers.records.paper import Unreadable
from checker.papers.shapes.names import NAMES, WEAK, plain_name
from checker.papers.shapes.record import INNER, holds_address, inner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Paper
    from checker.papers.shapes.record import Records

    Path = tuple[str, ...]

ITEM, ANY = "item", "*"  # steps of a path: into the items of an array, into the values of an object
_LOOKED_AT = 50  # members of one list or object that are examined
_DEEPEST = 12  # steps of a path that are followed


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PAPERS = _names("papers articles publications records works entries results items")
#: Keys that hold the one list of a document. Any other key may be one of several (years, topics, venues) with a list
#: each.
_CONTAINERS = _PAPERS | _names(
    "data urls links rows docs documents list hits response notes collection message payload value values result"
    " objects nodes corpus dataset library"
)
_OTHERS = _names(
    "authors author creators editors references citations related affiliations institutions keywords topics concepts"
    " versions funders grants files tags figures locations"
)
_BESIDE = _names("author authors creators doi arxivid pmid year date published venue journal booktitle")
_ROW = re.compile(r"\s*\|.*\|.*\|\s*", re.DOTALL)
_CELL_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_WEAK_TITLE = 2.0
SURE = 4.0  # the likeness of a record with a title, or with an abstract and another field of a paper


@dataclass(frozen=True, slots=True)
class Place:
    """Where records stand (`path`, empty for the top), how similar they are to papers, and how many were seen."""

    path: Path
    likeness: float
    seen: int


def place_of(values: Sequence[Any], given: frozenset[str] = frozenset()) -> Place | None:
    """
    The place of the records in `values`, the values at the beginning of JSON; None if nothing there is like a paper.
    `given` are names of fields (in the form of `plain_name`) by which the user says that papers are known.
    """
    members: dict[Path, list[Any]] = {}
    for value in values:
        _gather(value, (), members)
    places = (Place(path, _likeness(path, found, given), len(found)) for path, found in members.items())
    likely = {place.path: place for place in places if place.likeness > 0}
    best = max(likely.values(), key=lambda place: (place.likeness, -len(place.path), place.seen), default=None)
    return best and _with_siblings(best, likely, members)


def _with_siblings(best: Place, likely: Mapping[Path, Place], members: Mapping[Path, Any]) -> Place:
    """
    The place of all lists beside the best one (one list for each year, for example), if every list there holds what
    is like papers; else the best place itself.
    """
    for at, key in enumerate(best.path):
        before, after = best.path[:at], best.path[at + 1 :]
        whole = likely.get((*before, ANY, *after))
        if key in (ITEM, ANY) or plain_name(key) in _CONTAINERS | _OTHERS or whole is None:
            continue
        beside = [
            path
            for path in members
            if path[:at] == before and path[at + 1 :] == after and path[at] not in (ITEM, ANY)
        ]
        if len(beside) > 1 and all(path in likely and likely[path].likeness >= _WEAK_TITLE for path in beside):
            return whole
    return best


def _gather(value: Any, path: Path, members: dict[Path, list[Any]]) -> None:
    """Collect every member of every list and object in `members`, by the path to it."""
    if len(path) > _DEEPEST:
        return
    found = members.setdefault(path, [])
    if len(found) < _LOOKED_AT:
        found.append(value)
    if isinstance(value, list):
        inner = value if not path else [one for one in value if isinstance(one, (dict, list))]
        for one in inner[:_LOOKED_AT]:
            _gather(one, (*path, ITEM), members)
    elif isinstance(value, dict):
        for key, one in islice(value.items(), _LOOKED_AT):
            _gather(one, (*path, ANY), members)
            if isinstance(one, (dict, list)) and ANY not in path:
                _gather(one, (*path, key), members)


def _likeness(path: Path, members: Sequence[Any], given: frozenset[str]) -> float:
    """How similar the members of one place are to papers, on average; the keys on the path to it count too."""
    if path and path[-1] not in (ITEM, ANY):
        return 0.0
    total = sum(_like(member, given) for member in members) / len(members)
    if total <= 0:
        return 0.0
    words = {plain_name(step) for step in path if step not in (ITEM, ANY)}
    return total + 3 * bool(words & _PAPERS) - 5 * bool(words & _OTHERS) - 0.1 * len(words - _CONTAINERS)


def _like(member: Any, given: frozenset[str]) -> float:
    """How similar one value is to a paper: 7 with title and abstract, 1 for an address alone."""
    record = as_record(member, "")
    if record is None:
        return 0.0
    names = {plain_name(name): value for name, value in record.items()}
    inner = next((names[one] for one in names if one in INNER and isinstance(names[one], dict)), None)
    points = _named(names, "title", 2 * _WEAK_TITLE) + _named(names, "abstract", 3.0)
    if not points and inner is None and (key := inner_of(record)) is not None:
        inner = record[key]
    if not points and inner is not None:
        return _like(inner, given)
    points += SURE * bool(given & names.keys())
    beside = 0.5 * len(_BESIDE & names.keys()) + any(map(holds_address, record.values()))
    if points == _WEAK_TITLE and not beside:
        return 0.0  # only a weak title (`name`): not only papers have one
    if points + beside <= 1 and sum(any(map(str.isdigit, name)) for name in names) > len(names) / 2:
        return 0.0  # an object keyed by ids: its members may be records, itself is not one
    return points + beside


def _named(names: Mapping[str, Any], field: str, points: float) -> float:
    """`points` if the record has this field under a name that only papers use, half of it under a weak name, or 0."""
    found = [name for name in NAMES[field] if name in names and names[name] not in (None, "", [], {})]
    strong = any(name not in WEAK for name in found)
    return points if strong else points / 2 if any(isinstance(names[name], str) for name in found) else 0.0


def records_in(value: Any, path: Sequence[str], key: str = "") -> Iterator[tuple[str, Any]]:
    """(key, value) of every record at a path below a value; the key is empty for items of arrays."""
    if not path:
        yield key, value
    elif path[0] == ITEM and isinstance(value, list):
        for one in value:
            yield from records_in(one, path[1:], "")
    elif path[0] == ANY and isinstance(value, dict):
        for name, one in value.items():
            yield from records_in(one, path[1:], name)
    elif isinstance(value, dict) and path[0] in value:
        yield from records_in(value[path[0]], path[1:], "")


def as_record(value: Any, key: str) -> Mapping[str, Any] | None:
    """
    A member as a record: an object as it is, a row of a Markdown table as its fields, addresses as a field `urls`;
    None for anything else.
    """
    if isinstance(value, dict):
        return value
    if isinstance(value, str) and _ROW.fullmatch(value):
        return _row(value, key)
    return {"urls": value} if holds_address(value) else None


def read_member(
    records: Records, member: tuple[str, object], source: str, number: int, no_record: str
) -> Paper | BadRecord:
    """
    The paper of a member (key, value), or a BadRecord that names its number and the reason: `no_record` if the value
    is not a record at all.
    """
    key, value = member
    record = as_record(value, key)
    if record is None:
        return BadRecord(source, 0, f"record {number}: {no_record}")
    try:
        return records.paper(record, source, key)
    except Unreadable as error:
        return BadRecord(source, 0, f"record {number}: {error}")


def _row(text: str, key: str) -> dict[str, str]:
    """
    The fields of one row of a table: the first date, as title the first cell that is neither date, link nor the key,
    and the whole row.
    """
    cells = [cell.strip(" *\n") for cell in text.strip().strip("|").split("|")]
    linked = [cell for cell in cells if key not in cell]
    words = [cell for cell in cells if cell and cell != key and not _CELL_LINK.search(cell)]
    title = next((cell for cell in words if not _DATE.fullmatch(cell)), "")
    return {"title": title, "published": next(filter(_DATE.fullmatch, words), ""), "row": " ".join(linked)}


def as_prefix(path: Iterable[str]) -> str:
    """The part of a path that ijson can stream, dotted: up to the first step `ANY`."""
    fixed: list[str] = []
    for step in path:
        if step == ANY:
            break
        fixed.append(step)
    return ".".join(fixed)
