"""What services that were asked did not tell is owed: until it is told, or shows that it can't be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from checker.model import Artifact, Axis, Facts, Kind, Observation, Outcome, Reason, Standing, Verdict
from checker.verdicts.judge import judge
from tests.verdicts.histories import artifacts, runs

NOW = datetime(2026, 6, 1, tzinfo=UTC)
REPO = Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool")
FORGE = Artifact(Kind.OTHER_FORGE, "gitlab.com/octo/tool", "https://gitlab.com/octo/tool")
MODEL = Artifact(Kind.HF_MODEL, "lab/model", "https://huggingface.co/lab/model")
ORG = Artifact(Kind.GITHUB_ORG, "octo", "https://github.com/octo")
COMMIT = NOW - timedelta(days=30)

Run = list[Observation]


def saw(service: str, **facts: Any) -> Observation:
    told = Facts(**facts)
    return Observation(key="k", service=service, at=NOW, outcome=Outcome.PRESENT, reason=Reason.OK, facts=told)


def could_not(service: str, reason: Reason = Reason.TIMEOUT) -> Observation:
    return Observation(key="k", service=service, at=NOW, outcome=Outcome.UNKNOWN, reason=reason)


def missing(service: str) -> Observation:
    return Observation(key="k", service=service, at=NOW, outcome=Outcome.ABSENT, reason=Reason.NOT_FOUND_OR_PRIVATE)


def last(*seen: Run, artifact: Artifact = REPO) -> Verdict:
    standing = Standing()
    for run in seen:
        verdict, standing = judge(artifact, standing, run, now=NOW, policy="recent-commit")
    assert verdict.owed == standing.owed
    return verdict


WHOLE = saw("github_graphql", platform_id="1", name="octo/tool", head="a", last_commit_at=COMMIT)
FILES = saw("github_content", platform_id="1", head="a", files=("README.md", "a.py"))
HOLLOW = saw("github_graphql", platform_id="1", name="octo/tool")
MOVED = saw("github_graphql", platform_id="1", name="team/tool", head="a", last_commit_at=COMMIT)
BY_REST = saw("github_rest", platform_id="1", name="octo/tool")
#: An answer of which passing trouble hid a part: its reason stands in place of `ok`.
PARTLY = replace(saw("git", name="octo/tool", head="b"), reason=Reason.TIMEOUT)


@pytest.mark.parametrize(
    ("run", "artifact", "owed"),
    [
        ([WHOLE, FILES], REPO, set()),
        ([HOLLOW], REPO, {"maintenance", "content"}),
        ([saw("github_graphql", head="a", last_commit_at=COMMIT), FILES], REPO, set()),  # its content tells the id
        ([saw("github_graphql", head="a", last_commit_at=COMMIT)], REPO, {"identity"}),
        ([saw("github_graphql", platform_id="1", name="octo/tool", empty=True)], REPO, set()),
        ([could_not("github_graphql"), BY_REST, saw("github_tree", files=("a.py",))], REPO, {"maintenance"}),
        ([could_not("github_graphql"), BY_REST, could_not("github_tree")], REPO, {"maintenance", "content"}),
        ([could_not("github_graphql", Reason.FORBIDDEN), BY_REST], REPO, set()),  # a right that we lack is no weather
        ([BY_REST, saw("git", name="octo/tool", last_commit_at=COMMIT)], REPO, set()),
        ([BY_REST, saw("git", name="octo/tool")], REPO, set()),  # it answered, and hands out no commit
        ([BY_REST, PARTLY], REPO, {"maintenance", "content"}),
        ([BY_REST, replace(PARTLY, facts=Facts(head="b", last_commit_at=COMMIT))], REPO, {"content"}),
        # its limits left REST no word, and git has told the name
        (
            [could_not("github_rest", Reason.RATE_LIMITED), saw("git", name="octo/tool", last_commit_at=COMMIT)],
            REPO,
            set(),
        ),
        ([MOVED, saw("github_owners", old_owner_free=False), FILES], REPO, set()),
        ([MOVED, could_not("github_owners"), FILES], REPO, {"identity"}),
        ([PARTLY], FORGE, {"maintenance", "content"}),
        ([could_not("git"), saw("web", name="https://gitlab.com/octo/tool")], FORGE, {"maintenance", "content"}),
        ([saw("huggingface", platform_id="x", name="lab/model", last_commit_at=COMMIT)], MODEL, {"content"}),
        ([saw("github_owners")], ORG, set()),
        ([missing("github_graphql"), missing("github_rest")], REPO, set()),
    ],
)
def test_what_services_were_asked_and_did_not_tell_is_owed(run: Run, artifact: Artifact, owed: set[str]) -> None:
    assert last(run, artifact=artifact).owed == owed


def test_it_is_owed_until_it_is_told() -> None:
    unread = [WHOLE, could_not("github_content")]
    weather = [could_not("github_graphql")]
    assert last([WHOLE, FILES], [MOVED_HEAD, could_not("github_content")]).owed == {Axis.CONTENT}
    assert last(unread).owed == last(unread, unread, unread).owed == {Axis.CONTENT}
    assert last(unread, weather).owed == {Axis.CONTENT}
    assert last(unread, weather, [WHOLE, FILES]).owed == set()


def test_it_is_counted_for_how_many_runs_it_was_not_told() -> None:
    standing, counted = Standing(), []
    for _ in range(3):
        _, standing = judge(REPO, standing, [WHOLE, could_not("github_content")], now=NOW, policy="recent-commit")
        counted.append([(axis, hidden.runs) for axis, hidden in standing.untold])
    assert counted == [[(Axis.CONTENT, 1)], [(Axis.CONTENT, 2)], [(Axis.CONTENT, 3)]]


MOVED_HEAD = saw("github_graphql", platform_id="1", name="octo/tool", head="b", last_commit_at=COMMIT)


@pytest.mark.parametrize("reason", [Reason.SERVER_ERROR, Reason.BAD_RESPONSE])
def test_what_answers_have_not_told_twice_in_a_row_can_not_be_told(reason: Reason) -> None:
    too_heavy = [could_not("github_graphql", reason), BY_REST, saw("github_tree", files=("a.py",))]
    assert last(too_heavy).owed == {Axis.MAINTENANCE}
    assert last(too_heavy, too_heavy).owed == set()
    weather = [could_not("github_graphql"), *too_heavy[1:]]
    assert last(too_heavy, too_heavy, weather).owed == {Axis.MAINTENANCE}


def test_a_hole_in_the_answer_is_asked_about_once_more() -> None:
    assert last([HOLLOW], [HOLLOW]).owed == set()
    assert last([HOLLOW], [WHOLE, FILES], [HOLLOW]).owed == {Axis.MAINTENANCE, Axis.CONTENT}


def test_of_what_is_gone_nothing_is_owed() -> None:
    assert last([HOLLOW], [missing("github_graphql"), missing("github_rest")]).owed == set()


@given(artifacts, runs())
def test_only_what_can_be_asked_for_is_owed(artifact: Artifact, seen: list[Run]) -> None:
    assert last(*seen, artifact=artifact).owed <= {Axis.IDENTITY, Axis.MAINTENANCE, Axis.CONTENT}


def test_what_a_partial_answer_hides_may_be_that_there_is_nothing_yet() -> None:
    hidden = last([PARTLY], artifact=FORGE)
    assert (hidden.availability, hidden.reason) == ("unknown", "timeout")
    bare = saw("git", name="octo/tool", head="a", files=("README.md",))
    assert last([bare], [PARTLY], artifact=FORGE).availability == "placeholder", "the best that is known"
    assert last([bare], [replace(PARTLY, facts=bare.facts)], artifact=FORGE).availability == "placeholder"
    unreadable = replace(PARTLY, reason=Reason.BAD_RESPONSE)
    assert last([unreadable], [unreadable], artifact=FORGE).availability == "available", "and no more can be known"
