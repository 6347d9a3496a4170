"""Real git repositories behind git's own HTTP server (`git http-backend`), made when they are first asked for."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulator.objects import commit, history
from tests.simulator.server import Reply
from tests.simulator.world import SANCTIONED

if TYPE_CHECKING:
    from tests.simulator.server import Received
    from tests.simulator.world import Repository

_SERVICE = b"001e# service=git-upload-pack\n0000"
_TOS = b"Access to this repository has been disabled by GitHub staff.\n"
_BLOCKS = {
    "dmca": b"Repository unavailable due to DMCA takedown.\nSee the takedown notice for more details:\n",
    "sanctions": SANCTIONED.encode(),
}


class GitServer:
    """Serves repositories of a table over smart HTTP, protocols v0 and v2."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="simulator-git-")

    def close(self) -> None:
        """Remove all repositories."""
        self._folder.cleanup()

    async def answer(self, received: Received, tail: str, repo: Repository | None) -> Reply:
        """The answer for `tail` (`info/refs` or `git-upload-pack`) of a repository; None is a missing one."""
        if repo is None or repo.private:
            return Reply(401, b"Repository not found.", {"WWW-Authenticate": 'Basic realm="GitHub"'})
        if repo.blocked:
            return Reply(403, _BLOCKS.get(repo.blocked, _TOS), {"Content-Type": "text/plain"})
        if repo.wants_login and tail == "git-upload-pack":
            return Reply(401, b"Repository not found.", {"WWW-Authenticate": 'Basic realm="GitHub"'})
        folder = await self._made(repo)
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
        }
        output = await _run("git", "http-backend", feed=received.body, environment=environment)
        reply = _parsed(output)
        if tail == "info/refs" and reply.body.startswith(b"000eversion 2"):
            reply.body = _SERVICE + reply.body  # git's own server leaves it out, GitHub's does not
        return reply

    async def _made(self, repo: Repository) -> Path:
        folder = Path(self._folder.name) / f"{repo.id}-{commit(repo) or 'empty'}.git"
        if folder.exists():
            return folder
        await _run("git", "init", "--quiet", "--bare", "-b", repo.branch, str(folder))
        await _run("git", "-C", str(folder), "config", "uploadpack.allowFilter", "true")
        if not repo.empty and repo.last_commit:
            await _run("git", "-C", str(folder), "fast-import", "--quiet", feed=history(repo))
        return folder


async def _run(*command: str, feed: bytes = b"", environment: dict[str, str] | None = None) -> bytes:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    try:
        output, trouble = await process.communicate(feed)
    except asyncio.CancelledError:  # the server stops: its children and their pipes end before it
        process.kill()
        await process.communicate()
        raise
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {trouble.decode()}")
    return output


def _parsed(output: bytes) -> Reply:
    head, _, body = output.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return Reply(int(headers.pop("Status", "200")[:3]), body, headers)
