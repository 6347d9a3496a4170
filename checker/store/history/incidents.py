"""Incidents in the database: opened when a loss is first seen, confirmed, and closed when the artifact is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Availability
from checker.store.encoding import iso

if TYPE_CHECKING:
    from sqlite_utils import Database

    from checker.model import Verdict

LOST = (Availability.GONE, Availability.BLOCKED)


def update_incident(db: Database, run: int, artifact: int, verdict: Verdict, *, good_at: str | None) -> None:
    """
    Open, confirm or close the incident of an artifact by a verdict of a run, in the caller's transaction. `good_at`
    is the last moment before at which the artifact was known. A verdict `unknown` changes nothing.
    """
    at = iso(verdict.at)
    if verdict.availability in LOST:
        confirmed = verdict.confirmed or verdict.availability is Availability.BLOCKED
        db.execute(_OPEN, [artifact, at, run, good_at])
        if confirmed:
            db.execute(_CONFIRM, [at, artifact])
    elif verdict.availability is not Availability.UNKNOWN:
        db.execute(_CLOSE, [at, run, artifact])


_OPEN = (
    "INSERT INTO incidents (artifact_id, axis, opened_at, opened_run, last_good_at)"
    " VALUES (?, 'availability', ?, ?, ?) ON CONFLICT DO NOTHING"
)
_OPENED = "artifact_id = ? AND axis = 'availability' AND closed_at IS NULL"
_CONFIRM = f"UPDATE incidents SET confirmed_at = ? WHERE {_OPENED} AND confirmed_at IS NULL"  # noqa: S608  (constant text)
_CLOSE = f"UPDATE incidents SET closed_at = ?, closed_run = ? WHERE {_OPENED}"  # noqa: S608  (constant text)
