"""Streams that are closed, narrow, or whose reader goes away: nothing that was to be written is lost for them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _papers() -> None:
    paper = {"id": "1", "title": "Ünïcode \U0001f600", "abstract": "Code: https://github.com/lab/tool"}
    Path("p.jsonl").write_text(json.dumps(paper) + "\n", "utf-8")


def in_a_shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of the shell in which `$R` is the command."""
    where = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "R": f"{sys.executable} -m checker", **environment}
    return subprocess.run(
        ["bash", "-c", line], env=where, capture_output=True, text=True, errors="replace", check=False
    )


def papers_recorded(db: str = "availability.db") -> int:
    with closing(sqlite3.connect(db)) as database:
        return int(database.execute("SELECT count(*) FROM papers").fetchone()[0])


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_end_nothing(closed: str) -> None:
    done = in_a_shell(f"$R run p.jsonl --no-check {closed}")
    assert (done.returncode, papers_recorded()) == (0, 1), done.stderr


@pytest.mark.slow
def test_a_report_is_written_though_nobody_reads_the_summary() -> None:
    done = in_a_shell("set -o pipefail; $R run p.jsonl --budget 0 --report r.md 2>err.txt | true")
    assert Path("r.md").read_text("utf-8").startswith("# ")
    assert papers_recorded() == 1
    assert "Traceback" not in Path("err.txt").read_text("utf-8") + done.stderr


@pytest.mark.slow
def test_nobody_listens_on_standard_error_and_the_work_goes_on() -> None:
    done = in_a_shell("set -o pipefail; $R run p.jsonl --no-check 2> >(exec 0<&-; true)")
    assert (done.returncode, papers_recorded()) == (0, 1)


@pytest.mark.slow
def test_a_narrow_encoding_ends_no_command(reprolinks: Command) -> None:
    reprolinks("run", "p.jsonl", "--no-check")
    for encoding in ("cp1252", "cp437", "ascii", "latin-1"):
        done = in_a_shell("$R report | cat", PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, ""), encoding


def test_debug_shows_a_traceback_and_keeps_the_exit_code(reprolinks: Command) -> None:
    plain, shown = (reprolinks("extract", "nowhere.jsonl", *flags) for flags in ((), ("--debug",)))
    assert plain[0] == shown[0] == 2
    assert "Traceback" not in plain[2]
    assert "Traceback" in shown[2]
    assert shown[2].splitlines()[-1] == plain[2].splitlines()[-1]


def test_a_database_is_a_path_and_never_a_uri(reprolinks: Command) -> None:
    for name in ("file:a.db?mode=memory", "file:a.db"):
        assert reprolinks("run", "p.jsonl", "--no-check", "--db", name)[0] == 0
        assert papers_recorded(str(Path(name).absolute())) == 1
    assert not Path("a.db").exists()
