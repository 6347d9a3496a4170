"""`compare`: our figures beside published ones, and published tables derived again."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from checker.model import Claim, Kind, Link, Ownership, Paper, Told
from checker.store.store import Store
from tests.store.test_store import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]

TICKS = (
    "url,stars,python,training,evaluation,pretrained_model,results,dependencies\n"
    "https://github.com/o/a,3,1,1,1,1,1,0\nhttps://github.com/o/b,1,1,0,0,0,0,1\nhttps://github.com/o/c,1,0,1,1,1,1,1\n"
)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Three papers, each with a repository of its own that nobody looked at."""
    name = str(tmp_path / "a.db")
    with Store.open(name) as store:
        run = store.runs.begin(command="run", inputs=[], options={}, at=NOW)
        for number in range(3):
            target = f"o/{number}"
            link = Link(
                Kind.GITHUB_REPO, target, f"https://github.com/{target}", target, 0, 3, ownership=Ownership.OWN
            )
            paper = Paper(f"p{number}", "P", "", published="2020", source="s")
            store.papers.record(run, [Told(paper, Claim.LINKED, [link], "")], at=NOW)
        store.runs.finish(run, status="done", at=NOW, counts={}, costs={})
    return name


def test_every_published_figure_is_printed_and_says_why_none_stands_beside_it(
    reprolinks: Command, database: str
) -> None:
    code, output, errors = reprolinks("compare", "--db", database)
    assert code == 0
    assert "| mangul2019-all | 27.77 % (10,193 of 36,702) | 2018 and 2019 | 0.00 % | 0 of 3 |" in output
    assert "| lin2022-dead | 8.1 % | 2022-01-25 | not comparable |" in output
    assert "of none of ours is the answer known" in output
    assert "doi:10.1371/journal.pbio.3000333" in output
    assert errors.startswith("36 published figures, ")


def test_tables_for_programs_have_every_column(reprolinks: Command, database: str, tmp_path: Path) -> None:
    rows = json.loads(reprolinks("compare", "--db", database, "--format", "json")[1])
    assert len(rows) == 36
    prevalence = next(row for row in rows if row["id"] == "escamilla2022-prevalence")
    assert (prevalence["ours"], prevalence["k"], prevalence["n"], prevalence["method"]) == (100.0, 3, 3, "Wilson")
    assert reprolinks("compare", "--db", database, "-o", str(tmp_path / "c.csv"))[0] == 0
    table = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text())))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert table[0].keys() == rows[0].keys()


def test_the_same_database_is_compared_to_the_same_bytes(reprolinks: Command, database: str) -> None:
    assert reprolinks("compare", "--db", database)[1] == reprolinks("compare", "--db", database)[1]


def test_files_of_studies_are_derived_again_without_a_database(reprolinks: Command, tmp_path: Path) -> None:
    (tmp_path / "any name.txt").write_text(TICKS)
    code, output, errors = reprolinks("compare", "--rederive", str(tmp_path / "any name.txt"))
    assert code == 0
    assert "| pwc2019.dependencies | official repositories of NeurIPS 2019 | 66.67 % | 2 of 3 |" in output
    assert "| pwc2019.ticks4 | those in Python | 50.00 % | 1 of 2 |" in output
    assert "6 figures derived again, 6 beside recorded ones, 6 differ: pwc2019.dependencies" in errors
    assert not (tmp_path / "availability.db").exists()


def test_files_and_what_to_do_with_them_go_together(reprolinks: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TICKS)
    for arguments in (["--rederive"], [str(tmp_path / "t.csv")]):
        code, _, errors = reprolinks("compare", *arguments)
        assert code == 2
        assert "--rederive FILE" in errors


def test_a_file_of_another_kind_is_refused_in_a_line(reprolinks: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,age\na,1\n")
    code, output, errors = reprolinks("compare", "--rederive", str(tmp_path / "t.csv"))
    assert (code, output) == (2, "")
    assert "it holds name, age" in errors
    assert reprolinks("compare", "--rederive", str(tmp_path / "none.csv"))[0] == 2
