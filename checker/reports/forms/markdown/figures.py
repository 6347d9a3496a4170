"""The figures of the Markdown report, and the method behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reports.contents.words import count, ignoring
from checker.reports.escaping import markdown
from checker.reports.groups import cells, table
from checker.statistics.advice import PRESERVATION
from checker.statistics.candidates import MEANING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.reports.protocol import Account

_SHOWN = 50  # candidates, papers without a link


_PRESERVED = {one.value: text for one, text in PRESERVATION.items()}


def section(account: Account) -> Iterator[str]:
    """All figures, each with its denominator and the number of unknown ones."""
    top, report = account.contents.headline, account.report
    yield "## Figures"
    yield ""
    yield "| | share | counts |"
    yield "|---|--:|---|"
    for label, value, remark in top.beside:
        yield f"| {label} | {value} | {remark} |"
    if top.bounds:
        yield ""
        yield f"Unknown: {count(top.unknown)} of {count(top.total)}. {top.bounds}"
    yield from _composition(account)
    yield from _groups(account, ("kind",), "By kind")
    if account.options.by and account.options.by[0] not in ("paper", "artifact", "kind"):
        yield from _groups(account, account.options.by, f"By {' and '.join(account.options.by)}")
    yield from _counts("Content", report.content, "content")
    yield from _counts("Maintenance (one may be there and not maintained)", report.maintenance, "maintenance")
    yield from _counts("Archived copies", report.preservation, "archived copy", _PRESERVED)
    yield from _papers(account)
    yield from _candidates(account)


def _composition(account: Account) -> Iterator[str]:
    shown = [one for one in account.contents.composition if one.count or one.state in ("gone", "unknown")]
    whose = "Own links" if account.contents.only_own else "All links"
    yield ""
    yield f"{whose} by state: " + ", ".join(f"{one.word.lower()} {count(one.count)}" for one in shown) + "."


def _groups(account: Account, by: tuple[str, ...], heading: str) -> Iterator[str]:
    groups = table(account.figures, by)
    if not groups.lines:
        return
    yield from ("", f"### {heading}", "")
    yield f"| {' | '.join(by)} | usable, of those known | share | 95 % interval | unknown |"
    yield f"|{'---|' * len(by)}---|--:|---|--:|"
    for line in groups.lines:
        yield f"| {' | '.join(map(markdown, cells(line, by)))} |"
    if groups.methods:
        yield from ("", f"Intervals: {groups.methods}. Shares stand from 10 known on.")


def _counts(
    heading: str, counts: Mapping[str, int], column: str, meaning: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Counts of all artifacts by a word, and the meaning of each word."""
    found = [(word, number) for word, number in counts.items() if number]
    if not found:
        return
    yield from ("", f"### {heading}", "")
    yield f"| {column} | artifacts |{' meaning |' if meaning else ''}"
    yield f"|---|--:|{'---|' if meaning else ''}"
    for word, number in found:
        yield f"| {word} | {count(number)} |{f' {meaning[word]} |' if meaning else ''}"


def _papers(account: Account) -> Iterator[str]:
    report = account.report
    yield from ("", "### Papers", "", "| status | papers |", "|---|--:|")
    for word, number in report.papers.items():
        if number:
            yield f"| {word} | {count(number)} |"
    if without := report.claims_without_link:
        yield from ("", "Papers that claim or promise a release and print no link:", "")
        for paper in without[:_SHOWN]:
            evidence = f": {markdown(paper.claim_evidence)}" if paper.claim_evidence else ""
            yield f"- {markdown(paper.title)} ({paper.claim}{evidence})"
        yield from _more(without, "reprolinks query claimed-without-link")


def _candidates(account: Account) -> Iterator[str]:
    crossed = account.report.cross_checks
    if account.report.claims_without_link:
        yield from ("", "### Candidates for claims without a link", "")
        yield "What Hugging Face names for these papers. Nobody has compared it with the papers: it is in no figure."
        yield from ("", "| result of the look-up | papers | meaning |", "|---|--:|---|")
        for word, number in crossed.outcomes.items():
            if number:
                yield f"| {word} | {count(number)} | {MEANING[word]} |"
    if crossed.candidates:
        yield from ("", "| paper | candidate | evidence | availability |", "|---|---|---|---|")
        for one in crossed.candidates[:_SHOWN]:
            row = one.row
            what = f"{markdown(row.title, 90)} ({row.claim}) | {row.kind} {markdown(row.target)}"
            yield f"| {what} | {markdown(row.evidence)} | {markdown(one.standing)} |"
        yield from _more(crossed.candidates, "reprolinks query candidates")
    yield from _others(account)


def _others(account: Account) -> Iterator[str]:
    crossed = account.report.cross_checks
    if crossed.agreeing or crossed.others:
        yield from ("", "### Repositories that Hugging Face names for papers with links", "")
        yield (
            f"Papers for which it names what they print: {count(crossed.agreeing)}. Other GitHub repositories that"
            f" it names: {count(len(crossed.others))}. No verdict depends on this."
        )
        yield ""
        for one in crossed.others[:_SHOWN]:
            row = one.row
            remark = f"({markdown(row.evidence)}; {markdown(one.standing)})"
            yield f"- {markdown(row.title, 90)}: {markdown(row.target)} {remark}"
    if crossed.dropped:
        yield from ("", f"Left out, because they are no valid address: {count(crossed.dropped)}.")


def _more(found: Sequence[object], command: str) -> Iterator[str]:
    if len(found) > _SHOWN:
        yield from ("", f"{count(len(found) - _SHOWN)} more: `{command}`")


def method(account: Account) -> Iterator[str]:
    """What the words mean, what could not be seen, and what the run cost."""
    report = account.report
    yield from ("## Method", "")
    yield from _DEFINITIONS
    for line in (*map(ignoring, account.ignored), *report.unseen):
        yield f"- {markdown(line, 600)}"
    if report.run:
        version = markdown(report.run.version)
        yield f"- Rules of reprolinks {version}. The SQL behind each figure is in the JSON report."
    if report.run and report.run.costs:
        yield from ("", "| service | requests | points | seconds waited |", "|---|--:|--:|--:|")
        for name, cost in report.run.costs.items():
            numbers = (f"{cost.get(one, 0):g}" for one in ("requests", "points", "waited"))
            yield f"| {markdown(name)} | {' | '.join(numbers)} |"


_DEFINITIONS = (
    "- *Usable*: there, open, with content, and no other thing than was seen before.",
    "- *Gone*: the host says that there is nothing to see. Deleted and made private look the same from outside.",
    "- *Confirmed*: two looks at least 24 hours apart agree.",
    "- *Unknown*: it could not be found out. Never counted as gone, and in no share.",
)
