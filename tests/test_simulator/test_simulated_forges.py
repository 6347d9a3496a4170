"""git's own command line and plain requests against the simulated forges: each answers as its sort does."""

from __future__ import annotations

import os
import ssl
import subprocess
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.simulator import Simulator, World

SORTS = ("gitlab", "gitea", "bitbucket", "smart", "dumb")


@pytest.fixture
def host(world: World, request: pytest.FixtureRequest) -> str:
    """A forge of a sort, with one repository, a private one, and one that has moved."""
    name = f"git.{request.param}.example.org"
    world.forge(name, request.param)
    world.git(f"{name}/lab/tool", branch="trunk", archived_at="2025-01-01T00:00:00Z", license="MIT")
    world.git(f"{name}/lab/secret", private=True)
    world.git(f"{name}/lab/old", moved_to=f"{name}/lab/tool")
    return name


def get(simulator: Simulator, url: str, method: str = "GET", **more: object) -> httpx.Response:
    environment = simulator.environment()
    context = ssl.create_default_context(cafile=environment["SSL_CERT_FILE"])
    with httpx.Client(proxy=environment["HTTPS_PROXY"], verify=context, trust_env=False) as client:
        return client.request(method, url, **more)  # type: ignore[arg-type]  # httpx's own


def ls_remote(simulator: Simulator, url: str) -> subprocess.CompletedProcess[str]:
    more = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    environment = {**os.environ, **simulator.environment(), **more}
    environment["GIT_SSL_CAINFO"] = environment["SSL_CERT_FILE"]
    command = ["git", "-c", "credential.helper=", "ls-remote", url]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("host", SORTS, indirect=True)
def test_git_itself_reads_every_sort(simulator: Simulator, host: str) -> None:
    said = ls_remote(simulator, f"https://{host}/lab/tool.git")
    assert said.returncode == 0, said.stderr
    assert [line.split("\t")[1] for line in said.stdout.splitlines()] in (
        ["HEAD", "refs/heads/trunk"],
        ["refs/heads/trunk"],  # plain files list no HEAD
    )


@pytest.mark.parametrize("host", SORTS, indirect=True)
def test_what_is_missing_and_what_is_private_look_the_same(simulator: Simulator, host: str) -> None:
    answers = [
        get(simulator, f"https://{host}/lab/{name}.git/info/refs?service=git-upload-pack")
        for name in ("secret", "never")
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].content == answers[1].content
    assert answers[0].status_code == (401 if host.split(".")[1] in ("gitlab", "gitea") else 404)
    assert ls_remote(simulator, f"https://{host}/lab/never.git").returncode == 128


@pytest.mark.parametrize("host", ["gitlab"], indirect=True)
def test_gitlab_redirects_by_number_and_tells_strangers_by_graphql_what_is_archived(
    simulator: Simulator, host: str
) -> None:
    route = f"https://{host}/api/v4/projects"
    moved = get(simulator, f"{route}/lab%2Fold")
    assert moved.status_code == 301
    told = get(simulator, moved.headers["Location"]).json()
    assert told["path_with_namespace"] == "lab/tool"
    assert told == get(simulator, f"{route}/lab%2Ftool").json()
    assert "archived" not in told
    assert get(simulator, f"{route}/lab%2Ftool?license=true").json()["license"]["key"] == "mit"
    query = {
        "query": "query($path: ID!) { project(fullPath: $path) { archived } }",
        "variables": {"path": "lab/tool"},
    }
    answer = get(simulator, f"https://{host}/api/graphql", "POST", json=query).json()
    assert answer == {"data": {"project": {"archived": True}}}
    missing = get(simulator, f"{route}/lab%2Fnever")
    assert (missing.status_code, missing.json()) == (404, {"message": "404 Project Not Found"})


@pytest.mark.parametrize("host", ["gitea"], indirect=True)
def test_gitea_redirects_by_name_and_dates_its_archiving(simulator: Simulator, host: str) -> None:
    route = f"https://{host}/api/v1/repos"
    moved = get(simulator, f"{route}/lab/old")
    assert (moved.status_code, moved.headers["Location"]) == (307, "/api/v1/repos/lab/tool")
    told = get(simulator, f"{route}/lab/tool").json()
    assert (told["full_name"], told["archived"], told["archived_at"]) == ("lab/tool", True, "2025-01-01T00:00:00Z")
    missing = get(simulator, f"{route}/lab/never")
    assert (missing.status_code, missing.json()["message"]) == (404, "The target couldn't be found.")


def test_bitbuckets_api_has_a_host_of_its_own(simulator: Simulator, world: World) -> None:
    world.git("bitbucket.org/lab/tool")
    route = "https://api.bitbucket.org/2.0/repositories"
    assert get(simulator, f"{route}/lab/tool").json()["full_name"] == "lab/tool"
    assert get(simulator, f"{route}/lab/never").json()["type"] == "error"
