"""Real repositories behind git's own HTTP server, without a socket: a script for the scripted transport."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from checker.network.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.network.transport import Request

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Backend:
    """
    Serves a folder of bare repositories at any host. `version` is the newest protocol that it speaks, `settings` are
    settings of git for all repositories.
    """

    def __init__(self, folder: Path, *, version: int = 2, filters: bool = True, **settings: str) -> None:
        self._folder = folder
        self._version = version
        self._settings = {"uploadpack.allowFilter": str(filters).lower()}
        self._settings |= {name.replace("_", "."): value for name, value in settings.items()}

    def repository(self, name: str, history: str | bytes = "", *, head: str = "main") -> None:
        """Create a bare repository at `name` (with `.git` where wanted) from a stream for `git fast-import`."""
        place = self._folder / name
        place.mkdir(parents=True)
        self._git(place, "init", "--quiet", "--bare", "-b", head)
        for setting, value in self._settings.items():
            self._git(place, "config", setting, value)
        if history:
            feed = history.encode() if isinstance(history, str) else history
            self._git(place, "fast-import", "--quiet", feed=feed)

    def as_files(self, request: Request) -> Answer:
        """The answer of a web server without git, for repositories that were prepared by `make_ready`."""
        path = urlsplit(request.url).path.lstrip("/")
        place = self._folder / path
        if request.method != "GET" or not place.is_file():
            return Answer(status=404, headers={"content-type": "text/html"}, body=b"<title>404 Not Found</title>")
        return Answer(status=200, headers={"content-type": "text/plain"}, body=place.read_bytes())

    def make_ready(self, name: str, *, pack: bool = False) -> None:
        """Prepare a repository for the dumb protocol: its objects in a pack, or each in a file of its own."""
        if pack:
            self._git(self._folder / name, "repack", "-a", "-d", "--quiet")
        self._git(self._folder / name, "update-server-info")

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
            [found, "-C", str(folder), *arguments], input=feed, env=clean, capture_output=True, check=False
        )
        if done.returncode and not done.stdout:  # upload-pack fails after it has answered with an ERR line
            raise RuntimeError(done.stderr.decode())
        return done.stdout


def tree(files: Mapping[str, str | bytes], when: int = 1_700_000_000) -> bytes:
    """A stream for `git fast-import`: one commit with these files."""
    stream = f"commit refs/heads/main\ncommitter A <a@example.org> {when} +0200\ndata 1\nm\n".encode()
    for path, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        stream += f"M 644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
    return stream


def commit(branch: str = "refs/heads/main", when: int = 1_700_000_000, *, message: str = "m", files: int = 2) -> str:
    """A stream for `git fast-import`: one commit on a branch."""
    lines = [f"commit {branch}", f"committer A <a@example.org> {when} +0200", f"data {len(message)}", message]
    for number in range(files):
        lines += [f"M 644 inline folder/{number}.py", "data 5", f"{number:05}"]
    return "\n".join([*lines, ""])
