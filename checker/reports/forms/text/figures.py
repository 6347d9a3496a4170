"""The figures of the report as columns of text, and the commands for more."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from checker.reports.contents.words import count, counted, percent, short_date
from checker.reports.escaping import plain
from checker.reports.forms.text.layout import GAP, columns, cut, folded, headed, widest
from checker.reports.groups import cells, table
from checker.reports.signs import COLOURS, sign
from checker.statistics.intervals import WILSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.rows import ArtifactRow
    from checker.reports.contents.contents import Contents
    from checker.reports.contents.values import Headline
    from checker.reports.forms.text.layout import Screen
    from checker.reports.protocol import Account
    from checker.statistics.intervals import Share

_WIDE = 120
_LABEL, _VALUE = 11, 62
_STATE = 13  # a sign and the name of a state


def counts(contents: Contents) -> str:
    """`106 papers name 23 artifacts, 21 their own.`"""
    names = "names" if contents.papers == 1 else "name"
    own = f", {count(contents.own)} their own" if contents.artifacts else ""
    return f"{counted(contents.papers, 'paper')} {names} {counted(contents.artifacts, 'artifact')}{own}."


def block(account: Account, width: int) -> Iterator[Text]:
    """The figures beside the headline; the method of the intervals is named once."""
    top = account.contents.headline
    whose = "own links" if account.contents.only_own else "all links"
    any_wilson = any(one.method == WILSON for one in (top.usable, top.there, top.maintained) if one.whole)
    named = " (Wilson)" if any_wilson else ""
    yield from headed("FIGURES", f"{whose}; in brackets the 95 % interval{named}", width)
    yield Text()
    if not top.usable.whole:
        yield Text(top.sentence)
        return
    rows = list(_rows(top))
    if width >= _WIDE:
        half = (len(rows) + 1) // 2
        for place in range(half):
            pair = [rows[place], *rows[half:][place : place + 1]]
            cells_of = [(text, "") for row in pair for text in row]
            yield from columns(cells_of, (_LABEL, 40, _LABEL, width - 2 * _LABEL - 40 - 3 * GAP)[: len(cells_of)])
        return
    for label, value in rows:
        yield from columns(((label, ""), (value, "")), (_LABEL, max(width - _LABEL - 2, 20)))


def _rows(top: Headline) -> Iterator[tuple[str, str]]:
    yield "usable", _share(top.usable)
    yield "still there", _share(top.there)
    if top.maintained.whole:
        yield "maintained", _share(top.maintained)
    if top.unknown:
        yield "unknown", f"{count(top.unknown)} of {count(top.total)}   {_bounds(top)}"
    if top.third_party.whole:
        yield "third party", f"{count(top.third_party.part)} of {count(top.third_party.whole)}"


def _share(share: Share) -> str:
    """`13 of 20 65 % (43 to 82)`; counts alone below ten."""
    of = f"{count(share.part)} of {count(share.whole)}"
    if share.whole < 10 or share.percent is None or share.interval is None:
        return of
    low, high = (_number(bound, share.whole) for bound in share.interval)
    method = "" if share.method == WILSON else f", {share.method}"
    return f"{of}   {_spaced(share.percent, share.whole)}  ({low} to {high}{method})"


def _bounds(top: Headline) -> str:
    if top.low is None or top.high is None:
        return "in no share"
    it = "it is" if top.unknown == 1 else "they are"
    return f"in no share: {_number(top.low, top.total)} to {_spaced(top.high, top.total)} usable, whatever {it}"


def _number(value: float, whole: int) -> str:
    return percent(value, whole).rpartition("\u202f")[0]


def _spaced(value: float, whole: int) -> str:
    return f"{_number(value, whole)} %"


def by(account: Account, width: int) -> Iterator[Text]:
    """Figures by the groups that the user asked for, or all papers with their artifacts, or all artifacts."""
    by_what = account.options.by
    if not by_what:
        return
    yield Text()
    if by_what == ("paper",):
        yield from _papers(account, width)
    elif by_what == ("artifact",):
        yield from _artifacts(account, width)
    else:
        yield from _groups(account, width)


def _groups(account: Account, width: int) -> Iterator[Text]:
    groups = table(account.figures, account.options.by)
    words = f"usable; interval: {groups.methods or 'none'}"
    yield from headed(f"BY {' AND '.join(groups.by).upper()}", words, width)
    yield Text()
    rows = [
        (*groups.by, "usable", "", "95 % interval", "unknown"),
        *(tuple(plain(text, 300).replace("\u202f", " ") for text in cells(line, groups.by)) for line in groups.lines),
    ]
    rest = [widest(column, 40) for column in zip(*(row[len(groups.by) :] for row in rows), strict=True)]
    room = max(width - sum(rest) - 2 * len(rest), 20) // len(groups.by) - 2
    names = [widest(column, room) for column in zip(*(row[: len(groups.by)] for row in rows), strict=True)]
    for place, row in enumerate(rows):
        yield from columns([(text, "" if place else "dim") for text in row], (*names, *rest))


def found(account: Account, screen: Screen) -> Iterator[Text]:
    """Each artifact with all that is known of it: for a report on a few things that a user asked about."""
    rows = list(account.rows.artifacts())
    if not rows:
        return
    yield Text("FOUND", "bold")
    yield Text()
    name = widest([plain(row.target, 300) for row in rows], screen.width // 2)
    for row in rows:
        word = f"{sign(row.availability, screen.encoding)} {row.availability}"
        known = (_since(row), row.content, row.license, plain(row.reason) if row.reason != "ok" else "")
        words = ", ".join(plain(one) for one in known if one not in ("", "unknown"))
        widths = (_STATE, name, max(screen.width - _STATE - name - 2 * GAP, 20))
        yield from columns(
            ((word, COLOURS.get(row.availability, "")), (plain(row.target, 300), ""), (words, "")), widths
        )


def _since(row: ArtifactRow) -> str:
    """`active, last commit 3 Mar 2026`, `archived since 3 Mar 2026`."""
    if row.maintenance == "unknown":
        return ""
    last = f" since {short_date(row.archived_at)}" if row.archived_at else ""
    seen = f", last commit {short_date(row.last_activity_at)}" if row.last_activity_at else ""
    return f"{row.maintenance}{last}{seen}"


def _papers(account: Account, width: int) -> Iterator[Text]:
    kept = account.rows.kept(account.options.keep) if account.options.keep else {}
    yield Text("PAPERS", "bold")
    for paper_id, links in groupby(account.rows.links(), key=lambda row: row.paper_id):
        rows = list(links)
        yield Text()
        yield Text(
            cut(plain(rows[0].title, 300), width, f"({rows[0].published[:4]})" if rows[0].published else ""), "bold"
        )
        values = [f"{name}: {plain(value, 300)}" for name, value in kept.get(paper_id, {}).items()]
        yield from map(Text, wrapped("  ".join((plain(paper_id), *values)), width))
        for row in rows:
            once = ", seen once" if row.availability == "gone" and not row.confirmed else ""
            words = (
                f"  {row.availability}{once}",
                plain(row.target, 300),
                "" if row.ownership == "own" else row.ownership,
            )
            yield from columns([(text, "") for text in words], (22, max(width - 40, 20), 12))


def _artifacts(account: Account, width: int) -> Iterator[Text]:
    yield Text("ARTIFACTS", "bold")
    yield Text()
    for row in account.rows.artifacts():
        cells_of = (row.availability, plain(row.target, 300), row.kind, counted(row.papers, "paper"))
        yield from columns([(text, "") for text in cells_of], (12, max(width - 44, 20), 14, 12))


def wrapped(text: str, width: int) -> Sequence[str]:
    """A sentence in lines of at most `width` cells."""
    return folded(text, width)


def commands(width: int) -> Iterator[Text]:
    """The commands for letters and for the page."""
    letters, page = (
        "Letters: reprolinks report --format letters -o letters/",
        "reprolinks report -o availability.html",
    )
    if width >= _WIDE:
        yield Text(f"{letters}      Page: {page}")
    else:
        yield Text(letters)
        yield Text(f"Page:    {page}")
