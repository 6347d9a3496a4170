"""Pull requests: only the links in lines that they add are checked, with the base's history as memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.jobs.ci.added import lines_added
from tests.ci.conftest import git
from tests.ci.test_action import PAPERS

if TYPE_CHECKING:
    from tests.ci.conftest import Repository
    from tests.simulator import World

NEW = "- [Hawk Moths](https://arxiv.org/abs/2606.04410), 2026. [Code](https://github.com/moth/hawks)\n"


def pull_request(repository: Repository, text: str) -> None:
    """A branch with another text of the list, and the event of its pull request."""
    here = repository.folder / "author"
    base = git(here, "rev-parse", "HEAD")
    git(here, "checkout", "--quiet", "-b", "more")
    (here / "papers.md").write_text(text, encoding="utf-8")
    git(here, "commit", "--quiet", "--all", "--message", "one more")
    git(here, "push", "--quiet", str(repository.remote), "HEAD:refs/heads/more")
    repository.event_name = "pull_request"
    repository.event = {"pull_request": {"base": {"sha": base}}, "repository": {"fork": False}}


@pytest.mark.slow
def test_only_links_in_added_lines_are_checked(repository: Repository, world: World) -> None:
    """`moth/wings` has been gone for long, and is nothing that this pull request has done."""
    world.github("moth/traps", files={"main.py": "print()"})
    repository.commit(**{"papers.md": PAPERS})
    pull_request(repository, PAPERS + NEW)
    asked = len(repository.simulator.requests)
    done = repository.job(branch="more", only="changed", history="cache", fail_on="gone")
    assert done.red
    assert "::error file=papers.md,line=5," in done.printed
    assert "moth/hawks" in done.printed
    assert "moth/wings" not in done.printed
    texts = b" ".join(one.body for _, one in repository.simulator.requests[asked:])
    assert b"wings" not in texts, "what was there before is not even asked about"
    assert not repository.cache, "and nothing is kept"


@pytest.mark.slow
def test_a_pull_request_that_adds_a_link_that_works_is_green(repository: Repository, world: World) -> None:
    world.github("moth/hawks", files={"main.py": "print()"})
    repository.commit(**{"papers.md": PAPERS})
    pull_request(repository, PAPERS + NEW)
    done = repository.job(branch="more", only="changed", history="cache", fail_on="gone")
    assert not done.red, done.errors


@pytest.mark.slow
def test_a_pull_request_without_links_is_green_and_asks_nobody(repository: Repository) -> None:
    repository.commit(**{"papers.md": PAPERS})
    pull_request(repository, PAPERS.replace("# Papers on moths", "# Papers on moths and butterflies"))
    before = len(repository.simulator.requests)
    done = repository.job(branch="more", only="changed", history="cache", fail_on="gone")
    assert not done.red, done.errors
    assert len(repository.simulator.requests) == before


@pytest.mark.slow
def test_a_base_that_was_not_fetched_is_one_line_that_says_what_to_do(repository: Repository) -> None:
    repository.commit(**{"papers.md": PAPERS})
    pull_request(repository, PAPERS + NEW)
    repository.event["pull_request"]["base"]["sha"] = "0" * 40
    done = repository.job(branch="more", only="changed", history="cache")
    assert done.red
    assert "fetch-depth: 0" in done.errors


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.sampled_from(["a", "b", "+++ b/x", "@@ -1 +1 @@", "--- a/x", ""]), max_size=8),
    after=st.lists(st.sampled_from(["a", "c", "+++ b/y", "@@ -9 +9,3 @@", "-- x", ""]), max_size=8),
)
def test_added_lines_are_those_that_git_counts(before: list[str], after: list[str]) -> None:
    """Lines of text may look like headers of a diff; their number and text are as the file has them."""
    here = Path("diffs")
    here.mkdir(exist_ok=True)
    for name, lines in (("old", before), ("new", after)):
        (here / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    how = ("diff", "--no-index", "--unified=0", "--no-color", "--src-prefix=a/", "--dst-prefix=b/")
    found = lines_added(_printed(here, *how, "old", "new")).get("new", {})
    assert all(after[number - 1] == text for number, text in found.items())
    removed = len(before) + len(found) - len(after)
    assert removed >= 0


def _printed(folder: Path, *arguments: str) -> str:
    """What git prints, whatever its exit code: 1 says that there is a difference."""
    from checker.jobs.ci.branch import git as run

    return run(folder, *arguments).stdout.decode()
