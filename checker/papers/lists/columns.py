"""The columns of a table of papers: title, authors, venue and date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from checker.papers.lists.labels import is_label
from checker.papers.lists.markup.blocks import words
from checker.papers.lists.titles import Title, clean, is_title, title_of

if TYPE_CHECKING:
    from checker.papers.lists.markup.blocks import Run

Cells: TypeAlias = "tuple[tuple[str, tuple[Run, ...]], ...]"

_TITLES = (
    re.compile(r"(?:paper |article )?titles?|标题|題目|题目|タイトル|titel|titre|título", re.IGNORECASE),
    re.compile(r"(?:papers?|articles?|publications?|works?|论文(?:名称|标题)?|論文)\b.{0,20}", re.IGNORECASE),
    re.compile(
        r"(?:names?|methods?|models?|approach(?:es)?|algorithms?|datasets?|projects?|名称)\b.{0,20}", re.IGNORECASE
    ),
)
_DATES = re.compile(r".{0,20}\b(?:dates?|year|published|time|day|month)|日期|年份|时间|年", re.IGNORECASE)
_AUTHORS = re.compile(r"authors?|作者|著者|auteurs?|autor(?:es|en)?", re.IGNORECASE)
_VENUES = re.compile(
    r"(?:venues?|conf(?:erence)?s?|journals?|publi(?:cation|shed (?:in|at))|proceedings|会议|期刊)", re.IGNORECASE
)


def title_in_row(cells: Cells) -> Title | None:
    """The title in a row: in a column with such a name, else the cell with most words that can be a title."""
    for pattern in _TITLES:
        for name, runs in cells:
            if _matches(name, pattern) and (found := _title(runs)):
                return found
    titles = [found for name, runs in cells if not _matches(name, _AUTHORS) and (found := _title(runs))]
    return max(titles, key=lambda found: len(found.text.split()), default=None)


def is_named(cells: Cells) -> bool:
    """Whether a column has a name for titles or papers."""
    return any(_matches(name, pattern) for pattern in _TITLES[:2] for name, _ in cells)


@lru_cache(4096)  # every row of a table has the same columns
def _matches(name: str, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(name.strip()) is not None


def _title(runs: tuple[Run, ...]) -> Title | None:
    found = title_of(runs)
    if found is None and is_title(text := clean(words(runs))) and not is_label(text):
        return Title(text, 0)
    return found


def date_column(cells: Cells) -> str:
    """The text of the column for the date of publication; empty if there is none."""
    return _column(cells, _DATES)


def authors_column(cells: Cells) -> str:
    """The text of the column for the authors; empty if there is none."""
    return _column(cells, _AUTHORS)


def venue_column(cells: Cells) -> str:
    """The text of the column for the venue; empty if there is none."""
    return _column(cells, _VENUES)


def _column(cells: Cells, pattern: re.Pattern[str]) -> str:
    return next((words(runs) for name, runs in cells if _matches(name, pattern)), "")
