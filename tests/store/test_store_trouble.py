"""The store in trouble: other programs' files, odd text and dates, two at once, rights, and a disk that is full."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import StoreError
from checker.model import Claim, Facts, Kind, Link, Observation, Outcome, Paper, Reason
from checker.store.store import Store
from tests.rights import BINDING, bound

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
KEY = "github_repo:octo/tool"
LINK = Link(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", "github.com/octo/tool", 0, 20)


def begin(store: Store) -> int:
    return store.runs.begin(command="test", inputs=["x"], options={}, at=NOW)


def seen(detail: str = "", **facts: object) -> Observation:
    told = Facts(**facts)  # type: ignore[arg-type]  # hypothesis chooses them
    return Observation(
        key=KEY, service="s", at=NOW, outcome=Outcome.PRESENT, reason=Reason.OK, detail=detail, facts=told
    )


def kept(paper: Paper, observation: Observation) -> tuple[str, Observation]:
    """A paper's title and an observation, written and read back."""
    with Store.open(":memory:") as store:
        run = begin(store)
        store.papers.record(run, [(paper, Claim.LINKED, [LINK])], at=NOW)
        store.evidence.record(run, [observation])
        ((_, back),) = store.evidence.history(KEY)
        (row,) = store.status.papers()
        return row.title, back


def test_a_database_of_another_program_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
        other.execute("INSERT INTO notes VALUES ('mine')")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before


def test_half_a_character_becomes_one_that_can_be_kept() -> None:
    title, back = kept(Paper("p", "half \ud83d of a pair", ""), seen("and \udc00 NUL \0"))
    assert (title, back.detail) == ("half \ufffd of a pair", "and \ufffd NUL \ufffd")


@pytest.mark.slow
@given(st.text(st.characters(), max_size=40))
def test_any_text_is_kept_or_told_to_be_broken(text: str) -> None:
    title, back = kept(Paper("p", f"x{text}", ""), seen(text))
    expected = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
    assert back.detail == expected
    assert title == f"x{expected}"


@pytest.mark.parametrize("year", [1, 33, 999, 1000, 1970, 9998])
def test_any_year_that_a_commit_claims_comes_back(year: int) -> None:
    when = datetime(year, 2, 3, 4, 5, 6, tzinfo=UTC)
    _, back = kept(Paper("p", "x", ""), seen(last_commit_at=when))
    assert back.facts.last_commit_at == when


@pytest.mark.slow
def test_two_that_make_a_database_at_once_make_one(tmp_path: Path) -> None:
    code = "import sys; from checker.store.store import Store; Store.open(sys.argv[1]).__exit__()"
    command = [sys.executable, "-c", code, str(tmp_path / "a.db")]
    many = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [(one.wait(), one.communicate()[1]) for one in many] == [(0, "")] * 4
    with Store.open(tmp_path / "a.db", create=False) as store:
        assert begin(store) == 1


def test_a_link_to_a_database_meets_the_same_lock(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    Store.open(tmp_path / "real" / "a.db").__exit__()
    (tmp_path / "link.db").symlink_to(tmp_path / "real" / "a.db")
    with Store.open(tmp_path / "real" / "a.db") as first, Store.open(tmp_path / "link.db") as second:
        begin(first)
        with pytest.raises(StoreError, match="in use by another run"):
            begin(second)


#: A run begun in a database, with the error that is its owner's to see.
BEGINNING = """
import sys
from datetime import UTC, datetime
from checker.errors import StoreError
from checker.store.store import Store
try:
    with Store.open(sys.argv[1]) as store:
        store.runs.begin(command="test", inputs=[], options={}, at=datetime(2026, 6, 1, tzinfo=UTC))
except StoreError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(not BINDING, reason="rights do not bind the superuser, and setpriv is not here")
def test_a_database_that_may_not_be_written_is_one_line_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Store.open(path).__exit__()
    before = path.read_bytes()
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        command = bound(sys.executable, "-c", BEGINNING, str(path))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        tmp_path.chmod(0o700)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("refused:")
    assert "a.db" in done.stdout
    assert path.read_bytes() == before


#: A disk that takes no more than so many bytes of any file, told by an error instead of a signal.
FULL = """
import resource, signal, sys
from datetime import UTC, datetime
from checker.errors import StoreError
from checker.model import Claim, Paper
from checker.store.store import Store
now = datetime(2026, 6, 1, 12, tzinfo=UTC)
store = Store.open(sys.argv[1])
run = store.runs.begin(command="test", inputs=[], options={}, at=now)
store.papers.record(run, [(Paper("first", "kept", ""), Claim.NONE, [])], at=now)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    for number in range(100):
        papers = [(Paper(f"{number}-{i}", "x" * 2_000, ""), Claim.NONE, []) for i in range(50)]
        store.papers.record(run, papers, at=now)
except StoreError as error:
    print("refused:", error)
"""


def test_a_full_disk_is_told_and_loses_nothing_that_was_recorded(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.startswith("refused:"), done.stderr) == (0, True, ""), done
    assert done.stdout.count("\n") == 1
    with Store.open(path, create=False) as store:
        assert "kept" in [paper.title for paper in store.status.papers()]
        assert store.query("PRAGMA integrity_check")[1] == [("ok",)]
