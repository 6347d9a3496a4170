"""Answers of a living repository, spoilt at random: one observation each, and nothing is absent or empty."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import Artifact, Kind, Outcome
from checker.network.answer import Answer
from checker.network.transport import Request
from checker.services.git.dumb import is_listing, loose
from checker.services.git.pack import LARGEST
from checker.services.git.remote import Git
from tests.services import scripted
from tests.services.git_backend import Backend, needs_git, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Observation

NAMES = re.compile(rb"[0-9a-f]{40}")
FILES = {"README.md": "# Tool\nThe code will be released soon.\n", "LICENSE": "MIT", "src/a.md": "x"}
REPO = Artifact(Kind.OTHER_FORGE, "git.example.org/o/n", "https://git.example.org/o/n")


@cache
def recorded(manner: str) -> dict[tuple[str, bytes | None], Answer]:
    """Every exchange with git's own server about one repository, in one manner of serving it."""
    folder = Path(mkdtemp(prefix="recorded-"))
    backend = Backend(folder, version=0 if manner == "old" else 2)
    backend.repository("o/n.git", tree(FILES))
    backend.make_ready("o/n.git", pack=manner == "packed")
    serve = backend.as_files if manner in ("files", "packed") else backend
    told: dict[tuple[str, bytes | None], Answer] = {}

    def script(request: Request) -> Answer:
        told[request.url, request.content] = serve(request)
        return told[request.url, request.content]

    assert look(script).facts.files
    return told


def look(script: Callable[[Request], Answer]) -> Observation:
    transport = scripted.Scripted(script)
    (said,) = scripted.observe(Git(scripted.settings(), transport, scripted.Hosts(), scripted.now), REPO)
    assert len(transport.requests) <= 24
    return said


def mutated(body: bytes, place: int, noise: bytes, manner: str) -> bytes:
    place %= len(body) + 1
    tail = {"put": place, "over": place + len(noise), "cut": len(body)}[manner]
    return body[:place] + noise + body[tail:]


@pytest.mark.slow
@needs_git
@pytest.mark.parametrize("manner", ["new", "old", "files", "packed"])
@given(
    which=st.integers(0, 20),
    place=st.integers(0, 2_000),
    noise=st.one_of(st.binary(max_size=40), st.sampled_from([b"0000", b"0001", b"ffff", b"ERR x", b"\0" * 30])),
    how=st.sampled_from(["put", "over", "cut"]),
)
@settings(max_examples=150, deadline=None)
def test_one_spoilt_answer_makes_nothing_absent_or_empty(
    manner: str, which: int, place: int, noise: bytes, how: str
) -> None:
    told = recorded(manner)
    spoilt = list(told)[which % len(told)]

    def script(request: Request) -> Answer:
        one = told.get((request.url, request.content), Answer(status=404, headers={"content-type": "text/html"}))
        if (request.url, request.content) != spoilt:
            return one
        return replace(one, body=mutated(one.body, place, noise, how))

    said = look(script)
    if manner in ("files", "old") and not NAMES.search(script(Request(url=spoilt[0], content=spoilt[1])).body):
        return  # a list that was lost whole, in one piece with its answer, is that of a new repository
    assert said.outcome in (Outcome.PRESENT, Outcome.UNKNOWN, Outcome.REFUSED)
    assert not said.facts.empty
    assert said.facts.files in (None, ("LICENSE", "README.md", "src/", "src/a.md"))


@given(st.binary(max_size=200))
def test_no_bytes_break_a_list_or_a_loose_object(noise: bytes) -> None:
    is_listing(Answer(status=200, headers={}, body=noise))
    assert loose(noise) is None
    told = loose(zlib.compress(noise))
    assert told is None or noise.startswith(told.kind)


def test_a_loose_bomb_is_not_inflated() -> None:
    assert loose(zlib.compress(b"blob 64000000\0" + b"\0" * 64_000_000)) is None
    assert loose(zlib.compress(b"blob %d\0" % LARGEST + b"x" * LARGEST)) is not None
