"""Groups of links and their shares: whose intervals know of owners, and how that is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.statistics.groups import CLUSTERED, ONE, PLAIN, design_effect, lines, wilson
from checker.statistics.intervals import Share

PAIRS = st.lists(
    st.integers(0, 20).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), max_size=8
)


def rows(owner: str, **states: int) -> list[dict[str, object]]:
    return [{"year": "2024", "owner": owner, "state": state, "artifacts": number} for state, number in states.items()]


@given(st.integers(0, 300).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_without_clusters_it_is_wilson_s_interval(share: tuple[int, int]) -> None:
    part, whole = share
    ours, known = wilson(part, whole), Share(part, whole).interval
    assert (ours is None) == (known is None)
    assert ours is None or ours == pytest.approx(known)


@given(PAIRS)
def test_clusters_never_make_it_narrower_than_without(pairs: list[tuple[int, int]]) -> None:
    part, whole = (sum(one) for one in zip(*pairs, strict=True)) if pairs else (0, 0)
    effect = design_effect(pairs)
    assert effect >= 1
    alone, clustered = wilson(part, whole), wilson(part, whole, effect)
    if alone and clustered:
        assert clustered[1] - clustered[0] >= alone[1] - alone[0] - 1e-9
        assert 0 <= clustered[0] <= 100 * part / whole + 1e-9
        assert 100 * part / whole - 1e-9 <= clustered[1] <= 100


@given(st.lists(st.booleans(), min_size=2, max_size=60))
def test_links_that_each_have_an_owner_are_no_clusters(usable: list[bool]) -> None:
    assert design_effect([(int(one), 1) for one in usable]) == pytest.approx(1)


def test_whole_owners_that_fall_together_count_as_one_each() -> None:
    """Ten owners with ten links each, five of them lost whole: about as much is known as of ten links."""
    effect = design_effect([(10, 10)] * 5 + [(0, 10)] * 5)
    assert effect == pytest.approx(11)
    assert design_effect([(5, 10)] * 10) == 1, "owners that are all alike tell as much as single links"


def test_where_all_are_usable_the_sizes_of_owners_count() -> None:
    assert design_effect([(50, 50), (50, 50)]) == 50
    assert design_effect([(1, 1)] * 7) == 1


def test_a_group_says_how_its_interval_was_made() -> None:
    (one,) = lines([*rows("a", available=10), *rows("b", gone=10), *rows("c", available=9, gone=1)], ("year",))
    assert (one.usable.part, one.usable.whole, one.owners, one.method) == (19, 30, 3, CLUSTERED)
    (alone,) = lines(rows("a", available=3, gone=1, unknown=2), ("year",))
    assert (alone.usable.whole, alone.unknown, alone.method) == (4, 2, ONE)
    (apart,) = lines([*rows("a", available=1), *rows("b", gone=1)], ("year",))
    assert apart.method == PLAIN
    (nothing,) = lines(rows("a", unknown=2), ("year",))
    assert (nothing.interval, nothing.unknown, nothing.owners) == (None, 2, 0)


def test_an_artifact_counts_once_in_each_group() -> None:
    twice = [
        {"venue": venue, "owner": "a", "state": "gone", "artifact_id": number}
        for venue, number in (("X", 1), ("X", 1), ("Y", 1), ("X", 2))
    ]
    found = lines(twice, ("venue",))
    assert [(one.values, one.usable.whole) for one in found] == [(("X",), 2), (("Y",), 1)]


def test_owners_of_whom_nothing_is_known_tell_nothing() -> None:
    assert design_effect([(0, 0), (3, 4), (0, 0)]) == 1.0, "one owner is none to compare"
    assert design_effect([(1, 2), (0, 0), (2, 2)]) == design_effect([(1, 2), (2, 2)])


@pytest.mark.parametrize(
    ("clusters", "effect"),
    [
        ([], 1.0),
        ([(3, 9)], 1.0),
        ([(9, 9), (0, 1)], 3.24),  # by hand: 2 * (0.9² + 0.9²) / 10² over 0.9 * 0.1 / 9
        ([(4, 4), (0, 4)], 7.0),
        ([(0, 3), (0, 1)], 2.5),  # none usable: by the sizes alone, (3² + 1²) / 4
    ],
)
def test_the_design_effect_by_hand(clusters: list[tuple[int, int]], effect: float) -> None:
    assert design_effect(clusters) == pytest.approx(effect)


def test_groups_come_by_their_values_and_what_is_missing_is_empty() -> None:
    links = [
        {"year": year, "host": host, "owner": "a", "state": "available"}
        for year, host in ((2024, "x"), (None, "y"), (2023, "x"), (2024, "b"))
    ]
    assert [one.values for one in lines(links, ("year", "host"))] == [
        *(("", "y"), ("2023", "x"), ("2024", "b"), ("2024", "x"))
    ]
    assert {one.usable for one in lines(links, ("year", "host"))} == {Share(1, 1)}


def test_of_several_states_of_one_owner_the_available_are_the_usable() -> None:
    (one,) = lines(rows("a", available=3, empty=2, gone=1, unknown=5, restricted=1), ("year",))
    assert (one.usable, one.unknown, one.owners) == (Share(3, 7), 5, 1)


def test_a_single_link_needs_no_owner_beside_it() -> None:
    (one,) = lines(rows("a", available=1), ("year",))
    assert (one.method, one.owners) == (PLAIN, 1)
    (same,) = lines([*rows("a", available=2), *rows("b", available=2)], ("year",))
    assert same.method == CLUSTERED, "all alike: by the sizes of the owners"
    assert same.interval == pytest.approx(Share(2, 2).interval)


def test_two_artifacts_of_one_owner_are_one_owners() -> None:
    for usable, method in ((1, PLAIN), (2, ONE)):
        (line,) = lines(rows("a", available=usable), ("year",))
        assert (line.usable.whole, line.method) == (usable, method)
