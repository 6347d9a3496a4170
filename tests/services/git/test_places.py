"""Where the repository of a link may be: as printed first, over HTTP whatever it was printed for."""

from __future__ import annotations

import pytest

from checker.model import Artifact, Kind
from checker.services.git.places import is_git_address, over_http, places


@pytest.mark.parametrize(
    ("target", "url", "expected"),
    [
        (
            "gitlab.com/g/p",
            "https://gitlab.com/g/p",
            ["https://gitlab.com/g/p.git", "https://gitlab.com/g/p"],
        ),
        (
            "git.example.org/deep/p",
            "https://git.example.org/cgit/deep/p.git/",
            [
                "https://git.example.org/cgit/deep/p.git",
                "https://git.example.org/deep/p.git",
                "https://git.example.org/deep/p",
            ],
        ),
        ("e.org/p", "http://e.org/p", ["http://e.org/p.git", "http://e.org/p"]),
        ("e.org/p", "git://e.org/p", ["https://e.org/p", "https://e.org/p.git"]),
        ("e.org/g/p", "git@e.org:g/p.git", ["https://e.org/g/p.git", "https://e.org/g/p"]),
        ("e.org/a b", "https://e.org/a b", ["https://e.org/a%20b.git", "https://e.org/a%20b"]),
    ],
)
def test_the_likeliest_place_is_asked_first(target: str, url: str, expected: list[str]) -> None:
    assert places(Artifact(Kind.OTHER_FORGE, target, url)) == expected


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("ssh://git@e.org:2222/p.git", "https://e.org/p.git"),
        ("git+https://e.org:8443/p.git", "https://e.org/p.git"),
        ("https://e.org:8443/p.git", "https://e.org:8443/p.git"),
        ("https://user:word@e.org/p.git", "https://e.org/p.git"),
        ("git://[bad", "git://[bad"),
    ],
)
def test_no_login_and_no_port_of_another_protocol_is_taken_along(url: str, asked: str) -> None:
    assert over_http(url) == asked


@pytest.mark.parametrize("url", ["https://e.org/.git", "https://e.org/a.git?x=1", "https://e.org", "http://[bad", ""])
def test_what_does_not_name_a_repository_is_none(url: str) -> None:
    assert not is_git_address(url)
