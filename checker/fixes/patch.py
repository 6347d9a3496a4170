"""Changes of a file as a unified diff that `git apply` and `patch` apply, byte for byte."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_CONTEXT = 3  # lines around a change
_QUOTED = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r"}


class Change(NamedTuple):
    """The bytes `start` to `end` of a file are replaced by `new`."""

    start: int
    end: int
    new: bytes


class _Hunk(NamedTuple):
    """The lines `first` to `last` (exclusive, from 0) of a file, and the changes in them."""

    first: int
    last: int
    changes: list[Change]


def unified(data: bytes, changes: Sequence[Change], name: str, notes: Iterable[str] = ()) -> bytes:
    """
    A unified diff of changes, which are in order and do not overlap; empty where there are none. `name` is the
    relative path of the file, with slashes. `notes` become comment lines before the diff, which programs that apply
    it ignore.
    """
    if not changes:
        return b""
    lines = _lines(data)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    head = [*(f"# {note}" for note in notes), f"--- {_path('a', name)}", f"+++ {_path('b', name)}"]
    written, shift = [f"{line}\n".encode("utf-8", "surrogateescape") for line in head], 0
    for hunk in _hunks(changes, starts):
        old = lines[max(hunk.first - _CONTEXT, 0) : hunk.last + _CONTEXT]
        new = _lines(_changed(data, hunk, starts))
        before, after = lines[max(hunk.first - _CONTEXT, 0) : hunk.first], lines[hunk.last : hunk.last + _CONTEXT]
        at, length = max(hunk.first - _CONTEXT, 0) + 1, len(before) + len(new) + len(after)
        written.append(f"@@ -{at},{len(old)} +{at + shift},{length} @@\n".encode())
        for mark, part in ((b" ", before), (b"-", lines[hunk.first : hunk.last]), (b"+", new), (b" ", after)):
            written += (_line(mark, line) for line in part)
        shift += len(new) - (hunk.last - hunk.first)
    return b"".join(written)


def _lines(data: bytes) -> list[bytes]:
    """Lines as git counts them: each ends with a line feed, which the last may lack."""
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _hunks(changes: Sequence[Change], starts: Sequence[int]) -> Iterator[_Hunk]:
    """Hunks of changes; changes whose context lines would overlap are in one hunk."""
    hunk: _Hunk | None = None
    for change in changes:
        first = bisect_right(starts, change.start) - 1
        last = bisect_right(starts, max(change.end - 1, change.start))
        if hunk and first <= hunk.last + 2 * _CONTEXT:
            hunk.changes.append(change)
            hunk = hunk._replace(last=max(last, hunk.last))
            continue
        if hunk:
            yield hunk
        hunk = _Hunk(first, last, [change])
    if hunk:
        yield hunk


def _changed(data: bytes, hunk: _Hunk, starts: Sequence[int]) -> bytes:
    pieces, at = list[bytes](), starts[hunk.first]
    for change in hunk.changes:
        pieces += (data[at : change.start], change.new)
        at = change.end
    return b"".join((*pieces, data[at : starts[hunk.last]]))


def _line(mark: bytes, line: bytes) -> bytes:
    return mark + line if line.endswith(b"\n") else mark + line + b"\n\\ No newline at end of file\n"


def _path(side: str, name: str) -> str:
    """A path as git writes it: quoted where it has special characters, followed by a tab where it has blanks."""
    path = f"{side}/{name}"
    if any(mark in name for mark in '"\\\t\n\r'):
        return f'"{path.translate(_QUOTED)}"'
    return f"{path}\t" if " " in path else path
