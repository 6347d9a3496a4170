"""The Hugging Face Hub as it was recorded: there, gated, disabled, moved or missing, with a token and without."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.simulator import Exceeded, Simulator
from tests.test_simulator.visitor import Clock, Visitor

if TYPE_CHECKING:
    from tests.simulator import World


@pytest.fixture
def ask(simulator: Simulator) -> Visitor:
    return Visitor(simulator)


def test_missing_and_private_are_a_login_to_strangers_and_nothing_to_others(ask: Visitor, world: World) -> None:
    world.hub("model", "lab/secret", private=True)
    for name in ("lab/secret", "lab/never", "lab"):
        stranger, known = ask.hub(f"/api/models/{name}"), ask.hub(f"/api/models/{name}", known=True)
        assert (stranger.status_code, stranger.json()) == (401, {"error": "Invalid username or password."})
        assert stranger.headers["X-Error-Message"] == "Invalid username or password."
        assert "X-Error-Code" not in stranger.headers
        assert (known.status_code, known.json()) == (404, {"error": "Repository not found"})
        assert known.headers["X-Error-Code"] == "RepoNotFound"


def test_a_wrong_token_is_told_apart_from_a_missing_repository(ask: Visitor, world: World) -> None:
    world.hub("model", "lab/model")
    answer = httpx.get(f"{ask.hub_base}/api/models/lab/model", headers={"Authorization": "Bearer x"}, trust_env=False)
    assert (answer.status_code, answer.json()["error"]) == (401, "Invalid credentials in Authorization header")


@pytest.mark.parametrize(("granted", "with_token"), [(False, 403), (True, 200)])
def test_a_gate_shows_the_repository_and_hides_its_files(
    ask: Visitor, world: World, granted: bool, with_token: int
) -> None:
    world.hub("model", "lab/gated", gated="manual", granted=granted)
    info = ask.hub("/api/models/lab/gated")
    assert (info.status_code, info.json()["gated"]) == (200, "manual")
    for path in (
        "/api/models/lab/gated/commits/main",
        "/api/models/lab/gated/tree/main",
        "/lab/gated/resolve/main/README.md",
    ):
        stranger, known = ask.hub(path), ask.hub(path, known=True)
        assert (stranger.status_code, stranger.headers["X-Error-Code"]) == (401, "GatedRepo")
        assert stranger.headers["X-Error-Message"].startswith("Access to model lab/gated is restricted.")
        assert known.status_code == with_token


def test_what_is_disabled_is_shown_and_not_served(ask: Visitor, world: World) -> None:
    world.hub("model", "lab/off", disabled=True)
    assert ask.hub("/api/models/lab/off").json()["disabled"] is True
    refused = ask.hub("/lab/off/resolve/main/README.md", "HEAD")
    assert (refused.status_code, refused.headers["X-Error-Message"]) == (403, "Access to this resource is disabled.")


def test_moves_are_relative_keep_the_query_and_prove_no_identity(ask: Visitor, world: World) -> None:
    world.hub("model", "lab/new", id="66d19580e2632490a6bc5829")
    world.hub("model", "lab/old", id="621ffdc036468d709f17434d")
    world.hub("model", "lab/old", moved_to="lab/new")
    moved = ask.hub("/api/models/lab/old?expand[]=sha")
    place = urlsplit(moved.headers["Location"])
    assert (moved.status_code, moved.content, place.netloc, place.query) == (307, b"", "", "expand[]=sha")
    assert place.path == "/hub/api/models/lab/new"
    followed = httpx.get(f"{ask.hub_base}/api/models/lab/old", follow_redirects=True, trust_env=False)
    assert (followed.json()["_id"], followed.json()["id"]) == ("66d19580e2632490a6bc5829", "lab/new")
    assert ask.hub("/api/models/LAB/new").headers["Location"].endswith("/api/models/lab/new"), "in its own case"
    assert (
        ask.hub("/lab/old/resolve/main/README.md", "HEAD")
        .headers["Location"]
        .endswith("/lab/new/resolve/main/README.md")
    )


def test_a_name_without_an_owner_leads_to_one_with(ask: Visitor, world: World) -> None:
    world.hub("model", "openai-community/gpt2")
    world.hub("model", "gpt2", moved_to="openai-community/gpt2")
    answer = ask.hub("/api/models/gpt2")
    assert (answer.status_code, answer.headers["Location"]) == (307, "/hub/api/models/openai-community/gpt2")


def test_only_what_was_asked_for_is_told(ask: Visitor, world: World) -> None:
    world.hub(
        "model", "lab/model", license="mit", files=("README.md", "weights.safetensors"), tags=("arxiv:2402.00001",)
    )
    asked = ask.hub("/api/models/lab/model?expand[]=disabled&expand[]=private&expand[]=lastModified").json()
    assert asked.keys() == {"_id", "id", "disabled", "private", "lastModified"}
    whole = ask.hub("/api/models/lab/model").json()
    assert whole["siblings"] == [{"rfilename": "README.md"}, {"rfilename": "weights.safetensors"}]
    assert whole["tags"] == ["arxiv:2402.00001", "license:mit"]
    assert ask.hub("/api/models/lab/model?expand[]=nonsense").status_code == 400


def test_ids_begin_with_the_moment_of_creation(ask: Visitor, world: World) -> None:
    world.hub("model", "lab/model", created="2024-08-30T09:48:48.000Z")
    world.hub("model", "lab/old", created="2019-01-01T00:00:00.000Z")
    assert ask.hub("/api/models/lab/model").json()["_id"].startswith("66d19580")
    assert ask.hub("/api/models/lab/old").json()["_id"].startswith("621ffdc0"), "none is older than the database"


def test_a_file_tells_the_last_commit_without_the_body(ask: Visitor, world: World) -> None:
    world.hub("dataset", "lab/data", files=("README.md",), texts={"README.md": "# Data\n"})
    sha = ask.hub("/api/datasets/lab/data").json()["sha"]
    there = ask.hub("/datasets/lab/data/resolve/main/README.md", "HEAD")
    assert (there.status_code, there.headers["X-Repo-Commit"], there.content) == (200, sha, b"")
    assert ask.hub("/datasets/lab/data/resolve/main/README.md").text == "# Data\n"
    missing = ask.hub("/datasets/lab/data/resolve/main/no.txt", "HEAD")
    assert (missing.status_code, missing.headers["X-Error-Code"]) == (404, "EntryNotFound")
    assert missing.headers["X-Repo-Commit"] == sha
    revision = ask.hub("/api/datasets/lab/data/revision/v9")
    assert (revision.status_code, revision.headers["X-Error-Code"]) == (404, "RevisionNotFound")


def test_an_author_is_listed_page_by_page(ask: Visitor, world: World) -> None:
    for number in range(5):
        world.hub("model", f"Lab/m{number}")
    world.hub("model", "Lab/secret", private=True)
    world.hub("model", "labour/other")
    url: str | None = f"{ask.hub_base}/api/models?author=lab&limit=2&expand[]=disabled"
    pages = []
    while url:
        answer = httpx.get(url, trust_env=False)
        pages.append([row["id"] for row in answer.json()])
        assert all(row.keys() == {"_id", "id", "disabled"} for row in answer.json())
        url = answer.links.get("next", {}).get("url")
    assert pages == [["Lab/m0", "Lab/m1"], ["Lab/m2", "Lab/m3"], ["Lab/m4"]]
    first = httpx.get(f"{ask.hub_base}/api/models?author=lab&limit=2", trust_env=False).links["next"]["url"]
    assert parse_qs(urlsplit(first).query).keys() == {"author", "limit", "cursor"}
    assert ask.hub("/api/models?author=nobody").json() == []


def test_users_and_organisations_share_names_and_not_routes(ask: Visitor, world: World) -> None:
    world.hub_owner("Lab")
    world.hub_owner("ada", type="user")
    world.hub("model", "Lab/model")
    assert ask.hub("/api/organizations/lab/overview").json()["numModels"] == 1
    assert ask.hub("/api/users/ada/overview").json()["user"] == "ada"
    wrong = ask.hub("/api/users/Lab/overview")
    assert (wrong.status_code, wrong.json()) == (404, {"error": "This user does not exist"})
    assert ask.hub("/api/organizations/ada/overview").json() == {
        "error": "Sorry, we can't find the page you are looking for."
    }


def test_papers_name_their_repositories(ask: Visitor, world: World) -> None:
    world.paper(
        "2402.00001", github="https://github.com/lab/net", daily="2026-03-06", project_page="https://p.example.org"
    )
    world.hub("model", "lab/model", tags=("arxiv:2402.00001",))
    world.hub("dataset", "lab/data", tags=("arxiv:2402.00001",))
    paper = ask.hub("/api/papers/2402.00001").json()
    assert (paper["githubRepo"], paper["githubRepoAddedBy"]) == ("https://github.com/lab/net", "user")
    assert (paper["numTotalModels"], paper["linkedDatasets"][0]["id"]) == (1, "lab/data")
    assert ask.hub("/api/papers/2402.99999").status_code == 404
    repos = ask.hub("/api/arxiv/2402.00001/repos").json()
    assert {kind: [row["id"] for row in rows] for kind, rows in repos.items()} == {
        "models": ["lab/model"],
        "datasets": ["lab/data"],
        "spaces": [],
    }
    (day,) = ask.hub("/api/daily_papers?date=2026-03-06").json()
    assert (day["paper"]["id"], day["paper"]["projectPage"]) == ("2402.00001", "https://p.example.org")
    assert ask.hub("/api/daily_papers?date=2026-03-07").json() == []


def test_a_papers_lists_may_be_shorter_than_their_numbers(ask: Visitor, world: World) -> None:
    world.paper("2402.00001", shown=2, github="https://github.com/lab/net", github_added_by="auto")
    for n in range(5):
        world.hub("model", f"lab/model-{n}", tags=("arxiv:2402.00001",), private=n == 4)
    paper = ask.hub("/api/papers/2402.00001").json()
    assert (len(paper["linkedModels"]), paper["numTotalModels"], paper["numTotalSpaces"]) == (2, 4, 0)
    assert paper["githubRepoAddedBy"] == "auto"
    assert len(ask.hub("/api/arxiv/2402.00001/repos").json()["models"]) == 4


def test_a_paper_may_be_named_by_cards_and_have_no_page(ask: Visitor, world: World) -> None:
    world.hub("space", "lab/demo", tags=("arxiv:2402.00002",))
    missing = ask.hub("/api/papers/2402.00002")
    assert (missing.status_code, missing.headers["X-Error-Message"]) == (404, "Not found")
    assert [row["id"] for row in ask.hub("/api/arxiv/2402.00002/repos").json()["spaces"]] == ["lab/demo"]


def test_a_space_tells_its_stage(ask: Visitor, world: World) -> None:
    world.hub("space", "lab/demo", stage="BUILD_ERROR")
    assert ask.hub("/api/spaces/lab/demo").json()["runtime"]["stage"] == "BUILD_ERROR"
    assert "gated" not in ask.hub("/api/spaces/lab/demo").json()


def test_every_answer_tells_what_is_left_of_its_bucket(world: World) -> None:
    world.hub("model", "lab/new")
    world.hub("model", "lab/old", moved_to="lab/new")
    clock = Clock()
    with Simulator(world, now=clock) as simulator:
        ask = Visitor(simulator)
        told = [ask.hub(f"/api/models/lab/{name}").headers["RateLimit"] for name in ("new", "old", "never")]
        assert told == ['"api";r=499;t=300', '"api";r=498;t=300', '"api";r=497;t=300']
        clock.pass_by(100)
        assert ask.hub("/api/papers/x").headers["RateLimit"] == '"api";r=496;t=200'
        assert ask.hub("/lab/new/resolve/main/README.md", "HEAD").headers["RateLimit"] == '"resolvers";r=2999;t=300'
        assert ask.hub("/lab/new").headers["RateLimit-Policy"] == '"fixed window";"pages";q=100;w=300'
        assert ask.hub("/api/models/lab/new", known=True).headers["RateLimit"] == '"api";r=999;t=300'


def test_too_many_requests_are_told_how_long_to_wait(world: World) -> None:
    world.hub("model", "lab/model")
    clock = Clock()
    with Simulator(world, now=clock) as simulator:
        ask = Visitor(simulator)
        simulator.hub[False].limit = 1
        assert ask.hub("/api/models/lab/model").status_code == 200
        clock.pass_by(5)
        refused = ask.hub("/api/models/lab/model")
        assert (refused.status_code, refused.headers["RateLimit"]) == (429, '"api";r=0;t=295')
        assert "Retry-After" not in refused.headers
        assert [(breach.service, breach.limit) for breach in simulator.breaches] == [("hub", Exceeded.PRIMARY)]
        clock.pass_by(295)
        assert ask.hub("/api/models/lab/model").status_code == 200
