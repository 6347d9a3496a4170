"""Recorded figures are one set of tables: their parts add up, and what is published of them is there."""

from __future__ import annotations

import pytest

from checker.statistics.published.derived import Derived
from checker.statistics.published.recorded import RECORDED, recorded
from checker.statistics.published.shipped import PUBLISHED
from checker.statistics.published.values import Basis

_BY_ID = {one.id: one for one in PUBLISHED}


def counts(name: str) -> tuple[int, int]:
    found = RECORDED[name]
    assert isinstance(found, tuple)
    return found


def added(*names: str) -> tuple[int, int]:
    parts, wholes = zip(*map(counts, names), strict=True)
    return sum(parts), sum(wholes)


def numbered(name: str) -> dict[str, tuple[int, int]]:
    return {key.removeprefix(f"{name}."): counts(key) for key in RECORDED if key.startswith(f"{name}.")}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("mangul2018.all", ("mangul2018.github", "mangul2018.sourceforge", "mangul2018.other")),
        ("mangul2018.all", ("mangul2018.github", "mangul2018.others")),
        ("mangul2018.others", ("mangul2018.sourceforge", "mangul2018.other")),
        ("mangul2018.all", ("mangul2018.abstracts", "mangul2018.bodies")),
        ("mangul2018.all", tuple(f"mangul2018.year.{year}" for year in range(2005, 2018))),
        ("reprodb.all", tuple(f"reprodb.year.{year}" for year in range(2017, 2027))),
        (
            "reprodb.all",
            tuple(
                f"reprodb.platform.{one}"
                for one in ("Bitbucket", "DOI-other", "Figshare", "GitHub", "GitLab", "Zenodo", "other")
            ),
        ),
    ],
)
def test_the_parts_of_a_study_add_up_to_all_of_it(whole: str, parts: tuple[str, ...]) -> None:
    assert added(*parts) == counts(whole)


def test_what_is_lost_is_broken_or_gave_no_answer() -> None:
    (broken, of), (silent, of_too) = counts("mangul2018.broken"), counts("mangul2018.no_answer")
    assert (broken + silent, of, of_too) == (*counts("mangul2018.all"), counts("mangul2018.all")[1])


def test_the_share_of_github_in_each_year_is_of_the_links_of_that_year() -> None:
    shares, years = numbered("mangul2018.github_share"), numbered("mangul2018.year")
    assert shares.keys() == {str(year) for year in range(2009, 2018)}
    assert {year: whole for year, (_, whole) in shares.items()} == {year: years[year][1] for year in shares}
    assert sum(part for part, _ in shares.values()) == counts("mangul2018.github")[1]
    assert {year: part for year, (part, _) in shares.items()} == _BY_ID["mangul2019-github"].by_year


@pytest.mark.parametrize(
    ("name", "published"), [("mangul2018.year", "mangul2019-all"), ("reprodb.year", "reprodb2026-all")]
)
def test_the_years_are_those_of_the_published_table(name: str, published: str) -> None:
    assert {year: whole for year, (_, whole) in numbered(name).items()} == _BY_ID[published].by_year


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("mangul2018.all", "mangul2018-all"),
        ("mangul2018.abstracts", "mangul2018-abstracts"),
        ("reprodb.all", "reprodb2026-all"),
        ("reprodb.platform.GitHub", "reprodb2026-github"),
        ("reprodb.platform.Zenodo", "reprodb2026-zenodo"),
        ("reprodb.platform.other", "reprodb2026-other"),
        ("reprodb.pushed_1y_own", "reprodb2026-pushed-1y"),
        ("pwc2019.ticks4", "pwc2019-ticks4"),
    ],
)
def test_a_figure_that_is_published_as_recomputed_is_the_recorded_one(name: str, published: str) -> None:
    one = _BY_ID[published]
    assert one.basis is Basis.RECOMPUTED
    assert (one.part, one.whole) == counts(name)


def test_mentions_of_links_are_more_than_links() -> None:
    assert counts("mangul2018.mentions")[0] > counts("mangul2018.all")[0]
    assert recorded("mangul2018.mentions") == "11526/47275"


def test_items_of_the_checklist_are_of_the_same_papers() -> None:
    items = {
        name: counts(f"pwc2019.{name}") for name in ("dependencies", "training", "evaluation", "weights", "results")
    }
    assert items == {
        "dependencies": (160, 221),
        "training": (185, 221),
        "evaluation": (151, 221),
        "weights": (51, 221),
        "results": (58, 221),
    }


def test_a_commit_of_a_year_ago_and_one_of_the_authors_are_asked_of_the_same_repositories() -> None:
    (any_commit, of), (own, of_too) = counts("reprodb.pushed_1y"), counts("reprodb.pushed_1y_own")
    assert (any_commit, own, of) == (400, 409, of_too)
    assert recorded("reprodb.healed") == "146/229", "as the words beside our own error have it"


@pytest.mark.parametrize(
    ("name", "survivals"),
    [
        ("mangul2018.survival", [0.876, 0.859, 0.831, 0.785, 0.690, 0.621, 0.579]),
        ("mangul2018.survival_abstracts", [0.922, 0.902, 0.888, 0.841, 0.732, 0.657, 0.578]),
    ],
)
def test_survival_is_recorded_at_seven_ages(name: str, survivals: list[float]) -> None:
    found = [float(recorded(f"{name}.{years}y")) for years in (1, 2, 3, 5, 8, 10, 12)]
    assert found == survivals == sorted(survivals, reverse=True)
    assert len([key for key in RECORDED if key.startswith(f"{name}.")]) == 7


def test_shares_in_other_years_are_recorded_as_they_are_printed() -> None:
    for name, value in (("mangul2018.others_as_github", 17.519), ("mangul2018.bodies_as_abstracts", 29.292)):
        assert recorded(name) == Derived(name, "", "", value=value).text


def test_of_what_nothing_is_recorded_there_is_no_text() -> None:
    assert recorded("mangul2018.nothing") == ""


def test_a_derived_figure_is_told_as_a_survival_or_as_a_share() -> None:
    survival, share = Derived("a", "", "", value=0.87649, unit="S"), Derived("b", "", "", value=87.649)
    assert (survival.text, share.text, share.unit) == ("0.876", "87.65", "%")
