"""The plan of the house, held: which way imports run, how large a room is, that public names are explained."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "checker"

#: Rings from the innermost out: a module may import from its own ring and from inner ones.
RINGS = (
    ("errors", "model"),
    (
        "answer",
        "candidates",
        "addresses",
        "limits",
        "parallel",
        "config",
        "links",
        "policies",
        "protocols",
        "readme",
        "readme_words",
        "file_names",
        "sql",
    ),
    ("verdicts", "sightings", "content", "plan", "limit_rules", "rows", "sqlite"),
    ("copies", "cross_checks", "mentions", "transport", "papers", "services", "readings", "store", "reports"),
    ("doctor", "options", "survey", "wiring"),
    ("archiving", "crosschecking", "estimate", "extraction", "importing", "jobs", "spark"),
    ("console",),
    ("cli",),
    ("__main__",),
)
FORBIDDEN = (("services", "store"), ("reports", "services"), ("reports", "store"), ("store", "services"))
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: str) -> str:
    """`checker.services.web` → `services`; the package itself is no room."""
    return module.split(".")[1] if "." in module else ""


def imports(file: Path) -> list[str]:
    """The modules of ours that a file imports at run time; what only types need is left out."""
    found = []
    pending: list[ast.AST] = [ast.parse(file.read_text("utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("checker."):
            found.append(str(node.module))
        pending.extend(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_run_inwards(file: Path) -> None:
    ring = {name: number for number, names in enumerate(RINGS) for name in names}
    here = file.relative_to(PACKAGE).with_suffix("").parts[0]
    if here == "__init__":
        return
    assert here in ring, f"{here} has no place in RINGS"
    for module in imports(file):
        there = room(module)
        assert ring[there] <= ring[here], f"{here} imports {module}"
        assert (here, there) not in FORBIDDEN, f"{here} imports {module}"


def test_no_import_runs_in_a_circle() -> None:
    graph = {".".join(file.relative_to(ROOT).with_suffix("").parts): imports(file) for file in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_public_names_are_explained_and_rooms_are_small(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
    assert len(file.read_text("utf-8").splitlines()) <= 350
