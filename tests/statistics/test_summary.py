"""What a report counts, and of how many: what is not known is in no share."""

from __future__ import annotations

import tracemalloc
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Availability, Reason
from checker.model.candidates import AddedBy, CheckOutcome
from checker.model.rows import ArtifactRow, CandidateRow, CandidateSummary, CopyRow, PaperRow, RunRow
from checker.statistics.advice import ADVICE, is_sure
from checker.statistics.candidates import MEANING, cross_checked
from checker.statistics.intervals import Share
from checker.statistics.summary import Copy, Report, attention, build

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW = ArtifactRow(
    kind="github_repo",
    target="lab/tool",
    url="https://github.com/lab/tool",
    availability="available",
    reason="ok",
    confirmed=False,
    identity="same",
    resolved_target="",
    hijackable=False,
    maintenance="active",
    last_activity_at=None,
    archived_at=None,
    content="code",
    ticks={},
    policies={},
    license="",
    papers=1,
    first_seen_at="2026-06-01T00:00:00Z",
    checked_at="2026-06-01T00:00:00Z",
    last_known_availability=None,
    last_known_at=None,
    rule="present",
    artifact_id=1,
)


def row(**given: Any) -> ArtifactRow:
    return replace(ROW, **given)


def report(*rows: ArtifactRow) -> Report:
    return build(
        [replace(one, artifact_id=number) for number, one in enumerate(rows)], [], None, {}, CandidateSummary()
    )


def test_what_could_not_be_found_out_is_in_no_rate() -> None:
    unknown = row(availability="unknown", reason="timeout")
    found = report(row(), row(), row(availability="gone", reason="not_found_or_private"), unknown, unknown)
    assert (found.total, found.available) == (5, Share(2, 3))
    assert found.availability["unknown"] == 2
    assert [(line.kind, line.available) for line in found.kinds] == [("github_repo", Share(2, 3))]


def test_what_no_policy_could_judge_is_in_no_share_of_the_maintained() -> None:
    found = report(row(), row(maintenance="inactive"), row(maintenance="archived"), *[row(maintenance="unknown")] * 5)
    assert found.maintained == Share(1, 3)
    assert found.maintenance == {"active": 1, "inactive": 1, "archived": 1, "unknown": 5}


LOST = {"availability": "gone", "reason": "not_found_or_private", "identity": "unknown", "maintenance": "unknown"}
PAPER = PaperRow("p", "Title", "2026-01-01", "file", "linked", "ok", 1, 1, 0, 0)


def test_every_word_of_an_axis_is_counted_in_its_order_and_with_none_left_out() -> None:
    found = report(row(), row(**LOST, confirmed=True), row(**LOST), row(content="code_with_dependencies"))
    assert list(found.availability) == [str(one) for one in Availability]
    assert (found.availability["available"], found.availability["gone"], found.confirmed_gone) == (2, 2, 1)
    assert (found.identity["same"], found.identity["unknown"], found.identity["reused"]) == (2, 2, 0)
    assert (found.content["code"], found.content["code_with_dependencies"], found.content["empty"]) == (3, 1, 0)


def test_only_what_is_gone_counts_as_confirmed_gone() -> None:
    assert report(row(confirmed=True), row(availability="blocked", reason="dmca", confirmed=True)).confirmed_gone == 0


def test_hijackable_links_are_counted() -> None:
    assert report(row(), row(hijackable=True, identity="renamed"), row(hijackable=True)).hijackable == 2


def test_kinds_stand_by_their_number_then_by_name() -> None:
    found = report(row(kind="other"), row(kind="hf_model"), row(), row(), row(kind="hf_model", **LOST))
    assert [line.kind for line in found.kinds] == ["github_repo", "hf_model", "other"]
    assert [(line.available.part, line.available.whole) for line in found.kinds] == [(2, 2), (1, 2), (1, 1)]
    assert found.kinds[1].counts["gone"] == 1


@pytest.mark.parametrize("content", ["code", "code_with_dependencies", "runnable"])
def test_the_checklist_is_of_what_holds_code(content: str) -> None:
    ticks = {"dependencies": "requirements.txt", "results": "README.md:3"}
    found = report(row(content=content, ticks=ticks), row(content="readme_only", ticks=ticks), row(ticks={}))
    assert {item: count for item, count in found.checklist.items() if count} == {"dependencies": 1, "results": 1}


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({**LOST, "confirmed": True}, "gone (confirmed)"),
        (LOST, "gone (first sighting)"),
        (
            {"availability": "unknown", "reason": "dns", "last_known_availability": "available"},
            "unknown (was available)",
        ),
        ({"availability": "unknown", "reason": "dns"}, "unknown"),
        ({"identity": "renamed", "resolved_target": "lab/new"}, "available, renamed"),
        ({"identity": "transferred", "resolved_target": "team/tool"}, "available, transferred"),
        ({"identity": "reused"}, "available, reused"),
        ({"reason": "space_not_running"}, "available"),
        ({"dead_places": {"u": "main:a.py"}}, "available, a link into it is dead"),
        ({"dead_places": {"u": "draft"}}, "available, a link into it may be dead"),
        ({"availability": "empty", "reason": "no_commits"}, "empty"),
        ({"availability": "blocked", "reason": "dmca"}, "blocked"),
    ],
)
def test_what_somebody_should_look_at_is_said_in_a_word(given: dict[str, Any], verdict: str) -> None:
    (one,) = report(row(**given), row(target="lab/fine")).attention
    assert (one.row.target, one.verdict) == ("lab/tool", verdict)


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ({"identity": "reused"}, "do not use it"),
        (
            {"identity": "transferred", "resolved_target": "team/tool", "hijackable": True},
            "free for anybody to register",
        ),
        ({"identity": "transferred", "resolved_target": "team/tool"}, "Update the link to team/tool."),
        ({"identity": "renamed", "resolved_target": "lab/new"}, "Update the link to lab/new."),
        (LOST, ADVICE[Reason.NOT_FOUND_OR_PRIVATE]),
        ({**LOST, "identity": "renamed"}, ADVICE[Reason.NOT_FOUND_OR_PRIVATE]),
        ({"availability": "restricted", "reason": "gated"}, ADVICE[Reason.GATED]),
        ({"dead_places": {"u": "main:a.py"}}, "a.py at main is not in it:"),
        ({"dead_places": {"u": "draft"}}, "is called draft today (GitHub leads on from a branch that was renamed)"),
        ({"kind": "other_forge", "dead_places": {"u": "draft"}}, "is called draft today: find its place"),
        ({"reason": "space_not_running"}, ADVICE[Reason.SPACE_NOT_RUNNING]),
    ],
)
def test_and_what_to_do_about_it(given: dict[str, Any], advice: str) -> None:
    (one,) = report(row(**given)).attention
    assert advice in one.advice


def test_an_address_that_works_in_another_form_alone_is_broken_as_printed() -> None:
    (one,) = report(row(**LOST, works_as="https://github.com/lab/tool")).attention
    assert one.verdict == "gone as printed"
    assert "https://github.com/lab/tool does: correct the link" in one.advice


def test_of_what_is_there_the_printed_forms_that_do_not_work_are_named() -> None:
    broken = row(broken_forms=("http://lab.example.org/tool/", "http://old.example.org"))
    (one,) = report(broken, row(target="lab/fine")).attention
    assert (one.row.target, one.verdict) == ("lab/tool", "available")
    assert "http://lab.example.org/tool/" in one.advice


@pytest.mark.parametrize("availability", ["empty", "placeholder", "restricted"])
def test_only_of_what_is_there_as_it_was_a_new_name_is_the_advice(availability: str) -> None:
    (one,) = report(
        row(availability=availability, reason="gated", identity="renamed", resolved_target="a/b")
    ).attention
    assert one.advice == ADVICE[Reason.GATED]
    assert one.verdict == availability


def test_of_a_reason_that_a_later_release_knows_nothing_is_advised() -> None:
    (one,) = report(row(availability="restricted", reason="some_day")).attention
    assert one.advice == ""


def test_what_is_worst_stands_first_then_by_name_without_case() -> None:
    states = ["available", "unknown", "restricted", "placeholder", "empty", "blocked", "gone"]
    rows = [row(availability=one, target=one, reason="ok", identity="renamed") for one in states]
    rows += [row(**LOST, target="Beta"), row(**LOST, target="alpha")]
    assert [one.row.target for one in report(*rows).attention] == ["alpha", "Beta", *reversed(states)]


def copy(preservation: str, **given: Any) -> CopyRow:
    return CopyRow(
        **{"preservation": preservation, "code_url": "", "code_at": None, "page_url": "", "page_at": None, **given}
    )


CODE = {"code_url": "https://archive.example.org/c", "code_at": "2026-02-03T04:05:06Z"}
PAGE = {"page_url": "https://archive.example.org/p", "page_at": "2025-02-03T04:05:06Z"}
RESCUED = (
    Copy("code", "https://archive.example.org/c", "2026-02-03"),
    Copy("page", "https://archive.example.org/p", "2025-02-03"),
)


@pytest.mark.parametrize(
    ("told", "rescue", "why"),
    [
        (None, (), "not looked up"),
        (copy("recoverable", **CODE, **PAGE), RESCUED, ""),
        (copy("recoverable", **CODE), RESCUED[:1], ""),
        (copy("page_only", **PAGE), RESCUED[1:], ""),
        (
            copy("page_only", page_url="https://archive.example.org/p"),
            (Copy("page", "https://archive.example.org/p", ""),),
            "",
        ),
        (
            copy("recoverable", code_url="https://archive.example.org/c"),
            (Copy("code", "https://archive.example.org/c", ""),),
            "",
        ),
        (copy("unrecoverable"), (), "none"),
        (copy("unknown"), (), "look-up failed"),
    ],
)
@pytest.mark.parametrize("lost", [LOST, {"availability": "blocked", "reason": "dmca"}])
def test_where_what_is_lost_can_still_be_had(
    lost: dict[str, Any], told: CopyRow | None, rescue: tuple[Copy, ...], why: str
) -> None:
    found = build([row(**lost)], [], None, {1: told} if told else {}, CandidateSummary())
    assert [(one.rescue, one.copies) for one in found.attention] == [(rescue, why)]


def test_what_is_there_needs_no_rescue() -> None:
    renamed = row(identity="renamed", resolved_target="lab/new")
    for copies in ({1: copy("replicated", **CODE)}, {1: copy("unknown")}, {}):
        found = build([renamed], [], None, copies, CandidateSummary())
        assert [(one.rescue, one.copies) for one in found.attention] == [((), "")]


def test_copies_are_counted_and_so_are_those_that_nobody_asked_about() -> None:
    rows = [row(artifact_id=0), row(artifact_id=1), row(target="", times=3)]
    copies = {0: copy("replicated", **CODE), 1: copy("replicated"), 2: copy("vulnerable")}
    counted = build(rows, [], None, copies, CandidateSummary()).preservation
    assert {word: count for word, count in counted.items() if count} == {
        "replicated": 2,
        "vulnerable": 1,
        "not_asked": 2,
    }


def test_papers_are_counted_by_their_status_and_those_without_a_link_are_named() -> None:
    papers = [
        replace(PAPER, paper_id=f"{number}", status=status)
        for number, status in enumerate(
            ["ok", "ok", "broken", "claimed_without_link", "promised_without_link", "no_link"]
        )
    ]
    found = build([], papers, None, {}, CandidateSummary())
    assert (found.papers_total, found.papers["ok"], found.papers["broken"], found.papers["degraded"]) == (6, 2, 1, 0)
    assert [paper.paper_id for paper in found.claims_without_link] == ["3", "4"]


RUN = RunRow(1, "2026-06-01", None, "run", ("x",), {}, "1", "ok", {}, {})


@pytest.mark.parametrize(
    ("options", "count"),
    [(None, 0), ({}, 0), ({"github_token": True}, 0), ({"github_token": False}, 2)],
)
def test_what_can_not_be_seen_without_a_token_is_said_with_how_to_get_it(
    options: dict[str, Any] | None, count: int
) -> None:
    run = None if options is None else replace(RUN, options=options)
    unknown = row(availability="unknown", reason="dns")
    found = build([row(), row(**LOST), unknown, row(kind="hf_model")], [], run, {}, CandidateSummary())
    assert [f"For {count} repositories" in line and "GITHUB_TOKEN" in line for line in found.unseen] == [True] * (
        count > 0
    )


def test_where_no_repository_was_seen_no_token_is_asked_for() -> None:
    run = replace(RUN, options={"github_token": False, "bases": ["x"]})
    found = build([row(kind="hf_model")], [], run, {}, CandidateSummary())
    assert (found.unseen, found.bases) == ((), ("x",))
    assert build([], [], None, {}, CandidateSummary()).bases == ()


def test_one_repository_seen_without_a_token_is_told_in_the_singular() -> None:
    run = replace(RUN, options={"github_token": False})
    assert "For 1 repository, releases" in build([row()], [], run, {}, CandidateSummary()).unseen[0]


def test_a_great_many_rows_that_only_count_are_counted_without_their_texts() -> None:
    found = report(
        *[row(ticks={"weights": "a" * 100}, named_by=("Title",), policies={"recent-commit": "active"})] * 3
    )
    assert (found.total, found.checklist["weights"], found.attention) == (3, 3, ())


# -- what services name for papers -------------------------------------------------------------------------

NAMED = CandidateRow(
    "p", "Title", "released", "alternative", "github_repo", "lab/x", "u", "author", "", "available", "ok", "2026"
)


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        ({}, "available"),
        ({"availability": "gone", "reason": "not_found_or_private"}, "gone"),
        ({"availability": "unknown", "reason": "not_checked"}, "not checked"),
        ({"availability": "unknown", "reason": "not_checked", "added_by": str(AddedBy.TAG)}, "listed by the Hub"),
        ({"added_by": str(AddedBy.TAG)}, "available"),
    ],
)
def test_what_is_known_of_what_a_service_names(given: dict[str, Any], standing: str) -> None:
    told = cross_checked(
        CandidateSummary(claims=(replace(NAMED, **given),), others=(NAMED,), agreeing=3, dropped=2), []
    )
    assert [one.standing for one in told.candidates] == [standing]
    assert [one.standing for one in told.others] == ["available"]
    assert (told.agreeing, told.dropped) == (3, 2)


def test_papers_that_were_not_asked_about_and_those_that_can_not_be_are_told_apart() -> None:
    claims = [replace(PAPER, paper_id=one) for one in ("2401.00001", "2401.00002", "2401.00003", "10.1000/x", "p7")]
    told = cross_checked(
        CandidateSummary(outcomes={CheckOutcome.NAMED: 1, CheckOutcome.NOT_INDEXED: 1}), claims
    ).outcomes
    assert told == {"named": 1, "nothing": 0, "not_indexed": 1, "unknown": 0, "not_asked": 1, "no_arxiv_id": 2}


def test_whatever_became_of_a_paper_has_a_meaning_that_is_said() -> None:
    assert list(cross_checked(CandidateSummary(), []).outcomes) == list(MEANING)


def test_rows_that_only_count_take_no_memory_for_their_texts() -> None:
    """There may be a great many of them: 300 rows with one text of 10 kB kept in each would take 3 MB."""
    told_elsewhere = {"availability", "works_as", "last_known_availability", "rules"}
    texts = [one.name for one in fields(ArtifactRow) if isinstance(getattr(ROW, one.name), str | None)]

    def long(text: str = "x") -> str:
        return text * 10_000

    def many() -> Iterator[ArtifactRow]:
        for number in range(300):
            found = row(**{name: long() for name in texts if name not in told_elsewhere}, artifact_id=number)
            yield replace(found, named_by=(long(),), policies={"recent-commit": long()}, ticks={long(): long("y")})

    tracemalloc.start()
    try:
        found = build(many(), [], None, {}, CandidateSummary())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (found.total, found.attention) == (300, ())
    assert most < 1_500_000


def test_a_row_that_stands_for_many_needs_no_attention_and_neither_does_what_is_as_it_was() -> None:
    assert [one.row.target for one in attention([row(**LOST), row(**LOST, target=""), row()], {})] == ["lab/tool"]


@pytest.mark.parametrize(
    ("kind", "places", "sure"),
    [
        ("github_repo", {"u": "old"}, False),  # of a branch that was renamed GitHub leads on
        ("github_repo", {"u": "old", "v": "main:gone/file.py"}, True),
        ("hf_model", {"u": "old"}, True),
    ],
)
def test_a_missing_place_is_sure_but_for_branches_of_a_repository(
    kind: str, places: dict[str, str], sure: bool
) -> None:
    assert is_sure(kind, places) is sure
