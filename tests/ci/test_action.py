"""Five weeks of a scheduled job, as a runner sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ci.conftest import git

if TYPE_CHECKING:
    from tests.ci.conftest import Repository
    from tests.simulator import World

PAPERS = """# Papers on moths

- [Wing Atlas](https://arxiv.org/abs/2403.01187), 2024. [Code](https://github.com/moth/wings)
- [Light Traps](https://arxiv.org/abs/2209.11804), 2022. [Code](https://github.com/moth/traps)
"""


def _working(world: World) -> None:
    for name in ("moth/wings", "moth/traps"):
        world.github(name, files={"main.py": "print()", "requirements.txt": "numpy"})


def _go(world: World, name: str) -> object:
    """Take a repository away; the thing itself, to put back."""
    return world.repositories.pop(name.casefold())


@pytest.mark.slow
def test_five_weeks(repository: Repository, world: World) -> None:
    _working(world)
    repository.commit(**{"papers.md": PAPERS})

    first = repository.job(issues="each")
    assert not first.red, first.errors
    assert (first.outputs["status"], first.outputs["gone"], first.outputs["available"]) == ("ok", "0", "2")
    assert repository.issues.open() == []
    assert any("--require-hashes" in line for line in repository.installed)
    assert repository.uploaded["reprolinks-reports"] == ["availability.html", "availability.md"]

    repository.week()
    gone = _go(world, "moth/wings")
    second = repository.job(issues="each")
    assert second.red
    assert second.outputs["status"] == "alarm"
    assert "::error file=papers.md,line=3," in second.printed
    assert repository.issues.open() == ["Link gone: moth/wings"]
    assert "newly-gone" in second.summary
    assert "will not repeat" in second.summary

    repository.week()
    third = repository.job(issues="each")
    assert not third.red, "what was told once is not repeated at the next schedule"
    assert len(repository.issues.issues) == 1

    repository.week()
    repository.lost = True
    fourth = repository.job(issues="each")
    repository.lost = False
    assert fourth.outputs["status"] == "incomplete", "a machine without a network is never green"
    assert fourth.outputs["gone"] == "0"
    assert repository.issues.open() == ["Link gone: moth/wings"], "and nothing is called gone, or back, for it"

    repository.week()
    world.repositories["moth/wings"] = gone  # type: ignore[assignment]  # what was taken out
    repository.killed = True
    killed = repository.job(issues="each")
    repository.killed = False
    assert killed.red
    assert killed.outcomes["Keep the history that a killed check has left"] == "success"
    assert repository.issues.open() == ["Link gone: moth/wings"], "it was killed before it could close the issue"

    fifth = repository.job(issues="each")
    assert not fifth.red, fifth.errors
    assert fifth.outputs["closed"] == "0", "that it is back was learned by the job that was killed, and kept"
    assert repository.issues.open() == []
    assert "There again" in repository.issues.comments[-1][1]

    commits = git(repository.remote, "log", "--format=%s", "reprolinks-history").splitlines()
    assert len(commits) == 6, "each job's history is a commit on the one before"
    assert "1 lost, 0 there again" in commits[4]
    assert commits[1] == "What a job that was ended has left"


@pytest.mark.slow
def test_a_fork_opens_no_issue_and_keeps_nothing(repository: Repository) -> None:
    repository.commit(**{"papers.md": PAPERS})
    repository.event = {"repository": {"fork": True}}
    done = repository.job(issues="each")
    assert done.red, "that both links are gone is told there too"
    assert repository.issues.issues == []
    assert "not done in a fork or pull request" in done.errors
    assert git(repository.remote, "branch", "--list", "reprolinks-history") == ""
