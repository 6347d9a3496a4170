"""How one link in a file is to be corrected, from what is known of its artifact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.model import Availability, Identity, Kind, artifact_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Artifact, Link
    from checker.model.rows import KnownRow

_MOVED = (Identity.RENAMED, Identity.TRANSFERRED)
_THERE = (Availability.AVAILABLE, Availability.EMPTY, Availability.PLACEHOLDER, Availability.RESTRICTED)
_LOST = (Availability.GONE, Availability.BLOCKED)
_CHAIN = 5  # moves, one after the other, that are followed
#: A current name that may be written into a file: no character of it means anything to a notation or a shell.
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[\w.+-]+)*", re.ASCII)
_ADDRESS = re.compile(r"https?://[!-~]+")
_ENCODED = {"_": "|%5F", "-": "|%2D", ".": "|%2E", "/": "|%2F", "+": "|%2B"}


class Fix(NamedTuple):
    """
    The characters `start` to `end` of a link's text are replaced by `new`, because of `why`. Where there are no such
    characters, it is only a remark.
    """

    start: int
    end: int
    new: str
    why: str

    @property
    def is_change(self) -> bool:
        """Whether anything is replaced."""
        return self.end > self.start


def planned_fix(link: Link, known: Callable[[str], KnownRow | None], *, archived: bool) -> Fix | None:
    """
    The fix of a link; None where there is nothing to do. `known` gives what is known of an artifact by its key.

    In the link of a moved repository the old name is replaced by the current one, and nothing else. An address that
    does not work as printed is replaced by the form that works. With `archived`, a link that is confirmed as gone is
    replaced by the address of its copy. On a name that is re-used for something else, and on lost artifacts, there is
    only a remark.
    """
    found = _named(link, known)
    if found is None:
        return None
    target, row = found
    if row.identity == Identity.REUSED:
        return _remark(f"{row.target} is something else today than it was: check the link yourself")
    if row.key != keys(link)[0] and row.availability in _THERE:
        return _remark(
            f"{link.raw!r} is read as {row.target}, because {link.target} does not exist: correct it yourself"
        )
    if _works_as(link, row):
        return _repaired(link, row)
    return _moved_or_lost(link, target, _current(row, known), archived=archived)


def _moved_or_lost(link: Link, target: str, row: KnownRow, *, archived: bool) -> Fix | None:
    if row.availability in _LOST and link.printed != row.works_as:
        return _lost(link, row, archived=archived)
    if row.availability in _THERE and row.identity in _MOVED:
        return _moved(link, target, row)
    return None


def keys(link: Link) -> list[str]:
    """The keys of all artifacts that a link may name, the likeliest first."""
    artifacts: tuple[Link | Artifact, ...] = (link, *link.alternatives)
    return [artifact_key(one.kind, one.target, one.url) for one in artifacts]


def _named(link: Link, known: Callable[[str], KnownRow | None]) -> tuple[str, KnownRow] | None:
    """(target as the link has it, what is known of it); of several alternatives, the one that exists."""
    artifacts: tuple[Link | Artifact, ...] = (link, *link.alternatives)
    rows = [(one.target, row) for one, key in zip(artifacts, keys(link), strict=True) if (row := known(key))]
    return next((one for one in rows if one[1].availability in _THERE), rows[0] if rows else None)


def _current(row: KnownRow, known: Callable[[str], KnownRow | None]) -> KnownRow:
    """The row of the current name, where what the link names has moved more than once; else the same row."""
    for _ in range(_CHAIN):
        after = known(artifact_key(Kind(row.kind), row.resolved_target))
        if after is None or after.identity not in _MOVED or after.availability not in _THERE:
            break
        row = after
    return row


def _moved(link: Link, target: str, row: KnownRow) -> Fix | None:
    old, new = (
        _without_host(target, row.resolved_target) if row.kind == Kind.OTHER_FORGE else (target, row.resolved_target)
    )
    if not _NAME.fullmatch(new) or old == new:
        return None
    found = list(_written(old).finditer(link.raw))
    if not found or ("/" not in old and len(found) > 1):
        return _remark(f"{target} is {new} today ({row.identity}): not found in {link.raw!r}, change it yourself")
    return Fix(*found[0].span(), new, f"{target} is {row.resolved_target} today ({row.identity}{_seen(row)})")


def _without_host(old: str, new: str) -> tuple[str, str]:
    """Both targets without their host, where it is the same; else as they are."""
    host, _, path = old.partition("/")
    return (path, new.partition("/")[2]) if new.casefold().startswith(f"{host.casefold()}/") else (old, new)


def _written(name: str) -> re.Pattern[str]:
    """A pattern for a name as notations write it: with escapes, with marks percent-encoded, in any case."""
    letters = (f"(?:\\\\?{re.escape(one)}{_ENCODED.get(one, '')})" if not one.isalnum() else one for one in name)
    return re.compile(rf"(?:(?<=[/:=\s])|(?<=%2F)){''.join(letters)}(?![\w-])", re.IGNORECASE)


def _works_as(link: Link, row: KnownRow) -> str:
    """The form that works of an address that does not work as printed; empty where it does or none is known."""
    if link.printed not in row.broken_forms:
        return ""
    others = row.printed_forms if row.availability in _THERE else ()
    works = row.works_as or next((one for one in others if one not in row.broken_forms), "")
    return works if _ADDRESS.fullmatch(works) else ""


def _repaired(link: Link, row: KnownRow) -> Fix:
    works = _works_as(link, row)
    bare = works.partition("://")[2]
    new = bare if not _has_scheme(link.raw) and bare != link.raw else works
    return Fix(0, len(link.raw), new, f"{link.printed} does not work as printed, {works} does{_seen(row)}")


def _has_scheme(raw: str) -> bool:
    return re.match(r"[a-z]{2,12}\s?:", raw, re.IGNORECASE) is not None


def _lost(link: Link, row: KnownRow, *, archived: bool) -> Fix:
    status = f"{row.target} is {row.availability} ({row.reason}{_seen(row)})"
    copy = row.code_url or row.page_url
    if not _ADDRESS.fullmatch(copy):
        return _remark(f"{status}, no copy is known")
    if row.availability == Availability.GONE and not row.confirmed:
        return _remark(f"{status}, seen only once: a copy is at {copy}")
    if not archived:
        return _remark(f"{status}: a copy is at {copy} (--archived inserts it)")
    return Fix(0, len(link.raw), copy, f"{status}, a copy is at {copy}")


def _seen(row: KnownRow) -> str:
    return f", checked {row.checked_at[:10]}" if row.checked_at else ""


def _remark(why: str) -> Fix:
    return Fix(0, 0, "", why)
