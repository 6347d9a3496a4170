"""Columns that the user asks for are stored with their papers, and stay when a later input lacks them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.model import Claim, Kind, Link, Paper
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ROWS = "Title,Abstract,Track,E-mail\nMoths,At https://github.com/a/b,Demo,a@b.example\n"


def rows(query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("a.db")) as db:
        return db.execute(query).fetchall()


def test_run_keeps_what_is_asked_for_and_nothing_else(reprolinks: Command) -> None:
    Path("p.csv").write_text(ROWS, "utf-8")
    code, _, said = reprolinks("run", "p.csv", "--no-check", "--db", "a.db", "--keep", "email,trakc")
    assert code == 0
    assert rows("SELECT name, value FROM kept_columns") == [("email", "a@b.example")]
    assert "trakc" in said, "a name that no record has is a mistake to be told"
    assert "email" not in said


def test_nothing_is_kept_unasked_and_nothing_that_was_kept_is_lost(reprolinks: Command) -> None:
    Path("p.csv").write_text(ROWS, "utf-8")
    reprolinks("run", "p.csv", "--no-check", "--db", "a.db")
    assert rows("SELECT * FROM kept_columns") == []
    reprolinks("run", "p.csv", "--no-check", "--db", "a.db", "--keep", "track")
    reprolinks("run", "p.csv", "--no-check", "--db", "a.db")
    assert rows("SELECT name, value FROM kept_columns") == [("track", "Demo")]


def test_authors_venue_and_places_are_stored(tmp_path: Path) -> None:
    link = Link(Kind.GITHUB_REPO, "o/n", "https://github.com/o/n", "github.com/o/n", 0, 14, line=7, column=3)
    paper = Paper("p", "T", "", authors="Ann Lee", venue="ICML", line=5)
    with Store.open(tmp_path / "a.db") as store:
        for one in (paper, paper._replace(authors="", venue="", line=6)):
            run = store.runs.begin(command="run", inputs=[], options={}, at=NOW)
            store.papers.record(run, [(one, Claim.LINKED, [link])], at=NOW)
        assert store.query("SELECT authors, venue, line FROM papers")[1] == [("Ann Lee", "ICML", 6)]
        assert store.query("SELECT line, line_column FROM links")[1] == [(7, 3)]
