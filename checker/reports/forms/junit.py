"""
The report as JUnit XML, which every CI system shows: a test case for each artifact, a suite for each kind of them.

The form is the one that Jenkins' xunit plugin and GitLab read: `testsuites/testsuite/testcase` with `failure` or
`skipped`. Lost is a failure; what could not be found out is skipped, with the reason.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from checker.model import Availability, Reason
from checker.reports.escaping import plain
from checker.statistics.advice import ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model.rows import ArtifactRow
    from checker.reports.protocol import Account

_LOST = (Availability.GONE, Availability.BLOCKED)
_LONGEST = 2_000  # characters of an attribute


class JUnit:
    """One test suite a kind; text from papers and services is escaped, and holds no character that XML forbids."""

    name = "junit"

    def render(self, account: Account) -> Iterator[str]:
        """The document, a suite at a time."""
        counts = account.report.availability
        total, lost = account.report.total, sum(counts[one] for one in _LOST)
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        head = _counts(total, lost, counts[Availability.UNKNOWN])
        yield f"<testsuites name={_attribute(account.contents.title)} {head}>\n"
        for kind, rows in groupby(account.rows.artifacts(), key=lambda row: row.kind):
            yield from _suite(kind, list(rows), account)
        yield "</testsuites>\n"


def _suite(kind: str, rows: Sequence[ArtifactRow], account: Account) -> Iterator[str]:
    lost = sum(row.availability in _LOST for row in rows)
    unknown = sum(row.availability == Availability.UNKNOWN for row in rows)
    run = account.contents.run
    moment = f' timestamp="{plain(run.at).removesuffix("Z")}"' if run and run.at else ""
    yield f'  <testsuite name={_attribute(kind)} {_counts(len(rows), lost, unknown)} errors="0"{moment}>\n'
    for row in rows:
        yield from _case(row)
    yield "  </testsuite>\n"


def _counts(tests: int, failures: int, skipped: int) -> str:
    return f'tests="{tests}" failures="{failures}" skipped="{skipped}" time="0"'


def _case(row: ArtifactRow) -> Iterator[str]:
    begun = f'    <testcase classname={_attribute(row.kind)} name={_attribute(row.target)} time="0"'
    if row.availability in _LOST:
        yield f"{begun}>\n      <failure type={_attribute(row.availability)} message={_attribute(_message(row))}>"
        yield f"{_text(_details(row))}</failure>\n    </testcase>\n"
    elif row.availability == Availability.UNKNOWN:
        yield f"{begun}>\n      <skipped message={_attribute(_message(row))}/>\n    </testcase>\n"
    elif row.availability != Availability.AVAILABLE or row.identity not in ("same", "unknown"):
        yield f"{begun}>\n      <system-out>{_text(_details(row))}</system-out>\n    </testcase>\n"
    else:
        yield f"{begun}/>\n"


def _message(row: ArtifactRow) -> str:
    once = "" if row.confirmed or row.availability != Availability.GONE else ", seen once"
    before = f"; it was {row.last_known_availability} on {(row.last_known_at or '')[:10]}"
    known = before if row.availability == Availability.UNKNOWN and row.last_known_availability else ""
    return f"{row.availability} ({row.reason}){once}{known}"


def _details(row: ArtifactRow) -> Iterable[str]:
    """Lines on an artifact: its address, what was found, what to do, and who names it."""
    yield row.url
    yield f"{_message(row)}, identity: {row.identity}"
    if row.resolved_target:
        yield f"today: {row.resolved_target}"
    if row.reason in set(Reason):
        yield ADVICE[Reason(row.reason)]
    for title in row.named_by:
        yield f"named by: {title}"
    if row.papers > len(row.named_by):
        yield f"and by {row.papers - len(row.named_by)} more"


def _attribute(text: str) -> str:
    return quoteattr(plain(text, _LONGEST))


def _text(lines: Iterable[str]) -> str:
    return escape("\n".join(plain(line, _LONGEST) for line in lines))
