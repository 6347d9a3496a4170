"""Which part of a query names a thing, and which only tells of a visit."""

from __future__ import annotations

import pytest

from checker.links.platforms.queries import naming, pairs, untracked, value


@pytest.mark.parametrize("mark", ["&", ";", "&amp;"])
def test_pairs_are_parted_by_any_mark_that_is_in_use(mark: str) -> None:
    assert pairs(mark.join(["id=1", "name=a=b", "", "flag"])) == [("id", "1"), ("name", "a=b"), ("flag", "")]


@pytest.mark.parametrize(
    ("query", "keys", "found"),
    [
        ("id=7", ("id",), "7"),
        ("ID=7", ("id",), "7"),
        ("id=7&id=8", ("id",), "7"),
        ("id=a%2Fb", ("id",), "a/b"),
        ("p=x&id=7", ("id", "p"), "7"),
        ("p=x&id=", ("id", "p"), "x"),
        ("p=x", ("id",), ""),
        ("", ("id",), ""),
    ],
)
def test_the_value_of_the_first_key_that_has_one(query: str, keys: tuple[str, ...], found: str) -> None:
    assert value(query, *keys) == found


@pytest.mark.parametrize(
    ("last", "query", "named"),
    [
        ("forum", "id=abc", "id=abc"),
        ("forum", "id=abc&noteId=d%2Fe", "id=abc&noteId=d/e"),
        ("forum", "sort=new&id=abc", "id=abc"),
        ("forum", "id=", ""),
        ("view.php", "ID=9", "ID=9"),
        ("SHOW.CGI", "acc=GSE1", "acc=GSE1"),
        ("gitweb.cgi", "p=tool.git;a=summary", "p=tool.git"),
        ("article", "id=abc", ""),
        ("forums", "id=abc", ""),
        ("", "id=abc", ""),
        ("dataset.xhtml", "persistentId=doi:10.7910/DVN/X", "persistentId=doi:10.7910/DVN/X"),
        ("anything", "persistentId=doi:10.7910/DVN/X&version=2", "persistentId=doi:10.7910/DVN/X"),
        ("browse", "origin_url=https://a.example/x", "origin_url=https://a.example/x"),
        ("browse", "origin_url=", ""),
        ("forum", "identity=abc", ""),
        ("forum", "x-id=abc", ""),
        ("ourforum", "id=abc", ""),
    ],
)
def test_a_program_is_told_by_its_query_what_to_show_and_a_page_is_not(last: str, query: str, named: str) -> None:
    assert naming(last, query) == named


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ""),
        ("id=1", "id=1"),
        ("id=1;p=2", "id=1;p=2"),
        ("id=1&amp;p=2", "id=1&amp;p=2"),
        ("utm_source=x", ""),
        ("utm_source=x&id=1", "id=1"),
        ("id=1&amp;utm_source=x", "id=1"),
        ("id=1;fbclid=x;p=2", "id=1&p=2"),
        ("GCLID=x&id=1", "id=1"),
        ("id=1&", "id=1"),
        ("ref=main", ""),
        ("reference=main", "reference=main"),
        ("id=utm_source", "id=utm_source"),
        ("utm_source=a=b", ""),
        ("xref=1", "xref=1"),
    ],
)
def test_what_a_visit_leaves_is_taken_out_and_all_else_stays_as_it_is_written(query: str, left: str) -> None:
    assert untracked(query) == left
