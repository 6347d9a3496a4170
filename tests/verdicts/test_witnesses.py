"""What several witnesses say in one run: whose word counts, and what counts as no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checker.model import Artifact, Kind, Observation, Outcome, Reason
from tests.verdicts.test_judge import DAY, GONE, NOW, PROMISE, REPO, said, verdict

FORBIDDEN = said(Outcome.REFUSED, Reason.FORBIDDEN, service="github_graphql")
PROJECT = Artifact(Kind.OTHER_FORGE, "git.example.org/lab/tool", "https://git.example.org/lab/tool")


@pytest.mark.parametrize(
    ("strangers", "availability", "reason"),
    [
        ([said(*GONE, service="github_anonymous")], "restricted", "login"),
        ([said(Outcome.PRESENT, service="github_anonymous")], "available", "ok"),
        ([said(Outcome.UNKNOWN, Reason.RATE_LIMITED, service="github_anonymous")], "unknown", "rate_limited"),
        ([], "unknown", "forbidden"),
    ],
)
def test_what_is_kept_from_our_token_is_restricted_only_if_strangers_see_nothing(
    strangers: list[Observation], availability: str, reason: str
) -> None:
    found = verdict([FORBIDDEN, *strangers])
    assert (found.availability, found.reason) == (availability, reason)


@pytest.mark.parametrize(
    ("status", "availability"),
    [
        (401, "gone"),  # git asks everybody who they are where nothing is to be seen: its page decides
        (403, "unknown"),  # it turned us away, and may know of something
        (429, "unknown"),
        (None, "unknown"),
    ],
)
def test_a_git_server_that_turns_us_away_leaves_a_missing_page_undecided(
    status: int | None, availability: str
) -> None:
    git = replace(said(Outcome.REFUSED, Reason.REFUSED, service="git"), status=status)
    assert verdict([git, said(*GONE, service="web")], artifact=PROJECT).availability == availability


def test_of_what_two_witnesses_tell_differently_the_first_ones_word_stands() -> None:
    first = said(Outcome.PRESENT, service="github_graphql", name="octo/new", license="MIT")
    second = said(Outcome.PRESENT, name="octo/tool", license="GPL-3.0", last_commit_at=NOW - DAY)
    found = verdict([first, second])
    assert (found.identity, found.resolved_target, found.license) == ("renamed", "octo/new", "MIT")
    assert found.last_activity_at == NOW - DAY, "and what it does not tell is the second's to tell"


@pytest.mark.parametrize(
    ("created", "identity"),
    [
        (datetime(2014, 12, 1, tzinfo=UTC), "same"),
        (datetime(2015, 3, 1, tzinfo=UTC), "same"),  # papers and their code come out together
        (datetime(2018, 1, 1, tzinfo=UTC), "unknown"),
        (datetime(2024, 1, 1, tzinfo=UTC), "unknown"),
    ],
)
def test_a_repository_made_long_after_its_paper_may_be_another_one(created: datetime, identity: str) -> None:
    named_in_2015 = replace(REPO, published="2015-01-01")
    seen = said(Outcome.PRESENT, name="octo/tool", platform_id="1", created_at=created)
    assert verdict([seen], artifact=named_in_2015).identity == identity


def test_what_was_known_beside_an_unknown_is_what_the_last_sighting_told() -> None:
    first = said(Outcome.PRESENT, at=NOW - 3 * DAY, name="octo/tool", platform_id="1")
    reused = said(Outcome.PRESENT, at=NOW - 2 * DAY, name="octo/tool", platform_id="2")
    weather = said(Outcome.UNKNOWN, Reason.TIMEOUT, at=NOW - timedelta(hours=1), platform_id="3")
    found = verdict([first], [reused], [weather], [said(Outcome.UNKNOWN, Reason.TIMEOUT)])
    assert (found.availability, found.identity) == ("unknown", "reused")
    assert (found.known, found.known_at) == ("available", NOW - 2 * DAY)


SILENT = said(Outcome.UNKNOWN, Reason.TIMEOUT, service="git")


@pytest.mark.parametrize(
    ("run", "availability"),
    [
        ([said(*GONE), SILENT], "gone"),  # REST's word is enough
        ([said(*GONE, service="github_graphql"), SILENT], "unknown"),
        ([said(*GONE, service="github_graphql"), said(*GONE, service="github_owners"), SILENT], "unknown"),
        ([said(*GONE, service="github_graphql"), said(*GONE), SILENT], "gone"),
        ([said(*GONE, service="github_graphql")], "gone"),  # nobody was silent
        ([said(*GONE, service="web"), SILENT], "unknown"),  # a git server need not show pages
        ([said(*GONE, service="web"), said(*GONE), SILENT], "gone"),
        ([said(*GONE, service="web")], "gone"),
        ([said(*GONE, service="web"), said(Outcome.UNKNOWN, Reason.TIMEOUT)], "gone"),
    ],
)
def test_whose_word_alone_makes_a_thing_gone_while_another_is_silent(
    run: list[Observation], availability: str
) -> None:
    assert verdict(run).availability == availability


def test_the_last_who_found_nothing_gives_the_reason() -> None:
    found = verdict([said(*GONE, service="github_graphql"), said(Outcome.ABSENT, Reason.HTTP_410)])
    assert (found.availability, found.reason) == ("gone", "http_410")


def test_what_weather_says_of_other_questions_hides_no_content() -> None:
    seen = said(Outcome.PRESENT, service="github_graphql", name="octo/tool")
    found = verdict([seen, said(Outcome.UNKNOWN, Reason.TIMEOUT, service="github_owners")])
    assert (found.availability, found.reason) == ("available", "ok")


def test_of_a_thing_that_is_gone_nothing_else_is_said() -> None:
    last = said(*GONE, name="octo/tool", archived=True, last_commit_at=NOW - DAY, license="MIT")
    found = verdict([said(Outcome.PRESENT, at=NOW - DAY, name="octo/tool", platform_id="1")], [last])
    assert (found.availability, found.maintenance, found.policies) == ("gone", "unknown", ())


@pytest.mark.parametrize(
    ("seen", "licence", "resolved", "hijackable"),
    [
        (said(Outcome.PRESENT), "", "", None),
        (said(Outcome.PRESENT, name="octo/tool", license="MIT", old_owner_free=False), "MIT", "octo/tool", False),
        (said(Outcome.PRESENT, name="team/tool", old_owner_free=True), "", "team/tool", True),
    ],
)
def test_what_was_not_told_is_left_empty(
    seen: Observation, licence: str, resolved: str, hijackable: bool | None
) -> None:
    found = verdict([seen])
    assert (found.license, found.resolved_target, found.hijackable) == (licence, resolved, hijackable)


@pytest.mark.parametrize(
    ("stage", "reason"),
    [
        *((stage, "space_not_running") for stage in ("NO_APP_FILE", "CONFIG_ERROR", "BUILD_ERROR", "RUNTIME_ERROR")),
        *((stage, "space_not_running") for stage in ("PAUSED", "STOPPED", "DELETING")),
        *((stage, "ok") for stage in ("RUNNING", "SLEEPING", "BUILDING", "RUNNING_BUILDING", "APP_STARTING")),
    ],
)
def test_a_space_is_there_whether_it_runs_or_not(stage: str, reason: str) -> None:
    space = Artifact(Kind.HF_SPACE, "octo/demo", "https://huggingface.co/spaces/octo/demo")
    found = verdict([said(Outcome.PRESENT, service="huggingface", stage=stage)], artifact=space)
    assert (found.availability, found.reason) == ("available", reason)


@pytest.mark.parametrize(
    ("run", "rule"),
    [
        ([said(Outcome.BLOCKED, Reason.TOS)], "blocked"),
        ([said(Outcome.PRESENT, private=True)], "private"),
        ([said(Outcome.PRESENT, gated="auto")], "gated"),
        ([said(Outcome.PRESENT, empty=True)], "empty"),
        ([said(Outcome.PRESENT, files=("README.md",), readme=PROMISE)], "coming_soon"),
        ([said(Outcome.PRESENT, files=("README.md",))], "readme_only"),
        ([said(Outcome.PRESENT, stage="PAUSED")], "idle_space"),
        ([said(Outcome.PRESENT), SILENT], "unread"),
        ([said(Outcome.PRESENT)], "present"),
        ([FORBIDDEN, said(*GONE, service="github_anonymous")], "walled"),
        ([said(*GONE)], "absent"),
        ([SILENT], "unanswered"),
        ([], "never_checked"),
    ],
)
def test_which_rule_spoke_is_kept(run: list[Observation], rule: str) -> None:
    assert verdict(run).rule == rule


@pytest.mark.parametrize("by_address", ["git", "web"])
@pytest.mark.parametrize("turn", [1, -1])
def test_of_the_name_of_today_the_platforms_word_counts_before_that_of_who_knows_the_address(
    by_address: str, turn: int
) -> None:
    run = [
        said(Outcome.PRESENT, service=by_address, name="octo/old"),
        said(Outcome.PRESENT, service="github_graphql", name="octo/new"),
    ]
    assert verdict(run[::turn]).resolved_target == "octo/new"


# -- content that weather hides, run after run -----------------------------------------------------------

TREE = "github_content"


def hidden(reason: Reason) -> list[Observation]:
    seen = said(Outcome.PRESENT, service="github_graphql", head="c1")
    return [seen, said(Outcome.UNKNOWN, reason, service=TREE)]


NOTHING = [said(Outcome.UNKNOWN, Reason.NETWORK, service="github_graphql")]
BROKEN, SLOW = hidden(Reason.SERVER_ERROR), hidden(Reason.TIMEOUT)


@pytest.mark.parametrize(
    ("runs", "availability", "reason"),
    [
        ([BROKEN], "unknown", "server_error"),
        ([BROKEN, BROKEN], "available", "ok"),  # time and again: it is its nature
        ([SLOW, BROKEN], "available", "ok"),
        ([BROKEN, SLOW], "unknown", "timeout"),
        ([SLOW, SLOW, SLOW], "unknown", "timeout"),
        ([BROKEN, NOTHING, BROKEN], "available", "ok"),  # a run that learned nothing is no answer between
        ([BROKEN, [said(*GONE)], BROKEN], "unknown", "server_error"),
        ([SLOW, SLOW, BROKEN], "available", "ok"),
    ],
)
def test_content_that_can_not_be_had_time_and_again(
    runs: list[list[Observation]], availability: str, reason: str
) -> None:
    found = verdict(*runs)
    assert (found.availability, found.reason) == (availability, reason)


@pytest.mark.parametrize("service", ["github_content", "github_tree"])
@pytest.mark.parametrize("reason", [Reason.BUDGET, Reason.REFUSED])
def test_both_who_are_asked_for_content_may_be_kept_from_it(service: str, reason: Reason) -> None:
    seen = said(Outcome.PRESENT, service="github_graphql", head="c1")
    assert verdict([seen, said(Outcome.UNKNOWN, reason, service=service)]).reason == reason


@pytest.mark.parametrize("service", ["github_rest", "github_anonymous"])
def test_where_rest_alone_saw_it_git_tells_whether_it_is_empty(service: str) -> None:
    seen = said(Outcome.PRESENT, service=service)
    assert verdict([seen, SILENT]).availability == "unknown"
    assert verdict([said(Outcome.PRESENT, service="web"), SILENT]).availability == "available"


def test_the_last_word_on_content_is_the_one_that_counts() -> None:
    seen = said(Outcome.PRESENT, service="github_graphql", head="c1")
    first, then = (
        said(Outcome.UNKNOWN, Reason.TIMEOUT, service=TREE),
        said(Outcome.UNKNOWN, Reason.RATE_LIMITED, service="github_tree"),
    )
    assert verdict([seen, first, then]).reason == "rate_limited"


def test_what_a_release_holds_is_remembered_with_the_commit() -> None:
    files, assets = ("model.py", "README.md"), ("weights.pth",)
    before = [
        said(Outcome.PRESENT, at=NOW - DAY, service="github_graphql", head="a"),
        said(Outcome.PRESENT, at=NOW - DAY, service=TREE, head="a", files=files, assets=assets, readme=()),
    ]
    first, again = verdict(before), verdict(before, [said(Outcome.PRESENT, service="github_graphql", head="a")])
    assert "weights" in {str(tick.item) for tick in first.ticks}
    assert (again.content, again.ticks) == (first.content, first.ticks)


# -- an absence, and what confirms it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "confirmed"),
    [([25, 0], True), ([24, 0], True), ([23, 0], False), ([48, 1, 0], True), ([23, 12, 0], False), ([0], False)],
)
def test_an_absence_is_confirmed_by_an_earlier_one_a_day_before(hours: list[int], confirmed: bool) -> None:
    runs = [[said(*GONE, at=NOW - timedelta(hours=ago))] for ago in hours]
    assert verdict(*runs).confirmed is confirmed


@pytest.mark.parametrize("between", [Outcome.PRESENT, Outcome.BLOCKED])
def test_what_was_there_in_between_begins_an_absence_anew(between: Outcome) -> None:
    first, last = [said(*GONE, at=NOW - 3 * DAY)], [said(*GONE)]
    assert not verdict(first, [said(between, at=NOW - 2 * DAY)], last).confirmed
    assert not verdict(first, [said(between, at=NOW - 2 * DAY)], [said(*GONE, at=NOW - DAY / 2)], last).confirmed


def test_only_what_is_gone_is_confirmed_gone() -> None:
    first = [said(*GONE, at=NOW - 2 * DAY)]
    assert not verdict(first, [said(Outcome.UNKNOWN, Reason.DNS)]).confirmed
    assert not verdict(first, [said(Outcome.PRESENT)]).confirmed
    assert not verdict([said(Outcome.BLOCKED, at=NOW - 2 * DAY)], [said(Outcome.BLOCKED)]).confirmed


def test_a_sighting_is_as_late_as_its_last_observation() -> None:
    run = [said(*GONE, at=NOW - timedelta(hours=30)), said(*GONE, at=NOW - timedelta(hours=23), service="git")]
    assert not verdict(run, [said(*GONE)]).confirmed


# -- identity ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "target", "name", "identity"),
    [
        (Kind.OTHER_FORGE, "gitlab.com/lab/tool", "GitLab.com/Lab/Tool", "same"),
        (Kind.OTHER_FORGE, "gitlab.com/lab/tool", "gitlab.com/lab/new", "renamed"),
        (Kind.OTHER_FORGE, "gitlab.com/lab/tool", "gitlab.com/team/tool", "renamed"),  # the host tells no owner apart
        (Kind.HF_COLLECTION, "lab/set-1a", "lab/new-1a", "same"),  # the slug follows its title
        (Kind.HF_DATASET, "lab/data", "team/data", "transferred"),
        (Kind.HF_SPACE, "lab/demo", "lab/new", "renamed"),
        (Kind.GITHUB_ORG, "octo", "other", "same"),
        (Kind.GITHUB_GIST, "octo/1", "other/1", "same"),
        (Kind.OTHER, "example.org/a", "example.org/b", "same"),
        (Kind.ARCHIVE, "osf.io/ab", "osf.io/cd", "same"),
        (Kind.GITHUB_REPO, "octo/tool", None, "same"),
        (Kind.GITHUB_REPO, "octo/tool", "tool", "same"),
        (Kind.HF_ORG, "lab", "LAB", "same"),
    ],
)
def test_what_a_move_is_called_depends_on_the_kind(kind: Kind, target: str, name: str | None, identity: str) -> None:
    artifact = Artifact(kind, target, f"https://example.org/{target}")
    assert verdict([said(Outcome.PRESENT, name=name)], artifact=artifact).identity == identity


@pytest.mark.parametrize(
    ("published", "days", "identity"),
    [
        ("2023-01-01", 90, "same"),
        ("2023-01-01", 91, "unknown"),
        ("2023-01-01T00:00:00+00:00", 91, "unknown"),
        ("", 5_000, "same"),
        ("spring 2023", 5_000, "same"),
    ],
)
def test_three_months_after_its_paper_a_thing_is_no_longer_surely_what_was_meant(
    published: str, days: int, identity: str
) -> None:
    created = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=days)
    seen = said(Outcome.PRESENT, name="octo/tool", created_at=created)
    assert verdict([seen], artifact=replace(REPO, published=published)).identity == identity


def test_a_repository_that_moved_and_is_young_is_still_one_that_moved() -> None:
    seen = said(Outcome.PRESENT, name="team/tool", created_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert verdict([seen], artifact=replace(REPO, published="2015-01-01")).identity == "transferred"


def test_the_first_id_ever_seen_is_what_the_link_was_made_for() -> None:
    def seen(number: str | None, days: int) -> list[Observation]:
        return [said(Outcome.PRESENT, at=NOW - days * DAY, name="octo/tool", platform_id=number)]

    assert verdict(seen("1", 3), seen("2", 2), seen("1", 1)).identity == "same"
    assert verdict(seen(None, 3), seen("2", 2), seen("3", 1)).identity == "reused"
    assert verdict(seen("1", 3), seen("2", 2), seen(None, 1)).identity == "same", "without an id nothing tells"


# -- facts that nobody who saw the thing has told ------------------------------------------------------------


@pytest.mark.parametrize("told", [{"private": True}, {"gated": "auto"}, {"empty": True}, {"stage": "PAUSED"}])
def test_facts_without_a_sighting_make_nothing_of_an_unknown_or_an_absence(told: dict[str, Any]) -> None:
    assert verdict([said(Outcome.UNKNOWN, Reason.TIMEOUT, **told)]).availability == "unknown"
    assert verdict([said(*GONE, **told)]).availability == "gone"


@pytest.mark.parametrize(
    "held", [{"files": ("README.md",)}, {"files": ("README.md",), "readme": PROMISE}, {"files": ()}]
)
def test_what_is_gone_is_gone_whatever_it_held_before(held: dict[str, Any]) -> None:
    before = [
        said(Outcome.PRESENT, at=NOW - DAY, head="a"),
        said(Outcome.PRESENT, at=NOW - DAY, service=TREE, head="a", **held),
    ]
    assert verdict(before).availability in ("placeholder", "empty")
    assert verdict(before, [said(*GONE), said(Outcome.UNKNOWN, Reason.TIMEOUT, service=TREE)]).availability == "gone"


@pytest.mark.parametrize(
    ("service", "status", "availability"),
    [("git", 401, "gone"), ("web", 401, "unknown"), ("github_anonymous", 401, "unknown"), ("git", 403, "unknown")],
)
def test_only_gits_question_who_we_are_is_no_refusal_of_an_answer(
    service: str, status: int, availability: str
) -> None:
    refused = replace(said(Outcome.REFUSED, Reason.REFUSED, service=service), status=status)
    assert verdict([said(*GONE, service="github_graphql"), refused]).availability == availability
    assert (verdict([refused]).availability, verdict([refused]).reason) == ("unknown", "refused")


def test_of_several_who_did_not_answer_the_weather_gives_the_reason() -> None:
    refused = said(Outcome.REFUSED, Reason.FORBIDDEN, service="github_graphql")
    assert verdict([said(Outcome.UNKNOWN, Reason.TIMEOUT), refused]).reason == "timeout"
    assert verdict([refused, said(Outcome.UNKNOWN, Reason.TIMEOUT)]).reason == "timeout"


def test_what_was_there_long_before_does_not_keep_an_absence_from_being_confirmed() -> None:
    there = [said(Outcome.PRESENT, at=NOW - 9 * DAY)]
    assert verdict(there, [said(*GONE, at=NOW - 2 * DAY)], [said(*GONE)]).confirmed


def test_who_could_not_look_confirms_nothing() -> None:
    alone = said(*GONE, service="github_graphql")
    first = replace(alone, at=NOW - 3 * DAY)
    assert not verdict([first], [said(Outcome.UNKNOWN, Reason.TIMEOUT, at=NOW - 2 * DAY)], [alone]).confirmed
    assert not verdict([said(Outcome.UNKNOWN, Reason.TIMEOUT, at=NOW - 3 * DAY)], [said(*GONE)]).confirmed
