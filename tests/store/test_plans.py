"""How SQLite goes about what is asked of it: no view and no shipped query reads through all evidence."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checker.exports.queries import queries
from checker.store import scripts as sql
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 6, 1, tzinfo=UTC)
QUESTIONS = {
    **{f"query {one.name}": one.sql for one in queries()},
    **{f"view {name}": f"SELECT * FROM {name}" for name in sql.scripts("views") if name != "observations"},
    **{f"figure {name}": text for name, text in sql.scripts("figures").items()},
    "observations of a run": "SELECT * FROM observations WHERE run_id = 7",
    "observations of an artifact": "SELECT * FROM observations WHERE artifact_id = 7",
    "changes since a run": "SELECT * FROM changes WHERE run_id > 7",
}
#: Tables that grow with every run, by the names that plans give them.
EVIDENCE = re.compile(r"SCAN (looks|answers)\b")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def plan(store: Store, question: str) -> list[str]:
    """The steps of a plan, with the tables' own names in the place of aliases."""
    names = dict(re.findall(r"\b(\w+) AS (\w+)\b", " ".join((question, *sql.scripts("views").values()))))
    aliases = {alias: name for name, alias in names.items() if name in ("looks", "answers")}
    bound = dict.fromkeys(re.findall(r":([a-z]+)", question), "1")
    steps = [row[3] for row in store.query(f"EXPLAIN QUERY PLAN {question}", bound)[1]]
    return [
        re.sub(r"^(SCAN|SEARCH) (\w+)", lambda found: f"{found[1]} {aliases.get(found[2], found[2])}", s)
        for s in steps
    ]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_evidence_is_scanned(store: Store, name: str) -> None:
    assert [step for step in plan(store, QUESTIONS[name]) if EVIDENCE.search(step)] == []


def test_a_scan_would_be_seen(store: Store) -> None:
    assert EVIDENCE.search(" ".join(plan(store, "SELECT * FROM looks AS look WHERE look.artifact_id = 7")))


def test_changes_since_a_run_read_its_verdicts_alone(store: Store) -> None:
    steps = plan(store, QUESTIONS["changes since a run"])
    assert any("PRIMARY KEY (run_id>?)" in step for step in steps)
    assert not any(step.startswith(("SCAN s", "SCAN v", "SCAN a")) for step in steps)


def test_what_a_run_asks_of_its_history_is_found_by_an_index(store: Store) -> None:
    seen: list[str] = []
    store._db.conn.set_trace_callback(seen.append)
    run = store.runs.begin(command="x", inputs=[], options={}, at=NOW)
    store.evidence.adopt(run, since=NOW)
    store.evidence.adopted(run)
    store.evidence.history("x")
    store.evidence.judging_inputs(run, [])
    list(store.due.artifacts(now=NOW, max_age=NOW - NOW))
    store._db.conn.set_trace_callback(None)
    asked = [one for one in seen if "SELECT" in one and not one.startswith(("--", "INSERT INTO runs"))]
    assert len(asked) > 4
    for question in asked:
        assert [step for step in plan(store, question) if EVIDENCE.search(step)] == [], question
