"""What a file of others' statuses gives: looks at links, and the figures that its study derives from them."""

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
    What somebody else was told about an address. `answered` is what they make of it, by their own definition;
    `outcome` what it shows by ours: present, absent (404, 410) or unknown. `status` is the HTTP status where one is
    kept, `at` a moment or date (ISO 8601), `published` the date or year of the paper, empty where it is not known.
    """

    url: str
    at: str
    answered: bool
    outcome: str
    status: int | None = None
    published: str = ""


def outcome_of(status: int) -> str:
    """What an HTTP status shows: that it is there, that the host says it is not, or neither."""
    return "present" if 200 <= status < 400 else "absent" if status in _ABSENT else "unknown"


_ABSENT = (404, 410)


@dataclass(frozen=True, slots=True)
class Tools:
    """What figures need beside the file: an interval from clusters, and a survival curve; both draw by a seed."""

    resample: Callable[[Sizes], tuple[float, float]]
    survival: Callable[[list[tuple[int, bool]]], Callable[[int], float]]


class Study(Protocol):
    """One kind of file: recognised by its columns or keys, never by its name."""

    @property
    def name(self) -> str:
        """What it is called, as `mangul2018`: the name of the witness too."""

    def recognises(self, content: Any) -> bool:
        """Whether this content (see `checker.studies.opening`) is of this kind."""

    def looks(self, content: Any) -> Iterator[Look]:
        """What it says of each address."""

    def derived(self, content: Any, tools: Tools) -> Iterator[Derived]:
        """The figures that its study prints, by its own definitions."""
