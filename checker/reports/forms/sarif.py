"""
The report as SARIF 2.1.0 (OASIS), for code scanning: a result for each link that needs attention, at its place in the
file that the papers were read from.
"""

from __future__ import annotations

import hashlib
from heapq import nsmallest
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson

from checker import __version__
from checker.model import Availability, Reason
from checker.reports.contents.words import days_between
from checker.reports.escaping import address, json_text, plain
from checker.statistics.advice import ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.rows import LinkRow
    from checker.reports.protocol import Account

GRACE = 90  # days after its paper in which a repository may still be filled
RESULTS = 5_000  # code scanning shows no more results of a run
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LONGEST = 1_000  # characters of a message

#: Rule → level, name, meaning; in order of urgency: where there are too many results, the first rules are kept.
RULES: dict[str, tuple[str, str, str]] = {
    "gone": ("error", "LinkGone", "The host says that there is nothing to see: deleted, or made private."),
    "blocked": ("error", "LinkBlocked", "Taken down or disabled by the host."),
    "reused": ("error", "NameReused", "The name belongs to another repository today than was seen before."),
    "misprinted": ("warning", "AddressAsPrintedBroken", "The thing is there; the address as printed is not."),
    "hijackable": ("warning", "LinkHijackable", "It works through a redirect, and anybody may take the old name."),
    "empty": ("warning", "RepositoryEmpty", "It exists, and holds no commit and no file."),
    "placeholder": ("warning", "RepositoryPlaceholder", "It exists, and holds only a README, a licence or the like."),
    "moved": ("note", "LinkMoved", "It lives under another name today, and the old one leads there."),
    "restricted": ("note", "AccessRestricted", "It exists behind a gate, a login or a request."),
    "unknown": ("note", "LinkUnknown", "It could not be found out; this is not counted as gone."),
}
_HELP = {
    "reused": "Do not trust the address: compare the commit in the paper, and ask the authors.",
    "misprinted": "Correct the link: reprolinks fix writes the patch.",
    "hijackable": "Update the link to today's name.",
    "moved": "Update the link to today's name: reprolinks fix writes the patch.",
    "gone": "Use an archived copy where there is one (reprolinks query rescue), and tell the authors.",
    "blocked": "Read the host's notice, and ask the authors for another copy.",
    "empty": "Ask the authors to fill it.",
    "placeholder": "Ask the authors to fill it. Papers younger than 90 days may still do so.",
    "restricted": "Ask for access. This is no fault of the link.",
    "unknown": "Nothing to do: it is due again at the next run.",
}
_ORDER = {rule: place for place, rule in enumerate(RULES)}


class Sarif:
    """A log of one run of one tool; columns count Unicode characters."""

    name = "sarif"

    def render(self, account: Account) -> Iterator[str]:
        """The log as JSON."""
        run = account.contents.run
        today = run.at if run else ""
        found = ((rule, row) for row in account.rows.links() if (rule := rule_of(row)) and not _is_young(row, today))
        counted = _Counted(found)
        worst = nsmallest(
            RESULTS, counted, key=lambda one: (_ORDER[one[0]], one[1].source, one[1].line, _key(one[1]))
        )
        results = [_result(rule, row) for rule, row in worst]
        body = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(account, results, counted.total)]}
        yield json_text(orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())


class _Counted:
    """An iterable that counts the items taken from it."""

    def __init__(self, found: Iterator[tuple[str, LinkRow]]) -> None:
        self._found = found
        self.total = 0

    def __iter__(self) -> Iterator[tuple[str, LinkRow]]:
        for one in self._found:
            self.total += 1
            yield one


def rule_of(row: LinkRow) -> str:
    """The rule that a link breaks; empty where nothing needs to be done about it."""
    if row.availability != Availability.AVAILABLE:
        return row.availability
    if row.identity == "reused":
        return "reused"
    if row.misprinted:
        return "misprinted"
    if row.hijackable:
        return "hijackable"
    return "moved" if row.identity in ("renamed", "transferred") else ""


def _is_young(row: LinkRow, today: str) -> bool:
    """Whether it is not filled yet, and its paper is younger than the 90 days that authors have for that."""
    days = days_between(f"{row.published}-01-01"[:10], today)
    return row.availability in (Availability.EMPTY, Availability.PLACEHOLDER) and days is not None and days < GRACE


def _run(account: Account, results: list[dict[str, Any]], total: int) -> dict[str, Any]:
    run = account.report.run
    more = f"{total - len(results)} more results are left out: {RESULTS} is what code scanning shows."
    invocation: dict[str, Any] = {"executionSuccessful": bool(run and run.status in ("done", "incomplete"))}
    if run:
        invocation |= {"startTimeUtc": run.started_at, "endTimeUtc": run.finished_at or run.started_at}
    if total > len(results):
        invocation["toolExecutionNotifications"] = [{"level": "note", "message": {"text": more}}]
    return {
        "tool": {"driver": {"name": "reprolinks", "version": __version__, "rules": [*map(_rule, RULES)]}},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "reprolinks/"},
        "invocations": [invocation],
        "results": results,
    }


def _rule(rule: str) -> dict[str, Any]:
    level, name, meaning = RULES[rule]
    return {
        "id": rule,
        "name": name,
        "shortDescription": {"text": meaning},
        "fullDescription": {"text": meaning},
        "help": {"text": _HELP[rule], "markdown": _HELP[rule]},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["links", "reproducibility"], "precision": "high"},
    }


def _result(rule: str, row: LinkRow) -> dict[str, Any]:
    key = _key(row)
    return {
        "ruleId": rule,
        "ruleIndex": _ORDER[rule],
        "level": RULES[rule][0],
        "message": {"text": _message(rule, row)},
        "locations": [{"physicalLocation": _place(row), "logicalLocations": [{"name": plain(row.paper_id)}]}],
        "partialFingerprints": {"paperAndArtifact/v1": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()},
        "properties": {"kind": row.kind, "target": row.target, "reason": row.reason, "ownership": row.ownership},
    }


def _key(row: LinkRow) -> str:
    """What identifies a result from run to run: the paper and its artifact, not the line."""
    return f"{row.paper_id}\n{row.kind}:{row.target}"


def _message(rule: str, row: LinkRow) -> str:
    since = f" since {row.opened_at[:10]}" if row.opened_at else ""
    once = ", seen once" if rule == "gone" and not row.confirmed else ""
    message = f"{row.target}: {rule}{since}{once} ({row.reason}). Named by: {row.title}."
    copy = row.code_url or row.page_url
    if copy and rule in ("gone", "blocked"):
        message += f" Archived copy: {address(copy)}"
    elif row.resolved_target and rule in ("moved", "hijackable", "reused"):
        message += f" Today: {row.resolved_target}."
    elif row.reason in set(Reason):
        message += f" {ADVICE[Reason(row.reason)]}"
    return plain(message, _LONGEST)


def _place(row: LinkRow) -> dict[str, Any]:
    """The file as a relative address, and the line and column where they are known."""
    place: dict[str, Any] = {"artifactLocation": {"uri": file_address(row.source)}}
    if row.line:
        place["region"] = {"startLine": row.line}
        if row.column:
            place["region"] |= {"startColumn": row.column, "endColumn": row.column + len(row.raw.partition("\n")[0])}
            place["region"]["snippet"] = {"text": row.raw}
    return place


def file_address(source: str) -> str:
    """A source as a URI reference: the path of the file with forward slashes, relative where it was given so."""
    name = quote(source.replace("\\", "/").removeprefix("./"), safe="/+,;=@!~$&'()*-._", errors="replace")
    return name or "input"
