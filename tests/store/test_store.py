"""The store keeps all evidence, says only what changed, and lets one run in at a time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import sqlite_utils
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import StoreError
from checker.exports.queries import queries
from checker.model import (
    Artifact,
    Availability,
    Claim,
    ExtractedPaper,
    Facts,
    Item,
    Kind,
    Link,
    Maintenance,
    Observation,
    Outcome,
    Ownership,
    Paper,
    Reason,
    Remark,
    Tick,
    Topic,
    Verdict,
)
from checker.store import database as sqlite
from checker.store import scripts as sql
from checker.store.encoding import facts_from_json
from checker.store.store import Store
from checker.verdicts.judge import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LINK = Link(Kind.GITHUB_REPO, "Octo/Tool", "https://github.com/Octo/Tool", "github.com/Octo/Tool", 3, 23)
KEY = "github_repo:octo/tool"


def begin(store: Store) -> int:
    return store.runs.begin(command="test", inputs=["x"], options={}, at=NOW)


def fill(store: Store) -> int:
    run = begin(store)
    store.papers.record(run, [(Paper("p1", "One", ""), Claim.LINKED, [LINK])], at=NOW)
    return run


def verdict(availability: Availability, reason: Reason = Reason.OK) -> Verdict:
    return Verdict(key=KEY, at=NOW, availability=availability, reason=reason, rule="test")


def observation(**facts: object) -> Observation:
    return Observation(
        key=KEY,
        service="s",
        at=NOW,
        outcome=Outcome.PRESENT,
        reason=Reason.OK,
        facts=Facts(**facts),  # type: ignore[arg-type]  # a story names only some
    )


def test_two_ways_to_write_a_target_are_one_artifact() -> None:
    with Store.open(":memory:") as store:
        run = fill(store)
        other = Link(Kind.GITHUB_REPO, "octo/TOOL", "u", "octo/TOOL", 0, 9)
        store.papers.record(run, [(Paper("p2", "Two", ""), Claim.LINKED, [other])], at=NOW)
        (row,) = store.status.artifacts()
        assert (row.target, row.papers, row.named_by) == ("Octo/Tool", 2, ("One", "Two"))


def test_a_link_that_a_paper_lost_counts_no_more_but_is_not_deleted() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        run = begin(store)
        store.papers.record(run, [(Paper("p1", "One", ""), Claim.NONE, [])], at=NOW)
        (paper,) = store.status.papers()
        assert (paper.links, paper.status) == (0, "no_link")
        assert store.query("SELECT count(*) FROM links")[1] == [(1,)]


def test_the_sentence_of_a_claim_is_kept_until_the_paper_says_otherwise() -> None:
    with Store.open(":memory:") as store:
        promise = ExtractedPaper(Paper("p1", "One", ""), Claim.PROMISED, [], "The code will be released")
        store.papers.record(begin(store), [promise], at=NOW)
        assert [(one.claim, one.claim_evidence) for one in store.status.papers()] == [("promised", promise.evidence)]
        store.papers.record(begin(store), [(promise.paper, Claim.LINKED, [LINK])], at=NOW)
        assert [(one.claim, one.claim_evidence) for one in store.status.papers()] == [("linked", "")]


def test_observations_come_back_as_they_were_and_never_change() -> None:
    said = (Remark(Topic.PROMISE, 3, "Code coming soon"), Remark(Topic.RESULTS, 9, "| 1 |"))
    seen = observation(platform_id="7", last_commit_at=NOW, files=("a/", "b"), readme=said, archived=False)
    with Store.open(":memory:") as store:
        run = fill(store)
        store.evidence.record(run, [seen])
        assert store.evidence.history(KEY) == [(run, seen)]
        for table, change in (("answers", "outcome = 'absent'"), ("looks", "at = 0")):
            for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
                with pytest.raises(sqlite3.IntegrityError):
                    store._db.execute(statement)
        for statement in ("UPDATE observations SET outcome = 'absent'", "DELETE FROM observations"):
            with pytest.raises(sqlite3.OperationalError, match="is a view"):
                store._db.execute(statement)


def test_a_topic_of_a_later_release_is_passed_over() -> None:
    text = '{"readme":[["promise",1,"x"],["smell",2,"y"]],"coming_soon":true}'
    assert facts_from_json(text) == Facts(readme=(Remark(Topic.PROMISE, 1, "x"),))


def test_an_artifact_that_is_due_tells_the_commit_whose_content_is_known() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        for service, outcome, head in (
            ("github_content", Outcome.PRESENT, "old"),
            ("github_content", Outcome.PRESENT, "known"),
            ("github_content", Outcome.UNKNOWN, None),
            ("github_graphql", Outcome.PRESENT, "new"),
            ("git", Outcome.PRESENT, "newest"),  # it told no files
        ):
            files = ("a.py",) if service == "github_content" and head else None
            facts = observation(head=head, files=files, platform_id="7" if head == "known" else "8")
            store.evidence.record(begin(store), [replace(facts, service=service, outcome=outcome)])
        due = list(store.due.artifacts(now=NOW, max_age=timedelta(0)))
        assert [(one.content_head, one.content_id) for one in due] == [("known", "7")]
        by_git = observation(head="seen", platform_id=None, files=("a.py",))
        store.evidence.record(begin(store), [replace(by_git, service="git")])
        due = list(store.due.artifacts(now=NOW, max_age=timedelta(0)))
        assert [(one.content_head, one.content_id) for one in due] == [("seen", "git")]


def test_what_a_verdict_found_is_kept_beside_it() -> None:
    found = replace(
        verdict(Availability.AVAILABLE),
        ticks=(Tick(Item.WEIGHTS, "a.pt"),),
        policies=(("recent-commit", Maintenance.ACTIVE), ("declared", Maintenance.UNKNOWN)),
    )
    with Store.open(":memory:") as store:
        run = fill(store)
        store.evidence.conclude(run, [found])
        store.evidence.conclude(run, [found])
        (row,) = store.status.artifacts()
        assert row.ticks == {"weights": "a.pt"}
        assert row.policies == {"recent-commit": "active", "declared": "unknown"}
        assert store.query("SELECT count(*) FROM verdicts")[1] == [(1,)]


def test_a_verdict_says_by_which_version_of_the_rules_it_was_concluded() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        store.evidence.conclude(begin(store), [replace(verdict(Availability.AVAILABLE), rules=RULES_VERSION)])
        (row,) = store.status.artifacts()
        assert row.rules == RULES_VERSION
        assert store.query("SELECT rules FROM verdicts")[1] == [(RULES_VERSION,)]


def test_the_number_of_statements_does_not_grow_with_what_is_reported() -> None:
    with Store.open(":memory:") as store:
        links = [Link(Kind.OTHER, f"e.example/{n}", f"https://e.example/{n}", "x", n, n + 1) for n in range(50)]
        store.papers.record(begin(store), [(Paper("p", "P", ""), Claim.LINKED, links)], at=NOW)
        statements: list[str] = []
        store._db.conn.set_trace_callback(statements.append)
        assert [row.named_by for row in store.status.artifacts()] == [("P",)] * 50
    assert len([one for one in statements if one.startswith("SELECT")]) == 1


def test_a_database_of_the_first_schema_opens_and_keeps_its_verdicts(
    tmp_path: Path,
) -> None:
    name = str(tmp_path / "old.db")
    first = {key: text for key, text in sql.scripts("migrations").items() if key.startswith("0001")}
    old = sqlite_utils.Database(name)
    migrations = sqlite_utils.Migrations(sqlite._SET)
    for key, text in first.items():
        migrations(name=key)(sqlite._runner(key, text))
    migrations.apply(old)
    old.executescript(
        "INSERT INTO runs VALUES (1, '2026-01-01T00:00:00Z', NULL, 'run', '[]', '{}', '0', 1, 'done', '{}', '{}');"
        "INSERT INTO artifacts VALUES (1, 'github_repo', 'o/n', 'github_repo:o/n', 'u',"
        " '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z',"
        " '2026-01-01T00:00:00Z', '', NULL);"
        "INSERT INTO verdicts VALUES (1, 1, 1, '2026-01-01T00:00:00Z', 'available', 'ok', 'present', 0, 'same', '',"
        " 0, 'active', NULL, NULL, 'unknown', 'MIT', NULL, NULL);"
        "UPDATE artifacts SET verdict_id = 1;"
        "INSERT INTO papers VALUES ('p', 'P', '', 'x', 'linked', 1, 1);"
        "INSERT INTO links VALUES (1, 'p', 1, 'o/n', 'o/n', 'abstract', 0, 3, 1);"
    )
    old.close()
    with Store.open(name) as store:
        (row,) = store.status.artifacts()
        assert (row.availability, row.license, row.ticks, row.policies) == ("available", "MIT", {}, {})


def test_what_is_due() -> None:
    day = timedelta(days=1)
    with Store.open(":memory:") as store:
        run = fill(store)
        assert store.due.count(now=NOW, max_age=day) == 1
        store.evidence.conclude(run, [verdict(Availability.AVAILABLE)])
        assert store.due.count(now=NOW + day / 2, max_age=day) == 0
        assert store.due.count(now=NOW + day, max_age=day) == 1
        store.evidence.conclude(run, [verdict(Availability.UNKNOWN, Reason.DNS)])
        assert [one.key for one in store.due.artifacts(now=NOW, max_age=day)] == [KEY]
        assert store.due.count(now=NOW, max_age=day, run=run + 1) == 0


def test_changes_pass_over_what_is_unknown() -> None:
    path = (Availability.AVAILABLE, Availability.UNKNOWN, Availability.GONE, Availability.UNKNOWN, Availability.GONE)
    with Store.open(":memory:") as store:
        run = fill(store)
        for value in path:
            store.evidence.conclude(run, [verdict(value)])
        found = [(row.axis, row.before, row.after) for row in store.status.changes()]
        assert ("availability", "available", "gone") in found
        assert len([row for row in found if row[0] == "availability"]) == 1


@pytest.mark.slow
@given(st.lists(st.sampled_from(list(Availability)), max_size=12))
def test_history_only_grows_and_says_nothing_twice(values: list[Availability]) -> None:
    with Store.open(":memory:") as store:
        run = fill(store)
        for count, value in enumerate(values, 1):
            store.evidence.record(run, [observation()])
            store.evidence.conclude(run, [verdict(value)])
            assert len(store.evidence.history(KEY)) == count
        kept = [row[0] for row in store.query("SELECT availability FROM verdicts ORDER BY id")[1]]
        assert all(one != two for one, two in pairwise(kept))
        (row,) = store.status.artifacts()
        assert row.availability == (values[-1] if values else "unknown")
        for query in queries():
            store.query(query.sql, query.bind(query.sample_values()))


def test_a_second_run_is_told_who_holds_the_database(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Store.open(path) as first, Store.open(path) as second:
        begin(first)
        with pytest.raises(StoreError, match="in use by another run"):
            begin(second)


def test_a_killed_run_holds_nothing_and_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    code = (
        "import os, sys; from datetime import datetime, UTC; from checker.store.store import Store\n"
        "store = Store.open(sys.argv[1])\n"
        "store.runs.begin(command='x', inputs=[], options={}, at=datetime.now(UTC))\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -9
    with Store.open(path) as store:
        begin(store)
        assert store.query("SELECT status FROM runs ORDER BY id")[1] == [("interrupted",), ("running",)]


def test_what_is_no_database_of_ours_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database at all, but long enough to be looked at" * 40, encoding="utf-8")
    with pytest.raises(StoreError, match="not a database"):
        Store.open(tmp_path / "text")
    with pytest.raises(StoreError, match="There is no database"):
        Store.open(tmp_path / "none", create=False)
    Store.open(tmp_path / "new").__exit__()
    with sqlite3.connect(tmp_path / "new") as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('reprolinks', '9999_later')")
    raw.close()
    with pytest.raises(StoreError, match="newer release"):
        Store.open(tmp_path / "new")


READINGS = (Artifact(Kind.GITHUB_REPO, "octo/tool.We", "https://github.com/octo/tool.We"),)
AMBIGUOUS = LINK._replace(alternatives=READINGS, ownership=Ownership.OWN, evidence="Code at x")


def concluded(store: Store, run: int, **availability: Availability) -> None:
    keys = {"printed": KEY, "other": "github_repo:octo/tool.we"}
    found = [replace(verdict(one), key=keys[name]) for name, one in availability.items()]
    store.evidence.conclude(run, found)
    store.papers.resolve_alternatives()


@pytest.fixture
def ambiguous() -> Iterator[tuple[Store, int]]:
    """A store with one paper whose link may be read two ways, and its run."""
    with Store.open(":memory:") as store:
        run = begin(store)
        store.papers.record(run, [(Paper("p1", "One", "Code at x"), Claim.LINKED, [AMBIGUOUS])], at=NOW)
        yield store, run


def test_both_readings_of_an_ambiguous_link_are_due(ambiguous: tuple[Store, int]) -> None:
    store, run = ambiguous
    assert [one.target for one in store.due.artifacts(now=NOW, max_age=timedelta(0), run=run)] == [
        "Octo/Tool",
        "octo/tool.We",
    ]


def test_the_reading_that_exists_wins_and_the_printed_one_is_called_broken(ambiguous: tuple[Store, int]) -> None:
    store, run = ambiguous
    concluded(store, run, printed=Availability.GONE, other=Availability.AVAILABLE)
    assert [(one.target, one.availability) for one in store.status.artifacts()] == [("octo/tool.We", "available")]
    assert [(one.raw, one.misprinted, one.ownership) for one in store.status.links()] == [(LINK.raw, True, "own")]
    assert [one.status for one in store.status.papers()] == ["ok"]


@pytest.mark.parametrize("printed", [Availability.AVAILABLE, Availability.GONE, Availability.UNKNOWN])
def test_a_reading_that_does_not_exist_is_never_a_finding(
    ambiguous: tuple[Store, int], printed: Availability
) -> None:
    store, run = ambiguous
    concluded(store, run, printed=printed, other=Availability.GONE)
    assert [(one.target, one.availability) for one in store.status.artifacts()] == [("Octo/Tool", printed)]
    assert [one.misprinted for one in store.status.links()] == [False]


def test_a_link_that_was_settled_is_settled_again_when_its_paper_is_read_again(ambiguous: tuple[Store, int]) -> None:
    store, run = ambiguous
    concluded(store, run, printed=Availability.GONE, other=Availability.AVAILABLE)
    again = begin(store)
    store.papers.record(again, [(Paper("p1", "One", "Code at x"), Claim.LINKED, [AMBIGUOUS])], at=NOW)
    store.papers.resolve_alternatives()
    assert [(one.target, one.misprinted) for one in store.status.links()] == [("octo/tool.We", True)]


def test_an_owner_gives_way_to_a_repository_that_exists() -> None:
    owner = Link(Kind.GITHUB_ORG, "lab", "https://github.com/lab", "github.com/lab/", 0, 15)
    link = owner._replace(alternatives=(Artifact(Kind.GITHUB_REPO, "lab/soon", "https://github.com/lab/soon"),))
    with Store.open(":memory:") as store:
        run = begin(store)
        store.papers.record(run, [(Paper("p1", "One", ""), Claim.LINKED, [link])], at=NOW)
        kinds = {"github_org:lab": Availability.AVAILABLE, "github_repo:lab/soon": Availability.GONE}
        store.evidence.conclude(run, [replace(verdict(one), key=key) for key, one in kinds.items()])
        store.papers.resolve_alternatives()
        assert [one.target for one in store.status.artifacts()] == ["lab"]
        store.evidence.conclude(run, [replace(verdict(Availability.AVAILABLE), key="github_repo:lab/soon")])
        store.papers.resolve_alternatives()
        assert [one.target for one in store.status.artifacts()] == ["lab/soon"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("20240105", "2024-01-05"),
        ("2024-05-01T10:00:00+09:00", "2024-05-01T01:00:00Z"),
        ("2024-05-01 10:00", "2024-05-01T10:00:00Z"),
        ("2024-13-45", "2024"),
        ("March 2024", ""),
        ("", ""),
    ],
)
def test_when_a_paper_was_published_is_kept_in_one_form(given: str, kept: str) -> None:
    with Store.open(":memory:") as store:
        run = begin(store)
        store.papers.record(run, [(Paper("p", "P", "", published=given), Claim.NONE, [])], at=NOW)
        assert store.query("SELECT published FROM papers")[1] == [(kept,)]
