"""git's own command line and plain requests against the simulated servers: existence without a token."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.test_simulator.visitor import Visitor

if TYPE_CHECKING:
    from tests.simulator import Simulator, World

REFERENCES = "info/refs?service=git-upload-pack"


@pytest.fixture
def ask(simulator: Simulator) -> Visitor:
    return Visitor(simulator)


def ls_remote(url: str) -> subprocess.CompletedProcess[str]:
    """What `git ls-remote` says; it asks nobody for a password."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ["git", "-c", "credential.helper=", "ls-remote", url]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("version", "after"), [("version=2", b"0000000eversion 2\n"), ("", b"0000")])
def test_the_first_line_names_the_service(ask: Visitor, world: World, version: str, after: bytes) -> None:
    world.github("octo/tool")
    headers = {"Git-Protocol": version} if version else {}
    answer = httpx.get(f"{ask.web}/octo/tool.git/{REFERENCES}", headers=headers, trust_env=False)
    assert answer.headers["Content-Type"] == "application/x-git-upload-pack-advertisement"
    assert answer.content.startswith(b"001e# service=git-upload-pack\n" + after)
    assert (b"HEAD" in answer.content) is (not version), "the second version only offers what it can do"


def test_git_itself_reads_the_head(ask: Visitor, world: World) -> None:
    world.github("octo/tool", branch="trunk")
    said = ls_remote(f"{ask.web}/octo/tool.git")
    sha = ask.graphql('{ repository(owner: "octo", name: "tool") { defaultBranchRef { target { oid } } } }').json()
    oid = sha["data"]["repository"]["defaultBranchRef"]["target"]["oid"]
    assert said.stdout == f"{oid}\tHEAD\n{oid}\trefs/heads/trunk\n"


def test_missing_and_private_want_a_login(ask: Visitor, world: World) -> None:
    world.github("octo/secret", private=True)
    for name in ("octo/secret", "octo/never"):
        answer = httpx.get(f"{ask.web}/{name}.git/{REFERENCES}", trust_env=False)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Basic realm="GitHub"')
        said = ls_remote(f"{ask.web}/{name}.git")
        assert said.returncode == 128
        assert "terminal prompts disabled" in said.stderr


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("tos", "Access to this repository has been disabled by GitHub staff."),
        ("dmca", "Repository unavailable due to DMCA takedown."),
        ("sanctions", "Due to U.S. trade controls"),
    ],
)
def test_a_block_is_403_to_git(ask: Visitor, world: World, reason: str, words: str) -> None:
    world.github("octo/tool", blocked=reason)
    answer = httpx.get(f"{ask.web}/octo/tool.git/{REFERENCES}", trust_env=False)
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "text/plain")
    assert answer.text.startswith(words)
    said = ls_remote(f"{ask.web}/octo/tool.git")
    assert (said.returncode, f"remote: {words}" in said.stderr) == (128, True)


def test_git_follows_a_rename_and_says_so(ask: Visitor, world: World) -> None:
    world.github("new/name")
    world.github("old/name", moved_to="new/name")
    answer = httpx.get(f"{ask.web}/old/name.git/{REFERENCES}", trust_env=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{ask.web}/new/name.git/{REFERENCES}")
    said = ls_remote(f"{ask.web}/old/name.git")
    assert (said.returncode, "warning: redirecting to" in said.stderr) == (0, True)


def test_an_empty_repository_lists_nothing_and_succeeds(ask: Visitor, world: World) -> None:
    world.github("octo/bare", empty=True)
    said = ls_remote(f"{ask.web}/octo/bare.git")
    assert (said.returncode, said.stdout) == (0, "")


def test_some_networks_see_the_offer_and_may_not_post(ask: Visitor, world: World) -> None:
    world.github("octo/tool", wants_login=True)
    repository = f"{ask.web}/octo/tool.git"
    headers = {"Git-Protocol": "version=2"}
    assert httpx.get(f"{repository}/{REFERENCES}", headers=headers, trust_env=False).status_code == 200
    assert b"refs/heads/main" in httpx.get(f"{repository}/{REFERENCES}", trust_env=False).content
    assert httpx.post(f"{repository}/git-upload-pack", headers=headers, trust_env=False).status_code == 401


def test_a_commit_changes_what_is_served(ask: Visitor, world: World) -> None:
    world.github("octo/tool")
    before = ls_remote(f"{ask.web}/octo/tool.git").stdout
    world.github("octo/tool", files={"README.md": "anew\n"})
    assert ls_remote(f"{ask.web}/octo/tool.git").stdout != before
