"""The availability report as Markdown: news, what needs attention, figures, method."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from checker.model.paper_ids import paper_address
from checker.reports.contents.context import copy_of
from checker.reports.contents.words import count, counted, long_date
from checker.reports.escaping import markdown
from checker.reports.forms.markdown import blocks, figures
from checker.reports.forms.markdown.fitting import fitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.rows import LinkRow
    from checker.reports.contents.contents import Contents
    from checker.reports.contents.values import Copy
    from checker.reports.protocol import Account

WHOLE = "reprolinks report -o availability.html"


class Markdown:
    """The report as Markdown tables; text from papers and services is escaped."""

    name = "markdown"

    def render(self, account: Account) -> Iterator[str]:
        """The report, with as many rows as its size limit allows."""
        contents = account.contents
        listed = list(_listed(account))
        most = max([len(contents.news.events), len(listed), *(len(one.rows) for one in contents.attention.groups)])
        yield fitting(account.options.limit, most, lambda rows: _whole(account, listed, rows))


def _whole(account: Account, listed: list[str], rows: int) -> str:
    parts = (
        masthead(account.contents),
        _news(account.contents, rows),
        _attention(account, rows),
        figures.section(account),
        _list(account, listed, rows),
        figures.method(account),
    )
    lines = [line for part in parts for line in (*part, "")]
    return "\n".join(lines).rstrip() + "\n"


def masthead(contents: Contents) -> Iterator[str]:
    """Title, state of the run, introduction, and the headline with its interval."""
    run = contents.run
    yield f"# {markdown(contents.title)}"
    yield ""
    if run:
        compared = f"; compared with {long_date(run.previous_at)}" if run.previous_at else ""
        yield f"{run.sentence} Checked on {long_date(run.at)}{compared}."
    if run and run.note:
        yield ""
        yield f"> {markdown(run.note[0].upper() + run.note[1:])}."
    for line in contents.intro.splitlines():
        yield ""
        yield markdown(line, 10_000)
    yield ""
    yield f"**{contents.headline.sentence}** {contents.headline.interval}".strip()
    yield ""
    own = f", {count(contents.own)} of them their own" if contents.artifacts else ""
    names = "names" if contents.papers == 1 else "name"
    yield f"{counted(contents.papers, 'paper')} {names} {counted(contents.artifacts, 'artifact')}{own}."


def _news(contents: Contents, rows: int) -> Iterator[str]:
    news = contents.news
    yield f"## What is new{f' since {long_date(news.since)}' if news.since else ''}"
    yield ""
    if not news.events:
        yield markdown(news.sentence)
        return
    yield f"{', '.join(words for _, _, words in news.line)}."
    yield ""
    yield from blocks.news(news.events[:rows])
    if (left := news.total - len(news.events[:rows])) > 0:
        yield ""
        yield f"{count(left)} more: `reprolinks changes`"


def _attention(account: Account, rows: int) -> Iterator[str]:
    found = account.contents.attention
    rescue = _rescue(account)
    yield f"## What needs attention: {count(found.count)}"
    if not found.groups:
        yield ""
        yield found.sentence
    for group in found.groups:
        yield ""
        yield f"### {group.imperative}{f' ({count(group.count)})' if group.counted else ''}"
        yield ""
        yield group.why
        yield ""
        shown = group.rows[:rows]
        yield from blocks.group(group, shown, rescue)
        if (left := group.count - len(shown)) > 0:
            yield ""
            yield f"{count(left)} more: `{WHOLE}`"


def _rescue(account: Account) -> dict[int, list[Copy]]:
    """All copies of lost artifacts that have one, by artifact, code before pages."""
    lost = [row.artifact_id for group in account.contents.attention.groups for row in group.rows if row.copy]
    found: dict[int, list[Copy]] = {}
    for row in account.figures.rows("copies", ids=str(lost)) if lost else ():
        found.setdefault(row["artifact_id"], []).append(copy_of(row))
    return found


def _list(account: Account, listed: list[str], rows: int) -> Iterator[str]:
    """All papers or all artifacts, where the user asks for them."""
    if not listed:
        return
    yield f"## All {account.options.by[0]}s"
    yield ""
    yield from listed[:rows]
    if (left := len(listed) - rows) > 0:
        yield ""
        yield f"{count(left)} more: `{WHOLE}`"


def _listed(account: Account) -> Iterator[str]:
    by = account.options.by
    if by == ("artifact",):
        for row in account.rows.artifacts():
            what = blocks.link(row.target, row.url)
            yield f"- {what}: {row.availability} (`{row.reason}`), {counted(row.papers, 'paper')}"
    if by == ("paper",):
        kept = account.rows.kept(account.options.keep) if account.options.keep else {}
        for paper, links in groupby(account.rows.links(), key=lambda row: row.paper_id):
            values = (f"{markdown(name)}: {markdown(value)}" for name, value in kept.get(paper, {}).items())
            yield _paper(list(links), values)


def _paper(links: list[LinkRow], values: Iterable[str]) -> str:
    """A paper with its kept columns and the state of each of its artifacts, as one item of a list."""
    first = links[0]
    year = f" ({markdown(first.published[:4])})" if first.published else ""
    beside = ", ".join(values)
    head = f"- {blocks.link(first.title, paper_address(first.paper_id))}{year}{f'; {beside}' if beside else ''}"
    items = [head]
    for row in links:
        once = ", seen once" if row.availability == "gone" and not row.confirmed else ""
        whose = "" if row.ownership == "own" else f", {row.ownership.replace('_', ' ')}"
        what = blocks.link(row.target, row.url)
        items.append(f"  - {what}: {row.availability}{once} (`{row.reason}`){whose}")
    return "\n".join(items)
