"""Copies in archives as a user meets them: rescue links for what is gone, and no harm from an archive's weather."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Preservation
from checker.statistics.advice import PRESERVATION
from checker.store import scripts as sql
from checker.store.store import Store
from tests.simulator import Fault, Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

HUB = "https://github.com"
SNAPSHOT = "cd" * 20


def papers(*names: str, published: str = "2024-03-10") -> str:
    """A file of papers, one for each repository or address."""
    links = (name if "://" in name else f"{HUB}/{name}" for name in names)
    lines = [
        json.dumps({"title": f"Paper {i}", "abstract": f"Code: {link} .", "published": published})
        for i, link in enumerate(links)
    ]
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "papers.jsonl"


def rows(query: str) -> list[Any]:
    with closing(sqlite3.connect("availability.db")) as database:
        return database.execute(query).fetchall()


def preservation() -> dict[str, str]:
    return dict(rows("SELECT target, preservation FROM archive_status"))


@pytest.fixture(autouse=True)
def _token(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    monkeypatch.setenv("HF_TOKEN", simulator.hf_token)


def test_what_is_gone_gets_a_link_to_its_code_and_to_its_page(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.owner("octo")
    world.archived(f"{HUB}/octo/lost", snapshot=SNAPSHOT, date="2024-01-02T03:04:05+00:00")
    world.captured(f"{HUB}/octo/lost", "20230101000000", "20240311000000", "20260101000000")
    code, output, errors = reprolinks("run", papers("octo/lost"), "--report", "r.md")
    assert code == 0
    assert "copies at software_heritage: asking about 1\n" in errors
    link = f"https://archive.softwareheritage.org/swh:1:snp:{SNAPSHOT};origin={HUB}/octo/lost"
    page = f"https://web.archive.org/web/20240311000000/{HUB}/octo/lost"
    report = Path("r.md").read_text("utf-8")
    assert f"[Code of 2 Jan 2024]({link})" in report
    assert f"[Page of 11 Mar 2024]({page})" in report, "of three captures the one nearest to the paper's date"
    assert link in output
    assert preservation() == {"octo/lost": "recoverable"}
    assert rows("SELECT availability, reason FROM artifact_status") == [("gone", "not_found_or_private")]
    assert not simulator.sent_to("archive.softwareheritage.org")


def test_without_being_told_only_what_is_lost_is_asked_about(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/alive")
    world.github("octo/struck", blocked="dmca")
    reprolinks("run", papers("octo/alive", "octo/struck"))
    assert preservation() == {"octo/alive": "not_asked", "octo/struck": "unrecoverable"}
    assert not any(
        "octo%2Falive" in received.query or "octo/alive" in received.path
        for received in simulator.sent_to("swh") + simulator.sent_to("wayback")
    )


def test_all_the_words_for_copies(world: World, reprolinks: Command) -> None:
    for name in ("kept", "rare"):
        world.github(f"octo/{name}")
    world.github("octo/bare", empty=True)
    for name in ("kept", "lost"):
        world.archived(f"{HUB}/octo/{name}")
    world.captured(f"{HUB}/octo/rare", "20240101000000")
    world.captured(f"{HUB}/octo/seen", "20240101000000")
    world.page("https://project.example.org/kept")
    world.captured("https://project.example.org/kept", "20240101000000")
    names = [f"octo/{name}" for name in ("kept", "rare", "bare", "lost", "seen", "never")]
    code, _, _ = reprolinks("run", papers(*names, "https://project.example.org/kept"), "--archives")
    assert code == 0
    assert preservation() == {
        "octo/kept": "replicated",
        "octo/rare": "vulnerable",  # its page was captured, its code was not
        "octo/bare": "not_applicable",
        "octo/lost": "recoverable",
        "octo/seen": "page_only",
        "octo/never": "unrecoverable",
        "project.example.org/kept": "replicated",
    }
    code, output, _ = reprolinks("report", "--format", "json")
    counted = json.loads(output)["preservation"]
    assert sum(counted.values()) == 7
    assert (counted["replicated"], counted["not_asked"]) == (2, 0)


def test_a_moved_repository_is_looked_for_under_both_names_and_in_every_case(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("Octo/Old", moved_to="Octo/New")
    world.github("Octo/New")
    world.archived(f"{HUB}/octo/OLD")
    reprolinks("run", papers("octo/old", "octo/OLD"), "--archives")
    asked = [received.path.split("/origin/")[1].split("/visit")[0] for received in simulator.sent_to("swh")]
    assert asked == [f"{HUB}/Octo/New", f"{HUB}/octo/old", f"{HUB}/octo/OLD"]
    assert preservation() == {"octo/old": "replicated"}


@pytest.mark.parametrize("only_in", ["index", "dated"])
def test_captures_that_the_availability_api_overlooks_are_found(
    only_in: str, world: World, reprolinks: Command
) -> None:
    world.page("https://project.example.org/")
    world.captured("https://project.example.org/lost", "20240101000000", only_in=only_in)
    reprolinks("run", papers("https://project.example.org/lost", published=""))
    assert preservation() == {"project.example.org/lost": "recoverable"}


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.HTML, Fault.RESET, Fault.TRUNCATED, Fault.TOO_MANY])
def test_an_archives_weather_changes_no_verdict_and_no_exit_code(
    fault: Fault, world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.sleep", _no_sleep)
    world.owner("octo")
    world.github("octo/alive")
    world.archived(f"{HUB}/octo/lost")
    for service in ("swh", "wayback"):
        simulator.weather(service, fault)
    code, output, _ = reprolinks("run", papers("octo/lost", "octo/alive"), "--archives", "--max-wait", "0")
    assert code == 0
    assert rows("SELECT status FROM runs") == [("done",)]
    assert rows("SELECT DISTINCT outcome FROM archives") == [("unknown",)]
    assert preservation() == {"octo/lost": "unknown", "octo/alive": "unknown"}
    assert "archive.softwareheritage.org" not in output
    assert dict(rows("SELECT target, availability FROM artifact_status")) == {
        "octo/lost": "gone",
        "octo/alive": "available",
    }
    simulator.clear()
    reprolinks("check", "--archives")
    assert preservation() == {"octo/lost": "recoverable", "octo/alive": "vulnerable"}, "asked again at once"


async def _no_sleep(_: float) -> None:
    """Time passes at once."""


def test_what_was_known_outlives_an_archives_silence(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.sleep", _no_sleep)
    world.owner("octo")
    world.archived(f"{HUB}/octo/lost")
    reprolinks("run", papers("octo/lost"))
    Path("reprolinks.toml").write_text('archive_max_age = "0"\n', encoding="utf-8")
    simulator.weather("swh", Fault.SERVER_ERROR)
    reprolinks("check", "--max-age", "0")
    assert preservation() == {"octo/lost": "recoverable"}
    outcomes = rows("SELECT outcome FROM archives WHERE archive = 'software_heritage' ORDER BY id")
    assert outcomes == [("present",), ("unknown",)], "history is kept"


def test_an_archive_is_not_asked_again_while_its_answer_is_fresh(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.owner("octo")
    reprolinks("run", papers("octo/lost"))
    asked = len(simulator.sent_to("swh") + simulator.sent_to("wayback"))
    reprolinks("check", "--max-age", "0")
    assert len(simulator.sent_to("swh") + simulator.sent_to("wayback")) == asked > 0
    assert "asking" not in reprolinks("check", "--max-age", "0")[2]


def test_a_run_asks_only_about_its_own_papers(world: World, simulator: Simulator, reprolinks: Command) -> None:
    world.owner("octo")
    reprolinks("run", papers("octo/first"), "--budget", "2")  # spent on the verdict
    assert rows("SELECT count(*) FROM archives") == [(0,)], "what was never asked leaves no row"
    reprolinks("run", papers("octo/second"))
    assert not any("first" in received.path for received in simulator.sent_to("swh"))
    reprolinks("check")
    assert any("first" in received.path for received in simulator.sent_to("swh"))


@pytest.mark.usefixtures("simulator")
def test_no_token_reaches_an_archive(world: World, simulator: Simulator, reprolinks: Command) -> None:
    world.owner("octo")
    reprolinks("run", papers("octo/lost"))
    sent = simulator.sent_to("swh") + simulator.sent_to("wayback")
    assert len(sent) == 4, "two forms of its address at the one, two routes of the other"
    for received in sent:
        assert simulator.token not in str(received)
        assert simulator.hf_token not in str(received)


@pytest.mark.slow
def test_the_limit_of_the_index_is_kept_and_the_rest_stays_open(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.page("https://project.example.org/")
    links = [f"https://project.example.org/{i}" for i in range(40)]
    code, _, _ = reprolinks("run", papers(*links), "--max-wait", "0")
    assert code == 0
    asked = [received for received in simulator.sent_to("wayback") if received.path.endswith("/cdx")]
    assert len(asked) == 24, "four fifths of the thirty a minute, and no 429 was met"
    found = dict(rows("SELECT preservation, count(*) FROM archive_status GROUP BY 1"))
    assert found == {"unrecoverable": 24, "unknown": 16}
    assert rows("SELECT DISTINCT reason FROM archives WHERE outcome = 'unknown'") == [("rate_limited",)]


def test_a_database_of_the_first_schema_opens_and_has_the_new_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = sql.scripts
    first = {name: text for name, text in scripts("migrations").items() if name == "0001_initial"}
    with monkeypatch.context() as patched:
        patched.setattr("checker.store.scripts.scripts", lambda part: first if part == "migrations" else {})
        (tmp_path / "old.db").touch()  # no copy of a database of today
        Store.open(tmp_path / "old.db").__exit__()
    with Store.open(tmp_path / "old.db") as store:
        names, _ = store.query("SELECT * FROM archives")
        assert {"question", "detail"} <= set(names)
        assert store.archives.rows() == {}


def test_every_word_for_copies_is_explained_and_every_age_can_be_asked_for() -> None:
    assert set(PRESERVATION) == set(Preservation)
    with Store.open(":memory:") as store:
        from datetime import UTC, datetime

        now = datetime(2026, 1, 1, tzinfo=UTC)
        assert not list(store.archives.due("wayback", now=now, max_age=timedelta.max, everything=True).artifacts)
        assert not list(store.archives.unsaved(now=now, max_age=timedelta.max, certain=True))


def test_a_check_of_one_source_asks_archives_about_its_papers_alone(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.owner("octo")
    for file, name in (("first.jsonl", "first"), ("second.jsonl", "second")):
        line = {"id": name, "title": name, "abstract": f"{HUB}/octo/{name}"}
        Path(file).write_text(json.dumps(line), "utf-8")
        reprolinks("run", file, "--budget", "2")  # spent on the verdict
    reprolinks("check", "--source", "second.jsonl")
    asked = [received.path for received in simulator.sent_to("swh")]
    assert any("second" in path for path in asked)
    assert not any("first" in path for path in asked)
