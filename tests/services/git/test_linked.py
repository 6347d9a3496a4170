"""Branches, tags and files that papers link to, by git alone: told in the requests that are sent anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.model import Artifact, Kind, Observation, Outcome
from checker.network.rate_limits import github_rule
from checker.services.git.linked import known_places
from checker.services.git.remote import Git
from checker.services.git.wire import Head
from tests.services.git_backend import Backend, commit, needs_git, tree
from tests.services.scripted import Hosts, Scripted, now, observe, settings

if TYPE_CHECKING:
    from pathlib import Path

WEB = "https://github.com/lab/cones"
FILES = {"README.md": "# Cones\n", "train.py": "print()\n", "src/net.py": "print()\n"}


def cones(*printed: str) -> Artifact:
    return Artifact(Kind.GITHUB_REPO, "lab/cones", WEB, printed=printed)


def asked(backend: Backend, *printed: str, version: int) -> Observation:
    transport = Scripted(backend)
    (said,) = observe(Git(settings(), transport, Hosts(github_rule), now), cones(*printed))
    assert said.outcome is Outcome.PRESENT
    assert len(transport.requests) == (3 if version == 2 else 2), "as many as without a place"
    return said


@needs_git
@pytest.mark.parametrize("version", [0, 2])
@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ("blob/main/train.py", ""),
        ("tree/main/src", ""),
        ("blob/main/old.py", "main:old.py"),
        ("blob/main/lib/old.py", "main:lib/old.py"),
        ("blob/main/train.py/old.py", "main:train.py/old.py"),
        ("blob/main/src/old.py", None),  # what is in a folder is not looked up
        ("tree/draft", "draft"),
        ("tree/draft/src", "draft"),
        ("tree/feature/pines", ""),
        ("blob/feature/pines/a.py", None),
        ("tree/feature/oaks", "feature"),
        ("tree/v1.0", ""),
        ("tree/v1", "v1"),
        ("tree/master", None),  # it may have been renamed
        (f"tree/{'b' * 40}", None),  # commits are not listed
        ("blob/HEAD/old.py", "HEAD:old.py"),
    ],
)
def test_a_place_is_told_by_the_list_of_references_and_the_root(
    tmp_path: Path, version: int, place: str, missing: str | None
) -> None:
    backend = Backend(tmp_path, version=version)
    tag = b"reset refs/tags/v1.0\nfrom refs/heads/main\n\n"
    backend.repository("lab/cones.git", tree(FILES) + tag + commit("refs/heads/feature/pines").encode())
    said = asked(backend, f"{WEB}/{place}", version=version)
    assert said.facts.places == (None if missing is None else ((f"{WEB}/{place}", missing),))
    assert said.detail == (f"there, but not in it: {missing}" if missing else "")


@needs_git
def test_the_root_is_not_read_for_a_place_alone(tmp_path: Path) -> None:
    backend = Backend(tmp_path)
    backend.repository("lab/cones.git", tree(FILES))
    first = asked(backend, f"{WEB}/blob/main/old.py", version=2)
    known = Artifact(
        Kind.GITHUB_REPO, "lab/cones", WEB, content_head=first.facts.head or "", printed=(f"{WEB}/blob/main/old.py",)
    )
    (said,) = observe(Git(settings(), Scripted(backend), Hosts(github_rule), now), known)
    assert (said.facts.files, said.facts.places) == (None, None)


@pytest.mark.parametrize(
    "head",
    [
        Head(empty=False, commit="1" * 40, branch="main"),  # the list was cut
        Head(empty=True, refs=frozenset()),
        Head(empty=False, refs=frozenset({"refs/heads/x"})),
    ],
)
def test_a_list_that_is_not_whole_tells_nothing(head: Head) -> None:
    assert known_places(cones(f"{WEB}/tree/draft", f"{WEB}/blob/main/a.py"), head, ("b.py",)) is None
