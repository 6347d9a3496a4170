"""A repository with papers, the services that they link to, and a runner for its jobs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.ci.issue_server import REPOSITORY, Issues
from tests.ci.runner import ACTION, Done, Runner
from tests.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulator import World

PYTHON = """#!/bin/sh
# The interpreter of a job's own environment: venv and pip are replaced, everything else is this checkout's.
case "$2" in
  venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  pip) printf '%s\\n' "$*" >> "{installed}" ;;
  checker) exec "{python}" -m tests.ci.at "$@" ;;
esac
"""
MONDAY = datetime(2026, 9, 7, 4, 17, tzinfo=UTC)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; returns what it prints."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


@dataclass
class Repository:
    """A repository on a platform: a bare one that jobs push to, its issues, and the jobs that check it out."""

    folder: Path
    simulator: Simulator
    issues: Issues
    now: datetime = MONDAY
    jobs: int = 0
    cache: dict[str, bytes] = field(default_factory=dict)
    uploaded: dict[str, list[str]] = field(default_factory=dict)
    installed: list[str] = field(default_factory=list)
    event: dict[str, Any] = field(default_factory=dict)
    event_name: str = "schedule"
    lost: bool = False  # whether the network of the job's machine is down
    killed: bool = False  # whether the check is killed before it has kept its history

    @property
    def remote(self) -> Path:
        return self.folder / "lab" / "papers.git"

    def commit(self, **files: str) -> str:
        """Commit files to main and push them; returns the id of the commit."""
        here = self.folder / "author"
        for name, text in files.items():
            (here / name).write_text(text, encoding="utf-8")
        git(here, "add", "--all")
        git(here, "commit", "--quiet", "--message", "papers")
        git(here, "push", "--quiet", str(self.remote), "HEAD:refs/heads/main")
        return git(here, "rev-parse", "HEAD")

    def week(self, weeks: int = 1) -> None:
        """Let weeks pass."""
        self.now += timedelta(weeks=weeks)

    def job(self, branch: str = "main", **given: str) -> Done:
        """Run the action in a new checkout; `given` are its inputs (`fail_on` for `fail-on`)."""
        self.jobs += 1
        place = self.folder / f"job-{self.jobs}"
        workspace, temp = place / "work", place / "temp"
        temp.mkdir(parents=True)
        git(self.folder, "clone", "--quiet", "--branch", branch, str(self.remote), str(workspace))
        machine = self._environment(temp), self._actions(workspace)
        runner = Runner(workspace, temp, *machine, self.event, self.event_name)
        inputs = {"papers": "papers.md", **{name.replace("_", "-"): value for name, value in given.items()}}
        done = runner.run(inputs)
        log = temp / "installed.txt"
        self.installed += log.read_text("utf-8").splitlines() if log.exists() else []
        return done

    def _environment(self, temp: Path) -> dict[str, str]:
        python = temp / "python"
        python.write_text(PYTHON.format(installed=temp / "installed.txt", python=sys.executable), encoding="utf-8")
        python.chmod(0o755)
        away = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"} if self.lost else {}
        services = {**self.simulator.environment(), **away}
        if self.lost:
            services |= {name: "http://127.0.0.1:9" for name in services if name.startswith(("REPROLINKS_", "HF_"))}
        return {
            **services,
            "AT": self.now.isoformat(),
            "KILLED": "1" if self.killed else "",
            "GITHUB_API_URL": self.issues.base,
            "GITHUB_REF_NAME": "main",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": self.folder.as_uri(),
            "HOME": str(temp),
            "JOB_TOKEN": self.simulator.token,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ACTION.parent),
        }

    def _actions(self, workspace: Path) -> dict[str, Any]:
        def set_up(_: dict[str, str]) -> dict[str, str]:
            return {"python-path": str(workspace.parent / "temp" / "python")}

        def restore(given: dict[str, str]) -> dict[str, str]:
            prefix = given.get("restore-keys", given["key"])
            if found := [name for name in self.cache if name.startswith(prefix)]:
                (workspace / given["path"]).write_bytes(self.cache[found[-1]])
            return {}

        def save(given: dict[str, str]) -> dict[str, str]:
            if (file := workspace / given["path"]).exists():  # the real action only warns where the file is missing
                self.cache[f"{given['key']}-{self.jobs}"] = file.read_bytes()
            return {}

        def upload(given: dict[str, str]) -> dict[str, str]:
            files = set[Path]()
            for pattern in given["path"].splitlines():
                found = set(workspace.glob(pattern.removeprefix("!")))
                files = files - found if pattern.startswith("!") else files | found
            self.uploaded[given["name"]] = sorted(file.name for file in files)
            if given["name"] == "reprolinks-history" and files:
                self.issues.keep("availability.db", files.pop().read_bytes())
            return {}

        def nothing(_: dict[str, str]) -> dict[str, str]:
            return {}

        return {
            "actions/setup-python": set_up,
            "actions/cache": nothing,  # of packages, which pip does not really install here
            "actions/cache/restore": restore,
            "actions/cache/save": save,
            "actions/upload-artifact": upload,
        }


@pytest.fixture
def repository(tmp_path: Path, world: World) -> Iterator[Repository]:
    """An empty repository."""
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "lab" / "papers.git"))
    git(tmp_path, "init", "--quiet", str(tmp_path / "author"))
    place: list[Repository] = []
    simulated = Simulator(world, now=lambda: place[0].now if place else MONDAY)
    with simulated as simulator, Issues(token=simulator.token, now=lambda: place[0].now) as issues:
        place.append(Repository(tmp_path, simulator, issues))
        yield place[0]
