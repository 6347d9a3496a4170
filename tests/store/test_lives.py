"""From evidence to intervals: what is known of the life of each artifact that papers print as their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from checker.model import Availability, Claim, ExtractedPaper, Kind, Link, Ownership, Paper, Reason, artifact_key
from checker.statistics.survival.evidence import spells_of
from checker.statistics.survival.spells import ALIVE
from checker.store.store import Store
from tests.store.test_store import NOW, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.subjects import Life

MONTH = timedelta(days=30.4375)


class Story:
    """A database in which papers are read once and looked at in some months."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def papers(
        self, *papers: tuple[str, str, str], own: bool = True, options: dict[str, object] | None = None
    ) -> None:
        """Papers as (id, date, target), read today."""
        run = self.store.runs.begin(command="run", inputs=[], options=options or {}, at=NOW)
        whose = Ownership.OWN if own else Ownership.THIRD_PARTY
        rows = [
            ExtractedPaper(
                Paper(name, name, "", published=published, source="list.json"),
                Claim.LINKED,
                [Link(Kind.GITHUB_REPO, target, f"https://github.com/{target}", target, 0, 3, ownership=whose)],
                "",
            )
            for name, published, target in papers
        ]
        self.store.papers.record(run, rows, at=NOW)
        self.store.runs.finish(run, status="done", at=NOW, counts={}, costs={})

    def look(self, months: float, found: str, target: str = "o/a", *, confirmed: bool = True) -> None:
        """What was found so many months after today."""
        at = NOW + months * MONTH
        run = self.store.runs.begin(command="check", inputs=[], options={}, at=at)
        lost = found in ("gone", "blocked")
        reason = Reason.NOT_FOUND_OR_PRIVATE if lost else Reason.OK
        key = artifact_key(Kind.GITHUB_REPO, target)
        told = replace(verdict(Availability(found)), key=key, at=at, reason=reason, confirmed=lost and confirmed)
        self.store.evidence.conclude(run, [told])
        self.store.runs.finish(run, status="done", at=at, counts={}, costs={})

    def life(self) -> Life:
        (only,) = self.store.lives.lives()
        return only


@pytest.fixture
def story() -> Iterator[Story]:
    with Store.open(":memory:") as store:
        yield Story(store)


def before(months: float) -> str:
    """The date so many months before today."""
    return f"{NOW - months * MONTH:%Y-%m-%d}"


def ends(life: Life) -> tuple[int, int | None, int | None]:
    return life.entry, life.last_alive, life.lost


def test_a_first_look_at_an_old_link_is_current_status(story: Story) -> None:
    """Lost at some age up to now: nobody knows when, and it is no late entry."""
    story.papers(("p", before(40), "o/a"))
    story.look(0, "gone")
    assert ends(story.life()) == (0, None, 40)
    assert not story.life().never_there
    assert _spell(story) == (0, 0, 40)


def test_what_is_there_is_known_to_be_until_the_last_look_that_says_so(story: Story) -> None:
    """Not until the last verdict row, which stands for all looks since that said the same."""
    story.papers(("p", before(12), "o/a"))
    for months in (0, 3, 6):
        story.look(months, "available")
    assert ends(story.life()) == (0, 18, None)
    assert _spell(story) == (0, 18, ALIVE)


def test_not_knowing_widens_an_interval_and_never_ends_it(story: Story) -> None:
    story.papers(("p", before(12), "o/a"))
    for months, found in ((0, "available"), (3, "unknown"), (6, "unknown"), (9, "gone"), (12, "unknown")):
        story.look(months, found)
    assert ends(story.life()) == (0, 12, 21)


def test_what_is_unknown_now_was_there_when_it_was_known_last(story: Story) -> None:
    story.papers(("p", before(12), "o/a"))
    story.look(0, "available")
    story.look(5, "unknown")
    assert ends(story.life()) == (0, 12, None)


def test_an_outage_that_healed_is_no_loss(story: Story) -> None:
    story.papers(("p", before(12), "o/a"))
    for months, found in ((0, "available"), (3, "gone"), (6, "available")):
        story.look(months, found)
    assert ends(story.life()) == (0, 18, None)


def test_the_absence_that_still_stands_is_dated_not_an_earlier_one(story: Story) -> None:
    story.papers(("p", before(12), "o/a"))
    for months, found in ((0, "gone"), (3, "available"), (6, "gone"), (9, "gone")):
        story.look(months, found)
    assert ends(story.life()) == (0, 15, 18)


def test_lost_within_a_month_of_its_paper_at_the_first_look_is_never_there(story: Story) -> None:
    story.papers(("p", f"{NOW - timedelta(days=20):%Y-%m-%d}", "o/a"))
    story.look(0, "gone")
    assert story.life().never_there
    assert _spell(story) == (0, 0, 0)


def test_lost_in_its_first_month_after_it_was_there_is_a_loss(story: Story) -> None:
    story.papers(("p", f"{NOW - timedelta(days=5):%Y-%m-%d}", "o/a"))
    story.look(0, "available")
    story.look(0.5, "gone")
    assert not story.life().never_there
    assert _spell(story) == (0, 0, 1)


def test_a_look_before_the_paper_is_age_nothing(story: Story) -> None:
    story.papers(("p", f"{NOW + timedelta(days=90):%Y-%m-%d}", "o/a"))
    story.look(0, "available")
    assert ends(story.life()) == (0, 0, None)


def test_age_counts_from_the_earliest_paper_that_prints_it_as_its_own(story: Story) -> None:
    story.papers(("old", before(60), "o/a"), own=False)
    story.papers(("mine", before(30), "o/a"), ("mine again", before(6), "o/a"))
    story.look(0, "available")
    assert ends(story.life()) == (0, 30, None)


def test_third_parties_links_and_papers_without_a_date_are_left_out(story: Story) -> None:
    story.papers(("old", before(60), "o/a"), own=False)
    story.papers(("undated", "", "o/b"))
    story.look(0, "available")
    assert list(story.store.lives.lives()) == []


@pytest.mark.parametrize(("published", "months"), [("2024", 24), ("2024-06", 24), ("2024-07-01T10:00:00Z", 24)])
def test_a_year_alone_is_its_first_of_july(story: Story, published: str, months: int) -> None:
    story.papers(("p", published, "o/a"))
    since = datetime.fromisoformat("2026-07-01T00:00:00+00:00") - NOW
    story.look(since / MONTH, "available")
    assert story.life().last_alive == months + (published == "2024-06")


def test_a_source_that_lists_only_what_lives_is_late_entry(story: Story) -> None:
    """It can list nothing that was lost before it was read."""
    story.papers(("p", before(40), "o/a"), options={"sources": {"list.json": {"lists": "alive"}}})
    story.look(2, "gone")
    assert ends(story.life()) == (40, None, 42)
    assert _spell(story) == (40, 40, 42)


def test_a_source_that_keeps_what_is_lost_enters_at_the_paper(story: Story) -> None:
    story.papers(("p", before(40), "o/a"), options={"sources": {"list.json": {"lists": "all"}}})
    story.look(2, "available")
    assert _spell(story) == (0, 42, ALIVE)


def test_losses_seen_once_can_be_left_out(story: Story) -> None:
    story.papers(("p", before(12), "o/a"))
    story.look(0, "available")
    story.look(6, "gone", confirmed=False)
    assert _spell(story) == (0, 12, 18)
    (without,) = spells_of(story.store.lives.lives(), unconfirmed=False).right.tolist()
    assert without == ALIVE


def test_what_was_never_found_out_tells_nothing(story: Story) -> None:
    story.papers(("p", before(12), "o/a"))
    story.look(0, "unknown")
    assert len(spells_of(story.store.lives.lives())) == 0


def test_causes_are_told_apart(story: Story) -> None:
    story.papers(("p", before(12), "o/a"), ("q", before(12), "o/b"))
    story.look(0, "gone", "o/a")
    story.look(0, "blocked", "o/b")
    assert spells_of(story.store.lives.lives()).cause.tolist() == [0, 1]


def _spell(story: Story) -> tuple[int, ...]:
    spells = spells_of([story.life()])
    return int(spells.entry[0]), int(spells.left[0]), int(spells.right[0])
