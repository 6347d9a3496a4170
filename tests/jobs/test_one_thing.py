"""The answer for an author before submission: one paper, repository or page, on the terminal, nothing recorded."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("simulator")


@pytest.fixture(autouse=True)
def _papers(world: World) -> None:
    world.github("lab/tool")
    abstract = "Our code is at https://github.com/lab/tool and https://github.com/lab/lost ."
    world.abstracts = {"2402.00001": ("A Tool", abstract), "10.1234/abc.5": ("Another Tool", abstract)}


@pytest.mark.parametrize("name", ["2402.00001", "https://arxiv.org/abs/2402.00001v2", "doi:10.1234/ABC.5"])
def test_a_paper_is_answered_in_one_screen_and_nothing_is_recorded(reprolinks: Command, name: str) -> None:
    code, output, _ = reprolinks("run", name)
    assert code == 0
    assert "1 paper names 2 artifacts" in output
    assert "lab/lost" in output
    assert len(output.splitlines()) <= 25
    assert list(Path.cwd().iterdir()) == []


def test_with_a_database_it_is_recorded(reprolinks: Command) -> None:
    assert reprolinks("run", "2402.00001", "--db", "a.db")[0] == 0
    assert Path("a.db").exists()
    assert not Path("availability.db").exists()


@pytest.mark.parametrize(
    ("name", "word"), [("https://github.com/lab/tool", "available"), ("github.com/lab/lost", "gone")]
)
def test_a_repository_is_answered_by_its_address(reprolinks: Command, name: str, word: str) -> None:
    code, output, _ = reprolinks("run", name)
    assert code == 0
    target = name.partition("github.com/")[2]
    assert any(line.split()[1:3] == [word, target] for line in output.splitlines() if line.strip())
    assert list(Path.cwd().iterdir()) == []


def test_an_id_that_nobody_knows_is_one_line(reprolinks: Command, simulator: Simulator) -> None:
    for name in ("2402.09999", "doi:10.1234/none"):
        code, _, errors = reprolinks("run", name)
        assert (code, errors.count("\n")) == (2, 1)
    assert not simulator.sent_to("github_rest")


def test_a_pipe_is_opened_once(reprolinks: Command) -> None:
    os.mkfifo("pipe")

    def write() -> None:
        with Path("pipe").open("w", encoding="utf-8") as pipe:
            pipe.write('{"id": "1", "title": "T", "abstract": "https://github.com/lab/tool"}\n')

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    code, output, _ = reprolinks("extract", "pipe")
    assert (code, "lab/tool" in output) == (0, True)
    writer.join(5)
