"""
One commit out of a pack that a stranger sends: nothing is inflated further than it has to be, and the commit
counts only if it is the one that was asked for.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 256 * 1024  # bytes of one object; a commit is a few hundred
MOST = 8  # objects looked at: git writes commits before everything else
_HEADER = 12  # "PACK", version, number of objects
_COMMIT, _KINDS = 1, {1: b"commit", 2: b"tree", 3: b"blob", 4: b"tag"}
_COMMITTER = re.compile(rb"^committer [^\n]*> (\d{1,11}) [+-]\d{4}$", re.MULTILINE)


def committed_at(pack: bytes, commit: str) -> datetime | None:
    """
    When a commit was committed, by the text of the commit in a pack (gitformat-pack, version 2).

    The pack may be cut. None where the commit is not among its first objects or tells no date.
    """
    for kind, content in _objects(pack):
        if kind == _COMMIT and commit in _names(content):
            return _date(content.partition(b"\n\n")[0])
    return None


def _objects(pack: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the first objects, up to the first that is cut, a delta, or too large."""
    if pack[:4] != b"PACK":
        return
    place = _HEADER
    for _ in range(MOST):
        kind, place = _entry(pack, place)
        inflate = zlib.decompressobj()
        try:
            content = inflate.decompress(pack[place:], LARGEST)
        except zlib.error:
            return
        if kind not in _KINDS or not inflate.eof:
            return
        yield kind, content
        place = len(pack) - len(inflate.unused_data)


def _entry(pack: bytes, place: int) -> tuple[int, int]:
    """The kind of the object that begins at `place`, and where its compressed content begins."""
    head = pack[place : place + 1]
    kind = head[0] >> 4 & 7 if head else 0
    while place < len(pack) and pack[place] & 0x80:
        place += 1
    return kind, place + 1


def _names(content: bytes) -> tuple[str, str]:
    """A commit's name in the two formats of git: SHA-1 and SHA-256."""
    whole = b"commit %d\0%s" % (len(content), content)
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest(), hashlib.sha256(whole).hexdigest()


def _date(header: bytes) -> datetime | None:
    found = _COMMITTER.search(header)
    try:
        return datetime.fromtimestamp(int(found[1]), UTC) if found else None
    except (ValueError, OverflowError, OSError):
        return None
