"""The benchmark's history: runs that are passed by leave what a run leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.years import History
from checker.jobs.rejudge import changes
from checker.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

LEFT = (
    "SELECT run_id, artifact_id, service, at, outcome, reason, status, detail, facts FROM observations ORDER BY 2, 1",
    "SELECT run_id, artifact_id, at, availability, confirmed, maintenance, policies FROM verdicts ORDER BY 2, id",
    "SELECT id, tried_at, checked_at, owed, known_at, unjudged, papers, whose FROM artifacts ORDER BY id",
    "SELECT artifact_id, opened_at, last_good_at, confirmed_at, closed_at FROM incidents ORDER BY 1, 2",
    "SELECT * FROM standings ORDER BY 1",
    "SELECT * FROM archive_status ORDER BY 1",
    "SELECT * FROM changes",
    "SELECT id, status, availability FROM runs",
)


@pytest.mark.slow
def test_a_run_that_is_passed_by_leaves_what_a_run_leaves(tmp_path: Path) -> None:
    whole, quick = History(tmp_path / "whole.db", 60), History(tmp_path / "quick.db", 60)
    for run in range(1, 21):
        whole.check(run)
        (quick.check if run == 1 else quick.pass_by)(run)
    with Store.open(whole.path) as one, Store.open(quick.path) as other:
        for query in LEFT:
            assert other.query(query) == one.query(query)
        assert one.query("SELECT count(*) FROM incidents")[1] != [(0,)], "something was lost"
        assert list(changes(one)) == list(changes(other)) == [], "judged again it is the same"
