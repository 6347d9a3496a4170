"""How a standing is written as text and read back: compact JSON with its version, what is not known left out."""

from __future__ import annotations

from datetime import datetime
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
    Reason,
    Standing,
    Tick,
)
from checker.store.encoding import facts_from_json, facts_to_json, iso, moment_of, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping


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
        at=_moment(values["at"]),
        facts=_facts(values["facts"]),
        content=Content(values["content"]),
        ticks=tuple(Tick(Item(item), evidence) for item, evidence in values["ticks"]),
    )


def _absence(since: str, attested_since: str | None) -> Absence:
    return Absence(since=_moment(since), attested_since=moment_of(attested_since))


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


def _facts(values: Mapping[str, Any]) -> Facts:
    return facts_from_json(to_json(values))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
