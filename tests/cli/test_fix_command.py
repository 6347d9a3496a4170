"""`fix` as a user meets it: a patch for git, or files changed in place, by what the database knows."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.store.store import Store
from tests.exports.story import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]
LIST = "# List\r\n\r\n* [A](https://github.com/old/name/issues) and https://github.com/lost/code.\r\n* café\r\n"


@pytest.fixture(autouse=True)
def _told() -> None:
    """The story as the database of the command line."""
    with Store.open("availability.db") as store:
        tell(store)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_git_takes_the_patch(reprolinks: Command) -> None:
    path = write("docs/list.md", LIST)
    code, patch, errors = reprolinks("fix", "docs/list.md")
    assert code == 0
    reason = "old/name is fresh/name today (transferred, checked 2026-06-01)"
    assert patch.startswith(
        f"# docs/list.md:3:7: {reason}\n--- a/docs/list.md\n+++ b/docs/list.md\n@@ -1,4 +1,4 @@\n"
    )
    place = LIST.splitlines()[2].index("https://github.com/lost") + 1
    assert f"docs/list.md:3:{place}: lost/code is gone" in errors
    assert errors.endswith("1 link to change in 1 file\n")
    assert path.read_bytes().decode() == LIST, "nothing is changed without --write"
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True)
    assert path.read_bytes().decode() == LIST.replace("old/name", "fresh/name")
    assert reprolinks("fix", "docs/list.md")[1] == ""


def test_files_are_written_whole_with_their_rights_and_links(reprolinks: Command) -> None:
    path = write("real.md", LIST)
    path.chmod(0o640)
    Path("link.md").symlink_to("real.md")
    code, output, errors = reprolinks("fix", "--write", "--archived", "link.md")
    assert (code, output) == (0, "")
    assert "2 links changed in 1 file" in errors
    copy = "https://archive.softwareheritage.org/swh:1:snp:00;origin=https://github.com/lost/code"
    wanted = LIST.replace("old/name", "fresh/name").replace("https://github.com/lost/code", copy)
    assert path.read_bytes().decode() == wanted
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert Path("link.md").is_symlink()
    assert not list(Path().glob("*.part"))
    assert "0 links changed in 0 files" in reprolinks("fix", "--write", "--archived", "link.md")[2]


def test_one_that_can_not_be_read_leaves_all_as_they_are(reprolinks: Command) -> None:
    path = write("list.md", LIST)
    write("paper.pdf", "%PDF-1.7")
    for bad, said in (("paper.pdf", "paper.pdf is not a text file"), ("none.md", "none.md can't be read")):
        code, output, errors = reprolinks("fix", "--write", "list.md", bad)
        assert (code, output, errors.count("\n")) == (2, "", 1)
        assert said in errors
    assert path.read_bytes().decode() == LIST


def test_without_a_database_a_line_says_what_to_do(reprolinks: Command) -> None:
    write("list.md", LIST)
    code, _, errors = reprolinks("fix", "list.md", "--db", "other.db")
    assert (code, errors.count("\n")) == (2, 1)
    assert "There is no database at other.db" in errors


def test_links_that_were_never_checked_are_named_as_such(reprolinks: Command) -> None:
    write("list.md", "https://github.com/never/heard")
    code, patch, errors = reprolinks("fix", "list.md")
    assert (code, patch) == (0, "")
    assert "list.md: nothing is known of its links: check them first with reprolinks run list.md" in errors


def test_a_path_elsewhere_is_named_from_here(reprolinks: Command) -> None:
    path = write("docs/list.md", LIST)
    _, patch, _ = reprolinks("fix", str(path.resolve()))
    assert "--- a/docs/list.md\n" in patch


def checked(folder: Path, world: str, papers: str) -> dict[str, str]:
    """Check papers in a simulated world, into demo.db in a folder; the environment for what comes next."""
    told = [sys.executable, "-m", "checker", "run", "-q", papers, "--db", "demo.db"]
    simulated = [sys.executable, "-m", "tests.simulator", "--world", world, "--token", "--", *told]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(simulated, cwd=folder, env=environment, check=True, capture_output=True)
    return environment


def mend(folder: Path, file: str, environment: dict[str, str]) -> None:
    """Let git apply the patch for a file."""
    asked = [sys.executable, "-m", "checker", "fix", file, "--db", "demo.db"]
    patch = subprocess.run(asked, cwd=folder, env=environment, check=True, capture_output=True).stdout
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch, check=True)


@pytest.mark.slow
def test_the_example_is_mended_by_what_the_demonstration_found(tmp_path: Path) -> None:
    for name in ("list.md", "papers.jsonl", "demo-world.toml"):
        shutil.copy(ROOT / "examples" / name, tmp_path)
    before = (tmp_path / "list.md").read_text("utf-8")
    mend(tmp_path, "list.md", checked(tmp_path, "demo-world.toml", "papers.jsonl"))
    moved = (("AlibabaPAI/llumnix", "llumnix-project/llumnix"), ("flexflow/FlexFlow", "flexflow/flexflow-train"))
    for old, new in moved:
        before = before.replace(old, new)
    assert (tmp_path / "list.md").read_text("utf-8") == before


@pytest.mark.slow
def test_an_address_is_mended_by_what_a_check_found_to_work(tmp_path: Path) -> None:
    for name in ("printed.toml", "printed.jsonl"):
        shutil.copy(ROOT / "tests" / "worlds" / name, tmp_path)
    text = (
        "A https://lab.example.edu/bare/ B\nC https://lab.example.edu/only-plain\nD http://www.lab.example.edu/tool\n"
    )
    (tmp_path / "notes.txt").write_text(text, "utf-8")
    mend(tmp_path, "notes.txt", checked(tmp_path, "printed.toml", "printed.jsonl"))
    text = text.replace("edu/bare/", "edu/bare").replace(
        "https://lab.example.edu/only", "http://lab.example.edu/only"
    )
    assert (tmp_path / "notes.txt").read_text("utf-8") == text
