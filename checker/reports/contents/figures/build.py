"""All figures below the headline, from rows of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Content
from checker.reports.contents.figures.kinds import kind_years
from checker.reports.contents.figures.ledger import ledger
from checker.reports.contents.figures.trend import trend
from checker.reports.contents.figures.values import AllFigures, Ladder, Measure, NotFound, Policies
from checker.reports.contents.seen import REASONS
from checker.reports.contents.words import count, counted, interval, percent, share
from checker.statistics.intervals import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.reports.contents.contents import Contents
    from checker.reports.contents.context import Figures

_RUNGS = {
    Content.RUNNABLE: "Runnable",
    Content.CODE_WITH_DEPENDENCIES: "Code with dependencies",
    Content.CODE: "Code",
    Content.DATA_ONLY: "Data only",
    Content.PLACEHOLDER: "Placeholder",
    Content.README_ONLY: "README only",
    Content.EMPTY: "Empty",
}
_CODE = (Content.RUNNABLE, Content.CODE_WITH_DEPENDENCIES, Content.CODE)
_RULES = {
    "recent-commit": "A commit within 365 days",
    "scorecard-90d": "A commit within 90 days",
    "recent-release": "A release within 365 days",
    "archived-flag": "Not archived by its owner",
    "commit-or-release": "A commit or a release within 365 days",
    "declared": "Declared status",
}
#: Measure → its name, what it is of, and the published share (Escamilla et al., arXiv:2401.04887).
_MEASURES = {
    "software_heritage": ("Repositories held by Software Heritage", "of all repositories asked", 68.39),
    "wayback": (
        "Any address held by the Wayback Machine",
        "of all addresses asked; one archive, so a lower bound",
        81.43,
    ),
    "lost": ("Lost, and no copy of the content anywhere", "of gone or blocked artifacts that were looked up", 32.36),
}
#: Addresses called inaccessible that answered at the last of 22 checks in 2026 (ReproDB).
_ELSEWHERE = "ReproDB saw the same with 146 of 229 addresses."


def all_figures(figures: Figures, contents: Contents) -> AllFigures:
    """The figures of a report below its headline, which is in `contents`."""
    runs = list(figures.rows("runs"))
    today = contents.run.at if contents.run else ""
    return AllFigures(
        trend=trend(figures.rows("trend"), runs, own=contents.only_own),
        kind_years=kind_years(figures),
        ladder=_ladder({row["content"]: row["artifacts"] for row in figures.rows("content")}),
        policies=_policies(list(figures.rows("maintenance")), runs),
        ledger=ledger(figures.rows("promises"), today, contents.statuses.get("claimed_without_link", 0)),
        archives=tuple(_measures(figures.rows("archives"))),
        unknown=_unknown(figures, contents),
    )


def _ladder(counts: Mapping[str, int]) -> Ladder:
    rungs = tuple((str(rung), word, counts.get(rung, 0)) for rung, word in _RUNGS.items())
    known = sum(number for _, _, number in rungs)
    code = Share(sum(counts.get(rung, 0) for rung in _CODE), known)
    unknown = counts.get(Content.UNKNOWN, 0)
    return Ladder(rungs=rungs, known=known, unknown=unknown, sentence=_ladder_sentence(code, unknown))


def _ladder_sentence(code: Share, unknown: int) -> str:
    more = f" Not known: {count(unknown)}." if unknown else ""
    if code.percent is None:
        return f"The content of none is known.{more}"
    counts = f"{count(code.part)} of {count(code.whole)} whose content is known"
    if code.whole < 10:
        return f"At least code is in {counts}.{more}"
    named = f"95\N{NARROW NO-BREAK SPACE}% interval {interval(code)}, Wilson"
    return f"{percent(code.percent, code.whole)} hold at least code: {counts} ({named}).{more}"


def _policies(rows: Sequence[Mapping[str, Any]], runs: Sequence[Mapping[str, Any]]) -> Policies:
    found = {row["policy"]: Share(row["active"], row["judged"]) for row in rows}
    default = orjson.loads(runs[-1]["options"] or "{}").get("policy", "") if runs else ""
    rules = tuple((name, words, found[name]) for name, words in _RULES.items() if name in found)
    judged = sorted((one.percent, one) for _, _, one in rules if one.percent is not None and one.whole >= 10)
    sentence = "There is no one right rule."
    if len(judged) > 1:
        (_, low), (_, high) = judged[0], judged[-1]
        sentence = f"There is no one right rule; the answer runs from {share(low)} to {share(high)}."
    return Policies(rules=rules, default=default or "recent-commit", sentence=sentence)


def _measures(rows: Iterable[Mapping[str, Any]]) -> Iterator[Measure]:
    for row in rows:
        name, of, published = _MEASURES[row["measure"]]
        if row["whole"] and (row["there"] or row["measure"] == "lost"):
            yield Measure(name=name, of=of, share=Share(row["part"] or 0, row["whole"]), published=published)


def _unknown(figures: Figures, contents: Contents) -> NotFound:
    reasons = tuple(
        (REASONS.get(row["reason"], "it could not be found out"), row["artifacts"], row["reason"])
        for row in figures.rows("unknown")
    )
    top = contents.headline
    return NotFound(reasons=reasons, total=top.unknown, of=top.total, own_error=tuple(_own_error(figures, contents)))


def _own_error(figures: Figures, contents: Contents) -> Iterator[str]:
    closed = next(iter(figures.rows("own-error")))
    if closed["closed"]:
        were = "was" if closed["closed"] == 1 else "were"
        losses = counted(closed["closed"], "loss", "losses")
        once = f"; {count(closed['seen_once'])} of them had been seen once only" if closed["closed"] > 1 else ""
        yield f"{losses} that had been reported {were} there again at a later look{once}. {_ELSEWHERE}"
    else:
        yield "No loss that was reported has been there again at a later look."
    silent = next(iter(figures.rows("silent")))
    if silent["artifacts"]:
        there = contents.headline.there
        less = Share(there.part, there.whole + silent["artifacts"])
        pages = f", {count(silent['pages'])} of them web pages" if silent["pages"] else ""
        yield (
            f"Silent for 30 days: {counted(silent['artifacts'], 'artifact')}{pages}. If silent ones were counted as"
            f" lost, {share(less)} would still be there."
        )
