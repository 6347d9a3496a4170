"""The log: silent by default, on standard error with -v, JSON Lines in a file with --log-json. Secrets are masked."""

from __future__ import annotations

import json
import logging as standard
import os
import sys
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.config import declarations
from checker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVELS = (standard.WARNING, standard.INFO, standard.DEBUG)
LOGGER = "reprolinks"


class _NoSecrets(standard.Filter):
    """Replaces the secrets in environment variables by `***` in every record."""

    def __init__(self) -> None:
        super().__init__()
        values = [os.environ.get(name, "") for one in declarations() if one.type.secret for name in one.variables]
        self._secrets = [secret for secret in map(str.strip, values) if secret]

    def filter(self, record: standard.LogRecord) -> bool:
        text = record.getMessage()
        for secret in self._secrets:
            text = text.replace(secret, "***")
        record.msg, record.args = text, ()
        return True


class _AsJson(standard.Formatter):
    """Formats a record as one line of JSON: time (UTC), level, logger, message."""

    def format(self, record: standard.LogRecord) -> str:
        """One record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        return json.dumps(entry, ensure_ascii=True)


class _OneLine(standard.Formatter):
    """Formats a record as one line of plain text; control characters of foreign text are removed."""

    def format(self, record: standard.LogRecord) -> str:
        """One record."""
        from checker.reports.escaping import plain

        return f"{record.name.removeprefix(f'{LOGGER}.')}: {plain(record.getMessage(), 600)}"


@contextmanager
def logging(verbose: int, file: str | None) -> Iterator[None]:
    """
    Log while the body runs: to standard error warnings of the store, or at the level of `verbose` (1: info, 2:
    debug); everything to `file`, if given. Raises UsageError where the file can't be written.
    """
    logger = standard.getLogger(LOGGER)
    with ExitStack() as stack:
        stderr = standard.StreamHandler(sys.stderr)
        # Warnings about damage in the database are shown even without -v, because nobody would look for them.
        shown = logger if verbose else standard.getLogger(f"{LOGGER}.store")
        _add(shown, stderr, _LEVELS[min(verbose, 2)], _OneLine())
        stack.callback(shown.removeHandler, stderr)
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
