"""Where an address may begin: not within a mail address, a path or a longer word."""

from __future__ import annotations

import pytest

from checker.links import find_links

SWHID = f"swh:1:rev:{'0a' * 20}"


def raws(text: str) -> list[str]:
    return [link.raw for link in find_links(text)]


@pytest.mark.parametrize(
    "text",
    [
        *("me@github.com/lab/tool", "@github.com/lab/tool", "Write to ann@example.org/x now."),
        *("docs/github.com/lab/tool", "/github.com/lab/tool", "see docs/lab.github.io/a and", "a\\github.com/lab/x"),
        *(f"x{SWHID}", f"a/{SWHID}", "mywww.example.org"),
    ],
)
def test_what_is_a_piece_of_something_else_is_no_link(text: str) -> None:
    assert raws(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("github.com/lab/tool", ["github.com/lab/tool"]),
        ("(github.com/lab/tool)", ["github.com/lab/tool"]),
        ("//github.com/lab/tool", ["//github.com/lab/tool"]),
        ("see //example.org/cones and", ["//example.org/cones"]),
        ("_github.com/lab/tool_ is", ["github.com/lab/tool"]),
        (f"({SWHID})", [SWHID]),
        ("/ and https://github.com/lab/tool", ["https://github.com/lab/tool"]),
        ("// and https://github.com/lab/tool", ["https://github.com/lab/tool"]),
        (
            "Visit www.example.org or https://github.com/lab/tool.",
            ["www.example.org", "https://github.com/lab/tool"],
        ),
        (
            "At https://github.com/lab/tool. Visit www.example.org, then http://example.org/a.",
            ["https://github.com/lab/tool", "www.example.org", "http://example.org/a"],
        ),
        (
            f"{SWHID}; www.example.org; https://github.com/lab/tool; git@example.org:lab/x.git",
            [SWHID, "www.example.org", "https://github.com/lab/tool", "git@example.org:lab/x.git"],
        ),
    ],
)
def test_links_are_found_in_their_order_wherever_they_stand(text: str, found: list[str]) -> None:
    assert raws(text) == found


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("at http://example.org/a now", "http://example.org/a"),
        ("at https://example.org/a now", "https://example.org/a"),
        ("at HTTP://example.org/a now", "http://example.org/a"),
        ("at http : //example.org/a now", "http://example.org/a"),
        ("at htp://example.org/a now", "https://example.org/a"),
        ("at ftp://example.org/a now", "http://example.org/a"),
        ("at example.org/a now", "https://example.org/a"),
        ("at http example.org/a now", "https://example.org/a"),
    ],
)
def test_the_scheme_is_the_one_that_is_meant(text: str, url: str) -> None:
    (link,) = find_links(text)
    assert link.url == url


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("see https://example.org/wiki/Lamp_(film) now", "https://example.org/wiki/Lamp_(film)"),
        ("see https://example.org/a_(b)_(c) now", "https://example.org/a_(b)_(c)"),
        ("see (https://example.org/wiki/Lamp_(film)) now", "https://example.org/wiki/Lamp_(film)"),
        ("see (https://example.org/a) now", "https://example.org/a"),
        ("see [https://example.org/a] now", "https://example.org/a"),
        ("see https://example.org/a(b now", "https://example.org/a"),
        ("see \\verb+https://example.org/a+ now", "https://example.org/a"),
        ("see \\verb|https://example.org/a| now", "https://example.org/a"),
    ],
)
def test_brackets_belong_to_an_address_in_pairs(text: str, raw: str) -> None:
    assert raws(text) == [raw]


@pytest.mark.parametrize(
    "written", ["my%5Ftool", "my%5C_tool", "my\\_tool", "my\\textunderscore tool", "my{\\_}tool"]
)
def test_an_underscore_is_one_however_it_was_escaped(written: str) -> None:
    (link,) = find_links(f"Code is at https://github.com/lab/{written} now.")
    assert link.target == "lab/my_tool"
