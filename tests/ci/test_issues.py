"""Issues about losses: opened once, closed on recovery, never a person's name, never more than a few at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ci.issue_server import REPOSITORY, Issues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def issues(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issues]:
    """The issues of a repository that a scheduled job runs for."""
    with Issues(token=simulator.token) as found:
        for name, value in {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": found.base,
            "GITHUB_EVENT_NAME": "schedule",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": simulator.token,
        }.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("checker.jobs.ci.tracker.WRITES_APART", 0.0)
        yield found


def papers(count: int, title: str = "Paper {}") -> None:
    lines = (
        {"id": f"2401.{n:05}", "title": title.format(n), "abstract": f"Our code: https://github.com/lab/tool-{n}"}
        for n in range(count)
    )
    Path("p.jsonl").write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")


def job(reprolinks: Command, *more: str, manner: str = "each") -> tuple[int, str, str]:
    return reprolinks("ci", "p.jsonl", "--issues", manner, "--max-age", "0s", *more)


def test_titles_of_others_mention_nobody_and_lead_nowhere(issues: Issues, reprolinks: Command) -> None:
    papers(
        1, "Moths @torvalds <script>x</script> closes #1 ann@lab.example.org [click](https://evil.example) ::error::"
    )
    job(reprolinks)
    (one,) = issues.issues
    for text in (one["title"], one["body"]):
        assert "@torvalds" not in text
        assert "#1" not in text
        assert "ann@lab.example.org" not in text
        assert "<script>" not in text
        assert "](https://evil.example)" not in text
        assert "::error::" not in text


def test_ten_new_ones_at_most_and_the_rest_in_one(issues: Issues, reprolinks: Command) -> None:
    papers(13)
    job(reprolinks)
    assert len(issues.issues) == 11
    rolling = issues.issues[-1]
    assert rolling["title"] == "Links lost: 3"
    assert "lab/tool-12" in rolling["body"]
    job(reprolinks)
    assert len([one for one in issues.open() if one.startswith("Link gone")]) == 13
    assert "Links lost: none" not in issues.open(), "the issue that listed the rest is closed"


def test_one_issue_for_all_is_rewritten_and_closes_when_all_is_well(
    issues: Issues, world: World, reprolinks: Command
) -> None:
    papers(2)
    job(reprolinks, manner="one")
    assert issues.open() == ["Links lost: 2"]
    world.github("lab/tool-0", files={"a.py": "1"})
    job(reprolinks, manner="one")
    assert issues.open() == ["Links lost: 1"]
    world.github("lab/tool-1", files={"a.py": "1"})
    job(reprolinks, manner="one")
    assert issues.open() == []
    assert len(issues.issues) == 1


def test_lost_once_more_it_is_reopened_and_not_opened_twice(
    issues: Issues, world: World, reprolinks: Command
) -> None:
    papers(1)
    job(reprolinks)
    world.github("lab/tool-0", files={"a.py": "1"})
    job(reprolinks)
    assert issues.open() == []
    issues.issues[0]["closed_at"] = "2020-01-01T00:00:00Z"  # long before the next loss
    world.repositories.clear()
    job(reprolinks)
    assert issues.open() == ["Link gone: lab/tool-0"]
    assert len(issues.issues) == 1
    assert [text.partition(" ")[0] for _, text in issues.comments] == ["There", "Lost"]


def test_who_closes_an_issue_has_decided(issues: Issues, reprolinks: Command) -> None:
    papers(1)
    job(reprolinks)
    issues.issues[0] |= {"state": "closed", "closed_at": "2999-01-01T00:00:00Z"}
    job(reprolinks)
    assert issues.open() == []


def test_a_new_database_finds_its_issues_again(issues: Issues, reprolinks: Command) -> None:
    papers(1)
    job(reprolinks)
    Path("availability.db").unlink()
    job(reprolinks)
    assert len(issues.issues) == 1


def test_a_note_is_an_error_only_where_it_makes_the_job_fail(issues: Issues, reprolinks: Command) -> None:
    papers(1)
    code, printed, _ = job(reprolinks)
    assert (code, "::warning " in printed, "::error " in printed, len(issues.issues)) == (0, True, False, 1)
    code, printed, _ = job(reprolinks, "--fail-on", "gone")
    assert (code, "::error " in printed) == (1, True)
    code, printed, _ = reprolinks("ci", "nowhere.bib")
    assert (code, printed.startswith("::error title=reprolinks::nowhere.bib can't be read")) == (2, True)


def test_what_is_ignored_stands_in_the_summary_of_a_green_job(issues: Issues, reprolinks: Command) -> None:
    papers(1)
    table = '[[ignore]]\ntarget = "lab/tool-0"\nreason = "moved house, says @ann"\nuntil = 2999-01-01\n'
    Path("reprolinks.toml").write_text(table, "utf-8")
    code, _, _ = job(reprolinks, "--fail-on", "gone", "--summary", "summary.md")
    assert (code, issues.issues) == (0, [])
    said = Path("summary.md").read_text("utf-8")
    assert "- No alarm until 1 January 2999 for lab/tool-0 (1 artifact, 1 of them lost now): moved house" in said
    assert " @ann" not in said


def test_wontfix_becomes_an_ignore_with_a_date(issues: Issues, reprolinks: Command) -> None:
    Path("reprolinks.toml").write_text("max_wait = 10\n", encoding="utf-8")
    papers(1)
    job(reprolinks)
    issues.issues[0] |= {"state": "closed", "closed_at": "2999-01-01T00:00:00Z"}
    issues.issues[0]["labels"].append({"name": "wontfix"})
    job(reprolinks, "--write-ignores")
    text = Path("reprolinks.toml").read_text("utf-8")
    assert text.startswith("max_wait = 10\n")
    assert 'target = "lab/tool-0"' in text
    code, _, errors = reprolinks("run", "p.jsonl", "--max-age", "0s", "--fail-on", "newly-gone")
    assert (code, "1 losses are ignored" in errors or "1 loss is ignored" in errors) == (0, True), errors
    job(reprolinks, "--write-ignores")
    assert Path("reprolinks.toml").read_text("utf-8") == text, "and it is written once"


@pytest.mark.parametrize(
    ("name", "value"), [("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_EVENT_PATH", "event.json")]
)
def test_forks_and_pull_requests_write_nothing(
    name: str, value: str, issues: Issues, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("event.json").write_text('{"repository": {"fork": true}}', encoding="utf-8")
    monkeypatch.setenv(name, value)
    papers(1)
    _, _, errors = job(reprolinks)
    assert issues.issues == []
    assert not Path("availability.db").exists()
    assert "not done in a fork or pull request" in errors


def test_an_issue_that_could_not_be_found_again_is_closed_at_once(issues: Issues, reprolinks: Command) -> None:
    issues.may_label = False
    papers(1)
    code, _, errors = job(reprolinks)
    assert code == 2
    assert "issues: write" in errors
    assert issues.open() == []


def test_issues_that_are_off_or_a_bad_token_are_one_line_and_the_run_is_kept(
    issues: Issues, reprolinks: Command, simulator: Simulator
) -> None:
    papers(1)
    issues.enabled = False
    code, _, errors = job(reprolinks)
    assert code == 2
    assert "HTTP 410" in errors
    assert simulator.token not in errors
    assert Path("availability.db").exists()
