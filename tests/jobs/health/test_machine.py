"""What doctor tells of a job's token, clock, proxy, and of the size and age of its history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from checker.config import load
from checker.jobs.health import machine
from checker.jobs.health.doctor import merged
from checker.jobs.health.probes import Finding

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "words"),
    [("ghs_" + "a" * 36, "1,000 requests an hour"), ("ghp_" + "b" * 36, "5,000"), ("simulated", "unknown kind")],
)
def test_the_kind_of_a_token_is_told_and_never_the_token(given: str, words: str) -> None:
    found = machine.token(load({"GITHUB_TOKEN": given}))
    assert words in found.what
    assert given not in found.what


def test_a_clock_that_is_off_is_trouble_and_one_odd_server_is_none() -> None:
    right, odd = format_datetime(NOW, usegmt=True), format_datetime(NOW - timedelta(days=9), usegmt=True)
    assert machine.clock(NOW + timedelta(seconds=30), [odd, right, "", "soon"]).good
    late = machine.clock(NOW + timedelta(minutes=5), [odd, right])
    assert (late.good, late.code) == (False, 2)
    assert "300 s" in late.what
    assert machine.clock(NOW, ["", "nonsense"]).good


def test_a_proxys_password_is_not_shown() -> None:
    found = machine.proxy({"HTTPS_PROXY": "http://ann:secret@proxy.example.org"})
    assert "HTTPS_PROXY" in found.what
    assert "secret" not in found.what


def test_a_database_larger_than_a_repository_takes_is_told_what_to_do(tmp_path: Path) -> None:
    small, large = tmp_path / "small.db", tmp_path / "large.db"
    small.write_bytes(b"x")
    with large.open("wb") as file:
        file.truncate(machine.LARGEST + 1)
    assert machine.size(str(small)).good
    assert not machine.size(str(large)).good
    assert "--history branch" in machine.size(str(large)).what


def test_a_schedule_that_stands_still_is_noticed_before_it_is_switched_off() -> None:
    assert machine.schedule(NOW - timedelta(days=30), NOW).good
    quiet = machine.schedule(NOW - timedelta(days=50), NOW)
    assert (quiet.good, quiet.code) == (False, 0)
    assert machine.schedule(None, NOW).good


def test_services_that_answer_share_a_line_and_what_is_wrong_has_its_own() -> None:
    found = [
        Finding("GitHub's API answers with a token; left this hour: core 5000", good=True),
        Finding("Zenodo answers as it should", good=True),
        Finding("Figshare can't be reached", good=False),
        Finding("The OSF answers as it should", good=True),
    ]
    assert [one.what for one in merged(found)] == [
        "GitHub's API answers with a token; left this hour: core 5000",
        "Figshare can't be reached",
        "Answering as they should: Zenodo, The OSF",
    ]
