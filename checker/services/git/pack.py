"""
Reads objects from a packfile (gitformat-pack, version 2) of an untrusted server; deltas are applied to earlier
objects.

Decompression is limited, for one object and for all together. The name of an object is computed from its content, so
that a server can't pass one object off as another.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 512 * 1024  # bytes of one object: a commit has a few hundred; a README of more has embedded pictures
MOST = 2_000  # objects that are read: git writes commits first, then trees, then files
MOST_BYTES = 4 << 20  # of all objects together
_HEADER = 12  # "PACK", version, number of objects
_KINDS = {1: b"commit", 2: b"tree", 3: b"blob", 4: b"tag"}
_OFFSET_DELTA, _REFERENCE_DELTA = 6, 7


@dataclass(frozen=True, slots=True)
class GitObject:
    """One object: its kind (`commit`, `tree`, `blob`, `tag`) and its content."""

    kind: bytes
    content: bytes


def name_of(one: GitObject, digits: int = 40) -> str:
    """An object's name: SHA-1 in 40 digits, SHA-256 in 64 (gitrepository-layout, hash-function-transition)."""
    whole = b"%s %d\0%s" % (one.kind, len(one.content), one.content)
    hashed = hashlib.sha256(whole) if digits == 64 else hashlib.sha1(whole, usedforsecurity=False)
    return hashed.hexdigest()


def objects_in(pack: bytes, digits: int = 40) -> dict[str, GitObject]:
    """
    The first objects of a packfile, which may be cut, by their names (of so many digits); reading ends at the first
    broken object. Objects that are too large, or whose base is missing, are left out.
    """
    found: dict[str, GitObject] = {}
    places: dict[int, GitObject] = {}
    size = 0
    for entry in _entries(pack, digits // 2):
        one = _whole(entry, places, found)
        if one is None:
            continue
        size += len(one.content)
        if size > MOST_BYTES:
            break
        places[entry.place] = found[name_of(one, digits)] = one
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a packfile at offset `place`. `base`: the offset or name of its base if `data` is a delta."""

    place: int
    kind: int
    base: int | str
    data: bytes | None  # None: too large


def _entries(pack: bytes, width: int) -> Iterator[_Entry]:
    """The entries of a packfile whose object names have `width` bytes."""
    if pack[:4] != b"PACK" or pack[4:8] != b"\0\0\0\2":
        return
    place, view = _HEADER, memoryview(pack)
    for _ in range(min(int.from_bytes(pack[8:_HEADER]), MOST)):
        kind, start = _head(pack, place)
        base, start = _base(pack, place, kind, start, width)
        data, end = _inflated(view, start)
        if end is None:
            return
        yield _Entry(place, kind, base, data)
        place = end


def _head(pack: bytes, place: int) -> tuple[int, int]:
    """The kind of the entry at `place`, and where its header ends; the size in it is not needed."""
    kind = pack[place] >> 4 & 7 if place < len(pack) else 0
    while place < len(pack) and pack[place] & 0x80:
        place += 1
    return kind, place + 1


def _base(pack: bytes, place: int, kind: int, start: int, width: int) -> tuple[int | str, int]:
    """The base of a delta (0 if the entry is none), and where the compressed data begin."""
    if kind == _REFERENCE_DELTA:
        return pack[start : start + width].hex(), start + width
    if kind != _OFFSET_DELTA:
        return 0, start
    distance = -1
    for end in range(start, min(start + 8, len(pack))):
        distance = (distance + 1) << 7 | (pack[end] & 0x7F)
        if not pack[end] & 0x80:
            return place - distance, end + 1
    return 0, len(pack)


def _inflated(view: memoryview, start: int) -> tuple[bytes | None, int | None]:
    """The decompressed data at `start` (None if too large), and where they end; (None, None) if they are broken."""
    inflate, place = zlib.decompressobj(), start
    kept, size, step = bytearray(), 0, 64 * 1024
    try:
        while not inflate.eof:
            fresh = inflate.unconsumed_tail or bytes(view[place : place + step])
            place += 0 if inflate.unconsumed_tail else len(fresh)
            if not fresh or size > MOST_BYTES:
                return None, None
            piece = inflate.decompress(fresh, step)
            size += len(piece)
            kept += piece if size <= LARGEST else b""
    except zlib.error:
        return None, None
    return bytes(kept) if size <= LARGEST else None, place - len(inflate.unused_data)


def _whole(entry: _Entry, places: dict[int, GitObject], names: dict[str, GitObject]) -> GitObject | None:
    if entry.data is None:
        return None
    if entry.kind in _KINDS:
        return GitObject(_KINDS[entry.kind], entry.data)
    base = names.get(entry.base) if isinstance(entry.base, str) else places.get(entry.base)
    content = applied(base.content, entry.data) if base else None
    return GitObject(base.kind, content) if base and content is not None else None


def applied(base: bytes, delta: bytes) -> bytes | None:
    """The object that a delta makes from its base; None if the delta is broken or the object too large."""
    reader = iter(delta)
    try:
        if _number(reader) != len(base):
            return None
        size, made = _number(reader), bytearray()
        for code in reader:
            made += _copied(base, code, reader) if code & 0x80 else _inserted(code, reader)
            if len(made) > min(size, LARGEST):
                return None
    except StopIteration:
        return None
    return bytes(made) if len(made) == size else None


def _number(reader: Iterator[int]) -> int:
    """A number in the header of a delta: seven bits a byte, the lowest first. Raises StopIteration at the end."""
    number = 0
    for place in range(0, 70, 7):
        byte = next(reader)
        number |= (byte & 0x7F) << place
        if not byte & 0x80:
            break
    return number


def _copied(base: bytes, code: int, reader: Iterator[int]) -> bytes:
    """The piece of the base that an instruction copies."""
    values = [next(reader) if code >> bit & 1 else 0 for bit in range(7)]
    start, size = int.from_bytes(values[:4], "little"), int.from_bytes(values[4:], "little")
    return base[start : start + (size or 0x10000)]


def _inserted(count: int, reader: Iterator[int]) -> bytes:
    """The bytes that an instruction inserts; raises StopIteration for a count of 0, which is reserved."""
    if not count:
        raise StopIteration
    return bytes([next(reader) for _ in range(count)])
