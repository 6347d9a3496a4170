"""Forges: their interface tells that something is there, git what it holds; addresses that work in one form alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checker.model import Artifact, Facts, Kind, Observation, Outcome, Reason, Verdict
from checker.verdicts.fold import fold
from checker.verdicts.judge import judge

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FORGE = Artifact(Kind.OTHER_FORGE, "gitlab.com/octo/tool", "https://gitlab.com/octo/tool")
PAGE = Artifact(Kind.OTHER, "example.org/tool", "https://example.org/tool")


def said(
    outcome: Outcome, reason: Reason = Reason.OK, *, by: str = "forge", status: int | None = None, **facts: Any
) -> Observation:
    told = Facts(**facts)
    return Observation(key=FORGE.key, service=by, at=NOW, outcome=outcome, reason=reason, status=status, facts=told)


def verdict(*runs: list[Observation], artifact: Artifact = FORGE) -> Verdict:
    history = [(number, one) for number, run in enumerate(runs[:-1]) for one in run]
    return judge(artifact, fold(history, artifact.kind), runs[-1], now=NOW, policy="recent-commit")[0]


SEEN = said(Outcome.PRESENT, platform_id="7", name="gitlab.com/octo/tool")
NOT_ASKED = said(Outcome.UNKNOWN, Reason.NOT_CHECKED)
SHOWN = said(Outcome.PRESENT, by="web", status=200)
TREE = said(Outcome.PRESENT, by="git", files=("README.md", "a.py"), last_commit_at=NOW - timedelta(days=9))
SILENT = said(Outcome.UNKNOWN, Reason.TIMEOUT, by="git")
NO_GIT = said(Outcome.UNKNOWN, Reason.BAD_RESPONSE, by="git", status=200)


@pytest.mark.parametrize(
    ("run", "availability", "reason"),
    [
        ([SEEN, TREE], "available", "ok"),
        ([SEEN, said(Outcome.PRESENT, by="git", files=())], "empty", "no_commits"),
        ([SEEN, SILENT], "unknown", "timeout"),  # its interface can't tell an empty one
        ([SHOWN, SILENT], "unknown", "timeout"),
        ([NOT_ASKED, SHOWN, SILENT], "unknown", "timeout"),
        ([SEEN, NO_GIT], "unknown", "bad_response"),  # the interface saw a repository: git is spoken there
        ([NOT_ASKED, SHOWN, NO_GIT], "available", "ok"),  # of a page alone nobody knows
        ([SHOWN, NO_GIT], "available", "ok"),
        ([SHOWN, said(Outcome.UNKNOWN, Reason.BAD_RESPONSE, by="git")], "unknown", "bad_response"),
    ],
)
def test_what_a_repository_on_a_forge_holds_is_gits_to_tell(
    run: list[Observation], availability: str, reason: str
) -> None:
    found = verdict(run)
    assert (found.availability, found.reason) == (availability, reason)


GIT_404 = said(Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE, by="git", status=404)
TO_LOGIN = said(Outcome.REFUSED, Reason.LOGIN, by="git", status=302)
DENIED = said(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, by="git", status=404)
ASKS_WHO = said(Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE, by="git", status=401)
GARBLED = said(Outcome.UNKNOWN, Reason.BAD_RESPONSE)
MISSING = said(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, by="web", status=404)


@pytest.mark.parametrize(
    ("run", "availability"),
    [
        ([GIT_404, SEEN], "unknown"),  # a gateway's, where the interface has a repository
        ([TO_LOGIN, SEEN], "unknown"),
        ([DENIED, SEEN], "unknown"),
        ([ASKS_WHO, SEEN], "available"),  # its code is for members
        ([DENIED, GARBLED, SHOWN], "unknown"),  # of a page in its interface's place nobody can tell whose it is
        ([DENIED, NOT_ASKED, SHOWN], "available"),
        ([GIT_404, GARBLED, MISSING], "unknown"),  # so a gateway speaks too
        ([DENIED, GARBLED, MISSING], "unknown"),  # in plain words, as some do
        ([DENIED, GARBLED], "unknown"),
        ([DENIED, NOT_ASKED, MISSING], "gone"),
        ([DENIED, said(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=404)], "gone"),
        ([DENIED, said(Outcome.REFUSED, Reason.REFUSED, status=403), MISSING], "gone"),  # it never tells strangers
        ([GIT_404, NOT_ASKED, MISSING], "gone"),
    ],
)
def test_where_a_forge_has_an_interface_a_page_and_git_without_it_are_no_proof(
    run: list[Observation], availability: str
) -> None:
    assert verdict(run).availability == availability


def test_what_git_never_shows_of_a_project_is_no_weather() -> None:
    assert verdict([DENIED, SEEN], [DENIED, SEEN]).availability == "available"


def test_a_page_that_no_forge_keeps_is_there_whatever_git_could_not_tell() -> None:
    assert verdict([SHOWN, SILENT], artifact=PAGE).availability == "available"


def test_the_interface_of_a_forge_owes_the_platforms_number() -> None:
    assert verdict([SEEN, TREE]).owed == set()
    assert verdict([said(Outcome.UNKNOWN, Reason.TIMEOUT), TREE]).owed == {"identity"}
    assert verdict([NOT_ASKED, TREE]).owed == set()
    assert verdict([said(Outcome.PRESENT, Reason.TIMEOUT, name="gitlab.com/octo/tool"), TREE]).owed == {"identity"}


LINKS: dict[str, Any] = {"broken_forms": ("http://www.example.org/tool/",), "works_as": "https://example.org/tool"}
WEATHER = [said(Outcome.UNKNOWN, Reason.DNS, by="web")]


@pytest.mark.parametrize("artifact", [FORGE, PAGE])
def test_which_printed_form_does_not_work_is_kept_beside_an_unknown(artifact: Artifact) -> None:
    seen = [said(Outcome.PRESENT, by="web", files=("a.py",), **LINKS)]
    for runs in ([seen], [seen, WEATHER], [seen, WEATHER, []]):
        found = verdict(*runs, artifact=artifact)
        assert (found.broken_forms, found.works_as) == (LINKS["broken_forms"], LINKS["works_as"])


def test_where_every_form_works_none_is_named() -> None:
    found = verdict([SEEN, TREE])
    assert (found.broken_forms, found.works_as) == ((), "")


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("last_commit_at", NOW - timedelta(days=3), lambda one: (one.last_activity_at, one.maintenance)),
        ("latest_release_at", NOW - timedelta(days=3), lambda one: one.last_activity_at),
        ("archived_at", NOW - timedelta(days=3), lambda one: (one.archived_at, one.maintenance)),
        ("archived", True, lambda one: one.maintenance),
        ("license", "MIT", lambda one: one.license),
        ("name", "gitlab.com/team/tool", lambda one: (one.resolved_target, one.identity)),
        ("old_owner_free", True, lambda one: one.hijackable),
        ("description", "[DEPRECATED] use another", lambda one: dict(one.policies)["declared"]),
    ],
)
def test_each_fact_that_was_told_once_speaks_on_while_nobody_can_be_asked(fact: str, value: Any, told: Any) -> None:
    told_it, told_less = [said(Outcome.PRESENT, by="web", **{fact: value})], [said(Outcome.PRESENT, by="web")]
    assert told(verdict(told_it, WEATHER)) == told(verdict(told_it))
    assert told(verdict(told_it)) != told(verdict(told_less))


@pytest.mark.parametrize(
    ("git", "availability"),
    [
        (said(Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE, by="git", status=200), "gone"),
        (said(Outcome.REFUSED, Reason.FORBIDDEN, by="git", status=401), "gone"),
        (said(Outcome.REFUSED, Reason.FORBIDDEN, by="git", status=403), "unknown"),
        (said(Outcome.UNKNOWN, Reason.TIMEOUT, by="git"), "unknown"),
    ],
)
def test_a_git_server_may_hide_what_is_missing_behind_a_login_or_a_page(git: Observation, availability: str) -> None:
    page = said(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, by="web", status=404)
    assert verdict([git, page]).availability == availability


@pytest.mark.parametrize(("silent", "content"), [("git", "code"), ("web", "unknown")])
def test_an_earlier_list_of_files_stands_only_while_the_service_that_made_it_can_not_read(
    silent: str, content: str
) -> None:
    listed = [said(Outcome.PRESENT, by="git", head="c0", files=("README.md", "a.py"))]
    newer = [
        said(Outcome.PRESENT, head="c1", platform_id="7"),
        said(Outcome.UNKNOWN, Reason.TIMEOUT, by=silent),
    ]
    assert verdict(listed, newer).content == content


def test_a_name_in_other_letters_is_the_same_and_not_in_danger() -> None:
    loud = Artifact(Kind.GITHUB_REPO, "Octo/Tool", "https://github.com/Octo/Tool")
    found = verdict([said(Outcome.PRESENT, by="github_graphql", name="octo/tool")], artifact=loud)
    assert (found.identity, found.hijackable) == ("same", False)


def test_what_is_owed_stays_owed_by_a_run_that_did_not_look() -> None:
    partly = [said(Outcome.UNKNOWN, Reason.TIMEOUT), TREE]
    assert verdict(partly, []).owed == verdict(partly).owed == {"identity"}
