"""JSON of any depth and any length of strings is read with a bound on both, and is handed on as it is."""

from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.papers.streams import shallow
from checker.papers.streams.decoding import mended
from checker.papers.streams.shallow import DEEPEST, Shallow, TooDeep


def through(content: bytes, size: int = 7) -> bytes:
    """What comes of JSON that is read in pieces of `size` bytes."""
    stream = Shallow(mended(io.BytesIO(content)))
    return b"".join(iter(lambda: stream.read(size), b""))


VALUES = st.recursive(
    st.none() | st.integers(0, 9) | st.text('ab"\\[{]}é'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('a"\\['), inner, max_size=3),
)


@given(VALUES, st.integers(1, 9))
def test_what_is_shallow_comes_back_whatever_its_strings_hold(value: object, size: int) -> None:
    content = orjson.dumps(value)
    assert through(content, size) == content


@given(st.integers(1, 3 * DEEPEST), st.integers(1, 50), st.booleans())
def test_what_nests_deeper_is_told(depth: int, size: int, between: bool) -> None:
    content = b'["]\\"[",' * depth + b"1" + b"]" * depth if between else b"[" * depth + b"]" * depth
    if depth > DEEPEST:
        with pytest.raises(TooDeep):
            through(content, size)
    else:
        assert through(content, size) == content


def test_a_string_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shallow, "LONGEST", 1000)
    assert through(b'["' + b"x" * 900 + b'", "' + b"y" * 900 + b'"]')
    for text in (b"x" * 2000, b'\\"' * 1000, b"\\\\" * 1000):
        with pytest.raises(ValueError, match="string longer"):
            through(b'["' + text, 64)
