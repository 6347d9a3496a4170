"""Words that an export glued together are read as the two that they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links.claims.glued import unglued

#: What papers say of their artifacts, where two words of it meet.
MEETING = """
    is|available are|released be|accessible been|published was|shared were|hosted is|open-sourced are|provided is|open
    is|publicly are|freely is|openly been|made is|also are|now
    available|on released|at accessible|in published|via shared|from hosted|here open-sourced|upon provided|under
    available|to available|for released|as available|online shared|with available|through provided|on
    publicly|available freely|accessible openly|shared made|available publicly|hosted made|open freely|released
    publicly|published made|open-sourced publicly|provided
    code|is codes|are data|was dataset|is datasets|are model|will models|were weights|are software|is
    implementation|is
    code|available data|released code|be data|been
    our|code the|codes all|data our|dataset the|datasets our|model all|models the|weights our|software
    the|implementation
    will|be shall|be will|release will|publish will|make will|share will|open-source shall|release
    we|release and|released we|publish we|make and|share we|provide
    on|github at|gitlab on|zenodo on|huggingface on|request at|github
"""


@pytest.mark.parametrize("phrase", MEETING.split())
def test_two_words_that_papers_put_side_by_side_are_parted(phrase: str) -> None:
    left, _, right = phrase.partition("|")
    assert unglued(["so", left + right, "it"]) == f"so {left} {right} it"


@pytest.mark.parametrize("word", ["beta", "isotope", "github", "openness", "database", "atlas", "aware", "theory"])
def test_a_word_that_was_always_one_stays_one(word: str) -> None:
    assert unglued([word]) == word
    assert unglued([word, "isavailable"]) == f"{word} is available"


@given(st.lists(st.from_regex(r"[b-df-hj-np-tv-z]{2,8}", fullmatch=True)))
def test_words_without_a_meaning_are_joined_by_single_blanks(words: list[str]) -> None:
    assert unglued(words) == " ".join(words)
