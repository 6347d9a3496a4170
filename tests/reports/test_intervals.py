"""Intervals of the headline and of kinds by year know of owners and hosts, and are the same in every form."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from checker.cli.account import account_of
from checker.model import Kind, Ownership
from checker.reports.contents.contents import ContentsOptions
from checker.reports.contents.figures.build import all_figures
from checker.reports.forms.markdown.summary import summary
from checker.statistics.clusters import by_cluster, cluster_of
from checker.statistics.estimates import DRAWN, REDUCED
from checker.statistics.intervals import WILSON, score_interval
from checker.store.store import Store
from tests.reports.moths import Moth, account, database, rendered

if TYPE_CHECKING:
    from pathlib import Path

_THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def owners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 owners with five repositories each, six of them lost whole; and models of one owner each, some lost."""
    moths = [
        *(
            Moth(
                f"Lab{owner}/r{number}", ("gone",) if owner % 4 == 0 else ("available",), published=f"{2020 + number}"
            )
            for owner in range(24)
            for number in range(5)
        ),
        *(
            Moth(f"author{number}/model", ("gone",) if number % 5 == 0 else ("available",), Kind.HF_MODEL)
            for number in range(20)
        ),
    ]
    return database(tmp_path_factory.mktemp("owners") / "owners.db", moths, runs=1)


def test_owners_that_are_lost_whole_widen_the_headline_in_every_form(owners: Path) -> None:
    with account(owners) as told:
        usable, of_a_job = told.contents.headline.usable, summary(told)
    assert (usable.part, usable.whole, usable.method) == (106, 140, DRAWN)
    alone = score_interval(usable.part / usable.whole, usable.whole)
    assert usable.interval
    assert alone
    assert usable.interval[1] - usable.interval[0] > 1.5 * (alone[1] - alone[0])
    low, high = (f"{end:.1f}" for end in usable.interval)
    assert f"interval {low}{_THIN}% to {high}{_THIN}% ({DRAWN})" in rendered("html", owners)
    assert f"interval {low}{_THIN}% to {high}{_THIN}% ({DRAWN})" in rendered("markdown", owners)
    assert f"{low}{_THIN}% to {high}{_THIN}%, {DRAWN}" in of_a_job
    assert f"({low} to {high}, {DRAWN})" in " ".join(rendered("text", owners).split())
    report = json.loads(rendered("json", owners))
    first = next(one for one in report["statistics"] if one["name"] == "F1.usable")
    for one in (report["figures"]["usable"], first):
        assert one["interval"] == {
            "low": usable.interval[0],
            "high": usable.interval[1],
            "level": 95,
            "method": DRAWN,
        }


def test_kinds_by_year_have_one_interval_whoever_asks(owners: Path) -> None:
    """Models have an owner each, so that theirs is Wilson's; what repositories share shows in all years alone."""
    with account(owners) as told:
        table = all_figures(told.figures, told.contents).kind_years
        rows = next(one for one in told.statistics() if one.name == "F2").rows
    cells = {
        (kind, year): one
        for kind, _, shares, every, _ in table.rows
        for year, one in (*zip(table.years, shares, strict=True), ("all", every))
        if one.whole >= 10
    }
    wide = [row for row in rows if row["year"] != "standardised" and "low" in row]
    same = {(str(row["kind"]), str(row["year"])): row for row in wide}
    assert set(same) == {cell for cell in cells if cell[0]}
    for cell, row in same.items():
        assert (row["low"], row["high"]) == pytest.approx(cells[cell].interval), cell
        assert row["method"] == cells[cell].method
    assert cells["github_repo", "all"].method == DRAWN
    assert cells["github_repo", "2022"].method == cells["hf_model", "all"].method == WILSON
    assert cells["", "all"].method == DRAWN
    assert f"({table.methods})" in rendered("html", owners)
    assert table.methods == f"{WILSON}; {DRAWN}"


def test_a_standardised_share_is_the_same_whoever_asks(owners: Path) -> None:
    with account(owners) as told:
        table = all_figures(told.figures, told.contents).kind_years
        rows = next(one for one in told.statistics() if one.name == "F2").rows
    theirs = {row["kind"]: row["percent"] for row in rows if row["year"] == "standardised"}
    ours = {kind: fair for kind, _, _, _, fair in table.rows if fair is not None and kind}
    assert ours == {"github_repo": pytest.approx(theirs["github_repo"])}


def test_without_numpy_links_count_for_what_the_design_effect_leaves(
    owners: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "checker.statistics.resampling", None)
    with account(owners) as told:
        assert told.contents.headline.usable.method == REDUCED
    assert f"({REDUCED})" in rendered("markdown", owners)


MIXED = (
    Moth("Alpha/a"),
    Moth("alpha/b", ("gone",)),
    Moth("ALPHA.github.io/site", kind=Kind.GITHUB_PAGES),
    Moth("alpha/model", ("gone",), kind=Kind.HF_MODEL),
    Moth("gitlab.com/beta/x/deep", kind=Kind.OTHER_FORGE),
    Moth("gitlab.com/Beta/y", ("gone",), Kind.OTHER_FORGE),
    Moth("sourceforge.net", kind=Kind.OTHER_FORGE),
    Moth("doi.org/10.5281/zenodo.1", kind=Kind.ARCHIVE),
    Moth("Zeta.example/x?q=1", ("unknown",), Kind.OTHER),
    Moth("zeta.example", kind=Kind.OTHER),
    Moth("tools/used", ("gone",), ownership=Ownership.THIRD_PARTY, source="others.bib"),
    Moth("tools/more", ("available",), ownership=Ownership.THIRD_PARTY),
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("mixed") / "mixed.db", MIXED, runs=1)


def clusters(path: Path, source: str | None = None, *, own: bool = True) -> dict[str, Counter[tuple[int, int]]]:
    found: dict[str, Counter[tuple[int, int]]] = {}
    with (
        Store.open(path, create=False) as store,
        account_of(store, source, contents_options=ContentsOptions(own=own)) as told,
    ):
        for row in told.figures.rows("clusters"):
            found.setdefault(row["share"], Counter())[row["hits"], row["links"]] = row["clusters"]
    return found


def expected(moths: tuple[Moth, ...]) -> Counter[tuple[int, int]]:
    known = [one for one in moths if one.states != ("unknown",)]
    return Counter(by_cluster((cluster_of(one.kind, one.target), one.states != ("gone",)) for one in known))


def test_a_cluster_in_the_database_is_a_cluster_of_the_statistics(mixed: Path) -> None:
    own = tuple(one for one in MIXED if one.ownership is Ownership.OWN)
    others = tuple(one for one in MIXED if one.ownership is not Ownership.OWN)
    usable = {"usable": expected(own), "there": expected(own), "third_party": expected(others)}
    assert clusters(mixed) == usable
    assert clusters(mixed, own=False) == {**usable, "usable": expected(MIXED), "there": expected(MIXED)}


def test_the_clusters_of_one_source_are_of_what_it_lists(mixed: Path) -> None:
    listed = tuple(one for one in MIXED if one.source == "moths.bib" and one.ownership is Ownership.OWN)
    assert clusters(mixed, "moths.bib")["usable"] == expected(listed)
    assert clusters(mixed, "moths.bib")["third_party"] == Counter({(1, 1): 1})
    assert clusters(mixed, "others.bib") == {
        "usable": Counter({(0, 1): 1}),
        "there": Counter({(0, 1): 1}),
        "third_party": Counter({(0, 1): 1}),
    }


def test_the_clusters_of_an_earlier_run_can_be_asked_for(mixed: Path) -> None:
    with Store.open(mixed, create=False) as store:
        now = clusters(mixed)
        store.as_of("1")
        with store.reported.about(None):
            rows = list(store.reported.rows("clusters"))
    assert {(row["hits"], row["links"]): row["clusters"] for row in rows if row["share"] == "usable"} == now["usable"]


def test_the_sql_behind_the_intervals_runs_on_the_file_as_it_is(mixed: Path) -> None:
    with account(mixed) as told:
        shown, expected_rows = told.sql["clusters"], [tuple(row.values()) for row in told.figures.rows("clusters")]
    with closing(sqlite3.connect(mixed)) as db:
        assert db.execute(shown).fetchall() == expected_rows


def test_what_an_older_paper_names_as_another_s_has_the_year_of_that_paper_everywhere(tmp_path: Path) -> None:
    twice = (
        Moth("lab/tool", published="2022-05-01"),
        Moth("lab/tool", published="2019-05-01", ownership=Ownership.THIRD_PARTY),
    )
    with account(database(tmp_path / "twice.db", twice, runs=1)) as told:
        table = all_figures(told.figures, told.contents).kind_years
        rows = next(one for one in told.statistics() if one.name == "F2").rows
    assert table.years == ("2019",)
    assert next(row["year"] for row in rows if row["kind"] == "github_repo") == "2019"
