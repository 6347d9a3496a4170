"""The names in a root and the README by git alone: git's own server, either protocol, as few requests as go."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.content.ladder import contents_of
from checker.errors import Unreachable
from checker.model import Artifact, Content, Kind, Outcome, Reason
from checker.services.git.remote import Git
from tests.services.git_backend import Backend, needs_git, tree
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from checker.model import Observation
    from checker.network.answer import Answer
    from checker.network.transport import Request

    Script = Callable[[Request], Answer]

pytestmark = needs_git

#: What GitHub is taken for: trees are filtered at the root or not at all.
NARROW = {"uploadpackfilter_tree.maxDepth": "0"}
NEVER = {"uploadpackfilter_allow": "false"}
CODE = {"README.md": "# Tool\nRun `python train.py`.\n", "train.py": "print()", "requirements.txt": "numpy\n"}


def repo(name: str = "o/n", **known: str) -> Artifact:
    return replace(Artifact(Kind.GITHUB_REPO, name, f"https://github.com/{name}"), **known)  # type: ignore[arg-type]  # texts all


def look(script: Script, *artifacts: Artifact) -> tuple[list[Observation], Scripted]:
    transport = Scripted(script)
    said = observe(Git(settings(), transport, Hosts(), now), *(artifacts or (repo(),)))
    return said, transport


def served(folder: Path, files: Mapping[str, str | bytes], **manner: object) -> Backend:
    backend = Backend(folder, **manner)  # type: ignore[arg-type]  # as Backend takes it
    backend.repository("o/n.git", tree(files))
    return backend


@pytest.mark.parametrize(
    ("files", "content"),
    [
        ({"README.md": "# Tool\n"}, Content.README_ONLY),
        ({"README.rst": "Tool\n====\nThe code will be released soon.\n", "LICENSE": "MIT"}, Content.PLACEHOLDER),
        ({"readme": "Tool", "values.csv": "1,2\n"}, Content.DATA_ONLY),
        (CODE, Content.RUNNABLE),
        ({"README.md": "# Tool\n", "src/tool/run.py": "1"}, Content.CODE),
        ({"README.md": "# Tool\n", "docs/index.md": "x"}, Content.README_ONLY),
    ],
)
def test_what_a_repository_holds_is_judged_by_its_root_and_its_readme(
    tmp_path: Path, files: Mapping[str, str], content: Content
) -> None:
    (said,), _ = look(served(tmp_path, files))
    assert (said.outcome, said.reason) == (Outcome.PRESENT, Reason.OK)
    assert contents_of(said.facts).content is content


@pytest.mark.parametrize(
    ("manner", "requests"),
    [
        ({}, 3),  # is it there, its references, its root
        (NARROW, 5),  # that filter is refused once; all folders, then the README
        (NEVER, 6),  # each filter is refused once; then everything comes at once
        ({"filters": False}, 3),  # everything comes at once
        ({"version": 0}, 2),  # references stand in the first answer
    ],
)
def test_the_root_costs_few_requests(tmp_path: Path, manner: dict[str, object], requests: int) -> None:
    (said,), transport = look(served(tmp_path, CODE, **manner))
    assert len(transport.requests) == requests
    assert said.facts.files == ("README.md", "requirements.txt", "train.py")
    assert [one.text for one in said.facts.readme or ()] == ["Run `python train.py`."]


def test_a_filter_that_a_host_refuses_is_not_asked_for_again(tmp_path: Path) -> None:
    backend = served(tmp_path, CODE, **NARROW)
    transport = Scripted(backend)
    service = Git(settings(), transport, Hosts(), now)
    spent = []
    for _ in range(3):
        before = len(transport.requests)
        (said,) = observe(service, repo())
        assert said.facts.files
        spent.append(len(transport.requests) - before)
    assert spent == [5, 4, 4]


def test_of_a_commit_whose_content_is_known_only_the_date_is_asked(tmp_path: Path) -> None:
    backend = served(tmp_path, {"README.md": "# T\n", "weights.bin": os.urandom(40_000)})
    (first,), _ = look(backend)
    (again,), transport = look(backend, repo(content_head=first.facts.head or ""))
    assert (again.facts.files, again.facts.readme) == (None, None)
    assert (again.facts.last_commit_at, again.facts.head) == (first.facts.last_commit_at, first.facts.head)
    assert len(transport.requests) == 3
    assert len(backend(transport.requests[-1]).body) < 1_000, "one commit, and nothing beside it"


def test_large_files_of_a_root_do_not_travel_and_a_large_readme_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# T\n" + "x " * 60_000 + "\nThe code will be released soon.\n",
        "model.bin": os.urandom(900_000),
    }
    (said,), transport = look(served(tmp_path, files))
    assert said.facts.files == ("README.md", "model.bin")
    assert any("soon" in one.text for one in said.facts.readme or ())
    assert len(transport.requests) == 4, "the README by its own id"
    backend = Backend(tmp_path)
    assert all(len(backend(request).body) < 200_000 for request in transport.requests)


def test_another_repository_in_a_folders_place_and_a_link_are_names(tmp_path: Path) -> None:
    history = tree({"README.md": "# T\n"}) + b"M 160000 " + b"1" * 40 + b" lib\nM 120000 inline data\ndata 2\n.."
    backend = Backend(tmp_path)
    backend.repository("o/n.git", history)
    (said,), _ = look(backend)
    assert said.facts.files == ("README.md", "data", "lib/")


def test_a_commit_without_a_file_is_empty(tmp_path: Path) -> None:
    backend = Backend(tmp_path)
    backend.repository("o/n.git", tree({}))
    (said,), _ = look(backend)
    assert (said.facts.files, contents_of(said.facts).content) == ((), Content.EMPTY)


@pytest.mark.parametrize("manner", [{}, NARROW, {"version": 0}])
def test_a_root_that_was_cut_is_not_told(tmp_path: Path, manner: dict[str, object]) -> None:
    """What decides may stand in what is missing."""
    backend = served(tmp_path, CODE, **manner)

    def cut(request: Request) -> Answer:
        whole = backend(request)
        fetched = request.content and b"command=ls-refs" not in request.content
        return replace(whole, body=whole.body[: len(whole.body) // 2]) if fetched else whole

    (said,), _ = look(cut)
    assert (said.outcome, said.facts.files, said.facts.readme) == (Outcome.PRESENT, None, None)


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.NETWORK, Reason.RATE_LIMITED])
def test_what_a_bad_day_hides_stands_as_the_reason_beside_what_was_seen(tmp_path: Path, reason: Reason) -> None:
    backend = served(tmp_path, CODE)

    def script(request: Request) -> Answer:
        if b"command=fetch" in (request.content or b""):
            raise Unreachable(reason, "no answer")
        return backend(request)

    (said,), _ = look(script)
    assert (said.outcome, said.reason, said.facts.default_branch) == (Outcome.PRESENT, reason, "main")


def test_a_server_that_breaks_at_much_is_asked_for_less(tmp_path: Path) -> None:
    backend = served(tmp_path, CODE)

    def script(request: Request) -> Answer:
        return answer(500) if b"combine:" in (request.content or b"") else backend(request)

    (said,), _ = look(script)
    assert (said.reason, said.facts.files) == (Reason.OK, ("README.md", "requirements.txt", "train.py"))


# -- the dumb protocol --------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [False, True])
def test_plain_files_tell_as_much(tmp_path: Path, pack: bool) -> None:
    backend = served(tmp_path, CODE | {"lib/a.txt": "1"})
    backend.make_ready("o/n.git", pack=pack)
    forge = Artifact(Kind.OTHER_FORGE, "git.example.org/o/n", "https://git.example.org/o/n")
    (smart,), _ = look(backend, forge)
    (said,), transport = look(backend.as_files, forge)
    assert said == smart
    assert said.facts.files
    assert len(transport.requests) <= 7
    assert {request.method for request in transport.requests} == {"GET"}


def test_an_empty_list_beside_a_head_is_an_empty_repository(tmp_path: Path) -> None:
    backend = Backend(tmp_path)
    backend.repository("o/n.git")
    backend.make_ready("o/n.git")
    (said,), _ = look(backend.as_files)
    assert (said.outcome, said.reason, said.facts.empty) == (Outcome.PRESENT, Reason.NO_COMMITS, True)


@pytest.mark.parametrize(
    ("listing", "head"),
    [
        ("", ""),
        ("", "<html>Welcome</html>"),
        ("# service=git-upload-pack\n", "ref: refs/heads/main\n"),
        (f"{'1' * 40}\trefs/heads/main\n", "nothing of the kind"),
        (f"{'1' * 39}\trefs/heads/main\n", "ref: refs/heads/main\n"),
        (f"{'1' * 40} refs/heads/main\n", "ref: refs/heads/main\n"),
    ],
)
def test_what_is_no_repository_of_plain_files_is_unknown(listing: str, head: str) -> None:
    def script(request: Request) -> Answer:
        return answer(200, head if request.url.endswith("/HEAD") else listing, content_type="text/plain")

    (said,), _ = look(script)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.slow
def test_many_artifacts_are_read_at_once(tmp_path: Path) -> None:
    backend = Backend(tmp_path)
    for number in range(12):
        backend.repository(f"o/n{number}.git", tree({"README.md": f"# {number}\n"}))
    said, _ = look(backend, *(repo(f"o/n{number}") for number in range(12)))
    assert {one.facts.files for one in said} == {("README.md",)}
    assert len({one.facts.head for one in said}) == 12
