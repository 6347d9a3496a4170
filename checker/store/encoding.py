"""Encoding and decoding of values for the database: moments, texts, facts, observations, verdicts, standings."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson

from checker.model import (
    STANDING_VERSION,
    Absence,
    Availability,
    Axis,
    Content,
    Facts,
    Hidden,
    Inventory,
    Item,
    Known,
    Observation,
    Outcome,
    Reason,
    Remark,
    Standing,
    Tick,
    Topic,
    Verdict,
    service_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)")


def publication_date(text: str) -> str:
    """
    The date of a paper in a form that sorts: a year, a month, a day, or a moment in UTC (ISO 8601). Of a text that
    only begins with a year, that year; of any other text, empty.
    """
    try:
        if len(text) > 10:
            moment = datetime.fromisoformat(text)
            return iso(moment if moment.tzinfo else moment.replace(tzinfo=UTC)) or ""
        if len(text) > 7:
            return date.fromisoformat(text).isoformat()
        return f"{date.fromisoformat(f'{text}-01-01'[:10])}"[: len(text)]
    except (ValueError, OverflowError):
        year = _YEAR.match(text)
        return year[0] if year else ""


def storable(text: str) -> str:
    """
    A text that SQLite can store: lone surrogates (from broken JSON, or a file name that is not UTF-8) and NUL become
    U+FFFD.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def to_json(value: object) -> str:
    """A value as compact JSON that SQLite can store; a value that JSON has no type for becomes its `str`."""
    try:
        return orjson.dumps(value, default=str).decode()
    except TypeError:  # a lone surrogate, or an integer of more than 64 bits
        return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def iso(moment: datetime | None) -> str | None:
    """A moment in UTC as ISO 8601 to the second, with a year of four digits and ending in Z: it sorts as text."""
    # strftime does not pad the year on every platform, and authors may give their commits any date.
    return f"{_in_utc(moment).replace(tzinfo=None).isoformat(timespec='seconds')}Z" if moment else None


def _in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one that is out of datetime's range in UTC (near either end) keeps its local time."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def age_limit(now: datetime, max_age: timedelta) -> str | None:
    """The latest moment, as `iso` writes it, at which an answer is as old as `max_age`."""
    longest = now - datetime.min.replace(tzinfo=UTC)  # a longer span would lead out of datetime's range
    return iso(now - min(max_age, longest))


def from_iso(text: str | None) -> datetime | None:
    """The moment that `iso` encoded; None for None."""
    return datetime.fromisoformat(text) if text else None


def to_seconds(moment: datetime | None) -> int | None:
    """A moment as whole seconds since 1970 (UTC), as the inner tables store it; None for None."""
    return (_in_utc(moment) - _EPOCH) // timedelta(seconds=1) if moment else None


def from_seconds(number: int | None) -> datetime | None:
    """The moment that `to_seconds` encoded; None for None."""
    return _EPOCH + timedelta(seconds=number) if number is not None else None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def facts_to_json(facts: Facts) -> str:
    """Facts as a JSON object, without those that are None."""
    given = {name: getattr(facts, name) for name in _FACTS}
    return to_json(
        {
            name: iso(value) if isinstance(value, datetime) else _remarks(value) if name == "readme" else value
            for name, value in given.items()
            if value is not None
        }
    )


def facts_from_json(text: str) -> Facts:
    """The facts that `facts_to_json` encoded; names that only a later release knows are ignored."""
    return _facts(orjson.loads(text))


def _facts(values: Mapping[str, Any]) -> Facts:
    return Facts(**{name: _fact(name, value) for name, value in values.items() if name in _FACTS})


_FACTS = {one.name: None for one in fields(Facts)}  # a dict, as an ordered set


def _fact(name: str, value: Any) -> Any:
    if name.endswith("_at"):
        return from_iso(value)
    if name == "readme":
        return tuple(Remark(Topic(topic), line, text) for topic, line, text in value if topic in _TOPICS)
    if name == "places":
        return tuple((printed, missing) for printed, missing in value)
    return tuple(value) if isinstance(value, list) else value


_TOPICS = frozenset(Topic)


def _remarks(remarks: tuple[Remark, ...]) -> list[list[object]]:
    return [[str(one.topic), one.line, one.text] for one in remarks]


def observation_of(key: str, row: tuple[Any, ...]) -> tuple[int, Observation]:
    """(run, observation) from an artifact's key and (run_id, service, at, outcome, reason, status, detail, facts)."""
    run, service, at, outcome, reason, status, detail, facts = row
    return run, Observation(
        key=key,
        service=service_name(service),
        at=datetime.fromisoformat(at),
        outcome=Outcome(outcome),
        reason=Reason(reason),
        status=status,
        detail=detail,
        facts=facts_from_json(facts),
    )


#: The columns of a verdict that are compared: one that differs in any of them from the one before gets a row.
VERDICT_COLUMNS = (
    "availability",
    "reason",
    "rule",
    "confirmed",
    "identity",
    "resolved_target",
    "hijackable",
    "maintenance",
    "last_activity_at",
    "archived_at",
    "content",
    "ticks",
    "broken_forms",
    "works_as",
    "dead_places",
    "policies",
    "license",
    "known",
    "known_at",
)


def verdict_row(verdict: Verdict) -> tuple[Any, ...]:
    """The values of a verdict in the order of VERDICT_COLUMNS, as SQLite stores them."""
    values = {name: getattr(verdict, name) for name in VERDICT_COLUMNS} | {"broken_forms": list(verdict.broken_forms)}
    return tuple(_plain(value) for value in values.values())


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return to_json(value)
    if isinstance(value, tuple):  # pairs: ticks as (item, evidence), policies as (name, result), dead_places
        pairs = (pair if isinstance(pair, tuple) else (pair.item, pair.evidence) for pair in value)
        return to_json({str(name): str(text) for name, text in pairs})
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bool):
        return int(value)
    return storable(str(value)) if isinstance(value, str) else value


# -- standings: compact JSON with a version, without unknown values -------------------------------------


def standing_to_json(standing: Standing) -> str:
    """A standing as one JSON object; moments are kept to the second."""
    absence = standing.absence
    values = {
        "first_id": standing.first_id,
        "known": _known_values(standing.known) if standing.known else None,
        "absence": [iso(absence.since), iso(absence.attested_since)] if absence else None,
        "inventory": _inventory_values(standing.inventory) if standing.inventory else None,
        "hidden": _hidden_values(standing.hidden) if standing.hidden else None,
        "untold": {str(axis): _hidden_values(hidden) for axis, hidden in standing.untold},
        "block": standing.block,
        "absent_at": iso(standing.absent_at),
        "blocked_at": iso(standing.blocked_at),
    }
    return to_json({"version": STANDING_VERSION, **{name: value for name, value in values.items() if value}})


def standing_from_json(text: str) -> Standing | None:
    """The standing that `standing_to_json` encoded; None where it is of another STANDING_VERSION."""
    values = orjson.loads(text)
    if values.get("version") != STANDING_VERSION:
        return None
    absence = values.get("absence")
    return Standing(
        first_id=values.get("first_id", ""),
        known=_known(values["known"]) if "known" in values else None,
        absence=_absence(*absence) if absence else None,
        inventory=_inventory(values["inventory"]) if "inventory" in values else None,
        hidden=_hidden(*values["hidden"]) if "hidden" in values else None,
        untold=tuple((Axis(axis), _hidden(*hidden)) for axis, hidden in values.get("untold", {}).items()),
        block=Reason(values["block"]) if "block" in values else None,
        absent_at=from_iso(values.get("absent_at")),
        blocked_at=from_iso(values.get("blocked_at")),
    )


def _known_values(known: Known) -> dict[str, Any]:
    return {
        "availability": known.availability,
        "at": iso(known.at),
        "facts": orjson.loads(facts_to_json(known.facts)),
        "content": known.content,
        "ticks": [[tick.item, tick.evidence] for tick in known.ticks],
    }


def _known(values: Mapping[str, Any]) -> Known:
    return Known(
        availability=Availability(values["availability"]),
        at=datetime.fromisoformat(values["at"]),
        facts=_facts(values["facts"]),
        content=Content(values["content"]),
        ticks=tuple(Tick(Item(item), evidence) for item, evidence in values["ticks"]),
    )


def _absence(since: str, attested_since: str | None) -> Absence:
    return Absence(since=datetime.fromisoformat(since), attested_since=from_iso(attested_since))


def _inventory_values(inventory: Inventory) -> dict[str, Any]:
    facts = Facts(**{name: getattr(inventory, name) for name in _LISTED})
    return {"service": inventory.service, "facts": orjson.loads(facts_to_json(facts))}


def _inventory(values: Mapping[str, Any]) -> Inventory:
    facts = _facts(values["facts"])
    return Inventory(service=values["service"], **{name: getattr(facts, name) for name in _LISTED})


_LISTED = ("files", "readme", "assets", "head", "platform_id")


def _hidden_values(hidden: Hidden) -> list[object]:
    return [hidden.reason, hidden.runs]


def _hidden(reason: str, runs: int) -> Hidden:
    return Hidden(reason=Reason(reason), runs=runs)
