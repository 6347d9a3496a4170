"""A history under version control: from it a database is made again that goes on as if nothing had happened."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from checker.exports.history import export_history, restore
from checker.model import Claim, ExtractedPaper, Facts, Kind, Link, Observation, Outcome, Paper, Reason
from checker.store.chronicle.columns import COLUMNS
from checker.store.store import Store
from tests.test_alarms import DAYS, Day, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

NOW = datetime(2026, 1, 1, tzinfo=UTC)
#: All that users, rules and alarms see; of observations without what means nothing, and without their numbers.
MEANING = (
    "SELECT * FROM artifact_status ORDER BY artifact_id",
    "SELECT * FROM paper_status ORDER BY paper_id",
    "SELECT * FROM incidents ORDER BY id",
    "SELECT * FROM claims ORDER BY id",
    "SELECT * FROM changes",
    "SELECT * FROM archive_status ORDER BY artifact_id",
    "SELECT * FROM runs ORDER BY id",
    "SELECT * FROM links ORDER BY id",
    "SELECT * FROM listings ORDER BY 1, 2",
    (
        "SELECT run_id, artifact_id, service, at, outcome, reason, status, detail, platform_id,"
        " json_remove(facts, '$.stars', '$.pushed_at') FROM observations ORDER BY 2, 1, id"
    ),
    "SELECT id, run_id, artifact_id, at, availability, policies, ticks, known, known_at FROM verdicts ORDER BY id",
    "SELECT id, tried_at, checked_at, owed, known_at, unjudged, papers, whose, verdict_id FROM artifacts ORDER BY id",
    "SELECT (observation_id >> 32), artifact_id, run_id FROM taken_up ORDER BY 2, 1, 3",
    (
        "SELECT s.artifact_id, s.standing FROM standings AS s JOIN artifacts AS a ON a.id = s.artifact_id"
        " WHERE a.unjudged IS NULL ORDER BY 1"
    ),
)


def meaning(store: Store) -> list[list[tuple[Any, ...]]]:
    return [store.query(one)[1] for one in MEANING]


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def restored(folder: Path) -> Store:
    """A database in memory, made from the history in a folder."""
    store = Store.open(":memory:")
    complaints: list[str] = []
    restore(store, folder, complaints.append)
    assert complaints == [], complaints[:3]
    return store


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=7), DAYS)
def test_what_is_restored_means_the_same_and_goes_on_the_same_way(days: list[Day], another: Day) -> None:
    with TemporaryDirectory() as name, Store.open(":memory:") as store:
        folder = Path(name)
        schedule = Schedule(store)
        for day in days:
            schedule.run(day)
        export_history(store, folder)
        told = written(folder)
        with restored(folder) as copy:
            assert meaning(copy) == meaning(store)
            export_history(copy, folder)
            assert written(folder) == told, "the same database, the same bytes"
            twin = Schedule(copy)
            twin.clock.now_ = schedule.clock.now_
            schedule.told.clear()
            for one in (schedule, twin):
                one.run(another)
                one.run(another._replace(fate="ends", fail_on=True))
            assert twin.told == schedule.told, "the same alarms"
            assert meaning(copy) == meaning(store)


#: What is left out of a history: columns that follow from others, numbers of our own, and what may be personal.
LEFT_OUT = {
    *("conclusions", "steps", "standings", "kept_columns", "_sqlite_migrations"),
    *(
        "artifacts.verdict_id",
        "artifacts.conclusion_id",
        "artifacts.papers",
        "artifacts.whose",
        "artifacts.published",
    ),
    *("papers.links", "papers.available", "papers.unknown", "archives.stands", "verdicts.conclusion_id"),
    *("answers.id", "answers.digest", "looks.place", "taken_up.observation_id"),
}
#: What stands in a line in its own way.
TOLD_OTHERWISE = {
    *("artifacts.tried_at", "artifacts.checked_at", "artifacts.known_at", "artifacts.owed", "artifacts.unjudged"),
    *("incidents.closed_run", "incidents.told_run", "incidents.opened_run", "incidents.ignored"),
    *("listings", "unlisted", "readings", "looks", "taken_up"),
}
IN_PARTS = {"incidents": ("opened", "confirmed", "closed"), "foreign_witnesses": ("witnesses",)}


def test_every_column_of_every_table_is_in_a_history_or_left_out_with_a_reason() -> None:
    refers = {"run_id", "artifact_id", "paper_id", "link_id", "witness_id"}
    with Store.open(":memory:") as store:
        for (table,) in store.query("SELECT name FROM sqlite_master WHERE type = 'table'")[1]:
            told = {name for part in IN_PARTS.get(table, (table,)) for name in COLUMNS.get(part, {}).values()}
            for (column,) in store.query(f"SELECT name FROM pragma_table_info('{table}')")[1]:
                known = column in told | refers or {table, f"{table}.{column}"} & (LEFT_OUT | TOLD_OTHERWISE)
                assert known, f"{table}.{column} would be lost"


LINK = Link(Kind.GITHUB_REPO, "o/n", "https://github.com/o/n", "o/n", 0, 3)


def look(store: Store, at: datetime, stars: int, outcome: Outcome = Outcome.PRESENT) -> None:
    """A run in which one artifact is looked at, and nothing is judged."""
    run = store.runs.begin(command="run", inputs=["p"], options={}, at=at)
    store.papers.record(run, [ExtractedPaper(Paper("p", "P\n", "", source="p"), Claim.LINKED, [LINK])], at=at)
    facts = Facts(stars=stars, platform_id="7") if outcome is Outcome.PRESENT else Facts()
    seen = Observation(
        key="github_repo:o/n", service="github_graphql", at=at, outcome=outcome, reason=Reason.OK, facts=facts
    )
    store.evidence.record(run, [seen])
    store.runs.finish(run, status="done", at=at, counts={}, costs={})


def test_a_new_run_adds_to_the_end_of_its_month_alone(tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        for day in (0, 1, 31):
            look(store, NOW + timedelta(days=day), 3 + day)
        export_history(store, tmp_path)
        before = written(tmp_path)
        look(store, NOW + timedelta(days=32), 9)
        export_history(store, tmp_path)
    after = written(tmp_path)
    assert sorted(after) == ["2026-01.jsonl", "2026-02.jsonl", "artifacts.jsonl", "now.jsonl", "papers.jsonl"]
    assert [name for name in after if after[name] != before[name]] == ["2026-02.jsonl", "now.jsonl"]
    assert after["2026-02.jsonl"].startswith(before["2026-02.jsonl"])


def test_a_look_that_hears_the_same_takes_no_line_of_its_own(tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        for day in range(5):
            look(store, NOW + timedelta(days=day), day)
        export_history(store, tmp_path)
    lines = [json.loads(one) for one in (tmp_path / "2026-01.jsonl").read_text("utf-8").splitlines()]
    assert [one["what"] for one in lines].count("look") == 1
    assert [one["artifacts"] for one in lines if one["what"] == "again"] == [[[1]]] * 4


def test_no_file_grows_too_large_for_a_repository(tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        for day in range(9):
            look(store, NOW + timedelta(days=day), day, Outcome.ABSENT if day % 2 else Outcome.PRESENT)
        export_history(store, tmp_path, largest=1_200)
        assert {"2026-01.jsonl", "2026-01.2.jsonl", "2026-01.3.jsonl"} <= written(tmp_path).keys()
        assert all(len(text) <= 1_200 for text in written(tmp_path).values())
        with restored(tmp_path) as copy:
            assert meaning(copy) == meaning(store)
        export_history(store, tmp_path)
    assert sorted(written(tmp_path)) == ["2026-01.jsonl", "artifacts.jsonl", "now.jsonl", "papers.jsonl"]


def test_other_files_of_the_same_names_are_no_history(tmp_path: Path) -> None:
    (tmp_path / "papers.jsonl").write_text('{"id": "x", "title": "A \\"what\\" and a \\"history\\""}\n', "utf-8")
    with Store.open(":memory:") as store, pytest.raises(UsageError, match="holds no history"):
        restore(store, tmp_path, print)


@pytest.mark.parametrize(
    ("file", "find", "put", "why"),
    [
        ("2026-01.jsonl", '"what":"look"', '"what":"lo', "no line of a history"),
        ("2026-01.jsonl", '"artifact":1', '"artifact":99', "2026-01.jsonl:"),
        ("2026-01.jsonl", '"outcome"', '"no_column"', "no_column"),
        ("now.jsonl", '"artifacts":[[1]]', '"artifacts":[["a; DROP TABLE papers"]]', "now.jsonl:"),
        ("papers.jsonl", '"title":"P', '"title":["P"],"x":"', "papers.jsonl:"),
    ],
)
def test_a_damaged_line_is_named_and_left_out(tmp_path: Path, file: str, find: str, put: str, why: str) -> None:
    with Store.open(":memory:") as store:
        look(store, NOW, 1)
        export_history(store, tmp_path)
    text = (tmp_path / file).read_text("utf-8")
    place = text.index(find)
    (tmp_path / file).write_text(text[:place] + put + text[place + len(find) :], "utf-8")
    complaints: list[str] = []
    with Store.open(":memory:") as copy:
        restore(copy, tmp_path, complaints.append)
        assert len(copy.query("SELECT * FROM runs")[1]) == 1
    assert any(file in one and why in one for one in complaints), complaints


def papers(name: str = "o/n") -> str:
    Path("p.jsonl").write_text(
        f'{{"id": "x", "title": "T", "abstract": "https://github.com/{name} and https://github.com/o/other"}}\n',
        "utf-8",
    )
    return "p.jsonl"


def test_the_commands_write_a_history_and_make_a_database_of_it(reprolinks: Command) -> None:
    reprolinks("run", papers(), "--budget", "0")
    code, output, _ = reprolinks("export", "history", "--history")
    assert (code, "history/artifacts.jsonl" in output) == (0, True)
    assert reprolinks("restore", "history", "--db", "again.db")[0] == 0
    for query in ("unknown", "trend", "papers-broken"):
        assert reprolinks("query", query, "--db", "again.db") == reprolinks("query", query)
    code, _, errors = reprolinks("restore", "history", "--db", "again.db")
    assert (code, "again.db" in errors) == (2, True), "nothing that is there is overwritten"
    code, _, errors = reprolinks("restore", "history", "--db", "nowhere/new.db")
    assert (code, "nowhere/new.db:" in errors, ".part" in errors) == (2, True, False), "the name that was given"
    code, _, errors = reprolinks("restore", "nowhere", "--db", "new.db")
    assert (code, Path("new.db").exists()) == (2, False)


def test_what_is_forgotten_is_in_no_history_that_is_written_anew(reprolinks: Command) -> None:
    reprolinks("run", papers(), "--budget", "0")
    reprolinks("export", "history", "--history")
    assert b"github.com/o/n" in b"".join(written(Path("history")).values())
    reprolinks("forget", "--target", "o/n")
    reprolinks("export", "history", "--history")
    assert b"o/n" not in b"".join(written(Path("history")).values())


def test_a_token_is_in_no_line(reprolinks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_notARealTokenAtAll")
    reprolinks("run", papers(), "--budget", "0")
    reprolinks("export", "history", "--history")
    assert b"notAReal" not in b"".join(written(Path("history")).values())
    with closing(sqlite3.connect("availability.db")) as db:
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (1,)
