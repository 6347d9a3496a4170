"""The summary of a CI job as Markdown: the news as heading and table, what needs attention folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reports.contents.words import count, ignoring, long_date, percent
from checker.reports.escaping import markdown
from checker.reports.forms.markdown import blocks
from checker.reports.forms.markdown.fitting import fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.reports.contents.contents import Contents
    from checker.reports.protocol import Account

LIMIT = 1_048_576  # bytes: GitHub drops a longer summary of a step


def summary(account: Account, *, tail: str = "", limit: int = LIMIT) -> str:
    """
    The summary in at most `limit` bytes, with as many rows as fit. `tail` is our own Markdown, which ends it: why the
    job is red or green, and where the whole report is.
    """
    contents = account.contents
    lists = (contents.news.events, account.ignored, *(one.rows for one in contents.attention.groups))
    most = max(map(len, lists))
    room = limit - len(tail.encode()) - 2
    text = fitting(room, most, lambda rows: "\n".join(_lines(account, rows)) + "\n")
    return f"{text}\n{tail}\n" if tail else text


def _lines(account: Account, rows: int) -> Iterator[str]:
    contents = account.contents
    news = contents.news
    heading = ", ".join(words for _, _, words in news.line) or news.sentence.removesuffix(".")
    yield f"## {markdown(contents.title)}: {markdown(heading)}"
    yield ""
    yield " ".join(_state(contents))
    if news.events:
        yield ""
        yield from blocks.news(news.events[:rows])
    if (left := news.total - len(news.events[:rows])) > 0:
        yield ""
        yield f"{count(left)} more: `reprolinks changes`"
    yield from _attention(contents, rows)
    if account.ignored:
        yield ""
        yield from (f"- {markdown(ignoring(one), 600)}" for one in account.ignored[:rows])
    if (left := len(account.ignored) - rows) > 0:
        yield f"- and {count(left)} more"


def _state(contents: Contents) -> Iterator[str]:
    """The headline in a line, what could not be found out, and the run."""
    top, run = contents.headline, contents.run
    whose = "own links" if contents.only_own else "links"
    usable = top.usable
    if usable.percent is None or usable.interval is None:
        yield markdown(top.sentence)
    else:
        are = "is" if usable.part == 1 else "are"
        of = f"**{count(usable.part)} of {count(usable.whole)}** {whose} that are known {are} usable"
        low, high = (percent(bound, usable.whole) for bound in usable.interval)
        share = f" ({percent(usable.percent, usable.whole)}, 95 % interval {low} to {high}, {usable.method})"
        yield f"{of}{share if usable.whole >= 10 else ''}."
    if top.unknown:
        yield f"{count(top.unknown)} could not be found out."
    if run:
        compared = f"; compared with {long_date(run.previous_at)}" if run.previous_at else ""
        yield f"Run {run.number} of {long_date(run.at)}, {'complete' if run.complete else 'incomplete'}{compared}."
    if run and run.note:
        yield f"{markdown(run.note[0].upper() + run.note[1:])}."


def _attention(contents: Contents, rows: int) -> Iterator[str]:
    found = contents.attention
    if not found.groups:
        yield from ("", markdown(found.sentence))
        return
    yield from ("", f"<details><summary>What needs attention: {count(found.count)}</summary>", "")
    for group in found.groups:
        shown = group.rows[:rows]
        left = group.count - len(shown)
        more = f" and {count(left)} more" if left > 0 else ""
        names = ", ".join(map(blocks.artifact, shown))
        yield f"- **{markdown(group.imperative)} ({count(group.count)}):** {names}{more}"
    yield from ("", "</details>")
