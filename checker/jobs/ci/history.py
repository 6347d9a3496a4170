"""The database of a CI job from one job to the next: what is fetched before a run and kept after it."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import UsageError
from checker.exports.history import export_history, restore
from checker.jobs.ci.branch import Branch, Raced
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checker.jobs.ci.place import Place

BRANCH = "reprolinks-history"
FOLDER = "history"
_BEGUN = ".begun"


@dataclass(frozen=True, slots=True)
class History:
    """
    The history of the database at `db`, kept on `branch`. Beside the database a file names the commit that it goes
    on from, so that no job overwrites what another one has kept. `complain` hears of lines that can't be restored.
    """

    db: Path
    branch: Branch
    complain: Callable[[str], None]

    def fetch(self) -> str:
        """
        Bring the database back from the branch, unless it goes on from there already; what was done, in a line.

        Raises UsageError where the branch can't be read (a job must not begin anew because of it), and where a
        database is here that the branch knows nothing of.
        """
        there, begun = self.branch.fetch(), self._begun()
        if self.db.exists() and begun == self.branch.fetched:
            return f"The history is in {self.db}."
        if self.db.exists() and begun is None and there:
            raise UsageError(
                f"The branch {self.branch.name} has another history than {self.db}.",
                "Move the file away to go on from the branch, or name another branch with --branch.",
            )
        if there:
            self._restore()
        self._begin(self.branch.fetched)
        return f"The history comes from the branch {self.branch.name}." if there else "There is no history yet."

    def keep(self, message: str) -> bool:
        """
        Keep the database on the branch; False where there is nothing new.

        Raises Raced where another job has kept its history meanwhile, UsageError where it can't be written.
        """
        if not self.db.exists():
            return False
        with Store.open(self.db, create=False) as store:
            export_history(store, self.branch.folder / FOLDER)
        kept = self.branch.keep(message)
        self._begin(self.branch.fetched)
        return kept

    def keep_left(self) -> bool:
        """Keep what a job that was killed has left behind; raises Raced where another job was first."""
        if not self.db.exists():
            return False
        self.branch.fetch()
        if self._begun() != self.branch.fetched:
            raise Raced(f"Another job has kept its history: what this one learned stays in {self.db}.")
        return self.keep("What a job that was ended has left")

    def fetch_again(self) -> str:
        """Leave what this job has learned, and go on from what another one has kept."""
        self.branch.begin_anew()
        self._remove()
        return self.fetch()

    def _restore(self) -> None:
        self._remove()
        with Store.open(self.db) as store:
            restore(store, self.branch.folder / FOLDER, self.complain)

    def _remove(self) -> None:
        for end in ("", "-wal", "-shm", _BEGUN):
            self.db.with_name(f"{self.db.name}{end}").unlink(missing_ok=True)

    def _begun(self) -> str | None:
        """The commit that the database goes on from, empty where there was none; None where nobody knows."""
        file = self.db.with_name(f"{self.db.name}{_BEGUN}")
        return file.read_text("ascii").strip() if file.exists() else None

    def _begin(self, commit: str) -> None:
        self.db.with_name(f"{self.db.name}{_BEGUN}").write_text(f"{commit}\n", encoding="ascii")


def remote_of(place: Place, given: str) -> str:
    """The address of the repository that keeps the history; UsageError where none is known."""
    if "@" in urlsplit(given).netloc:  # a list of processes would show it
        raise UsageError("--remote holds a user or a password.", "Set REPROLINKS_HISTORY_TOKEN instead.")
    if given:
        return given
    if place.server and place.repository:
        return f"{place.server}/{place.repository}.git"
    raise UsageError("It is not known which repository keeps the history.", "Name it with --remote.")


@contextmanager
def branch_of(remote: str, name: str, environment: Mapping[str, str], token: str) -> Iterator[Branch]:
    """A branch with a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="reprolinks-") as folder:
        yield Branch(remote, name, Path(folder), environment, token)
