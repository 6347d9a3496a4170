"""What archives said, in the database: the last word that says something stands, and five words for what follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import (
    REPOSITORIES,
    Availability,
    Claim,
    Facts,
    Kind,
    Link,
    Observation,
    Outcome,
    Paper,
    Reason,
    Verdict,
    archived_kinds,
)
from checker.store.archives import SaveAnswer
from checker.store.store import Store

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MONTH = timedelta(days=30)
REPO = Link(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", "github.com/octo/tool", 0, 20)
PAGE = Link(Kind.OTHER, "e.org/x", "https://e.org/x", "https://e.org/x", 0, 15)
ARCHIVES = ("software_heritage", "wayback")


def key(link: Link) -> str:
    return f"{link.kind}:{link.target}"


def begin(store: Store, link: Link, availability: Availability) -> int:
    run = store.runs.begin(command="test", inputs=[], options={}, at=NOW)
    store.papers.record(run, [(Paper("p", "One", "", published="2024-05-06"), Claim.LINKED, [link])], at=NOW)
    verdict = Verdict(key=key(link), at=NOW, availability=availability, reason=Reason.OK, rule="test")
    store.evidence.conclude(run, [verdict])
    return run


def said(link: Link, archive: str, outcome: Outcome, at: datetime = NOW) -> Observation:
    url = f"https://a.example/{archive}" if outcome is Outcome.PRESENT else None
    facts = Facts(copy_url=url, captured_at=NOW if url else None)
    return Observation(key=key(link), service=archive, at=at, outcome=outcome, reason=Reason.OK, facts=facts)


def preservation(store: Store) -> str:
    _, ((word,),) = store.query("SELECT preservation FROM archive_status")
    return str(word)


OUTCOMES = st.sampled_from([Outcome.PRESENT, Outcome.ABSENT, Outcome.UNKNOWN])


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(ARCHIVES), OUTCOMES), max_size=8))
def test_the_last_answer_that_says_something_stands(answers: list[tuple[str, Outcome]]) -> None:
    with Store.open(":memory:") as store:
        run = begin(store, REPO, Availability.GONE)
        for archive, outcome in answers:
            store.archives.record(run, [said(REPO, archive, outcome)])
        _, (row,) = store.query("SELECT software_heritage, wayback FROM archive_status")
        _, ((count,),) = store.query("SELECT count(*) FROM archives")
    for archive, shown in zip(ARCHIVES, row, strict=True):
        told = [outcome for name, outcome in answers if name == archive]
        known = [outcome for outcome in told if outcome is not Outcome.UNKNOWN]
        assert shown == (known[-1] if known else "unknown" if told else "not_asked")
    assert count == len(answers), "no answer is ever lost"


def expected(link: Link, availability: Availability, code: Outcome, page: Outcome) -> str:
    """The words in another form than the view's: by what a reader would say."""
    if availability is Availability.EMPTY:
        return "not_applicable"
    copy = code if link.kind in REPOSITORIES else page
    if availability is Availability.UNKNOWN or copy is Outcome.UNKNOWN:
        return "unknown"
    lost = availability in (Availability.GONE, Availability.BLOCKED)
    if copy is Outcome.PRESENT:
        return "recoverable" if lost else "replicated"
    if not lost:
        return "vulnerable"
    return {Outcome.PRESENT: "page_only", Outcome.ABSENT: "unrecoverable"}.get(page, "unknown")


@pytest.mark.parametrize("link", [REPO, PAGE], ids=["repository", "page"])
def test_every_combination_has_its_word(link: Link) -> None:
    outcomes = (Outcome.PRESENT, Outcome.ABSENT, Outcome.UNKNOWN)
    for availability, code, page in product(Availability, outcomes, outcomes):
        with Store.open(":memory:") as store:
            run = begin(store, link, availability)
            store.archives.record(run, [said(link, *one) for one in zip(ARCHIVES, (code, page), strict=True)])
            assert preservation(store) == expected(link, availability, code, page), (availability, code, page)


def test_one_never_asked_about_says_so() -> None:
    with Store.open(":memory:") as store:
        begin(store, REPO, Availability.GONE)
        assert preservation(store) == "not_asked"
        assert store.archives.rows() == {}


@pytest.mark.parametrize(("days", "due"), [(29, False), (31, True)])
@pytest.mark.parametrize("outcome", [Outcome.PRESENT, Outcome.ABSENT])
def test_an_answer_is_good_for_its_time(outcome: Outcome, days: int, due: bool) -> None:
    with Store.open(":memory:") as store:
        run = begin(store, REPO, Availability.GONE)
        store.archives.record(run, [said(REPO, "wayback", outcome, NOW - timedelta(days=days))])
        found = store.archives.due("wayback", now=NOW, max_age=MONTH, everything=False)
        assert (found.count, len(list(found.artifacts))) == (due, due)


def test_who_is_asked_about_knows_its_names_and_the_papers_date() -> None:
    with Store.open(":memory:") as store:
        run = begin(store, REPO, Availability.GONE)
        other = Link(Kind.GITHUB_REPO, "Octo/Tool", REPO.url, "x", 3, 4)
        store.papers.record(run, [(Paper("q", "Two", "", published="2025-01-01"), Claim.LINKED, [other])], at=NOW)
        moved = Verdict(
            key=key(REPO),
            at=NOW,
            availability=Availability.BLOCKED,
            reason=Reason.DMCA,
            rule="test",
            resolved_target="New/Home",
        )
        store.evidence.conclude(run, [moved])
        (artifact,) = store.archives.due("software_heritage", now=NOW, max_age=MONTH, everything=False).artifacts
    assert artifact.published == "2024-05-06"
    assert artifact.other_names[0] == "New/Home"
    assert set(artifact.other_names) == {"New/Home", "octo/tool", "Octo/Tool"}


def test_a_no_is_not_good_while_a_copy_was_asked_for() -> None:
    with Store.open(":memory:") as store:
        run = begin(store, REPO, Availability.AVAILABLE)
        store.archives.record(run, [said(REPO, "software_heritage", Outcome.ABSENT)])
        assert not list(store.archives.due("software_heritage", now=NOW, max_age=MONTH, everything=True).artifacts)
        store.archives.record_save(run, SaveAnswer(key(REPO), NOW, "accepted", Reason.OK))
        assert list(store.archives.due("software_heritage", now=NOW, max_age=MONTH, everything=True).artifacts)
        assert not list(store.archives.unsaved(now=NOW, max_age=MONTH, certain=True))
        assert list(store.archives.unsaved(now=NOW + 2 * MONTH, max_age=MONTH, certain=True))
        assert preservation(store) == "vulnerable", "a request is no copy"


def test_software_heritage_is_asked_about_repositories_and_the_wayback_machine_about_all_that_is_lost() -> None:
    assert set(archived_kinds("wayback", lost=True)) == set(Kind) - {Kind.PAPER}, "a publication is no artifact"
    assert set(archived_kinds("wayback", lost=False)) == set(Kind) - {Kind.PAPER, *REPOSITORIES}
    assert archived_kinds("software_heritage", lost=True) == archived_kinds("software_heritage", lost=False)


def test_the_view_knows_the_same_repositories_as_the_plan() -> None:
    from checker.store.scripts import scripts

    view = scripts("views")["archive_status"]
    named = view[view.index("WHEN a.kind IN (") :].partition(")")[0]
    assert {kind for kind in Kind if f"'{kind}'" in named} == set(REPOSITORIES)
