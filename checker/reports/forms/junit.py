"""
The report as JUnit XML, which every CI system shows: a test case for each artifact, a suite for each kind of
artifact.

The format is the one that Jenkins' xunit plugin and GitLab read: `testsuites/testsuite/testcase` with `failure` or
`skipped`. A lost artifact is a failure; an unknown one is skipped, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from checker.model import Availability
from checker.reports.escaping import address, plain
from checker.statistics.summary import attention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.model.rows import ArtifactRow, CopyRow
    from checker.reports.protocol import Account
    from checker.statistics.summary import Attention

_LOST = (Availability.GONE, Availability.BLOCKED)
_LONGEST = 2_000  # characters of an attribute


class JUnit:
    """One test suite for each kind; foreign text is escaped, and has no character that XML forbids."""

    name = "junit"

    def render(self, account: Account) -> Iterator[str]:
        """The document, a suite at a time."""
        counts = account.report.availability
        total, lost = account.report.total, sum(counts[one] for one in _LOST)
        context = _Context.of(account)
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        head = _counts(total, lost, counts[Availability.UNKNOWN])
        yield f"<testsuites name={_attribute(account.contents.title)} {head}>\n"
        kinds = {one.kind: one.counts for one in account.report.kinds}
        for kind, rows in groupby(account.rows.artifacts(), key=lambda row: row.kind):
            yield from _suite(kind, rows, kinds[kind], context)
        yield "</testsuites>\n"


@dataclass(frozen=True, slots=True)
class _Context:
    """The context of the rows: the moment of the run, open losses and archived copies, by artifact."""

    at: str
    losses: Mapping[int, tuple[str, str]]  # when it was first seen so, and last seen working
    copies: Mapping[int, CopyRow]

    @classmethod
    def of(cls, account: Account) -> _Context:
        """The context of all artifacts of a report."""
        losses = {
            one.artifact_id: (one.opened_at[:10], (one.last_good_at or "")[:10])
            for one in account.rows.incidents()
            if not one.closed_at
        }
        return cls(account.contents.run.at if account.contents.run else "", losses, account.rows.copies)

    def deed(self, row: ArtifactRow) -> Attention | None:
        """What to do about an artifact; None where it needs no attention."""
        return next(iter(attention([row], self.copies)), None)


def _suite(kind: str, rows: Iterable[ArtifactRow], counts: Mapping[str, int], context: _Context) -> Iterator[str]:
    head = _counts(sum(counts.values()), sum(counts[one] for one in _LOST), counts[Availability.UNKNOWN])
    moment = f' timestamp="{plain(context.at).removesuffix("Z")}"' if context.at else ""
    yield f'  <testsuite name={_attribute(kind)} {head} errors="0"{moment}>\n'
    for row in rows:
        yield from _case(row, context)
    yield "  </testsuite>\n"


def _counts(tests: int, failures: int, skipped: int) -> str:
    return f'tests="{tests}" failures="{failures}" skipped="{skipped}" time="0"'


def _case(row: ArtifactRow, context: _Context) -> Iterator[str]:
    begun = f'    <testcase classname={_attribute(row.kind)} name={_attribute(row.target)} time="0"'
    deed = context.deed(row)
    message = _message(row, deed, context)
    if row.availability in _LOST:
        kind, details = _attribute(row.availability), _text(_details(row, message, deed))
        yield f"{begun}>\n      <failure type={kind} message={_attribute(message)}>{details}</failure>\n"
    elif row.availability == Availability.UNKNOWN:
        yield f"{begun}>\n      <skipped message={_attribute(message)}/>\n"
    elif deed:
        yield f"{begun}>\n      <system-out>{_text(_details(row, message, deed))}</system-out>\n"
    else:
        yield f"{begun}/>\n"
        return
    yield "    </testcase>\n"


def _message(row: ArtifactRow, deed: Attention | None, context: _Context) -> str:
    opened, good = context.losses.get(row.artifact_id, ("", "")) if row.availability in _LOST else ("", "")
    since = f" since {opened}" if opened else ""
    last = f", last seen working on {good}" if good else ""
    return f"{deed.verdict if deed else row.availability}{since}{last} ({row.reason})"


def _details(row: ArtifactRow, message: str, deed: Attention | None) -> Iterator[str]:
    """Lines about an artifact: its address, what was found, what to do, copies, and the papers that name it."""
    yield row.url
    yield message
    if row.resolved_target and row.resolved_target != row.target:
        yield f"today: {row.resolved_target}"
    if deed:
        yield deed.advice
        for copy in deed.rescue:
            yield f"copy ({copy.what}, {copy.day}): {address(copy.url)}"
    for title in row.named_by:
        yield f"named by: {title}"
    if row.papers > len(row.named_by):
        yield f"and by {row.papers - len(row.named_by)} more"


def _attribute(text: str) -> str:
    return quoteattr(plain(text, _LONGEST))


def _text(lines: Iterable[str]) -> str:
    return escape("\n".join(plain(line, _LONGEST) for line in lines))
