"""What the source must not assume, found in the source itself: modules, calls and names that other systems lack."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "checker").rglob("*.py"))
#: Modules of the standard library that Windows lacks (docs.python.org, "Availability: Unix").
UNIX_ONLY = frozenset({"crypt", "curses", "fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios"})
UNIX_CALLS = frozenset({"fork", "getuid", "geteuid", "mkfifo", "chown", "setsid", "killpg", "getpgid", "nice"})
#: Names that no file may have on Windows, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')


def calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    """Every call by the last part of its name."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found.append((name, node))
    return found


def test_no_module_of_unix_alone_is_imported() -> None:
    for file in MODULES:
        tree = ast.parse(file.read_text("utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name.partition(".")[0] for name in names} & UNIX_ONLY, file
        assert not {name for name, _ in calls(tree)} & UNIX_CALLS, file


def test_every_text_is_read_and_written_in_a_named_encoding() -> None:
    """Windows reads text in the encoding of the country, unless one is named."""
    for file in MODULES:
        for name, call in calls(ast.parse(file.read_text("utf-8"))):
            given = {one.arg for one in call.keywords}
            if name in ("write_text", "read_text"):
                place = 1 if name == "write_text" else 0
                assert "encoding" in given or len(call.args) > place, f"{file}:{call.lineno}"
            mode = [one.value for one in call.args if isinstance(one, ast.Constant)][:2]
            if name == "open" and isinstance(call.func, ast.Attribute) and mode and "b" not in str(mode[0]):
                text = str(mode[0]) in {"r", "w", "a", "x", "rt", "wt", "at"}
                assert not text or "encoding" in given, f"{file}:{call.lineno}"


def test_no_statement_numbers_its_parameters() -> None:
    """Python 3.12.0 to 3.12.3 takes `?1` for a named parameter (gh-117995), and warns of values without names."""
    numbered = re.compile(r"\b(?:SELECT|UPDATE|DELETE)\b.*[\s(,=]\?\d", re.DOTALL)
    for file in (*MODULES, *(ROOT / "db").rglob("*.sql")):
        text = file.read_text("utf-8")
        parts = [text] if file.suffix == ".sql" else _texts(ast.parse(text))
        assert not [
            part for part in parts if re.search(r"\b(SELECT|UPDATE|DELETE)\b", part) and numbered.search(part)
        ], file


def _texts(tree: ast.AST) -> list[str]:
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_every_file_of_the_project_can_be_checked_out_on_windows_and_macos() -> None:
    folders = ("checker", "db", "docs", "tests", "examples")
    kept = [file.relative_to(ROOT) for folder in folders for file in (ROOT / folder).rglob("*")]
    assert len(kept) > 100
    for path in kept:
        for part in path.parts:
            assert not RESERVED.match(part), path
            assert not FORBIDDEN.search(part), path
    folded = Counter(path.as_posix().casefold() for path in kept)
    assert [name for name, count in folded.items() if count > 1] == []


@pytest.mark.parametrize("name", ["con.txt", "a:b", "end.", "LPT1"])
def test_the_rules_for_names_find_what_windows_refuses(name: str) -> None:
    assert RESERVED.match(name) or FORBIDDEN.search(name)
