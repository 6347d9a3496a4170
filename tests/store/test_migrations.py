"""A database of every schema that has landed opens, with nothing lost; and what can't be brought over stays whole."""

from __future__ import annotations

import gzip
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.errors import StoreError
from checker.exports.history import export_history, restore
from checker.exports.queries import queries
from checker.store import scripts as sql
from checker.store.store import Store
from tests.rights import bound

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = list[tuple[object, ...]]

MIGRATIONS = sql.scripts("migrations")
RUN = "'2026-01-{day}T00:00:00Z', '2026-01-{day}T01:00:00Z', 'run', '[]', '{{}}', '0', 1, '{status}', '{{}}', '{{}}'"
STARS = json.dumps({"platform_id": "7", "stars": 3, "pushed_at": "2025-12-01T00:00:00Z", "head": "a"})
MORE_STARS = json.dumps({"platform_id": "7", "stars": 4, "pushed_at": "2026-01-01T00:00:00Z", "head": "a"})


def seen(number: int, run: int, artifact: int, outcome: str, facts: str = "{}") -> str:
    service = "github_graphql" if outcome == "present" else "github_rest"
    moment = f"2026-01-0{run}T00:0{number % 10}:00Z"
    return f"({number}, {run}, {artifact}, '{service}', '{moment}', '{outcome}', 'ok', 200, '', NULL, '{facts}')"


#: One that is seen three times with other stars, one that is gone and comes back, one that is gone and stays so.
OBSERVED = (
    *(seen(1, 1, 1, "present", STARS), seen(2, 1, 2, "present"), seen(3, 1, 3, "absent")),
    *(seen(4, 2, 1, "present", MORE_STARS), seen(5, 2, 2, "absent"), seen(6, 2, 3, "absent")),
    *(seen(7, 3, 1, "present", MORE_STARS), seen(8, 3, 2, "present")),
)
VERDICTS = (
    (1, 1, 1, "available"),
    (2, 1, 2, "available"),
    (3, 1, 3, "gone"),
    (4, 2, 2, "gone"),
    (5, 3, 2, "available"),
)


def old(path: Path, schemas: int) -> None:
    """A database as so many migrations make it: three artifacts in three runs, of which the third was killed."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
        for name, text in list(MIGRATIONS.items())[:schemas]:
            db.executescript(text)
            db.execute("INSERT INTO _sqlite_migrations VALUES ('reprolinks', ?, '2026')", [name])
        runs = "started_at, finished_at, command, inputs, options, version, pid, status, counts, costs"
        for day, status in (("01", "done"), ("02", "done"), ("03", "interrupted")):
            db.execute(f"INSERT INTO runs ({runs}) VALUES ({RUN.format(day=day, status=status)})")
        for number in (1, 2, 3):
            db.execute(
                "INSERT INTO artifacts (kind, target, key, url, first_seen_at, tried_at, checked_at)"
                " VALUES ('github_repo', ?, ?, 'u', '2026-01-01T00:00:00Z',"
                " '2026-01-02T00:09:00Z', '2026-01-02T00:09:00Z')",
                [f"o/{number}", f"github_repo:o/{number}"],
            )
            paper = "INSERT INTO papers (id, title, published, source, claim, first_run, last_run)"
            db.execute(f"{paper} VALUES (?, 'P', '', 'x', 'linked', 1, 2)", [f"p{number}"])
            link = "INSERT INTO links (paper_id, artifact_id, target, raw, field, start_offset, end_offset, last_run)"
            db.execute(f"{link} VALUES (?, ?, 'o', 'o', 'abstract', 0, 1, 2)", [f"p{number}", number])
        db.execute(f"INSERT INTO observations VALUES {', '.join(OBSERVED)}")
        names = "id, run_id, artifact_id, at, availability, reason, rule, confirmed, identity, resolved_target,"
        for number, run, artifact, availability in VERDICTS:
            db.execute(
                f"INSERT INTO verdicts ({names} hijackable, maintenance, content, license)"
                " VALUES (?, ?, ?, ?, ?, 'ok', 'x', 0, 'same', '', 0, 'unknown', 'unknown', '')",
                [number, run, artifact, f"2026-01-0{run}T00:09:00Z", availability],
            )
            db.execute("UPDATE artifacts SET verdict_id = ? WHERE id = ?", [number, artifact])
        if schemas > list(MIGRATIONS).index("0004_taken_up"):
            db.execute("INSERT INTO taken_up VALUES (7, 2)")


EVIDENCE = (
    "SELECT run_id, artifact_id, service, at, outcome, reason, status, detail, facts FROM observations ORDER BY id"
)
LAST_OLD = list(MIGRATIONS).index("0011_evidence")


def rows(path: Path, query: str) -> Rows:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


@pytest.mark.parametrize("schemas", range(1, LAST_OLD + 1))
def test_a_database_of_every_schema_opens_with_all_that_it_held(tmp_path: Path, schemas: int) -> None:
    path = tmp_path / "old.db"
    old(path, schemas)
    before = rows(path, EVIDENCE)
    with Store.open(path) as store:
        assert store.query(EVIDENCE)[1] == before
        verdicts = store.query("SELECT id, run_id, artifact_id, availability FROM verdicts ORDER BY id")[1]
        assert tuple(verdicts) == VERDICTS
        assert {row.target: row.availability for row in store.status.artifacts()} == {
            "o/1": "available",
            "o/2": "available",
            "o/3": "gone",
        }
        assert [(one.target, one.before, one.after) for one in store.status.changes()] == [
            ("o/2", "available", "gone"),
            ("o/2", "gone", "available"),
        ]
        for query in queries():
            store.query(query.sql, query.bind(query.sample_values()))
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_the_same_answer_is_kept_once_and_losses_become_incidents(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old(path, LAST_OLD)
    with Store.open(path) as store:
        assert store.query("SELECT count(*) FROM answers WHERE artifact_id = 1")[1] == [(2,)]
        lost = "artifact_id, opened_run, last_good_at, closed_run, told_run"
        assert store.query(f"SELECT {lost} FROM incidents ORDER BY id")[1] == [
            (3, 1, None, None, None),
            (2, 2, "2026-01-01T00:02:00Z", 3, 3),
        ]
        adopted = store.evidence.history("github_repo:o/1")
        assert [run for run, _ in adopted] == [1, 2, 2], "what run 2 went on from still counts for it"


def test_half_a_migration_never_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    old(path, LAST_OLD)
    before = rows(path, "SELECT name, sql FROM sqlite_master ORDER BY name")
    broken = {**MIGRATIONS, "0011_evidence": f"{MIGRATIONS['0011_evidence']}\nSELECT no_such_function();"}
    with monkeypatch.context() as trouble:
        trouble.setattr(sql, "scripts", lambda part: broken if part == "migrations" else {})
        with pytest.raises(StoreError):
            Store.open(path)
    assert rows(path, "SELECT name, sql FROM sqlite_master ORDER BY name") == before
    with Store.open(path) as store:
        assert len(store.query(EVIDENCE)[1]) == len(OBSERVED)


@pytest.fixture(params=("demo", "history", "changes"))
def landed(request: pytest.FixtureRequest, corpus: Path, tmp_path: Path) -> Path:
    """A database that an earlier release wrote, from beside the checkout."""
    packed = corpus.parent / "databases" / f"{request.param}.db.gz"
    if not packed.is_file():
        pytest.skip(f"the databases of earlier releases are not here ({packed})")
    path = tmp_path / "landed.db"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path


SAME = (
    *(EVIDENCE, "SELECT * FROM changes ORDER BY run_id, kind, target, axis", "SELECT * FROM paper_status ORDER BY 1"),
    "SELECT kind, target, availability, reason, identity, maintenance, papers FROM artifact_status ORDER BY 1, 2",
    "SELECT paper_id, artifact_id, raw, field, start_offset FROM links ORDER BY id",
)


@pytest.mark.corpus
def test_databases_of_earlier_releases_say_the_same(
    landed: Path, reprolinks: Callable[..., tuple[int, str, str]]
) -> None:
    before = [rows(landed, query) for query in SAME]
    with Store.open(landed) as store:
        assert [store.query(query)[1] for query in SAME] == before
        assert len(store.query("SELECT * FROM papers")[1]) == rows(landed, "SELECT count(*) FROM papers")[0][0]
    code, told, left = reprolinks("rejudge", "--db", str(landed))
    assert (code, "verdicts would change" in left) == (0, True), told


@pytest.mark.corpus
def test_databases_of_earlier_releases_are_restored_from_their_history(landed: Path, tmp_path: Path) -> None:
    with Store.open(landed) as store, Store.open(":memory:") as again:
        export_history(store, tmp_path / "history")
        assert restore(again, tmp_path / "history", pytest.fail) > 0
        shown = [one for one in SAME if "FROM observations" not in one]
        assert [again.query(query)[1] for query in shown] == [store.query(query)[1] for query in shown]
        counted = "SELECT run_id, service, outcome, reason, count(*) FROM observations GROUP BY 1, 2, 3, 4"
        assert again.query(counted) == store.query(counted)


def test_a_migration_that_takes_long_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "old.db"
    old(path, LAST_OLD)
    with closing(sqlite3.connect(path)) as db, db:
        numbers = "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
        db.execute(
            f"INSERT INTO observations {numbers} SELECT i, 1, 1, 's', '2026', 'present', '', 0, i, '', '{{}}' FROM n"
        )
    monkeypatch.setattr("checker.store.database._PATIENCE", 0)
    Store.open(path).__exit__()
    assert any("old.db is brought to the schema" in line for line in caplog.messages)


def test_a_database_opens_from_a_folder_that_may_only_be_read(
    tmp_path: Path, reprolinks: Callable[..., tuple[int, str, str]]
) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (tmp_path / "p.jsonl").write_text('{"id": "x", "title": "T", "abstract": "https://github.com/o/n"}\n', "utf-8")
    assert reprolinks("run", str(tmp_path / "p.jsonl"), "--no-check", "--db", str(folder / "a.db"))[0] == 0
    assert {file.name for file in folder.iterdir()} <= {"a.db", "a.db.lock"}, "the journal is folded in"
    for file in folder.iterdir():
        file.chmod(0o400)
    folder.chmod(0o500)
    try:
        command = bound(sys.executable, "-m", "checker", "report", "--db", str(folder / "a.db"))
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    finally:
        folder.chmod(0o700)
    assert (done.returncode, done.stderr) == (0, "")
