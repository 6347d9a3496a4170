"""Real git repositories behind git's own HTTP server (`git http-backend`), created when they are first asked for."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulator.objects import commit, history
from tests.simulator.server import Reply
from tests.simulator.world import SANCTIONED

if TYPE_CHECKING:
    from tests.simulator.server import Received
    from tests.simulator.world import Repository

_SERVICE = b"001e# service=git-upload-pack\n0000"
#: Settings of git for one process: trees are filtered at the root or not at all.
_ALL_OR_NOTHING = {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "uploadpackfilter.tree.maxDepth",
    "GIT_CONFIG_VALUE_0": "0",
}
_TOS = b"Access to this repository has been disabled by GitHub staff.\n"
_BLOCKS = {
    "dmca": b"Repository unavailable due to DMCA takedown.\nSee the takedown notice for more details:\n",
    "sanctions": SANCTIONED.encode(),
}


class GitServer:
    """Serves repositories of a world over smart HTTP, protocols v0 and v2, and as plain files."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="simulator-git-")
        self._answers: dict[tuple[object, ...], Reply] = {}

    def close(self) -> None:
        """Remove all repositories."""
        self._folder.cleanup()

    def answer(self, received: Received, tail: str, repo: Repository | None, *, github: bool = False) -> Reply:
        """
        The answer for `tail` (`info/refs` or `git-upload-pack`) of a repository; None is a missing one. With
        `github`, trees are filtered at the root or not at all: git's setting for that came from GitHub, and no more
        is known.
        """
        if repo is None or repo.private:
            return Reply(401, b"Repository not found.", {"WWW-Authenticate": 'Basic realm="GitHub"'})
        if repo.blocked:
            return Reply(403, _BLOCKS.get(repo.blocked, _TOS), {"Content-Type": "text/plain"})
        if repo.wants_login and tail == "git-upload-pack":
            return Reply(401, b"Repository not found.", {"WWW-Authenticate": 'Basic realm="GitHub"'})
        folder = self._made(repo)
        version = received.headers.get("git-protocol")
        asked = (folder, tail, received.method, received.query, version, received.body, github)
        if asked not in self._answers:
            self._answers[asked] = _served(folder, tail, received, _ALL_OR_NOTHING if github else {})
        reply = self._answers[asked]
        return replace(reply, headers=dict(reply.headers))

    def file(self, repo: Repository, tail: str) -> Reply:
        """A file of a repository, as a web server without git serves it."""
        folder = self._made(repo)
        _run("git", "-C", str(folder), "update-server-info")
        place = (folder / tail).resolve()
        if not place.is_file() or folder.resolve() not in place.parents:
            return Reply(404, b"<title>404 Not Found</title>", {"Content-Type": "text/html"})
        kind = "text/plain" if tail in ("info/refs", "HEAD", "objects/info/packs") else "application/octet-stream"
        return Reply(200, place.read_bytes(), {"Content-Type": kind})

    def _made(self, repo: Repository) -> Path:
        """The repository on disk; repositories with the same content share one, whatever their names."""
        others = hashlib.sha256(repr((sorted(repo.branches.items()), repo.tags)).encode()).hexdigest()[:8]
        name = f"{commit(repo) or 'empty'}-{repo.branch.encode().hex()}-{others}.git"
        folder = Path(self._folder.name) / name
        if folder.exists():
            return folder
        _run("git", "init", "--quiet", "--bare", "-b", repo.branch, str(folder))
        _run("git", "-C", str(folder), "config", "uploadpack.allowFilter", "true")
        if not repo.empty and repo.last_commit:
            _run("git", "-C", str(folder), "fast-import", "--quiet", feed=history(repo))
        return folder


def _served(folder: Path, tail: str, received: Received, more: dict[str, str]) -> Reply:
    """The answer of git's own server."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "GIT_PROJECT_ROOT": str(folder.parent),
        "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH_INFO": f"/{folder.name}/{tail}",
        "QUERY_STRING": received.query,
        "REQUEST_METHOD": received.method,
        "CONTENT_TYPE": received.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(received.body)),
        "GIT_PROTOCOL": received.headers.get("git-protocol", ""),
        **more,
    }
    reply = _parsed(_run("git", "http-backend", feed=received.body, environment=environment))
    if tail == "info/refs" and reply.body.startswith(b"000eversion 2"):
        reply.body = _SERVICE + reply.body  # git's own server leaves it out, GitHub's does not
    return reply


def _run(*command: str, feed: bytes = b"", environment: dict[str, str] | None = None) -> bytes:
    done = subprocess.run(command, input=feed, capture_output=True, env=environment, check=False)
    if done.returncode and not done.stdout:  # upload-pack fails after it has answered with an ERR line
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode()}")
    return done.stdout


def _parsed(output: bytes) -> Reply:
    head, _, body = output.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return Reply(int(headers.pop("Status", "200")[:3]), body, headers)
