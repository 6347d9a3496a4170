"""Faults that change nothing anybody can see, with the reason: they are left out of the figures of `make mutants`."""

from __future__ import annotations

_GUARD, _AVAILABILITY = "checker/network/address_guard.py", "checker/verdicts/availability.py"
_ZONE = "Python's own parser takes the zone of an address too, and judges the address as without it"
_PAIRS = "there is one ruling for each sighting: it is made from it"
_NEVER = "the last rule, `_unanswered`, always speaks: nothing comes after it"

#: (module, what stands there, what would) → why nobody can see it.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    (_GUARD, "'%'", "'%XX'"): _ZONE,
    (_GUARD, "1", "0"): _ZONE,
    (_GUARD, "1", "2"): _ZONE,
    (_GUARD, "'.'", "'.XX'"): "takes capital Xs off the end too: no local name is a public one with such an end",
    (_GUARD, "ip.teredo or ()", "()"): "all of Teredo's network is none of the public internet in Python's own table",
    (_AVAILABILITY, "'_'", "'_XX'"): "no rule's name begins or ends with that letter",
    (_AVAILABILITY, "'nothing_said'", "'nothing_saidXX'"): _NEVER,
    (
        _AVAILABILITY,
        "return Ruling(Availability.UNKNOWN, Reason.BAD_RESPONSE, 'nothing_said')",
        "return None",
    ): _NEVER,
    (_AVAILABILITY, "sighting.facts.stage or ''", "sighting.facts.stage"): "None is no idle stage either",
    (_AVAILABILITY, "''", "'XX'"): "neither is an idle stage",
    (
        _AVAILABILITY,
        "zip(reversed(sightings), reversed(rulings), strict=True)",
        "zip(reversed(sightings), reversed(rulings))",
    ): _PAIRS,
    (_AVAILABILITY, "True", "False"): _PAIRS,
    ("checker/verdicts/maintenance.py", "state or ''", "state"): "None is no declared state either",
}
