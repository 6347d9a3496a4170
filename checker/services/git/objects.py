"""
Reads the last commit of a repository from git objects: its date, the names in its root, its README. Pure.

`next_step` returns which objects to fetch next, for the smart and the dumb protocol alike.
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

#: Filters of a fetch (git-rev-list, --filter), by what is sent beside the objects that it names: the root with the
#: folders and small files in it; all folders, no files; nothing else; everything (no filter). GitHub serves the
#: second and the third, and advises them; git itself, which most forges run, serves all four.
ROOT, FOLDERS_ALONE, ALONE, WHOLE = FILTERS = (b"combine:tree:2+blob:limit=65536", b"blob:none", b"tree:0", b"")
FOLDERS = 3  # folders of one root that are read

_COMMITTER = re.compile(rb"^committer [^\n]*> (\d{1,11}) [+-]\d{4}$", re.MULTILINE)
_TREE = re.compile(rb"tree ([0-9a-f]{40}(?:[0-9a-f]{24})?)\n")
_FIRST = datetime(1971, 1, 1, tzinfo=UTC)  # earlier dates (1970) come from clocks that were never set
_FOLDER, _MODULE, _KIND = 0o040000, 0o160000, 0o170000


@dataclass(frozen=True, slots=True)
class FetchStep:
    """
    One fetch: names of objects, the filter for other objects, and whether only one commit is wanted
    (`shallow`).
    """

    names: tuple[str, ...]
    filter_spec: bytes = ALONE
    shallow: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """
    The root of a commit. `files`: the names in it, folders with a slash at the end, and the paths in folders that
    were read. `readme`: the text of its README, empty if there is none.
    """

    files: tuple[str, ...]
    readme: str


def next_step(head: str, objects: Mapping[str, GitObject], *, root: bool, filter_spec: bytes) -> FetchStep | None:
    """
    The next fetch that is needed for the date of a commit and, with `root`, for its root; None if nothing is missing.
    `filter_spec`: the filter to ask the server for.
    """
    alone = WHOLE if filter_spec == WHOLE else ALONE
    if head not in objects:
        return FetchStep((head,), filter_spec if root else alone, shallow=True)
    if not root or (tree := root_name(objects[head])) is None:
        return None
    if tree not in objects:
        return FetchStep((tree,), alone)
    try:
        looked = _looked_at(objects[tree], len(head)).values()
    except ValueError:
        return None
    missing = tuple(dict.fromkeys(name for name in looked if name not in objects))
    return FetchStep(missing, alone) if missing else None


def committed_at(commit: GitObject) -> datetime | None:
    """The committer date of a commit; None if it has none, or one before 1971."""
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
    """The root of a commit; None if an object that it needs is missing or broken."""
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
    """Paths in a root whose objects are read, with the names of these objects: its README, and folders of code."""
    entries = _entries(tree, digits)
    names = tuple(entries)
    paths = [readme_among(names), *[one for one in folders_to_look_into(names) if entries[one]][:FOLDERS]]
    return {path: entries[path] for path in paths if entries.get(path)}


def _entries(tree: GitObject, digits: int) -> dict[str, str]:
    """
    The names in a tree → the names of their objects, which have so many digits. Folders and submodules end in a
    slash; a submodule has no object here (""). Raises ValueError for an object that is not a valid tree.
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
