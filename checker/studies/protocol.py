"""What a file of link statuses that others measured gives: looks, and the figures that its study derives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.statistics.clusters import Sizes
    from checker.statistics.published.derived import Derived


@dataclass(frozen=True, slots=True)
class Look:
    """
    One check of an address by somebody else. `answered` is whether the address works by their own definition;
    `outcome` is what the status shows by ours: present, absent (404, 410) or unknown. `status` is the HTTP status,
    None where the file has none; `at` is a moment or date (ISO 8601), `published` the date or year of the paper; both
    are empty where they are not known.
    """

    url: str
    at: str
    answered: bool
    outcome: str
    status: int | None = None
    published: str = ""


def outcome_of(status: int) -> str:
    """The outcome that an HTTP status shows: present (200 to 399), absent (404, 410), or else unknown."""
    return "present" if 200 <= status < 400 else "absent" if status in _ABSENT else "unknown"


_ABSENT = (404, 410)


@dataclass(frozen=True, slots=True)
class Tools:
    """
    The functions that figures need, with a fixed random seed. `resample` gives an interval from the sizes and hits of
    clusters; `survival` takes (age in months, whether lost) and gives a function from an age to the share surviving.
    """

    resample: Callable[[Sizes], tuple[float, float]]
    survival: Callable[[list[tuple[int, bool]]], Callable[[int], float]]


class Study(Protocol):
    """One kind of file, recognised by its columns or keys, never by its name."""

    @property
    def name(self) -> str:
        """The name of the study, such as `mangul2018`; also the name of the witness whose looks are recorded."""

    def recognises(self, content: Any) -> bool:
        """Whether this content (see `checker.studies.opening`) is of this kind."""

    def looks(self, content: Any) -> Iterator[Look]:
        """The checks in the file."""

    def derived(self, content: Any, tools: Tools) -> Iterator[Derived]:
        """The figures that its study prints, by its own definitions."""
