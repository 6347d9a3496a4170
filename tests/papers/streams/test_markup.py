"""Marked-up abstracts: tags go, words and addresses stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.papers.streams.markup import plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no marks", "no marks"),
        ("<jats:p>One <jats:italic>two</jats:italic>.</jats:p>", "One two."),
        ("<jats:title>Aim</jats:title><jats:p>One.</jats:p>", "Aim\nOne."),
        ("<h4>Aim</h4>One.<br/>Two.", "Aim\nOne.\nTwo."),
        ("p &lt; 0.05 &amp; q", "p < 0.05 & q"),
        ("p < 0.05 and a > b", "p < 0.05 and a > b"),
        ('see <a href="https://github.com/a/b">here</a>.', "see here (https://github.com/a/b)."),
        ('see <a href="https://github.com/a/b">https://github.com/a/b</a>.', "see https://github.com/a/b."),
    ],
)
def test_what_is_read_is_kept(text: str, found: str) -> None:
    assert plain(text) == found


@given(st.text("<>/a p=\"'hrefhttps:&;", max_size=80))
def test_nothing_raises(text: str) -> None:
    assert len(plain(text)) <= 2 * len(text) + 10
