"""Who wrote a paper and where it appeared is shown; a column that the user asks for is kept; nothing else is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Paper
from checker.papers.exchange.bibtex import BibTeX
from checker.papers.exchange.jsonl import JSON, JSON_LINES
from checker.papers.exchange.table import Table
from checker.papers.protocol import Reading
from checker.papers.registry import READERS
from checker.papers.shapes.shown import people, shown

if TYPE_CHECKING:
    from checker.papers.protocol import Reader

KEEP = Reading(keep=("track", "E-Mail"))
TABLE = (
    b"Paper Title,Authors,Venue,Abstract,Track,e_mail,Secret\n"
    b"Moths,Ann Lee,ICML 2024,At https://github.com/a/b,Demo,a@b.example,x\n"
)
LINE = (
    b'{"title": "Moths", "authors": [{"name": "Ann Lee"}], "venue": "ICML 2024", "abstract": "At'
    b' https://github.com/a/b", "track": "Demo", "email": "a@b.example", "secret": "x"}\n'
)
ENTRY = (
    b"@inproceedings{k,\n  title = {Moths}, author = {Ann Lee}, booktitle = {ICML 2024},\n"
    b"  abstract = {At https://github.com/a/b}, track = {Demo}, email = {a@b.example}, secret = {x}\n}\n"
)


def read(reader: Reader, content: bytes, reading: Reading) -> Paper:
    stream = io.BufferedReader(io.BytesIO(content))
    (paper,) = (one for one in reader.read(stream, "in", reading) if isinstance(one, Paper))
    return paper


@pytest.mark.parametrize(
    ("reader", "content"),
    [(Table(), TABLE), (JSON_LINES, LINE), (JSON, b'{"papers": [' + LINE + b"]}"), (BibTeX(), ENTRY)],
)
def test_a_record_shows_its_authors_and_venue_and_keeps_what_is_asked_for(reader: Reader, content: bytes) -> None:
    paper = read(reader, content, KEEP)
    assert (paper.title, paper.authors, paper.venue) == ("Moths", "Ann Lee", "ICML 2024")
    assert paper.kept == (("track", "Demo"), ("E-Mail", "a@b.example")), "under the names that the user wrote"
    assert read(reader, content, Reading()).kept == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Lee, A. and Ro, B.", "Lee, A. and Ro, B."),
        (["Ann Lee", "Bo Ro"], "Ann Lee; Bo Ro"),
        ([{"given": "Ann", "family": "Lee"}, {"literal": "The Team"}], "Ann Lee; The Team"),
        ([{"name": "Ann Lee", "affiliation": "Moth House"}], "Ann Lee"),
        ({"name": ["no", "text"]}, ""),
        (7, ""),
        (None, ""),
    ],
)
def test_authors_are_names_in_whatever_form_they_come(value: object, names: str) -> None:
    assert people(value) == names


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["authors", "venue", "track", "x"]), JSON_VALUES))
def test_whatever_a_record_holds_is_no_trouble(record: dict[str, object]) -> None:
    found = shown(record, ("track",))
    assert "\n" not in found.authors + found.venue
    assert all(name == "track" and text for name, text in found.kept)


def test_json_of_a_service_keeps_what_is_asked_for_too() -> None:
    review = (
        b'{"id": "abc", "forum": "abc", "content": {"title": {"value": "Moths"}, "abstract": {"value": "At'
        b' https://github.com/a/b"}, "authors": {"value": ["Ann Lee", "Bo Ro"]}, "venue": {"value": "ICML 2024"},'
        b' "track": {"value": "Demo"}}}\n'
    )
    paper = read(READERS["openreview"], review, KEEP)
    assert (paper.title, paper.authors, paper.venue) == ("Moths", "Ann Lee; Bo Ro", "ICML 2024")
    assert paper.kept == (("track", "Demo"),)
