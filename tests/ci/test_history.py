"""The history of jobs on a branch: kept by killed jobs, never overwritten, never begun anew because of trouble."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.errors import UsageError
from checker.jobs.ci import artifact
from checker.jobs.ci.branch import Branch, Raced
from checker.jobs.ci.environment import CiEnvironment
from tests.ci.conftest import git
from tests.ci.issue_server import REPOSITORY, Issues

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator

    Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository."""
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


def papers(name: str, count: int = 1) -> None:
    lines = (
        {"id": f"{name}-{n}", "title": f"{name} {n}", "abstract": f"Our code: https://github.com/lab/{name}-{n}"}
        for n in range(count)
    )
    Path(f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def branch(remote: Path, folder: Path) -> Branch:
    folder.mkdir()
    return Branch(str(remote), "history", folder, {"PATH": "/usr/bin:/bin"})


def ci(reprolinks: Command, remote: Path, *more: str, db: str = "a.db") -> tuple[int, str, str]:
    return reprolinks("ci", *more, "--history", "branch", "--remote", str(remote), "--db", db, "--max-age", "0s")


def targets(db: str) -> set[str]:
    with closing(sqlite3.connect(db)) as there:
        return {target for (target,) in there.execute("SELECT target FROM artifact_status")}


def test_of_two_that_keep_at_once_the_second_is_told(remote: Path, tmp_path: Path) -> None:
    one, other = branch(remote, tmp_path / "one"), branch(remote, tmp_path / "other")
    assert not one.fetch()
    assert not other.fetch()
    (one.folder / "a").write_text("1", encoding="utf-8")
    (other.folder / "a").write_text("2", encoding="utf-8")
    assert one.keep("first")
    with pytest.raises(Raced):
        other.keep("second")
    other.begin_anew()
    assert other.fetch()
    assert (other.folder / "a").read_text("utf-8") == "1"


def test_what_has_not_changed_makes_no_commit(remote: Path, tmp_path: Path) -> None:
    one = branch(remote, tmp_path / "one")
    one.fetch()
    (one.folder / "a").write_text("1", encoding="utf-8")
    assert one.keep("first")
    assert not one.keep("again")


def test_trouble_with_the_remote_is_no_empty_history(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        branch(tmp_path / "nowhere.git", tmp_path / "one").fetch()


@pytest.mark.slow
def test_a_job_that_another_one_overtook_goes_on_from_it(
    remote: Path, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both lists are in the history in the end, though the second began from an empty one."""
    simulator.world.github("lab/early-0", files={"a.py": "1"})
    papers("early")
    papers("late")
    keep, calls = Branch.keep, list[str]()

    def overtaken(self: Branch, message: str) -> bool:
        calls.append(message)
        if len(calls) == 1:  # while the first works, another job begins and ends
            ci(reprolinks, remote, "early.jsonl", db="early.db")
        return keep(self, message)

    monkeypatch.setattr(Branch, "keep", overtaken)
    code, _, errors = ci(reprolinks, remote, "late.jsonl", "--fail-on", "newly-gone", db="late.db")
    assert code == 1, errors
    assert "Another job has written" in errors
    assert targets("late.db") == {"lab/early-0", "lab/late-0"}
    assert len(git(remote, "log", "--format=%h", "reprolinks-history").split()) == 2


@pytest.mark.usefixtures("simulator")
def test_where_others_are_always_first_nothing_is_overwritten_and_the_job_says_so(
    remote: Path, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers("moth")

    def overtaken(_: Branch, __: str) -> bool:
        raise Raced("Another job has written to the branch meanwhile.")

    monkeypatch.setattr(Branch, "keep", overtaken)
    code, _, errors = ci(reprolinks, remote, "moth.jsonl")
    assert code == 2
    assert "concurrency" in errors


@pytest.mark.usefixtures("simulator")
def test_a_loss_is_told_though_the_history_can_not_be_kept(
    remote: Path, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers("moth")

    def refused(_: Branch, __: str) -> bool:
        raise UsageError("The history can't be pushed.", "May the job's token write?")

    monkeypatch.setattr(Branch, "keep", refused)
    how = ("--fail-on", "newly-gone", "--summary", "summary.md")
    code, _, errors = ci(reprolinks, remote, "moth.jsonl", *how)
    assert code == 1
    assert "can't be pushed" in errors
    assert "`newly-gone` for 1" in Path("summary.md").read_text("utf-8")
    assert "reports them again" in Path("summary.md").read_text("utf-8")


@pytest.mark.usefixtures("simulator")
def test_a_killed_job_leaves_what_it_learned(remote: Path, reprolinks: Command) -> None:
    papers("moth", 3)
    ci(reprolinks, remote, "moth.jsonl")
    papers("moth", 5)
    reprolinks("run", "moth.jsonl", "--db", "a.db")  # and is killed before it keeps anything
    code, _, errors = ci(reprolinks, remote, "--keep-only")
    assert (code, "is kept" in errors) == (0, True)
    git(Path(), "clone", "--quiet", "--branch", "reprolinks-history", str(remote), "kept")
    assert reprolinks("restore", "kept/history", "--db", "b.db")[0] == 0
    assert len(targets("b.db")) == 5


@pytest.mark.usefixtures("simulator")
def test_a_killed_job_that_was_overtaken_overwrites_nothing(remote: Path, reprolinks: Command) -> None:
    papers("moth")
    ci(reprolinks, remote, "moth.jsonl")
    papers("hawk")
    ci(reprolinks, remote, "hawk.jsonl", db="b.db")
    before = git(remote, "rev-parse", "reprolinks-history")
    reprolinks("run", "moth.jsonl", "--db", "a.db")
    code, _, errors = ci(reprolinks, remote, "--keep-only")
    assert code == 2
    assert "stays in" in errors
    assert git(remote, "rev-parse", "reprolinks-history") == before


@pytest.mark.usefixtures("simulator")
def test_a_database_that_the_branch_knows_nothing_of_is_not_thrown_away(remote: Path, reprolinks: Command) -> None:
    papers("moth")
    ci(reprolinks, remote, "moth.jsonl")
    papers("hawk")
    reprolinks("run", "hawk.jsonl", "--db", "mine.db")
    code, _, errors = ci(reprolinks, remote, "hawk.jsonl", db="mine.db")
    assert code == 2
    assert "Move the file away" in errors
    assert targets("mine.db") == {"lab/hawk-0"}


def test_a_password_in_the_remote_is_refused(reprolinks: Command) -> None:
    papers("moth")
    code, _, errors = reprolinks(
        *("ci", "moth.jsonl", "--history", "branch", "--remote", "https://ann:secret@git.example.org/x.git")
    )
    assert code == 2
    assert "secret" not in errors
    assert "REPROLINKS_HISTORY_TOKEN" in errors


def test_the_newest_artifact_of_our_own_branch_is_the_history(tmp_path: Path) -> None:
    """A fork's pull request may leave an artifact of the same name; so may another branch."""
    with Issues(token="token") as issues:
        place = CiEnvironment(api=issues.base, repository=REPOSITORY, branch="main")
        db = tmp_path / "a.db"
        issues.keep("availability.db", b"a fork's", head_repository_id=2)
        assert not artifact.fetch(place, "token", db)
        issues.keep("availability.db", b"ours")
        issues.keep("availability.db", b"another branch's", head_branch="more")
        issues.keep("availability.db", b"a fork's again", head_repository_id=2)
        assert artifact.fetch(place, "token", db)
        assert db.read_bytes() == b"ours"
        with pytest.raises(UsageError, match="actions: read"):
            artifact.fetch(place, "wrong", db)
        assert db.read_bytes() == b"ours"
