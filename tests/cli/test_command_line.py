"""The command line as a user meets it, away from the main job."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.options import in_utc
from checker.config import load, parse_span
from checker.errors import UsageError
from checker.model import Reason
from checker.reports.escaping import markdown, plain
from checker.statistics.advice import ADVICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator

    Command = Callable[..., tuple[int, str, str]]


def test_extract_prints_every_paper_in_order(reprolinks: Command) -> None:
    lines = [
        '{"id": "1", "title": "A", "abstract": "Code: https://github.com/o/n.git ."}',
        "{broken",
        '{"title": "B"}',
    ]
    Path("p.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, output, errors = reprolinks("extract", "p.jsonl")
    first, second = (json.loads(line) for line in output.splitlines())
    assert code == 0
    assert first == {
        "id": "1",
        "title": "A",
        "source": "p.jsonl",
        "claim": "linked",
        "links": [
            {
                "kind": "github_repo",
                "target": "o/n",
                "url": "https://github.com/o/n",
                "raw": "https://github.com/o/n.git",
                "start": 6,
                "end": 32,
                "ownership": "own",
            }
        ],
    }
    assert (second["title"], second["links"]) == ("B", [])
    assert second["id"].startswith("title:")
    assert "line 2" in errors


def test_a_claim_without_a_link_comes_with_its_sentence(reprolinks: Command) -> None:
    paper = {"id": "1", "title": "A", "abstract": "We count trees. The code will be released. It grows."}
    Path("p.jsonl").write_text(json.dumps(paper), encoding="utf-8")
    _, output, _ = reprolinks("extract", "p.jsonl")
    sentence = "The code will be released"
    assert json.loads(output) == {
        "id": "1",
        "title": "A",
        "source": "p.jsonl",
        "claim": "promised",
        "claim_evidence": sentence,
        "links": [],
    }
    reprolinks("run", "p.jsonl", "--db", "a.db", "--report", "a.md")
    assert f"- A (promised: {sentence})" in Path("a.md").read_text(encoding="utf-8")
    _, shown, _ = reprolinks("query", "claimed-without-link", "--db", "a.db")
    assert sentence in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "none.jsonl"], "none.jsonl can't be read"),
        (["extract", "odd.bin"], "no known format"),
        (["extract", "--strict", "bad.jsonl"], "line 1"),
        (["report"], "There is no database"),
        (["query", "nothing"], "no query"),
        (["run"], "INPUT"),
        (["run", "bad.jsonl", "--max-age", "soon"], "soon"),
        (["run", "bad.jsonl", "--policy", "luck"], "luck"),
    ],
)
def test_what_can_not_be_done_is_one_line_and_exit_2(arguments: list[str], words: str, reprolinks: Command) -> None:
    Path("odd.bin").write_bytes(b"\x00\x01\x02")
    Path("bad.jsonl").write_text("{no json\n", encoding="utf-8")
    if "--strict" in arguments:
        Path("bad.jsonl").write_text('{"title": 1}\n', encoding="utf-8")
    code, output, errors = reprolinks(*arguments)
    assert (code, output) == (2, "")
    assert words in errors
    assert errors.strip().count("\n") == 0
    assert not Path("availability.db").exists()


def test_help_is_quick_because_it_imports_little() -> None:
    slow = ("httpx", "github", "jinja2", "rich", "sqlite_utils", "dulwich")
    code = f"import sys, checker.cli.app; print([m for m in {slow} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_database_is_opened_without_libraries_for_analyses() -> None:
    """They are installed where people analyse, and SQLite's helper would load them for the names of some types."""
    code = "import sys, checker.store.store; print([m for m in ('numpy', 'pandas') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_settings_come_from_defaults_file_environment_flags_in_that_order(tmp_path: Path) -> None:
    file = tmp_path / "r.toml"
    file.write_text('db = "file.db"\nmax_age = "2d"\n', encoding="utf-8")
    settings = load({"REPROLINKS_DB": "env.db", "GH_TOKEN": "secret"}, {"max_age": "3d"}, file)
    assert (settings.db, settings.max_age.days, settings.policy) == ("env.db", 3, "recent-commit")
    assert "secret" not in repr(settings)
    file.write_text('github_token = "x"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="github_token"):
        load({}, None, file)


@pytest.mark.parametrize("text", ["", "5", "1y", "-1d", "1.5h"])
def test_a_span_needs_a_unit(text: str) -> None:
    with pytest.raises(UsageError):
        parse_span(text)


def test_every_reason_comes_with_advice() -> None:
    assert set(ADVICE) == set(Reason)


def test_a_title_drives_no_terminal_no_ci_and_no_markdown() -> None:
    assert "\x1b" not in plain("\x1b[31mred\x1b[0m\x07")
    assert not plain("::error::boom").startswith("::")
    assert "\n" not in plain("a\n::error::b")
    assert "\u202e" not in plain("a\u202eb")
    shown = markdown("[x](http://e.org) | <b> `c` www.e.org")
    assert all(f"\\{mark}" in shown for mark in "[]|<`")
    assert "http:/" not in shown
    assert "www." not in shown


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["query", "--list"], ["--help"], ["extract", "many.jsonl"]])
def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "many.jsonl").write_text('{"id": "1", "title": "A", "abstract": "B"}\n' * 50_000, encoding="utf-8")
    command = subprocess.Popen(
        [sys.executable, "-m", "checker", *arguments],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert command.stdout is not None
    command.stdout.close()
    _, errors = command.communicate()
    assert (command.returncode, errors) == (0, b"")


@pytest.mark.parametrize("file", ["r.pdf", "report", "missing/r.md"])
def test_a_report_that_could_not_be_written_is_refused_before_any_work(reprolinks: Command, file: str) -> None:
    Path("p.jsonl").write_text('{"id": "1", "title": "A", "abstract": "B"}', encoding="utf-8")
    code, output, errors = reprolinks("run", "p.jsonl", "--report", file)
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert file in errors
    assert not Path("availability.db").exists()


def test_the_end_of_a_files_name_tells_the_form_of_a_report(reprolinks: Command) -> None:
    Path("p.jsonl").write_text('{"id": "1", "title": "A", "abstract": "B"}', encoding="utf-8")
    reprolinks("run", "p.jsonl", "--no-check")
    code, _, _ = reprolinks("report", "--output", "r.html")
    assert code == 0
    assert "</html>" in Path("r.html").read_text("utf-8")


def test_each_report_that_is_asked_for_is_written(reprolinks: Command) -> None:
    Path("p.jsonl").write_text('{"id": "1", "title": "A", "abstract": "B"}', encoding="utf-8")
    for command in (["run", "p.jsonl", "--no-check"], ["check"]):
        assert reprolinks(*command, "--report", "r.html", "--report", "r.json")[0] == 0
        assert "</html>" in Path("r.html").read_text("utf-8")
        assert json.loads(Path("r.json").read_text("utf-8"))
        Path("r.html").unlink()
        Path("r.json").unlink()
    Path("input.json").write_text('{"id": "1", "title": "A", "abstract": "B"}', encoding="utf-8")
    code, _, errors = reprolinks("run", "input.json", "--no-check", "--report", "r.md", "--report", "input.json")
    assert (code, "would be overwritten" in errors, Path("r.md").exists()) == (2, True, False)


def written(name: str, *links: str) -> str:
    Path(name).write_text(
        "\n".join(
            json.dumps({"id": str(i), "title": f"P {i}", "abstract": f"At {one} ."}) for i, one in enumerate(links)
        ),
        encoding="utf-8",
    )
    return name


def test_two_pages_that_differ_in_their_query_are_two_artifacts(reprolinks: Command) -> None:
    links = (
        "https://forum.example.org/f?id=a",
        "https://forum.example.org/f?id=b",
        "http://forum.example.org/f?id=a",
    )
    reprolinks("run", "--no-check", written("p.jsonl", *links), "--db", "a.db")
    _, shown, _ = reprolinks("report", "--db", "a.db", "--format", "csv")
    assert shown.count("forum.example.org/f?id=a") >= 1
    with sqlite3.connect("a.db") as database:
        found = database.execute("SELECT target, url, papers FROM artifact_status ORDER BY url").fetchall()
    database.close()
    assert [(target, url.partition("?")[2], papers) for target, url, papers in found] == [
        ("forum.example.org/f", "id=a", 2),
        ("forum.example.org/f", "id=b", 1),
    ]


def test_a_run_without_a_check_writes_its_report_and_can_not_fail_on_what_it_leaves_out(reprolinks: Command) -> None:
    papers = written("p.jsonl", "https://github.com/o/a")
    assert reprolinks("run", "--no-check", papers, "--report", "r.json")[0] == 0
    assert json.loads(Path("r.json").read_text("utf-8"))["total"] == 1
    code, output, errors = reprolinks("run", "--no-check", papers, "--fail-on", "gone", "--db", "b.db")
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert "--no-check" in errors
    assert not Path("b.db").exists()


def test_a_link_that_its_paper_lost_is_in_no_rate_and_asked_for_no_more(reprolinks: Command) -> None:
    reprolinks("run", "--no-check", written("p.jsonl", "https://github.com/o/a , https://github.com/o/b"))
    reprolinks("run", "--no-check", written("p.jsonl", "https://github.com/o/a"))
    _, asked, _ = reprolinks("check", "--dry-run")
    assert asked.splitlines()[1].split("\t")[1] == "1"
    _, shown, _ = reprolinks("report", "--format", "json")
    assert json.loads(shown)["total"] == 1


@pytest.mark.parametrize("file", ["a.db", "link.md", "other.db"])
def test_a_report_is_never_written_over_a_database(file: str, reprolinks: Command) -> None:
    papers = written("p.jsonl", "https://github.com/o/a")
    reprolinks("run", "--no-check", papers, "--db", "a.db")
    Path("other.db").write_bytes(Path("a.db").read_bytes())
    Path("link.md").symlink_to("a.db")
    before = Path("a.db").read_bytes()
    code, _, errors = reprolinks("report", "--db", "a.db", "--format", "markdown", "-o", file)
    assert (code, errors.count("\n")) == (2, 1)
    assert "would be overwritten" in errors
    assert Path(file).read_bytes() == before


def test_nor_over_an_input(reprolinks: Command) -> None:
    Path("in.csv").write_text("id,title,abstract\n1,A,At https://github.com/o/a .\n", encoding="utf-8")
    before = Path("in.csv").read_bytes()
    code, _, errors = reprolinks("run", "in.csv", "--db", "a.db", "--report", "in.csv")
    assert (code, Path("in.csv").read_bytes()) == (2, before)
    assert "would be overwritten" in errors
    assert not Path("a.db").exists()


def test_what_is_no_file_is_written_to_and_stays_what_it_is(reprolinks: Command) -> None:
    reprolinks("run", "--no-check", written("p.jsonl", "https://github.com/o/a"), "--db", "a.db")
    Path("kept.md").write_text("old", encoding="utf-8")
    Path("kept.md").chmod(0o600)
    Path("alias.md").symlink_to("kept.md")
    os.mkfifo("pipe.md")
    reader = subprocess.Popen(["cat", "pipe.md"], stdout=subprocess.PIPE)
    for name in ("alias.md", "pipe.md"):
        assert reprolinks("report", "--db", "a.db", "-o", name)[0] == 0
    said, _ = reader.communicate()
    assert said.decode() == Path("kept.md").read_text(encoding="utf-8") != "old"
    assert Path("pipe.md").is_fifo()
    assert Path("alias.md").is_symlink()
    assert Path("kept.md").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("variable", ["GITHUB_TOKEN", "HF_TOKEN"])
@pytest.mark.parametrize("value", ["ghp_abc\u2026", "ghp_a\nb", "ghp_a b"])
def test_a_token_that_can_be_none_is_told_before_any_work(
    variable: str, value: str, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    code, _, errors = reprolinks("run", written("p.jsonl", "https://github.com/o/a"), "--db", "a.db")
    assert (code, errors.count("\n")) == (2, 1)
    assert variable in errors
    assert value not in errors


@pytest.mark.parametrize("since", ["foo", "yesterday", "7d", "2026-13-40", "10/01/2026", "1"])
def test_changes_since_no_date_are_refused(since: str, reprolinks: Command) -> None:
    reprolinks("run", "--no-check", written("p.jsonl", "https://github.com/o/a"))
    code, _, errors = reprolinks("changes", "--since", since)
    assert (code, since in errors) == (2, True)


def test_a_moment_counts_as_what_it_is_in_utc_and_a_run_must_have_been(reprolinks: Command) -> None:
    reprolinks("run", "--no-check", written("p.jsonl", "https://github.com/o/a"))
    assert in_utc("2026-11-29T15:19:24+01:00") == "2026-11-29T14:19:24Z"
    assert in_utc("2026-11-29") == "2026-11-29T00:00:00Z"
    assert reprolinks("changes", "--since-run", "1")[0] == 0
    assert reprolinks("changes", "--since-run", "99")[0] == 2
    assert reprolinks("changes", "--since-run", "-1")[0] == 2


def test_an_input_that_can_not_be_read_leaves_no_database_behind(reprolinks: Command) -> None:
    Path("empty.jsonl").write_bytes(b"")
    Path("odd.bin").write_bytes(b"\x00\x01\x02")
    for name in ("empty.jsonl", "odd.bin", "none.jsonl"):
        assert reprolinks("run", "--no-check", name, "--db", "a.db")[0] == 2
        assert not Path("a.db").exists()


def test_the_doctor_ends_as_a_run_would(
    simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    assert reprolinks("doctor")[0] == 0
    Path("broken.db").write_bytes(b"SQLite format 3\0" + b"x" * 5_000)
    assert reprolinks("doctor", "--db", "broken.db")[0] == 2
    monkeypatch.setenv("HF_TOKEN", "hf_wrong")
    code, shown, _ = reprolinks("doctor")
    assert (code, "refuses the token in HF_TOKEN" in shown) == (2, True)
    monkeypatch.delenv("HF_TOKEN")
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_wrong")
    assert reprolinks("doctor")[0] == 2


def test_json_lines_of_an_old_editor_are_read_as_what_they_are(reprolinks: Command) -> None:
    Path("old.jsonl").write_bytes(
        b'{"title":"Caf\xe9","abstract":"At https://github.com/o/a ."}\n{"title":"B","published":20240105}\n{broken\n'
    )
    code, output, errors = reprolinks("extract", "old.jsonl")
    first, second = map(json.loads, output.splitlines())
    assert (code, first["title"], first["links"][0]["target"], second["title"]) == (0, "Caf\u00e9", "o/a", "B")
    assert errors.count("\n") == 1
    assert "line 3" in errors


@pytest.mark.slow
def test_a_full_disk_is_told_as_one(tmp_path: Path) -> None:
    papers = "".join(f'{{"title":"P {i}","abstract":"At https://github.com/o/n{i} ."}}\n' for i in range(2_000))
    Path(tmp_path, "p.jsonl").write_text(papers, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "checker", "extract", str(tmp_path / "p.jsonl")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "can't be written: No space left on device" in done.stderr
    assert "Unexpected error" not in done.stderr


@pytest.mark.parametrize("seconds", ["-5", "nan"])
def test_a_wait_is_a_number_of_seconds(seconds: str, reprolinks: Command) -> None:
    code, _, errors = reprolinks("run", written("p.jsonl", "https://github.com/o/a"), "--max-wait", seconds)
    assert (code, seconds in errors) == (2, True)


def test_one_is_told_in_the_singular(reprolinks: Command) -> None:
    assert reprolinks("run", "--no-check", written("p.jsonl", "https://github.com/o/a"))[1].startswith(
        "1 paper, 1 link recorded"
    )


def test_records_of_one_id_are_one_paper_and_that_is_said(reprolinks: Command) -> None:
    same = '{"id":"1","title":"A","abstract":"At https://github.com/o/a ."}\n'
    Path("p.jsonl").write_text(same + same.replace("o/a", "o/b") + same.replace('"1"', '"2"'), encoding="utf-8")
    _, output, errors = reprolinks("run", "--no-check", "p.jsonl")
    assert output.startswith("2 papers, 3 links recorded")
    assert errors.startswith("Records that repeat an id: 1;")
