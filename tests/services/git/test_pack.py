"""Objects out of a pack that a stranger sends."""

from __future__ import annotations

import hashlib
import tempfile
import tracemalloc
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.services.git import objects
from checker.services.git.pack import LARGEST, MOST_BYTES, GitObject, applied, name_of, objects_in
from tests.services.git_backend import Backend, needs_git, tree

TREE, COMMIT, BLOB, OFFSET, DELTA = 2, 1, 3, 6, 7
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


# -- deltas -------------------------------------------------------------------------------------------


def number(value: int) -> bytes:
    digits = bytearray([value & 0x7F])
    while value := value >> 7:
        digits[-1] |= 0x80
        digits.append(value & 0x7F)
    return bytes(digits)


def delta(base: bytes, *, more: bytes) -> bytes:
    """All of a base, and then more."""
    size = len(base).to_bytes(3, "little")
    head = number(len(base)) + number(len(base) + len(more))
    return head + bytes([0x80 | 0x70]) + size + bytes([len(more)]) + more


@pytest.mark.parametrize("by_name", [False, True])
def test_a_delta_is_resolved_against_what_came_before(by_name: bool) -> None:
    base, more = b"a line\n" * 30, b"and one more"
    first = entry(BLOB, base)
    changes = delta(base, more=more)
    size = bytes([OFFSET << 4 | 0x80 | (len(changes) & 15), len(changes) >> 4])
    place = bytes([len(first)]) if len(first) < 128 else b"\0"
    if by_name:
        size = bytes([DELTA << 4 | 0x80 | (len(changes) & 15), len(changes) >> 4])
        place = hashlib.sha1(b"blob %d\0%s" % (len(base), base)).digest()
    found = objects_in(pack(first, size + place + zlib.compress(changes)))
    assert [one.content for one in found.values()] == [base, base + more]
    assert {one.kind for one in found.values()} == {b"blob"}


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        number(3) + number(5),
        number(4) + number(3) + b"\x03abc",  # made for another base
        number(3) + number(2) + b"\x03abc",  # makes more than it says
        number(3) + number(4) + b"\x03abc",  # and less
        number(3) + number(3) + b"\x00abc",  # an instruction that means nothing
        number(3) + number(3) + b"\x05ab",  # cut
        b"\xff" * 40,
    ],
)
def test_a_broken_delta_makes_nothing(broken: bytes) -> None:
    assert applied(b"abc", broken) is None


def test_a_delta_that_copies_again_and_again_is_stopped() -> None:
    base = b"x" * 60_000
    copies = bytes([0x80 | 0x70]) + len(base).to_bytes(3, "little")
    bomb = number(len(base)) + number(1 << 40) + copies * 100_000
    tracemalloc.start()
    try:
        assert applied(base, bomb) is None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_break_a_delta(base: bytes, noise: bytes) -> None:
    made = applied(base, noise)
    assert made is None or len(made) <= LARGEST


def test_many_small_bombs_are_bounded_together() -> None:
    bombs = [entry(BLOB, bytes([n]) * (LARGEST - 1)) for n in range(64)]
    tracemalloc.start()
    try:
        found = objects_in(pack(*bombs))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(len(one.content) for one in found.values()) <= MOST_BYTES
    assert peak < 3 * MOST_BYTES


# -- whole objects of real packs ----------------------------------------------------------------------


@pytest.mark.slow
@needs_git
@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,6}(?:/[a-z]{1,6}){0,2}\.py", fullmatch=True), st.text(max_size=40), max_size=8
    )
)
@settings(max_examples=20, deadline=None)
def test_a_pack_of_git_is_read_to_its_last_object(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        backend = Backend(Path(folder))
        backend.repository("o/n.git", tree(files))
        backend.make_ready("o/n.git", pack=True)
        (packed,) = Path(folder).glob("o/n.git/objects/pack/*.pack")
        data = packed.read_bytes()
    assert len(objects_in(data)) == int.from_bytes(data[8:12])


@given(st.data())
def test_objects_of_a_stranger_break_nothing(data: st.DataObject) -> None:
    """Commits, trees and files that are named by the right hashes, and hold anything."""
    kinds = st.sampled_from([b"commit", b"tree", b"blob", b"tag"])
    tail = data.draw(st.one_of(st.binary(max_size=80), st.just(b"100644 README.md\0" + b"\1" * 20)))
    root = GitObject(data.draw(kinds), tail)
    head = GitObject(b"commit", b"tree %s\n" % name_of(root).encode() + data.draw(st.binary(max_size=80)))
    known = {name_of(one): one for one in (root, head)}
    objects.next_step(name_of(head), known, root=True, filter_spec=objects.ROOT)
    told = objects.root_of(name_of(head), known)
    assert told is None or (root.kind == b"tree" and all(told.files))
    assert objects.committed_at(head) is None or objects.committed_at(head)
