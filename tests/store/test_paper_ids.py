"""Databases with ids of papers in other forms: the same paper stays one paper, with its history."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from checker.store import scripts
from checker.store.database import answer_digest
from checker.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = {name: text for name, text in scripts.scripts("migrations").items() if name < "0021"}
RUN = "'2026-01-01T00:00:00Z', NULL, 'run', '[]', '{}', '0', 1, 'done', '{}', '{}'"


def old(path: Path, *ids: str) -> None:
    """A database of the schema before, with a paper of each id, each read by a run of its own, with one link."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
        db.create_function("answer_digest", 6, answer_digest)
        for name, text in BEFORE.items():
            db.executescript(text)
            db.execute("INSERT INTO _sqlite_migrations VALUES ('reprolinks', ?, '2026')", [name])
        db.execute(
            "INSERT INTO artifacts (id, kind, target, key, url, first_seen_at)"
            " VALUES (1, 'github_repo', 'o/n', 'github_repo:o/n', 'https://github.com/o/n', '2026-01-01T00:00:00Z')"
        )
        for number, one in enumerate(ids, 1):
            db.execute(
                "INSERT INTO runs (id, started_at, finished_at, command, inputs, options, version, pid, status,"
                f" counts, costs) VALUES ({number}, {RUN})"
            )
            db.execute(
                "INSERT INTO papers (id, title, published, source, claim, first_run, last_run)"
                " VALUES (?, ?, '', 'p.bib', 'linked', ?, ?)",
                [one, f"Title {number}", number, number],
            )
            db.execute(
                "INSERT INTO links (paper_id, artifact_id, target, raw, field, start_offset, end_offset, last_run)"
                " VALUES (?, 1, 'o/n', 'o/n', 'abstract', 0, 3, ?)",
                [one, number],
            )
            db.execute("INSERT INTO listings VALUES ('p.bib', ?, ?)", [one, number])
            db.execute(
                "INSERT INTO claims (paper_id, run_id, at, claim, evidence) VALUES (?, ?, '2026-01-01T00:00:00Z',"
                " 'linked', '')",
                [one, number],
            )


@pytest.mark.parametrize(
    ("ids", "kept"),
    [
        (["arXiv:2402.00001v2"], "2402.00001"),
        (["https://doi.org/10.1234/ABC"], "10.1234/abc"),
        (["2402.00001", "arXiv:2402.00001v1", "https://arxiv.org/abs/2402.00001"], "2402.00001"),
        (["10.1234/ABC", "doi:10.1234/abc"], "10.1234/abc"),
    ],
)
def test_all_forms_of_an_id_become_one_paper_with_its_links_claims_and_first_run(
    tmp_path: Path, ids: list[str], kept: str
) -> None:
    old(tmp_path / "a.db", *ids)
    with Store.open(tmp_path / "a.db") as store:
        assert store.query("SELECT id, first_run FROM papers")[1] == [(kept, 1)]
        assert store.query("SELECT DISTINCT paper_id FROM links")[1] == [(kept,)]
        assert store.query("SELECT count(*), min(paper_id), max(paper_id) FROM claims")[1] == [(len(ids), kept, kept)]
        assert store.query("SELECT paper_id FROM listings")[1] == [(kept,)]
        assert store.query("PRAGMA foreign_key_check")[1] == []
        assert [row.paper_id for row in store.status.papers()] == [kept]


def test_other_ids_stay_as_they_are(tmp_path: Path) -> None:
    ids = ["smith2020", "title:0123456789abcdef", "W123", "cs/0101001"]
    old(tmp_path / "a.db", *ids)
    with Store.open(tmp_path / "a.db") as store:
        assert sorted(row[0] for row in store.query("SELECT id FROM papers")[1]) == sorted(ids)
