"""The tables of three studies, derived again from their files to the last digit of the gold numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.errors import InputError
from checker.jobs.studies.rederive import rederive
from checker.statistics.published.recorded import RECORDED, recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from checker.statistics.published.derived import Derived

FILES = (
    "mangul2018_links.csv.gz",
    "reprodb_2026-05-06_artifact_availability.json.gz",
    "reprodb_22_checks.json.gz",
    "reprodb_2026-05_repo_stats_detail.json.gz",
    "pwc_ticks_neurips2019.csv",
)


@pytest.fixture(scope="module")
def figures(science: Path) -> Mapping[str, Derived]:
    return {one.name: one for one in rederive(str(science / name) for name in FILES)}


SHARES = {
    "mangul2018.mentions": ("24.38", 47275),
    "mangul2018.all": ("25.72", 36702),
    "mangul2018.github": ("0.90", 1784),
    "mangul2018.sourceforge": ("4.33", 992),
    "mangul2018.other": ("27.65", 33926),
    "mangul2018.abstracts": ("24.43", 7183),
    "mangul2018.bodies": ("26.03", 29519),
    "mangul2018.others": ("26.99", 34918),
    "reprodb.all": ("96.76", 2562),
    "reprodb.platform.GitHub": ("97.37", 1291),
    "reprodb.platform.Zenodo": ("99.10", 885),
    "reprodb.platform.other": ("87.50", 312),
}
COUNTS = {
    "mangul2018.broken": 3404,
    "mangul2018.no_answer": 6036,
    "reprodb.all": 2479,
    "reprodb.platform.GitHub": 1257,
    "reprodb.platform.Zenodo": 877,
    "reprodb.platform.Figshare": 36,
    "reprodb.platform.other": 273,
    "reprodb.platform.Bitbucket": 9,
    "reprodb.platform.GitLab": 13,
    "reprodb.platform.DOI-other": 14,
    "reprodb.healed": 146,
    "reprodb.pushed_1y": 400,
    "pwc2019.dependencies": 160,
    "pwc2019.training": 185,
    "pwc2019.evaluation": 151,
    "pwc2019.weights": 51,
    "pwc2019.results": 58,
}
LOST_BY_YEAR = "44.54 41.59 42.54 37.90 33.69 30.64 31.48 26.50 21.50 19.06 16.94 14.14 12.37"
GITHUB_BY_YEAR = "0.07 0.51 0.68 1.55 2.75 5.21 9.47 13.01 16.38"
REPRODB_BY_YEAR = "6/12 19/22 24/24 124/132 138/144 362/376 346/358 454/479 700/707 306/308"
SURVIVAL = {
    "mangul2018.survival": "0.876 0.859 0.831 0.785 0.690 0.621 0.579",
    "mangul2018.survival_abstracts": "0.922 0.902 0.888 0.841 0.732 0.657 0.578",
}


def differing(found: Iterable[Derived]) -> list[str]:
    return [one.name for one in found if recorded(one.name) not in ("", one.text)]


def percent(one: Derived) -> str:
    assert one.estimate
    return f"{one.estimate.percent:.2f}"


@pytest.mark.slow
@pytest.mark.corpus
def test_shares_are_those_of_the_study(figures: Mapping[str, Derived]) -> None:
    for name, (share, whole) in SHARES.items():
        estimate = figures[name].estimate
        assert estimate
        assert (percent(figures[name]), estimate.whole) == (share, whole), name
    for name, part in COUNTS.items():
        estimate = figures[name].estimate
        assert estimate
        assert estimate.part == part, name


@pytest.mark.corpus
def test_years_are_those_of_the_study(figures: Mapping[str, Derived]) -> None:
    assert " ".join(percent(figures[f"mangul2018.year.{year}"]) for year in range(2005, 2018)) == LOST_BY_YEAR
    assert (
        " ".join(percent(figures[f"mangul2018.github_share.{year}"]) for year in range(2009, 2018)) == GITHUB_BY_YEAR
    )
    counts = (figures[f"reprodb.year.{year}"].estimate for year in range(2017, 2027))
    assert " ".join(f"{one.part}/{one.whole}" for one in counts if one) == REPRODB_BY_YEAR


@pytest.mark.corpus
def test_age_confounds_the_comparison_of_hosts(figures: Mapping[str, Derived]) -> None:
    assert f"{figures['mangul2018.others_as_github'].value:.2f}" == "17.52"
    assert f"{figures['mangul2018.bodies_as_abstracts'].value:.2f}" == "29.29"


@pytest.mark.corpus
def test_survival_is_that_of_current_status(figures: Mapping[str, Derived]) -> None:
    for name, values in SURVIVAL.items():
        found = (figures[f"{name}.{years}y"].value for years in (1, 2, 3, 5, 8, 10, 12))
        assert " ".join(f"{one:.3f}" for one in found) == values


@pytest.mark.corpus
def test_intervals_know_that_links_share_hosts_and_owners(figures: Mapping[str, Derived]) -> None:
    """The gold intervals are of another random draw: a few tenths of a point apart."""
    for name, low, high, effect in (
        ("mangul2018.all", 22.7, 28.7, 47),
        ("reprodb.all", 94.1, 98.2, 9),
        ("reprodb.platform.GitHub", 96.3, 98.1, 1.04),
    ):
        estimate = figures[name].estimate
        assert estimate
        assert estimate.interval
        assert estimate.interval.low == pytest.approx(low, abs=0.4)
        assert estimate.interval.high == pytest.approx(high, abs=0.4)
        assert estimate.design_effect == pytest.approx(effect, rel=0.1)
    github = figures["reprodb.platform.GitHub"].estimate
    assert github
    assert github.interval
    assert github.interval.method == "Wilson"


@pytest.mark.corpus
def test_nothing_differs_from_what_is_recorded(figures: Mapping[str, Derived]) -> None:
    assert not set(RECORDED) - set(figures), "recorded, and not derived"
    assert differing(figures.values()) == []


@pytest.mark.corpus
def test_another_file_is_said_to_differ(figures: Mapping[str, Derived], science: Path, tmp_path: Path) -> None:
    text = (science / "pwc_ticks_neurips2019.csv").read_text().splitlines()
    (tmp_path / "shorter.csv").write_text("\n".join(text[:-1]))
    shorter = list(rederive([str(tmp_path / "shorter.csv")]))
    assert differing(shorter)
    assert recorded("pwc2019.ticks4") == "60/200"
    del figures


def test_a_file_of_no_known_kind_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("name,score\na,1\n")
    with pytest.raises(InputError, match="name, score"):
        list(rederive([str(tmp_path / "other.csv")]))
