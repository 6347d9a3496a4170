"""Which inputs, read to their end, say what their sources still have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.papers.live.sources import is_live

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.jobs.context.run import Run


def end_listings(run: Run, inputs: Iterable[str]) -> int:
    """
    After all inputs of a run were read: what their sources no longer have is listed no more. Returns how many papers
    that are. Of a source of which a record could not be read it is not known what it still has.
    """
    sources = [str(Path(name)) if Path(name).is_dir() else name for name in inputs if tells_all(name)]
    return run.store.papers.end_listings(run.id, sources, unread=run.tally.unread)


def tells_all(name: str) -> bool:
    """
    Whether what an input no longer has is no longer in its source: so of files, folders, days of the Hub and venues;
    not of standard input, of single ids, and of arXiv, whose categories are read from the newest paper back.
    """
    if is_live(name):
        return not name.startswith(("arxiv:", "doi:"))
    return name != "-" and Path(name).exists()
