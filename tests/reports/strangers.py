"""The database of moths in which every text that a stranger can choose is the same one."""

from __future__ import annotations

import functools
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.account import account_of
from checker.reports.contents.contents import ContentsOptions
from checker.reports.protocol import FormOptions
from checker.reports.registry import forms
from checker.store.encoding import storable
from checker.store.store import Store
from tests.reports.moths import database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.reports.protocol import Account

_SPOIL = (
    "PRAGMA foreign_keys = OFF",
    "DROP TRIGGER IF EXISTS answers_never_change",
    "UPDATE papers SET title = :text, authors = :text, venue = :text, source = :text, claim_evidence = :text",
    "UPDATE papers SET id = :text WHERE id = '2403.00002'",
    *(
        f"UPDATE {table} SET paper_id = :text WHERE paper_id = '2403.00002'"
        for table in ("links", "claims", "listings")
    ),
    "UPDATE kept_columns SET value = :text",
    "UPDATE kept_columns SET paper_id = :text WHERE paper_id = '2403.00002'",
    "UPDATE artifacts SET target = :text, url = :text",
    "UPDATE links SET target = :text, raw = :text, printed = :text, evidence = :text, line = 3, line_column = 2",
    "UPDATE listings SET source = :text",
    "UPDATE verdicts SET license = :text, resolved_target = :text WHERE resolved_target <> ''",
    "UPDATE archives SET url = 'https://a.example/' || :text, detail = :text WHERE url <> ''",
    "UPDATE runs SET inputs = json_array(:text), options = json_object('bases', json_array(:text))",
    (
        "INSERT INTO papers (id, title, published, source, claim, claim_evidence, first_run, last_run)"
        " VALUES ('2405.00001', :text, :text, :text, 'released', :text, 1, 3)"
    ),
    (
        "INSERT INTO cross_checks (run_id, paper_id, service, at, outcome, reason, detail, dropped)"
        " VALUES (3, '2405.00001', 'huggingface', '2026-11-30T06:12:00Z', 'named', 'ok', :text, 1)"
    ),
    (
        "INSERT INTO candidates (paper_id, artifact_id, service, route, field, added_by, evidence, first_run,"
        " last_run, first_seen_at, last_seen_at)"
        " VALUES ('2405.00001', 1, 'huggingface', :text, 'x', :text, :text, 3, 3,"
        " '2026-11-30T06:12:00Z', '2026-11-30T06:12:00Z')"
    ),
)


@functools.cache
def _clean_one() -> Path:
    return database(Path(tempfile.mkdtemp(prefix="moths-")) / "moths.db")


@contextmanager
def account(text: str, by: tuple[str, ...] = ()) -> Iterator[Account]:
    """The account of a database in which all foreign text is `text`, also its title."""
    cleaned = storable(text)
    with Store.copy_of(_clean_one()) as store:
        for statement in _SPOIL:
            store._db.conn.execute(statement, {"text": cleaned})
        contents_options = ContentsOptions(title=cleaned, intro="On moths.", rows=100)
        with account_of(
            store, contents_options=contents_options, form_options=FormOptions(keep=("track",), by=by)
        ) as told:
            yield told


def rendered(form: str, text: str, by: tuple[str, ...] = ()) -> str:
    """The report on that database in a form."""
    with account(text, by) as told:
        return "".join(forms()[form].render(told))
