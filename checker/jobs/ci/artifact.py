"""
The database of an earlier job, from the workflow artifacts of a GitHub repository (GitHub REST, "List artifacts for a
repository"). Only an artifact that a run of the repository itself has made on the same branch is used, because a pull
request from a fork could upload another one under the same name.
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

    from checker.jobs.ci.environment import CiEnvironment

NAME = "reprolinks-history"
TIMEOUT = 60.0  # seconds until a connection, or without a byte
MOST_BYTES = 4 << 30  # of an unpacked database


def fetch(environment: CiEnvironment, token: str, db: Path, transport: httpx.BaseTransport | None = None) -> bool:
    """
    Download the newest database to `db`; returns whether there was one. Raises UsageError where the artifacts can't
    be listed or unpacked. `token` may be empty.
    """
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"} if token else {}
    try:
        with httpx.Client(headers=headers, timeout=TIMEOUT, follow_redirects=True, transport=transport) as client:
            address = f"{environment.api}/repos/{environment.repository}/actions/artifacts"
            listed = client.get(address, params={"name": NAME, "per_page": 100}).raise_for_status().json()
            ours = filter(lambda one: _is_ours(one, environment), _listed(listed))
            newest = max(ours, key=_created_at, default=None)
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


def _is_ours(one: dict[str, Any], environment: CiEnvironment) -> bool:
    run = one.get("workflow_run") or {}
    ours = run.get("repository_id") is not None and run.get("head_repository_id") == run.get("repository_id")
    return bool(ours and run.get("head_branch") == environment.branch and not one.get("expired"))


def _created_at(one: dict[str, Any]) -> str:
    return str(one.get("created_at", ""))


def _unpack(packed: bytes, db: Path) -> None:
    """Write the database in a ZIP archive to `db`, whole or not at all; ValueError where there is none."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        members = [one for one in archive.infolist() if one.filename.endswith(".db")]
        if not members or members[0].file_size > MOST_BYTES:
            raise ValueError("it holds no database")
        part = db.with_name(f"{db.name}.part")
        with archive.open(members[0]) as source, part.open("wb") as target:
            while piece := source.read(1 << 20):
                target.write(piece)
        part.replace(db)
