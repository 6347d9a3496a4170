"""What is forgotten is gone for good, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.model import Claim, Facts, Kind, Link, Observation, Outcome, Paper, Reason
from checker.store.store import Store
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Command = Callable[..., tuple[int, str, str]]

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TABLES = (
    "papers",
    "links",
    "claims",
    "listings",
    "kept_columns",
    "artifacts",
    "answers",
    "looks",
    "verdicts",
    "standings",
    "incidents",
)


def link(target: str) -> Link:
    return Link(Kind.GITHUB_REPO, target, f"https://github.com/{target}", target, 0, 9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two papers that share an artifact, each with one of its own; all are gone."""
    with Store.open(tmp_path / "a.db") as opened:
        run = opened.runs.begin(command="run", inputs=[], options={}, at=NOW)
        papers = {"p1": ("mine.jsonl", "Ada/secret"), "p2": ("other.jsonl", "o/kept")}
        rows = [
            (
                Paper(name, f"On {name}", "", source=source, kept=(("email", f"{name}@x.example"),)),
                Claim.LINKED,
                [link("o/shared"), link(own)],
            )
            for name, (source, own) in papers.items()
        ]
        opened.papers.record(run, rows, at=NOW)
        for one in list(opened.due.artifacts(now=NOW, max_age=NOW - NOW)):
            reason = Reason.NOT_FOUND_OR_PRIVATE
            facts = Facts(name=one.target)
            said = [
                Observation(key=one.key, service="git", at=NOW, outcome=Outcome.ABSENT, reason=reason, facts=facts)
            ]
            opened.evidence.record(run, said)
            verdict, standing = judge(
                one, *opened.evidence.judging_inputs(run, [one])[one.key], now=NOW, policy="declared"
            )
            opened.evidence.conclude(run, [verdict], {one.key: standing})
        opened.runs.finish(run, status="done", at=NOW, counts={}, costs={})
        yield opened


def held(store: Store) -> dict[str, int]:
    return {table: store.query(f"SELECT count(*) FROM {table}")[1][0][0] for table in TABLES}


def refers_to_nothing(store: Store) -> bool:
    return store.query("PRAGMA foreign_key_check")[1] == []


def test_a_paper_goes_with_what_nobody_else_names(store: Store, tmp_path: Path) -> None:
    counts = store.forget.paper("p1")
    assert (counts["papers"], counts["links"], counts["artifacts"], counts["looks"]) == (1, 2, 1, 1)
    assert [row.target for row in store.status.artifacts()] == ["o/kept", "o/shared"]
    assert refers_to_nothing(store)
    assert store.forget.paper("p1") == {}
    store.runs.fold_journal()
    assert b"Ada/secret" not in (tmp_path / "a.db").read_bytes(), "not even in free pages"
    assert not (tmp_path / "a.db-wal").exists()


def test_a_source_takes_along_only_what_it_alone_listed(store: Store) -> None:
    run = store.runs.begin(command="run", inputs=[], options={}, at=NOW)
    row = (Paper("p1", "On p1", "", source="other.jsonl"), Claim.LINKED, [link("o/shared"), link("Ada/secret")])
    store.papers.record(run, [row], at=NOW)
    assert store.forget.source("mine.jsonl") == {"listings": 1}
    assert store.forget.source("other.jsonl")["papers"] == 2
    assert set(held(store).values()) == {0}
    assert refers_to_nothing(store)


def test_a_target_goes_and_its_papers_stay(store: Store) -> None:
    counts = store.forget.target("O/SHARED")
    assert (counts["artifacts"], counts["links"], counts["incidents"]) == (1, 2, 1)
    assert [(one.paper_id, one.links) for one in store.status.papers()] == [("p1", 1), ("p2", 1)]
    assert refers_to_nothing(store)


def test_evidence_is_guarded_as_before_when_something_was_forgotten(store: Store) -> None:
    before = store.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")[1]
    store.forget.target("o/shared")
    assert store.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")[1] == before


def test_the_command_says_what_it_deleted(reprolinks: Command) -> None:
    Path("p.jsonl").write_text('{"id": "x", "title": "T", "abstract": "At https://github.com/o/n ."}\n', "utf-8")
    assert reprolinks("run", "p.jsonl", "--no-check")[0] == 0
    assert reprolinks("forget")[0] == 2
    assert reprolinks("forget", "--paper", "none")[0] == 2
    code, told, _ = reprolinks("forget", "--paper", "x")
    assert (code, "1 paper," in told, "1 link," in told, "1 artifact" in told) == (0, True, True, True)


def test_check_and_report_are_narrowed_to_a_source(store: Store) -> None:
    assert [row.target for row in store.status.artifacts("mine.jsonl")] == ["Ada/secret", "o/shared"]
    assert [row.paper_id for row in store.status.papers("mine.jsonl")] == ["p1"]
    assert {row.paper_id for row in store.status.links("other.jsonl")} == {"p2"}
    due = store.due.artifacts(now=NOW, max_age=NOW - NOW, source="mine.jsonl")
    assert [one.target for one in due] == ["o/shared", "Ada/secret"]
