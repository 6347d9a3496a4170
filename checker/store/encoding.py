"""How values are written into the database and read back: moments, text, facts, verdicts."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson

from checker.model import Facts, Observation, Outcome, Reason, Remark, Topic, Verdict, service_name

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)")


def day(text: str) -> str:
    """
    When a paper was published: a year, a month, a day or a moment in UTC, as ISO 8601 has it. Of what only begins
    with a year that year, of anything else nothing: reports sort and group by it.
    """
    try:
        if len(text) > 10:
            moment = datetime.fromisoformat(text)
            return iso(moment if moment.tzinfo else moment.replace(tzinfo=UTC)) or ""
        if len(text) > 7:
            return date.fromisoformat(text).isoformat()
        return f"{date.fromisoformat(f'{text}-01-01'[:10])}"[: len(text)]
    except (ValueError, OverflowError):
        year = _YEAR.match(text)
        return year[0] if year else ""


def clean(text: str) -> str:
    """
    Text that a database can keep: what is no character (half a surrogate pair, from broken JSON or a file name
    that is not UTF-8) and NUL become U+FFFD.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def to_json(value: object) -> str:
    """A value as compact JSON that a database can keep; what JSON has no form for is its text."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def iso(moment: datetime | None) -> str | None:
    """A moment as UTC, ISO 8601 to the second with four digits of the year, ending in Z: text that sorts as time."""
    # strftime does not pad the year everywhere, and the dates of commits are whatever their authors say.
    return f"{_in_utc(moment).replace(tzinfo=None).isoformat(timespec='seconds')}Z" if moment else None


def _in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one that only another zone's calendar has is the calendar's end."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def age_limit(now: datetime, max_age: timedelta) -> str | None:
    """The moment, as `iso` writes it, from before which an answer is older than `max_age`."""
    always = now - datetime.min.replace(tzinfo=UTC)  # a span beyond the calendar is as long as there is one
    return iso(now - min(max_age, always))


def moment_of(text: str | None) -> datetime | None:
    """The moment that `iso` wrote; None for None."""
    return datetime.fromisoformat(text) if text else None


def facts_to_json(facts: Facts) -> str:
    """What was told as a JSON object; what was not told is left out."""
    told = {one.name: getattr(facts, one.name) for one in fields(Facts)}
    return to_json(
        {
            name: iso(value) if isinstance(value, datetime) else _remarks(value) if name == "readme" else value
            for name, value in told.items()
            if value is not None
        }
    )


def facts_from_json(text: str) -> Facts:
    """The facts that `facts_to_json` wrote; names of a later release are passed over."""
    known = {one.name for one in fields(Facts)}
    told = {name: _fact(name, value) for name, value in orjson.loads(text).items() if name in known}
    return Facts(**told)


def _fact(name: str, value: Any) -> Any:
    if name.endswith("_at"):
        return moment_of(value)
    if name == "readme":
        return tuple(Remark(Topic(topic), line, text) for topic, line, text in value if topic in _TOPICS)
    return tuple(value) if isinstance(value, list) else value


_TOPICS = frozenset(Topic)


def _remarks(said: tuple[Remark, ...]) -> list[list[object]]:
    return [[str(one.topic), one.line, one.text] for one in said]


def observation_of(key: str, row: tuple[Any, ...]) -> tuple[int, Observation]:
    """(run, observation) from a row: run_id, service, at, outcome, reason, status, detail, facts."""
    run, service, at, outcome, reason, status, detail, facts = row
    return run, Observation(
        key=key,
        service=service_name(service),
        at=datetime.fromisoformat(at),
        outcome=Outcome(outcome),
        reason=Reason(reason),
        status=status,
        detail=detail,
        facts=facts_from_json(facts),
    )


#: The columns of a verdict that make it differ from the one before.
VERDICT_COLUMNS = (
    "availability",
    "reason",
    "rule",
    "confirmed",
    "identity",
    "resolved_target",
    "hijackable",
    "maintenance",
    "last_activity_at",
    "archived_at",
    "content",
    "ticks",
    "policies",
    "license",
    "known",
    "known_at",
)


def verdict_row(verdict: Verdict) -> tuple[Any, ...]:
    """A verdict's values in the order of VERDICT_COLUMNS, as SQLite keeps them."""
    values = (getattr(verdict, name) for name in VERDICT_COLUMNS)
    return tuple(_plain(value) for value in values)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):  # of pairs: ticks as (item, evidence), policies as (name, value)
        pairs = (pair if isinstance(pair, tuple) else (pair.item, pair.evidence) for pair in value)
        return to_json({str(name): str(said) for name, said in pairs})
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bool):
        return int(value)
    return clean(str(value)) if isinstance(value, str) else value
