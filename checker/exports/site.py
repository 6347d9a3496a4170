"""
The database as a website: Datasette over an immutable copy, with titles, facets, the shipped queries, and links from
every paper to its artifacts and from these to the observations.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from checker.errors import UsageError
from checker.exports.package import NAME, TITLE
from checker.exports.plots import plots
from checker.exports.queries import queries
from checker.exports.tables import tables
from checker.store.database import Database
from checker.store.scripts import scripts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.exports.queries import Parameter, Query

#: Columns that a search looks in.
_SEARCHED = {"papers": ("title",), "artifacts": ("target", "url")}
#: Table → the column whose value is shown as the text of links to its rows.
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
#: Tables that only the store needs; the site has them but does not list them.
_HIDDEN = (
    *("standings", "conclusions", "taken_up", "readings", "listings", "unlisted", "cross_checks"),
    "_sqlite_migrations",
)
#: Tables that may hold personal data, which the copy does not have.
_PRIVATE = ("kept_columns",)
_SETTINGS = {
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "max_returned_rows": 10_000,
    "allow_download": False,
}


def copied(database: Path, folder: Path) -> Path:
    """
    The path of a copy of a database for the site, written into `folder`: one state of the database, whatever runs
    record meanwhile, with an index for the search and without the tables in `_PRIVATE`.
    """
    copy = folder / f"{NAME}.db"
    address = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as original, closing(sqlite3.connect(copy)) as target:
        original.backup(target)
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
    """The site over a copy made by `copied`, as an instance of Datasette; UsageError where that is missing."""
    try:
        from datasette.app import Datasette
        from datasette.plugins import pm

        from checker.exports import cell_links
    except ImportError:
        raise UsageError(
            "serve needs Datasette, which is not installed.", "Install it with: pip install 'reprolinks[web]'"
        ) from None
    if not pm.is_registered(cell_links):
        pm.register(cell_links)
    return Datasette(immutables=[str(copy)], metadata=metadata(), settings=_SETTINGS)


def metadata() -> dict[str, Any]:
    """Titles, descriptions, facets, labels and queries, in the form of Datasette's metadata."""
    return {
        "title": TITLE,
        "description": _INTRO,
        "plugins": {"datasette-dashboards": plots()},
        "databases": {
            NAME: {
                "source": "reprolinks",
                "tables": {name: _table(name) for name in sorted({*_described(), *_HIDDEN, *_FACETS, *_LABELS})},
                "queries": {query.name: _canned_query(query) for query in queries()},
            }
        },
    }


_INTRO = (
    "Start with a query, or with artifact_status and paper_status. Each paper leads to its links, each link to its"
    " artifact, each artifact to its verdicts and to the answers of services that these rest on."
)


def _described() -> dict[str, str]:
    """Table or view → what it holds, from the comments of the SQL."""
    views = {name: _comment(text) for name, text in scripts("views").items()}
    return {**{table.name: table.sentence for table in tables()}, **views, **_INNER}


#: Tables that no export has → what they hold.
_INNER = {
    "answers": "What services answered about artifacts, each answer once, however often it was given.",
    "looks": "Which answer a run got about an artifact, and when (seconds since 1970, UTC): a row for every time.",
    "candidates": "What services name for papers beyond what these print; never a link, and in no figure.",
    "foreign_witnesses": "Who else measured link statuses (reprolinks import-checks); they are in no verdict.",
    "foreign_links": "The addresses that others checked, each once.",
    "foreign_checks": "The results of others for these addresses, a row for every check (seconds since 1970, UTC).",
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
    """Column → its sentence. The key of a table is called `id` in the database, and by its full name in an export."""
    known = {table.name: table for table in tables()}
    source = {"artifact_status": "artifacts", "paper_status": "papers", "answers": "observations"}.get(name, name)
    if source not in known:
        return {}
    found = {one.name: one.sentence for one in known[source].columns}
    return found if source != name else {**found, "id": found[known[source].key]}


def _canned_query(query: Query) -> dict[str, Any]:
    parameters = "".join(f" {one.name}: {one.sentence}{_default(one)}" for one in query.parameters)
    return {
        "title": query.question,
        "description": f"{query.about} Asked by {query.asked_by}.{parameters}".strip(),
        "sql": _with_defaults(query),
        "hide_sql": True,
        "params": [one.name for one in query.parameters],
    }


def _default(one: Parameter) -> str:
    return f" Empty: {one.default}." if one.default else ""


def _with_defaults(query: Query) -> str:
    """The SQL of a query, in which an empty parameter takes its default, and a numeric one is cast to a number."""
    text = query.code
    for one in query.parameters:
        value = f"coalesce(nullif(:{one.name}, ''), '{one.default}')" if one.default else f":{one.name}"
        value = f"CAST({value} AS INTEGER)" if one.is_number else value
        text = re.sub(rf"(?<![:\w]):{one.name}\b", value, text)
    return text
