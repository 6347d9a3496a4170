"""One commit, told by GraphQL and served by git: ids, names, types and sizes are those that git itself gives."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.simulator.world import Submodule, Symlink

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator import Simulator, World

FILES = {
    "README.md": "# A title\n",
    "src/net.py": "print()\n",
    "src.txt": "sorts before the folder src\n",
    "weights.bin": 500_000_000,
    "logo.png": b"\x89PNG\0",
    "vendor": Submodule("https://github.com/other/part"),
    "latest": Symlink("src/net.py"),
}


def asked(simulator: Simulator, fields: str) -> dict[str, Any]:
    """The fields of the repository lab/net."""
    query = f'{{ repository(owner: "lab", name: "net") {{ {fields} }} }}'
    url = f"{simulator.environment()['REPROLINKS_GITHUB_API']}/graphql"
    headers = {"Authorization": f"bearer {simulator.token}"}
    body = httpx.post(url, json={"query": query}, headers=headers, trust_env=False).json()
    assert "errors" not in body, body
    found: dict[str, Any] = body["data"]["repository"]
    return found


@pytest.fixture
def clone(simulator: Simulator, world: World, tmp_path: Path) -> Path:
    """A clone of lab/net by git."""
    world.github("lab/net", files=FILES)
    source = f"{simulator.environment()['REPROLINKS_GITHUB_WEB']}/lab/net.git"
    subprocess.run(["git", "clone", "--quiet", "--no-checkout", source, "clone"], check=True)
    return tmp_path / "clone"


def git(folder: Path, *command: str) -> str:
    return subprocess.run(["git", "-C", folder, *command], check=True, capture_output=True, text=True).stdout


def test_the_root_is_listed_as_git_lists_it(simulator: Simulator, clone: Path) -> None:
    root = asked(simulator, 'object(expression: "HEAD:") { ... on Tree { oid entries { name type mode oid size } } }')
    assert root["object"]["oid"] == git(clone, "rev-parse", "HEAD^{tree}").strip()
    listed = [f"{e['mode']:06o} {e['type']} {e['oid']}\t{e['name']}" for e in root["object"]["entries"]]
    assert listed == git(clone, "ls-tree", "HEAD").splitlines()
    sizes = {e["name"]: e["size"] for e in root["object"]["entries"]}
    assert (sizes["weights.bin"], sizes["README.md"], sizes["src"], sizes["vendor"]) == (500_000_000, 10, 0, 0)


def test_the_last_commit_is_the_one_that_git_serves(simulator: Simulator, clone: Path) -> None:
    told = asked(simulator, "defaultBranchRef { target { oid ... on Commit { committedDate tree { oid } } } }")
    target = told["defaultBranchRef"]["target"]
    assert target["oid"] == git(clone, "rev-parse", "HEAD").strip()
    assert target["tree"]["oid"] == git(clone, "rev-parse", "HEAD^{tree}").strip()
    assert target["committedDate"] == "2024-05-01T00:00:00Z"


def test_a_text_comes_whole_and_a_binary_file_has_none(simulator: Simulator, clone: Path) -> None:
    blob = "{ ... on Blob { text byteSize isBinary isTruncated oid } }"
    fields = f'readme: object(expression: "HEAD:README.md") {blob} logo: object(expression: "HEAD:logo.png") {blob}'
    told = asked(simulator, f'{fields} none: object(expression: "HEAD:no/such") {blob}')
    readme = {"text": "# A title\n", "byteSize": 10, "isBinary": False, "isTruncated": False}
    assert told["readme"] == {**readme, "oid": git(clone, "rev-parse", "HEAD:README.md").strip()}
    assert (told["logo"]["text"], told["logo"]["isBinary"]) == (None, True)
    assert told["none"] is None


def test_folders_are_walked_and_paths_are_whole(simulator: Simulator, clone: Path) -> None:
    fields = (
        'object(expression: "HEAD:src") { ... on Tree { entries { name path object { ... on Blob { text } } } } }'
    )
    (entry,) = asked(simulator, fields)["object"]["entries"]
    assert entry == {"name": "net.py", "path": "src/net.py", "object": {"text": "print()\n"}}
    assert git(clone, "show", "HEAD:src/net.py") == "print()\n"


def test_an_empty_repository_has_no_tree(simulator: Simulator, world: World) -> None:
    world.github("lab/net", empty=True)
    told = asked(simulator, 'isEmpty defaultBranchRef { name } object(expression: "HEAD:") { oid }')
    assert json.dumps(told) == '{"isEmpty": true, "defaultBranchRef": null, "object": null}'
