"""A plugin of Datasette that turns cells into links to the rows they name, where no foreign key does so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup

from checker.exports.package import NAME

if TYPE_CHECKING:
    from datasette.app import Datasette

#: Column of any table or view → (table, column) of the row that a cell of it names.
_LINKED = {
    "paper_id": ("papers", "id"),
    "artifact_id": ("artifacts", "id"),
    "run_id": ("runs", "id"),
    "run": ("runs", "id"),
    "target": ("artifacts", "target"),
}
#: Tables whose cells Datasette itself turns into links, by their foreign keys.
_WITH_FOREIGN_KEYS = (
    "links",
    "verdicts",
    "incidents",
    "archives",
    "claims",
    "looks",
    "answers",
    "candidates",
    "cross_checks",
)


@hookimpl  # type: ignore[untyped-decorator]  # Datasette has no hints
def render_cell(value: object, column: str, table: str | None, database: str, datasette: Datasette) -> Markup | None:
    """The HTML of a cell with a link; None where the cell names no row of another table."""
    if database != NAME or value in (None, "") or column not in _LINKED or table in _WITH_FOREIGN_KEYS:
        return None
    name, key = _LINKED[column]
    if table == name:
        return None
    if key == "id":
        address = datasette.urls.row(NAME, name, tilde_encode(str(value)))
    else:
        address = f"{datasette.urls.table(NAME, name)}?{urlencode({f'{key}__exact': value})}"
    return Markup('<a href="{}">{}</a>').format(address, value)
