"""Repositories on any forge, as a user of the main job meets them: existence, content, archiving, moves."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]

README = {"README.md": "# Tool\n"}
CODE = README | {"train.py": "print()", "requirements.txt": "numpy\n"}


def papers(*links: str) -> str:
    lines = [json.dumps({"title": f"Paper {i}", "abstract": f"Code: {link} ."}) for i, link in enumerate(links)]
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "papers.jsonl"


def told(*columns: str) -> dict[str, tuple[Any, ...]]:
    """Target → what the database says of it in these columns."""
    query = f"SELECT target, {', '.join(columns)} FROM artifact_status"
    with closing(sqlite3.connect("availability.db")) as database:
        return {row[0]: row[1:] for row in database.execute(query)}


HOSTS = {
    "gitlab.com": "gitlab",
    "gitlab.lab.example.org": "gitlab",
    "codeberg.org": "gitea",
    "git.lab.example.org": "gitea",
    "bitbucket.org": "bitbucket",
    "git.smart.example.org": "smart",
    "git.dumb.example.org": "dumb",
}


@pytest.mark.slow
@pytest.mark.parametrize(("host", "sort"), HOSTS.items())
def test_every_forge_gets_what_github_gets(
    world: World, simulator: Simulator, reprolinks: Command, host: str, sort: str
) -> None:
    world.forge(host, sort)
    world.git(f"{host}/lab/code", files=CODE, last_commit="2025-06-01T00:00:00Z")
    world.git(f"{host}/lab/bare", files=README)
    world.git(f"{host}/lab/soon", files={"README.md": "# T\nThe code will be released soon.\n"})
    world.git(f"{host}/lab/void", empty=True)
    reprolinks("run", papers(*(f"https://{host}/lab/{name}" for name in ("code", "bare", "soon", "void", "no"))))
    said = told("availability", "reason", "content")
    assert {target.rpartition("/")[2]: row for target, row in said.items()} == {
        "code": ("available", "ok", "code_with_dependencies"),
        "bare": ("placeholder", "readme_only", "readme_only"),
        "soon": ("placeholder", "coming_soon", "placeholder"),
        "void": ("empty", "no_commits", "empty"),
        "no": ("gone", "not_found_or_private", "unknown"),
    }
    (activity,) = told("last_activity_at")[f"{host}/lab/code"]
    assert activity == "2025-06-01T00:00:00Z"
    assert not simulator.breaches


@pytest.mark.usefixtures("simulator")
@pytest.mark.parametrize("host", ["gitlab.com", "codeberg.org", "git.lab.example.org"])
def test_archived_and_moved_repositories_are_told_with_their_licence(
    world: World, reprolinks: Command, host: str
) -> None:
    world.forge(host, HOSTS[host])
    world.git(f"{host}/lab/kept", files=CODE, archived_at="2025-02-03T00:00:00Z", license="Apache-2.0")
    world.git(f"{host}/team/new", files=CODE)
    world.git(f"{host}/lab/old", moved_to=f"{host}/team/new")
    reprolinks("run", papers(*(f"https://{host}/lab/{name}" for name in ("kept", "old"))))
    assert told("availability", "maintenance", "license")[f"{host}/lab/kept"] == (
        "available",
        "archived",
        "Apache-2.0",
    )
    assert told("availability", "identity", "resolved_target")[f"{host}/lab/old"] == (
        "available",
        "renamed",
        f"{host}/team/new",
    )


@pytest.mark.usefixtures("simulator")
def test_another_project_in_an_old_ones_place_is_told_by_its_id(world: World, reprolinks: Command) -> None:
    world.git("codeberg.org/lab/tool", id=1)
    reprolinks("run", papers("https://codeberg.org/lab/tool"))
    world.git("codeberg.org/lab/tool", id=2)
    reprolinks("check", "--max-age", "0")
    assert told("identity")["codeberg.org/lab/tool"] == ("reused",)


@pytest.mark.usefixtures("simulator")
def test_private_and_missing_projects_can_not_be_told_apart(world: World, reprolinks: Command) -> None:
    for host in ("gitlab.com", "codeberg.org", "bitbucket.org"):
        world.git(f"{host}/lab/secret", private=True)
    links = [
        f"https://{host}/lab/{name}"
        for host in ("gitlab.com", "codeberg.org", "bitbucket.org")
        for name in ("secret", "no")
    ]
    reprolinks("run", papers(*links))
    assert set(told("availability", "reason").values()) == {("gone", "not_found_or_private")}


@pytest.mark.slow
def test_one_project_costs_few_requests(world: World, simulator: Simulator, reprolinks: Command) -> None:
    for host, sort in HOSTS.items():
        world.forge(host, sort)
        world.git(f"{host}/lab/code", files=CODE)
    reprolinks("run", papers(*(f"https://{host}/lab/code" for host in HOSTS)))
    cold = {host: len(simulator.sent_to(host)) for host in HOSTS}
    reprolinks("check", "--max-age", "0")
    warm = {host: len(simulator.sent_to(host)) - count for host, count in cold.items()}
    assert cold == {
        "gitlab.com": 5,  # is it there, its references, its root; the project, whether it is archived
        "gitlab.lab.example.org": 5,
        "codeberg.org": 4,
        "git.lab.example.org": 5,  # it is no GitLab
        "bitbucket.org": 3,
        "git.smart.example.org": 5,  # it is neither
        "git.dumb.example.org": 7,  # references, HEAD, commit, root, README; and it is neither
    }
    assert warm == cold | {"git.dumb.example.org": 5}
    assert len(simulator.sent_to("api.bitbucket.org")) == 2
    sent = [request for host in HOSTS for request in simulator.sent_to(host)]
    assert not [one for one in sent if "authorization" in one.headers or simulator.token in str(one)]


def test_a_gateway_that_knows_nothing_of_github_makes_nothing_gone(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A base that is mistyped, or a proxy's page of error: 404 for everything, by git and as a page."""
    for number in range(5):
        world.github(f"octo/t{number}", files=CODE)
    simulator.core[False].limit = 0
    monkeypatch.setenv("REPROLINKS_GITHUB_WEB", f"{os.environ['REPROLINKS_GITHUB_WEB']}/typo")
    reprolinks("run", papers(*(f"https://github.com/octo/t{number}" for number in range(5))))
    assert {row[0] for row in told("availability").values()} == {"unknown"}


def test_a_repository_on_a_host_that_nobody_knows_is_asked_by_git_first(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    """Its page is not there, or says nothing: what can be cloned is there."""
    host = "lists.lab.example.org"
    world.forge(host, "smart")
    world.git(f"{host}/deep/down/tool", files=CODE)
    reprolinks("run", papers(f"https://{host}/deep/down/tool.git", f"https://{host}/deep/down/no.git"))
    said = {target.rpartition("/")[2].removesuffix(".git"): row for target, row in told("availability").items()}
    assert said == {"tool": ("available",), "no": ("gone",)}
    assert simulator.sent_to(host)[0].path.endswith(".git/info/refs")
