"""`report`: the form by name or ending, standard output by `-`, and refusals before any work."""

from __future__ import annotations

import csv
import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.reports.registry import ENDINGS, TEXTS, forms
from tests.reports.moths import account, database

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def moths(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with papers on moths."""
    return str(database(tmp_path_factory.mktemp("moths") / "moths.db"))


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_tells_the_form(ending: str, moths: str, reprolinks: Command) -> None:
    for name in (f"a{ending}", f"b{ending.upper()}"):
        assert reprolinks("report", "--db", moths, "-o", name) == (0, "", "")
    assert reprolinks("report", "--db", moths, "--format", ENDINGS[ending], "-o", "c.any")[0] == 0
    assert Path(f"a{ending}").read_bytes() == Path(f"b{ending.upper()}").read_bytes() == Path("c.any").read_bytes()


@pytest.mark.parametrize("name", ["a.txt.bak", "report", "a.pdf", ".json", "a.json.gz", "a."])
def test_an_unknown_ending_is_refused_as_by_run(name: str, moths: str, reprolinks: Command) -> None:
    for command in (("report", "--db", moths, "-o", name), ("check", "--db", moths, "--report", name)):
        code, printed, said = reprolinks(*command)
        assert (code, printed) == (2, "")
        assert "must end in one of .md," in said
        assert len(said.splitlines()) == 1
    assert not Path(name).exists()


@pytest.mark.parametrize("command", [("report",), ("check", "--fail-on", "gone"), ("compare",)])
def test_a_source_that_was_never_read_is_named_and_nothing_is_green(
    command: tuple[str, ...], moths: str, reprolinks: Command
) -> None:
    code, printed, said = reprolinks(*command, "--db", moths, "--source", "moth.bib")
    assert (code, printed) == (2, "")
    assert said.startswith("reprolinks: The database has no source moth.bib.")
    assert reprolinks("report", "--db", moths, "--source", "moths.bib")[0] == 0


def test_a_file_system_that_is_read_only_is_one_line(
    moths: str, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.setattr("checker.cli.files._write", refused)
    said = "reprolinks: a.html can't be written: Read-only file system.\n"
    assert reprolinks("report", "--db", moths, "-o", "a.html") == (2, "", said)


def test_a_folder_of_letters_that_can_not_be_made_is_one_line(moths: str, reprolinks: Command) -> None:
    Path("file").write_text("", "utf-8")
    code, printed, said = reprolinks("report", "--db", moths, "--format", "letters", "-o", "file/letters")
    assert (code, printed, len(said.splitlines())) == (2, "", 1)
    assert said.startswith(f"reprolinks: {Path('file/letters')} can't be made: ")


def test_a_dash_is_standard_output(moths: str, reprolinks: Command) -> None:
    assert reprolinks("report", "--db", moths, "-o", "-") == reprolinks("report", "--db", moths)
    code, printed, _ = reprolinks("report", "--db", moths, "-o", "-", "--format", "json")
    assert (code, printed[0]) == (0, "{")
    assert not Path("-").exists()


def test_a_badge_is_an_image_where_its_file_is_one(moths: str, reprolinks: Command) -> None:
    assert reprolinks("report", "--db", moths, "--format", "badge", "-o", "badge.svg")[0] == 0
    assert Path("badge.svg").read_text("utf-8").startswith("<svg")
    assert reprolinks("report", "--db", moths, "--format", "badge", "-o", "badge.json")[0] == 0
    assert Path("badge.json").read_text("utf-8").startswith("{")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--format", "json", "--limit", "issue"), "--limit is for markdown."),
        (("--format", "json", "--excel"), "--excel is for csv."),
        (("--format", "csv", "--template", "x"), "--template is for letters."),
        (("--format", "csv", "--unconfirmed"), "--unconfirmed is for letters."),
        (("--format", "sarif", "--by", "year"), "--by is for markdown, text, html, json, csv."),
        (("--by", "colour"), "colour is not one of paper, artifact, year"),
        (("--by", "year,host,kind"), "one or two of"),
        (("--by", "paper,year"), "one or two of"),
        (("--intro", "none.txt"), "none.txt can't be read"),
        (("--keep", "salary", "--by", "paper"), "No column of the name salary is kept."),
        (("--keep", "track"), "--keep is for csv, json and letters, and for text and markdown with --by paper."),
        (("--keep", "track", "--format", "csv", "--by", "year"), "--keep is for csv"),
        (("--keep", "track", "--format", "html"), "--keep is for csv"),
        (("--format", "letters", "-o", "-"), "Letters are one file for each paper."),
    ],
)
def test_what_does_not_go_together_is_one_line_before_any_work(
    options: tuple[str, ...], words: str, moths: str, reprolinks: Command
) -> None:
    code, printed, said = reprolinks("report", "--db", moths, *options)
    assert (code, printed) == (2, "")
    assert words in said
    assert len(said.splitlines()) == 1


def test_title_and_introduction_are_the_user_s(moths: str, reprolinks: Command) -> None:
    Path("words.txt").write_text("\ufeffOn moths.\n\nTwo paragraphs.\n", "utf-8")
    for form in ("markdown", "text"):
        printed = reprolinks(
            "report", "--db", moths, "--format", form, "--title", "Moth papers", "--intro", "words.txt"
        )[1]
        assert "Moth papers" in printed.splitlines()[0]
        assert printed.index("On moths.") < printed.index("Two paragraphs.")


def test_excel_gets_a_mark_and_no_formula(moths: str, reprolinks: Command) -> None:
    assert reprolinks("report", "--db", moths, "-o", "a.csv", "--excel")[0] == 0
    text = Path("a.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\xef\xbb\xbf") == 1
    plain = reprolinks("report", "--db", moths, "--format", "csv")[1]
    assert text[3:].decode() == plain


def test_csv_by_paper_and_by_artifact_has_a_row_for_each(moths: str, reprolinks: Command) -> None:
    papers = reprolinks("report", "--db", moths, "--format", "csv", "--by", "paper", "--keep", "track")[1]
    found = list(csv.DictReader(io.StringIO(papers)))
    assert {row["track"] for row in found} == {f"Track {place}" for place in range(1, 14)}
    assert {row["url"] for row in found} == {f"https://arxiv.org/abs/2403.{place:05d}" for place in range(1, 14)}
    artifacts = reprolinks("report", "--db", moths, "--format", "csv", "--by", "artifact")[1]
    rows = {row["target"]: row for row in csv.DictReader(io.StringIO(artifacts))}
    assert len(rows) == 13
    assert (rows["lab/lost"]["availability"], rows["lab/lost"]["confirmed"]) == ("gone", "1")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "encoding"),
    [*((form, "ascii") for form in TEXTS), ("text", "cp1252"), ("text", "cp437"), ("markdown", "cp1252")],
)
def test_a_pipe_in_any_locale_gets_all_of_it(form: str, encoding: str, moths: str) -> None:
    command = [sys.executable, "-m", "checker", "report", "--db", moths, "--format", form]
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(root), "PYTHONUTF8": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    if form == "text":
        assert "NEEDS ATTENTION" in done.stdout.decode(encoding)
        assert b"\\u" not in done.stdout
    else:
        with account(Path(moths)) as told:
            assert done.stdout.decode() == "".join(forms()[form].render(told)), "UTF-8, whatever the locale"


def test_the_database_is_never_the_output(moths: str, reprolinks: Command) -> None:
    copy = Path("moths.json")
    copy.write_bytes(Path(moths).read_bytes())
    assert reprolinks("report", "--db", str(copy), "-o", "moths.json")[0] == 2
    assert copy.read_bytes() == Path(moths).read_bytes()
