"""Imports link statuses that others measured into the database, as checks of a named foreign witness."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.links import extract
from checker.model import Paper, artifact_key
from checker.store.history.foreign import ForeignCheck
from checker.studies.opening import opened
from checker.studies.registry import WITNESSES, study_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.jobs.context.run import Run
    from checker.studies.opening import Content
    from checker.studies.protocol import Look, Study


def import_checks(run: Run, files: tuple[str, ...], witness: str, at: str) -> None:
    """
    Record the checks in these files, under the name `witness` or else that of the kind of file. `at` (ISO 8601) is
    the moment of checks that have none in the file.

    Counts in the tally: `checks` read, `new` ones, and `no_address` for those of no artifact's address. Raises
    InputError for a file of no known kind, UsageError where a moment is missing; then nothing is recorded.
    """
    read: list[tuple[str, list[ForeignCheck]]] = []
    for content in map(opened, files):  # all are read before any is recorded
        study = study_of(content, WITNESSES)
        read.append((witness or study.name, list(_checks(run, content, study, at))))
    run.tally.counts["new"] = sum(run.store.foreign.record(run.id, name, checks) for name, checks in read)


def _checks(run: Run, content: Content, study: Study, at: str) -> Iterator[ForeignCheck]:
    counts = run.tally.counts
    for look in study.looks(content):
        moment = _seconds(look.at or at, content.source)
        found = _artifact(look.url)
        name = "checks" if found else "no_address"
        counts[name] = counts.get(name, 0) + 1
        if found:
            yield _check(found, look, moment)


def _check(found: tuple[str, str, str, str], look: Look, moment: int) -> ForeignCheck:
    key, kind, target, url = found
    published = "" if look.published in ("0", "None") else look.published
    return ForeignCheck(key, kind, target, url, published, moment, look.answered, look.outcome, look.status)


@functools.lru_cache(maxsize=100_000)
def _artifact(address: str) -> tuple[str, str, str, str] | None:
    """(key, kind, target, URL) of what an address names, as a paper's link would; None where it names nothing."""
    printed = address if "://" in address else f"http://{address}"
    link = next(iter(extract(Paper("", "", printed)).links), None)
    return (artifact_key(link.kind, link.target, link.url), str(link.kind), link.target, link.url) if link else None


def _seconds(text: str, source: str) -> int:
    """A moment (ISO 8601; without a zone, UTC) as seconds since 1970; UsageError where there is none."""
    if not text:
        raise UsageError(
            f"{source} holds no dates.", "Say with --at when it was measured, for example --at 2026-05-06."
        )
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
