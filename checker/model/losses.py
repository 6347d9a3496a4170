"""Incidents, and what was answered at the last look, as rows of the database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """A row of `incidents` with its artifact, its newest availability and the papers that name it, three by title."""

    incident: int
    artifact_id: int
    kind: str
    target: str
    url: str
    availability: str
    reason: str
    opened_at: str
    opened_run: int
    last_good_at: str | None
    confirmed_at: str | None
    closed_at: str | None
    closed_run: int | None
    ignored: str | None
    papers: int
    named_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRow:
    """What one service answered when an artifact was looked at last."""

    artifact_id: int
    run_id: int
    at: str
    service: str
    outcome: str
    reason: str
    status: int | None
    detail: str
