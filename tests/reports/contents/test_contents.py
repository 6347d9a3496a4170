"""What a report says: news first, what to do, the share of the papers' own links; and states of nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from checker.model import Ownership
from checker.reports.contents.contents import ContentsOptions
from checker.reports.contents.figures.build import all_figures
from checker.store.store import Store
from tests.reports.moths import COPY, MOTHS, Moth, account, database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.reports.contents.contents import Contents
    from checker.reports.contents.values import Finding


def contents_of(path: Path, contents_options: ContentsOptions | None = None) -> Contents:
    with account(path, contents_options=contents_options) as told:
        return told.contents


def of(findings: Sequence[Finding], target: str) -> Finding:
    return next(one for one in findings if one.target == target)


def test_news_say_what_was_seen_and_what_to_do(moths: Path) -> None:
    news = contents_of(moths).news
    assert [words for _, _, words in news.line] == [
        "1 newly gone",
        "1 name re-used",
        "1 back",
        "1 promise kept",
        "1 moved",
    ]
    lost = of(news.events, "lab/newly-lost")
    assert (
        lost.seen == "First seen gone on 30 November 2026, not confirmed yet. Last seen working on 2 November 2026."
    )
    assert lost.deed + lost.more == "Ask the authors. No copy is known in Software Heritage or the Wayback Machine."
    back = of(news.events, "lab/back")
    assert back.seen == "There again on 30 November 2026. It was gone from 2 November 2026, seen once."
    assert back.deed == "Nothing to do."
    moved = of(news.events, "lab/old")
    assert (moved.today, moved.today_url) == ("lab/new", "https://github.com/lab/new")
    assert (moved.deed + moved.more).startswith("Update the link to lab/new")
    kept = of(news.events, "lab/filled")
    assert kept.seen == "Promised in the paper of 2 March 2024; filled by 30 November 2026, 1,003 days later."
    assert kept.papers[0].by == "Kowalczyk et al. 2024"
    assert kept.papers[0].url == "https://arxiv.org/abs/2403.00008"


def test_what_needs_attention_stands_by_what_to_do(moths: Path) -> None:
    attention = contents_of(moths).attention
    assert [(group.deed, group.count) for group in attention.groups] == [
        *(("use_copy", 1), ("ask", 2), ("fill", 2), ("distrust", 1), ("update", 1), ("access", 1), ("wait", 1)),
    ]
    assert attention.count == 8, "what nobody need act on is listed and not counted"
    (lost,) = attention.groups[0].rows
    assert lost.seen == "Gone since 2 November 2026, confirmed. Last seen working on 5 October 2026."
    assert lost.copy
    assert lost.copy.url == COPY
    assert of(attention.groups[1].rows, "lab/taken").seen == "Blocked at the first look (copyright claim)."
    assert of(attention.groups[2].rows, "lab/bare").seen == "Empty at every look since 5 October 2026."
    (silent,) = attention.groups[-1].rows
    assert silent.seen == "No answer in time. Last seen working on 5 October 2026."
    assert not attention.groups[-1].counted


def test_the_headline_is_about_own_links_and_what_is_known(moths: Path) -> None:
    """Of 11 own links that are known 4 are there, hold content and are what they were: the re-used one is none."""
    top = contents_of(moths).headline
    assert (top.usable.part, top.usable.whole, top.unknown, top.total) == (4, 11, 1, 12)
    assert top.figure == "4 of 11"
    assert "36\u202f% of the papers' own links are usable: 4 of 11 known." in top.sentence
    assert top.interval.startswith("95\u202f% interval 15\u202f% to 65\u202f% (Wilson). 1 could not be found out")
    assert (top.third_party.part, top.third_party.whole) == (1, 1)
    assert top.bounds == "If all of it were gone, 33\u202f% would be usable; if all were usable, 42\u202f%."
    everything = contents_of(moths, ContentsOptions(own=False)).headline
    assert (everything.usable.part, everything.usable.whole) == (5, 12)


def test_the_bar_adds_up(moths: Path) -> None:
    told = contents_of(moths)
    assert sum(one.count for one in told.composition) == told.headline.total
    assert {one.state: one.count for one in told.composition}["reused"] == 1


def test_the_first_run_has_nothing_to_compare_with(tmp_path: Path) -> None:
    told = contents_of(database(tmp_path / "a.db", MOTHS, runs=1))
    assert told.news.sentence == "Nothing to compare with yet. News starts with the next run."
    assert not told.news.events


def test_a_quiet_run_says_so(tmp_path: Path) -> None:
    told = contents_of(database(tmp_path / "a.db", (Moth("lab/there"),), runs=2))
    assert told.news.sentence == "Nothing new: every link is as it was."
    assert told.attention.sentence == "Nothing needs attention: the one own link that is known is usable."


def test_an_incomplete_run_says_so_and_is_no_quiet_one(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db", (Moth("lab/there"),), runs=2)
    with closing(sqlite3.connect(path)) as db, db:
        counts = json.dumps({"due": 5_000, "checked": 1_204})
        db.execute("UPDATE runs SET status = 'interrupted', counts = ? WHERE id = 2", [counts])
    told = contents_of(path)
    assert told.news.sentence == (
        "Run 2 is incomplete: 1,204 of 5,000 looked at. Nothing is called gone because of it; what is left is due"
        " again."
    )
    assert told.run
    assert not told.run.complete


def test_where_nothing_is_known_nobody_says_that_all_is_well(tmp_path: Path) -> None:
    told = contents_of(database(tmp_path / "a.db", (Moth("lab/x", ("gone", "unknown")),), runs=2))
    assert told.attention.sentence == "It is not known what needs attention: nothing could be found out."
    assert contents_of(database(tmp_path / "b.db", (), runs=1)).attention.sentence == "Nothing needs attention."


def test_nothing_known_is_no_share(tmp_path: Path) -> None:
    top = contents_of(database(tmp_path / "a.db", (Moth("lab/x", ("unknown",)),), runs=1)).headline
    assert (top.figure, top.counts) == ("?", "0 of 1 known")
    assert top.sentence == "Nothing could be found out: 0 of 1 known."
    assert "%" not in top.interval


def test_a_young_paper_has_its_grace(tmp_path: Path) -> None:
    young = Moth("lab/young", ("placeholder",), published="2026-10-20")
    assert contents_of(database(tmp_path / "a.db", (young,), runs=1)).attention.groups == ()


def test_what_is_ignored_is_listed_with_its_reason_and_counts(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db", MOTHS)
    with closing(sqlite3.connect(path)) as db, db:
        lost = "SELECT id FROM artifacts WHERE target = 'lab/lost'"
        db.execute(f"UPDATE incidents SET ignored = 'meant to be gone' WHERE artifact_id IN ({lost})")
    told = contents_of(path)
    assert [(one.target, one.why, one.since[:10]) for one in told.ignored] == [
        ("lab/lost", "meant to be gone", "2026-11-02")
    ]
    assert told.headline.gone == 2, "what is ignored counts in every figure"


def test_where_no_paper_calls_anything_its_own_all_links_count(tmp_path: Path) -> None:
    moths = tuple(Moth(f"lab/{n}", ownership=Ownership.UNCLEAR) for n in range(3))
    told = contents_of(database(tmp_path / "a.db", moths, runs=1))
    assert not told.only_own
    assert told.headline.of == "of all links are usable"
    assert told.headline.usable.whole == 3


def test_one_source_is_told_of_alone(tmp_path: Path) -> None:
    two = (*MOTHS[:2], Moth("lab/elsewhere", source="other.bib"))
    path = database(tmp_path / "a.db", two)
    with Store.open(path, create=False) as store:
        with store.reported.about("other.bib"):
            assert [row["target"] for row in store.reported.rows("artifacts", rows=9)] == ["lab/elsewhere"]
        with store.reported.about():
            assert len(list(store.reported.rows("artifacts", rows=9))) == 3, "what was narrowed is wide again"


def test_figures_as_of_an_earlier_run_are_those_of_then(tmp_path: Path) -> None:
    def told(path: Path, run: str = "") -> tuple[object, ...]:
        with Store.open(path, create=False) as store:
            if run:
                store.as_of(run)
            with store.reported.about():
                return tuple(
                    [tuple(row.values()) for row in store.reported.rows(figure)]
                    for figure in ("composition", "deeds")
                )

    then = told(database(tmp_path / "then.db", MOTHS, runs=2))
    assert told(database(tmp_path / "now.db", [*MOTHS], runs=3)) != then
    assert told(tmp_path / "now.db", "2") == then


def test_the_trend_has_a_point_for_each_run_and_sums_up(moths: Path) -> None:
    with account(moths) as told:
        points = all_figures(told.figures, told.contents).trend.points
    assert [(one.usable.part, one.usable.whole, one.unknown.part) for one in points] == [
        (7, 12, 0),
        (4, 11, 1),
        (4, 11, 1),
    ]
    assert points[-1].usable == told.contents.headline.usable


def test_promises_are_kept_open_or_young(tmp_path: Path) -> None:
    moths = (
        Moth("lab/kept", ("placeholder", "available"), published="2026-06-01"),
        Moth("lab/open", ("empty",), published="2026-05-01"),
        Moth("lab/young", ("placeholder",), published="2026-10-01"),
        Moth("lab/emptied", ("available", "empty"), published="2026-05-01"),
    )
    with account(database(tmp_path / "a.db", moths)) as told:
        ledger = all_figures(told.figures, told.contents).ledger
    assert (ledger.total, ledger.kept, ledger.open, ledger.young) == (3, 1, 1, 1), "what was lost was no promise"
    assert [one.words for one in ledger.newest] == [
        "open for 213 days",
        "kept after 154 days",
        "60 days: within grace",
    ]


@pytest.mark.parametrize("figure", ["composition", "kind-year", "content", "maintenance", "trend", "unknown"])
def test_the_sql_that_is_printed_runs_on_the_file_as_it_is(figure: str, moths: Path) -> None:
    with account(moths) as told:
        shown, expected = told.sql[figure], [tuple(row.values()) for row in told.figures.rows(figure)]
    with closing(sqlite3.connect(moths)) as db:
        assert db.execute(shown).fetchall() == expected
