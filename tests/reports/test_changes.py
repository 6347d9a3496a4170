"""Changes are told on a terminal in the words of the report, and to programs in columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from checker.model.rows import ChangeRow
from checker.reports.forms.text.changes import described, lines, show
from checker.reports.forms.text.layout import Screen
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]


def change(axis: str, before: str, after: str, target: str = "lab/x") -> ChangeRow:
    return ChangeRow(3, "2026-11-30T06:12:00Z", "github_repo", target, axis, before, after)


@pytest.mark.parametrize(
    ("axis", "before", "after", "words"),
    [
        ("availability", "available", "gone", "30 Nov 2026  ✗ gone            lab/x   was available"),
        ("availability", "gone", "available", "30 Nov 2026  ↩ back            lab/x   available; was gone"),
        ("availability", "placeholder", "available", "30 Nov 2026  ✓ available       lab/x   was placeholder"),
        ("confirmed", "no", "yes", "30 Nov 2026  ✗ gone            lab/x   confirmed"),
        # Of what was lost, found again and lost once more: the loss before was confirmed, the new one is not.
        ("confirmed", "yes", "no", "30 Nov 2026  ✗ gone            lab/x   not confirmed yet"),
        ("resolved_target", "lab/x", "lab/my_y", "30 Nov 2026  → moved           lab/x   now lab/my_y; was lab/x"),
        ("identity", "same", "reused", "30 Nov 2026  ≠ another repo    lab/x   was same"),
        ("identity", "same", "renamed", "30 Nov 2026  → renamed         lab/x   was same"),
        ("maintenance", "active", "archived", "30 Nov 2026  · maintenance     lab/x   archived; was active"),
        ("content", "readme_only", "code", "30 Nov 2026  · content         lab/x   code; was readme only"),
    ],
)
def test_each_change_has_its_sign_and_word(axis: str, before: str, after: str, words: str) -> None:
    (line,) = lines([change(axis, before, after)], Screen(140))
    assert " ".join(line.plain.split()) == " ".join(words.split())


@pytest.mark.parametrize("width", [64, 80, 140])
def test_long_names_fold_and_none_is_cut(width: int) -> None:
    name = "a-group-with-a-long-name/and-a-repository-with-a-name-that-is-longer-than-any-column-of-a-terminal"
    shown = [line.plain for line in lines([change("resolved_target", name, f"{name}2", name)], Screen(width))]
    assert all(cell_len(line) <= width for line in shown)
    column = "".join(line[31 : 31 + min(44, (width - 33) // 2)].strip() for line in shown)
    assert column == name


def test_a_narrow_encoding_and_hostile_names_do_no_harm() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp437")
    show([change("availability", "available", "gone", "\x1b[31m::error::語\u202e")], out, 80)
    out.flush()
    said = out.buffer.getvalue().decode("cp437")
    assert "x gone" in said
    assert "\x1b" not in said
    assert "::" not in said


def test_the_database_s_own_changes_are_all_told(moths: Path) -> None:
    with Store.open(moths, create=False) as store:
        rows = list(store.status.changes())
    assert {described(row)[0] for row in rows if row.target == "lab/back"} == {"gone", "back"}
    assert {described(row)[0] for row in rows if row.target == "lab/old"} >= {"moved"}


def test_a_pipe_and_plain_get_columns(moths: Path, reprolinks: Command) -> None:
    piped = reprolinks("changes", "--db", str(moths))
    assert piped == reprolinks("changes", "--db", str(moths), "--plain")
    assert all(len(line.split("\t")) == 7 for line in piped[1].splitlines())
