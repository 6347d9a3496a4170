"""The parts of the JSON report that are not rows: the run, each figure with its definition and SQL, the news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.reports.groups import table
from checker.statistics.intervals import Share

if TYPE_CHECKING:
    from checker.reports.contents.values import Finding
    from checker.reports.protocol import Account

_LEVEL = 95  # percent
_ARCHIVES = {"software_heritage": "code", "wayback": "page"}


def run_of(account: Account) -> dict[str, Any] | None:
    """The newest run that checked, and the one that news are compared with."""
    state, run = account.contents.run, account.report.run
    if state is None or run is None:
        return None
    return {
        "id": state.number,
        "ended_at": state.at,
        "complete": state.complete,
        "found_out": state.found_out,
        "total": state.total,
        "compared_with": {"id": state.previous, "ended_at": state.previous_at} if state.previous else None,
        "inputs": list(run.inputs),
        "bases": list(account.report.bases),
        "costs": run.costs,
    }


def figures_of(account: Account) -> dict[str, Any]:
    """Every figure by its name: k of n, its definition, interval and method, and the SQL behind it."""
    top = account.contents.headline
    whose = "own links" if account.contents.only_own else "links"
    known = f"{whose} that are known (unknown ones are in no share)"
    shares = {
        "usable": (top.usable, f"available, and no other repository than before, of {known}", "composition"),
        "still_there": (top.there, f"neither gone nor blocked, of {known}", "composition"),
        "maintained": (
            top.maintained,
            f"active by the policy of the run, of {whose} that could be judged",
            "maintenance",
        ),
        "third_party_usable": (top.third_party, "available, of third parties' links that are known", "composition"),
    }
    found = {name: _figure(account, *of) for name, of in shares.items()}
    found["usable"] |= {"unknown": top.unknown, "bounds": _bounds(top.low, top.high)}
    for row in account.figures.rows("archives"):
        share = Share(row["part"] or 0, row["whole"])
        found[f"archived_{row['measure']}"] = _figure(account, share, _MEASURES[row["measure"]], "archives")
    return found


_MEASURES = {
    "software_heritage": "held by Software Heritage, of repositories that it was asked about",
    "wayback": "held by the Wayback Machine, of addresses that it was asked about",
    "lost": "no copy anywhere, of gone or blocked ones that were looked up",
}


def _figure(account: Account, share: Share, definition: str, figure: str) -> dict[str, Any]:
    return {
        "k": share.part,
        "n": share.whole,
        "percent": share.percent,
        "interval": _interval(share.interval, share.method),
        "definition": definition,
        "sql": account.sql[figure],
    }


def _interval(bounds: tuple[float, float] | None, method: str) -> dict[str, Any] | None:
    return {"low": bounds[0], "high": bounds[1], "level": _LEVEL, "method": method} if bounds else None


def _bounds(low: float | None, high: float | None) -> dict[str, float] | None:
    return {"if_unknown_gone": low, "if_unknown_usable": high} if low is not None and high is not None else None


def statistics_of(account: Account) -> list[dict[str, Any]]:
    """The figures F1 to F9 of docs/statistics.md: k of n, definition, interval, method, SQL, and their lines."""
    return [
        {
            **{name: getattr(one, name) for name in ("name", "title", "definition", "k", "n", "percent")},
            "interval": _interval((one.low, one.high), one.method) if one.low is not None is not one.high else None,
            "method": one.method or None,
            "design_effect": one.design_effect,
            "text": one.text or None,
            "rows": [dict(row) for row in one.rows],
            "sql": account.sql.get(f"statistics/{one.sql}", one.sql),
        }
        for one in account.statistics()
    ]


def groups_of(account: Account) -> dict[str, Any] | None:
    """Figures by the groups that the user asked for; None where none were."""
    by = account.options.by
    if not by or by[0] in ("paper", "artifact"):
        return None
    groups = table(account.figures, by)
    rows = [
        {
            "values": dict(zip(by, line.values, strict=True)),
            "k": line.usable.part,
            "n": line.usable.whole,
            "percent": line.usable.percent,
            "interval": _interval(line.interval, line.method),
            "unknown": line.unknown,
            "owners": line.owners,
        }
        for line in groups.lines
    ]
    return {"by": list(by), "figure": "usable", "rows": rows, "sql": account.sql[groups.figure]}


def finding(one: Finding) -> dict[str, Any]:
    """An event of the news."""
    return {
        "event": one.event,
        "artifact": one.artifact_id,
        **{name: getattr(one, name) for name in ("kind", "target", "url", "whose", "seen", "confirmed", "reason")},
        "deed": f"{one.deed}{one.more}",
        "at": one.since or None,
        "last_good_at": one.last_good or None,
        "today": one.today or None,
        "papers": [paper.id for paper in one.papers],
    }


def copies_of(account: Account) -> dict[int, list[dict[str, Any]]]:
    """Artifact → its newest copy in each archive."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in account.figures.rows("every-copy"):
        one = {"archive": row["archive"], "what": _ARCHIVES.get(row["archive"], "page")}
        found.setdefault(row["artifact_id"], []).append({**one, "url": row["url"], "captured_at": row["captured_at"]})
    return found
