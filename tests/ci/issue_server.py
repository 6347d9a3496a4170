"""
GitHub's REST API for the issues and artifacts of one repository, on loopback, by its documentation of "Issues",
"Comments" and "Artifacts". Labels are set only for users who may push; every request needs a token.
"""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = "lab/papers"


@dataclass
class Issues:
    """
    The issues of one repository. `may_label` says whether the token may set labels; with `enabled` off, issues are
    disabled.
    """

    token: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    may_label: bool = True
    enabled: bool = True
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"issues": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def open(self) -> list[str]:
        """The titles of open issues."""
        return [one["title"] for one in self.issues if one["state"] == "open"]

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[int, Any]:
        """Status and body for a request."""
        if not self.enabled:
            return 410, {"message": "Issues has been disabled in this repository.", "status": "410"}
        inside = path.removeprefix(f"/repos/{REPOSITORY}")
        if inside == "/issues" and method == "GET":
            return 200, self._listed(query)
        if inside == "/issues" and method == "POST":
            return 201, self._made(body)
        if found := re.fullmatch(r"/issues/(\d+)", inside):
            return 200, self._changed(int(found[1]), body if method == "PATCH" else {})
        if found := re.fullmatch(r"/issues/(\d+)/comments", inside):
            self.comments.append((int(found[1]), body["body"]))
            return 201, {"id": len(self.comments), "body": body["body"]}
        if inside == "/actions/artifacts":
            listed = [self._shown(one) for one in self.artifacts]
            return 200, {"total_count": len(listed), "artifacts": listed}
        if found := re.fullmatch(r"/actions/artifacts/(\d+)/zip", inside):
            packed = next(one["packed"] for one in self.artifacts if one["id"] == int(found[1]))
            return 200, packed
        return 404, {"message": "Not Found", "status": "404"}

    def keep(self, name: str, content: bytes, **run: Any) -> None:
        """
        Keep an artifact with one file, from a run on the main branch of the repository itself unless `run` says
        otherwise.
        """
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, content)
        number = len(self.artifacts) + 1
        made = self.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        workflow = {"repository_id": 1, "head_repository_id": 1, "head_branch": "main", **run}
        whole = {"id": number, "name": "reprolinks-history", "expired": False, "created_at": made}
        self.artifacts.append({**whole, "workflow_run": workflow, "packed": packed.getvalue()})

    @staticmethod
    def _shown(one: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in one.items() if name != "packed"}

    def _listed(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        labels = set(query.get("labels", [""])[0].split(",")) - {""}
        state, page = query.get("state", ["open"])[0], int(query.get("page", ["1"])[0])
        size = int(query.get("per_page", ["30"])[0])
        found = [
            one
            for one in reversed(self.issues)
            if labels <= {label["name"] for label in one["labels"]} and state in ("all", one["state"])
        ]
        return found[(page - 1) * size : page * size]

    def _made(self, body: dict[str, Any]) -> dict[str, Any]:
        number = len(self.issues) + 1
        labels = [{"name": name} for name in body.get("labels", [])] if self.may_label else []
        issue = {
            "number": number,
            "url": f"{self.base}/repos/{REPOSITORY}/issues/{number}",
            "title": body["title"],
            "body": body["body"],
            "state": "open",
            "closed_at": None,
            "labels": labels,
            "assignees": [{"login": one} for one in body.get("assignees", [])],
        }
        self.issues.append(issue)
        return issue

    def _changed(self, number: int, body: dict[str, Any]) -> dict[str, Any]:
        issue = self.issues[number - 1]
        issue |= {name: body[name] for name in ("title", "body", "state") if name in body}
        if "state" in body:
            closed = self.now().strftime("%Y-%m-%dT%H:%M:%SZ") if body["state"] == "closed" else None
            issue["closed_at"] = closed
        return issue


class _Handler(BaseHTTPRequestHandler):
    issues: Issues
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        parts = urlsplit(self.path)
        self.issues.asked.append(f"{self.command} {parts.path}")
        good = self.headers.get("Authorization", "").partition(" ")[2] == self.issues.token
        status, reply = (
            self.issues.answer(self.command, parts.path, parse_qs(parts.query), body)
            if good
            else (401, {"message": "Bad credentials", "status": "401"})
        )
        content = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/zip" if isinstance(reply, bytes) else "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = _answer  # noqa: N815  (the names that the server calls)

    def log_message(self, *_: object) -> None:
        """Print no log."""
