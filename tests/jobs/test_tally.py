"""How much that could not be looked at ends a run with 3, and how little is a line."""

from __future__ import annotations

from collections import Counter

import pytest

from checker.jobs.context.judging import is_at_known_service
from checker.jobs.context.tally import Tally
from checker.model import Artifact, Kind


@pytest.mark.parametrize(
    ("due", "silent", "at_known_services", "tolerate", "ends"),
    [
        (23, 1, 1, 5.0, False),
        (23, 2, 2, 5.0, True),
        (20, 1, 1, 5.0, False),
        (23, 1, 1, 0.0, True),
        (23, 20, 0, 5.0, False),
        (23, 23, 0, 100.0, True),
        (23, 12, 12, 60.0, False),
        (0, 0, 0, 5.0, False),
    ],
)
def test_more_than_is_tolerated_of_what_was_due(
    due: int, silent: int, at_known_services: int, tolerate: float, *, ends: bool
) -> None:
    weather = Counter({"timeout": silent} if silent else {})
    tally = Tally(
        counts=Counter(checked=due), transient=weather, at_known_services=at_known_services, tolerate=tolerate
    )
    assert bool(tally.error()) == ends
    assert tally.status() == ("incomplete" if ends else "done"), "what may be left is no lack"
    assert bool(tally.remark()) == (silent > 0 and not ends), "less than that is a line"


@pytest.mark.parametrize(
    ("kind", "target", "counts"),
    [
        (Kind.GITHUB_REPO, "o/n", True),
        (Kind.HF_MODEL, "o/n", True),
        (Kind.ARCHIVE, "doi.org/10.5281/zenodo.1", True),
        (Kind.OTHER_FORGE, "gitlab.com/o/n", True),
        (Kind.OTHER_FORGE, "proj.sourceforge.net/x", True),
        (Kind.OTHER_FORGE, "git.lab.example.org/o/n", False),
        (Kind.OTHER, "example.org/p", False),
        (Kind.GITHUB_PAGES, "o.github.io/p", False),
    ],
)
def test_a_strangers_silence_is_its_own_trouble(kind: Kind, target: str, *, counts: bool) -> None:
    assert is_at_known_service(Artifact(kind, target, f"https://{target}")) == counts
