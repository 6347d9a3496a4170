"""Windows' and macOS's ways, imitated: no signal handlers, new processes that know nothing, files that are in use."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import operator
import os
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from checker.cli.files import write_whole
from checker.errors import UsageError
from checker.jobs.context.interrupts import cancel_on_signals
from checker.jobs.parallel import ordered_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]


def papers(count: int = 3) -> None:
    lines = (
        {"id": str(n), "title": f"题目 {n} Ünïcode ✓", "abstract": f"Code: https://github.com/lab/tool-{n}"}
        for n in range(count)
    )
    Path("p.jsonl").write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")


def _no_handlers(*_: object) -> NoReturn:
    raise NotImplementedError  # what Windows' loops do


@pytest.fixture
def _ctrl_c() -> Iterator[None]:
    """Ctrl-C as a terminal has it: what a shell starts in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.usefixtures("_ctrl_c")
def test_ctrl_c_ends_a_run_where_loops_take_no_signal_handlers(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers(40)
    for n in range(40):
        world.github(f"lab/tool-{n}")
    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", _no_handlers)
    simulator.latency = 1.5  # no answer comes before the key is pressed
    monkeypatch.setattr("checker.survey.survey.Survey.__init__", _pressing())
    code, _, errors = reprolinks("run", "p.jsonl", "--db", "a.db")
    assert code == 3, errors
    with closing(sqlite3.connect("a.db")) as db:
        status, ended = db.execute("SELECT status, finished_at IS NOT NULL FROM runs").fetchone()
        gone = db.execute("SELECT count(*) FROM artifact_status WHERE availability = 'gone'").fetchone()
    assert (status, ended) == ("interrupted", 1)
    assert gone == (0,)


def _pressing() -> Callable[..., None]:
    """What begins a survey, and presses Ctrl-C as soon as it waits for answers."""
    from checker.survey.survey import Survey

    begin = Survey.__init__

    def press(self: Survey, *given: object, **named: object) -> None:
        asyncio.get_running_loop().call_later(0.2, signal.raise_signal, signal.SIGINT)
        begin(self, *given, **named)  # type: ignore[arg-type]  # what it was given

    return press


def test_without_signal_handlers_a_run_goes_on_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", _no_handlers)

    async def work() -> str:
        with cancel_on_signals(asyncio.current_task()):
            return "done"

    assert asyncio.run(work()) == "done"


def test_other_processes_are_made_by_spawn_as_on_windows_and_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is inherited there: what work is sent must be found by its name, and needs no open file of ours."""
    spawn = multiprocessing.get_context("spawn")
    monkeypatch.setattr("concurrent.futures.process.mp.get_context", lambda *_: spawn)
    assert list(ordered_map(operator.neg, range(6), jobs=2)) == [0, -1, -2, -3, -4, -5]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "cp932", "ascii"])
def test_no_command_ends_for_a_character_that_the_console_lacks(encoding: str, simulator: Simulator) -> None:
    papers()
    simulator.world.github("lab/tool-0")
    commands = (
        ("extract", "p.jsonl"),
        ("run", "p.jsonl", "--db", "a.db"),
        ("report", "--db", "a.db"),
        ("report", "--db", "a.db", "--format", "markdown"),
        ("changes", "--db", "a.db"),
        ("query", "most-cited", "--db", "a.db"),
        ("doctor", "--db", "a.db"),
    )
    where = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for one in commands:
        done = subprocess.run([sys.executable, "-m", "checker", *one], env=where, capture_output=True, check=False)
        assert b"Traceback" not in done.stderr, one
        assert b"Unexpected" not in done.stderr, (one, done.stderr)
        assert done.returncode in (0, 3), (one, done.stderr)


def test_a_report_that_is_open_elsewhere_is_left_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that a spreadsheet has open."""
    report = tmp_path / "r.csv"
    report.write_text("before", encoding="utf-8")

    def in_use(*_: object) -> NoReturn:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(Path, "replace", in_use)
    with pytest.raises(UsageError, match=r"r\.csv can't be written"):
        write_whole(str(report), "after")
    assert report.read_text("utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["r.csv"], "nothing is left beside it"


def test_names_of_files_may_be_decomposed_as_macos_writes_them(reprolinks: Command) -> None:
    name = unicodedata.normalize("NFD", "prüfung.jsonl")
    Path(name).write_text('{"title": "A", "abstract": "https://github.com/o/n"}\n', encoding="utf-8")
    code, output, _ = reprolinks("extract", name)
    assert code == 0
    assert json.loads(output)["links"]


def test_line_ends_of_windows_change_no_link(reprolinks: Command) -> None:
    entry = "- [{}](https://arxiv.org/abs/2402.0000{}) [Code](https://github.com/o/{})\n"
    text = f"# Papers\n\n{entry.format('A', 1, 'n')}{entry.format('B', 2, 'm')}"
    found = []
    for place, content in (("unix.md", text), ("windows.md", text.replace("\n", "\r\n"))):
        Path(place).write_bytes(content.encode())
        code, output, _ = reprolinks("extract", place)
        assert code == 0
        found.append(
            [
                link["target"]
                for line in output.splitlines()
                for link in json.loads(line)["links"]
                if link["kind"] != "paper"
            ]
        )
    assert found[0] == found[1] == ["o/n", "o/m"]


def test_two_runs_at_once_are_told_apart_by_a_lock_that_every_system_has(reprolinks: Command) -> None:
    from filelock import FileLock

    papers()
    assert reprolinks("run", "p.jsonl", "--no-check", "--db", "a.db")[0] == 0
    with FileLock(str(Path("a.db.lock").resolve())):
        code, _, errors = reprolinks("run", "p.jsonl", "--no-check", "--db", "a.db")
    assert code == 2
    assert "in use by another run" in errors
