"""Real repositories behind git's own HTTP server, reached without a socket: a script for the scripted transport."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from checker.network.answer import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from checker.network.transport import Request

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Backend:
    """Serves a folder of bare repositories at any host. `version` is the newest protocol that it speaks."""

    def __init__(self, folder: Path, *, version: int = 2, filters: bool = True) -> None:
        self._folder = folder
        self._version = version
        self._filters = filters

    def repository(self, name: str, history: str = "", *, head: str = "main") -> None:
        """A bare repository at `name` (with `.git`, if it should have it) with a history for `git fast-import`."""
        place = self._folder / name
        place.mkdir(parents=True)
        self._git(place, "init", "--quiet", "--bare", "-b", head)
        self._git(place, "config", "uploadpack.allowFilter", str(self._filters).lower())
        if history:
            self._git(place, "fast-import", "--quiet", feed=history.encode())

    def __call__(self, request: Request) -> Answer:
        """The answer of `git http-backend`."""
        parts = urlsplit(request.url)
        sent = {name.casefold(): value for name, value in request.headers.items()}
        output = self._git(
            self._folder,
            "http-backend",
            feed=request.content or b"",
            GIT_PROJECT_ROOT=str(self._folder),
            GIT_HTTP_EXPORT_ALL="1",
            PATH_INFO=parts.path,
            QUERY_STRING=parts.query,
            REQUEST_METHOD=request.method,
            CONTENT_TYPE=sent.get("content-type", ""),
            CONTENT_LENGTH=str(len(request.content or b"")),
            GIT_PROTOCOL=sent.get("git-protocol", "") if self._version == 2 else "",
        )
        head, _, body = output.partition(b"\r\n\r\n")
        headers = {}
        for line in head.decode().splitlines():
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        return Answer(status=int(headers.pop("status", "200")[:3]), headers=headers, body=body)

    def _git(self, folder: Path, *arguments: str, feed: bytes = b"", **environment: str) -> bytes:
        found = shutil.which("git") or "git"
        clean = {"PATH": "/usr/bin:/bin", "HOME": str(self._folder), "GIT_CONFIG_NOSYSTEM": "1", **environment}
        done = subprocess.run(
            [found, "-C", str(folder), *arguments], input=feed, env=clean, capture_output=True, check=True
        )
        return done.stdout


def commit(branch: str = "refs/heads/main", when: int = 1_700_000_000, *, message: str = "m", files: int = 2) -> str:
    """One commit on a branch, for `git fast-import`."""
    lines = [f"commit {branch}", f"committer A <a@example.org> {when} +0200", f"data {len(message)}", message]
    for number in range(files):
        lines += [f"M 644 inline folder/{number}.py", "data 5", f"{number:05}"]
    return "\n".join([*lines, ""])
