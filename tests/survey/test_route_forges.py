"""Whom to ask about a project on another forge: git, and its page where git does not settle it."""

from __future__ import annotations

import pytest

from checker.model import Artifact, Kind, Outcome, Reason
from checker.survey.route import next_service
from tests.survey.test_route import seen

PROJECT = Artifact(Kind.OTHER_FORGE, "gitlab.com/lab/tool", "https://gitlab.com/lab/tool")


@pytest.mark.parametrize(
    ("outcome", "witness"),
    [
        (None, "git"),
        (Outcome.PRESENT, None),
        (Outcome.BLOCKED, None),  # the host's own word: its page would only show a notice
        (Outcome.ABSENT, "web"),
        (Outcome.REFUSED, "web"),
        (Outcome.UNKNOWN, "web"),
    ],
)
@pytest.mark.parametrize("token", [True, False])
def test_a_forges_page_is_asked_where_git_left_the_question_open(
    outcome: Outcome | None, witness: str | None, token: bool
) -> None:
    said = [seen("git", outcome)] if outcome else []
    assert next_service(PROJECT, said, token=token) == witness


@pytest.mark.parametrize("outcome", list(Outcome))
def test_after_its_page_nobody_is_left_to_ask(outcome: Outcome) -> None:
    said = [seen("git", Outcome.ABSENT), seen("web", outcome, Reason.OK)]
    assert next_service(PROJECT, said, token=True) is None
