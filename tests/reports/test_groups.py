"""Shares by year, host, venue, source and kind add up, and their intervals know of owners."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Kind, Ownership
from checker.reports.contents.contents import Wish
from checker.reports.groups import cells, table
from checker.reports.protocol import Wishes
from checker.statistics.groups import CLUSTERED, ONE, PLAIN, design_effect, lines
from checker.statistics.intervals import Share, score
from tests.reports.moths import Moth, account, database, rendered

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = st.lists(
    st.integers(0, 20).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), max_size=8
)


def rows(owner: str, **states: int) -> list[dict[str, object]]:
    return [{"year": "2024", "owner": owner, "state": state, "artifacts": number} for state, number in states.items()]


@given(st.integers(0, 300).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_without_clusters_it_is_wilson_s_interval(share: tuple[int, int]) -> None:
    part, whole = share
    ours, known = score(part, whole), Share(part, whole).interval
    assert (ours is None) == (known is None)
    assert ours is None or ours == pytest.approx(known)


@given(PAIRS)
def test_clusters_never_make_it_narrower_than_without(pairs: list[tuple[int, int]]) -> None:
    part, whole = (sum(one) for one in zip(*pairs, strict=True)) if pairs else (0, 0)
    effect = design_effect(pairs)
    assert effect >= 1
    alone, clustered = score(part, whole), score(part, whole, effect)
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


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Links of two owners on two hosts in two years, and a third party's."""
    moths = [
        *(Moth(f"alpha/a{number}", ("gone",), published="2021-01-01", venue="ICML") for number in range(4)),
        *(Moth(f"beta/b{number}", published="2023-05-01", venue="ICML") for number in range(8)),
        Moth("zeta.example/x", ("unknown",), Kind.OTHER, published="2023-05-01", venue=""),
        Moth("tools/used", ("gone",), ownership=Ownership.THIRD_PARTY, published="2023-05-01", venue="ICML"),
    ]
    return database(tmp_path_factory.mktemp("several") / "several.db", moths, runs=1)


def grouped(path: Path, *by: str, own: bool = True) -> dict[tuple[str, ...], dict[str, str]]:
    text = rendered("csv", path, Wishes(by=by), Wish(own=own))
    return {tuple(row[name] for name in by): row for row in csv.DictReader(io.StringIO(text))}


def test_each_way_of_telling_apart(several: Path) -> None:
    years = grouped(several, "year")
    assert {key: (row["usable"], row["known"], row["unknown"]) for key, row in years.items()} == {
        ("2021",): ("0", "4", "0"),
        ("2023",): ("8", "8", "1"),
    }
    hosts = grouped(several, "host")
    assert {key: row["known"] for key, row in hosts.items()} == {("github.com",): "12", ("zeta.example",): "0"}
    assert hosts["github.com",]["method"] == CLUSTERED
    assert float(hosts["github.com",]["low"]) < float(Share(8, 12).interval[0])  # type: ignore[index]  # of 12 there is one
    assert {key[0] for key in grouped(several, "venue")} == {"ICML", ""}
    assert {key[0] for key in grouped(several, "source")} == {"moths.bib"}
    assert {key: row["known"] for key, row in grouped(several, "host", "year").items()} == {
        ("github.com", "2021"): "4",
        ("github.com", "2023"): "8",
        ("zeta.example", "2023"): "0",
    }


def test_all_links_are_counted_on_wish(several: Path) -> None:
    assert grouped(several, "year", own=False)["2023",]["known"] == "9"
    assert grouped(several, "venue", own=False)["ICML",]["known"] == "13"


def test_a_group_of_few_has_counts_and_no_share(several: Path) -> None:
    with account(several) as told:
        groups = table(told.figures, ("year",))
        shown = [cells(line, groups.by) for line in groups.lines]
    assert shown[0] == ("2021", "0 of 4", "", "", "0")


def test_kinds_alone_are_told_apart_as_beside_anything_else(tmp_path: Path) -> None:
    """Owners of forges, platforms and hosts are the same whether or not years and hosts stand beside the kinds."""
    moths = [
        Moth("Alpha/a"),
        Moth("alpha/b", ("gone",), published="2021-01-01"),
        Moth("alpha/model", kind=Kind.HF_MODEL),
        Moth("gitlab.com/beta/x", kind=Kind.OTHER_FORGE),
        Moth("gitlab.com/beta/y", ("unknown",), Kind.OTHER_FORGE),
        Moth("gitlab.com/gamma/z", ("gone",), Kind.OTHER_FORGE),
        Moth("Zeta.example/x?q=1", kind=Kind.OTHER),
        Moth("zeta.example", ("gone",), Kind.OTHER),
    ]
    with account(database(tmp_path / "kinds.db", moths, runs=1)) as told:
        found = table(told.figures, ("kind",)).lines
        beside = lines(told.figures.rows("groups"), ("kind",))
    assert list(found) == beside
    assert {one.values[0]: one.owners for one in found} == {
        "github_repo": 1,
        "hf_model": 1,
        "other": 1,
        "other_forge": 2,
    }
