"""The plan of the house, held: which way imports run, how large a room is, that public names are explained."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "checker"

#: Floors from the innermost out: a module may import from its own room and from the floors below.
FLOORS = (
    ("errors", "model"),
    ("links", "content", "statistics"),
    ("verdicts", "store", "reports", "config"),
    ("network", "exports", "fixes"),
    ("services", "papers", "studies"),
    ("survey",),
    ("jobs", "spark"),
    ("cli",),
    ("__main__",),
)
#: Rooms of one floor or of lower ones that must not know each other, whatever the floors allow.
STRANGERS = (
    ("services", "store"),
    ("services", "papers"),
    ("papers", "store"),
    ("reports", "services"),
    ("studies", "store"),
)
LARGEST_FOLDER, LONGEST_MODULE, MOST_PARAMETERS = 12, 300, 5

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in MODULES}


def room(module: str) -> str:
    """`checker.services.web.pages` → `services`; the package itself is no room."""
    return module.split(".")[1] if "." in module else ""


def imports(source: str) -> set[str]:
    """The modules of ours that a text imports, in every form of import, at run time or for types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written in full: a relative one hides where it leads"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & NAMES.keys()) or {str(node.module)}
    return {name for name in found if name.partition(".")[0] == "checker"} - {"checker"}


GRAPH = {name: imports(file.read_text("utf-8")) for name, file in NAMES.items()}
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}


def test_every_form_of_import_is_seen() -> None:
    source = dedent("""
        import checker.store.store
        from checker import config
        from checker.network import gate, host
        from checker.model import Kind
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from checker.jobs.context.world import World
        def late():
            from checker.cli.app import command
    """)
    assert imports(source) == {
        *("checker.store.store", "checker.config", "checker.network.gate", "checker.network.host"),
        *("checker.model", "checker.jobs.context.world", "checker.cli.app"),
    }


@pytest.mark.parametrize("module", sorted(NAMES.keys() - {"checker"}))
def test_imports_run_one_way(module: str) -> None:
    here = room(module)
    assert here in FLOOR, f"{here} has no place in FLOORS"
    for other in GRAPH[module]:
        there = room(other)
        assert there == here or FLOOR[there] <= FLOOR[here], f"{module} imports {other}: that runs up"
        assert (here, there) not in STRANGERS, f"{module} imports {other}"


def circles(graph: dict[str, set[str]]) -> list[str]:
    """Every circle that a walk over the imports meets."""
    found: list[str] = []
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            found.append(" → ".join((*path[path.index(name) :], name)))
        elif name not in done:
            for other in sorted(graph.get(name, ())):
                visit(other, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())
    return found


def test_no_import_runs_in_a_circle() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a → b → c → a"]
    assert circles(GRAPH) == []


def test_no_rooms_know_each_other_both_ways() -> None:
    arrows: dict[str, set[str]] = {}
    for name, others in GRAPH.items():
        for other in others:
            if room(name) and room(name) != room(other):
                arrows.setdefault(room(name), set()).add(room(other))
    assert circles(arrows) == []


def test_folders_are_small() -> None:
    sizes = Counter(file.parent for file in MODULES if file.name != "__init__.py")
    crowded = {str(folder.relative_to(ROOT)): size for folder, size in sizes.items() if size > LARGEST_FOLDER}
    assert crowded == {}


@pytest.mark.parametrize("module", sorted(NAMES))
def test_modules_are_short_and_public_names_explained(module: str) -> None:
    text = NAMES[module].read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
    assert len(text.splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", sorted(NAMES))
def test_no_function_takes_many_things(module: str) -> None:
    for node in ast.walk(ast.parse(NAMES[module].read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            taken = node.args
            names = [
                one.arg
                for one in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)
                if one.arg not in ("self", "cls")
            ]
            assert len(names) <= MOST_PARAMETERS, f"{node.name} takes {', '.join(names)}"


def test_the_command_line_knows_its_types() -> None:
    for name, file in NAMES.items():
        if room(name) == "cli":
            used = {node.id for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Name)}
            assert "Any" not in used, f"{name} uses Any"


def test_only_the_store_touches_sqlite() -> None:
    touching = {room(name) for name in NAMES if {"sqlite3", "sqlite_utils"} & _tops(NAMES[name])}
    assert touching <= {"store", "exports"}


def test_few_modules_start_tasks() -> None:
    """What runs at once is started in few places: the survey, services that ask several things, and doctor."""
    starting = {
        name
        for name, file in NAMES.items()
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("create_task", "ensure_future", "TaskGroup")
    }
    assert starting <= {"checker.survey.survey", "checker.services.observer"}


PURE = ("model", "links", "content", "statistics", "verdicts")


def test_pure_rooms_take_neither_clock_nor_network_nor_environment() -> None:
    for name, file in NAMES.items():
        if room(name) in PURE:
            assert not {"os", "time", "random", "socket", "httpx", "asyncio", "sqlite3"} & _tops(file), name


def test_each_migration_from_now_on_has_a_number_of_its_own() -> None:
    numbers = Counter(file.name[:4] for file in (ROOT / "db" / "migrations").glob("*.sql"))
    twice = {number for number, count in numbers.items() if count > 1}
    assert twice <= {"0002", "0004"}, "these two were released as they are; no other may share a number"


def _tops(file: Path) -> set[str]:
    """The top names of the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
