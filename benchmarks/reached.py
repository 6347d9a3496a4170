"""Which tests run which lines, and how long each takes; measured once for all faults, by contexts of coverage.py."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import coverage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    import pytest

#: The context of lines that ran before the first test, while modules were imported.
IMPORTED = ""


class Reached(NamedTuple):
    """The tests by the lines of files that they run, and the seconds of each test."""

    lines: Mapping[str, Mapping[int, Collection[str]]]
    seconds: Mapping[str, float]

    def tests(self, path: Path, lines: Iterable[int]) -> set[str]:
        """The names of the tests that run one of these lines, and `IMPORTED`."""
        by_line = self.lines.get(str(path), {})
        return {test for line in lines for test in by_line.get(line, ())}


class Watch:
    """Records the lines of some files that run, from its creation on."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = sorted({str(file) for file in files})
        self._coverage = coverage.Coverage(data_file=None, config_file=False, include=self._files)
        self._coverage.start()

    def measured(self, session: pytest.Session) -> Reached | str:
        """Run all tests of a session; the name of the first failing test where one fails."""
        seconds = {}
        following: list[pytest.Item | None] = [*session.items[1:], None]
        for item, after in zip(session.items, following, strict=True):
            self._coverage.switch_context(item.nodeid)
            started = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            seconds[item.nodeid] = time.process_time() - started
            if session.testsfailed:
                return item.nodeid
        self._coverage.stop()
        data = self._coverage.get_data()
        lines = {file: data.contexts_by_lineno(file) for file in self._files}
        return Reached(lines, seconds)

    def end(self) -> None:
        """Stop recording, so that later code runs at full speed."""
        self._coverage.stop()
