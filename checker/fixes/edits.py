"""Files with their links mended: what is replaced where, and why, and what is only told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.fixes.notations import regions
from checker.fixes.plan import deed, keys
from checker.links.addresses.find import find_links
from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.fixes.notations import Region
    from checker.model import Link
    from checker.model.rows import KnownRow


class Place(NamedTuple):
    """A link in a text: its region, and where that begins."""

    region: Region
    link: Link


@dataclass(frozen=True, slots=True)
class Edit:
    """
    A piece of a text, by its characters, what is written in its place, and why; `link` is where its link begins. An
    empty piece is only told.
    """

    link: int
    start: int
    end: int
    new: str
    why: str


def places(text: str, name: str) -> list[Place]:
    """All links of a text that may be mended, in order; `name` is its file's, whose ending tells the notation."""
    return [
        Place(region, link)
        for region in regions(text, name)
        for link in find_links(text[region.start : region.end])
        if link.kind is not Kind.PAPER
    ]


def named(found: Sequence[Place]) -> set[str]:
    """The keys of all artifacts that these links may name."""
    return {key for place in found for key in keys(place.link)}


def edits(found: Sequence[Place], known: Callable[[str], KnownRow | None], *, archived: bool) -> Iterator[Edit]:
    """
    What is to be done with these links, in order; pieces never overlap. Where one text names several, as
    `owner/{one,other}` does, nothing is written over it.
    """
    sharing = Counter(region.start + link.start for region, link in found)
    for region, link in found:
        what, at = deed(link, known, archived=archived), region.start + link.start
        if what is None:
            continue
        if not what.is_change or sharing[at] > 1:
            yield Edit(at, at, at, "", what.why)
            continue
        new = region.write(what.new, link.raw)
        if new != link.raw[what.start : what.end]:
            yield Edit(at, at + what.start, at + what.end, new, what.why)


def applied(text: str, changes: Sequence[Edit]) -> str:
    """The text with all changes made."""
    pieces, at = list[str](), 0
    for one in changes:
        pieces += (text[at : one.start], one.new)
        at = one.end
    return "".join((*pieces, text[at:]))
