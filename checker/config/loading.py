"""Reading the settings: from defaults, a settings file, the environment and the command line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from checker.config.settings import Settings, declarations
from checker.config.types import HEADERS, SECRET
from checker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def load(
    environment: Mapping[str, str], flags: Mapping[str, object] | None = None, file: Path | None = None
) -> Settings:
    """
    The settings from defaults, `file`, `environment` and `flags`; a later source overrides an earlier one.

    `flags` are the settings given as options, by name; one that is None counts as not given. Raises UsageError that
    names the setting for an unknown key, a value of a wrong type, a bad URL, and a secret in the file.
    """
    values: dict[str, object] = _from_file(file) if file else {}
    values |= _from_environment(environment)
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    read = {one.name: one.type.read(one.name, values[one.name]) for one in declarations() if one.name in values}
    settings = Settings(**read)  # type: ignore[arg-type]  # each value has been read as its declaration says
    object.__setattr__(settings, "headers", _filled(settings.headers, environment))
    return settings


def _from_file(file: Path) -> dict[str, object]:
    known = {one.name: one for one in declarations() if not one.type.secret or one.type is HEADERS}
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{file} can't be read as settings: {error}.") from error
    values: dict[str, object] = {}
    for name, value in table.items():  # a table that is not itself a setting only groups settings
        values |= value if isinstance(value, dict) and name not in known else {name: value}
    if unknown := sorted(set(values) - known.keys()):
        raise UsageError(f"{file}: unknown setting {unknown[0]!r}.", f"Known: {', '.join(sorted(known))}.")
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for one in declarations():
        for variable in one.variables:
            if value := environment.get(variable, "").strip():
                one.type.read(variable, value)
                found.setdefault(one.name, value)
    return found


_VARIABLE = re.compile(r"\$(\w+)")


def _filled(headers: dict[str, dict[str, str]], environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """
    The headers by lower-case host, each `$NAME` in a value replaced by the environment variable NAME. Raises
    UsageError for a variable that is not set or holds no header value.
    """

    def value(match: re.Match[str]) -> str:
        if not (found := environment.get(match[1], "").strip()):
            raise UsageError(f"headers: the environment variable {match[1]} is not set.")
        SECRET.read(match[1], found)
        return found

    return {
        host.casefold(): {name: _VARIABLE.sub(value, text) for name, text in one.items()}
        for host, one in headers.items()
    }
