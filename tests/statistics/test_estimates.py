"""Intervals that know of clusters, and standardisation by year."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.statistics.clusters import by_cluster, cluster_of, design_effect
from checker.statistics.estimates import clustered, wilson
from checker.statistics.intervals import Share, score_interval
from checker.statistics.resampling import resampler
from checker.statistics.standardised import by_year, standardised

HITS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), max_size=60)


def whole_clusters(count: int, size: int, lost: int) -> list[tuple[str, bool]]:
    """Hosts that live or die whole: the first `lost` of them are lost."""
    return [(f"host{number:03}", number < lost) for number in range(count) for _ in range(size)]


@pytest.mark.parametrize(
    ("kind", "target", "cluster"),
    [
        *((kind, "Owner/name", "github.com/owner") for kind in ("github_repo", "github_gist")),
        ("github_org", "Owner", "github.com/owner"),
        ("github_pages", "owner.github.io/p", "github.com/owner"),
        *((kind, "Org/name", "huggingface.co/org") for kind in ("hf_model", "hf_dataset", "hf_space")),
        ("hf_collection", "Org/slug-1a", "huggingface.co/org"),
        ("hf_org", "Org", "huggingface.co/org"),
        ("other_forge", "gitlab.com/group/sub/name", "gitlab.com/group"),
        ("other", "lab.example.edu/tools/x", "lab.example.edu"),
        ("archive", "doi.org/10.5281/zenodo.1", "doi.org"),
    ],
)
def test_links_share_the_fate_of_their_owner_or_host(kind: str, target: str, cluster: str) -> None:
    assert cluster_of(kind, target) == cluster


def test_links_of_their_own_have_wilsons_interval() -> None:
    found = clustered([(str(number), number < 30) for number in range(100)], resampler(1))
    assert found.interval
    assert found.interval.method == "Wilson"
    assert (found.interval.low, found.interval.high) == pytest.approx(Share(30, 100).interval)
    assert found.design_effect == pytest.approx(1.0)


def test_hosts_that_die_whole_count_for_one_each() -> None:
    """Ten links a host tell no more than one: ten times the variance, and an interval about as wide as of 100."""
    found = clustered(whole_clusters(100, 10, 30), resampler(1))
    assert found.design_effect == pytest.approx(10, rel=0.02)
    assert found.interval
    assert found.interval.method == "bootstrap by owner or host"
    assert found.interval.low == pytest.approx(30 - 1.96 * 4.6, abs=1.0)
    assert found.interval.high == pytest.approx(30 + 1.96 * 4.6, abs=1.0)


def test_few_clusters_are_not_drawn_from() -> None:
    """Of ten hosts draws tell too little; and without numpy nothing is drawn at all."""
    few = clustered(whole_clusters(10, 10, 3), resampler(1))
    without = clustered(whole_clusters(100, 10, 30), None)
    for one in (few, without):
        assert one.interval
        assert one.interval.method == "Wilson of the number over the design effect"
    assert without.interval
    effective = Share(30, 100).interval
    assert effective
    assert without.interval.low == pytest.approx(effective[0], abs=0.3)


def test_the_same_seed_draws_the_same_interval() -> None:
    hits = whole_clusters(60, 7, 20)
    assert clustered(hits, resampler(4)) == clustered(reversed(hits), resampler(4))
    assert clustered(hits, resampler(4)) != clustered(hits, resampler(5))


@given(HITS)
def test_an_interval_holds_its_share_and_stays_within_bounds(hits: list[tuple[str, bool]]) -> None:
    found = clustered(hits, resampler(2))
    if not hits:
        assert (found.percent, found.interval) == (None, None)
        return
    assert found.interval
    assert found.percent is not None
    assert -1e-9 <= found.interval.low <= found.percent + 1e-9
    assert found.percent - 1e-9 <= found.interval.high <= 100 + 1e-9


@given(HITS, st.randoms(use_true_random=False))
def test_the_order_of_links_is_nothing(hits: list[tuple[str, bool]], randomly: object) -> None:
    shuffled = list(hits)
    randomly.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands in a random.Random
    assert by_cluster(hits) == by_cluster(shuffled)
    assert clustered(hits) == clustered(shuffled)


@pytest.mark.parametrize("sizes", [[(1, 2)], [(0, 3), (0, 4)], [(3, 3), (4, 4)]])
def test_one_cluster_or_one_fate_has_no_design_effect(sizes: list[tuple[int, int]]) -> None:
    assert design_effect(Counter(sizes)) is None


def test_a_group_is_weighted_to_the_years_of_another() -> None:
    """Half are lost of 2010, none of 2020: of a set that is nine parts 2020 that is a twentieth."""
    hits = [("2010", True), ("2010", False)] * 50 + [("2020", False)] * 100
    found = by_year(hits, {"2010": 10, "2020": 90})
    assert found
    assert found.percent == pytest.approx(5.0)
    assert found.covered == 1.0
    # The variance by hand: of 2010 a quarter over 100, and of 2020 a share of half a link.
    spread = 0.1**2 * 0.25 / 100 + 0.9**2 * (0.5 / 101) * (1 - 0.5 / 101) / 100
    assert found.interval.high - found.interval.low == pytest.approx(2 * 196 * math.sqrt(spread), rel=0.1)
    ends = score_interval(0.05, 0.05 * 0.95 / spread)
    assert (found.interval.low, found.interval.high) == pytest.approx(ends)


def test_years_without_a_link_are_left_out_and_said() -> None:
    found = by_year([("2010", True)] * 4, {"2010": 30, "2015": 70})
    assert found
    assert (found.percent, found.covered) == (100.0, 0.3)
    assert by_year([("2010", True)], {"2015": 1}) is None


def test_a_group_in_its_own_years_is_as_it_is() -> None:
    hits = [(str(2000 + number % 7), number % 3 == 0) for number in range(300)]
    weights = {str(2000 + year): sum(number % 7 == year for number in range(300)) for year in range(7)}
    found = by_year(hits, weights)
    assert found
    assert found.percent == pytest.approx(wilson(100, 300).percent)


@pytest.mark.parametrize("hit", [True, False])
def test_where_all_share_one_fate_the_interval_is_that_of_as_many_links(hit: bool) -> None:
    """Thirty links of two years, all there or all lost: Wilson's of 30 of 30 or of 0 of 30, whatever the weights."""
    found = by_year([("2010", hit), ("2020", hit)] * 15, {"2010": 50, "2020": 50})
    assert found
    assert (found.interval.low, found.interval.high) == pytest.approx(Share(30 * hit, 30).interval)


def test_clusters_are_drawn_from_where_there_are_twenty() -> None:
    for count, method in ((19, "Wilson of the number over the design effect"), (20, "bootstrap by owner or host")):
        found = clustered(whole_clusters(count, 10, 6), resampler(1)).interval
        assert found
        assert found.method == method


def test_the_design_effect_of_two_clusters_by_hand() -> None:
    """One link of two lost at the one, none of two at the other: just as often as it would be by chance."""
    assert design_effect(Counter([(1, 2), (0, 2)])) == pytest.approx(1.0)


def test_the_order_of_kinds_of_clusters_changes_no_digit() -> None:
    sizes = {(1, 2): 30, (0, 3): 40, (5, 5): 10, (2, 9): 7}
    assert resampler(3)(Counter(sizes)) == resampler(3)(Counter(dict(reversed(sizes.items()))))


def test_of_one_year_the_interval_is_that_of_its_links() -> None:
    found = by_year([("2010", number < 30) for number in range(100)], {"2010": 7})
    assert found
    assert (found.interval.low, found.interval.high) == pytest.approx(Share(30, 100).interval)


def test_a_year_of_which_no_hit_is_told_has_none() -> None:
    found = standardised({"2010": 5}, {"2010": 10, "2020": 10}, {"2010": 1, "2020": 1})
    assert found
    assert found.percent == pytest.approx(25.0)
