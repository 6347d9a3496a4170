"""Rows on incidents: each incident with its artifact, and the newest answers about that artifact."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """
    A row of `incidents` with its artifact and the artifact's newest availability. `papers` is how many papers name
    the artifact, `named_by` holds the titles of three of them. Moments are ISO 8601 in UTC.
    """

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
    """One service's answer in the newest run that looked at an artifact. `at` is ISO 8601 in UTC."""

    artifact_id: int
    run_id: int
    at: str
    service: str
    outcome: str
    reason: str
    status: int | None
    detail: str
