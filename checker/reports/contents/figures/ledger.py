"""The ledger of promises: what papers promised and when, and when it was kept or how long it has been open."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, Any

from checker.reports.contents.figures.values import Ledger, Promise
from checker.reports.contents.words import count, counted, days_between, is_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

GRACE = 90  # days after its paper in which a promise is not expected to be kept
_SHOWN = 8
_NAME = re.compile(r"^\s*([\w.+/-]{2,24}(?: [\w.+/-]{2,12})?)\s*[:\u2013\u2014]")


def ledger(rows: Iterable[Mapping[str, Any]], today: str, unlinked: int) -> Ledger:
    """The ledger from rows of (paper_id, title, published, first_at, kept_at), as it stands `today`."""
    promises = sorted(_promises(rows, today), key=lambda one: (one.begun, one.paper_id))
    kept = [one for one in promises if one.kept]
    young = sum(one.young for one in promises)
    open_ = len(promises) - len(kept) - young
    return Ledger(
        total=len(promises),
        kept=len(kept),
        young=young,
        open=open_,
        unlinked=unlinked,
        sentence=_sentence(promises, kept, young, open_),
        newest=_newest(promises),
    )


def _promises(rows: Iterable[Mapping[str, Any]], today: str) -> Iterator[Promise]:
    for row in rows:
        published = row["published"] or ""
        begun = published if is_day(published) and published <= row["first_at"] else row["first_at"][:10]
        days = max(days_between(begun, row["kept_at"] or today) or 0, 0)
        yield Promise(
            paper_id=row["paper_id"],
            title=row["title"],
            name=short_name(row["title"]),
            begun=begun,
            kept=(row["kept_at"] or "")[:10],
            days=days,
            young=not row["kept_at"] and days < GRACE,
        )


def _newest(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """
    The eight newest promises that are kept or older than the grace period, then young ones where there is room; in
    order of date.
    """
    older = [one for one in promises if not one.young][-_SHOWN:]
    young = [one for one in promises if one.young][len(older) - _SHOWN :] if len(older) < _SHOWN else []
    return tuple(sorted([*older, *young], key=lambda one: (one.begun, one.paper_id)))


def short_name(title: str) -> str:
    """The name that a title begins with (`HawkMoth-ViT: …`), else its first words."""
    found = _NAME.match(title)
    words = found[1] if found else title
    return words if len(words) <= 26 else f"{words[:25].rsplit(' ', 1)[0]}…"


def _sentence(promises: Sequence[Promise], kept: Sequence[Promise], young: int, open_: int) -> str:
    if not promises:
        return "No promise is known."
    half = ""
    if len(kept) >= 10:
        half = f" (half of these within {count(round(median(one.days for one in kept)))} days)"
    parts = [f"{count(len(kept))} kept{half}"]
    if young:
        parts.append(f"{count(young)} younger than {GRACE} days")
    if open_:
        parts.append(f"{count(open_)} open longer")
    who = counted(len(promises), "paper")
    newest = " The newest eight that are kept or open longer:" if len(promises) > _SHOWN else ""
    what = "promised code, models or data, or linked to something empty, at the first reading"
    return f"{who} {what}: {', '.join(parts)}.{newest}"
