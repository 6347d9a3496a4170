"""
The report as text: on a terminal of any width, in a log, in a mail. News first, then what needs attention, then
figures. Narrow screens stack blocks, wide ones have one table; only titles are ever cut.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from checker.reports.contents.words import MONTHS, ignoring, long_date
from checker.reports.escaping import plain
from checker.reports.forms.text import figures, findings
from checker.reports.forms.text.layout import NARROW, Screen, headed, on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from checker.reports.protocol import Account

_FEW = 5  # artifacts up to which each is described in full


class TextForm:
    """
    The report as text without colours, 80 columns wide; with `plain`, a line for each item, with
    letters as signs.
    """

    name = "text"

    def render(self, account: Account) -> Iterator[str]:
        """The lines, without spaces at their ends."""
        for line in lines(account, Screen(encoding="ascii" if account.options.plain else "utf-8")):
            yield f"{line.plain.rstrip()}\n"


def show(account: Account, stream: TextIO, width: int) -> None:
    """
    Write the report to a stream; with colours where it is a terminal and the user has not asked for
    plain lines.
    """
    encoding = "ascii" if account.options.plain else getattr(stream, "encoding", None) or "utf-8"
    plainly = account.options.plain or not stream.isatty()
    console = Console(
        file=stream, width=width, highlight=False, markup=False, emoji=False, color_system=None if plainly else "auto"
    )
    screen = Screen(width, encoding)
    for line in lines(account, screen):
        console.print(on(line, screen), soft_wrap=True)


def lines(account: Account, screen: Screen) -> Iterator[Text]:
    """All lines of the report, for a screen."""
    yield from _masthead(account, screen)
    if account.options.plain:
        yield from findings.listed(account)
    else:
        yield from _news(account, screen)
        yield from _attention(account, screen)
    if account.contents.artifacts <= _FEW and not account.options.by:
        yield Text()
        yield from figures.found(account, screen)
    yield Text()
    yield from figures.block(account, screen.width)
    yield from figures.by(account, screen.width)
    yield from _candidates(account, screen)
    for line in (*map(ignoring, account.ignored), *account.report.unseen):
        yield Text()
        yield Text(line)
    if not account.options.plain:
        yield Text()
        yield from figures.commands(screen.width)


def _masthead(account: Account, screen: Screen) -> Iterator[Text]:
    contents, run = account.contents, account.contents.run
    state = "no run yet"
    if run:
        state = f"{long_date(run.at)}, run {run.number} {'complete' if run.complete else 'incomplete'}"
    title, counts = plain(contents.title), figures.counts(contents)
    if screen.width >= findings.WIDE:
        yield Text(title, "bold").append(" " * max(screen.width - 16 - len(title) - len(state), 2)).append(state)
        yield Text(counts)
    else:
        yield Text(title, "bold")
        yield from map(Text, figures.wrapped(f"{state}. {counts}", screen.width))
    if run and run.note:
        yield Text(f"{run.note[0].upper()}{run.note[1:]}.", "yellow")
    if run and not run.complete:
        yield from map(Text, figures.wrapped(run.sentence, screen.width))
    if contents.intro:
        yield Text()
        for line in contents.intro.splitlines():
            yield from map(Text, figures.wrapped(plain(line, 10_000), screen.width))


def _news(account: Account, screen: Screen) -> Iterator[Text]:
    news = account.contents.news
    yield Text()
    since = f" SINCE {_day(news.since)}" if news.since else ""
    line = ", ".join(words for _, _, words in news.line) or news.sentence
    yield from headed(f"NEW{since}", line, screen.width)
    if news.events:
        yield Text()
        yield from findings.news(news.events, screen)
    if news.total > len(news.events):
        yield Text(f"and {news.total - len(news.events):,} more: reprolinks changes")


def _day(moment: str) -> str:
    """`2 NOVEMBER 2026`; the year stands there because a report may be read years later."""
    parts = moment[:10].split("-")
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1].upper()} {parts[0]}" if len(parts) == 3 else moment


def _attention(account: Account, screen: Screen) -> Iterator[Text]:
    found = account.contents.attention
    yield Text()
    whose = "of the papers' own links" if account.contents.only_own else "of all links"
    words = f"{found.count:,} {whose}" if found.count else found.sentence
    yield from headed("NEEDS ATTENTION", words, screen.width)
    if found.groups:
        yield Text()
        in_news = {one.artifact_id for one in account.contents.news.events}
        yield from findings.attention(found.groups, screen, in_news)


def _candidates(account: Account, screen: Screen) -> Iterator[Text]:
    """Candidates named for papers that claim a release and print no link: they count in no figure."""
    found = account.report.cross_checks.candidates
    if not found:
        return
    yield Text()
    yield Text("Candidates for claims without a link (in no figure above)", "bold")
    yield Text()
    for one in found[: findings.SHOWN]:
        row = one.row
        words = f"{plain(row.target)}  {plain(one.standing)}, {plain(row.evidence)}: {plain(row.title)}"
        yield from map(Text, figures.wrapped(words, screen.width))
    if len(found) > findings.SHOWN:
        yield Text(f"and {len(found) - findings.SHOWN:,} more: reprolinks query candidates")


def printed(account: Account, width: int = NARROW) -> str:
    """The report as text of a width, without colours."""
    out = io.StringIO()
    show(account, out, width)
    return out.getvalue()
