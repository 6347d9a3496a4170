"""The lines that a pull request adds, from `git diff`, and the links in these lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from checker.errors import UsageError
from checker.jobs.ci.branch import git
from checker.model import ExtractedPaper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Link

_Found = TypeVar("_Found")

#: Path of a file below the repository's root → number (from 1) of an added line → its text.
Added: TypeAlias = dict[str, dict[int, str]]

_FILE = re.compile(r"\+\+\+ b/(.*?)\t?")
_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def added_since(base: str, folder: Path) -> Added:
    """
    The lines that the checkout in `folder` has beyond its common ancestor with commit `base`.

    Raises UsageError where git fails: `folder` is no checkout, or the commit was not fetched.
    """
    command = ("-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--relative")
    diff = git(folder, *command, "--end-of-options", f"{base}...", "--")
    if diff.returncode:
        why = "".join(diff.stderr.decode("utf-8", "replace").strip().splitlines()[:1])
        raise UsageError(
            f"The lines that the pull request adds can't be found: {why}.",
            "Check out the whole history: actions/checkout with fetch-depth: 0.",
        )
    return lines_added(diff.stdout.decode("utf-8", "replace"))


def lines_added(diff: str) -> Added:
    """The added lines of a unified diff that has no context lines (`--unified=0`)."""
    added: Added = {}
    file, number, left = "", 0, 0  # `left` lines of the hunk are to come: a line of text may look like a header
    for line in diff.split("\n"):
        if left and line.startswith("+"):
            added.setdefault(file, {})[number] = line[1:]
            number, left = number + 1, left - 1
        elif not left and (found := _FILE.fullmatch(line)):
            file = found[1]
        elif not left and (hunk := _HUNK.match(line)):
            number, left = int(hunk[1]), int(hunk[2] or 1)
    return added


def only_added(found: Iterable[_Found], added: Added, root: Path) -> Iterator[_Found | ExtractedPaper]:
    """
    The same papers with only their links in added lines, without papers that have none there. Items that are no
    papers pass through. `root` is the folder that the paths in `added` are below.
    """
    for one in found:
        if not isinstance(one, ExtractedPaper):
            yield one
            continue
        lines = added.get(_below(one.paper.source, root), {})
        if links := tuple(link for link in one.links if _stands_in(link, lines)):
            yield one._replace(links=links)


def _stands_in(link: Link, lines: dict[int, str]) -> bool:
    """Whether a link is in an added line; where its line is not known, whether its text is in one."""
    return link.line in lines if link.line else any(link.raw in text for text in lines.values())


def _below(source: str, root: Path) -> str:
    """The path of a source below `root`, with slashes; empty where it is not below it."""
    try:
        return Path(source).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return ""
