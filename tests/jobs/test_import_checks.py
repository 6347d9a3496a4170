"""Link statuses that others measured are kept beside ours: named, dated, and in no verdict."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from checker.statistics.survival.evidence import spells_of
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]

CHECKS = (
    "url,date,status\n"
    "https://github.com/O/n,2024-01-01,200\nhttps://github.com/o/n.git,2024-06-01,404\n"
    "lab.example.edu/tool,2024-01-01T10:00:00+02:00,dead\nhttps://lab.example.edu/tool,2024-06-01,301\n"
    "https://lab.example.edu/tool,2025-01-01,-1\n"
)
#: As lychee 0.24 writes it, its counts aside.
LYCHEE = {
    "total": 5,
    "success_map": {"in.md": [{"url": "https://lab.example.edu/ok", "status": {"text": "200 OK", "code": 200}}]},
    "error_map": {
        "in.md": [
            {"url": "https://lab.example.edu/no", "status": {"text": "Rejected: 404 Not Found", "code": 404}},
            {"url": "https://lab.example.edu/no", "status": {"text": "Rejected: 404 Not Found", "code": 404}},
            {"url": "https://lab.example.edu/busy", "status": {"text": "Rejected: 429", "code": 429}},
            {"url": "https://lab.example.edu/down", "status": {"text": "Network error", "details": "refused"}},
        ]
    },
    "timeout_map": {"in.md": [{"url": "https://lab.example.edu/slow", "status": {"text": "Timeout"}}]},
    "excluded_map": {"in.md": [{"url": "mailto:a@lab.example.edu", "status": {"text": "Excluded"}}]},
}
REPRODB = {
    "checks": [["a", "2026-04-28 23:14:15 UTC"], ["b", "2026-04-29 10:00:00 UTC"], ["c", "2026-05-06 22:15:57 UTC"]],
    "artifacts": [
        {
            "url": "https://github.com/o/flaps https://x.example.org",
            "year": 2024,
            "platform": "GitHub",
            "answers": "010",
        },
        {"url": "https://github.com/o/heals", "year": 2024, "platform": "GitHub", "answers": "001"},
        {"url": "https://github.com/o/fine", "year": 2024, "platform": "GitHub", "answers": "111"},
    ],
}


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "a.db")


def rows(database: str, text: str) -> list[tuple[object, ...]]:
    with Store.open(database) as store:
        return store.query(text)[1]


def test_a_plain_table_is_a_witness_of_its_own(reprolinks: Command, database: str, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(CHECKS)
    code, output, errors = reprolinks(
        "import-checks", str(tmp_path / "c.csv"), "--witness", "survey", "--db", database
    )
    assert code == 0
    assert errors == "5 checks read, 5 new, 0 of no address\n"
    assert output == (
        "survey: 5 checks of 2 addresses, 2024-01-01 to 2025-01-01; 2 did not answer at some time, 0 of these"
        " answered last; 0 are in our papers\n"
    )
    kept = rows(
        database, "SELECT target, outcome, answered, status FROM foreign_links JOIN foreign_checks ON id = link_id"
    )
    assert sorted(kept, key=str) == [
        ("O/n", "absent", 0, 404),
        ("O/n", "present", 1, 200),
        ("lab.example.edu/tool", "present", 1, 301),
        ("lab.example.edu/tool", "unknown", 0, None),
        ("lab.example.edu/tool", "unknown", 0, None),
    ]


def test_it_is_in_no_verdict_and_in_no_figure(reprolinks: Command, database: str, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(CHECKS)
    reprolinks("import-checks", str(tmp_path / "c.csv"), "--db", database)
    for table in ("artifacts", "observations", "verdicts", "incidents", "artifact_status", "links"):
        assert rows(database, f"SELECT count(*) FROM {table}") == [(0,)], table
    assert rows(database, "SELECT command, status FROM runs") == [("import-checks", "done")]


def test_the_same_file_twice_adds_nothing(reprolinks: Command, database: str, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(CHECKS)
    reprolinks("import-checks", str(tmp_path / "c.csv"), "--db", database)
    before = rows(database, "SELECT * FROM foreign_checks ORDER BY 1, 2")
    assert "5 checks read, 0 new" in reprolinks("import-checks", str(tmp_path / "c.csv"), "--db", database)[2]
    after = rows(database, "SELECT * FROM foreign_checks ORDER BY 1, 2")
    assert [row[:5] for row in after] == [row[:5] for row in before]


def test_lychee_tells_no_date_so_the_command_must(reprolinks: Command, database: str, tmp_path: Path) -> None:
    (tmp_path / "l.json").write_text(json.dumps(LYCHEE))
    code, _, errors = reprolinks("import-checks", str(tmp_path / "l.json"), "--db", database)
    assert code == 2
    assert "holds no dates. Say with --at" in errors
    assert rows(database, "SELECT count(*) FROM foreign_checks") == [(0,)]
    given = ("--at", "2026-05-06", "--db", database)
    assert reprolinks("import-checks", str(tmp_path / "l.json"), *given)[0] == 0
    kept = rows(
        database, "SELECT url, outcome, status FROM foreign_links JOIN foreign_checks ON id = link_id ORDER BY 1"
    )
    assert kept == [
        ("https://lab.example.edu/busy", "unknown", 429),
        ("https://lab.example.edu/down", "unknown", None),
        ("https://lab.example.edu/no", "absent", 404),
        ("https://lab.example.edu/ok", "present", 200),
        ("https://lab.example.edu/slow", "unknown", None),
    ]


def test_flapping_and_healing_are_seen_in_checks_one_after_another(
    reprolinks: Command, database: str, tmp_path: Path
) -> None:
    (tmp_path / "r.json.gz").write_bytes(gzip.compress(json.dumps(REPRODB).encode()))
    output = reprolinks("import-checks", str(tmp_path / "r.json.gz"), "--db", database)[1]
    assert "reprodb: 9 checks of 3 addresses" in output
    assert "2 did not answer at some time, 1 of these answered last" in output
    flapping = reprolinks("query", "foreign-flapping", "--db", database, "--format", "tsv")[1].splitlines()
    assert flapping[1:] == ["reprodb\tgithub_repo\to/flaps\t2\t2\t3\tsilent"]
    assert "reprodb\t3\t9\t" in reprolinks("query", "foreign-witnesses", "--db", database, "--format", "tsv")[1]


def test_lives_begin_before_us(reprolinks: Command, database: str, tmp_path: Path) -> None:
    """Intervals as from our own looks: a silence is no loss by our definition, and one by theirs."""
    table = CHECKS.replace("\n", ",2020\n").replace("status,2020", "status,year")
    (tmp_path / "c.csv").write_text(table)
    reprolinks("import-checks", str(tmp_path / "c.csv"), "--witness", "survey", "--db", database)
    with Store.open(database) as store:
        ours = {one.target: one[3:6] for one in store.foreign.lives("survey")}
        theirs = {one.target: one[3:6] for one in store.foreign.lives("survey", answered=True)}
        assert spells_of(store.foreign.lives("survey")).losses == 1
    assert ours == {"O/n": (0, 42, 47), "lab.example.edu/tool": (0, 47, None)}
    assert theirs == {"O/n": (0, 42, 47), "lab.example.edu/tool": (0, 47, 54)}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("url,date,status\nhttps://a.example.org,yesterday,200\n", "row 2: 'yesterday' is not a date"),
        ("url,date,status\nhttps://a.example.org,2024-01-01,perhaps\n", "row 2: 'perhaps' is not a status"),
        ("name,colour\na,red\n", "it holds name, colour"),
    ],
)
def test_what_makes_no_sense_is_refused_whole(
    reprolinks: Command, database: str, tmp_path: Path, table: str, words: str
) -> None:
    (tmp_path / "good.csv").write_text(CHECKS)
    (tmp_path / "bad.csv").write_text(table)
    files = (str(tmp_path / "good.csv"), str(tmp_path / "bad.csv"))
    code, _, errors = reprolinks("import-checks", *files, "--db", database)
    assert code == 2
    assert words in errors
    assert rows(database, "SELECT count(*) FROM foreign_checks") == [(0,)]


@pytest.mark.slow
@pytest.mark.corpus
def test_the_files_of_studies_are_read(reprolinks: Command, database: str, science: Path, tmp_path: Path) -> None:
    """Of the longest its first lines."""
    with gzip.open(science / "mangul2018_links.csv.gz", "rt", encoding="utf-8") as whole:
        (tmp_path / "links.csv").write_text("".join(islice(whole, 500)), "utf-8")
    files = (str(science / "reprodb_22_checks.json.gz"), str(tmp_path / "links.csv"))
    code, output, _ = reprolinks("import-checks", *files, "--db", database)
    assert code == 0
    assert "mangul2018: " in output
    assert "did not answer at some time, 146 of these answered last" in output
