"""The edits of a text that correct its links, and the remarks on links that can't be corrected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.fixes.notations import regions
from checker.fixes.plan import keys, planned_fix
from checker.links.addresses.find import find_links
from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.fixes.notations import Region
    from checker.model import Link
    from checker.model.rows import KnownRow


class LinkInText(NamedTuple):
    """A link in a text, with its region; the offsets of the link count from the begin of the region."""

    region: Region
    link: Link


@dataclass(frozen=True, slots=True)
class Edit:
    """
    The characters `start` to `end` of a text are replaced by `new`, because of `why`. `link` is where the link
    begins. An edit of no characters is only a remark on the link.
    """

    link: int
    start: int
    end: int
    new: str
    why: str


def links_in(text: str, name: str) -> list[LinkInText]:
    """All links of a text that may be corrected, in order. `name` is its file's, whose ending tells the notation."""
    return [
        LinkInText(region, link)
        for region in regions(text, name)
        for link in find_links(text[region.start : region.end])
        if link.kind is not Kind.PAPER
    ]


def keys_in(links: Sequence[LinkInText]) -> set[str]:
    """The keys of all artifacts that these links may name."""
    return {key for one in links for key in keys(one.link)}


def edits(links: Sequence[LinkInText], known: Callable[[str], KnownRow | None], *, archived: bool) -> Iterator[Edit]:
    """
    The edits for these links, in order; they never overlap. `known` gives what is known of an artifact by its key. A
    text that names several artifacts at once, as `owner/{one,other}` does, is not replaced.
    """
    sharing = Counter(region.start + link.start for region, link in links)
    for region, link in links:
        fix, at = planned_fix(link, known, archived=archived), region.start + link.start
        if fix is None:
            continue
        if not fix.is_change or sharing[at] > 1:
            yield Edit(at, at, at, "", fix.why)
            continue
        new = region.write(fix.new, link.raw)
        if new != link.raw[fix.start : fix.end]:
            yield Edit(at, at + fix.start, at + fix.end, new, fix.why)


def applied(text: str, changes: Sequence[Edit]) -> str:
    """The text after all these edits."""
    pieces, at = list[str](), 0
    for one in changes:
        pieces += (text[at : one.start], one.new)
        at = one.end
    return "".join((*pieces, text[at:]))
