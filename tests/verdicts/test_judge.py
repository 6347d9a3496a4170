"""From answers to verdicts: each rule a story, told with plain values and a clock that is handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checker.model import Artifact, Facts, Kind, Observation, Outcome, Reason, Remark, Topic, Verdict
from checker.verdicts.fold import fold
from checker.verdicts.judge import judge
from checker.verdicts.maintenance import POLICIES, maintenance

NOW = datetime(2026, 6, 1, tzinfo=UTC)
REPO = Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool")
DAY = timedelta(days=1)
PROMISE = (Remark(Topic.PROMISE, 3, "Code coming soon."),)


def said(
    outcome: Outcome, reason: Reason = Reason.OK, *, at: datetime = NOW, service: str = "github_rest", **facts: Any
) -> Observation:
    return Observation(key=REPO.key, service=service, at=at, outcome=outcome, reason=reason, facts=Facts(**facts))


def verdict(*runs: list[Observation], artifact: Artifact = REPO) -> Verdict:
    history = [(number, one) for number, run in enumerate(runs[:-1]) for one in run]
    standing = fold(history, artifact.kind)
    return judge(artifact, standing, runs[-1] if runs else [], now=NOW, policy="recent-commit")[0]


GONE = (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE)


@pytest.mark.parametrize(
    ("run", "availability", "reason"),
    [
        ([said(Outcome.PRESENT)], "available", "ok"),
        ([said(*GONE)], "gone", "not_found_or_private"),
        ([said(Outcome.ABSENT, Reason.HTTP_410)], "gone", "http_410"),
        ([said(Outcome.BLOCKED, Reason.DMCA)], "blocked", "dmca"),
        ([said(Outcome.PRESENT, disabled=True)], "blocked", "disabled"),
        ([said(Outcome.PRESENT, gated="auto")], "restricted", "gated"),
        ([said(Outcome.PRESENT, gated="")], "available", "ok"),
        ([said(Outcome.PRESENT, private=True)], "restricted", "login"),  # our token's own: no reader sees it
        ([said(Outcome.PRESENT, private=True, empty=True)], "restricted", "login"),
        ([said(Outcome.PRESENT, private=False)], "available", "ok"),
        ([said(Outcome.PRESENT, empty=True)], "empty", "no_commits"),
        ([said(Outcome.PRESENT, files=("README.md",), readme=PROMISE)], "placeholder", "coming_soon"),
        ([said(Outcome.PRESENT, files=("README.md", "a.py"), readme=PROMISE)], "available", "ok"),
        ([said(Outcome.PRESENT, readme=PROMISE)], "available", "ok"),  # no tree was seen
        ([said(Outcome.PRESENT, files=())], "empty", "no_commits"),
        ([said(Outcome.PRESENT, files=("README.md", "LICENSE"))], "placeholder", "readme_only"),
        ([said(Outcome.PRESENT, files=("README.md", "a.py"))], "available", "ok"),
        # an answer of which trouble hid the files: the thing may be empty
        ([said(Outcome.PRESENT, Reason.TIMEOUT, service="huggingface")], "unknown", "timeout"),
        ([said(Outcome.PRESENT, stage="PAUSED")], "available", "space_not_running"),
        ([said(Outcome.PRESENT, stage="SLEEPING")], "available", "ok"),
        ([said(Outcome.UNKNOWN, Reason.TIMEOUT)], "unknown", "timeout"),
        ([said(Outcome.REFUSED, Reason.FORBIDDEN)], "unknown", "forbidden"),
        # the reason is that of a service which was concerned
        (
            [said(Outcome.UNKNOWN, Reason.NOT_CHECKED, service="forge"), said(Outcome.UNKNOWN, Reason.TIMEOUT)],
            "unknown",
            "timeout",
        ),
        ([said(Outcome.UNKNOWN, Reason.NOT_CHECKED)], "unknown", "not_checked"),
        # a witness that saw it outweighs one that did not; a weak no is no authority
        ([said(*GONE), said(Outcome.PRESENT, service="git")], "available", "ok"),
        ([said(Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE, service="git")], "unknown", "refused"),
        # what GraphQL says of a blocked repository is not documented: its no needs a second witness that can answer
        ([said(*GONE, service="github_graphql"), said(Outcome.UNKNOWN, Reason.TIMEOUT)], "unknown", "timeout"),
        ([said(*GONE, service="github_graphql"), said(*GONE)], "gone", "not_found_or_private"),
        ([said(*GONE, service="github_owners"), said(Outcome.UNKNOWN, Reason.TIMEOUT)], "unknown", "timeout"),
        ([said(*GONE, service="github_graphql"), said(Outcome.REFUSED, Reason.FORBIDDEN)], "unknown", "forbidden"),
        # what GraphQL forbids our token is there, though strangers see nothing of it
        (
            [
                said(Outcome.REFUSED, Reason.FORBIDDEN, service="github_graphql"),
                said(*GONE, service="github_anonymous"),
            ],
            "restricted",
            "login",
        ),
    ],
)
def test_one_run_gives_one_verdict(run: list[Observation], availability: str, reason: str) -> None:
    found = verdict(run)
    assert (found.availability, found.reason) == (availability, reason)


def test_nobody_looked_is_unknown() -> None:
    assert (verdict().availability, verdict().reason) == ("unknown", "not_checked")


@pytest.mark.parametrize(("age", "confirmed"), [(timedelta(hours=23), False), (timedelta(hours=24), True)])
def test_gone_is_confirmed_by_a_day_between_two_sightings(age: timedelta, confirmed: bool) -> None:
    assert verdict([said(*GONE, at=NOW - age)], [said(*GONE)]).confirmed is confirmed


def unread(reason: Reason) -> list[Observation]:
    """A run that saw a repository, and could not see what it holds."""
    return [
        said(Outcome.PRESENT, service="github_graphql", head="c1"),
        said(Outcome.UNKNOWN, reason, service="github_content"),
    ]


@pytest.mark.parametrize("reason", [Reason.RATE_LIMITED, Reason.TIMEOUT, Reason.BUDGET, Reason.SERVER_ERROR])
def test_what_weather_hid_may_be_empty_or_a_promise_and_is_unknown(reason: Reason) -> None:
    for run in (unread(reason), unread(reason)[::-1]):
        assert (verdict(run).availability, verdict(run).reason) == ("unknown", reason), "whoever answered first"


def test_what_can_never_be_read_is_there_all_the_same() -> None:
    assert verdict(unread(Reason.BAD_RESPONSE), unread(Reason.BAD_RESPONSE)).availability == "available"
    assert verdict(unread(Reason.TIMEOUT), unread(Reason.TIMEOUT)).availability == "unknown"


def test_a_host_that_has_no_tree_to_show_hides_nothing() -> None:
    no_such_thing = said(Outcome.UNKNOWN, Reason.NOT_FOUND_OR_PRIVATE, service="github_tree")
    found = verdict([*unread(Reason.BAD_RESPONSE), no_such_thing])
    assert (found.availability, found.content) == ("available", "unknown")


def test_content_that_was_read_before_speaks_while_weather_hides_the_new() -> None:
    read = [said(Outcome.PRESENT, service="github_content", head="c0", files=("a.py",))]
    assert verdict(read, unread(Reason.TIMEOUT)).availability == "available"


def test_a_page_that_is_not_there_says_little_of_a_git_server_that_did_not_answer() -> None:
    page, git = said(*GONE, service="web"), said(Outcome.UNKNOWN, Reason.TIMEOUT, service="git")
    assert verdict([git, page]).availability == "unknown"
    assert verdict([said(*GONE, service="git"), page]).availability == "gone"


def test_rest_alone_can_not_tell_an_empty_repository() -> None:
    seen_by_rest = [said(Outcome.PRESENT), said(Outcome.UNKNOWN, Reason.TIMEOUT, service="git")]
    assert verdict(seen_by_rest).availability == "unknown"
    assert verdict([said(Outcome.PRESENT), said(Outcome.PRESENT, service="git")]).availability == "available"


def test_why_it_is_blocked_is_remembered_while_it_stays_disabled() -> None:
    disabled = said(Outcome.PRESENT, service="github_graphql", disabled=True)
    weather = said(Outcome.UNKNOWN, Reason.TIMEOUT, service="github_graphql")
    told = [disabled, said(Outcome.BLOCKED, Reason.DMCA)]
    assert verdict(told, [disabled]).reason == "dmca"
    assert verdict(told, [weather], [disabled]).reason == "dmca"
    back = said(Outcome.PRESENT, service="github_graphql", disabled=False)
    assert verdict(told, [back], [disabled]).reason == "disabled"


def test_gone_by_graphql_alone_is_not_confirmed_until_another_witness_has_said_so_too() -> None:
    alone = [said(*GONE, at=NOW - 2 * DAY, service="github_graphql")]
    again = [said(*GONE, service="github_graphql")]
    both = [*again, said(*GONE)]
    assert not verdict(alone, again).confirmed
    assert verdict(alone, both).confirmed
    assert verdict([*alone, said(*GONE, at=NOW - 2 * DAY)], again).confirmed


def test_an_unknown_between_does_not_unconfirm_but_a_return_does() -> None:
    unknown, back = said(Outcome.UNKNOWN, Reason.NETWORK, at=NOW - DAY), said(Outcome.PRESENT, at=NOW - DAY)
    assert verdict([said(*GONE, at=NOW - 2 * DAY)], [unknown], [said(*GONE)]).confirmed
    assert not verdict([said(*GONE, at=NOW - 2 * DAY)], [back], [said(*GONE)]).confirmed


def test_an_unknown_keeps_what_was_known() -> None:
    found = verdict(
        [said(Outcome.PRESENT, at=NOW - DAY, name="octo/tool", platform_id="1")], [said(Outcome.UNKNOWN, Reason.DNS)]
    )
    assert (found.availability, found.known, found.known_at) == ("unknown", "available", NOW - DAY)
    seen_now = verdict([said(Outcome.PRESENT, at=NOW - DAY)], [said(Outcome.PRESENT)])
    assert (seen_now.known, seen_now.known_at) == (None, None), "beside what is known now nothing else is"
    assert found.identity == "same"


def test_links_into_a_repository_that_lead_nowhere_are_told_beside_it() -> None:
    seen = said(Outcome.PRESENT, places=(("tree/dev", ""), ("blob/main/a.py", "main:a.py"), ("tree/old", "old")))
    dead = (("blob/main/a.py", "main:a.py"), ("tree/old", "old"))
    assert verdict([seen]).dead_places == dead
    assert verdict([seen], [said(Outcome.UNKNOWN, Reason.DNS)]).dead_places == dead


def content(outcome: Outcome = Outcome.PRESENT, *, at: datetime = NOW, **facts: Any) -> Observation:
    return said(outcome, at=at, service="github_content", **facts)


@pytest.mark.parametrize(
    ("before", "today", "holds"),
    [
        ({"head": "a"}, [said(Outcome.PRESENT, head="a")], "readme_only"),  # the same commit: nobody asked again
        ({"head": "a"}, [said(Outcome.PRESENT, head="b")], "unknown"),  # another one, and nobody could ask
        ({}, [said(Outcome.PRESENT)], "unknown"),  # which commit it was and is nobody knows
        ({"head": "a"}, [said(Outcome.PRESENT, head="b"), content(files=("a.py",), head="b")], "code"),
        # it was asked and not told: what was known last is the best that is known
        ({"head": "a"}, [said(Outcome.PRESENT, head="b"), content(Outcome.UNKNOWN)], "readme_only"),
        # it was asked and answered, and has no list to show of the new commit
        ({"head": "a"}, [said(Outcome.PRESENT, head="b"), content(head="b")], "unknown"),
        # another service told in its place: the list of today is the one that counts
        (
            {"head": "a"},
            [content(Outcome.UNKNOWN), said(Outcome.PRESENT, service="github_tree", head="b", files=("a.py",))],
            "code",
        ),
        ({"head": "a", "platform_id": "1"}, [said(Outcome.PRESENT, head="a", platform_id="1")], "readme_only"),
        ({"head": "a", "platform_id": "1"}, [said(Outcome.PRESENT, head="a")], "readme_only"),
        ({"head": "a"}, [said(Outcome.PRESENT, head="a", platform_id="1")], "readme_only"),  # none told before
        ({"head": "a", "platform_id": "1"}, [said(Outcome.PRESENT, head="a", platform_id="2")], "unknown"),  # another
        ({"head": "a"}, [said(*GONE)], "unknown"),
    ],
)
def test_content_seen_earlier_speaks_for_the_same_commit_of_the_same_repository(
    before: dict[str, Any], today: list[Observation], holds: str
) -> None:
    found = verdict([content(at=NOW - DAY, files=("README.md",), **before)], today)
    assert found.content == holds
    expected = {"readme_only": "placeholder", "unknown": "available", "code": "available"}[holds]
    assert found.availability == ("gone" if today[0].outcome is Outcome.ABSENT else expected)


def test_what_a_readme_promised_is_remembered_with_the_commit() -> None:
    promised = content(at=NOW - DAY, files=("README.md",), readme=PROMISE, head="a")
    assert verdict([promised], [said(Outcome.PRESENT, head="a")]).reason == "coming_soon"


@pytest.mark.parametrize(
    ("name", "number", "identity"),
    [
        ("Octo/Tool", "1", "same"),
        ("octo/new", "1", "renamed"),
        ("team/tool", "1", "transferred"),
        ("octo/tool", "2", "reused"),
        ("team/tool", "2", "reused"),
    ],
)
def test_identity_is_kept_by_the_platforms_id(name: str, number: str, identity: str) -> None:
    before = said(Outcome.PRESENT, at=NOW - DAY, name="octo/tool", platform_id="1")
    assert verdict([before], [said(Outcome.PRESENT, name=name, platform_id=number)]).identity == identity


@pytest.mark.parametrize(("name", "identity"), [("Lab", "same"), ("new-lab", "renamed")])
def test_an_owner_on_the_hub_may_be_renamed_too(name: str, identity: str) -> None:
    owner = Artifact(Kind.HF_ORG, "lab", "https://huggingface.co/lab")
    seen = Observation(
        key=owner.key,
        service="huggingface",
        at=NOW,
        outcome=Outcome.PRESENT,
        reason=Reason.OK,
        facts=Facts(name=name),
    )
    assert verdict([seen], artifact=owner).identity == identity


def test_a_hub_redirect_to_something_younger_than_the_paper_is_another_thing() -> None:
    model = Artifact(Kind.HF_MODEL, "lab/model", "https://huggingface.co/lab/model", published="2022-05-01")
    young = Observation(
        key=model.key,
        service="huggingface",
        at=NOW,
        outcome=Outcome.PRESENT,
        reason=Reason.OK,
        facts=Facts(name="other/model", platform_id="b", created_at=datetime(2024, 8, 30, tzinfo=UTC)),
    )
    assert verdict([young], artifact=model).identity == "reused"


@pytest.mark.parametrize(
    ("kind", "name", "identity"),
    [
        (Kind.HF_MODEL, "lab/model", "same"),
        (Kind.HF_MODEL, "lab/other", "renamed"),
        (Kind.HF_ORG, "lab/model", "transferred"),  # an old name without an owner
    ],
)
def test_what_is_older_than_the_hubs_records_is_not_younger_than_a_paper(
    kind: Kind, name: str, identity: str
) -> None:
    target = "model" if kind is Kind.HF_ORG else "lab/model"
    model = Artifact(kind, target, f"https://huggingface.co/{target}", published="2020-05-01")
    first_dated = datetime(2022, 3, 2, 23, 29, 4, tzinfo=UTC)
    facts = Facts(name=name, platform_id="621ffdc036468d709f17434d", created_at=first_dated)
    seen = replace(said(Outcome.PRESENT, service="huggingface"), key=model.key, facts=facts)
    assert verdict([seen], artifact=model).identity == identity


def facts(**days: int) -> Facts:
    """Facts with moments so many days ago."""
    return Facts(**{name: NOW - timedelta(days=count) for name, count in days.items()})  # type: ignore[arg-type]  # all are moments


def declared(state: str) -> Facts:
    """Facts with a badge of repostatus.org."""
    return Facts(readme=(Remark(Topic.STATUS, 1, f"[![status](x)](https://www.repostatus.org/{state})"),))


def test_all_policies_stand_side_by_side() -> None:
    found = dict(verdict([said(Outcome.PRESENT, archived=False, last_commit_at=NOW - 200 * DAY)]).policies)
    assert set(found) == set(POLICIES)
    assert (found["recent-commit"], found["scorecard-90d"], found["archived-flag"]) == (
        "active",
        "inactive",
        "active",
    )


@pytest.mark.parametrize(
    ("told", "values"),
    [
        (facts(last_commit_at=30, created_at=900), {"recent-commit": "active", "scorecard-90d": "active"}),
        (facts(last_commit_at=200, created_at=900), {"recent-commit": "active", "scorecard-90d": "inactive"}),
        (facts(last_commit_at=366, created_at=900), {"recent-commit": "inactive", "recent-release": "unknown"}),
        (facts(archived_at=1, last_commit_at=2), dict.fromkeys(POLICIES, "archived")),
        (facts(last_commit_at=800, created_at=60), {"recent-commit": "unknown"}),
        (facts(last_commit_at=1, created_at=89), dict.fromkeys(POLICIES, "unknown")),
        (facts(pushed_at=1, created_at=900), {"recent-commit": "unknown"}),
        (declared("#inactive"), {"declared": "inactive", "recent-commit": "unknown"}),
        (declared("#active"), {"declared": "active"}),
        (Facts(description="[DEPRECATED] use the other one"), {"declared": "inactive"}),
        (facts(archived_at=1, created_at=30), dict.fromkeys(POLICIES, "archived")),
        (
            facts(last_commit_at=400, latest_release_at=20),
            {"recent-release": "active", "commit-or-release": "active"},
        ),
    ],
)
def test_maintenance_by_every_policy(told: Facts, values: dict[str, str]) -> None:
    assert {name: str(maintenance(told, NOW, name)) for name in values} == values


@pytest.mark.parametrize(
    ("dates", "maintenance"),
    [
        ({"last_commit_at": NOW - DAY}, "active"),
        ({"last_commit_at": NOW}, "active"),
        ({"last_commit_at": NOW + timedelta(seconds=1)}, "unknown"),  # later than the answer
        ({"last_commit_at": NOW + 30_000 * DAY}, "unknown"),
        ({"last_commit_at": NOW - DAY, "pushed_at": NOW - DAY}, "active"),
        ({"last_commit_at": NOW - DAY, "pushed_at": NOW}, "active"),  # a pull request of somebody, later
        ({"last_commit_at": NOW - DAY, "pushed_at": NOW - 800 * DAY}, "unknown"),  # later than the last push
        ({"last_commit_at": NOW + DAY, "archived": True}, "archived"),
    ],
)
def test_a_commit_of_a_day_on_which_it_can_not_have_come_tells_nothing(
    dates: dict[str, Any], maintenance: str
) -> None:
    found = verdict([said(Outcome.PRESENT, created_at=NOW - 900 * DAY, **dates)])
    assert found.maintenance == maintenance
    assert found.last_activity_at == (dates["last_commit_at"] if maintenance == "active" else None)


def test_it_tells_nothing_later_either_and_another_witness_may() -> None:
    ahead = said(Outcome.PRESENT, at=NOW - 900 * DAY, last_commit_at=NOW - 800 * DAY, name="octo/tool")
    assert verdict([ahead], [said(Outcome.UNKNOWN, Reason.DNS)]).last_activity_at is None
    dated = said(Outcome.PRESENT, at=NOW - 900 * DAY, service="git", last_commit_at=NOW - 901 * DAY)
    assert verdict([ahead, dated]).last_activity_at == NOW - 901 * DAY


def test_a_release_of_days_to_come_tells_nothing() -> None:
    planned = said(Outcome.PRESENT, latest_release_at=NOW + DAY, last_commit_at=NOW - 30 * DAY)
    found = verdict([planned])
    assert dict(found.policies)["recent-release"] == "unknown"
    assert found.last_activity_at == NOW - 30 * DAY


@pytest.mark.parametrize(
    ("seen", "hijackable"),
    [
        ({"name": "octo/tool"}, False),  # it leads where it says
        ({"name": "Octo/Tool"}, False),
        ({"name": "octo/new"}, False),  # another name of the same owner's
        ({"name": "team/tool"}, None),  # nobody looked whether the old name is free
        ({"name": "team/tool", "old_owner_free": True}, True),
        ({"name": "team/tool", "old_owner_free": False}, False),
        ({}, None),
    ],
)
def test_a_link_that_nobody_looked_at_is_neither_safe_nor_in_danger(
    seen: dict[str, Any], hijackable: bool | None
) -> None:
    assert verdict([said(Outcome.PRESENT, **seen)]).hijackable is hijackable


def test_of_what_is_gone_or_never_seen_nobody_knows_whether_it_can_be_hijacked() -> None:
    assert verdict([said(*GONE, name="team/tool")]).hijackable is None
    assert verdict([said(Outcome.UNKNOWN, Reason.DNS)]).hijackable is None
    forge = Artifact(Kind.OTHER_FORGE, "gitlab.com/octo/tool", "https://gitlab.com/octo/tool")
    moved = said(Outcome.PRESENT, service="git", name="gitlab.com/team/tool")
    assert verdict([moved], artifact=forge).hijackable is None


def test_who_saw_it_ends_an_absence_though_what_it_holds_stays_unread() -> None:
    unread = [
        said(Outcome.PRESENT, at=NOW - DAY, service="github_graphql", head="a"),
        said(Outcome.UNKNOWN, Reason.TIMEOUT, at=NOW - DAY, service="github_content"),
    ]
    before = [said(*GONE, at=NOW - 2 * DAY)]
    weather = [said(Outcome.UNKNOWN, Reason.TIMEOUT, at=NOW - DAY)]
    assert verdict(before, unread).availability == "unknown"
    assert not verdict(before, unread, [said(*GONE)]).confirmed
    assert verdict(before, weather, [said(*GONE)]).confirmed
