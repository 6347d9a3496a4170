"""
The git objects of a repository, with the ids that git gives them, so that GraphQL, REST and git agree about the same
commit.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tests.simulator.world import Submodule, Symlink, moment

if TYPE_CHECKING:
    from tests.simulator.world import Content, Repository

FILE, LINK, FOLDER, MODULE = 0o100644, 0o120000, 0o040000, 0o160000
LARGEST_TEXT = 512_000  # bytes: GitHub cuts the text of a longer blob


@dataclass(frozen=True)
class Blob:
    """A file. One with a known size only holds zeros, and git serves fewer bytes than that size."""

    content: bytes
    size: int
    mode: int = FILE
    kind = "blob"

    @cached_property
    def oid(self) -> str:
        """The id of the object."""
        return _oid("blob", self.content)

    @property
    def binary(self) -> bool:
        """By git's rule: a zero byte near the start."""
        return b"\0" in self.content[:8000]


@dataclass(frozen=True)
class Module:
    """A submodule: a commit of another repository."""

    url: str
    mode: int = MODULE
    size: int = 0
    kind = "commit"

    @property
    def oid(self) -> str:
        """The id of the commit of the other repository."""
        return _oid("commit", self.url.encode())


@dataclass(frozen=True)
class Tree:
    """A folder: its entries by name, in git's order."""

    entries: dict[str, Entry]
    mode: int = FOLDER
    size: int = 0
    kind = "tree"

    @cached_property
    def oid(self) -> str:
        """The id of the object."""
        lines = (f"{e.mode:o} {n}\0".encode() + bytes.fromhex(e.oid) for n, e in self.entries.items())
        return _oid("tree", b"".join(lines))


Entry = Blob | Module | Tree


def tree(repo: Repository) -> Tree:
    """The root folder of a repository's last commit."""
    return _tree(tuple(repo.files.items()))


def commit(repo: Repository) -> str:
    """The id of a repository's last commit; empty where there is none."""
    if repo.empty or repo.last_commit is None:
        return ""
    who = f"A <a@example.org> {int(moment(repo.last_commit).timestamp())} +0000"
    return _oid("commit", f"tree {tree(repo).oid}\nauthor {who}\ncommitter {who}\n\nm".encode())


def at(repo: Repository, revision: str) -> Repository | None:
    """The repository at a branch, a tag or a commit; None where it has no such revision."""
    if not commit(repo):
        return None
    name = revision.removeprefix("refs/heads/").removeprefix("refs/tags/")
    if name in ("HEAD", repo.branch, *repo.tags):
        return repo
    if name in repo.branches:
        return replace(repo, files=repo.branches[name])
    every = [repo, *(replace(repo, files=files) for files in repo.branches.values())]
    return next((one for one in every if len(name) > 3 and commit(one).startswith(name)), None)


def look_up(repo: Repository, expression: str) -> Entry | None:
    """The object that `revision:path` names; None where there is none. `HEAD:` is the root."""
    here_at = at(repo, expression.partition(":")[0])
    if here_at is None:
        return None
    here: Entry | None = tree(here_at)
    for part in expression.partition(":")[2].strip("/").split("/"):
        if part:
            here = here.entries.get(part) if isinstance(here, Tree) else None
    return here


def history(repo: Repository) -> bytes:
    """All branches and tags as a stream for `git fast-import`."""
    stream = _commit(repo, repo.branch)
    for name, files in repo.branches.items():
        stream += _commit(replace(repo, files=files), name)
    tags = (f"reset refs/tags/{tag}\nfrom refs/heads/{repo.branch}\n\n" for tag in repo.tags)
    return stream + "".join(tags).encode()


def _commit(repo: Repository, branch: str) -> bytes:
    when = int(moment(repo.last_commit or repo.created).timestamp())
    lines = [f"commit refs/heads/{branch}", f"committer A <a@example.org> {when} +0000", "data 1", "m"]
    stream = "\n".join([*lines, ""]).encode()
    for path, content in repo.files.items():
        entry = _leaf(content)
        if isinstance(entry, Blob):
            stream += f"M {entry.mode:o} inline {path}\ndata {len(entry.content)}\n".encode() + entry.content + b"\n"
        else:
            stream += f"M {entry.mode:o} {entry.oid} {path}\n".encode()
    return stream


@lru_cache(maxsize=4_096)
def _tree(files: tuple[tuple[str, Content], ...]) -> Tree:
    folders: dict[str, list[tuple[str, Content]]] = {}
    entries: dict[str, Entry] = {}
    for path, content in files:
        first, _, rest = path.partition("/")
        if rest:
            folders.setdefault(first, []).append((rest, content))
        else:
            entries[first] = _leaf(content)
    entries |= {name: _tree(tuple(inside)) for name, inside in folders.items()}
    order = sorted(entries, key=lambda name: name + "/" * isinstance(entries[name], Tree))
    return Tree({name: entries[name] for name in order})


def _leaf(content: Content) -> Blob | Module:
    match content:
        case Submodule():
            return Module(content.url)
        case Symlink():
            return Blob(content.target.encode(), len(content.target.encode()), LINK)
        case int():
            return Blob(bytes(min(content, 64)), content)
        case _:
            raw = content.encode() if isinstance(content, str) else content
            return Blob(raw, len(raw))


def _oid(kind: str, raw: bytes) -> str:
    return hashlib.sha1(f"{kind} {len(raw)}\0".encode() + raw, usedforsecurity=False).hexdigest()
