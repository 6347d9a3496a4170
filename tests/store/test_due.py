"""What an artifact that is due tells of its past, so that nobody is asked twice for the same word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from checker.model import Observation, Outcome, Reason
from checker.store.store import Store
from tests.store.test_store import KEY, NOW, begin, fill

if TYPE_CHECKING:
    from datetime import datetime

DAY = timedelta(days=1)


def absence_of(*told: tuple[str, Outcome]) -> datetime | None:
    """The `absent_at` of an artifact that was told of so, a run and a day each."""
    with Store.open(":memory:") as store:
        fill(store)
        for day, (service, outcome) in enumerate(told):
            at = NOW + day * DAY
            store.evidence.record(
                begin(store), [Observation(key=KEY, service=service, at=at, outcome=outcome, reason=Reason.OK)]
            )
        (artifact,) = store.due.artifacts(now=NOW + 100 * DAY, max_age=timedelta(0))
        return artifact.absent_at


BY_REST, BY_GRAPHQL, SEEN = ("github_rest", Outcome.ABSENT), ("github_graphql", Outcome.ABSENT), Outcome.PRESENT


@pytest.mark.parametrize("witness", ["github_graphql", "github_rest", "git"])
def test_a_second_witness_word_on_an_absence_ends_when_the_thing_is_seen_again(witness: str) -> None:
    assert absence_of(BY_REST) == NOW
    assert absence_of(BY_REST, (witness, SEEN)) is None
    assert absence_of(BY_REST, (witness, SEEN), BY_GRAPHQL) is None, "this absence was put to nobody yet"
    assert absence_of(BY_REST, (witness, SEEN), BY_GRAPHQL, BY_REST) == NOW + 3 * DAY


def test_its_newest_word_counts_and_only_its_own() -> None:
    assert absence_of(BY_GRAPHQL) is None
    assert absence_of(BY_REST, BY_REST) == NOW + DAY
    assert absence_of(BY_REST, ("github_rest", Outcome.UNKNOWN)) == NOW
