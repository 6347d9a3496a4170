"""Encoding of standings for the database (see `checker.model.standing`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checker.store.decoding import LOG
from checker.store.encoding import from_seconds, standing_from_json, standing_to_json, to_seconds

if TYPE_CHECKING:
    from checker.model import Standing

#: Takes the place of `known.at` in the text of a standing. The moment itself is stored beside the text, so that the
#: text of an artifact to which nothing happened does not change with every run.
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def stored_standing(text: str | None, known_at: int | None) -> Standing | None:
    """The standing that `standing_to_store` encoded; None where there is none, of another version, or damaged."""
    try:
        standing = standing_from_json(text) if text else None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        LOG.warning("a standing is damaged and folded again: %s", type(error).__name__)
        return None
    at = from_seconds(known_at)
    if standing is None or standing.known is None:
        return standing
    return replace(standing, known=replace(standing.known, at=at)) if at else None


def standing_to_store(standing: Standing) -> tuple[str, int | None]:
    """A standing as (text, moment of its last known verdict in seconds since 1970, or None)."""
    if standing.known is None:
        return standing_to_json(standing), None
    without_moment = replace(standing, known=replace(standing.known, at=_NO_MOMENT))
    return standing_to_json(without_moment), to_seconds(standing.known.at)
