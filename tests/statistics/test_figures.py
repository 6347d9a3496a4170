"""The figures F1 to F9: what each counts, and what it says where it can say nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.model.subjects import Life, Promise
from checker.statistics.estimates import wilson
from checker.statistics.figures.content import archives, ladder, maintenance, own_error
from checker.statistics.figures.headline import headline, kinds_and_years, silent
from checker.statistics.figures.own import OwnLinks
from checker.statistics.figures.survival import curves, promises, survival
from checker.statistics.figures.values import ends
from checker.statistics.intervals import Share
from checker.statistics.survival.curve import METHOD
from tests.statistics.test_published import BUSY, GONE, SILENT, THERE

if TYPE_CHECKING:
    from checker.statistics.figures.values import Figure

ROOT = Path(__file__).parents[2]
NOW = "2026-11-30T00:00:00Z"


def test_the_headline_counts_what_is_known_and_bounds_what_is_not() -> None:
    reused = replace(THERE, identity="reused")
    empty = replace(THERE, availability="empty")
    found = {one.name: (one.k, one.n) for one in headline(OwnLinks.of([THERE, reused, empty, GONE, SILENT]), None)}
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
    there = next(iter(headline(OwnLinks.of(own), None)))
    assert there.design_effect == pytest.approx(5.1, abs=0.1)
    assert there.method == "Wilson of the number over the design effect"
    assert there.low is not None
    assert there.low == pytest.approx(59.8, abs=1.5)  # as of forty: Wilson's of 30 of 40


def test_nothing_known_is_said_and_not_computed() -> None:
    there, usable, *_ = headline(OwnLinks.of([SILENT]), None)
    assert (there.percent, there.low, there.text) == (None, None, "None is known.")
    assert usable.n == 0
    assert kinds_and_years(OwnLinks.of([SILENT]), None).text == "None is known."


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
    rows = kinds_and_years(OwnLinks.of([*pages, *young, *repositories, *old]), None).rows
    cells = {(row["kind"], row["year"]): row for row in rows}
    assert cells["other", "2020"]["text"] == "too few for a share"
    assert "percent" not in cells["other", "2020"]
    assert kinds_and_years(OwnLinks.of(young), None).text == ""
    assert cells["other", "2010"]["percent"] == 50.0
    assert cells["other", "all"]["percent"] == pytest.approx(100 * 14 / 24)
    assert cells["github_repo", "all"]["percent"] == pytest.approx(100 * 42 / 44)
    assert cells["other", "standardised"]["percent"] == pytest.approx(cells["github_repo", "standardised"]["percent"])


def test_silence_counts_after_thirty_days_and_three_looks() -> None:
    since = replace(SILENT, artifact_id=2, known_at="2026-10-01T00:00:00Z")
    lately = replace(SILENT, artifact_id=3, known_at="2026-11-20T00:00:00Z")
    never = replace(SILENT, artifact_id=4, known_at="")
    found = silent(OwnLinks.of([THERE, GONE, since, lately, never]), {2: 3, 3: 5, 4: 5}, NOW)
    assert (found.k, found.n) == (1, 3)
    assert found.rows[0]["lost_at_most_percent"] == pytest.approx(100 * 2 / 3)
    assert silent(OwnLinks.of([since]), {2: 2}, NOW).text == "None is silent."


def test_the_ladder_leaves_out_what_is_lost_and_what_is_not_known() -> None:
    found = ladder(OwnLinks.of([THERE, replace(THERE, content="runnable"), replace(THERE, content="unknown"), GONE]))
    assert found.n == 2
    assert {row["content"]: row["k"] for row in found.rows if row["k"]} == {"code": 1, "runnable": 1}
    assert found.text == "Of 1 more the content is not known."


def test_policies_stand_side_by_side_with_how_often_they_agree() -> None:
    said = [{"a": "active", "b": "active"}, {"a": "active", "b": "inactive"}, {"a": "unknown", "b": "active"}]
    rows = maintenance(OwnLinks.of([replace(THERE, policies=one) for one in said])).rows
    found = {(row["policy"], row["beside"]): (row["k"], row["n"]) for row in rows}
    assert found == {("a", None): (2, 2), ("b", None): (2, 3), ("a", "b"): (1, 2)}


def test_copies_are_told_of_what_is_there_and_of_what_is_lost() -> None:
    lost = [replace(GONE, preservation=word) for word in ("unrecoverable", "recoverable", "page_only", "unknown")]
    found = {
        one.name: (one.k, one.n)
        for one in archives(OwnLinks.of([THERE, replace(THERE, preservation="vulnerable"), *lost]), None)
    }
    assert found == {"F7.replicated": (1, 2), "F7.recoverable": (1, 3), "F7.unrecoverable": (1, 3)}


def test_our_own_error_is_told_by_reason_beside_what_healed() -> None:
    found = own_error(OwnLinks.of([THERE, SILENT, BUSY, BUSY]), (2, 9))
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
    assert one.text == "The median is not reached: 80.0 % are there at 9.0 years."
    years = [row for row in one.rows if "at_risk" in row]
    assert all(row["at_risk"] == round(float(row["at_risk"] or 0), 1) for row in years), "to the tenth of a link"
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


# -- what each figure says of itself ----------------------------------------------------------------------


def every_figure() -> list[Figure]:
    """All figures of a set in which each has something to count."""
    own = [THERE, GONE, SILENT, replace(GONE, confirmed=False), replace(GONE, preservation="recoverable")]
    known = lives(600, 5)
    kept = Promise("p", "in words", "2025-01-01", "2025-02-01T00:00:00Z", None, "2026-11-01T00:00:00Z")
    return [
        *headline(OwnLinks.of(own), None),
        kinds_and_years(OwnLinks.of(own), None),
        *survival(known, 1),
        ladder(OwnLinks.of(own)),
        promises([kept], NOW, 1),
        maintenance(OwnLinks.of(own)),
        *archives(OwnLinks.of(own), None),
        own_error(OwnLinks.of(own), (1, 2)),
        silent(OwnLinks.of(own), {}, NOW),
    ]


def test_every_figure_has_a_name_of_its_own_words_for_readers_and_a_question_that_is_shipped() -> None:
    found = every_figure()
    assert [one.name for one in found] == [
        *("F1.there", "F1.usable", "F1.least", "F1.most", "F1.unknown", "F1.seen_once"),
        *("F2", "F3.all", "F3.repositories", "F4", "F5", "F6"),
        *("F7.replicated", "F7.recoverable", "F7.unrecoverable", "F8", "F9"),
    ]
    assert [one.title for one in found] == [
        *("Still there", "Usable", "Usable at least", "Usable at most", "Unknown", "Seen gone once only"),
        *("Still there by kind and year", "Survival of own links: all", "Survival of own links: repositories"),
        *("What own links hold", "Promises", "Maintenance by every policy"),
        *("Replicated", "Recoverable", "Unrecoverable", "Our own error", "Silent"),
    ]
    assert len({one.definition for one in found}) == len(found) - 1, "both curves count the same"
    questions = {path.stem for path in (ROOT / "db" / "statistics").glob("*.sql")}
    assert {one.sql for one in found} <= questions


def test_a_figure_that_is_a_share_says_how_its_interval_was_made() -> None:
    found = {one.name: one for one in every_figure()}
    for name in ("F1.there", "F1.usable", "F1.unknown", "F1.seen_once", "F7.replicated"):
        one = found[name]
        assert one.k is not None
        assert one.n
        assert one.percent == pytest.approx(100 * one.k / one.n), name
        assert (one.low, one.high) != (None, None)
        assert one.method.startswith("Wilson")
        assert one.text == "" or name.startswith("F7")
    for row in found["F4"].rows:
        low, percent, high = (float(str(row[key])) for key in ("low", "percent", "high"))
        assert low <= percent <= high
        assert (row["method"], high - low > 0) == ("Wilson", True)
    assert {found[name].method for name in ("F4", "F6")} == {"Wilson"}
    assert {found[name].method for name in ("F1.least", "F2", "F8", "F9")} == {""}, "counts, or told line by line"
    assert {found[name].method for name in ("F3.all", "F5")} == {METHOD}
    assert [found[name].percent for name in ("F1.least", "F1.most")] == [20.0, 40.0]
    assert (found["F1.least"].low, found["F1.least"].text) == (None, "A bound, which has no interval.")


def test_what_others_found_stands_beside_what_archives_hold() -> None:
    found = {one.name: one.text for one in archives(OwnLinks.of([THERE, GONE]), None)}
    assert found["F7.replicated"].startswith("Escamilla et al. 2024: 68.39 %")
    assert found["F7.unrecoverable"] == "Escamilla et al. 2024: 32.36 %."
    assert found["F7.recoverable"] == ""


def test_of_what_was_seen_gone_it_is_told_how_much_was_seen_once() -> None:
    own = [GONE, GONE, replace(GONE, confirmed=False), replace(THERE, availability="blocked"), THERE]
    found = {one.name: one for one in headline(OwnLinks.of(own), None)}
    assert (found["F1.seen_once"].k, found["F1.seen_once"].n) == (1, 3), "a block needs no second look"
    assert (found["F1.there"].k, found["F1.there"].n) == (1, 5)


@pytest.mark.parametrize("preservation", ["not_asked", "unknown", "not_applicable"])
def test_what_archives_could_not_be_asked_about_is_in_no_share_of_copies(preservation: str) -> None:
    asked = [THERE, replace(THERE, preservation="vulnerable"), GONE]
    more = [replace(one, preservation=preservation) for one in (THERE, GONE)]
    without, beside = (
        [(one.k, one.n) for one in archives(OwnLinks.of(own), None)] for own in (asked, [*asked, *more])
    )
    assert without == beside == [(1, 2), (0, 1), (1, 1)]


def test_policies_judge_what_is_there_and_known() -> None:
    said = {"b": "active", "a": "inactive", "c": "archived"}
    own = [replace(one, policies=said) for one in (THERE, GONE, SILENT, replace(THERE, availability="blocked"))]
    found = maintenance(OwnLinks.of(own))
    assert found.n == 1
    assert [(row["policy"], row["beside"], row["k"]) for row in found.rows] == [
        *(("a", None, 0), ("b", None, 1), ("c", None, 0)),
        *(("a", "b", 0), ("a", "c", 0), ("b", "c", 0)),
    ]
    assert (found.text, maintenance(OwnLinks.of([SILENT])).text) == ("", "None could be judged.")


def test_every_rung_of_the_ladder_has_its_line_in_order() -> None:
    own = [replace(THERE, content=rung) for rung in ("runnable", "code", "code", "empty")]
    rows = ladder(OwnLinks.of([*own, replace(GONE, content="code"), replace(GONE, content="unknown")])).rows
    assert [row["content"] for row in rows] == [
        *("empty", "readme_only", "placeholder", "data_only", "code", "code_with_dependencies", "runnable")
    ]
    assert [(row["k"], row["n"]) for row in rows] == [(1, 4), (0, 4), (0, 4), (0, 4), (2, 4), (0, 4), (1, 4)]


def test_kinds_and_years_come_in_order_and_ten_are_enough_for_a_share() -> None:
    kinds = ("archive", "github_repo", "hf_dataset", "hf_model", "hf_space", "other")
    own = [
        replace(THERE, kind=kind, target=f"o{number}/r", year=year)
        for kind in kinds[::-1]
        for year, many in (("2021", 10), ("2019", 9), ("", 1))
        for number in range(many)
    ]
    rows = kinds_and_years(
        OwnLinks.of([*own, replace(SILENT, year="1999"), replace(SILENT, kind="github_org")]), None
    ).rows
    found = [(row["kind"], row["year"], row.get("n"), row.get("text")) for row in rows]
    few = "too few for a share"
    assert found == [
        line
        for kind in kinds
        for line in (
            *((kind, "no date", 1, few), (kind, "2019", 9, few), (kind, "2021", 10, None)),
            *((kind, "all", 20, None), (kind, "standardised", None, None)),
        )
    ]


def test_a_kind_in_the_years_of_all_says_how_much_of_them_it_covers() -> None:
    pages = [replace(THERE, kind="other", target=f"h{number}.example.org", year="2010") for number in range(30)]
    repositories = [replace(THERE, target=f"o{number}/r", year="2020") for number in range(10)]
    undated = [replace(THERE, target=f"u{number}/r", year="") for number in range(60)]
    rows = kinds_and_years(OwnLinks.of([*pages, *repositories, *undated]), None).rows
    fair = {row["kind"]: row for row in rows if row["year"] == "standardised"}
    assert {kind: row["years_covered"] for kind, row in fair.items()} == {"other": 0.75, "github_repo": 0.25}
    row = fair["other"]
    assert (row["percent"], row["high"]) == (100.0, 100.0)
    assert isinstance(row["low"], float)
    assert 80 < row["low"] < 100
    assert row["method"] == "Wilson of the number that the variance leaves"


@pytest.mark.parametrize(
    ("known_at", "looks", "is_silent"),
    [
        ("2026-10-31T00:00:00Z", 3, True),  # thirty days
        ("2026-10-31T00:00:01Z", 3, False),
        ("2026-01-01T00:00:00Z", 2, False),
        ("2026-01-01T00:00:00Z", 3, True),
        ("", 9, False),  # nothing was ever known of it
    ],
)
def test_silent_is_what_was_asked_three_times_in_thirty_days_or_more(
    known_at: str, looks: int, is_silent: bool
) -> None:
    quiet = replace(SILENT, artifact_id=7, known_at=known_at)
    found = silent(OwnLinks.of([THERE, quiet]), {7: looks, 1: 99}, NOW)
    assert (found.k, found.n) == (int(is_silent), 1 + is_silent)
    assert found.text == ("" if is_silent else "None is silent.")
    assert silent(OwnLinks.of([THERE, quiet]), {7: looks}, "").k == 0, "without a last run nothing can be"
    assert silent(OwnLinks.of([THERE, quiet]), {}, NOW).k == 0


def test_silence_is_told_by_kind_with_what_the_loss_would_be_at_most() -> None:
    long_ago = "2026-01-01T00:00:00Z"
    pages = [replace(SILENT, kind="other", artifact_id=number, known_at=long_ago) for number in (11, 12)]
    lost = [replace(GONE, kind="other", artifact_id=number) for number in (13, 14, 15)]
    there = [replace(THERE, kind="other", artifact_id=number) for number in range(20, 25)]
    unheard = replace(SILENT, kind="archive", artifact_id=30, known_at=long_ago)
    found = silent(OwnLinks.of([THERE, *pages, *lost, *there, unheard]), {11: 3, 12: 4, 30: 1}, NOW)
    assert [(row["kind"], row["k"], row["n"], row["lost"], row["lost_at_most_percent"]) for row in found.rows] == [
        ("github_repo", 0, 1, 0, 0.0),
        ("other", 2, 10, 3, 50.0),
    ]
    assert (found.k, found.n) == (2, 11)


# -- survival and promises --------------------------------------------------------------------------------

LIFE = Life(1, "other", "a.example.org/x", 0, 24, None, never_there=False, confirmed=True, blocked=False)


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("repositories", ("github_repo", "github_org", "github_gist", "other_forge")),
        ("hub", ("hf_model", "hf_dataset", "hf_space", "hf_collection", "hf_org")),
        ("archives", ("archive",)),
        ("pages", ("other", "github_pages")),
    ],
)
def test_every_kind_is_in_the_curve_of_its_hosts_and_in_that_of_all(group: str, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        assert list(curves([LIFE._replace(kind=kind)], 1)) == ["all", group]


def test_the_curve_of_all_comes_first_and_then_those_of_the_kinds_of_hosts() -> None:
    kinds = ("other", "archive", "hf_model", "github_repo")
    assert list(curves([LIFE._replace(kind=one) for one in kinds], 1)) == [
        *("all", "repositories", "hub", "archives", "pages")
    ]


def test_half_lost_is_told_in_years_with_losses_seen_twice_and_what_is_known_of_the_rest() -> None:
    """Three hundred pages that die in their second year, one in ten of them seen dead once; some were never there."""
    dying = [
        LIFE._replace(target=f"d{number}", last_alive=17, lost=18, confirmed=number % 10 > 0, blocked=number % 3 == 0)
        for number in range(300)
    ]
    living = [LIFE._replace(target=f"l{number}", entry=number % 2, last_alive=30) for number in range(200)]
    never = [LIFE._replace(target=f"n{number}", last_alive=None, lost=0, never_there=True) for number in range(7)]
    known = [*dying, *living, *never]
    one = next(survival(known, 1))
    assert (one.name, one.k, one.n, one.text) == ("F3.all", 300, 500, "Half are lost at 1.5 years.")
    counted = {row["count"]: row["k"] for row in one.rows if "count" in row}
    (hazard,) = (row for row in one.rows if row.get("count") == "losses per 100 link-years")
    assert (hazard["low"], hazard["high"]) == pytest.approx((28.4, 35.7), abs=0.1), "of 300 losses in 942 years"
    assert counted.pop("losses per 100 link-years") == pytest.approx(100 * 300 / (300 * 1.5 + 200 * 2.5 - 100 / 12))
    assert counted == {
        "losses": 300,
        "losses confirmed": 270,
        "never there": 7,
        "entered late": 100,
        "still there": 200,
        "lost at the first look": 0,
        "lost between looks": 300,
    }
    assert {row["years"]: row["percent"] for row in one.rows if "at_risk" in row} == pytest.approx({1: 100, 2: 40})
    assert {row["years"]: row["at_risk"] for row in one.rows if "at_risk" in row} == {1: 500.0, 2: 200.0}
    causes = {(row["cause"], row["years"]): row["percent"] for row in one.rows if "cause" in row}
    assert causes == pytest.approx({("gone", 1): 0, ("gone", 2): 40, ("blocked", 1): 0, ("blocked", 2): 20}, abs=1e-6)


def waited(published: str, first: str, kept: str | None = None, open_at: str | None = None) -> Promise:
    return Promise("p", "in words", published, first, kept, open_at)


@pytest.mark.parametrize(
    ("published", "is_counted"),
    [
        ("2026-09-01", True),  # ninety days before
        ("2026-09-02", False),
        ("2026-08", True),  # the middle of August
        ("2026-09", False),
        ("2026", True),  # the first of July
        ("2026-08-31T23:59:59Z", True),
        ("", False),
    ],
)
def test_a_promise_is_waited_for_from_the_ninetieth_day_on(published: str, is_counted: bool) -> None:
    one = promises([waited(published, "2026-11-01T00:00:00Z")], NOW, 1)
    assert one.n == int(is_counted)
    assert one.text.endswith(f"{int(is_counted)} still open.")
    assert promises([waited(published, "2026-11-01T00:00:00Z")], "", 1).n == 0, "without a run there is no today"


def test_promises_are_told_by_half_years_while_fifty_are_waited_for() -> None:
    """Papers of one day: a hundred found kept after a year, others seen open after half a year or after two."""
    first, half, one_year, two = "2020-01-01", "2020-07-01", "2021-01-01", "2022-01-01"
    kept = [waited("2020-01-01", first, kept=one_year) for _ in range(100)]
    still = [waited("2020-01-01", first, open_at=half)] * 20 + [waited("2020-01-01", first, open_at=two)] * 40
    found = promises([one._replace(paper_id=str(number)) for number, one in enumerate([*kept, *still])], NOW, 1)
    assert (found.k, found.n, found.text) == (100, 160, "Half are kept at 12 months. 60 still open.")
    assert found.rows == [
        {"months": 6, "kept_percent": 0.0, "at_risk": 160.0},
        {"months": 12, "kept_percent": pytest.approx(100 * 100 / 140), "at_risk": 140.0},
    ]
    fewer = promises([one._replace(paper_id=str(number)) for number, one in enumerate([*kept[:35], *still])], NOW, 1)
    assert fewer.text == "Half are not kept yet. 60 still open."


def test_a_promise_that_was_read_late_is_waited_for_from_then_on() -> None:
    late = [waited("2020-01-01", "2021-01-01", kept="2021-02-01")] * 60 + [waited("2020-01-01", "2021-01-01")] * 60
    found = promises([one._replace(paper_id=str(number)) for number, one in enumerate(late)], NOW, 1)
    assert (found.k, found.n) == (60, 120)
    assert found.text.startswith("No curve yet: 60 of 120 promises are kept"), "who had kept it before was not seen"


def test_a_share_of_none_has_no_ends() -> None:
    found = ends(wilson(0, 0))
    assert (found["k"], found["n"], found["percent"], found["low"], found["high"]) == (0, 0, None, None, None)
    assert found["method"] == ""
    some = ends(wilson(1, 4))
    assert (some["low"], some["high"]) == pytest.approx(Share(1, 4).interval)


def test_where_the_content_of_all_is_known_that_is_said() -> None:
    assert ladder(OwnLinks.of([THERE])).text == "Of 0 more the content is not known."


def test_a_policy_that_says_nothing_of_a_link_did_not_judge_it() -> None:
    rows = maintenance(OwnLinks.of([replace(THERE, policies=one) for one in ({"a": "active"}, {"b": "active"})])).rows
    assert [(row["policy"], row["beside"], row["k"], row["n"]) for row in rows] == [
        *(("a", None, 1, 1), ("b", None, 1, 1), ("a", "b", 0, 0)),
    ]


def test_a_kind_that_is_silent_alone_has_its_line() -> None:
    quiet = replace(SILENT, kind="archive", artifact_id=5, known_at="2026-01-01T00:00:00Z")
    found = silent(OwnLinks.of([quiet]), {5: 3}, NOW)
    assert [(row["kind"], row["k"], row["n"], row["lost_at_most_percent"]) for row in found.rows] == [
        ("archive", 1, 1, 100.0)
    ]
    assert (found.k, found.n) == (1, 1)


def test_a_year_is_twelve_months_and_what_is_lost_in_the_thirteenth_is_lost_in_the_second() -> None:
    """Fifty in each of the two months by each of two causes, of four hundred."""
    lost = [
        LIFE._replace(target=f"d{number}", last_alive=month - 1, lost=month, blocked=blocked)
        for number, (month, blocked) in enumerate([(12, False), (13, False), (12, True), (13, True)] * 50)
    ]
    there = [LIFE._replace(target=f"l{number}", last_alive=40) for number in range(200)]
    known = [*lost, *there]
    one = next(survival(known, 1))
    years = {row["years"]: row for row in one.rows if "at_risk" in row}
    assert {year: row["percent"] for year, row in years.items()} == pytest.approx({1: 75, 2: 50, 3: 50})
    causes = {(row["cause"], row["years"]): row["percent"] for row in one.rows if "cause" in row}
    assert causes == pytest.approx(
        {(word, year): 12.5 * min(year, 2) for word in ("gone", "blocked") for year in (1, 2, 3)}, abs=1e-6
    )
    point = curves(known, 1)["all"].at(12)
    assert point
    assert point.low is not None
    assert point.high is not None
    assert (years[1]["low"], years[1]["high"]) == pytest.approx((100 * point.low, 100 * point.high))


def test_links_at_risk_are_told_to_the_tenth() -> None:
    """A third as many are lost in the 11th month as in the 12th: so of those lost in either 75.2 are there then."""
    known = [
        LIFE._replace(target=f"x{last_alive}{lost}{number}", last_alive=last_alive, lost=lost)
        for last_alive, lost, many in ((10, 11, 33), (11, 12, 100), (10, 12, 100), (40, None, 200))
        for number in range(many)
    ]
    risk = {row["years"]: row["at_risk"] for row in next(survival(known, 1)).rows if "at_risk" in row}
    assert risk == {1: 375.2, 2: 200.0, 3: 200.0}
