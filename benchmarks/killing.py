"""
Tests against faults, a process for each fault.

The tests are collected once, and each fault is put into the functions as they stand, in a fork. Where that can't be
(a fault outside functions), and where no test saw it, it is tried afresh: by a process that has loaded nothing of
what is tested, and loads the module with its fault.
"""

from __future__ import annotations

import gc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import sys
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import Phase, settings

from benchmarks.faults import Fault, with_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
SECONDS = 60  # of computing: a fault by which something never ends is seen by that
OPTIONS = (
    *("-x", "-q", "-s", "-p", "no:cacheprovider", "-m", "not corpus", "--hypothesis-seed=0"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # hypothesis is loaded already, once for all
)
_AFRESH = 99  # what a process ends with that can't put its fault in


class Mutant(NamedTuple):
    """One fault of one module (a path below the project), and the tests that should see it."""

    module: str
    tests: tuple[str, ...]
    fault: Fault

    @property
    def change(self) -> tuple[str, str, str]:
        """The fault, wherever it stands in its module."""
        return self.module, self.fault.before, self.fault.after

    def code(self) -> CodeType:
        """The module with its fault, compiled."""
        path = ROOT / self.module
        return compile(with_fault(path.read_text("utf-8"), self.fault), str(path), "exec", dont_inherit=True)


def surviving(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """Those mutants of one module that all tests let pass. Ends with a word where they fail without any fault."""
    reader, writer = os.pipe()
    with os.fdopen(reader) as told:
        child = _forked(lambda: _run(mutants[0], _Loop(mutants, writer)))
        os.close(writer)
        doubtful = [mutants[int(line)] for line in told]
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{' '.join(mutants[0].tests)} must pass before a fault is put in")
    yield from (mutant for mutant, code in _tried(doubtful, _afresh) if code == 0)


def _tried(mutants: Sequence[Mutant], attempt: Callable[[Mutant], int]) -> Iterator[tuple[Mutant, int]]:
    """Each mutant with the code with which its process ended (killed ones by a signal, which is one too)."""
    left, running = list(reversed(mutants)), dict[int, Mutant]()
    while left or running:
        while left and len(running) < AT_ONCE:
            mutant = left.pop()
            running[_forked(lambda mutant=mutant: attempt(mutant))] = mutant  # type: ignore[misc]  # bound at once
        child, status = os.wait()
        yield running.pop(child), os.waitstatus_to_exitcode(status)


def _forked(work: Callable[[], int]) -> int:
    """Do some work in a process of its own that says nothing, and ends with the work's code; its number."""
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


def _run(mutant: Mutant, *plugins: object) -> int:
    """Pytest's code. Nothing is remembered from one fault to the next; no time is lost on the smallest example."""
    settings.register_profile("mutants", database=None, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutants")
    return pytest.main([*OPTIONS, *mutant.tests], plugins=[_Nearest(mutant.module), *plugins])


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


class _Nearest:
    """The tests that are named after the module come first."""

    def __init__(self, module: str) -> None:
        self._name = f"test_{Path(module).stem}"

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put them first, in their order."""
        items.sort(key=lambda item: not item.path.stem.startswith(self._name))


class _Loop:
    """In the place of pytest's own loop: all collected tests for each fault, in a fork of this process."""

    def __init__(self, mutants: Sequence[Mutant], writer: int) -> None:
        self._mutants, self._writer = mutants, writer

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Tell the numbers of the mutants that are to be tried afresh, a line each."""
        numbers = {mutant: number for number, mutant in enumerate(self._mutants)}
        standing = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
        session.testsfailed = os.waitpid(_forked(lambda: _failed(session)), 0)[1]
        with os.fdopen(self._writer, "w") as out:
            for mutant, code in (
                ()
                if session.testsfailed
                else _tried(self._mutants, lambda mutant: _in_place(mutant, standing, session))
            ):
                if code in (0, _AFRESH):
                    out.write(f"{numbers[mutant]}\n")
        return True


def _in_place(mutant: Mutant, standing: Sequence[FunctionType], session: pytest.Session) -> int:
    """1 where a test fails that was collected before the fault was put in."""
    _bounded()
    if not _put_in(mutant, standing):
        return _AFRESH
    return _failed(session)


def _failed(session: pytest.Session) -> bool:
    """Whether one of the collected tests fails; none is run after that."""
    following: list[pytest.Item | None] = [*session.items[1:], None]
    for item, after in zip(session.items, following, strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return True
    return False


def _put_in(mutant: Mutant, standing: Sequence[FunctionType]) -> bool:
    """Give the functions of a module the code that they have with a fault; False where the fault is in none."""
    path = str(ROOT / mutant.module)
    right = _functions(compile(Path(path).read_text("utf-8"), path, "exec", dont_inherit=True))
    changed = {name: code for name, code in _functions(mutant.code()).items() if code != right[name]}
    places = [one for one in standing if one.__code__.co_filename == path and _name(one.__code__) in changed]
    for one in places:
        code = changed[_name(one.__code__)]
        if code.co_freevars != one.__code__.co_freevars:
            return False
        one.__code__ = code
    return bool(places)


def _functions(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """The code of the functions of a module and of its classes; what is within them goes with them."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    found = {_name(one): one for one in inner if one.co_flags & 2}  # CO_NEWLOCALS: no body of a class
    for one in inner:
        if not one.co_flags & 2:
            found |= _functions(one)
    return found


def _name(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _afresh(mutant: Mutant) -> int:
    """Pytest's code where the module is loaded with its fault."""
    _bounded()
    sys.meta_path.insert(0, _Finder(mutant))
    return _run(mutant)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds one module, with a fault in it."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = ".".join(Path(mutant.module).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """The module with its fault, None for any other."""
        path = str(ROOT / self._mutant.module)
        loader = _Loader(fullname, path)
        loader.mutant = self._mutant
        return (
            importlib.util.spec_from_file_location(fullname, path, loader=loader) if fullname == self._name else None
        )


class _Loader(importlib.machinery.SourceFileLoader):
    mutant: Mutant

    def get_code(self, fullname: str) -> CodeType:
        """The code with the fault; nothing is kept on disk."""
        del fullname
        return self.mutant.code()
