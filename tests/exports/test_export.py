"""An export is whole, says what every column and value means, and is read by what people analyse with."""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import duckdb_extension_sqlite_scanner
import frictionless
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from checker.exports.folder import export
from checker.exports.package import codebook
from checker.exports.tables import TYPES, Table, tables
from checker.exports.values import MEANINGS
from checker.exports.writers import FORMS
from checker.model import Claim, ExtractedPaper, Paper
from checker.store.store import Store
from tests.exports.story import RUNS, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Command = Callable[..., tuple[int, str, str]]

#: DuckDB's reader of SQLite, as its package ships it: `INSTALL sqlite` would download it.
_SQLITE = next(Path(duckdb_extension_sqlite_scanner.__file__).parent.rglob("*.duckdb_extension"))
TABLES = {table.name: table for table in tables()}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("story") / "a.db") as opened:
        tell(opened)
        yield opened


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same story in a file that no process of ours has open."""
    file = tmp_path_factory.mktemp("closed") / "a.db"
    with Store.open(file) as opened:
        tell(opened)
    return file


@pytest.fixture(scope="module", params=FORMS)
def exported(request: pytest.FixtureRequest, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("export") / request.param
    export(store, folder, FORMS[request.param])
    return folder


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    """The rows of a file, as what reads such files gives them."""
    if (path := folder / f"{table}.parquet").exists():
        return list(pyarrow.parquet.read_table(path).to_pylist())
    if (path := folder / f"{table}.jsonl").exists():
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_sentence_and_every_word_a_meaning(store: Store, name: str) -> None:
    table = TABLES[name]
    columns, found = store.query(table.sql)
    assert [column.name for column in table.columns] == columns, "a column lacks its sentence"
    assert found, "the story has no row of it"
    for column in table.columns:
        assert column.type in TYPES
        assert column.sentence.endswith(".")
        assert not column.vocabulary or column.meanings
        place = columns.index(column.name)
        words = {row[place] for row in found if column.meanings and column.type == "string"} - {None}
        assert words <= column.meanings.keys(), column.name
    assert table.key in columns
    assert table.sentence.endswith(".")


def test_every_value_of_every_word_is_explained() -> None:
    for words in MEANINGS.values():
        assert all(sentence.endswith((".", "?", "check.")) for sentence in words.values())
    for name in ("Availability", "Identity", "Maintenance", "Content", "Outcome", "Reason", "Kind", "Claim"):
        enum = getattr(__import__("checker.model", fromlist=[name]), name)
        assert MEANINGS[name].keys() == {str(word) for word in enum}


def test_the_codebook_holds_all_of_it() -> None:
    text = codebook(list(TABLES.values()))
    for table in TABLES.values():
        for column in table.columns:
            assert f"| `{column.name}` |" in text
            assert column.sentence in text
            for word, meaning in column.meanings.items():
                assert f"| `{word}` | {meaning} |" in text


def test_what_lies_there_is_what_is_described(exported: Path) -> None:
    described = json.loads((exported / "datapackage.json").read_text("utf-8"))
    frictionless.Package.from_descriptor(described)  # raises where it is no data package
    named = {one["path"] for one in described["resources"]}
    assert {one.name for one in exported.iterdir()} == {*named, "datapackage.json", "codebook.md"}
    assert {one["name"] for one in described["resources"]} == TABLES.keys()
    for one in described["resources"]:
        assert one["bytes"] == (exported / one["path"]).stat().st_size
        assert all(field["description"] for field in one["schema"]["fields"])


@pytest.mark.slow
def test_frictionless_finds_nothing_wrong(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "csv", FORMS["csv"])
    report = frictionless.validate(str(tmp_path / "csv" / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.valid
    table = tmp_path / "csv" / "artifacts.csv"
    table.write_text(table.read_text("utf-8").replace("available", "somewhere", 1), "utf-8")
    assert not frictionless.validate(str(tmp_path / "csv" / "datapackage.json")).valid, "it would see a wrong word"


def test_every_form_has_the_same_rows(exported: Path) -> None:
    artifacts = {row["target"]: row for row in rows(exported, "artifacts")}
    assert str(artifacts["lost/code"]["availability"]) == "gone"
    assert str(artifacts["lost/code"]["confirmed"]).lower() == "true"
    assert artifacts["lab/hollow"]["hijackable"] in (None, "")
    ticks = artifacts["lab/alive"]["ticks"]
    assert (json.loads(ticks) if isinstance(ticks, str) else ticks) == {"training": "train.py", "weights": "a.pt"}
    assert len(rows(exported, "observations")) == 27
    current = [row for row in rows(exported, "links") if str(row["current"]).lower() == "true"]
    assert "https://github.com/drop/ped" not in {row["raw"] for row in current}


def test_the_same_database_gives_the_same_bytes(store: Store, exported: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "again", FORMS[exported.name])
    for file in exported.iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes()


def test_pandas_and_duckdb_read_the_parquet(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out", FORMS["parquet"])
    frame = pd.read_parquet(tmp_path / "out" / "artifacts.parquet")
    assert dict(frame.groupby("availability").size()) == {
        "available": 10,
        "blocked": 1,
        "empty": 1,
        "gone": 3,
        "restricted": 1,
        "unknown": 4,
    }
    assert str(frame["checked_at"].dtype) == "datetime64[ms, UTC]"
    file = tmp_path / "out" / "artifacts.parquet"
    query = f"SELECT kind, count(*) FROM '{file}' WHERE papers > 0 GROUP BY 1 ORDER BY 2 DESC"
    with closing(duckdb.connect()) as anybody:
        assert anybody.execute(query).fetchone() == ("github_repo", 11)
        described = pyarrow.parquet.read_schema(file).field("papers").metadata
        assert described[b"description"].startswith(b"How many listed papers")


def test_pandas_reads_the_database(database: Path) -> None:
    with closing(sqlite3.connect(database)) as anybody:
        frame = pd.read_sql("SELECT * FROM artifact_status", anybody, parse_dates=["checked_at"])
    assert len(frame) == 17
    assert frame["checked_at"].max() == pd.Timestamp(RUNS[-1])


def test_duckdb_reads_every_table_and_view_of_the_database(database: Path) -> None:
    with closing(sqlite3.connect(database)) as ours, closing(duckdb.connect()) as duck:
        names = [name for (name,) in ours.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        counts = {name: ours.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in names}
        duck.load_extension(str(_SQLITE))
        scan = "SELECT count(*) FROM sqlite_scan(?, ?)"
        assert {name: duck.execute(scan, [str(database), name]).fetchone() for name in names} == counts
        assert counts["artifact_status"] == (17,)


def test_duckdb_attaches_the_database_and_joins_what_people_ask_of_it(database: Path) -> None:
    with closing(duckdb.connect()) as duck:
        duck.load_extension(str(_SQLITE))
        duck.execute(f"ATTACH '{database}' AS ours (TYPE sqlite, READ_ONLY)")
        lost = "SELECT target FROM ours.artifact_status WHERE availability = 'gone' ORDER BY 1"
        assert ("lost/code",) in duck.execute(lost).fetchall()
        seen = """
            SELECT max("at") FROM ours.observations JOIN ours.remarkable USING (artifact_id)
            WHERE target = 'lost/code'
        """
        assert duck.execute(seen).fetchone() == ("2026-06-01T00:00:00Z",)
        assert duck.execute("SELECT count(*) FROM ours.papers WHERE listed").fetchone() == (20,)


@pytest.mark.slow
@settings(max_examples=15)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=5), st.sampled_from(list(FORMS)))
def test_any_title_comes_back(titles: list[tuple[str, str]], form: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(":memory:") as store:
        run = store.runs.begin(command="run", inputs=[], options={}, at=RUNS[0])
        told = [
            ExtractedPaper(Paper(f"p{n}", title, "", source=s), Claim.NONE, []) for n, (title, s) in enumerate(titles)
        ]
        store.papers.record(run, told, at=RUNS[0])
        kept = store.query("SELECT id, title, source FROM papers ORDER BY id")[1]
        export(store, Path(folder, "out"), FORMS[form])
        found = [(row["paper_id"], row["title"], row["source"]) for row in rows(Path(folder, "out"), "papers")]
        assert found == kept


def test_rows_are_written_as_they_are_read(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(store, tmp_path / "whole", FORMS["parquet"])
    monkeypatch.setattr("checker.exports.folder._ROWS", 4)
    export(store, tmp_path / "pages", FORMS["parquet"])
    file = pyarrow.parquet.ParquetFile(tmp_path / "pages" / "observations.parquet")
    groups = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert groups == [4, 4, 4, 4, 4, 4, 3]
    assert rows(tmp_path / "pages", "observations") == rows(tmp_path / "whole", "observations")


def test_a_folder_is_whole_or_not_there(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_store: Store, _text: str, _size: int) -> Iterator[list[tuple[object, ...]]]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "pages", broken)
    with pytest.raises(UsageError, match="No space left"):
        export(store, tmp_path / "out", FORMS["csv"])
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_is_replaced_and_nothing_else(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out", FORMS["csv"])
    export(store, tmp_path / "out", FORMS["jsonl"])
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".jsonl", ".json", ".md"}
    (tmp_path / "out" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"other files \(mine.txt\)"):
        export(store, tmp_path / "out", FORMS["csv"])
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="can't be written"):
        export(store, tmp_path / "file", FORMS["csv"])
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_command_says_what_it_wrote(reprolinks: Command) -> None:
    with Store.open("availability.db") as store:
        tell(store)
    code, output, errors = reprolinks("export", "out", "--format", "csv", "--as-of", "1")
    assert (code, errors) == (0, "")
    assert "1\tout/runs.csv" in output.splitlines()
    assert reprolinks("export", "out")[0] == 0
    assert sorted(path.name for path in Path("out").iterdir())[:2] == ["archives.parquet", "artifacts.parquet"]


def test_a_table_names_where_it_leads() -> None:
    for table in TABLES.values():
        for column, (other, key) in table.references.items():
            assert column in {one.name for one in table.columns}
            assert TABLES[other].key == key
    assert isinstance(TABLES["runs"], Table)
