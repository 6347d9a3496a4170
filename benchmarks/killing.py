"""
Runs tests against faults, in a process for each fault.

The tests are collected once, and run once without a fault, which records the lines that each test reaches. Then each
fault is put into the loaded functions, in a fork, and the tests that reach it are run, the quickest first. A fault
outside functions, or in a function that already ran while modules were imported, is tried afresh: in a process that
has loaded nothing of what is tested, and loads the module with its fault.
"""

from __future__ import annotations

import gc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import sys
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import Phase, settings

from benchmarks.faults import Fault, with_fault
from benchmarks.reached import IMPORTED, Reached, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
#: With a fault, tests may take so many times as long as without one, and some seconds more: so endless loops are
#: found. The bound holds for the CPU time of all tests together, and for the real time of each.
TIMES, SECONDS_MORE = 5, 15
OPTIONS = (
    *("-x", "-q", "-s", "-p", "no:cacheprovider", "-m", "not corpus", "--hypothesis-seed=0", "--timeout=0"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # hypothesis is already loaded
)
_AFRESH = 99  # exit code of a process that can't put its fault in, or only after the faulty code has run


class Mutant(NamedTuple):
    """One fault of one module (a path below the project), the tests that should see it, and the text of its line."""

    module: str
    tests: tuple[str, ...]
    fault: Fault
    line: str

    @property
    def path(self) -> Path:
        """The module's file."""
        return ROOT / self.module

    def code(self) -> CodeType:
        """The module with its fault, compiled."""
        tree = with_fault(self.path.read_text("utf-8"), self.fault)
        return compile(tree, str(self.path), "exec", dont_inherit=True)


def surviving(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """
    The mutants that all their tests let pass; all must have the same tests. Exits where these fail
    without a fault.
    """
    tests = mutants[0].tests
    result = _in_fork(lambda told: _run(tests, _Loop(mutants, Watch(one.path for one in mutants), told)))
    if not isinstance(result, tuple):
        sys.exit(f"{' '.join(tests)} must pass before a fault is put in: {result or 'they can not be collected'}")
    alive, doubtful, seconds = result
    yield from (mutants[number] for number in alive)
    afresh = _tried([mutants[number] for number in doubtful], lambda mutant: _afresh(mutant, seconds))
    yield from (mutant for mutant, code in afresh if code == 0)


def _tried(mutants: Sequence[Mutant], attempt: Callable[[Mutant], int]) -> Iterator[tuple[Mutant, int]]:
    """Each mutant with the exit code of its process (negative for a signal)."""
    left, running = list(reversed(mutants)), dict[int, Mutant]()
    while left or running:
        while left and len(running) < AT_ONCE:
            mutant = left.pop()
            running[_forked(lambda mutant=mutant: attempt(mutant))] = mutant  # type: ignore[misc]  # bound at once
        child, status = os.wait()
        yield running.pop(child), os.waitstatus_to_exitcode(status)


def _forked(work: Callable[[], int]) -> int:
    """
    Do some work in a process of its own without output, which exits with the result as its code; returns its process
    id.
    """
    if child := os.fork():
        return child
    code = 2
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        code = int(work())
    finally:
        os._exit(code)


def _in_fork(work: Callable[[Callable[[object], None]], object]) -> Any:
    """The value that some work hands to its argument, in a process of its own; None where it hands over none."""
    reader, writer = os.pipe()

    def tell(found: object) -> None:
        with os.fdopen(writer, "wb") as out:
            pickle.dump(found, out)

    with os.fdopen(reader, "rb") as told:
        child = _forked(lambda: bool(work(tell)))
        os.close(writer)
        found = told.read()
    os.waitpid(child, 0)
    return pickle.loads(found) if found else None


def _run(tests: Sequence[str], *plugins: object) -> int:
    """
    Pytest's exit code. Nothing is kept from one fault to the next, and no time is spent on finding the smallest
    example.
    """
    settings.register_profile("mutants", database=None, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutants")
    return pytest.main([*OPTIONS, *tests], plugins=list(plugins))


def _bounded(seconds: float) -> None:
    """Limit the CPU time of this process to several times what its tests need."""
    most = int(TIMES * seconds) + SECONDS_MORE
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _ordered(items: Iterable[pytest.Item], mutant: Mutant, seconds: Mapping[str, float]) -> list[pytest.Item]:
    """
    The tests named after the module first, then the others, each group the quickest first; each test
    gets a timeout.
    """
    items, name = list(items), f"test_{Path(mutant.module).stem}"
    for item in items:
        item.add_marker(pytest.mark.timeout(SECONDS_MORE + 4 * TIMES * seconds.get(item.nodeid, 0)))
    return sorted(items, key=lambda item: (not item.path.stem.startswith(name), seconds.get(item.nodeid, 0)))


class _Loop:
    """Replaces pytest's own loop: for each fault the tests that reach it run in a fork of this process."""

    def __init__(self, mutants: Sequence[Mutant], watch: Watch, tell: Callable[[object], None]) -> None:
        self._mutants, self._watch, self._tell = mutants, watch, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hand over the numbers of the survivors, of the mutants to be tried afresh, and the seconds of the tests."""
        numbers = {mutant: number for number, mutant in enumerate(self._mutants)}
        standing = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
        reached = _in_fork(lambda tell: tell(self._watch.measured(session)))
        self._watch.end()
        if isinstance(reached, str):
            self._tell(reached)
        elif reached:
            found: dict[int, list[int]] = {0: [], _AFRESH: []}
            for mutant, code in _tried(self._mutants, lambda one: _in_place(one, standing, session, reached)):
                found.get(code, []).append(numbers[mutant])
            self._tell((found[0], found[_AFRESH], reached.seconds))
        return True


def _in_place(mutant: Mutant, standing: Sequence[FunctionType], session: pytest.Session, reached: Reached) -> int:
    """
    1 where a test fails that was collected before the fault was put in; `_AFRESH` where the mutant must be tried
    afresh.
    """
    changed = _changed(mutant)
    lines = {line for code in changed.values() for line in _lines(code)}
    tests = reached.tests(mutant.path, lines)
    _bounded(sum(reached.seconds.get(test, 0) for test in tests))
    if not _put_in(changed, mutant, standing):
        return _AFRESH
    items = _ordered((item for item in session.items if item.nodeid in tests), mutant, reached.seconds)
    return _failed(session, items) or (_AFRESH if IMPORTED in tests else 0)


def _failed(session: pytest.Session, items: Sequence[pytest.Item]) -> bool:
    """Whether one of the collected tests fails; none is run after that."""
    following: list[pytest.Item | None] = [*items[1:], None]
    for item, after in zip(items, following, strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return True
    return False


def _changed(mutant: Mutant) -> dict[tuple[str, int], CodeType]:
    """The functions of a module that its fault changes."""
    right = _functions(compile(mutant.path.read_text("utf-8"), str(mutant.path), "exec", dont_inherit=True))
    return {name: code for name, code in _functions(mutant.code()).items() if code != right[name]}


def _put_in(changed: Mapping[tuple[str, int], CodeType], mutant: Mutant, standing: Sequence[FunctionType]) -> bool:
    """Give the functions of a module their code with the fault; False where the fault is in none of them."""
    path = str(mutant.path)
    places = [one for one in standing if one.__code__.co_filename == path and _name(one.__code__) in changed]
    for one in places:
        code = changed[_name(one.__code__)]
        if code.co_freevars != one.__code__.co_freevars:
            return False
        one.__code__ = code
    return bool(places)


def _functions(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """The code of the functions of a module and of its classes; functions within them belong to them."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    found = {_name(one): one for one in inner if one.co_flags & 2}  # CO_NEWLOCALS: no body of a class
    for one in inner:
        if not one.co_flags & 2:
            found |= _functions(one)
    return found


def _name(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _lines(code: CodeType) -> set[int]:
    """The lines that run when a function is called; its head runs when it is defined."""
    lines = {line for _, _, line in code.co_lines() if line}
    lines.update(*(_lines(one) for one in code.co_consts if isinstance(one, CodeType)))
    return lines if code.co_name.startswith("<") else lines - {code.co_firstlineno}


class _Order:
    def __init__(self, mutant: Mutant, seconds: Mapping[str, float]) -> None:
        self._mutant, self._seconds = mutant, seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the tests first that are likely to see the fault soon."""
        items[:] = _ordered(items, self._mutant, self._seconds)


def _afresh(mutant: Mutant, seconds: Mapping[str, float]) -> int:
    """Pytest's exit code where the module is loaded with its fault."""
    _bounded(sum(seconds.values()))
    sys.meta_path.insert(0, _Finder(mutant))
    return _run(mutant.tests, _Order(mutant, seconds))


class _Finder(importlib.abc.MetaPathFinder):
    """Finds one module, with its fault."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = ".".join(Path(mutant.module).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """The module with its fault; None for any other module."""
        path = str(ROOT / self._mutant.module)
        loader = _Loader(fullname, path)
        loader.mutant = self._mutant
        return (
            importlib.util.spec_from_file_location(fullname, path, loader=loader) if fullname == self._name else None
        )


class _Loader(importlib.machinery.SourceFileLoader):
    mutant: Mutant

    def get_code(self, fullname: str) -> CodeType:
        """The code with the fault; no bytecode is cached."""
        del fullname
        return self.mutant.code()
