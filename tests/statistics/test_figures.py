"""The figures F1 to F9: what each counts, and what it says where it can say nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.model.subjects import Life, Promise
from checker.statistics.figures.content import archives, ladder, maintenance, own_error
from checker.statistics.figures.headline import headline, kinds_and_years, silent
from checker.statistics.figures.own import Own
from checker.statistics.figures.survival import curves, promises, survival
from tests.statistics.test_published import BUSY, GONE, SILENT, THERE

NOW = "2026-11-30T00:00:00Z"


def test_the_headline_counts_what_is_known_and_bounds_what_is_not() -> None:
    reused = replace(THERE, identity="reused")
    empty = replace(THERE, availability="empty")
    found = {one.name: (one.k, one.n) for one in headline(Own.of([THERE, reused, empty, GONE, SILENT]), None)}
    assert found["F1.there"] == (3, 4)
    assert found["F1.usable"] == (1, 4)
    assert found["F1.least"] == (1, 5)
    assert found["F1.most"] == (2, 5)
    assert found["F1.unknown"] == (1, 5)
    assert found["F1.seen_once"] == (0, 1)


def test_links_of_one_owner_widen_the_interval() -> None:
    """Forty owners, each with five repositories that share one fate."""
    own = [
        replace(GONE if owner < 10 else THERE, target=f"owner{owner}/repo{number}")
        for owner in range(40)
        for number in range(5)
    ]
    there = next(iter(headline(Own.of(own), None)))
    assert there.design_effect == pytest.approx(5.1, abs=0.1)
    assert there.method == "Wilson of the number over the design effect"
    assert there.low is not None
    assert there.low == pytest.approx(59.8, abs=1.5)  # as of forty: Wilson's of 30 of 40


def test_nothing_known_is_said_and_not_computed() -> None:
    there, usable, *_ = headline(Own.of([SILENT]), None)
    assert (there.percent, there.low, there.text) == (None, None, "None is known.")
    assert usable.n == 0
    assert kinds_and_years(Own.of([SILENT]), None).text == "None is known."


def test_cells_of_few_are_counts_and_kinds_are_compared_in_the_same_years() -> None:
    """Repositories are young and pages old: crude they differ, in the same years they do not."""
    pages = [replace(THERE, kind="other", target=f"h{number}.example.org/x", year="2010") for number in range(20)]
    pages = [replace(one, availability="gone") if number < 10 else one for number, one in enumerate(pages)]
    young = [replace(one, year="2020", availability="available") for one in pages[:4]]
    repositories = [replace(THERE, target=f"o{number}/r", year="2020") for number in range(40)]
    old = [
        replace(one, year="2010", availability="gone" if number % 2 else "available")
        for number, one in enumerate(repositories[:4])
    ]
    rows = kinds_and_years(Own.of([*pages, *young, *repositories, *old]), None).rows
    cells = {(row["kind"], row["year"]): row for row in rows}
    assert cells["other", "2020"]["text"] == "too few for a share"
    assert "percent" not in cells["other", "2020"]
    assert cells["other", "2010"]["percent"] == 50.0
    assert cells["other", "all"]["percent"] == pytest.approx(100 * 14 / 24)
    assert cells["github_repo", "all"]["percent"] == pytest.approx(100 * 42 / 44)
    assert cells["other", "standardised"]["percent"] == pytest.approx(cells["github_repo", "standardised"]["percent"])


def test_silence_counts_after_thirty_days_and_three_looks() -> None:
    since = replace(SILENT, artifact_id=2, known_at="2026-10-01T00:00:00Z")
    lately = replace(SILENT, artifact_id=3, known_at="2026-11-20T00:00:00Z")
    never = replace(SILENT, artifact_id=4, known_at="")
    found = silent(Own.of([THERE, GONE, since, lately, never]), {2: 3, 3: 5, 4: 5}, NOW)
    assert (found.k, found.n) == (1, 3)
    assert found.rows[0]["lost_at_most_percent"] == pytest.approx(100 * 2 / 3)
    assert silent(Own.of([since]), {2: 2}, NOW).text == "None is silent."


def test_the_ladder_leaves_out_what_is_lost_and_what_is_not_known() -> None:
    found = ladder(Own.of([THERE, replace(THERE, content="runnable"), replace(THERE, content="unknown"), GONE]))
    assert found.n == 2
    assert {row["content"]: row["k"] for row in found.rows if row["k"]} == {"code": 1, "runnable": 1}
    assert found.text == "Of 1 more the content is not known."


def test_policies_stand_side_by_side_with_how_often_they_agree() -> None:
    said = [{"a": "active", "b": "active"}, {"a": "active", "b": "inactive"}, {"a": "unknown", "b": "active"}]
    rows = maintenance(Own.of([replace(THERE, policies=one) for one in said])).rows
    found = {(row["policy"], row["beside"]): (row["k"], row["n"]) for row in rows}
    assert found == {("a", None): (2, 2), ("b", None): (2, 3), ("a", "b"): (1, 2)}


def test_copies_are_told_of_what_is_there_and_of_what_is_lost() -> None:
    lost = [replace(GONE, preservation=word) for word in ("unrecoverable", "recoverable", "page_only", "unknown")]
    found = {
        one.name: (one.k, one.n)
        for one in archives(Own.of([THERE, replace(THERE, preservation="vulnerable"), *lost]), None)
    }
    assert found == {"F7.replicated": (1, 2), "F7.recoverable": (1, 3), "F7.unrecoverable": (1, 3)}


def test_our_own_error_is_told_by_reason_beside_what_healed() -> None:
    found = own_error(Own.of([THERE, SILENT, BUSY, BUSY]), (2, 9))
    assert (found.k, found.n) == (2, 9)
    assert found.rows == [{"reason": "rate_limited", "k": 2}, {"reason": "timeout", "k": 1}]


def lives(number: int, lost_every: int) -> list[Life]:
    """Repositories looked at at ages of 1 to 120 months, each of its own owner; every so many is lost."""
    return [
        Life(
            number,
            "github_repo",
            f"o{number}/r",
            0,
            None if number % lost_every == 0 else 1 + number % 120,
            1 + number % 120 if number % lost_every == 0 else None,
            never_there=False,
            confirmed=True,
            blocked=number % (2 * lost_every) == 0,
        )
        for number in range(number)
    ]


def test_survival_is_told_by_age_and_cause_and_the_median_need_not_be_reached() -> None:
    known = lives(600, 5)
    figures = {one.name: one for one in survival(known, 1)}
    one = figures["F3.all"]
    assert set(figures) == {"F3.all", "F3.repositories"}
    assert one.text.startswith("The median is not reached: ")
    years = [row for row in one.rows if "at_risk" in row]
    assert [row["years"] for row in years] == [1, 2, 3, 5]
    assert {"years": 10, "text": "fewer than 50 at risk"} in one.rows
    for row in years:
        assert isinstance(row["percent"], float)
        assert isinstance(row["low"], float)
        assert isinstance(row["high"], float)
        assert row["low"] <= row["percent"] <= row["high"]
    gone, blocked = (
        [row["percent"] for row in one.rows if row.get("cause") == cause] for cause in ("gone", "blocked")
    )
    assert len(gone) == len(blocked) == 4
    assert gone == sorted(gone, key=lambda share: float(share or 0))


def test_too_few_losses_are_no_curve() -> None:
    known = lives(100, 5)
    (one,) = (one for one in survival(known, 1) if one.name == "F3.all")
    assert one.text == "No curve yet: 20 of 100 links are lost, and a curve needs 30."
    assert not [row for row in one.rows if "years" in row]
    assert curves([], 1)["all"].text == "No curve yet: 0 of 0 links are lost, and a curve needs 30."


def test_the_same_links_in_any_order_give_the_same_curve() -> None:
    known = lives(600, 5)
    assert curves(known, 3) == curves(known[::-1], 3)


def test_promises_wait_from_their_paper_and_young_ones_not_yet() -> None:
    found = [
        Promise(
            "p", "in words", "2025-01-01", "2025-02-01T00:00:00Z", "2025-08-01T00:00:00Z", "2025-08-01T00:00:00Z"
        ),
        Promise("q", "in words", "2025-01-01", "2025-02-01T00:00:00Z", None, "2026-11-01T00:00:00Z"),
        Promise("young", "in words", "2026-10-01", "2026-10-02T00:00:00Z", None, "2026-11-01T00:00:00Z"),
        Promise("undated", "in place", "", "2026-10-02T00:00:00Z", None, "2026-11-01T00:00:00Z"),
    ]
    one = promises(found, NOW, 1)
    assert (one.k, one.n) == (1, 2)
    assert "1 of 2 promises is kept" in one.text
    assert one.text.endswith("1 still open.")
