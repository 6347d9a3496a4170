"""Whom to ask next: what a repository holds is asked once for each commit at its head."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checker.model import Artifact, Facts, Kind, Observation, Outcome, Reason, ServiceName
from checker.survey.route import Route, next_service

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def seen(service: str, outcome: Outcome = Outcome.PRESENT, reason: Reason = Reason.OK, **facts: Any) -> Observation:
    return Observation(
        key="k", service=service, at=NOW, outcome=outcome, reason=reason, facts=Facts(name="octo/tool", **facts)
    )


def after(*said: Observation, head: str = "", token: bool = True) -> str | None:
    artifact = Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", content_head=head)
    return next_service(artifact, said, token=token)


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
        ([seen("github_graphql", empty=False)], "", "github_tree"),  # there is one, and it is not shown
        ([seen("github_graphql")], "", "github_tree"),
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


@pytest.mark.parametrize(("known_in", "witness"), [("1", None), ("2", "github_content"), ("", None)])
def test_the_same_commit_in_another_repository_is_looked_at_again(known_in: str, witness: str | None) -> None:
    artifact = Artifact(
        Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", content_head="a", content_id=known_in
    )
    said = [seen("github_graphql", head="a", platform_id="1")]
    assert next_service(artifact, said, token=True) == witness


@pytest.mark.parametrize(
    ("said", "witness"),
    [
        ([], "github_owners"),
        ([seen("github_owners")], None),
        ([seen("github_owners", Outcome.ABSENT)], "github_rest"),  # a null, without a word: not that alone
        ([seen("github_owners", Outcome.ABSENT), seen("github_rest", Outcome.ABSENT)], None),
    ],
)
def test_a_missing_owner_is_put_to_rest(said: list[Observation], witness: str | None) -> None:
    artifact = Artifact(Kind.GITHUB_ORG, "octo", "https://github.com/octo")
    assert next_service(artifact, said, token=True) == witness


def test_without_a_token_nobody_can_be_asked_for_content() -> None:
    said = (seen("github_rest", head="a"), seen("git", head="a"))
    assert after(*said, token=False) is None


WALLED = seen("github_graphql", Outcome.REFUSED, reason=Reason.FORBIDDEN)
LIMITED = seen("github_anonymous", Outcome.UNKNOWN, reason=Reason.RATE_LIMITED)


@pytest.mark.parametrize(
    ("said", "witness"),
    [
        ([WALLED], "github_anonymous"),
        ([WALLED, seen("github_anonymous")], "git"),  # REST can't tell an empty repository
        ([WALLED, LIMITED], "git"),
        ([WALLED, LIMITED, seen("git")], None),
        ([WALLED, LIMITED, seen("git", Outcome.REFUSED)], "web"),
        ([WALLED, seen("github_anonymous", Outcome.BLOCKED)], None),
    ],
)
def test_what_our_token_is_kept_out_of_is_asked_as_strangers_ask(
    said: list[Observation], witness: str | None
) -> None:
    assert after(*said) == witness


# -- an absence, and the second witness ----------------------------------------------------------------

GONE = seen("github_graphql", Outcome.ABSENT)


def repository(*, absent_at: datetime | None = None) -> Artifact:
    return Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", absent_at=absent_at)


@pytest.mark.parametrize(
    ("days", "witness"),
    [
        pytest.param(None, "github_rest", id="never put to another"),
        pytest.param(1, None, id="both said so yesterday"),
        pytest.param(29, None, id="both said so this month"),
        pytest.param(30, "github_rest", id="long ago"),
    ],
)
def test_a_second_witness_word_on_an_absence_holds_for_a_month(days: int | None, witness: str | None) -> None:
    absent_at = None if days is None else NOW - timedelta(days=days)
    assert next_service(repository(absent_at=absent_at), [GONE], token=True) == witness


@pytest.mark.parametrize(("days", "witness"), [(None, "github_rest"), (29, None), (30, "github_rest")])
def test_why_a_thing_is_disabled_is_asked_once_a_month(days: int | None, witness: str | None) -> None:
    blocked_at = None if days is None else NOW - timedelta(days=days)
    struck = Artifact(Kind.GITHUB_REPO, "octo/struck", "https://github.com/octo/struck", blocked_at=blocked_at)
    assert next_service(struck, [seen("github_graphql", disabled=True)], token=True) == witness


def test_a_run_has_a_hundred_second_opinions_on_absences_or_one_for_150_artifacts() -> None:
    def put(due: int) -> int:
        route = Route(due, token=True)
        return [route(repository(), [GONE]) for _ in range(1_000)].count(ServiceName.GITHUB_REST)

    assert (put(10), put(9_000), put(30_000)) == (100, 100, 200)


def test_an_answer_that_was_none_spends_no_second_opinion() -> None:
    route, weather = Route(10, token=True), seen("github_graphql", Outcome.UNKNOWN, reason=Reason.SERVER_ERROR)
    assert [route(repository(), [weather]) for _ in range(1_000)].count(ServiceName.GITHUB_REST) == 1_000
    assert route(repository(), [GONE]) == "github_rest"


def test_what_was_blocked_is_put_to_rest_though_no_second_opinion_is_left() -> None:
    route = Route(10, token=True)
    for _ in range(1_000):
        route(repository(), [GONE])
    struck = Artifact(Kind.GITHUB_REPO, "octo/struck", "https://github.com/octo/struck", blocked=True)
    assert route(struck, [GONE]) == "github_rest"


REFUSED = (Outcome.REFUSED, Reason.FORBIDDEN)
TROUBLE = (Outcome.UNKNOWN, Reason.SERVER_ERROR)


def test_what_refuses_our_token_is_asked_in_nobodys_name() -> None:
    assert after(seen("github_graphql", *REFUSED)) == "github_anonymous"
    assert after(seen("github_graphql", *TROUBLE), seen("github_rest", *REFUSED)) == "github_anonymous"


def test_so_are_gists_and_owners() -> None:
    gist = Artifact(Kind.GITHUB_GIST, "octo/1", "https://gist.github.com/octo/1")
    nothing = seen("github_anonymous", Outcome.ABSENT)
    assert next_service(gist, [seen("github_rest", *REFUSED)], token=True) == "github_anonymous"
    assert next_service(gist, [seen("github_rest", *REFUSED), nothing], token=True) is None
    owner = Artifact(Kind.GITHUB_ORG, "octo", "https://github.com/octo")
    said = [seen("github_owners", *REFUSED), seen("github_rest", *REFUSED)]
    assert next_service(owner, said[:1], token=True) == "github_rest"
    assert next_service(owner, [seen("github_owners", *TROUBLE)], token=True) == "github_rest"
    assert next_service(owner, said, token=True) == "github_anonymous"


def test_without_a_token_a_refusal_is_no_fault_of_ours() -> None:
    gist = Artifact(Kind.GITHUB_GIST, "octo/1", "https://gist.github.com/octo/1")
    assert next_service(gist, [seen("github_rest", *REFUSED)], token=False) is None


# -- other forges -------------------------------------------------------------------------------------


def forge(target: str = "gitlab.com/lab/tool", kind: Kind = Kind.OTHER_FORGE, url: str = "") -> Artifact:
    return Artifact(kind, target, url or f"https://{target}")


def by_git(outcome: Outcome = Outcome.PRESENT, status: int | None = 200, reason: Reason = Reason.OK) -> Observation:
    return replace(seen("git", outcome, reason), status=status)


NOT_SHOWN = by_git(Outcome.REFUSED, 401, Reason.NOT_FOUND_OR_PRIVATE)
NO_PAGE = by_git(Outcome.REFUSED, 404, Reason.NOT_FOUND_OR_PRIVATE)
SILENT = by_git(Outcome.UNKNOWN, None, Reason.TIMEOUT)


@pytest.mark.parametrize(
    ("target", "said", "witness"),
    [
        ("gitlab.com/lab/tool", [], "git"),
        ("gitlab.com/lab/tool", [by_git()], "forge"),
        ("gitlab.com/lab/tool", [NOT_SHOWN], "forge"),
        ("gitlab.com/lab/tool", [NO_PAGE], "forge"),
        ("gitlab.com/lab/tool", [by_git(Outcome.UNKNOWN, 200, Reason.BAD_RESPONSE)], "forge"),
        ("gitlab.com/lab/tool", [SILENT], "web"),  # a host that does not answer is not asked more
        ("gitlab.com/lab/tool", [by_git(Outcome.BLOCKED, 451, Reason.BLOCKED)], None),
        ("gitlab.com/lab/tool", [by_git(), seen("forge")], None),
        ("gitlab.com/lab/tool", [by_git(), seen("forge", Outcome.UNKNOWN, Reason.RATE_LIMITED)], None),
        ("gitlab.com/lab/tool", [NOT_SHOWN, seen("forge", Outcome.ABSENT)], None),  # its own word
        ("gitlab.com/lab/tool", [NOT_SHOWN, seen("forge", Outcome.UNKNOWN)], "web"),
        ("gitlab.com/group", [by_git(Outcome.UNKNOWN, 404, Reason.BAD_RESPONSE)], "web"),  # no project
        ("git.lab.example.org/lab/tool", [by_git()], "forge"),  # any host may run one
        ("git.lab.example.org/lab/tool", [NOT_SHOWN], "forge"),
        ("git.lab.example.org/lab/tool", [NO_PAGE], "web"),
        ("sourceforge.net/projects/tool", [by_git()], None),
    ],
)
def test_a_forge_is_asked_by_git_then_by_its_api_and_as_a_page_where_neither_knows(
    target: str, said: list[Observation], witness: str | None
) -> None:
    assert next_service(forge(target), said, token=True) == witness


@pytest.mark.parametrize(
    ("url", "witness"),
    [
        ("https://lists.example.org/deep/tool.git", "git"),
        ("https://lists.example.org/deep/tool.git/", "git"),
        ("git://lists.example.org/tool", "git"),
        ("ssh://git@lists.example.org/tool", "git"),
        ("git@lists.example.org:lab/tool", "git"),
        ("https://lists.example.org/tool", "web"),
        ("https://lists.example.org/.git", "web"),
        ("https://lists.example.org/?p=tool.git", "web"),
        ("https://lists.example.org/about.git.html", "web"),
    ],
)
def test_what_can_only_be_a_repository_is_asked_by_git_first_on_any_host(url: str, witness: str) -> None:
    artifact = forge("lists.example.org/deep/tool", Kind.OTHER, url)
    assert next_service(artifact, [], token=False) == witness
    if witness == "git":
        assert next_service(artifact, [NO_PAGE], token=False) == "web"
