"""What repositories hold, as a user of the main job meets it in worlds of the simulator."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.simulator.server import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Received, Simulator, World
    from tests.simulator.world import Content

    Command = Callable[..., tuple[int, str, str]]


def papers(*links: str) -> str:
    """A file of papers, one for each link."""
    lines = [json.dumps({"title": f"Paper {i}", "abstract": f"Code: {link} ."}) for i, link in enumerate(links)]
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "papers.jsonl"


def rows(query: str) -> list[Any]:
    """What the database says."""
    with closing(sqlite3.connect("availability.db")) as database:
        return database.execute(query).fetchall()


def told() -> dict[str, tuple[str, ...]]:
    """Target → availability, reason, content."""
    return {row[0]: row[1:] for row in rows("SELECT target, availability, reason, content FROM artifact_status")}


@pytest.fixture
def token(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """The good token, set."""
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    return simulator.token


RUNNABLE = {
    "README.md": "# T\n\n```\npython train.py --lr 1\n```\n\nWeights: pretrained [here](https://example.org/w.pt)\n",
    "requirements.txt": "torch\n",
    "train.py": "x",
}


@pytest.mark.usefixtures("token")
def test_being_there_and_holding_something_are_told_apart(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/full", files=RUNNABLE)
    world.github("octo/bare", files={"README.md": "# T\n", "LICENSE": "MIT"})
    world.github("octo/soon", files={"README.md": "# T\n\nThe code will be released soon.\n"})
    world.github("octo/rest", files={"readme.rst": "T\n=\n\nCode coming soon.\n"})
    world.github("octo/data", files={"README.md": "# T\n", "data/a.csv": "1"})
    world.github("octo/none", empty=True)
    world.github("octo/gone")
    world.forget("octo/gone")
    names = ("full", "bare", "soon", "rest", "data", "none", "gone")
    code, _, _ = reprolinks("run", papers(*(f"https://github.com/octo/{name}" for name in names)))
    assert code == 0
    assert told() == {
        "octo/full": ("available", "ok", "runnable"),
        "octo/bare": ("placeholder", "readme_only", "readme_only"),
        "octo/soon": ("placeholder", "coming_soon", "placeholder"),
        "octo/rest": ("placeholder", "coming_soon", "placeholder"),
        "octo/data": ("available", "ok", "data_only"),
        "octo/none": ("empty", "no_commits", "empty"),
        "octo/gone": ("gone", "not_found_or_private", "unknown"),
    }
    assert len(simulator.sent_to("github_graphql")) == 3  # existence, roots, second looks
    (ticks,) = rows("SELECT ticks FROM artifact_status WHERE target = 'octo/full'")[0]
    assert json.loads(ticks) == {
        "dependencies": "requirements.txt",
        "training": "train.py",
        "weights": "README line 7: Weights: pretrained [here](https://example.org/w.pt)",
    }
    _, output, _ = reprolinks("query", "completeness")
    assert "requirements.txt" in output
    _, output, _ = reprolinks("report", "--format", "json")
    report = json.loads(output)
    assert (report["content"]["runnable"], report["content"]["unknown"]) == (1, 1)
    assert (report["checklist"]["weights"], report["checklist"]["results"]) == (1, 0)


@pytest.mark.usefixtures("token")
def test_content_is_read_once_a_commit_and_a_release_is_a_change(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/soon", files={"README.md": "Code coming soon."}, last_commit="2025-01-01T00:00:00Z")
    reprolinks("run", papers("https://github.com/octo/soon"))
    asked = len(simulator.sent_to("github_graphql"))
    reprolinks("check", "--max-age", "0")
    assert len(simulator.sent_to("github_graphql")) == asked + 1
    assert told()["octo/soon"][0] == "placeholder"
    world.github("octo/soon", files=RUNNABLE, last_commit="2025-06-01T00:00:00Z")
    reprolinks("check", "--max-age", "0")
    assert told()["octo/soon"] == ("available", "ok", "runnable")
    assert rows(
        "SELECT axis, before, after FROM changes WHERE axis IN ('availability', 'content') ORDER BY axis"
    ) == [
        ("availability", "placeholder", "available"),
        ("content", "placeholder", "runnable"),
    ]


def test_without_a_token_git_tells_what_repositories_hold_and_the_report_what_it_can_not_tell(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/bare", files={"README.md": "# T\n"})
    world.github("octo/soon", files={"README.md": "# T\nThe code will be released soon.\n"})
    world.github("octo/void", empty=True)
    world.github("octo/code", files={"README": "T\n", "train.py": "1", "requirements.txt": "numpy\n"})
    world.github("octo/deep", files={"README.rst": "T\n=\n", "src/model.py": "1"})
    names = ("bare", "soon", "void", "code", "deep")
    _, output, _ = reprolinks("run", papers(*(f"https://github.com/octo/{name}" for name in names)))
    assert told() == {
        "octo/bare": ("placeholder", "readme_only", "readme_only"),
        "octo/soon": ("placeholder", "coming_soon", "placeholder"),
        "octo/void": ("empty", "no_commits", "empty"),
        "octo/code": ("available", "ok", "code_with_dependencies"),
        "octo/deep": ("available", "ok", "code"),
    }
    assert "dates of archiving are unknown" in output
    assert not simulator.sent_to("github_graphql")


def test_without_a_token_what_a_repository_holds_is_fetched_once_a_commit(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    files: dict[str, Content] = {"README.md": "# T\n", "data.csv": "a,b\n"}
    world.github("octo/tool", files=files)
    spent = []
    for arguments in (("run", papers("https://github.com/octo/tool")), *[("check", "--max-age", "0")] * 2):
        asked = len(simulator.sent_to("github_web"))
        reprolinks(*arguments)
        spent.append(len(simulator.sent_to("github_web")) - asked)
        assert told() == {"octo/tool": ("available", "ok", "data_only")}
    assert spent[1:] == [3, 3], "is it there, its references, the date of its last commit"
    world.github("octo/tool", files=files | {"run.py": "1"}, last_commit="2025-06-01T00:00:00Z")
    reprolinks("check", "--max-age", "0")
    assert told() == {"octo/tool": ("available", "ok", "code")}


@pytest.mark.usefixtures("token")
def test_bad_weather_while_content_is_read_takes_nothing_from_existence(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/bare", files={"README.md": "# T\n"}, last_commit="2025-01-01T00:00:00Z")
    reprolinks("run", papers("https://github.com/octo/bare"))
    world.github("octo/bare", files={"README.md": "# T\n", "b.png": 3}, last_commit="2025-02-01T00:00:00Z")
    served = simulator._served
    spoilt = []

    async def only_content_fails(service: str, path: str, received: Received) -> Reply:
        if b"HEAD:README.md" not in received.body:
            return await served(service, path, received)
        spoilt.append(received)
        return Reply(200, b"<html><title>Maintenance</title></html>", {"Content-Type": "text/html"})

    simulator._served = only_content_fails  # type: ignore[method-assign]  # one service fails, the others go on
    code, _, _ = reprolinks("check", "--max-age", "0")
    assert code == 0
    assert spoilt
    assert told() == {"octo/bare": ("placeholder", "readme_only", "readme_only")}
    assert rows("SELECT count(*) FROM changes") == [(0,)]


def test_the_hub_tells_its_files(world: World, reprolinks: Command, simulator: Simulator) -> None:
    world.hub("model", "org/full")
    world.hub("model", "org/card", files=(".gitattributes", "README.md"))
    world.hub("model", "org/parts", files=("README.md", "unet/model.safetensors", "model_index.json"))
    world.hub("model", "org/void", files=(".gitattributes",))
    world.hub("dataset", "org/pictures", files=("README.md", "a.png", "b.png"))
    world.hub("space", "org/demo", files=("README.md", "app.py", "requirements.txt"))
    world.hub("space", "org/page", files=("README.md", "index.html"), stage="PAUSED")
    links = ("org/full", "org/card", "org/parts", "org/void", "datasets/org/pictures", "spaces/org/demo")
    reprolinks("run", papers(*(f"https://huggingface.co/{link}" for link in (*links, "spaces/org/page"))))
    assert told() == {
        "org/full": ("available", "ok", "data_only"),
        "org/card": ("placeholder", "readme_only", "readme_only"),
        "org/parts": ("available", "ok", "data_only"),
        "org/void": ("empty", "no_commits", "empty"),
        "org/pictures": ("available", "ok", "data_only"),
        "org/demo": ("available", "ok", "runnable"),
        "org/page": ("available", "space_not_running", "code"),
    }
    assert len(simulator.sent_to("hub")) == 3, "a list of models, one of spaces, a dataset"


@pytest.mark.usefixtures("token")
def test_policies_disagree_and_the_query_says_how_often(world: World, reprolinks: Command) -> None:
    old, fresh = "2020-01-01T00:00:00Z", f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    badge = "[![](x)](https://www.repostatus.org/#unsupported)\n"
    world.github("octo/old", last_commit=old)
    world.github("octo/kept", last_commit=fresh)
    world.github("octo/told", last_commit=fresh, files={"README.md": badge, "a.py": "x"})
    world.github("octo/shut", last_commit=old, archived_at=old)
    world.github("octo/young", last_commit=fresh, created=fresh)
    names = ("old", "kept", "told", "shut", "young")
    reprolinks("run", papers(*(f"https://github.com/octo/{name}" for name in names)))
    values = dict(rows("SELECT target, json_extract(policies, '$.declared') FROM artifact_status"))
    assert values == {
        "octo/old": "unknown",
        "octo/kept": "unknown",
        "octo/told": "inactive",
        "octo/shut": "archived",
        "octo/young": "unknown",
    }
    text = Path(__file__).parents[2].joinpath("db/queries/maintenance-policies.sql").read_text("utf-8")
    table = {row[0]: row[1:] for row in rows(text)}
    assert len(table) >= 5
    assert table["recent-commit"][:4] == (2, 1, 1, 1)
    assert table["declared"][:4] == (0, 1, 1, 3)
    # old, kept, told and shut are judged by both; what is not archived is active by the flag
    assert "archived-flag 75.0% of 4" in table["recent-commit"][4]
    assert "declared 50.0% of 2" in table["recent-commit"][4]
    code, output, _ = reprolinks("query", "maintenance-policies")
    assert code == 0
    assert "scorecard-90d" in output
