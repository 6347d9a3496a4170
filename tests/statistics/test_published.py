"""Our figures beside the published ones, under their definitions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Kind, Reason
from checker.model.subjects import Subject
from checker.statistics.intervals import Share
from checker.statistics.published.ours import Figures, Median, comparisons
from checker.statistics.published.shipped import PUBLISHED
from checker.statistics.published.values import Measure, Ours, Question

if TYPE_CHECKING:
    from pathlib import Path

    from checker.statistics.published.ours import Comparison
    from checker.statistics.published.values import Published

THERE = Subject(
    artifact_id=1,
    kind="github_repo",
    target="o/n",
    whose="own",
    year="2020",
    availability="available",
    reason="ok",
    confirmed=False,
    identity="same",
    content="code",
    policies={"recent-commit": "active"},
    ticks=4,
    known_at="2026-01-01T00:00:00Z",
    software_heritage="present",
    wayback="absent",
    preservation="replicated",
)
GONE = replace(
    THERE, availability="gone", reason="not_found_or_private", confirmed=True, preservation="unrecoverable"
)
SILENT = replace(THERE, availability="unknown", reason="timeout", content="unknown", preservation="unknown")
BUSY = replace(SILENT, reason="rate_limited")


def compared(*subjects: Subject, promises: tuple[int, int] = (0, 0)) -> dict[str, Comparison]:
    figures = Figures(subjects, (3, 10), promises, Median(None, "not reached"), None)
    return {one.published.id: one for one in comparisons(figures)}


def counts(one: Comparison) -> tuple[int, int] | None:
    return (one.crude.part, one.crude.whole) if one.crude else None


def test_a_figure_counts_what_its_study_counts() -> None:
    """Silence is a loss to Mangul et al., left out by those who look themselves; a rate limit is neither."""
    found = compared(THERE, THERE, GONE, SILENT, BUSY)
    assert counts(found["mangul2019-all"]) == (2, 5)
    assert counts(found["lin2022-dead"]) == (1, 3)
    assert counts(found["reprodb2026-all"]) == (2, 3)
    assert counts(found["reprodb2026-april"]) == (2, 5)
    assert counts(found["escamilla2024-swh"]) == (5, 5)
    assert counts(found["escamilla2024-unrecoverable"]) == (1, 1)
    assert counts(found["reprodb2026-pushed-1y"]) == (4, 4)
    assert counts(found["escamilla2022-prevalence"]) == (3, 10)


def test_own_links_stay_apart_from_others() -> None:
    others = replace(GONE, whose="third_party")
    found = compared(THERE, others)
    assert counts(found["lin2022-dead"]) == (0, 1)
    assert counts(found["mangul2019-all"]) == (1, 2)
    assert counts(found["ssi2024-created"]) == (1, 2)


def test_hosts_and_years_are_told_apart() -> None:
    forge = replace(GONE, kind="other_forge", target="sourceforge.net/projects/x")
    deposit = replace(THERE, kind="archive", target="doi.org/10.5281/zenodo.7")
    figshare = replace(THERE, kind="archive", target="figshare.com/articles/1")
    found = compared(THERE, forge, deposit, figshare, replace(GONE, year="2017"))
    assert counts(found["mangul2019-sourceforge"]) == (1, 1)
    assert counts(found["reprodb2026-zenodo"]) == (1, 1)
    assert counts(found["briney2024-doi"]) == (0, 2)
    assert counts(found["liu2024-2017"]) == (1, 1)


def test_what_has_no_answer_says_why() -> None:
    found = compared(THERE)
    assert found["mangul2018-all"].reason.startswith("98.9 %")
    assert found["mangul2019-sourceforge"].reason == "not comparable: we have no other forge"
    assert found["liu2024-2017"].reason == "not comparable: we have no own artifact of 2017"
    older = compared(replace(THERE, year="2011"))
    assert older["liu2024-github"].reason == "not comparable: we have no own github repo of 2017 to 2022"
    assert compared(SILENT)["lin2022-dead"].reason == "not comparable: the answer is known for none of our links"
    assert found["hennessey2013-halflife"].median == Median(None, "not reached")
    assert found["ranathunga2024-promise"].reason == "not comparable: the database holds none to count"
    assert counts(compared(THERE, promises=(2, 7))["ranathunga2024-promise"]) == (2, 7)


def test_a_study_of_known_years_has_ours_in_its_years() -> None:
    """Half of ours of 2005 are lost and none of 2017: weighted as that study's years are."""
    ours = [replace(GONE, year="2005"), replace(THERE, year="2005"), *[replace(THERE, year="2017")] * 2]
    weighted = compared(*ours)["mangul2019-all"].standardised
    assert weighted
    assert weighted.percent == pytest.approx(100 * 0.5 * 1565 / (1565 + 3242))
    assert weighted.covered == pytest.approx((1565 + 3242) / 36702)


def test_values_are_those_of_their_counts() -> None:
    for one in PUBLISHED:
        if one.part is not None and one.whole is not None:
            percent = Share(one.part, one.whole).percent
            assert percent == pytest.approx(one.value, abs=0.05 if one.value == round(one.value, 1) else 0.005), (
                one.id
            )
        assert one.definition
        assert one.source
        assert one.ours or one.caution, f"{one.id}: why may nothing stand beside it?"


_WHEN = re.compile(r"(?:30 days of )?\d{4}(?:-\d\d(?:-\d\d)?)?(?: and \d{4})?")
_WHERE = re.compile(
    r"doi:10\.\d{4,5}/[\w./-]+\w|arXiv:\d{4}\.\d{5}|github\.com/[\w.-]+/[\w.-]+ at [0-9a-f]{7}"
    r"|the same repository(?: at [0-9a-f]{7})?|[\w./-]+\.(?:ipynb|csv|tex|json)|a summary of the paper"
    r"|as summarised elsewhere"
)


@pytest.mark.parametrize("one", PUBLISHED, ids=lambda one: one.id)
def test_a_reader_can_find_when_a_study_looked_and_where_it_says_so(one: Published) -> None:
    assert _WHEN.fullmatch(one.checked), one.checked
    assert all(_WHERE.fullmatch(piece) for piece in re.split(r"[;,] ", one.source)), one.source
    assert all(re.fullmatch(r"(?:19|20)\d\d", year) for year in one.by_year)
    assert all(re.fullmatch(r"20\d\d", year) for year in (one.ours.years if one.ours else ()))


def test_the_years_of_a_study_add_up_to_all_that_it_looked_at() -> None:
    sums = {one.id: (sum(one.by_year.values()), one.whole) for one in PUBLISHED if one.by_year}
    for name in ("mangul2019-all", "mangul2019-github", "reprodb2026-all", "reprodb2026-april"):
        assert sums[name][0] == sums[name][1], name
    assert sums["mangul2018-abstracts"][0] == sums["mangul2019-all"][0], "the addresses in these abstracts"


def test_every_question_is_asked_by_some_figure() -> None:
    asked = {one.ours.question for one in PUBLISHED if one.ours}
    assert asked == set(Question)
    assert {one.measure for one in PUBLISHED} == set(Measure)


_MEASURES = {"half_life_years": "half_life"}
#: How the file and we write a moment or a span.
_CHECKED = {"2006/2007, daily for 30 days": "30 days of 2006 and 2007"}
_CITED = re.compile(r"10\.\d{4,}/[^\s;,)]+|arXiv:[\d.]+\d", re.IGNORECASE)


@pytest.mark.corpus
def test_the_shipped_table_says_what_the_studies_say(science: Path) -> None:
    facts = tomllib.loads((science / "published.toml").read_text())["figure"]
    ours = {one.id: one for one in PUBLISHED}
    assert ours.keys() == {fact["id"] for fact in facts}
    for fact in facts:
        one = ours[fact["id"]]
        assert (one.value, one.part, one.whole) == (fact["value"], fact.get("k"), fact.get("n")), one.id
        assert one.measure.name.lower() == _MEASURES.get(fact["measure"], fact["measure"]), one.id
        assert one.basis.name.lower() == fact["basis"], one.id
        checked = _CHECKED.get(fact["checked"], fact["checked"].partition("T")[0].partition(" (")[0])
        assert one.checked == checked.replace("/", " and "), one.id
        if "interval" in fact and fact.get("k"):
            assert Share(one.part or 0, one.whole or 0).interval == pytest.approx(fact["interval"], abs=0.006), one.id


@pytest.mark.corpus
def test_each_figure_is_cited_as_the_file_cites_it(science: Path) -> None:
    """A DOI or an arXiv number that the file names stands with one of the figures of the study too."""
    cited = {text.rstrip(".").casefold() for one in PUBLISHED for text in _CITED.findall(one.source)}
    for fact in tomllib.loads((science / "published.toml").read_text())["figure"]:
        for text in _CITED.findall(fact["source"]):
            assert text.rstrip(".").casefold() in cited, fact["id"]


@pytest.mark.corpus
def test_ours_is_asked_of_the_links_that_the_file_names(science: Path) -> None:
    """Kinds that the filter of a figure names are those of which ours is counted; `not comparable` is so here too."""
    ours = {one.id: one for one in PUBLISHED}
    for fact in tomllib.loads((science / "published.toml").read_text())["figure"]:
        one, filtered = ours[fact["id"]], fact["our"].partition("(not ")[0]
        if filtered.startswith("not comparable"):
            assert (one.ours, bool(one.caution)) == (None, True), one.id
            continue
        assert one.ours, one.id
        told = re.findall(r"\b\w+_\w+\b|(?<=kind )\w+|(?<=kinds )\w+ and \w+", filtered)
        named = set(Kind) & {word for text in told for word in text.split()}
        if "all kinds" in filtered:
            assert not one.ours.kinds, one.id
        elif one.ours.question is not Question.PAPERS_WITH_REPOSITORY:
            assert named <= set(one.ours.kinds), one.id
        if filtered.startswith("own "):
            assert one.ours.whose == "own", one.id


# -- one question at a time, of links that differ in one thing ---------------------------------------------


def asked(question: Question, *subjects: Subject, **ours: Any) -> tuple[int, int] | None:
    """(part, whole) of these links under a question."""
    published = replace(PUBLISHED[0], ours=Ours(question, **ours), by_year={})
    (found,) = comparisons(Figures(subjects, (0, 0), (0, 0), Median(None, ""), None), [published])
    return counts(found)


@pytest.mark.parametrize(
    ("question", "reasons"),
    [
        (Question.LOST_OR_SILENT, {"timeout", "dns", "server_error", "refused"}),
        (Question.LOST_OR_DOWN, {"timeout", "dns", "server_error", "tls"}),
    ],
)
def test_of_what_is_unknown_the_silent_is_lost_to_some_studies(question: Question, reasons: set[str]) -> None:
    for reason in Reason:
        silent = replace(SILENT, reason=reason)
        assert asked(question, silent) == (int(reason in reasons), 1), reason
        assert asked(question, replace(THERE, reason=reason), replace(GONE, reason=reason)) == (1, 2), reason


@pytest.mark.parametrize(
    ("content", "holds"),
    [
        *((held, True) for held in ("code", "code_with_dependencies", "runnable", "data_only")),
        *((empty, False) for empty in ("readme_only", "placeholder", "empty")),
    ],
)
def test_content_is_asked_of_what_is_available_and_known(content: str, holds: bool) -> None:
    one = replace(THERE, content=content)
    assert asked(Question.CONTENT, one) == (int(holds), 1)
    assert asked(Question.CONTENT, replace(one, availability="gone")) is None
    assert asked(Question.CONTENT, replace(one, content="unknown")) is None


@pytest.mark.parametrize("content", ["code", "code_with_dependencies", "runnable"])
def test_four_items_of_the_checklist_are_enough_of_what_holds_code(content: str) -> None:
    ours = [replace(THERE, content=content, ticks=ticks) for ticks in (3, 4, 5)]
    assert asked(Question.TICKS, *ours, replace(THERE, content="data_only")) == (2, 3)


@pytest.mark.parametrize("question", [Question.SOFTWARE_HERITAGE, Question.WAYBACK])
def test_an_archive_holds_it_or_not_or_was_not_asked(question: Question) -> None:
    ours = [replace(THERE, software_heritage=one, wayback=one) for one in ("present", "absent", "", "unknown")]
    assert asked(question, *ours) == (1, 2)


@pytest.mark.parametrize(
    ("preservation", "counted"),
    [
        ("unrecoverable", (1, 1)),
        ("page_only", (1, 1)),
        ("recoverable", (0, 1)),
        ("not_asked", None),
        ("unknown", None),
    ],
)
def test_copies_are_asked_of_what_is_lost_and_was_looked_up(preservation: str, counted: tuple[int, int]) -> None:
    assert asked(Question.UNRECOVERABLE, replace(GONE, preservation=preservation)) == counted
    assert asked(Question.UNRECOVERABLE, replace(THERE, preservation=preservation)) is None


def test_what_is_maintained_is_there_and_was_judged_by_the_policy_of_a_year() -> None:
    ours = [replace(THERE, policies={"recent-commit": said}) for said in ("active", "inactive", "unknown")]
    other = replace(THERE, policies={"any-activity": "active"})
    assert asked(Question.MAINTAINED, *ours, other, replace(GONE, policies=ours[0].policies)) == (1, 2)


def test_a_loss_is_confirmed_by_a_second_look_or_by_a_block() -> None:
    once, blocked = replace(GONE, confirmed=False), replace(GONE, availability="blocked", confirmed=False)
    assert asked(Question.LOST_CONFIRMED, GONE, once, blocked, THERE, SILENT) == (2, 4)
    assert asked(Question.LOST, GONE, once, blocked, THERE, SILENT) == (3, 4)
    assert asked(Question.LOST_CONFIRMED, replace(THERE, confirmed=True)) == (0, 1)
    assert asked(Question.THERE, GONE, blocked, THERE, SILENT) == (1, 3)
    assert asked(Question.THERE_LEAST, GONE, blocked, THERE, SILENT) == (1, 4)


@pytest.mark.parametrize(
    ("target", "is_on"),
    [
        ("code.example.org", True),
        ("Code.example.org/x", True),
        ("www.code.example.org/x", True),
        ("code.example.org.uk/x", False),
        ("other.example.org/code.example.org/x", False),
    ],
)
def test_a_host_is_the_first_part_of_an_address(target: str, is_on: bool) -> None:
    one = replace(THERE, kind="other", target=target)
    assert asked(Question.THERE, one, hosts=("code.example.org",)) == ((1, 1) if is_on else None)
    assert asked(Question.THERE, replace(one, kind="github_pages"), hosts=("github",)) == (1, 1)
    assert asked(Question.THERE, one, hosts=("github",)) is None


def test_of_kinds_and_years_those_that_are_named_are_asked() -> None:
    ours = [THERE, replace(THERE, kind="other", target="h.example.org"), replace(THERE, year="2021")]
    assert asked(Question.THERE, *ours, kinds=(Kind.GITHUB_REPO,)) == (2, 2)
    assert asked(Question.THERE, *ours, years=("2021", "2022")) == (1, 1)
    assert asked(Question.OWN, *ours, *(replace(THERE, whose=one) for one in ("unclear", "third_party"))) == (3, 4)


def test_why_there_is_none_names_what_was_looked_for() -> None:
    def reason(**ours: Any) -> str:
        published = replace(PUBLISHED[0], ours=Ours(Question.THERE, **ours))
        (found,) = comparisons(Figures([], (0, 0), (0, 0), Median(None, ""), None), [published])
        return found.reason

    assert reason() == "not comparable: we have no artifact"
    assert reason(kinds=(Kind.GITHUB_REPO, Kind.OTHER), whose="own", years=("2020",)) == (
        "not comparable: we have no own github repo, other of 2020"
    )
    assert reason(kinds=(Kind.ARCHIVE,), years=("2020", "2021")) == (
        "not comparable: we have no archive of 2020 to 2021"
    )


def test_what_stands_beside_has_no_reason_and_what_does_not_has_no_figure() -> None:
    found = compared(THERE, GONE)
    for one in found.values():
        assert bool(one.reason) != bool(one.crude or one.median), one.published.id
        assert not one.standardised or one.published.by_year
