"""Files on the Hub that papers link to: whether the response about their repository lists them. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checker.links.platforms.places import places_in
from checker.services.hub.answers import files_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.links.platforms.places import Place
    from checker.model import Artifact, Facts


def with_places(facts: Facts, artifact: Artifact, body: Mapping[str, Any]) -> Facts:
    """
    The facts, with the places in this repository that papers print and whether each exists by the list of files in
    the body. The list covers `main` and its commit only: places on other branches are left out.
    """
    files = files_in(body)
    if not files:
        return facts
    listed = ("main", facts.head)
    known = ((one, place) for one, place in places_in(artifact.printed).items() if place.ref in listed)
    return replace(facts, places=tuple((one, _missing(place, files)) for one, place in known) or None)


def _missing(place: Place, files: Sequence[str]) -> str:
    folder = f"{place.path}/"
    there = not place.path or any(file == place.path or file.startswith(folder) for file in files)
    return "" if there else str(place)
