"""The end of listings: papers that the inputs of a run no longer have are not listed any more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.papers.live.sources import is_live

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.jobs.context.run import Run


def end_listings(run: Run, inputs: Iterable[str]) -> int:
    """
    Unlist the papers that the sources of a run no longer have, after all its inputs were read; returns how many
    papers that are. A source with a record that could not be read unlists nothing, because that record may be any
    paper.
    """
    sources = [str(Path(name)) if Path(name).is_dir() else name for name in inputs if lists_everything(name)]
    return run.store.papers.end_listings(run.id, sources, unread=run.tally.unread)


def lists_everything(name: str) -> bool:
    """
    Whether reading an input gives everything that its source lists. That is so for files, folders, days of the Hub
    and venues; not for standard input, single ids, and arXiv, whose categories are read from the newest paper
    backwards.
    """
    if is_live(name):
        return not name.startswith(("arxiv:", "doi:"))
    return name != "-" and Path(name).exists()
