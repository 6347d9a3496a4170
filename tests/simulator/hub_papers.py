"""The Hub's index of papers: the repositories that name a paper, and the papers of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulator.world import Paper, World

_LISTS = {"model": "models", "dataset": "datasets", "space": "spaces"}


def answer(path: list[str], dates: list[str], world: World) -> Any:
    """The body for a path below /api; None for what is not indexed."""
    match path:
        case ["papers", arxiv] if arxiv in world.papers:
            return _paper(world.papers[arxiv]) | _linked(world, arxiv)
        case ["arxiv", arxiv, "repos"]:
            return citing(world, arxiv)
        case ["daily_papers"]:
            papers = [one for one in world.papers.values() if one.daily and (not dates or one.daily == dates[0])]
            return [_daily(one) for one in papers]
        case _:
            return None


def citing(world: World, arxiv: str) -> dict[str, list[dict[str, str]]]:
    """The repositories that carry the tag of a paper, by kind."""
    found: dict[str, list[dict[str, str]]] = {name: [] for name in _LISTS.values()}
    for repo in world.hub_repositories.values():
        if f"arxiv:{arxiv}" in repo.tags and not repo.private:
            found[_LISTS[repo.kind]].append({"_id": repo.id, "id": repo.name})
    return found


def _linked(world: World, arxiv: str) -> dict[str, Any]:
    """The first repositories that name a paper, and their numbers: the lists may be shorter than these."""
    found = {f"{name.capitalize()}": rows for name, rows in citing(world, arxiv).items()}
    counts = {f"numTotal{name}": len(rows) for name, rows in found.items()}
    return {f"linked{name}": rows[: world.papers[arxiv].shown] for name, rows in found.items()} | counts


def _paper(paper: Paper) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": paper.arxiv,
        "authors": [],
        "publishedAt": paper.published,
        "title": paper.title,
        "summary": "",
        "upvotes": 1,
    }
    if paper.github:
        body |= {"githubRepo": paper.github, "githubRepoAddedBy": paper.github_added_by, "githubStars": 9}
    return body | ({"projectPage": paper.project_page} if paper.project_page else {})


def _daily(paper: Paper) -> dict[str, Any]:
    inner = _paper(paper) | {"submittedOnDailyAt": f"{paper.daily}T03:55:12.777Z"}
    rest = {"publishedAt": paper.published, "title": paper.title, "summary": "", "numComments": 1}
    return {"paper": inner, **rest, "isAuthorParticipating": False}
