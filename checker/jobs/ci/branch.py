"""
A folder of files kept on a branch of a git repository: fetched before a run, committed and pushed after it, and never
pushed over a commit that another job has pushed in between.

All of this happens in a repository of its own in a temporary folder; a checkout around it is not touched. The token
is given to git in its environment, so that no list of processes shows it, and is sent to the host of the remote only.
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
    """Another job has pushed to the branch since it was fetched."""


def git(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """
    Run git in a folder, in this process's environment or the one given. Raises UsageError where git can't be started;
    a failure of git itself is in the return code.
    """
    try:
        return subprocess.run(  # noqa: S603  (no shell: foreign text is only ever an argument)
            ["git", *arguments],  # noqa: S607  (the git on the user's own PATH)
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
    The branch `name` of the repository at `remote` (an address or a path), checked out in `folder`, which is empty at
    first and used for nothing else. `environment` is that of git. `token` is sent to the remote only. `fetched` is
    the commit of the branch that the folder was fetched from, empty where there was no such branch.
    """

    remote: str
    name: str
    folder: Path
    environment: Mapping[str, str]
    token: str = ""
    fetched: str = field(default="", init=False)

    def fetch(self) -> bool:
        """
        Fetch the files of the branch into the folder; returns False where there is no such branch yet.

        Raises UsageError for any other failure, because a failure must not be taken for an empty history.
        """
        self._git("init", "--quiet", "--initial-branch", self.name)
        self.fetched = self._tip()
        if self.fetched:
            self._git("fetch", "--quiet", "--depth", "1", "--end-of-options", self.remote, f"refs/heads/{self.name}")
            self._git("reset", "--quiet", "--hard", "FETCH_HEAD")
        return bool(self.fetched)

    def keep(self, message: str) -> bool:
        """
        Commit the folder and push it; returns False where nothing has changed.

        Raises Raced where another job has pushed since the fetch, UsageError where the push fails otherwise.
        """
        self._git("add", "--all")
        if not self._git("status", "--porcelain"):
            return False
        self._git("commit", "--quiet", "--no-verify", "--message", message)
        push = self._run("push", "--quiet", "--end-of-options", self.remote, f"HEAD:refs/heads/{self.name}")
        if push.returncode:
            if self._tip() != self.fetched:
                raise Raced(f"Another job has written to the branch {self.name} meanwhile.")
            raise self._error(f"The history can't be pushed to the branch {self.name}", push)
        self.fetched = self._git("rev-parse", "HEAD").strip()
        return True

    def begin_anew(self) -> None:
        """Empty the folder, so that the branch can be fetched again."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def _tip(self) -> str:
        """The commit at the tip of the remote's branch, empty where there is no such branch."""
        listing = self._run(
            "ls-remote", "--exit-code", "--heads", "--end-of-options", self.remote, f"refs/heads/{self.name}"
        )
        if listing.returncode == _NO_SUCH_BRANCH:
            return ""
        if listing.returncode:
            raise self._error("The history can't be read", listing)
        return listing.stdout.decode("ascii", "replace").split()[0]

    def _git(self, *arguments: str) -> str:
        """The output of a git command; UsageError where it fails."""
        process = self._run(*arguments)
        if process.returncode:
            raise self._error(f"git {arguments[0]} failed", process)
        return process.stdout.decode("utf-8", "replace")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return git(self.folder, *arguments, environment=self._git_environment())

    def _git_environment(self) -> dict[str, str]:
        """The environment of git: it asks for no password, and no variable leads it to another repository."""
        inherited = {name: value for name, value in self.environment.items() if not name.startswith("GIT_")}
        identity = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
        return {**inherited, **identity, "GIT_TERMINAL_PROMPT": "0", **self._credentials()}

    def _credentials(self) -> dict[str, str]:
        """Git configuration, as environment variables, that sends the token to the remote only."""
        if not self.token or not self.remote.startswith(("https://", "http://")):
            return {}
        credentials = base64.b64encode(f"x-access-token:{self.token}".encode()).decode()
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{self.remote}.extraheader",
            "GIT_CONFIG_VALUE_0": f"Authorization: Basic {credentials}",
        }

    def _error(self, what: str, process: subprocess.CompletedProcess[bytes]) -> UsageError:
        lines = process.stderr.decode("utf-8", "replace").strip().splitlines()
        why = next((line for line in lines if line.startswith(("fatal:", "error:", "remote:", " !"))), "")
        return UsageError(
            f"{what}: {redactor(self.token).text(why).strip() or 'git gave no reason'}.",
            "May the job's token write (permissions: contents: write), and is the remote right?",
        )


_WHO = {"NAME": _NAME, "EMAIL": _MAIL}
