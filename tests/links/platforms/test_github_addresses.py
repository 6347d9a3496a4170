"""What addresses at GitHub name: repositories, owners, gists, pages; and what names none of them."""

from __future__ import annotations

import pytest

from checker.links.addresses.grammar import parse
from checker.links.platforms import github

LONG = "o" * 39


def named(text: str) -> tuple[str, str] | None:
    address = parse(text)
    return (str(address.kind), address.target) if address else None


@pytest.mark.parametrize(
    ("path", "repository"),
    [
        ("octo/tool", "octo/tool"),
        ("octo/tool.git", "octo/tool"),
        ("octo/tool@v1.2", "octo/tool"),
        ("octo/tool/", "octo/tool"),
        ("octo/tool/tree/main/src", "octo/tool"),
        ("octo/tool.js-2_0+x", "octo/tool.js-2_0+x"),
        ("octo%2Dlab/tool", "octo-lab/tool"),
        (f"{LONG}/t", f"{LONG}/t"),
        ("o/t", "o/t"),
        ("octo-/tool", "octo-/tool"),
        (f"octo/{'t' * 100}", f"octo/{'t' * 100}"),
    ],
)
def test_a_repository(path: str, repository: str) -> None:
    assert named(f"https://github.com/{path}") == ("github_repo", repository)


@pytest.mark.parametrize("path", ["octo", "octo/", f"{LONG}", "orgs/octo", "orgs/octo/people", "users/octo"])
def test_an_owner(path: str) -> None:
    owner = LONG if path == LONG else "octo"
    assert named(f"https://github.com/{path}") == ("github_org", owner)


@pytest.mark.parametrize(
    "path",
    [
        *("topics/networks", "features/actions", "marketplace/tool", "Topics/networks", "settings", "orgs"),
        *(f"{LONG}o/tool", "-octo/tool", "_octo/tool", "octo/.", "octo/.."),
    ],
)
def test_no_repository_and_no_owner(path: str) -> None:
    found = named(f"https://github.com/{path}")
    assert found is None or found[0] not in ("github_repo", "github_org")


def test_a_host_of_files_names_their_repository_where_owner_and_name_stand_after_what_is_its_own() -> None:
    found = github.file(["gh", "octo", "tool", "a.js"], skip=1)
    assert found
    assert found.target == "octo/tool"
    assert github.file(["octo", "tool"]) == found
    assert github.file(["gh", "octo"], skip=1) is None
    assert github.file(["octo"]) is None


@pytest.mark.parametrize(
    ("path", "gist"),
    [
        ("octo/0a1b2c", "octo/0a1b2c"),
        ("0a1b2c", "0a1b2c"),
        ("octo/0a1b2c/raw/x.py", "octo/0a1b2c"),
        ("0a1b2c/raw", "0a1b2c"),
        ("octo/0a1b2c.git", "octo/0a1b2c"),
    ],
)
def test_a_gist(path: str, gist: str) -> None:
    assert named(f"https://gist.github.com/{path}") == ("github_gist", gist)
    assert github.gist([]) is None


@pytest.mark.parametrize(
    ("address", "pages"),
    [
        ("https://octo.github.io", "octo.github.io"),
        ("https://octo.github.io/tool/", "octo.github.io/tool"),
        ("https://octo.github.io/tool/docs/a.html", "octo.github.io/tool"),
        ("https://octo.github.io/index.html", "octo.github.io"),
        ("https://octo.github.io/index.HTM", "octo.github.io"),
        ("https://octo.github.io/paper.pdf", "octo.github.io"),
        ("https://octo.github.io/tool.js", "octo.github.io/tool.js"),
        ("https://octo.github.com/tool", "octo.github.com/tool"),
    ],
)
def test_pages_of_an_owner_or_of_a_project(address: str, pages: str) -> None:
    assert named(address) == ("github_pages", pages)


@pytest.mark.parametrize("host", ["docs.github.com", "api.github.com", "octo.example.io", "octogithub.io"])
def test_no_pages(host: str) -> None:
    found = named(f"https://{host}/x/y")
    assert found is None or found[0] != "github_pages"
