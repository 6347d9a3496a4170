"""The log: quiet by default, lines on standard error with -v, JSON in a file with --log-json. Never a secret."""

from __future__ import annotations

import json
import logging as standard
import os
import sys
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.config import declared
from checker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVELS = (standard.WARNING, standard.INFO, standard.DEBUG)
LOGGER = "reprolinks"


class _NoSecrets(standard.Filter):
    """Takes the secrets of the environment out of every line."""

    def __init__(self) -> None:
        super().__init__()
        named = [os.environ.get(name, "") for one in declared() if one.type.secret for name in one.variables]
        self._secrets = [secret for secret in map(str.strip, named) if secret]

    def filter(self, record: standard.LogRecord) -> bool:
        text = record.getMessage()
        for secret in self._secrets:
            text = text.replace(secret, "***")
        record.msg, record.args = text, ()
        return True


class _AsJson(standard.Formatter):
    """A JSON object a line: when (UTC), how weighty, who says what."""

    def format(self, record: standard.LogRecord) -> str:
        """One record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        return json.dumps(said, ensure_ascii=True)


class _OneLine(standard.Formatter):
    """A line a record; what a stranger wrote drives no terminal."""

    def format(self, record: standard.LogRecord) -> str:
        """One record."""
        from checker.reports.escaping import plain

        return f"{record.name.removeprefix(f'{LOGGER}.')}: {plain(record.getMessage(), 600)}"


@contextmanager
def logging(verbose: int, file: str | None) -> Iterator[None]:
    """Let log lines out while a command runs: to standard error by how `verbose` it is, all of them to a file."""
    logger = standard.getLogger(LOGGER)
    with ExitStack() as stack:
        stderr = standard.StreamHandler(sys.stderr)
        # What is damaged in the database is always named: nobody would look for it in a log.
        heard = logger if verbose else standard.getLogger(f"{LOGGER}.store")
        _add(heard, stderr, _LEVELS[min(verbose, 2)], _OneLine())
        stack.callback(heard.removeHandler, stderr)
        if file:
            try:
                written = standard.FileHandler(Path(file), encoding="utf-8", errors="backslashreplace")
            except OSError as error:
                raise UsageError(f"{file} can't be written: {error.strerror or error}.") from error
            _add(logger, written, standard.DEBUG, _AsJson())
            stack.callback(written.close)
            stack.callback(logger.removeHandler, written)
        before = logger.level
        logger.setLevel(standard.DEBUG if file else _LEVELS[min(verbose, 2)])
        stack.callback(logger.setLevel, before)
        yield


def _add(logger: standard.Logger, handler: standard.Handler, level: int, form: standard.Formatter) -> None:
    handler.setLevel(level)
    handler.setFormatter(form)
    handler.addFilter(_NoSecrets())
    logger.addHandler(handler)
