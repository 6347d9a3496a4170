"""Titles and answers of strangers on the page: nothing of them is obeyed, all of them can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checker.model import Claim, ExtractedPaper, Kind, Link, Observation, Outcome, Ownership, Paper, Reason
from checker.store.store import Store
from checker.verdicts.judge import judge
from tests.browser.conftest import written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Opened

    Open = Callable[..., Opened]

AT = datetime(2026, 11, 30, 6, tzinfo=UTC)
ATTACK = '</script><script>document.title="taken"</script><img src=x onerror=\'document.title="taken"\'>'
TURNED = "safe \u202egnp.exe\u202c \x1b[31mred\x07 \u2066end"


def hostile(database: Path) -> None:
    """A database in which everything that strangers say is an attack."""
    with Store.open(database) as store:
        for number, state in enumerate((Outcome.PRESENT, Outcome.ABSENT), 1):
            at = AT + number * timedelta(days=28)
            run = store.runs.begin(command="run", inputs=["x"], options={}, at=at)
            target = f"stranger.example/{ATTACK}"
            url = "https://stranger.example/x?a=</script>&b=1"
            link = Link(
                Kind.OTHER, target, url, ATTACK, 0, len(ATTACK), ownership=Ownership.OWN, evidence=f"At {ATTACK}."
            )
            paper = Paper(
                "10.1/x", f"{ATTACK} {TURNED}", "", published="2025-01-01", source="x", authors=f"{ATTACK}; B"
            )
            store.papers.record(run, [ExtractedPaper(paper, Claim.LINKED, [link], "")], at=at)
            (one,) = store.due.artifacts(now=at, max_age=timedelta(0))
            reason = Reason.OK if state is Outcome.PRESENT else Reason.NOT_FOUND_OR_PRIVATE
            said = Observation(
                key=one.key, service="web", at=at, outcome=state, reason=reason, status=404, detail=ATTACK
            )
            store.evidence.record(run, [said])
            verdict, standing = judge(
                one, *store.evidence.judging_inputs(run, [one])[one.key], now=at, policy="recent-commit"
            )
            store.evidence.conclude(run, [verdict], {one.key: standing})
            store.runs.record_availability(run, None)
            store.runs.finish(run, status="done", at=at, counts={}, costs={})


def test_nothing_of_strangers_is_obeyed(opened: Open, tmp_path: Path) -> None:
    hostile(tmp_path / "x.db")
    shown = opened(written(tmp_path / "x.db", tmp_path, title=f"Ours {ATTACK} {TURNED}"))
    shown.page.locator("#rows .open").first.click()
    text = shown.page.locator("body").inner_text()
    assert shown.page.title().startswith("Ours </script>")
    assert text.count("</script>") >= 4, "title, headline, row and evidence stand there as they are, to be read"
    assert not set(text) & set("\u202e\u202c\u2066\x1b\x07")
    assert shown.page.locator("img").count() == 0
