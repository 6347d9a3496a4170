"""Claims are kept whenever they change: a promise and its fulfilment stay visible. Runs keep what they found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from checker.exports.queries import queries
from checker.model import Availability, Claim, ExtractedPaper, Paper
from checker.store.store import Store
from tests.store.test_store import KEY, LINK, NOW, verdict

QUERIES = {one.name: one.sql for one in queries()}
PROMISE = "The code will be released."


def read(store: Store, days: int, claim: Claim, evidence: str = "", *, linked: bool = False) -> int:
    """A run that reads one paper so many days later."""
    at = NOW + timedelta(days=days)
    run = store.runs.begin(command="run", inputs=[], options={}, at=at)
    told = ExtractedPaper(Paper("p", "P", ""), claim, [LINK] if linked else [], evidence)
    store.papers.record(run, [told], at=at)
    return run


def ledger(store: Store) -> list[tuple[object, ...]]:
    columns, rows = store.query(QUERIES["promises"])
    wanted = [columns.index(name) for name in ("promise", "state", "kept_by", "days")]
    return [tuple(row[place] for place in wanted) for row in rows]


def test_a_claim_is_kept_once_as_long_as_it_is_the_same() -> None:
    with Store.open(":memory:") as store:
        for day in range(3):
            read(store, day, Claim.PROMISED, PROMISE)
        read(store, 3, Claim.LINKED, linked=True)
        rows = store.query("SELECT claim, evidence, run_id FROM claims ORDER BY id")[1]
        assert rows == [("promised", PROMISE, 1), ("linked", "", 4)]


def test_a_promise_is_open_until_a_link_keeps_it() -> None:
    with Store.open(":memory:") as store:
        read(store, 0, Claim.PROMISED, PROMISE)
        read(store, 10, Claim.PROMISED, "It is coming.")
        assert ledger(store) == [("promised", "open", None, 10)]
        read(store, 30, Claim.LINKED, linked=True)
        assert ledger(store) == [("promised", "kept", "Octo/Tool", 30)]


def test_a_link_that_held_nothing_is_a_promise_too() -> None:
    with Store.open(":memory:") as store:
        run = read(store, 0, Claim.LINKED, linked=True)
        store.evidence.conclude(run, [verdict(Availability.PLACEHOLDER)])
        assert ledger(store) == [("placeholder", "open", None, 0)]
        run = read(store, 20, Claim.LINKED, linked=True)
        later = replace(verdict(Availability.AVAILABLE), at=NOW + timedelta(days=20))
        store.evidence.conclude(run, [later])
        assert ledger(store) == [("placeholder", "kept", "Octo/Tool", 20)]


def test_a_trend_is_what_each_run_found() -> None:
    with Store.open(":memory:") as store:
        for day, found in enumerate((Availability.AVAILABLE, Availability.GONE, Availability.UNKNOWN)):
            run = read(store, day, Claim.LINKED, linked=True)
            store.evidence.conclude(run, [verdict(found)])
            store.runs.record_availability(run, run)
        columns, rows = store.query(QUERIES["trend"])
        places = [columns.index(name) for name in ("available", "gone", "percent_of_known")]
        assert [tuple(row[place] for place in places) for row in rows] == [(1, 0, 100.0), (0, 1, 0.0), (0, 0, None)]


def test_incidents_open_close_and_open_again_as_new_ones() -> None:
    with Store.open(":memory:") as store:
        run = read(store, 0, Claim.LINKED, linked=True)
        for day, found in enumerate(("available", "gone", "unknown", "gone", "available", "blocked")):
            at = NOW + timedelta(days=day)
            seen = replace(verdict(Availability(found)), at=at, confirmed=found == "gone" and day > 2, key=KEY)
            store.evidence.conclude(run, [seen])
        rows = store.query("SELECT last_good_at, opened_at, confirmed_at, closed_at FROM incidents ORDER BY id")[1]
        days = [tuple(text and int(text[8:10]) for text in row) for row in rows]
        assert days == [(1, 2, 4, 5), (5, 6, 6, None)]
        assert [row[1:3] for row in store.query(QUERIES["flapping"])[1]] == [("Octo/Tool", 2)]
        assert len(store.query(QUERIES["incidents-open"])[1]) == 1
