"""How values are written into the database and read back: moments, text, facts, verdicts, standings."""

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


def day(text: str) -> str:
    """
    When a paper was published: a year, a month, a day or a moment in UTC, as ISO 8601 has it. Of what only begins
    with a year that year, of anything else nothing: reports sort and group by it.
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


def clean(text: str) -> str:
    """
    Text that a database can keep: what is no character (half a surrogate pair, from broken JSON or a file name
    that is not UTF-8) and NUL become U+FFFD.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def to_json(value: object) -> str:
    """A value as compact JSON that a database can keep; what JSON has no form for is its text."""
    try:
        return orjson.dumps(value, default=str).decode()
    except TypeError:  # half a surrogate pair, or an integer of more than 64 bits
        return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def iso(moment: datetime | None) -> str | None:
    """A moment as UTC, ISO 8601 to the second with four digits of the year, ending in Z: text that sorts as time."""
    # strftime does not pad the year everywhere, and the dates of commits are whatever their authors say.
    return f"{_in_utc(moment).replace(tzinfo=None).isoformat(timespec='seconds')}Z" if moment else None


def _in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one that only another zone's calendar has is the calendar's end."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def age_limit(now: datetime, max_age: timedelta) -> str | None:
    """The moment, as `iso` writes it, from before which an answer is older than `max_age`."""
    always = now - datetime.min.replace(tzinfo=UTC)  # a span beyond the calendar is as long as there is one
    return iso(now - min(max_age, always))


def moment_of(text: str | None) -> datetime | None:
    """The moment that `iso` wrote; None for None."""
    return datetime.fromisoformat(text) if text else None


def seconds(moment: datetime | None) -> int | None:
    """A moment as whole seconds since 1970, UTC, as tables keep it inside; None for None."""
    return (_in_utc(moment) - _EPOCH) // timedelta(seconds=1) if moment else None


def moment_at(number: int | None) -> datetime | None:
    """The moment that `seconds` wrote; None for None."""
    return _EPOCH + timedelta(seconds=number) if number is not None else None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def facts_to_json(facts: Facts) -> str:
    """What was told as a JSON object; what was not told is left out."""
    told = {name: getattr(facts, name) for name in _FACTS}
    return to_json(
        {
            name: iso(value) if isinstance(value, datetime) else _remarks(value) if name == "readme" else value
            for name, value in told.items()
            if value is not None
        }
    )


def facts_from_json(text: str) -> Facts:
    """The facts that `facts_to_json` wrote; names of a later release are passed over."""
    return _facts(orjson.loads(text))


def _facts(values: Mapping[str, Any]) -> Facts:
    return Facts(**{name: _fact(name, value) for name, value in values.items() if name in _FACTS})


_FACTS = {one.name: None for one in fields(Facts)}  # in their order


def _fact(name: str, value: Any) -> Any:
    if name.endswith("_at"):
        return moment_of(value)
    if name == "readme":
        return tuple(Remark(Topic(topic), line, text) for topic, line, text in value if topic in _TOPICS)
    if name == "places":
        return tuple((printed, missing) for printed, missing in value)
    return tuple(value) if isinstance(value, list) else value


_TOPICS = frozenset(Topic)


def _remarks(said: tuple[Remark, ...]) -> list[list[object]]:
    return [[str(one.topic), one.line, one.text] for one in said]


def observation_of(key: str, row: tuple[Any, ...]) -> tuple[int, Observation]:
    """(run, observation) from a row: run_id, service, at, outcome, reason, status, detail, facts."""
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


#: The columns of a verdict that make it differ from the one before.
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
    """A verdict's values in the order of VERDICT_COLUMNS, as SQLite keeps them."""
    values = {name: getattr(verdict, name) for name in VERDICT_COLUMNS} | {"broken_forms": list(verdict.broken_forms)}
    return tuple(_plain(value) for value in values.values())


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return to_json(value)
    if isinstance(value, tuple):  # of pairs: ticks as (item, evidence), policies as (name, value)
        pairs = (pair if isinstance(pair, tuple) else (pair.item, pair.evidence) for pair in value)
        return to_json({str(name): str(said) for name, said in pairs})
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bool):
        return int(value)
    return clean(str(value)) if isinstance(value, str) else value


# -- standings: compact JSON with its version, what is not known left out ------------------------------


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
    """The standing that `standing_to_json` wrote; None for one of another version: fold its evidence again."""
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
        absent_at=moment_of(values.get("absent_at")),
        blocked_at=moment_of(values.get("blocked_at")),
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
    return Absence(since=datetime.fromisoformat(since), attested_since=moment_of(attested_since))


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
