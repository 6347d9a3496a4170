"""
The database as a site: Datasette over a copy that nobody can change, with titles, facets, the shipped questions, and
links from every paper to its artifacts and from these to the evidence.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from checker.errors import UsageError
from checker.exports.package import NAME, TITLE
from checker.exports.plots import plots
from checker.exports.questions import queries
from checker.exports.tables import tables
from checker.store.database import Database
from checker.store.scripts import scripts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.exports.questions import Parameter, Query

#: Columns that a search looks in.
_SEARCHED = {"papers": ("title",), "artifacts": ("target", "url")}
#: What a row is called where another leads to it.
_LABELS = {
    "papers": "title",
    "artifacts": "target",
    "runs": "started_at",
    "answers": "outcome",
    "verdicts": "availability",
}
_FACETS = {
    "artifact_status": ("kind", "availability", "maintenance", "identity", "content", "license"),
    "paper_status": ("status", "claim", "source"),
    "artifacts": ("kind",),
    "papers": ("claim", "listed"),
    "links": ("ownership", "field"),
    "verdicts": ("availability", "maintenance"),
    "incidents": ("axis",),
    "archives": ("archive", "outcome"),
    "answers": ("service", "outcome", "reason"),
    "archive_status": ("preservation",),
    "changes": ("axis",),
}
#: What only the store needs; it is there and not shown in lists.
_HIDDEN = (
    *("standings", "conclusions", "taken_up", "readings", "listings", "unlisted", "cross_checks"),
    "_sqlite_migrations",
)
#: What may be personal and is for its owner's reports alone.
_PRIVATE = ("kept_columns",)
_SETTINGS = {
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "max_returned_rows": 10_000,
    "allow_download": False,
}


def copied(database: Path, folder: Path) -> Path:
    """
    A copy of a database for the site: as it is at one moment, whatever runs record meanwhile, with an index for the
    search and without what may be personal.
    """
    copy = folder / f"{NAME}.db"
    address = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as there, closing(sqlite3.connect(copy)) as here:
        there.backup(here)
    db = Database(copy)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA secure_delete = ON")
    for name in _PRIVATE:
        db.execute(f"DROP TABLE IF EXISTS {name}")
    for name, columns in _SEARCHED.items():
        db.table(name).enable_fts(columns, replace=True)
    db.close()
    return copy


def site(copy: Path) -> Any:
    """The site over such a copy, as an instance of Datasette; UsageError where that is not installed."""
    try:
        from datasette.app import Datasette
        from datasette.plugins import pm

        from checker.exports import leads
    except ImportError:
        raise UsageError(
            "serve needs Datasette, which is not installed.", "Install it with: pip install 'reprolinks[web]'"
        ) from None
    if not pm.is_registered(leads):
        pm.register(leads)
    return Datasette(immutables=[str(copy)], metadata=metadata(), settings=_SETTINGS)


def metadata() -> dict[str, Any]:
    """Titles, descriptions, facets, labels and questions, as Datasette takes them."""
    return {
        "title": TITLE,
        "description": _INTRO,
        "plugins": {"datasette-dashboards": plots()},
        "databases": {
            NAME: {
                "source": "reprolinks",
                "tables": {name: _table(name) for name in sorted({*_described(), *_HIDDEN, *_FACETS, *_LABELS})},
                "queries": {query.name: _question(query) for query in queries()},
            }
        },
    }


_INTRO = (
    "Start with a question, or with artifact_status and paper_status. Each paper leads to its links, each link to its"
    " artifact, each artifact to its verdicts and to the answers of services: the evidence."
)


def _described() -> dict[str, str]:
    """Table or view → what it holds, from the comments of the SQL."""
    views = {name: _comment(text) for name, text in scripts("views").items()}
    return {**{table.name: table.sentence for table in tables()}, **views, **_INSIDE}


_INSIDE = {
    "answers": "What services answered about artifacts, each answer once, however often it was heard: the evidence.",
    "looks": "Which answer a run got about an artifact, and when (seconds since 1970, UTC), a row for every look.",
    "candidates": "What services name for papers beside what these print; never a link, and in no figure.",
    "foreign_witnesses": "Who else measured (reprolinks import-checks); nothing of it is in our verdicts.",
    "foreign_links": "The addresses that others looked at, each once.",
    "foreign_checks": "What others were told about these, a row for every look (seconds since 1970, UTC).",
}


def _comment(text: str) -> str:
    lines = [line.removeprefix("--").strip() for line in text[: text.index("CREATE VIEW")].splitlines()]
    return " ".join(lines).strip()


def _table(name: str) -> dict[str, Any]:
    described: dict[str, Any] = {"description": _described().get(name, ""), "columns": _columns(name)}
    if name in _LABELS:
        described["label_column"] = _LABELS[name]
    if name in _FACETS:
        described["facets"] = list(_FACETS[name])
    if name in _HIDDEN:
        described["hidden"] = True
    return described


def _columns(name: str) -> Mapping[str, str]:
    """Column → its sentence; the key of a table is called `id` in the database."""
    known = {table.name: table for table in tables()}
    source = {"artifact_status": "artifacts", "paper_status": "papers", "answers": "observations"}.get(name, name)
    if source not in known:
        return {}
    found = {one.name: one.sentence for one in known[source].columns}
    return found if source != name else {**found, "id": found[known[source].key]}


def _question(query: Query) -> dict[str, Any]:
    asked = "".join(f" {one.name}: {one.sentence}{_default(one)}" for one in query.parameters)
    return {
        "title": query.question,
        "description": f"{query.about} Asked by {query.asked_by}.{asked}".strip(),
        "sql": _with_defaults(query),
        "hide_sql": True,
        "params": [one.name for one in query.parameters],
    }


def _default(one: Parameter) -> str:
    return f" Empty: {one.default}." if one.default else ""


def _with_defaults(query: Query) -> str:
    """The SQL of a question; a parameter that is left empty has its default, and one that is a number is one."""
    text = query.code
    for one in query.parameters:
        value = f"coalesce(nullif(:{one.name}, ''), '{one.default}')" if one.default else f":{one.name}"
        value = f"CAST({value} AS INTEGER)" if one.is_number else value
        text = re.sub(rf"(?<![:\w]):{one.name}\b", value, text)
    return text
