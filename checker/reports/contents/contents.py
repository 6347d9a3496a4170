"""The contents of a report, assembled from rows of the database: one value, the same for every form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from checker.reports.contents.attention import attention
from checker.reports.contents.headline import composition, headline, shares
from checker.reports.contents.news import news
from checker.reports.contents.values import Ignored, RunState
from checker.reports.contents.words import count, counted
from checker.statistics.intervals import Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.reports.contents.context import Figures
    from checker.reports.contents.values import Attention, Headline, News, Segment

TITLE = "Availability of what papers link to"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsOptions:
    """
    What a form wants of the contents: title and introduction, whether only own links are counted, at most how many
    events, and at most how many rows of each attention group.
    """

    title: str = TITLE
    intro: str = ""
    own: bool = True
    events: int = 20
    rows: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """
    The contents of a report. `papers` and `artifacts` count all that is listed, `own` the artifacts that a paper
    presents as its own; `only_own` says whether the figures are about these alone. `statuses` counts the papers by
    status. Losses in `ignored` raise no alarm, and count in every figure.
    """

    title: str
    intro: str
    run: RunState | None
    papers: int
    artifacts: int
    own: int
    only_own: bool
    statuses: dict[str, int]
    ignored: tuple[Ignored, ...]
    news: News
    attention: Attention
    headline: Headline
    composition: tuple[Segment, ...]


def contents(figures: Figures, options: ContentsOptions) -> Contents:
    """The contents of a report on the artifacts that `figures` selects (`store.reported.about`)."""
    rows = list(figures.rows("composition"))
    maintained = next((row for row in figures.rows("maintenance") if row["policy"] == "default"), None)
    active = Share(maintained["active"], maintained["judged"]) if maintained else Share(0, 0)
    only_own = options.own and all(row["whose"] == "own" for row in rows if row["counted"])
    top = headline(rows, shares(figures.rows("clusters")), active, own=only_own)
    run = run_state(list(figures.rows("runs")), rows)
    statuses = {row["status"]: row["papers"] for row in figures.rows("papers")}
    return Contents(
        title=options.title,
        intro=options.intro,
        run=run,
        papers=sum(statuses.values()),
        artifacts=sum(row["artifacts"] for row in rows),
        own=sum(row["artifacts"] for row in rows if row["whose"] == "own"),
        only_own=only_own,
        statuses=statuses,
        ignored=tuple(Ignored(**row) for row in figures.rows("ignored")),
        news=news(figures, run, options.events),
        attention=attention(figures, top, options.rows),
        headline=top,
        composition=composition(rows),
    )


def run_state(runs: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> RunState | None:
    """The newest run that checked, compared with the run before it that ended; None where there was none."""
    if not runs:
        return None
    newest, earlier = runs[-1], [one for one in runs[:-1] if one["status"] in ("done", "incomplete")]
    total = sum(row["artifacts"] for row in rows)
    found = total - sum(row["artifacts"] for row in rows if row["state"] == "unknown")
    complete = _complete(newest)
    before = earlier[-1] if earlier else None
    return RunState(
        number=newest["id"],
        at=newest["ended_at"],
        complete=complete,
        found_out=found,
        total=total,
        sentence=_sentence(newest, found, total),
        previous=before["id"] if before else 0,
        previous_at=before["ended_at"] if before else "",
        note=_note(newest),
    )


def _complete(run: Mapping[str, Any]) -> bool:
    counts, options = orjson.loads(run["counts"] or "{}"), orjson.loads(run["options"] or "{}")
    return is_complete(run["status"], counts, options)


def is_complete(status: str, counts: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    """Whether a run came to its end and left no more unknown than it tolerates (`tolerate`, in percent)."""
    if status != "incomplete":
        return status == "done"
    unknown, checked = int(counts.get("unknown", 0)), int(counts.get("checked", 0))
    all_looked_at = checked >= int(counts.get("due", 0)) and unknown < checked
    return all_looked_at and 100 * unknown <= float(options.get("tolerate", 5)) * checked


def _sentence(run: Mapping[str, Any], found: int, total: int) -> str:
    if _complete(run):
        return f"Run {run['id']} complete: {count(found)} of {count(total)} found out."
    counts = orjson.loads(run["counts"] or "{}")
    checked, due = int(counts.get("checked", 0)) - int(counts.get("unknown", 0)), int(counts.get("due", 0))
    return (
        f"Run {run['id']} is incomplete: {count(max(checked, 0))} of {count(due)} looked at."
        " Nothing is called gone because of it; what is left is due again."
    )


def _note(run: Mapping[str, Any]) -> str:
    """One phrase where base addresses other than the public ones were set; empty where none was."""
    bases = orjson.loads(run["options"] or "{}").get("bases", [])
    return f"not the public services ({counted(len(bases), 'base address', 'base addresses')} set)" if bases else ""
