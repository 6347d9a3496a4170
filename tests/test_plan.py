"""Whom to ask next: what a repository holds is asked once for each commit at its head."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from checker.model import Artifact, Facts, Kind, Observation, Outcome, Reason
from checker.plan import next_witness

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def seen(service: str, outcome: Outcome = Outcome.PRESENT, **facts: Any) -> Observation:
    return Observation(
        key="k", service=service, at=NOW, outcome=outcome, reason=Reason.OK, facts=Facts(name="octo/tool", **facts)
    )


def after(*said: Observation, head: str = "", token: bool = True) -> str | None:
    artifact = Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", content_head=head)
    return next_witness(artifact, said, token=token)


def moved(**facts: Any) -> Observation:
    return Observation(
        key="k",
        service="github_graphql",
        at=NOW,
        outcome=Outcome.PRESENT,
        reason=Reason.OK,
        facts=Facts(name="lab/tool", **facts),
    )


@pytest.mark.parametrize(
    ("said", "head", "witness"),
    [
        ([], "", "github_graphql"),
        ([seen("github_graphql", head="a")], "", "github_content"),
        ([seen("github_graphql", head="a")], "b", "github_content"),
        ([seen("github_graphql", head="a")], "a", None),  # its content is known
        ([seen("github_graphql", empty=True)], "", None),  # there is no commit to look at
        ([seen("github_graphql", head="a", disabled=True)], "", "github_rest"),
        ([seen("github_graphql", head="a"), seen("github_content", Outcome.UNKNOWN)], "", None),
        ([moved(head="a")], "", "github_owners"),
        ([moved(head="a"), seen("github_owners")], "", "github_content"),
        ([moved(head="a"), seen("github_owners")], "a", None),
    ],
)
def test_content_is_asked_after_existence_and_once_a_commit(
    said: list[Observation], head: str, witness: str | None
) -> None:
    assert after(*said, head=head) == witness


def test_without_a_token_nobody_can_be_asked_for_content() -> None:
    said = (seen("github_rest", head="a"), seen("git", head="a"))
    assert after(*said, token=False) is None
