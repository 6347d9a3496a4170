"""
The database of an earlier job, from the artifacts of a repository's workflows (GitHub REST, "List artifacts for a
repository"). Only what a run of the repository itself has made on the same branch: a fork's pull request could
leave another under the same name.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import httpx

from checker.errors import UsageError
from checker.network.redaction import redactor

if TYPE_CHECKING:
    from pathlib import Path

    from checker.jobs.ci.place import Place

NAME = "reprolinks-history"
TIMEOUT = 60.0  # seconds without a byte
MOST_BYTES = 4 << 30  # of a database


def fetch(place: Place, token: str, db: Path, transport: httpx.BaseTransport | None = None) -> bool:
    """Bring the newest database back to `db`; False where there is none. UsageError where it can't be read."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"} if token else {}
    try:
        with httpx.Client(headers=headers, timeout=TIMEOUT, follow_redirects=True, transport=transport) as client:
            address = f"{place.api}/repos/{place.repository}/actions/artifacts"
            listed = client.get(address, params={"name": NAME, "per_page": 100}).raise_for_status().json()
            newest = max(filter(lambda one: _is_ours(one, place), _listed(listed)), key=_made, default=None)
            if newest is None:
                return False
            _unpack(client.get(f"{address}/{int(newest['id'])}/zip").raise_for_status().content, db)
    except (httpx.HTTPError, zipfile.BadZipFile, KeyError, OSError, TypeError, ValueError) as error:
        why = redactor(token).text(f"{type(error).__name__}: {error}".splitlines()[0])
        raise UsageError(
            f"The history can't be read from the artifacts: {why}.", "The job needs permissions: actions: read."
        ) from None
    return True


def _listed(found: Any) -> list[dict[str, Any]]:
    return [one for one in found["artifacts"] if isinstance(one, dict)]


def _is_ours(one: dict[str, Any], place: Place) -> bool:
    run = one.get("workflow_run") or {}
    ours = run.get("repository_id") is not None and run.get("head_repository_id") == run.get("repository_id")
    return bool(ours and run.get("head_branch") == place.branch and not one.get("expired"))


def _made(one: dict[str, Any]) -> str:
    return str(one.get("created_at", ""))


def _unpack(packed: bytes, db: Path) -> None:
    """The one database in an archive, whole or not at all."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        members = [one for one in archive.infolist() if one.filename.endswith(".db")]
        if not members or members[0].file_size > MOST_BYTES:
            raise ValueError("it holds no database")
        part = db.with_name(f"{db.name}.part")
        with archive.open(members[0]) as source, part.open("wb") as target:
            while piece := source.read(1 << 20):
                target.write(piece)
        part.replace(db)
