"""`compare`: our figures beside published ones, and published tables derived again."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from checker.model import Claim, ExtractedPaper, Kind, Link, Ownership, Paper
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
            store.papers.record(run, [ExtractedPaper(paper, Claim.LINKED, [link], "")], at=NOW)
        store.runs.finish(run, status="done", at=NOW, counts={}, costs={})
    return name


def test_every_published_figure_is_printed_and_says_why_none_stands_beside_it(
    reprolinks: Command, database: str
) -> None:
    code, output, errors = reprolinks("compare", "--db", database)
    assert code == 0
    assert "| mangul2019-all | 27.77 % (10,193 of 36,702) | 2018 and 2019 | 0.00 % | 0 of 3 |" in output
    assert "| lin2022-dead | 8.1 % | 2022-01-25 | not comparable |" in output
    assert "the answer is known for none of our links" in output
    assert "doi:10.1371/journal.pbio.3000333" in output
    assert errors.startswith("36 published figures, ")


def test_silence_after_a_run_that_could_not_look_may_be_our_own(reprolinks: Command, database: str) -> None:
    assert "incomplete" not in reprolinks("compare", "--db", database)[2]
    with Store.open(database) as store:
        run = store.runs.begin(command="check", inputs=[], options={}, at=NOW)
        store.runs.finish(run, status="incomplete", at=NOW, counts={"due": 3, "checked": 3, "unknown": 3}, costs={})
    assert "run 2 is incomplete" in reprolinks("compare", "--db", database)[2]


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


def looks(date: str, number: int, status: Callable[[int], str]) -> list[str]:
    return [f"https://h{one}.example.org/x,2020,{date},{status(one)}" for one in range(number)]


FLAPS = [
    *looks("2020-07-01", 200, lambda one: "404" if one < 40 else "200"),
    *looks("2021-07-01", 40, lambda one: "200" if one < 4 else "404"),
    *looks("2022-07-01", 4, lambda one: "-1" if one < 2 else "200"),
]


@pytest.fixture
def measured(reprolinks: Command, tmp_path: Path) -> str:
    """200 pages of papers of 2020, of which 40 are lost at the first look; four of these heal, and two flap."""
    (tmp_path / "survey.csv").write_text("\n".join(["url,year,date,status", *FLAPS]) + "\n")
    name = str(tmp_path / "foreign.db")
    assert reprolinks("import-checks", str(tmp_path / "survey.csv"), "--db", name, "--witness", "survey")[0] == 0
    return name


def test_what_others_measured_has_survival_and_flapping(reprolinks: Command, measured: str) -> None:
    code, output, _ = reprolinks("compare", "--survival", "survey", "--db", measured, "--format", "json")
    assert code == 0
    rows = json.loads(output)
    assert {row["witness"] for row in rows} == {"survey"}
    told = {(row["lost"], row["figure"].partition(":")[0]): row for row in rows if row["links"] == "all"}
    # Of those that healed none is a loss; by our definition a silence (-1) is none either.
    assert (told["404 or 410", "never there"]["k"], told["no answer", "never there"]["k"]) == (36, 36)
    assert (told["404 or 410", "still there"]["k"], told["no answer", "still there"]["k"]) == (0, 2)
    assert told["404 or 410", "still there"]["text"].startswith("No curve yet: 0 of 164 links are lost")
    assert {name: (told["no answer", name]["k"], told["no answer", name]["n"]) for name in ("silent", "healed")} == {
        "silent": (40, 200),
        "healed": (2, 40),
    }
    assert (told["no answer", "flapping"]["k"], told["no answer", "flapping"]["n"]) == (2, 4)
    assert told["no answer", "healed"]["method"] == "Wilson"


def test_what_others_measured_is_a_table_and_in_none_of_our_figures(
    reprolinks: Command, measured: str, tmp_path: Path
) -> None:
    text = reprolinks("compare", "--survival", "survey", "--db", measured)[1]
    assert text.startswith("# What survey measured\n")
    assert "| all | no answer | healed: answered at the last look" in text
    assert text == reprolinks("compare", "--survival", "survey", "--db", measured)[1]
    assert reprolinks("compare", "--survival", "survey", "--db", measured, "-o", str(tmp_path / "s.csv"))[0] == 0
    assert len(list(csv.DictReader(io.StringIO((tmp_path / "s.csv").read_text())))) > 5
    ours = json.loads(reprolinks("compare", "--db", measured, "--format", "json")[1])
    assert not any(row["ours"] for row in ours)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--survival", "nobody"), "No checks of nobody are in the database. Kept are those of: survey."),
        (("--survival", "survey", "--source", "s"), "--survival stands alone"),
        (("--survival", "survey", "--rederive", "x.csv"), "--survival stands alone"),
    ],
)
def test_survival_of_nobody_or_of_something_else_is_refused(
    reprolinks: Command, measured: str, options: tuple[str, ...], words: str
) -> None:
    code, output, errors = reprolinks("compare", *options, "--db", measured)
    assert (code, output) == (2, "")
    assert words in errors


def test_survival_without_numpy_is_refused_in_a_line(
    reprolinks: Command, measured: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "checker.statistics.figures.survival", None)
    code, _, errors = reprolinks("compare", "--survival", "survey", "--db", measured)
    assert (code, errors.count("\n")) == (2, 1)
    assert "Install 'reprolinks[stats]'" in errors


@pytest.mark.slow
@pytest.mark.corpus
def test_the_checks_of_studies_give_the_survival_that_is_known_of_them(
    reprolinks: Command, science: Path, tmp_path: Path
) -> None:
    """
    Mangul's unique links since 2005, less those that are one target in our eyes, and so within two points of what the
    texts give; and of ReproDB's addresses that once were silent 146 of 229 answered at last.
    """
    with gzip.open(science / "mangul2018_links.csv.gz", "rt", encoding="utf-8", newline="") as whole:
        found = csv.DictReader(whole)
        rows = [row for row in found if row["flag.uniqueness"] == "0" and row["year"] >= "2005"]
    with (tmp_path / "unique.csv").open("w", encoding="utf-8", newline="") as unique:
        table = csv.DictWriter(unique, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    db = str(tmp_path / "a.db")
    files = (str(tmp_path / "unique.csv"), str(science / "reprodb_22_checks.json.gz"))
    assert reprolinks("import-checks", *files, "--db", db)[0] == 0
    told = json.loads(reprolinks("compare", "--survival", "mangul2018", "--db", db, "--format", "json")[1])
    known = {1: 87.6, 2: 85.9, 3: 83.1, 5: 78.5, 10: 62.1}
    theirs = [row for row in told if (row["links"], row["lost"]) == ("all", "no answer")]
    assert {row["years"]: row["percent"] for row in theirs if row["years"]} == pytest.approx(known, abs=2)
    assert any(str(row["text"]).startswith("The median is not reached") for row in theirs)
    told = json.loads(reprolinks("compare", "--survival", "reprodb", "--db", db, "--format", "json")[1])
    (healed,) = (row for row in told if row["figure"].startswith("healed"))
    assert (healed["k"], healed["n"]) == (146, 229)
