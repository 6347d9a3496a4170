"""
One frozen Settings object from defaults.toml, a file, the environment and flags, in that order.

The environment is handed in; nothing here reads `os.environ`. Secrets hide in `repr`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import timedelta
from importlib import resources
from typing import TYPE_CHECKING, Any, get_type_hints
from urllib.parse import urlsplit

from checker.errors import UsageError
from checker.model.candidates import CrossCheck
from checker.verdicts.maintenance import POLICIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

#: environment variable → setting; the first one that is set and not blank wins
_VARIABLES = (
    ("REPROLINKS_DB", "db"),
    ("REPROLINKS_GITHUB_API", "github_api"),
    ("REPROLINKS_GITHUB_WEB", "github_web"),
    ("HF_ENDPOINT", "hf_endpoint"),
    ("REPROLINKS_SWH_API", "swh_api"),
    ("REPROLINKS_WAYBACK", "wayback"),
    ("REPROLINKS_ARXIV", "arxiv"),
    ("REPROLINKS_OPENREVIEW", "openreview"),
    ("GITHUB_TOKEN", "github_token"),
    ("GH_TOKEN", "github_token"),
    ("HF_TOKEN", "hf_token"),
)
_TOKEN = re.compile(r"[!-~]+")  # what can stand in a header
_SECRETS = ("github_token", "hf_token")
_BASES = ("github_api", "github_web", "hf_endpoint", "swh_api", "wayback", "arxiv", "openreview")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    All that a run can be told, in one value.

    Bases are URLs without a trailing slash; `max_wait` is in seconds; `budget` is the number of requests that
    may be sent in all, None for no bound. `archives` asks for copies of everything, not only of what is gone;
    `cross_check` says which papers services are asked about beside what these print.
    """

    db: str
    max_age: timedelta
    max_wait: float
    policy: str
    allow_private_hosts: bool
    archives: bool
    archive_max_age: timedelta
    cross_check: str
    github_api: str
    github_web: str
    hf_endpoint: str
    swh_api: str
    wayback: str
    arxiv: str
    openreview: str
    budget: int | None = None
    github_token: str = field(default="", repr=False)
    hf_token: str = field(default="", repr=False)

    @property
    def github_graphql(self) -> str:
        """GraphQL's address: beside the REST base; for GitHub Enterprise `…/api/v3` it is `…/api/graphql`."""
        return f"{self.github_api.removesuffix('/v3')}/graphql"


def parse_age(text: str) -> timedelta:
    """A span such as `90m`, `12h`, `1d`, `2w` or `0` as a timedelta; UsageError for anything else."""
    match = re.fullmatch(r"(\d{1,6})([smhdw]?)", text.strip())
    if not match or (not match[2] and int(match[1])):
        raise UsageError(f"{text!r} is no span of time.", "Write a number and a unit, for example 12h or 7d.")
    return timedelta(**{_UNITS[match[2] or "s"]: int(match[1])})


def load(
    environment: Mapping[str, str],
    flags: Mapping[str, Any] | None = None,
    file: Path | None = None,
) -> Settings:
    """
    The settings of this run. `flags` that are None count as not given.

    Raises UsageError, naming the setting, for an unknown key, a wrong type, a bad URL or a secret in a file.
    """
    values = _flat(tomllib.loads(resources.files("checker").joinpath("defaults.toml").read_text("utf-8")))
    values |= _from_file(file) if file else {}
    values |= _from_environment(environment)
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    return _settings(values)


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        flat |= value if isinstance(value, dict) else {name: value}
    return flat


def _from_file(file: Path) -> dict[str, Any]:
    try:
        values = _flat(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file} can't be read as settings: {error}.") from error
    known = {f.name for f in fields(Settings)} - set(_SECRETS)
    if strange := sorted(set(values) - known):
        raise UsageError(f"{file}: unknown setting {strange[0]!r}.", f"Known: {', '.join(sorted(known))}.")
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for variable, name in _VARIABLES:
        if value := environment.get(variable, "").strip():
            if name in _SECRETS and not _TOKEN.fullmatch(value):
                raise UsageError(
                    f"{variable} holds a character that no token has: a blank, a line's end, an ellipsis.",
                    "Copy the token anew, or unset it to go without one.",
                )
            found.setdefault(name, value)
    return found


def _settings(values: dict[str, Any]) -> Settings:
    values |= {name: _age(values[name]) for name in ("max_age", "archive_max_age")}
    values |= {name: _base(name, values[name]) for name in _BASES}
    for name, hint in get_type_hints(Settings).items():
        expected = (int, float) if hint is float else hint
        if name in values and not isinstance(values[name], expected):
            raise UsageError(f"Setting {name} can't be {values[name]!r}.", f"It must be of type {hint}.")
    if values["policy"] not in POLICIES:
        raise UsageError(f"There is no maintenance policy {values['policy']!r}.", f"Known: {', '.join(POLICIES)}.")
    if values["cross_check"] not in set(CrossCheck):
        raise UsageError(f"cross_check can't be {values['cross_check']!r}.", f"Known: {', '.join(CrossCheck)}.")
    return Settings(**values)


def _age(value: object) -> timedelta:
    return value if isinstance(value, timedelta) else parse_age(str(value))


def _base(name: str, url: object) -> str:
    parts = urlsplit(url) if isinstance(url, str) else None
    if not parts or parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"Setting {name} is no http or https address: {url!r}.")
    return parts.geturl().rstrip("/")
