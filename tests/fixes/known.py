"""The rows of an invented database about the links in the files of these tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checker.model import Kind, artifact_key
from checker.model.rows import KnownRow

if TYPE_CHECKING:
    from collections.abc import Collection

_ROW = KnownRow(
    key="",
    kind="github_repo",
    target="",
    availability="available",
    reason="ok",
    confirmed=False,
    identity="same",
    resolved_target="",
    checked_at="2026-06-01T12:00:00Z",
    broken_forms=(),
    works_as="",
    printed_forms=(),
    code_url="",
    page_url="",
)


def row(target: str, kind: str = "github_repo", **more: Any) -> KnownRow:
    return replace(_ROW, key=artifact_key(Kind(kind), target, f"https://{target}"), kind=kind, target=target, **more)


def moved(target: str, today: str, kind: str = "github_repo") -> KnownRow:
    return row(target, kind, identity="transferred", resolved_target=today)


def lost(target: str, **more: Any) -> KnownRow:
    gone: dict[str, Any] = {"availability": "gone", "reason": "not_found_or_private", "confirmed": True}
    return row(target, **gone | more)


def copied(target: str) -> str:
    return f"https://archive.softwareheritage.org/swh:1:snp:00;origin=https://github.com/{target}"


KNOWN = {
    one.key: one
    for one in (
        row("fine/here"),
        moved("old/tool", "new_home/tool-2"),
        moved("under_score/x_y", "line_up/x_z"),
        moved("first/name", "second/name"),
        moved("second/name", "third/name"),
        moved("evil/name", "a b\n--- /dev/null"),
        moved("lab/small", "house/small", "hf_model"),
        moved("gitlab.com/group/part/old", "gitlab.com/group/part/new", "other_forge"),
        row("unknown/moved", availability="unknown", identity="renamed", resolved_target="x/y"),
        row("taken/name", identity="reused", resolved_target="taken/name", code_url=copied("taken/name")),
        lost("lost/code", code_url=copied("lost/code")),
        lost("lost/once", confirmed=False, code_url=copied("lost/once")),
        lost("lost/nothing"),
        lost("lost/page", page_url="https://web.archive.example/?a=1&b=it's"),
        lost("line/n-ext", code_url=copied("line/n-ext")),
        row("line/next"),
        lost(
            "lab.example/tool",
            kind="other",
            broken_forms=("http://www.lab.example/tool",),
            works_as="http://lab.example/tool",
            page_url="https://web.archive.org/web/2020/http://www.lab.example/tool",
        ),
        row(
            "lab.example/bare",
            "other",
            broken_forms=("https://www.lab.example/bare",),
            printed_forms=("https://www.lab.example/bare", "https://lab.example/bare"),
        ),
    )
}


def known(keys: Collection[str]) -> dict[str, KnownRow]:
    return {key: KNOWN[key] for key in keys if key in KNOWN}
