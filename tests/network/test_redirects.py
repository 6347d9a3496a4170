"""A chain of redirects: each hop is asked once, and every chain ends."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.answer import Answer
from checker.network.redirects import HOPS, REDIRECTS, followed, joined, origin

START = "https://example.org/0"


def walk(*hops: tuple[int, str]) -> tuple[Answer, str, list[str]]:
    """What comes of a chain whose answers are these, in order; after them a page."""
    asked: list[str] = []

    async def ask(url: str) -> Answer:
        status, location = hops[len(asked)] if len(asked) < len(hops) else (200, "")
        asked.append(url)
        return Answer(status=status, headers={"location": location})

    answer, url = asyncio.run(followed(START, ask, joined))
    return answer, url, asked


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_redirect_is_followed(status: int) -> None:
    answer, url, asked = walk((status, "/1"))
    assert (answer.status, url, asked) == (200, "https://example.org/1", [START, "https://example.org/1"])


@given(st.integers(100, 999).filter(lambda status: status not in REDIRECTS))
def test_no_other_answer_leads_anywhere(status: int) -> None:
    answer, url, asked = walk((status, "/1"))
    assert (answer.status, url, asked) == (status, START, [START])


@pytest.mark.parametrize("location", ["/0", "https://example.org/0"])
def test_a_loop_is_seen_at_once(location: str) -> None:
    with pytest.raises(Unreachable, match="loop") as caught:
        walk((302, location))
    assert caught.value.reason is Reason.BAD_RESPONSE


def test_so_many_hops_are_followed_and_no_more() -> None:
    chain = [(302, f"/{number}") for number in range(1, HOPS + 2)]
    assert walk(*chain[:HOPS])[1] == f"https://example.org/{HOPS}"
    with pytest.raises(Unreachable, match="more than") as caught:
        walk(*chain)
    assert caught.value.reason is Reason.BAD_RESPONSE


def test_a_redirect_that_is_not_to_be_followed_is_the_answer() -> None:
    async def ask(_: str) -> Answer:
        return Answer(status=302, headers={"location": "/login"})

    answer, url = asyncio.run(followed(START, ask, lambda *_: None))
    assert (answer.status, url) == (302, START)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://h/x", "https://H:443/y", True),
        ("http://h/x", "http://h.:80/y", True),
        ("https://h/", "http://h/", False),
        ("https://h/", "https://h:8443/", False),
        ("https://h/", "https://h.evil.example.org/", False),
        ("https://h@evil.example.org/", "https://h/", False),
        ("http://[::1]:80/", "http://[::1]/", True),
    ],
)
def test_an_origin_is_scheme_host_and_port(one: str, other: str, same: bool) -> None:
    assert (origin(one) == origin(other)) is same
