"""The types of settings: how a value is read and checked, and its placeholder in help texts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_TOKEN = re.compile(r"[!-~]+")  # visible ASCII: a token is sent in a header
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a field name, RFC 9110, section 5.1
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f]*")


@dataclass(frozen=True, slots=True)
class SettingType:
    """
    `read(name, value)` returns the checked value, or raises a UsageError that names the setting. `metavar` is the
    placeholder for a value in help texts, `choices` are the values of a closed set.
    """

    name: str
    metavar: str
    read: Callable[[str, object], object]
    choices: tuple[str, ...] = ()
    secret: bool = False


def parse_span(text: str) -> timedelta:
    """A span of time such as `90m`, `12h`, `1d`, `2w` or `0`; UsageError for anything else."""
    match = re.fullmatch(r"(\d{1,6})([smhdw]?)", text.strip(), re.ASCII)
    if not match or (not match[2] and int(match[1])):
        raise UsageError(f"{text!r} is not a span of time.", "Give a number and a unit, for example 12h or 7d.")
    return timedelta(**{_UNITS[match[2] or "s"]: int(match[1])})


def span_text(span: timedelta) -> str:
    """A span as `parse_span` reads it, in the largest unit that divides it."""
    seconds = int(span.total_seconds())
    sizes = (("d", 86_400), ("h", 3_600), ("m", 60))
    return next((f"{seconds // size}{unit}" for unit, size in sizes if seconds and not seconds % size), f"{seconds}s")


def one_of(values: type[StrEnum]) -> SettingType:
    """The type of a setting whose value is one of an enum's."""
    known = tuple(map(str, values))

    def read(name: str, value: object) -> str:
        if value not in known:
            raise UsageError(f"{name} can't be {value!r}.", f"Known: {', '.join(known)}.")
        return str(value)

    return SettingType("choice", "", read, choices=known)


def _wrong(name: str, value: object, wanted: str) -> UsageError:
    return UsageError(f"Setting {name} can't be {value!r}.", f"It must be {wanted}.")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not _ONE_LINE.fullmatch(value):
        raise _wrong(name, value, "text on one line")
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, value, "true or false")
    return value


def _seconds(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0 or math.isinf(value):
        raise _wrong(name, value, "a number of seconds, 0 or more")
    return float(value)


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(name, value, "a whole number, 0 or more")
    return value


def _span(name: str, value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise _wrong(name, value, "a span of time, for example 12h or 7d")
    return parse_span(str(value))


def _base(name: str, value: object) -> str:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        usable = parts and parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        parts = usable = None
    if not parts or not usable:
        raise UsageError(f"Setting {name} is not an http or https address: {value!r}.")
    if "@" in parts.netloc:  # the message does not show it: it may hold a password
        raise UsageError(f"Setting {name} holds a user or a password.", "Give the address without them.")
    if parts.query or parts.fragment:
        raise UsageError(f"Setting {name} can't have a query or a fragment: {value!r}.")
    return parts.geturl().rstrip("/")


def _secret(name: str, value: object) -> str:
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise UsageError(
            f"{name} holds a character that no token has, such as a space, a line end or an ellipsis.",
            "Copy the token again, or unset it to run without one.",
        )
    return value


def _headers(name: str, value: object) -> dict[str, dict[str, str]]:
    """Host → header → value; in a value $NAME stands for an environment variable."""
    if not isinstance(value, dict):
        raise _wrong(name, value, 'a table by host, for example [headers."git.example.org"]')
    for host, one in value.items():
        fine = isinstance(one, dict) and all(
            _HEADER.fullmatch(header) and isinstance(text, str) and _ONE_LINE.fullmatch(text)
            for header, text in one.items()
        )
        if not fine:
            raise UsageError(f"Setting {name}.{host} is not a table of header names and values.")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A target that raises no alarm: why, and the last day of that."""

    target: str
    reason: str
    until: date

    def __str__(self) -> str:
        return f"{self.target} until {self.until}: {self.reason}"


def _ignored(name: str, value: object) -> tuple[Ignored, ...]:
    if not isinstance(value, list):
        raise _wrong(name, value, "tables [[ignore]] of target, reason and until")
    return tuple(_ignored_one(name, one) for one in value)


def _ignored_one(name: str, one: object) -> Ignored:
    if not isinstance(one, dict) or one.keys() != {"target", "reason", "until"}:
        raise _wrong(name, one, "a table of target, reason and until")
    until = one["until"]
    try:
        day = until if isinstance(until, date) else date.fromisoformat(str(until))
    except ValueError:
        raise _wrong(f"{name}.until", until, "a date, for example 2027-01-31") from None
    last = day.date() if isinstance(day, datetime) else day
    return Ignored(
        target=_text(f"{name}.target", one["target"]), reason=_text(f"{name}.reason", one["reason"]), until=last
    )


def _percent(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise _wrong(name, value, "a percentage from 0 to 100")
    return float(value)


def _columns(name: str, value: object) -> dict[str, str]:
    """Field (title, abstract, code …) → the name of its column or key in the input."""
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise _wrong(name, value, 'a table of names, for example [columns] code = "Repository"')
    return value


def _sources(name: str, value: object) -> dict[str, dict[str, str]]:
    """Source → {"lists": "alive"} for a source that drops papers whose artifacts are lost, else {"lists": "all"}."""
    if not isinstance(value, dict):
        raise _wrong(name, value, 'a table by source, for example [sources."index.json"] lists = "alive"')
    for source, one in value.items():
        if not isinstance(one, dict) or one.keys() != {"lists"} or one["lists"] not in ("alive", "all"):
            raise _wrong(f"{name}.{source}", one, 'lists = "alive" or lists = "all"')
    return value


COLUMNS = SettingType("columns", "", _columns)
TEXT = SettingType("text", "TEXT", _text)
FILE = SettingType("file", "FILE", _text)
FLAG = SettingType("flag", "", _flag)
SECONDS = SettingType("seconds", "SECONDS", _seconds)
COUNT = SettingType("count", "N", _count)
SPAN = SettingType("span", "SPAN", _span)
BASE = SettingType("base", "URL", _base)
SECRET = SettingType("secret", "TOKEN", _secret, secret=True)
HEADERS = SettingType("headers", "", _headers, secret=True)
PERCENT = SettingType("percent", "PERCENT", _percent)
SOURCES = SettingType("tables", "", _sources)
IGNORED = SettingType("tables", "", _ignored)
