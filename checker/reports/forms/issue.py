"""
The texts of issues about lost links, as Markdown: facts and dates, no names or mail addresses of persons.

Titles of papers are foreign text: they are escaped, mention no user and refer to no other issue.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Reason
from checker.model.paper_ids import paper_address
from checker.reports.contents.words import counted, long_date
from checker.reports.escaping import address, markdown, plain
from checker.statistics.advice import ADVICE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from checker.model.rows import LossRow

#: The longest body of an issue or a comment that GitHub takes, less room for a marker.
MOST = 65_536 - 1_000
_MAIL = re.compile(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[^\s@<>()\[\]]+")
_REFERS = re.compile(r"(?<=[@#])(?=\w)|(?<=\bGH)(?=-\d)", re.IGNORECASE)
_WORDS = {"gone": "gone", "blocked": "blocked by its host"}


def title(loss: LossRow) -> str:
    """The title of the issue about one loss."""
    return f"Link {loss.availability}: {_quiet(plain(loss.target, 180))}"


def body(loss: LossRow) -> str:
    """The body of the issue about one loss."""
    rows = [
        ("Link", _linked(loss.url)),
        ("Papers", "; ".join(map(_paper, loss.papers)) + _more(loss.count - len(loss.papers))),
        (
            "Seen",
            f"{_WORDS.get(loss.availability, loss.availability)} (`{loss.reason}`) since {_day(loss.opened_at)}",
        ),
        ("Confirmed", "yes" if loss.confirmed else "not yet: a second look at least 24 hours later decides"),
        ("Copy", _linked(loss.copy) if loss.copy else "none is known"),
    ]
    good = f" It was last seen working on **{_day(loss.last_good_at)}**." if loss.last_good_at else ""
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return (
        f"This link has been lost since **{_day(loss.opened_at)}**.{good}\n\n| | |\n|---|---|\n{table}\n\n"
        f"{_advice(loss)}\n\nIf it is meant to be gone, close this issue with the label `wontfix`."
        " It closes by itself when the link works again."
    )


def lost_again(loss: LossRow) -> str:
    """The comment with which a closed issue is reopened."""
    return f"Lost again: {loss.availability} (`{loss.reason}`) since **{_day(loss.opened_at)}**.\n\n{_advice(loss)}"


def ended(loss: LossRow) -> str:
    """The comment with which an issue is closed."""
    if loss.end == "unlisted":
        return "No paper that is listed today has this link any more."
    if loss.end == "ignored":
        return "This link is on the list of ignored links."
    return f"There again on **{_day(loss.closed_at)}**. It was lost from **{_day(loss.opened_at)}** on."


def rolling(losses: Sequence[LossRow]) -> tuple[str, str]:
    """Title and body of the one issue that lists all losses, as many as fit."""
    if not losses:
        return "Links lost: none", "Every link is there again."
    head = "| Link | Since | Last seen working | Paper |\n|---|---|---|---|\n"
    text = f"{counted(len(losses), 'link')} of papers {'is' if len(losses) == 1 else 'are'} lost.\n\n{head}"
    for place, one in enumerate(losses):
        row = f"| {_linked(one.url)} | {_day(one.opened_at)} | {_day(one.last_good_at)} | {_first(one)} |\n"
        if len(text) + len(row) > MOST:
            text += f"\nand {len(losses) - place} more, in the report."
            break
        text += row
    return f"Links lost: {len(losses)}", f"{text}\nThis issue is rewritten by every run and closes by itself."


def _advice(loss: LossRow) -> str:
    if loss.copy:
        return f"**What to do:** use [the archived copy]({address(loss.copy)}), and tell the authors."
    known = {one.value: text for one, text in ADVICE.items()}
    return f"**What to do:** {known.get(loss.reason, ADVICE[Reason.NOT_FOUND_OR_PRIVATE])}"


def _first(loss: LossRow) -> str:
    return (_paper(loss.papers[0]) if loss.papers else "") + _more(loss.count - 1)


def _paper(paper: tuple[str, str]) -> str:
    name, where = _quiet(markdown(_MAIL.sub("…", paper[1]))), paper_address(paper[0])
    return f"[{name}]({address(where)})" if where else name


def _linked(url: str) -> str:
    return f"[{_quiet(markdown(url))}]({address(url)})" if address(url) else _quiet(markdown(url))


def _quiet(text: str) -> str:
    """The same text with a space of no width where GitHub would mention a user or refer to an issue."""
    return _REFERS.sub("\u200b", text)


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def _day(moment: datetime | None) -> str:
    return long_date(moment.isoformat()) if moment else "never"
