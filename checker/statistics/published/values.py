"""A published figure, and the question under which ours is comparable."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Measure(StrEnum):
    """What a published figure measures."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    ARCHIVED = "archived"
    UNRECOVERABLE = "unrecoverable"
    MAINTAINED = "maintained"
    PROMISE_BROKEN = "promise broken"
    PREVALENCE = "prevalence"
    HALF_LIFE = "half-life"
    OWNERSHIP = "ownership"
    COMPLETENESS = "completeness"


class Question(StrEnum):
    """What is counted of our links to answer a published figure."""

    LOST = "gone or blocked, of known"
    LOST_CONFIRMED = "gone (confirmed) or blocked, of known"
    LOST_OR_SILENT = "gone, blocked, or unknown for timeout, dns, server_error or refused, of all"
    LOST_OR_DOWN = "gone, blocked, or unknown for dns, timeout, tls or server_error, of all"
    THERE = "neither gone nor blocked, of known"
    THERE_LEAST = "neither gone nor blocked, the unknown taken as gone, of all"
    CONTENT = "holds code or data, of available with known content"
    SOFTWARE_HERITAGE = "held by Software Heritage, of asked"
    WAYBACK = "held by the Wayback Machine, of asked; one archive, so a lower bound"
    UNRECOVERABLE = "no copy of the content, of gone or blocked that were looked up"
    MAINTAINED = "a commit within 365 days (policy recent-commit), of judged"
    TICKS = "four or five items of the completeness checklist, of known content with code"
    OWN = "own, of own and third parties'"
    PAPERS_WITH_REPOSITORY = "papers that link to a GitHub repository, of all"
    PROMISES = "promised in words and not linked after 365 days, of promises as old"
    MEDIAN = "age at which half are lost (Turnbull's estimate)"


class Basis(StrEnum):
    """Where the value of a published figure was taken from."""

    RECOMPUTED = "recomputed from the study's file"
    NOTEBOOK = "printed in the authors' own notebook"
    PAPER = "stated in the paper"
    SECONDARY = "from a summary of the paper"


@dataclass(frozen=True, slots=True)
class Ours:
    """
    The links that a question is asked of: `kinds` of artifact (empty: all), `hosts` (the first part of the target;
    empty: all), `whose` (`own` or `all`), and `years` of their papers (empty: all).
    """

    question: Question
    kinds: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    whose: str = "all"
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """
    One published figure.

    `value` is in percent (for a half-life, in years), `part` of `whole` where both are known. `definition` is what
    the study counts, `source` where the value is printed. `ours` is what is comparable, None where nothing is;
    `caution` says why, or what to keep in mind. `by_year` counts the study's links by the year of their papers.
    """

    id: str
    study: str
    checked: str
    corpus: str
    measure: Measure
    value: float
    definition: str
    basis: Basis
    source: str
    part: int | None = None
    whole: int | None = None
    ours: Ours | None = None
    caution: str = ""
    by_year: Mapping[str, int] = field(default_factory=dict)
