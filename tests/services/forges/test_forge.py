"""The APIs of GitLab, Gitea and Bitbucket: what their answers mean, and who is asked what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import Unreachable
from checker.model import Artifact, Kind, Outcome, Reason
from checker.services.forges.bitbucket import Bitbucket
from checker.services.forges.forge import LARGEST, Forge
from checker.services.forges.gitea import Gitea
from checker.services.forges.gitlab import GitLab
from checker.services.forges.hosts import known, possible, project_of
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Observation
    from checker.network.answer import Answer
    from checker.network.transport import Request

    Script = Callable[[Request], Answer]

GITLAB = {"id": 7, "path_with_namespace": "lab/tool", "created_at": "2020-01-02T03:04:05.678Z", "star_count": 3}
GITEA = {"id": 8, "full_name": "lab/tool", "archived": False, "created_at": "2020-01-02T03:04:05Z"}
BITBUCKET = {"uuid": "{a-b}", "full_name": "lab/tool", "created_on": "2020-01-02T03:04:05.678901+00:00"}
PAGE = answer(404, "<html>Not found</html>", content_type="text/html")


def forge(target: str) -> Artifact:
    return Artifact(Kind.OTHER_FORGE, target, f"https://{target}")


def look(script: Script, *targets: str) -> tuple[list[Observation], Scripted]:
    transport = Scripted(script)
    return observe(Forge(settings(), transport, Hosts(), now), *map(forge, targets)), transport


def said_of(script: Script, target: str) -> Observation:
    (said,), _ = look(script, target)
    return said


def told(body: dict[str, Any]) -> Script:
    return lambda _: answer(200, body)


# -- what is there ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "body", "platform_id"),
    [
        ("gitlab.com/lab/tool", GITLAB | {"archived": False}, "7"),
        ("codeberg.org/lab/tool", GITEA, "8"),
        ("bitbucket.org/lab/tool", BITBUCKET, "a-b"),
    ],
)
def test_a_project_has_an_id_a_name_and_a_beginning(target: str, body: dict[str, Any], platform_id: str) -> None:
    (said,), transport = look(told(body), target)
    assert (said.outcome, said.reason, said.status) == (Outcome.PRESENT, Reason.OK, 200)
    assert (said.facts.platform_id, said.facts.name) == (platform_id, target)
    assert said.facts.created_at is not None
    assert said.facts.created_at.year == 2020
    assert len(transport.requests) == 1
    assert not transport.requests[0].trusted
    assert transport.requests[0].max_bytes == LARGEST
    assert "Authorization" not in transport.requests[0].headers


def test_the_routes_are_those_of_the_documents() -> None:
    _, transport = look(lambda _: PAGE, "gitlab.com/a/b/c", "codeberg.org/a/b", "bitbucket.org/a/b")
    assert transport.urls == [
        "https://gitlab.com/api/v4/projects/a%2Fb%2Fc?license=true",
        "https://codeberg.org/api/v1/repos/a/b",
        "https://api.bitbucket.org/2.0/repositories/a/b",
    ]


@pytest.mark.parametrize(
    ("key", "spdx"),
    [
        ("mit", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("bsd-3-clause", "BSD-3-Clause"),
        ("gpl-3.0", "GPL-3.0"),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0"),
        ("unlicense", "Unlicense"),
        ("other", None),
        (7, None),
    ],
)
def test_licences_are_named_as_spdx_names_them(key: object, spdx: str | None) -> None:
    said = said_of(told(GITLAB | {"archived": False, "license": {"key": key}}), "gitlab.com/lab/tool")
    assert said.facts.license == spdx


@pytest.mark.parametrize(
    ("archived", "at", "year"),
    [
        (True, "2024-05-06T00:00:00Z", 2024),
        (True, "1970-01-01T00:00:00Z", None),
        (False, "1970-01-01T00:00:00Z", None),
    ],
)
def test_gitea_dates_its_archiving_and_writes_1970_for_never(archived: bool, at: str, year: int | None) -> None:
    said = said_of(told(GITEA | {"archived": archived, "archived_at": at}), "codeberg.org/lab/tool")
    assert said.facts.archived is archived
    assert (said.facts.archived_at.year if said.facts.archived_at else None) == year


@pytest.mark.parametrize("archived", [True, False])
def test_gitlab_tells_strangers_by_graphql_whether_a_project_is_archived(archived: bool) -> None:
    def script(request: Request) -> Answer:
        if request.url.endswith("/api/graphql"):
            assert request.method == "POST"
            assert b'"lab/tool"' in (request.content or b"")
            return answer(200, {"data": {"project": {"archived": archived}}})
        return answer(200, GITLAB)

    (said,), transport = look(script, "gitlab.com/lab/tool")
    assert said.facts.archived is archived
    assert len(transport.requests) == 2


@pytest.mark.parametrize(
    "second",
    [answer(500), PAGE, answer(200, {"data": None}), answer(200, b"[]"), answer(200, {"data": {"project": 3}})],
)
def test_trouble_with_the_second_question_takes_nothing_from_the_first_answer(second: Answer) -> None:
    said = said_of(lambda request: second if request.method == "POST" else answer(200, GITLAB), "gitlab.com/lab/tool")
    assert (said.outcome, said.facts.platform_id, said.facts.archived) == (Outcome.PRESENT, "7", None)


# -- what has moved -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "status", "location", "body"),
    [
        ("gitlab.com/lab/old", 301, "https://gitlab.com/api/v4/projects/7", GITLAB | {"archived": False}),
        ("codeberg.org/lab/old", 307, "/api/v1/repos/lab/tool", GITEA),
        ("bitbucket.org/lab/old", 301, "https://api.bitbucket.org/2.0/repositories/lab/tool", BITBUCKET),
    ],
)
def test_a_moved_project_has_its_name_of_today(target: str, status: int, location: str, body: dict[str, Any]) -> None:
    def script(request: Request) -> Answer:
        return answer(status, "", location=location) if "old" in request.url else answer(200, body)

    (said,), transport = look(script, target)
    assert said.facts.name == f"{target.partition('/')[0]}/lab/tool"
    assert len(transport.requests) == 2


ELSEWHERE = [
    ("gitlab.com/lab/tool", GITLAB | {"path_with_namespace": "team/new"}, "7"),
    ("gitlab.com/group/sub/tool", GITLAB | {"path_with_namespace": "group/tool"}, "7"),
    ("codeberg.org/lab/tool", GITEA | {"full_name": "lab/tool2"}, "8"),
    ("git.lab.example.org/lab/tool", GITEA | {"full_name": "team/new"}, "8"),
    ("bitbucket.org/lab/tool", BITBUCKET | {"full_name": "team/new"}, "a-b"),
]


@pytest.mark.parametrize(("target", "body", "_"), ELSEWHERE)
def test_another_projects_answer_without_a_redirect_is_no_move(target: str, body: dict[str, Any], _: str) -> None:
    said = said_of(told(body), target)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(("target", "body", "platform_id"), ELSEWHERE)
def test_the_id_that_was_seen_before_is_the_same_project_under_any_name(
    target: str, body: dict[str, Any], platform_id: str
) -> None:
    known_one = Artifact(Kind.OTHER_FORGE, target, f"https://{target}", platform_id=platform_id)
    (said,) = observe(Forge(settings(), Scripted(told(body)), Hosts(), now), known_one)
    assert (said.outcome, said.facts.platform_id) == (Outcome.PRESENT, platform_id)
    assert said.facts.name != target


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("/api/v1/repos/lab/tool", Outcome.PRESENT),
        ("/api/v1/repos/Lab/TOOL", Outcome.PRESENT),
        ("/api/v1/repos/team/other", Outcome.UNKNOWN),
    ],
)
def test_a_redirect_leads_to_the_project_that_answers(location: str, outcome: Outcome) -> None:
    def script(request: Request) -> Answer:
        return answer(307, "", location=location) if "old" in request.url else answer(200, GITEA)

    assert said_of(script, "codeberg.org/lab/old").outcome is outcome


def test_a_redirect_to_a_number_tells_by_it() -> None:
    def script(request: Request) -> Answer:
        where = "https://api.bitbucket.org/2.0/repositories/%7B1-2%7D/%7Ba-b%7D"
        return answer(301, "", location=where) if "old" in request.url else answer(200, BITBUCKET)

    assert said_of(script, "bitbucket.org/lab/old").facts.name == "bitbucket.org/lab/tool"


def test_whether_another_project_is_archived_says_nothing() -> None:
    other = answer(200, {"data": {"project": {"fullPath": "team/new", "archived": True}}})
    said = said_of(lambda request: other if request.method == "POST" else answer(200, GITLAB), "gitlab.com/lab/tool")
    assert (said.outcome, said.facts.archived) == (Outcome.PRESENT, None)


@pytest.mark.parametrize(
    "location",
    ["https://evil.example.org/api/v4/projects/7", "http://gitlab.com/api/v4/projects/7", "/users/sign_in", ""],
)
def test_no_redirect_leads_away_from_the_route(location: str) -> None:
    (said,), transport = look(lambda _: answer(301, "", location=location), "gitlab.com/lab/old")
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert len(transport.requests) == 1


# -- what is not --------------------------------------------------------------------------------------

NOT_FOUND: dict[str, dict[str, Any]] = {
    "gitlab.com/lab/no": {"message": "404 Project Not Found"},
    "codeberg.org/lab/no": {"message": "The target couldn't be found.", "url": "https://codeberg.org/api/swagger"},
    "gitea.com/lab/no": {"message": "Not Found", "documentation_url": "https://gitea.com/api/swagger"},
    "bitbucket.org/lab/no": {"type": "error", "error": {"message": "Repository lab/no not found"}},
}


@pytest.mark.parametrize("target", NOT_FOUND)
def test_a_forge_says_in_its_own_words_that_there_is_none(target: str) -> None:
    said = said_of(lambda _: answer(404, NOT_FOUND[target]), target)
    assert (said.outcome, said.reason) == (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE)


@pytest.mark.parametrize("target", NOT_FOUND)
@pytest.mark.parametrize(
    "spoken",
    [
        PAGE,
        answer(404),
        answer(404, {}),
        answer(404, {"message": "Not Found"}),
        answer(404, {"error": "404 Not Found"}),
        answer(404, b"[]"),
        answer(200, {"message": "404 Project Not Found"}),
        answer(200, {}),
        answer(200, {"id": None, "path_with_namespace": None, "full_name": None, "uuid": None}),
        answer(200, {"id": True, "path_with_namespace": "lab/no", "full_name": "lab/no", "uuid": ""}),
        answer(200, {"id": 3, "path_with_namespace": 4, "full_name": ["lab"], "uuid": 3}),
        answer(302, "", location="/login"),
    ],
)
def test_what_any_host_could_say_is_neither_absence_nor_presence(target: str, spoken: Answer) -> None:
    said = said_of(lambda _: spoken, target)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    ("spoken", "reason"),
    [
        (answer(401, {"message": "401 Unauthorized"}), Reason.REFUSED),
        (answer(403, "no"), Reason.REFUSED),
        (answer(429, "slow down", retry_after="9999"), Reason.RATE_LIMITED),
        (answer(502, ""), Reason.SERVER_ERROR),
    ],
)
def test_what_is_refused_is_unknown(spoken: Answer, reason: Reason) -> None:
    said = said_of(lambda _: spoken, "gitlab.com/lab/tool")
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, reason)


def test_a_host_that_is_out_of_reach_is_unknown() -> None:
    def script(_: Request) -> Answer:
        raise Unreachable(Reason.TIMEOUT, "no answer")

    assert said_of(script, "gitlab.com/lab/tool").reason is Reason.TIMEOUT


# -- hosts that nobody has told of --------------------------------------------------------------------


def test_a_host_is_known_by_what_it_answers_and_asked_no_more_than_that() -> None:
    def script(request: Request) -> Answer:
        return answer(200, GITEA) if "/api/v1/" in request.url else PAGE

    transport = Scripted(script)
    service = Forge(settings(), transport, Hosts(), now)
    for asked in (2, 3, 4):
        (said,) = observe(service, forge("git.lab.example.org/lab/tool"))
        assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "git.lab.example.org/lab/tool")
        assert len(transport.requests) == asked


def test_a_host_that_is_no_forge_is_left_alone_after_one_look() -> None:
    transport = Scripted(lambda _: PAGE)
    service = Forge(settings(), transport, Hosts(), now)
    for _ in range(3):
        (said,) = observe(service, forge("cgit.example.org/lab/tool"))
        assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.NOT_CHECKED)
    assert len(transport.requests) == 2


def test_a_forge_below_a_path_of_its_host_is_asked_there() -> None:
    said, transport = look(told(GITLAB | {"archived": True}), "lab.example.org/gitlab/lab/tool")
    assert transport.urls == ["https://lab.example.org/gitlab/api/v4/projects/lab%2Ftool?license=true"]
    assert said[0].facts.name == "lab.example.org/gitlab/lab/tool"


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("gitlab.com", ["gitlab"]),
        ("GitLab.Inria.fr", ["gitlab"]),
        ("gitea.lab.example.org", ["gitea"]),
        ("codeberg.org", ["gitea"]),
        ("bitbucket.org", ["bitbucket"]),
        ("git.example.org", ["gitlab", "gitea"]),
        ("github.example.edu", []),
        ("tool.sourceforge.net", []),
        ("gitee.com", []),
    ],
)
def test_hosts_are_told_by_their_names_as_far_as_these_tell(host: str, names: list[str]) -> None:
    assert [one.name for one in possible(host)] == names
    assert (known(host) is not None) == (len(names) == 1)


def test_a_group_is_no_project() -> None:
    assert project_of("gitlab.com/group") is None
    (said,), transport = look(lambda _: PAGE, "gitlab.com/group")
    assert (said.reason, transport.requests) == (Reason.NOT_CHECKED, [])


@given(
    st.sampled_from([GitLab(), Gitea(), Bitbucket()]),
    st.dictionaries(
        st.sampled_from([*GITLAB, *GITEA, *BITBUCKET, "license", "licenses", "archived_at", "mainbranch", "parent"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=12),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=6,
        ),
    ),
)
def test_no_body_breaks_a_reading(dialect: GitLab | Gitea | Bitbucket, body: dict[str, Any]) -> None:
    project = project_of("git.example.org/lab/tool")
    assert project
    facts = dialect.facts(body, project)
    assert facts is None or (facts.platform_id and facts.name)
    dialect.says_absent(body)
    if facts:
        dialect.completed(facts, body)
