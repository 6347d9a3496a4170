"""One commit out of a pack that a stranger sends."""

from __future__ import annotations

import hashlib
import tracemalloc
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.services.git import objects
from checker.services.git.pack import objects_in

TREE, COMMIT, BLOB, DELTA = 2, 1, 3, 7
TEXT = (
    b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
    b"author A <a@example.org> 1600000000 +0000\n"
    b"committer B C <b@example.org> 1700000000 +0900\n\n"
    b"committer Not Me <x@example.org> 1000000000 +0000\n"
)
WHEN = datetime.fromtimestamp(1_700_000_000, UTC)


def name(text: bytes, algorithm: str = "sha1") -> str:
    return hashlib.new(algorithm, b"commit %d\0%s" % (len(text), text)).hexdigest()


def entry(kind: int, content: bytes, *, level: int = 9) -> bytes:
    size = len(content)
    head = bytearray([kind << 4 | size & 15])
    size >>= 4
    while size:
        head[-1] |= 0x80
        head.append(size & 0x7F)
        size >>= 7
    return bytes(head) + zlib.compress(content, level)


def committed_at(told: bytes, commit: str) -> datetime | None:
    """When the commit of this name was committed, by a pack that may hold it."""
    found = objects_in(told, len(commit)).get(commit)
    return objects.committed_at(found) if found else None


def pack(*entries: bytes) -> bytes:
    return b"PACK" + (2).to_bytes(4) + len(entries).to_bytes(4) + b"".join(entries) + b"\0" * 20


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_the_commit_that_was_asked_for_is_dated_by_its_committer(algorithm: str) -> None:
    assert committed_at(pack(entry(COMMIT, TEXT)), name(TEXT, algorithm)) == WHEN


def test_other_objects_before_it_are_passed_over() -> None:
    other = TEXT.replace(b"1700000000", b"1500000000")
    assert committed_at(pack(entry(BLOB, b"x" * 500), entry(COMMIT, other), entry(COMMIT, TEXT)), name(TEXT)) == WHEN


def test_another_commit_than_the_one_asked_for_tells_nothing() -> None:
    """A server could show any commit; the name of a commit is the hash of its text."""
    assert committed_at(pack(entry(COMMIT, TEXT)), "1" * 40) is None


def test_the_same_text_as_another_kind_is_no_commit() -> None:
    assert committed_at(pack(entry(BLOB, TEXT)), name(TEXT)) is None


def test_a_pack_that_was_cut_after_the_commit_suffices() -> None:
    whole = pack(entry(COMMIT, TEXT), entry(BLOB, bytes(range(256)) * 100, level=0))
    assert committed_at(whole[:1_000], name(TEXT)) == WHEN


@pytest.mark.parametrize(
    "committer",
    [
        b"committer B <b> 99999999999 +0000",
        b"committer B <b> -5 +0000",
        b"committer B <b> soon",
        b"committer 1700000000 +0000",
    ],
)
def test_a_date_that_is_none_is_not_told(committer: bytes) -> None:
    text = b"tree x\n" + committer + b"\n\nm"
    told = committed_at(pack(entry(COMMIT, text)), name(text))
    assert told is None or told.year > 5_000


def test_a_bomb_is_not_inflated() -> None:
    bomb = entry(COMMIT, b"\0" * 64_000_000)
    tracemalloc.start()
    try:
        assert committed_at(pack(bomb), "1" * 40) is None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


@given(st.binary(max_size=300), st.integers(0, 120), st.booleans())
def test_no_bytes_break_the_reader(noise: bytes, place: int, whole: bool) -> None:
    good = pack(entry(COMMIT, TEXT))
    told = committed_at(noise if whole else good[:place] + noise + good[place:], name(TEXT))
    assert told in (None, WHEN)
