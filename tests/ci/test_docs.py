"""The examples of docs/ci.md do what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.simulator import Simulator

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
BIB = "@misc{a, title={Wing Atlas}, note={Code: \\url{https://github.com/moth/wings}}}\n"


def example(name: str) -> str:
    """The text of an example, by the word behind its language."""
    found = re.search(rf"^```\w+ {name}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found, f"no example {name}"
    return found[1]


@pytest.fixture
def place(tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with papers, this command on the PATH, and a world in which their one link works."""
    simulator.world.github("moth/wings", files={"main.py": "print()"})
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name, does in (("reprolinks", f'exec "{sys.executable}" -m checker "$@"'), ("pip", "exit 0")):
        (folder / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    (tmp_path / "papers.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "papers.jsonl").write_text(
        '{"title": "Wing Atlas", "abstract": "https://github.com/moth/wings"}\n', encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.mark.slow
def test_the_line_for_cron_runs_as_it_stands(place: Path) -> None:
    shutil.copytree(ROOT / "docs", place / "docs")
    script = "$(sed -n '/```bash ci/,/```/p' docs/ci.md)"
    done = subprocess.run(
        ["bash", "-c", f'bash -c "{script}"'], cwd=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "checked 1 of 1" in (place / "reprolinks.log").read_text("utf-8")
    assert "green" in (place / "summary.md").read_text("utf-8")


@pytest.mark.slow
def test_the_job_for_gitlab_runs(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = yaml.safe_load(example("gitlab"))["availability"]
    subprocess.run(["git", "init", "--quiet", "--bare", "lab/papers.git"], cwd=place, check=True)
    monkeypatch.setenv("GITLAB_CI", "true")
    monkeypatch.setenv("CI_SERVER_URL", place.as_uri())
    monkeypatch.setenv("CI_PROJECT_PATH", "lab/papers")
    monkeypatch.setenv("PATH", f"{place}/.venv/bin", prepend=":")
    for name, value in job["variables"].items():
        monkeypatch.setenv(name, value)
    for line in job["script"]:
        subprocess.run(["sh", "-ec", line], cwd=place, check=True)
    kept = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "reprolinks-history"],
        cwd=place / "lab/papers.git", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "history/artifacts.jsonl" in kept.stdout.split()
    assert all((place / name).exists() for name in job["artifacts"]["paths"])
    assert (place / job["artifacts"]["reports"]["junit"]).exists()


@pytest.mark.slow
def test_the_command_for_jenkins_runs(place: Path) -> None:
    commands = re.findall(r"sh '(reprolinks [^']+)'", example("jenkins"))
    assert commands
    for one in commands:
        subprocess.run(["sh", "-ec", f'PATH="$PWD/.venv/bin:$PATH" {one}'], cwd=place, check=True)
    assert (place / "availability.xml").exists()


@pytest.mark.slow
def test_the_job_for_forgejo_runs(place: Path) -> None:
    workflow = yaml.safe_load(example("forgejo"))
    *_, last = workflow["jobs"]["check"]["steps"]
    for command in (["init", "--quiet", "--bare", "lab/p.git"], ["clone", "--quiet", "lab/p.git", "author"]):
        subprocess.run(["git", *command], cwd=place, capture_output=True, check=True)
    shutil.copy(place / "papers.bib", place / "author")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["add", "."], ["commit", "--quiet", "-m", "papers"], ["push", "--quiet", "origin", "HEAD"]):
        subprocess.run(["git", *who, *command], cwd=place / "author", capture_output=True, check=True)
    done = subprocess.run(
        ["sh", "-ec", f'PATH="$PWD/.venv/bin:$PATH"\nexport GITHUB_ACTIONS=true FORGEJO_ACTIONS=true\n{last["run"]}'],
        cwd=place, capture_output=True, text=True, check=False,
        env={**os.environ, "GITHUB_SERVER_URL": place.as_uri(), "GITHUB_REPOSITORY": "lab/p"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_site_for_pages_holds_the_earlier_reports(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = yaml.safe_load(example("pages"))["jobs"]["site"]["steps"]
    reports = next(one["with"]["reports"] for one in steps if "reprolinks@" in one.get("uses", ""))
    script = next(one["run"] for one in steps if one.get("name") == "Lay out the site")
    monkeypatch.setenv("PATH", f"{place}/.venv/bin", prepend=":")
    monkeypatch.setenv("RUNNER_TEMP", str(place))
    for _ in range(2):
        command = ["reprolinks", "ci", "papers.bib", "--max-age", "0s"]
        subprocess.run(
            command, cwd=place, check=True, env={**os.environ, "REPROLINKS_CI_REPORT": reports}, capture_output=True
        )
    subprocess.run(["bash", "-ec", script], cwd=place, check=True, capture_output=True)
    made = sorted(file.relative_to(place / "site").as_posix() for file in (place / "site").rglob("*.*"))
    earlier = ["earlier/run-1.html", "earlier/run-2.html"]
    assert made == ["availability.atom", "availability.svg", *earlier, "index.html"]


@pytest.mark.parametrize("name", ["github", "pages"])
def test_workflows_have_no_finding(name: str, tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / f"{name}.yml").write_text(example(name).replace("@v1", f"@{'0' * 40} # v1"), encoding="utf-8")
    tools = Path(sys.executable).parent
    zizmor = [str(tools / "zizmor"), "--offline", "--quiet", "--pedantic", str(tmp_path)]
    assert subprocess.run(zizmor, check=False).returncode == 0
    lint = [str(tools / "actionlint"), "-shellcheck", str(tools / "shellcheck"), str(folder / f"{name}.yml")]
    assert subprocess.run(lint, cwd=tmp_path, check=False).returncode == 0


def test_the_scripts_of_the_action_have_no_finding(tmp_path: Path) -> None:
    """Actionlint reads workflows alone."""
    shellcheck = str(Path(sys.executable).parent / "shellcheck")
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    scripts = [one["run"] for one in steps if "run" in one]
    assert len(scripts) > 3
    for script in scripts:
        file = tmp_path / "script"
        file.write_text(script, encoding="utf-8")
        done = subprocess.run([shellcheck, "--shell=bash", str(file)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
