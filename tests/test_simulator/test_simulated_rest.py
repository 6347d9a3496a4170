"""GitHub's REST as it was recorded: redirects, conditional requests, blocks, and what only its details tell apart."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.test_simulator.visitor import Visitor

if TYPE_CHECKING:
    from tests.simulator import Simulator, World


@pytest.fixture
def ask(simulator: Simulator) -> Visitor:
    return Visitor(simulator)


def left(answer: httpx.Response) -> int:
    return int(answer.headers["X-RateLimit-Remaining"])


def test_a_rename_leads_to_the_id_and_costs_two_requests(ask: Visitor, world: World) -> None:
    world.github("new/name", id=515436299)
    world.github("old/name", moved_to="new/name")
    moved = ask.rest("/repos/old/name")
    assert moved.status_code == 301
    assert moved.json() == {
        "message": "Moved Permanently",
        "url": f"{ask.api}/repositories/515436299",
        "documentation_url": "https://docs.github.com/v3/#http-redirects",
    }
    assert moved.headers["Location"] == f"{ask.api}/repositories/515436299"
    assert "ETag" not in moved.headers
    followed = httpx.get(moved.headers["Location"], trust_env=False)
    assert (followed.json()["full_name"], followed.json()["id"]) == ("new/name", 515436299)
    assert (left(moved), left(followed)) == (59, 58)


def test_what_writes_is_redirected_with_its_method(ask: Visitor, world: World) -> None:
    world.github("new/name")
    world.github("old/name", moved_to="new/name")
    assert ask.rest("/repos/old/name", "PATCH", known=True).status_code == 307


def test_a_chain_of_names_leads_to_the_repository_of_today(ask: Visitor, world: World) -> None:
    world.github("third/name", id=77)
    world.github("second/name", moved_to="third/name")
    world.github("first/name", moved_to="second/name")
    places = [f"{ask.api}/repos/first/name"]
    while (answer := httpx.get(places[-1], trust_env=False)).status_code == 301:
        places.append(answer.headers["Location"])
    assert [place.removeprefix(ask.api) for place in places] == [
        "/repos/first/name",
        "/repos/second/name",
        "/repositories/77",
    ]
    assert answer.json()["full_name"] == "third/name"


def test_a_redirect_may_lead_nowhere(ask: Visitor, world: World) -> None:
    world.github("old/name", lost=True)
    answer = ask.rest("/repos/old/name")
    assert (answer.status_code, answer.headers["Location"], answer.json()["url"]) == (301, "", "")


def test_another_case_is_the_same_repository_without_a_redirect(ask: Visitor, world: World) -> None:
    world.github("Octo/Tool")
    answer = ask.rest("/repos/octo/TOOL")
    assert (answer.status_code, answer.json()["full_name"]) == (200, "Octo/Tool")


def test_missing_and_private_look_the_same(ask: Visitor, world: World) -> None:
    world.github("octo/secret", private=True, id=5)
    expected = {
        "message": "Not Found",
        "documentation_url": "https://docs.github.com/rest/repos/repos#get-a-repository",
        "status": "404",
    }
    for path in ("/repos/octo/secret", "/repos/octo/never", "/repositories/5", "/repositories/6"):
        answer = ask.rest(path, known=True)
        assert (answer.status_code, answer.json()) == (404, expected)
    world.github("octo/tool")
    assert ask.rest("/repos/octo/tool/").status_code == 404, "a slash at the end"


def test_a_name_is_used_again_by_another_repository(ask: Visitor, world: World) -> None:
    world.github("octo/tool", id=1)
    world.github("octo/tool", id=2, created="2026-01-01T00:00:00Z")
    assert ask.rest("/repos/octo/tool").json()["id"] == 2
    assert ask.rest("/repositories/1").status_code == 404


# -- conditional requests -------------------------------------------------------------------------------------


def test_an_etag_is_the_digest_of_who_asks_and_what_is_answered(ask: Visitor, world: World) -> None:
    world.github("octo/tool")
    accept = "application/vnd.github+json"
    token = ask.github_token["Authorization"]
    answer = ask.rest("/repos/octo/tool", known=True, Accept=accept, Accept_Encoding="identity")
    digest = hashlib.sha256(f"{accept}:{token}:".encode() + answer.content).hexdigest()
    assert answer.headers["ETag"] == f'"{digest}"'
    zipped = ask.rest("/repos/octo/tool", known=True, Accept=accept, Accept_Encoding="gzip")
    assert (zipped.headers["Content-Encoding"], zipped.headers["ETag"]) == ("gzip", f'W/"{digest}"')
    for change in ({"Accept": "*/*"}, {"Accept": accept, "Cookie": "a=b"}):
        assert digest not in ask.rest("/repos/octo/tool", known=True, **change).headers["ETag"]
    assert digest not in ask.rest("/repos/octo/tool", Accept=accept).headers["ETag"]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_is_had_already_is_free_with_a_token_only(ask: Visitor, world: World, encoding: str) -> None:
    world.github("octo/tool")
    for known, cost in ((True, 0), (False, 1)):
        first = ask.rest("/repos/octo/tool", known=known, Accept_Encoding=encoding)
        again = ask.rest(
            "/repos/octo/tool", known=known, If_None_Match=first.headers["ETag"], Accept_Encoding=encoding
        )
        assert (again.status_code, again.content, left(first) - left(again)) == (304, b"", cost)
    world.github("octo/tool", stars=4)
    changed = ask.rest("/repos/octo/tool", If_None_Match=first.headers["ETag"])
    assert (changed.status_code, changed.json()["stargazers_count"]) == (200, 4)


def test_last_modified_misses_a_push(ask: Visitor, world: World) -> None:
    times = {"updated_at": "2017-09-19T00:00:00Z", "last_commit": "2017-11-03T00:00:00Z"}
    world.github("octo/tool", updated_at=times["updated_at"], last_commit=times["last_commit"])
    answer = ask.rest("/repos/octo/tool", known=True)
    assert answer.headers["Last-Modified"] == "Tue, 19 Sep 2017 00:00:00 GMT"
    assert (answer.json()["updated_at"], answer.json()["pushed_at"]) == tuple(times.values())
    since = answer.headers["Last-Modified"]
    assert ask.rest("/repos/octo/tool", known=True, If_Modified_Since=since).status_code == 304


@pytest.mark.parametrize(("known", "expected"), [(True, "private"), (False, "public")])
def test_answers_say_who_may_keep_them(ask: Visitor, world: World, known: bool, expected: str) -> None:
    world.github("octo/tool")
    headers = ask.rest("/repos/octo/tool", known=known).headers
    assert headers["Cache-Control"] == f"{expected}, max-age=60, s-maxage=60"
    assert headers["X-GitHub-Media-Type"] == "github.v3; format=json"
    assert headers["X-RateLimit-Resource"] == "core"
    assert ("X-OAuth-Scopes" in headers) is known


# -- refusals and blocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("reason", "status"), [("tos", 403), ("unavailable", 403), ("dmca", 451)])
def test_a_block_is_no_limit(ask: Visitor, world: World, reason: str, status: int) -> None:
    world.github("octo/tool", blocked=reason, id=9)
    for path in ("/repos/octo/tool", "/repositories/9"):
        answer = ask.rest(path)
        body = answer.json()
        assert (answer.status_code, body.keys()) == (status, {"message", "block"})
        assert (body["message"], body["block"]["reason"]) == ("Repository access blocked", reason)
        assert body["block"].keys() == {"reason", "created_at", "html_url"}
        assert left(answer) > 0


def test_a_bad_token_is_told_so(ask: Visitor, world: World) -> None:
    world.github("octo/tool")
    answer = ask.rest("/repos/octo/tool", Authorization="token wrong")
    expected = {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest", "status": "401"}
    assert (answer.status_code, answer.json()) == (401, expected)


def test_nobody_asks_without_a_name(ask: Visitor, world: World) -> None:
    world.github("octo/tool")
    with httpx.Client(trust_env=False) as client:
        request = client.build_request("GET", f"{ask.api}/repos/octo/tool")
        del request.headers["User-Agent"]
        answer = client.send(request)
    assert (answer.status_code, answer.text.startswith("Request forbidden by administrative rules.")) == (403, True)


@pytest.mark.parametrize(("known", "status"), [(True, 403), (False, 401)])
def test_stargazers_are_for_collaborators(ask: Visitor, world: World, known: bool, status: int) -> None:
    world.github("octo/tool")
    for route in ("stargazers", "subscribers"):
        assert ask.rest(f"/repos/octo/tool/{route}", known=known).status_code == status


# -- content and dates ----------------------------------------------------------------------------------------


def test_an_empty_repository_has_a_branch_and_no_commits(ask: Visitor, world: World) -> None:
    world.github("octo/bare", empty=True)
    commits = ask.rest("/repos/octo/bare/commits")
    assert (commits.status_code, commits.json()) == (
        409,
        {
            "message": "Git Repository is empty.",
            "documentation_url": "https://docs.github.com/rest/commits/commits#list-commits",
            "status": "409",
        },
    )
    assert ask.rest("/repos/octo/bare/git/trees/main").status_code == 409
    assert ask.rest("/repos/octo/bare").json()["default_branch"] == "main"


def test_size_and_dates_mislead(ask: Visitor, world: World) -> None:
    world.github("octo/tool", size=0, last_commit="2031-01-01T00:00:00Z", pushed_at="2032-01-01T00:00:00Z")
    assert ask.rest("/repos/octo/tool").json()["size"] == 0
    (commit,) = ask.rest("/repos/octo/tool/commits?per_page=1").json()
    assert commit["commit"]["committer"]["date"] == "2031-01-01T00:00:00Z"
    assert ask.rest("/repos/octo/tool").json()["pushed_at"] == "2032-01-01T00:00:00Z"


def test_a_fork_names_its_parent(ask: Visitor, world: World) -> None:
    world.github("octo/fork", fork=True, parent="up/stream")
    world.github("octo/tool")
    assert ask.rest("/repos/octo/fork").json()["parent"]["full_name"] == "up/stream"
    assert not {"parent", "source"} & ask.rest("/repos/octo/tool").json().keys()


def test_trees_contents_and_releases_agree(ask: Visitor, world: World) -> None:
    world.github("octo/tool", files={"README.md": "# T\n", "src/a.py": "1\n"}, release="2025-01-01T00:00:00Z")
    tree = ask.rest("/repos/octo/tool/git/trees/main?recursive=1").json()
    assert [(row["path"], row["type"]) for row in tree["tree"]] == [
        ("README.md", "blob"),
        ("src", "tree"),
        ("src/a.py", "blob"),
    ]
    readme = ask.rest("/repos/octo/tool/readme").json()
    assert (readme["sha"], base64.b64decode(readme["content"])) == (tree["tree"][0]["sha"], b"# T\n")
    assert [row["name"] for row in ask.rest("/repos/octo/tool/contents/src").json()] == ["a.py"]
    assert ask.rest("/repos/octo/tool/contents/no").status_code == 404
    assert ask.rest("/repos/octo/tool/releases/latest").json()["published_at"] == "2025-01-01T00:00:00Z"
    world.github("octo/tool")
    assert ask.rest("/repos/octo/tool/releases/latest").status_code == 404


def test_the_newer_version_of_the_interface_drops_fields(ask: Visitor, world: World) -> None:
    world.github("octo/tool")
    new = "2026-03-10"
    assert "has_downloads" in ask.rest("/repos/octo/tool").json()
    assert "has_downloads" not in ask.rest("/repos/octo/tool", X_GitHub_Api_Version=new).json()
    assert "rate" in ask.rest("/rate_limit").json()
    assert "rate" not in ask.rest("/rate_limit", X_GitHub_Api_Version=new).json()


def test_owners_are_there_or_free(ask: Visitor, world: World) -> None:
    world.owner("Lab", type="Organization")
    world.owner("ada")
    assert [
        ask.rest(path).status_code for path in ("/users/lab", "/orgs/lab", "/users/ada", "/orgs/ada", "/users/x")
    ] == [
        200,
        200,
        200,
        404,
        404,
    ]
