"""The database of a CI job, carried from job to job on a git branch: fetched before a run, pushed after it."""

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

    from checker.jobs.ci.environment import CiEnvironment

FOLDER = "history"
_BASE_FILE = ".begun"  # ending of the name of the file that holds the commit which the database is based on


@dataclass(frozen=True, slots=True)
class History:
    """
    The history of the database at `db`, kept on `branch`. A file beside the database names the commit that it is
    based on, so that no job overwrites what another one has pushed. `complain` is called with a line of text for each
    line of the history that can't be restored.
    """

    db: Path
    branch: Branch
    complain: Callable[[str], None]

    def fetch(self) -> str:
        """
        Restore the database from the branch, unless it is based on the branch's commit already; returns a line that
        says what was done.

        Raises UsageError where the branch can't be read (the job must not start an empty history because of that),
        and where a database exists that does not come from the branch.
        """
        exists, base = self.branch.fetch(), self._base()
        if self.db.exists() and base == self.branch.fetched:
            return f"The history is in {self.db}."
        if self.db.exists() and base is None and exists:
            raise UsageError(
                f"The branch {self.branch.name} has another history than {self.db}.",
                "Move the file away to go on from the branch, or name another branch with --branch.",
            )
        if exists:
            self._restore()
        self._set_base(self.branch.fetched)
        return f"The history comes from the branch {self.branch.name}." if exists else "There is no history yet."

    def keep(self, message: str) -> bool:
        """
        Push the history of the database to the branch, with `message` as that of the commit; returns False where
        there is nothing new.

        Raises Raced where another job has pushed in between, UsageError where it can't be pushed.
        """
        if not self.db.exists():
            return False
        with Store.open(self.db, create=False) as store:
            export_history(store, self.branch.folder / FOLDER)
        kept = self.branch.keep(message)
        self._set_base(self.branch.fetched)
        return kept

    def keep_left(self) -> bool:
        """Push the database that a killed job has left; Raced where another job has pushed in between."""
        if not self.db.exists():
            return False
        self.branch.fetch()
        if self._base() != self.branch.fetched:
            raise Raced(f"Another job has kept its history: what this one learned stays in {self.db}.")
        return self.keep("What a job that was ended has left")

    def fetch_again(self) -> str:
        """Discard this job's database and restore the one that another job has pushed; returns as `fetch`."""
        self.branch.begin_anew()
        self._remove()
        return self.fetch()

    def _restore(self) -> None:
        self._remove()
        with Store.open(self.db) as store:
            restore(store, self.branch.folder / FOLDER, self.complain)

    def _remove(self) -> None:
        for end in ("", "-wal", "-shm", _BASE_FILE):
            self.db.with_name(f"{self.db.name}{end}").unlink(missing_ok=True)

    def _base(self) -> str | None:
        """The commit that the database is based on, empty where there was none; None where that is not known."""
        file = self.db.with_name(f"{self.db.name}{_BASE_FILE}")
        return file.read_text("ascii").strip() if file.exists() else None

    def _set_base(self, commit: str) -> None:
        self.db.with_name(f"{self.db.name}{_BASE_FILE}").write_text(f"{commit}\n", encoding="ascii")


def remote_of(environment: CiEnvironment, given: str) -> str:
    """
    The address of the repository that keeps the history: the one given, else the job's own repository. Raises
    UsageError where neither is known, or where the one given holds a password.
    """
    if "@" in urlsplit(given).netloc:  # a list of processes would show it as an argument of git
        raise UsageError("--remote holds a user or a password.", "Set REPROLINKS_HISTORY_TOKEN instead.")
    if given:
        return given
    if environment.server and environment.repository:
        return f"{environment.server}/{environment.repository}.git"
    raise UsageError("No repository is known that keeps the history.", "Name one with --remote.")


@contextmanager
def branch_of(remote: str, name: str, environment: Mapping[str, str], token: str) -> Iterator[Branch]:
    """A branch that is checked out in a temporary folder, which is deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="reprolinks-") as folder:
        yield Branch(remote, name, Path(folder), environment, token)
