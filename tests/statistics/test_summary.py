"""What a report counts, and of how many: what is not known is in no share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checker.model.rows import ArtifactRow, Crossed
from checker.statistics.intervals import Share
from checker.statistics.summary import Report, build

ROW = ArtifactRow(
    kind="github_repo",
    target="lab/tool",
    url="https://github.com/lab/tool",
    availability="available",
    reason="ok",
    confirmed=False,
    identity="same",
    resolved_target="",
    hijackable=False,
    maintenance="active",
    last_activity_at=None,
    archived_at=None,
    content="code",
    ticks={},
    policies={},
    license="",
    papers=1,
    first_seen_at="2026-06-01T00:00:00Z",
    checked_at="2026-06-01T00:00:00Z",
    last_known_availability=None,
    last_known_at=None,
    rule="present",
    artifact_id=1,
)


def row(**given: Any) -> ArtifactRow:
    return replace(ROW, **given)


def report(*rows: ArtifactRow) -> Report:
    return build([replace(one, artifact_id=number) for number, one in enumerate(rows)], [], None, {}, Crossed())


def test_what_could_not_be_found_out_is_in_no_rate() -> None:
    unknown = row(availability="unknown", reason="timeout")
    found = report(row(), row(), row(availability="gone", reason="not_found_or_private"), unknown, unknown)
    assert (found.total, found.available) == (5, Share(2, 3))
    assert found.availability["unknown"] == 2
    assert [(line.kind, line.available) for line in found.kinds] == [("github_repo", Share(2, 3))]


def test_what_no_policy_could_judge_is_in_no_share_of_the_maintained() -> None:
    found = report(row(), row(maintenance="inactive"), row(maintenance="archived"), *[row(maintenance="unknown")] * 5)
    assert found.maintained == Share(1, 3)
    assert found.maintenance == {"active": 1, "inactive": 1, "archived": 1, "unknown": 5}
