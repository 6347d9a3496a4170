"""What was known after an earlier run is told as it was told then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from checker.exports.queries import queries
from checker.model import Availability, Claim, ExtractedPaper, Kind, Link, Paper
from checker.store.store import Store
from tests.store.test_store import NOW, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

DAY = timedelta(days=1)
TARGETS = ("o/a", "o/b")
#: A run: which targets the paper links (none: it promises), whether its source still has it, what is found.
RUNS = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(TARGETS)), st.booleans(), st.sampled_from(("available", "gone", "unknown"))
    ),
    min_size=1,
    max_size=4,
)
SHOWN = (
    "SELECT kind, target, availability, reason, papers FROM artifact_status ORDER BY 1, 2",
    "SELECT paper_id, claim, status, links, available, unavailable, unknown FROM paper_status",
    "SELECT * FROM changes",
    *(one.sql for one in queries() if one.name in ("incidents", "incidents-open", "trend", "availability-by-kind")),
)


def run(store: Store, number: int, targets: frozenset[str], found: str, *, listed: bool) -> None:
    at = NOW + number * DAY
    this = store.runs.begin(command="run", inputs=[], options={}, at=at)
    links = [Link(Kind.GITHUB_REPO, one, f"https://github.com/{one}", one, 0, 3) for one in sorted(targets)]
    if listed:
        claim = Claim.LINKED if links else Claim.PROMISED
        store.papers.record(this, [ExtractedPaper(Paper("p", "P", "", source="s"), claim, links, "")], at=at)
    store.papers.end_listings(this, ["s"])
    keys = [artifact.key for artifact in store.due.artifacts(now=at, max_age=timedelta(0))]
    store.evidence.conclude(this, [replace(verdict(Availability(found)), key=key, at=at) for key in keys])
    store.runs.record_availability(this, None)
    store.runs.finish(this, status="done", at=at, counts={}, costs={})


@pytest.mark.slow
@settings(max_examples=30)
@given(RUNS, RUNS)
def test_going_back_shows_what_was_shown(first: list, later: list) -> None:  # type: ignore[type-arg]  # as RUNS draws
    with Store.open(":memory:") as store:
        named: frozenset[str] = frozenset({"o/a"})  # papers gain links and drop none: the last reading alone is known
        for number, (targets, listed, found) in enumerate(first):
            named |= targets
            run(store, number, named, found, listed=listed)
        then = [store.query(one)[1] for one in SHOWN]
        for number, (targets, _, found) in enumerate(later, len(first)):
            run(store, number, named | targets, found, listed=True)
        assert store.as_of(str(len(first))) == len(first)
        assert [store.query(one)[1] for one in SHOWN] == then


def test_a_date_means_its_end_and_what_never_was_is_named() -> None:
    with Store.open(":memory:") as store:
        for number in range(3):
            run(store, number, frozenset({"o/a"}), "available", listed=True)
        for when in ("yesterday", "9", "2000-01-01"):
            with pytest.raises(UsageError, match=when):
                store.as_of(when)
        assert store.as_of(f"{NOW + DAY:%Y-%m-%d}") == 2


def test_reports_and_queries_go_back(reprolinks: Command) -> None:
    for name in ("a", "b"):
        Path("p.jsonl").write_text(
            f'{{"id": "{name}", "title": "T", "abstract": "https://github.com/o/{name}"}}', "utf-8"
        )
        assert reprolinks("run", "p.jsonl", "--no-check")[0] == 0
    assert "o/a" in reprolinks("report", "--format", "csv", "--as-of", "1")[1]
    assert "o/a" not in reprolinks("report", "--format", "csv")[1]
    assert "o/b" not in reprolinks("query", "unknown", "--as-of", "1")[1]
    assert reprolinks("query", "unknown", "--as-of", "never")[0] == 2
