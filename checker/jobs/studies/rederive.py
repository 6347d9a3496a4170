"""Derives the figures of published studies again, from the studies' own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.statistics.estimates import SEED
from checker.studies.opening import opened
from checker.studies.protocol import Tools
from checker.studies.registry import STUDIES, study_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.statistics.published.derived import Derived


def rederive(files: Iterable[str]) -> Iterator[Derived]:
    """The figures derived from these files, file by file; InputError for a file of no known kind."""
    tools = with_numpy()
    for name in files:
        content = opened(name)
        yield from study_of(content, STUDIES).derived(content, tools)


def with_numpy() -> Tools:
    """The functions that need numpy; UsageError where it is not installed."""
    try:
        from checker.statistics.resampling import resampler
        from checker.statistics.survival.current_status import current_status
    except ImportError as error:
        raise UsageError("numpy is missing, which these figures need.", "Install 'reprolinks[stats]'.") from error
    return Tools(resampler(SEED), current_status)
