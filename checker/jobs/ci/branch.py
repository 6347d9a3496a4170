"""
A folder of files kept on a branch of a git repository, with the branch's history: fetched before a run, committed
after it, and never pushed over what another job has kept meanwhile.

Everything happens in a repository of its own in a temporary folder; a checkout around it is not touched. A token goes
to git by its environment, so that no list of processes shows it, and to the host of the remote alone.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.errors import CheckerError, UsageError
from checker.network.redaction import redactor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME, _MAIL = "reprolinks", "reprolinks@users.noreply.github.com"
_NO_SUCH_BRANCH = 2  # exit code of `git ls-remote --exit-code`


class Raced(CheckerError):  # noqa: N818  (says what happened)
    """Another job has kept its files since these were fetched."""


def git(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """What git does in a folder, in our environment or the one given; UsageError where it is not installed."""
    try:
        return subprocess.run(  # noqa: S603  (no shell: what others write is an argument)
            ["git", *arguments],  # noqa: S607  (the one on the PATH is the user's own)
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError(f"git can't be run: {error.strerror}.", "Install git, or use --history none.") from error


@dataclass(slots=True)
class Branch:
    """
    `name` at `remote` (an address or a path). `folder` is empty, and ours alone. `token` is sent to the remote alone.
    `fetched` is the branch's commit that the folder goes on from, empty where there is no such branch.
    """

    remote: str
    name: str
    folder: Path
    environment: Mapping[str, str]
    token: str = ""
    fetched: str = field(default="", init=False)

    def fetch(self) -> bool:
        """
        Bring the branch's files into the folder; False where there is no such branch yet.

        Raises UsageError for anything else: trouble must not end in an empty history.
        """
        self._git("init", "--quiet", "--initial-branch", self.name)
        self.fetched = self._tip()
        if self.fetched:
            self._git("fetch", "--quiet", "--depth", "1", "--end-of-options", self.remote, f"refs/heads/{self.name}")
            self._git("reset", "--quiet", "--hard", "FETCH_HEAD")
        return bool(self.fetched)

    def keep(self, message: str) -> bool:
        """
        Commit the folder as it is and push it; False where nothing has changed.

        Raises Raced where another job was first, UsageError where the remote refuses.
        """
        self._git("add", "--all")
        if not self._git("status", "--porcelain"):
            return False
        self._git("commit", "--quiet", "--no-verify", "--message", message)
        pushed = self._run("push", "--quiet", "--end-of-options", self.remote, f"HEAD:refs/heads/{self.name}")
        if pushed.returncode:
            if self._tip() != self.fetched:
                raise Raced(f"Another job has written to the branch {self.name} meanwhile.")
            raise self._trouble(f"The history can't be pushed to the branch {self.name}", pushed)
        self.fetched = self._git("rev-parse", "HEAD").strip()
        return True

    def begin_anew(self) -> None:
        """Empty the folder, to fetch again."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def _tip(self) -> str:
        """The commit that the branch is at, empty where there is no such branch."""
        found = self._run(
            "ls-remote", "--exit-code", "--heads", "--end-of-options", self.remote, f"refs/heads/{self.name}"
        )
        if found.returncode == _NO_SUCH_BRANCH:
            return ""
        if found.returncode:
            raise self._trouble("The history can't be read", found)
        return found.stdout.decode("ascii", "replace").split()[0]

    def _git(self, *arguments: str) -> str:
        done = self._run(*arguments)
        if done.returncode:
            raise self._trouble(f"git {arguments[0]} failed", done)
        return done.stdout.decode("utf-8", "replace")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return git(self.folder, *arguments, environment=self._surroundings())

    def _surroundings(self) -> dict[str, str]:
        """The environment of git: nobody is asked for a password, and no variable leads it to another repository."""
        given = {name: value for name, value in self.environment.items() if not name.startswith("GIT_")}
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
        return {**given, **who, "GIT_TERMINAL_PROMPT": "0", **self._credentials()}

    def _credentials(self) -> dict[str, str]:
        if not self.token or not self.remote.startswith(("https://", "http://")):
            return {}
        word = base64.b64encode(f"x-access-token:{self.token}".encode()).decode()
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{self.remote}.extraheader",
            "GIT_CONFIG_VALUE_0": f"Authorization: Basic {word}",
        }

    def _trouble(self, what: str, done: subprocess.CompletedProcess[bytes]) -> UsageError:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = next((line for line in lines if line.startswith(("fatal:", "error:", "remote:", " !"))), "")
        return UsageError(
            f"{what}: {redactor(self.token).text(why).strip() or 'git gave no reason'}.",
            "May the job's token write (permissions: contents: write), and is the remote right?",
        )


_WHO = {"NAME": _NAME, "EMAIL": _MAIL}
