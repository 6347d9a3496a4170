"""
The availability report as JSON, for programs, by `docs/report.schema.json`: figures, papers, artifacts, incidents.

What one look saw (`observation`), what is concluded about existence (`availability`) and about maintenance
(`activity`) are separate: a silent host is no loss, and a repository without new commits exists.
"""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson

from checker import __version__
from checker.model.paper_ids import paper_address
from checker.reports.escaping import json_text
from checker.reports.forms.json_figures import copies_of, figures_of, finding, groups_of, run_of, statistics_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.model.losses import LookRow
    from checker.reports.protocol import Account

SCHEMA_VERSION = 2


class Json:
    """One JSON object, a row on each line. `SCHEMA_VERSION` grows when a name changes its meaning."""

    name = "json"

    def render(self, account: Account) -> Iterator[str]:
        """The object, a row at a time."""
        yield _head(account)
        parts = {
            "papers": _papers(account),
            "artifacts": _artifacts(account),
            "incidents": (asdict(one) for one in account.rows.incidents()),
        }
        for name, rows in parts.items():
            yield f',\n"{name}": ['
            yield from _listed(rows)
            yield "]"
        yield "\n}\n"


def _head(account: Account) -> str:
    contents = account.contents
    head: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "reprolinks", "version": __version__},
        "title": contents.title,
        "run": run_of(account),
        **_counts(account),
        "ownership": "own" if contents.only_own else "all",
        "composition": {one.state: one.count for one in contents.composition},
        "figures": figures_of(account),
        "groups": groups_of(account),
        "statistics": statistics_of(account),
        "news": [finding(one) for one in contents.news.events],
        "attention": [
            {"deed": group.deed, "imperative": group.imperative, "count": group.count}
            for group in contents.attention.groups
        ],
        "cross_checks": asdict(account.report.cross_checks),
        "unseen": list(account.report.unseen),
        "ignored": [asdict(one) for one in account.ignored],
    }
    lines = (f"{_dumped(name)}: {_dumped(value)}" for name, value in head.items())
    return "{\n" + ",\n".join(lines)


def _counts(account: Account) -> dict[str, Any]:
    """Counts of all that is listed, links of third parties included."""
    contents, report = account.contents, account.report
    return {
        "total": contents.artifacts,
        "own": contents.own,
        "papers_total": contents.papers,
        "availability": report.availability,
        "identity": report.identity,
        "maintenance": report.maintenance,
        "content": report.content,
        "checklist": report.checklist,
        "preservation": report.preservation,
        "paper_status": report.papers,
        "hijackable": report.hijackable,
        "confirmed_gone": report.confirmed_gone,
    }


def _listed(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    mark = "\n"
    for row in rows:
        yield f"{mark}{_dumped(row)}"
        mark = ",\n"


def _dumped(value: object) -> str:
    return json_text(orjson.dumps(value).decode())


def _papers(account: Account) -> Iterator[dict[str, Any]]:
    """The papers by id, each with its links in the order of their artifacts."""
    kept = account.rows.kept(account.options.keep) if account.options.keep else {}
    links = groupby(account.figures.checked("links"), key=itemgetter("paper_id"))
    ahead = next(links, None)
    for row in account.figures.rows("all-papers"):
        found: list[dict[str, Any]] = []
        while ahead and ahead[0] < row["paper_id"]:
            ahead = next(links, None)
        if ahead and ahead[0] == row["paper_id"]:
            found = [_link(one) for one in ahead[1]]
            ahead = next(links, None)
        values = kept.get(row["paper_id"], {})
        yield {
            "id": row["paper_id"],
            "title": row["title"],
            "url": paper_address(row["paper_id"]) or None,
            **{name: row[name] or None for name in ("authors", "venue", "published")},
            **{name: row[name] for name in ("source", "claim", "status")},
            "claim_evidence": row["claim_evidence"] or None,
            "kept": {name: values[name.casefold()] for name in account.options.keep if name.casefold() in values},
            "links": found,
        }


def _link(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "artifact": row["artifact_id"],
        "raw": row["raw"],
        "ownership": row["ownership"],
        "broken_as_printed": row["misprinted"],
        "line": row["line"] or None,
        "column": row["column"] or None,
    }


def _artifacts(account: Account) -> Iterator[dict[str, Any]]:
    """The artifacts by number, each with the answers at its last look and its copies in archives."""
    looks = groupby(account.rows.looks(), key=lambda row: row.artifact_id)
    ahead = next(looks, None)
    copies = copies_of(account)
    for row in account.figures.checked("every-artifact"):
        while ahead and ahead[0] < row["artifact_id"]:
            ahead = next(looks, None)
        seen = list(ahead[1]) if ahead and ahead[0] == row["artifact_id"] else []
        yield _artifact(row, seen, copies.get(row["artifact_id"], []))


def _artifact(row: Mapping[str, Any], seen: list[LookRow], copies: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": row["artifact_id"],
        **{name: row[name] for name in ("kind", "target", "url", "whose")},
        "papers": row["named_by"],
        "observation": _observation(seen),
        "availability": {
            "value": "available" if row["state"] == "reused" else row["state"],
            "usable": None if row["state"] == "unknown" else bool(row["usable"]),
            "reason": row["reason"],
            "rule": row["rule"],
            "since": row["opened_at"] or row["since"],
            "confirmed": bool(row["confirmed"]),
            "incident": row["incident"],
            "last_good_at": row["last_good_at"],
            "last_known": {"value": row["known"], "at": row["known_at"]} if row["known"] else None,
            "ignored": row["ignored"],
            "deed": row["deed"],
            "copies": copies,
        },
        "activity": {
            "value": row["maintenance"],
            "last_activity_at": row["last_activity_at"],
            "archived_at": row["archived_at"],
            "policies": row["policies"],
        },
        "identity": {
            "value": row["identity"],
            "target": row["today"] or None,
            "hijackable": None if row["hijackable"] is None else bool(row["hijackable"]),
        },
        "content": {"value": row["content"], "ticks": row["ticks"], "license": row["license"] or None},
    }


def _observation(seen: list[LookRow]) -> dict[str, Any] | None:
    """The answers of services at the last look, without conclusions; None where there was no look."""
    if not seen:
        return None
    names = ("service", "at", "outcome", "reason", "status", "detail")
    return {"run": seen[0].run_id, "answers": [{name: getattr(one, name) for name in names} for one in seen]}
