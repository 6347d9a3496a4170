"""Standings in the database: what rules carry of an artifact from run to run, so that a check reads no history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checker.store.decoding import LOG
from checker.store.encoding import moment_at, seconds, standing_from_json, standing_to_json

if TYPE_CHECKING:
    from checker.model import Standing

#: In the place of the moment at which it was last known, which stands beside it: an unchanged one stays as it is.
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def kept(text: str | None, known_at: int | None) -> Standing | None:
    """The standing that `to_keep` wrote; None where there is none, or it is of another version, or damaged."""
    try:
        standing = standing_from_json(text) if text else None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        LOG.warning("a standing is damaged and folded again: %s", type(error).__name__)
        return None
    at = moment_at(known_at)
    if standing is None or standing.known is None:
        return standing
    return replace(standing, known=replace(standing.known, at=at)) if at else None


def to_keep(standing: Standing) -> tuple[str, int | None]:
    """A standing as text, and beside it the moment at which it was last known, in seconds since 1970."""
    if standing.known is None:
        return standing_to_json(standing), None
    still = replace(standing, known=replace(standing.known, at=_NO_MOMENT))
    return standing_to_json(still), seconds(standing.known.at)
