"""A database that is damaged, or somebody else's: what is wrong is named and left out, and drives nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.reports.registry import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

HOSTILE = "\x1b[2J<script>alert(1)</script>\n::error::boom"


@pytest.fixture
def database(reprolinks: Command) -> str:
    """Two artifacts, of which nothing is known."""
    abstract = "Code: https://github.com/lab/tool and https://github.com/lab/other ."
    Path("p.jsonl").write_text(f'{{"id": "1", "title": "T", "abstract": "{abstract}"}}\n', "utf-8")
    assert reprolinks("run", "p.jsonl", "--budget", "0")[0] in (0, 3)
    return "availability.db"


def damage(column: str, value: object, table: str = "verdicts") -> None:
    with closing(sqlite3.connect("availability.db")) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        which = "artifact_id = 1" if table != "artifacts" else "id = 1"
        assert connection.execute(f"UPDATE {table} SET {column} = ? WHERE {which}", [value]).rowcount


def damage_words(column: str, value: object) -> None:
    """What is concluded of artifact 1 alone, in words that several artifacts may share."""
    with closing(sqlite3.connect("availability.db")) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(conclusions)") if row[1] != "id"]
        shown = ", ".join("?" if name == column else name for name in names)
        connection.execute(
            f"INSERT INTO conclusions SELECT 1000, {shown} FROM conclusions WHERE id ="
            " (SELECT conclusion_id FROM artifacts WHERE id = 1)",
            [value],
        )
        connection.execute("UPDATE artifacts SET conclusion_id = 1000 WHERE id = 1")


@pytest.mark.slow
@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("availability", HOSTILE),
        ("reason", HOSTILE),
        ("maintenance", HOSTILE),
        ("identity", b"\xff\xfe"),
        ("policies", "{{{"),
        ("ticks", "[1]"),
        ("archived_at", HOSTILE),
        ("confirmed", "yes"),
    ],
)
def test_a_damaged_verdict_is_named_and_left_out_of_every_form(
    database: str, reprolinks: Command, form: str, column: str, value: object
) -> None:
    damage(column, value) if column in ("ticks", "archived_at") else damage_words(column, value)
    code, output, errors = reprolinks("report", "--format", form, "--db", database)
    assert code == 0
    if column not in ("ticks", "archived_at") or form in ("json", "junit", "text"):  # no other form reads these
        assert "lab/tool" in errors
        assert column in errors
    assert "lab/other" in output or form in ("markdown", "text", "atom", "badge", "badge-svg")  # these list no all
    for text in (output, errors):
        assert "<script>alert" not in text
        assert "\x1b" not in text
        assert "\n::error" not in text


def test_an_artifact_of_no_kind_is_passed_over_and_the_rest_is_looked_at(database: str, reprolinks: Command) -> None:
    damage("kind", HOSTILE, "artifacts")
    code, _, errors = reprolinks("check", "--budget", "0", "--db", database)
    assert code in (0, 3)
    assert "damaged" in errors
    assert "Unexpected error" not in errors


def test_observations_that_can_not_be_read_are_no_evidence(database: str, reprolinks: Command) -> None:
    for table, column, value in (("answers", "facts", "{"), ("answers", "outcome", "x"), ("looks", "at", "long ago")):
        damage(column, value, table)
        code, _, errors = reprolinks("check", "--budget", "0", "--db", database)
        assert (code in (0, 3), "Unexpected error" in errors) == (True, False)
