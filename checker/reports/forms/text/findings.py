"""News and what needs attention, as blocks and tables of text."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from checker.reports.contents.words import short_date, shorter
from checker.reports.escaping import address, plain
from checker.reports.forms.text.layout import GAP, columns, cut, folded, widest
from checker.reports.signs import COLOURS, sign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from checker.reports.contents.values import Cited, Finding, Group
    from checker.reports.forms.text.layout import Screen
    from checker.reports.protocol import Account

WIDE = 120  # columns from which on a table is printed
SHOWN = 25  # rows of a list; a command prints the rest
_TITLE = 24  # columns that a title has at least
_WORD = 14  # columns of the widest sign and word
_LOST = ("newly_gone", "gone", "blocked")
_HEADS = ("What", "Artifact", "Paper", "Last good", "What to do")


def news(events: Sequence[Finding], screen: Screen) -> Iterator[Text]:
    """The events of the news: a table on a wide screen, else a block for each."""
    if screen.width >= WIDE:
        yield from _table(events, _HEADS, [short_date(one.last_good) or "first look" for one in events], screen)
        yield from _all_copies(events)
        return
    for one in events:
        yield from _block(one, screen)


def attention(groups: Sequence[Group], screen: Screen, in_news: Collection[int]) -> Iterator[Text]:
    """
    What needs attention, by what to do. The copies of artifacts with a number in `in_news` are left out: the news has
    them.
    """
    if screen.width >= WIDE:
        rows = [one for group in groups for one in group.rows]
        yield from _table(rows, (*_HEADS[:3], "Since", _HEADS[4]), [_since(one) for one in rows], screen)
    for group in groups:
        if screen.width < WIDE:
            yield from _group(group, screen, in_news)
        elif group.count > len(group.rows):
            yield Text(f"{plain(group.imperative)}: {len(group.rows):,} of {group.count:,}")
    if screen.width >= WIDE:
        yield from _all_copies(one for group in groups for one in group.rows if one.artifact_id not in in_news)


def _table(found: Sequence[Finding], heads: Sequence[str], dates: Sequence[str], screen: Screen) -> Iterator[Text]:
    names, deeds = [plain(one.target, 300) for one in found], [brief(one) for one in found]
    words = [f"{_word(one, screen)}{_once(one)}" if one.event in _LOST else _word(one, screen) for one in found]
    first, last = widest([heads[0], *words], 24), widest([heads[3], *dates], 18)
    room = screen.width - first - last - 4 * GAP
    name = widest([heads[1], *names], min(48, (room - _TITLE) // 2))
    do = widest([heads[4], *deeds], room - _TITLE - name)
    widths = (first, name, room - name - do, last, do)
    if found:
        yield from columns([(head, "dim") for head in heads], widths)
    for one, word, target, date, deed in zip(found, words, names, dates, deeds, strict=True):
        style = COLOURS.get(one.event, "")
        cells = ((word, style), (target, ""), (_paper(one, widths[2]), ""), (date, ""), (deed, ""))
        yield from columns(cells, widths)


def _all_copies(found: Iterable[Finding]) -> Iterator[Text]:
    copies = [(plain(one.target, 300), address(one.copy.url)) for one in found if one.copy]
    yield from [Text()] if copies else ()
    for target, link in copies:
        yield Text(f"Copy of {target}: {link}")


def _block(one: Finding, screen: Screen) -> Iterator[Text]:
    """An event in lines: which artifact, its paper, what was seen and what to do, and the address of the copy."""
    room = screen.width - _WORD - 2
    texts = [plain(one.target, 300), *([_paper(one, room)] if one.papers else []), _sentence(one)]
    for place, text in enumerate(texts):
        word = _word(one, screen) if not place else ""
        yield from columns(((word, COLOURS.get(one.event, "")), (text, "")), (_WORD, room))
    yield from _copy(one, _WORD + GAP, screen.width)


def _copy(one: Finding, indent: int, width: int) -> Iterator[Text]:
    """The address of a copy, whole and on a line of its own, so that it can be copied."""
    if one.copy and (link := address(one.copy.url)):
        yield Text(f"{' ' * indent if indent + cell_len(link) <= width else ''}{link}")


def _sentence(one: Finding) -> str:
    deed = brief(one)
    deed = f"{deed[:1].upper()}{deed[1:]}"
    if one.event in _LOST:
        last = f"last good {short_date(one.last_good)}" if one.last_good else "at the first look"
        return f"{last}{_once(one)}. {deed}{':' if one.copy else '.'}"
    if deed == "Nothing":
        deed = "Nothing to do"
    if one.event == "back":
        return f"there again since {short_date(one.since)}. {deed}."
    return f"since {short_date(one.since)}. {deed}." if one.since else f"{deed}."


def _once(one: Finding) -> str:
    return "" if one.confirmed or one.event == "blocked" else ", seen once"


def _group(group: Group, screen: Screen, in_news: Collection[int]) -> Iterator[Text]:
    names = [plain(one.target, 300) for one in group.rows]
    details = [_detail(group, one) for one in group.rows]
    room = screen.width - 2 * GAP - _WORD
    beside = [cell_len(name) + GAP + cell_len(detail) <= room for name, detail in zip(names, details, strict=True)]
    name = widest([one for one, fits in zip(names, beside, strict=True) if fits], room)
    yield from map(Text, folded(f"{plain(group.imperative)}  {group.count:,}", screen.width))
    for one, target, detail in zip(group.rows, names, details, strict=True):
        word = (_word(one, screen), COLOURS.get(one.event, ""))
        rest = room - name - GAP
        if cell_len(target) <= name and cell_len(detail) <= rest:
            lines = columns((word, (target, ""), (detail, "")), (_WORD, name, rest))
        else:
            lines = chain(
                columns((word, (target, "")), (_WORD, room)), columns((("", ""), (detail, "")), (_WORD, room))
            )
        for line in lines:
            yield Text("  ").append_text(line)
        if one.artifact_id not in in_news:
            yield from _copy(one, _WORD + 2 * GAP, screen.width)
    if group.count > len(group.rows):
        yield Text(f"  and {group.count - len(group.rows):,} more")


def _detail(group: Group, one: Finding) -> str:
    if group.deed == "update" and one.today:
        return plain(one.today, 300)
    if group.deed == "correct" and one.today:
        return f"gone as printed; works as {plain(one.today, 300)}"
    if one.event in ("gone", "blocked", "reused"):
        return (
            f"since {short_date(one.since)}{_once(one) if one.event == 'gone' else ''}"
            if one.since
            else "at the first look"
        )
    seen = shorter(plain(one.seen, 300)).removesuffix(".")
    return f"{seen[:1].lower()}{seen[1:]}"


def _since(one: Finding) -> str:
    if one.since:
        return short_date(one.since)
    # An unknown artifact has no state since when: the date is when it was last known.
    return f"known {short_date(one.last_good)}" if one.last_good else "first look"


def _word(one: Finding, screen: Screen) -> str:
    word = "another repo" if one.event == "reused" else one.word.lower()
    return f"{sign(one.event, screen.encoding)} {word}"


def _paper(one: Finding, width: int) -> str:
    """The title and year of the first paper, and how many more papers name the artifact."""
    if not one.papers:
        return ""
    first: Cited = one.papers[0]
    more = f" +{one.paper_count - 1}" if one.paper_count > 1 else ""
    ending = f"({first.year}){more}" if first.year else more.strip()
    return cut(plain(first.title, 300), width, ending)


def brief(one: Finding) -> str:
    """What to do, in the few words that a column has room for."""
    if one.copy:
        return f"use the copy of {short_date(one.copy.day)}" if one.copy.day else "use the archived copy"
    if one.today and one.deed.startswith("Update"):
        return f"now {plain(one.today, 300)}"
    if one.today and one.deed.startswith("Correct"):
        return f"gone as printed; works as {plain(one.today, 300)}"
    if one.deed == "Ask the authors.":
        return "ask the authors: no copy is known" if "No copy is known" in one.more else "ask the authors"
    sentence = plain(f"{one.deed}{one.more}".partition(". ")[0].removesuffix("."), 300)
    return "nothing" if sentence.startswith("Nothing to do") else f"{sentence[:1].lower()}{sentence[1:]}"


def listed(account: Account) -> Iterator[Text]:
    """News and what needs attention for a log: a line for each, with the paper and the copy."""
    contents = account.contents
    yield Text(f"new: {', '.join(words for _, _, words in contents.news.line) or contents.news.sentence}")
    yield from map(Text, _lines(contents.news.events))
    yield Text(f"needs attention: {contents.attention.count:,}")
    for group in contents.attention.groups:
        yield from map(Text, _lines(group.rows))
        if group.count > len(group.rows):
            yield Text(f"and {group.count - len(group.rows):,} more: {plain(group.imperative)}")


def _lines(found: Iterable[Finding]) -> Iterator[str]:
    for one in found:
        sentence = _sentence(one).rstrip(":.")
        copy = f" {address(one.copy.url)}" if one.copy else ""
        paper = f"; {_paper(one, 160)}" if one.papers else ""
        yield f"{one.word.lower()}: {one.kind} {plain(one.target, 300)}: {sentence}{copy}{paper}"
