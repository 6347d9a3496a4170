"""
What the objects of a repository tell of its last commit: its date, the names in its root, its README. Pure.

`next_step` says which objects to ask for next, so that whoever fetches them (the smart protocol, the dumb one) need
not know why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dulwich.errors import ObjectFormatException
from dulwich.objects import parse_tree

from checker.content.ladder import folders_to_look_into
from checker.content.readme import readme_among

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.services.git.pack import GitObject

#: What a fetch takes beside the objects that it names (git-rev-list, --filter): the root with the folders and the
#: small files in it; all folders; not even a root; or all there is, where nothing else is served. GitHub is known to
#: serve the second and the third, and advises them; git itself, which most forges run, serves them all.
ROOT, FOLDERS_ALONE, ALONE, WHOLE = FILTERS = (b"combine:tree:2+blob:limit=65536", b"blob:none", b"tree:0", b"")
FOLDERS = 3  # of one root that are looked into

_COMMITTER = re.compile(rb"^committer [^\n]*> (\d{1,11}) [+-]\d{4}$", re.MULTILINE)
_TREE = re.compile(rb"tree ([0-9a-f]{40}(?:[0-9a-f]{24})?)\n")
_FIRST = datetime(1971, 1, 1, tzinfo=UTC)  # a clock that was never set says 1970
_FOLDER, _MODULE, _KIND = 0o040000, 0o160000, 0o170000


@dataclass(frozen=True, slots=True)
class Step:
    """Objects to ask for at once, by name, and what to leave out beside them. `deep`: of the history one commit."""

    names: tuple[str, ...]
    leaving: bytes = ALONE
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """
    The root of a commit: names, folders with a slash at the end and what is in those that were looked into, and the
    text of its README, empty where there is none.
    """

    files: tuple[str, ...]
    readme: str


def next_step(head: str, objects: Mapping[str, GitObject], *, root: bool, leaving: bytes) -> Step | None:
    """
    What to ask for next to learn the date of a commit and, with `root`, what is in its root; None when all is there.
    `leaving` is what the server may be asked to leave out.
    """
    alone = WHOLE if leaving == WHOLE else ALONE
    if head not in objects:
        return Step((head,), leaving if root else alone, deep=True)
    if not root or (tree := root_name(objects[head])) is None:
        return None
    if tree not in objects:
        return Step((tree,), alone)
    try:
        looked = _looked_at(objects[tree], len(head)).values()
    except ValueError:
        return None
    missing = tuple(dict.fromkeys(name for name in looked if name not in objects))
    return Step(missing, alone) if missing else None


def committed_at(commit: GitObject) -> datetime | None:
    """When a commit was committed, by its own word; None where it tells no date, or one that is no clock's."""
    found = _COMMITTER.search(commit.content.partition(b"\n\n")[0]) if commit.kind == b"commit" else None
    try:
        when = datetime.fromtimestamp(int(found[1]), UTC) if found else None
    except (ValueError, OverflowError, OSError):
        return None
    return when if when and when >= _FIRST else None


def root_name(commit: GitObject) -> str | None:
    """The name of a commit's root tree."""
    found = _TREE.match(commit.content) if commit.kind == b"commit" else None
    return found[1].decode() if found else None


def root_of(head: str, objects: Mapping[str, GitObject]) -> Root | None:
    """The root of a commit; None where an object that tells of it is missing or broken."""
    tree = root_name(objects[head]) if head in objects else None
    if tree is None or tree not in objects:
        return None
    try:
        return _root(objects[tree], objects, len(head))
    except (KeyError, ValueError):
        return None


def _root(tree: GitObject, objects: Mapping[str, GitObject], digits: int) -> Root:
    files, readme = list(_entries(tree, digits)), ""
    for path, name in _looked_at(tree, digits).items():
        if path.endswith("/"):
            files += [f"{path}{inside}" for inside in _entries(objects[name], digits)]
        else:
            readme = objects[name].content.decode("utf-8", "replace")
    return Root(tuple(files), "" if "\0" in readme else readme)


def _looked_at(tree: GitObject, digits: int) -> dict[str, str]:
    """The paths in a root that tell more than their names, with their objects' names: its README, folders of code."""
    entries = _entries(tree, digits)
    names = tuple(entries)
    paths = [readme_among(names), *[one for one in folders_to_look_into(names) if entries[one]][:FOLDERS]]
    return {path: entries[path] for path in paths if entries.get(path)}


def _entries(tree: GitObject, digits: int) -> dict[str, str]:
    """
    The names in a tree as they are shown, with the objects' names of so many digits: folders with a slash at the end,
    and so a commit of another repository, of which there is no object here. Raises ValueError for what is no tree.
    """
    found = {}
    for name, mode, sha in _lines(tree, digits):
        kind = mode & _KIND
        text = name.decode("utf-8", "replace") + ("/" if kind in (_FOLDER, _MODULE) else "")
        found[text] = "" if kind == _MODULE else sha.decode()
    return found


def _lines(tree: GitObject, digits: int) -> Sequence[tuple[bytes, int, bytes]]:
    if tree.kind != b"tree":
        raise ValueError("no tree")
    try:
        return list(parse_tree(tree.content, digits // 2))
    except ObjectFormatException as error:
        raise ValueError("a broken tree") from error
