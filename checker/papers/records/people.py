"""Authors and venue of a paper from XML, for display."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.papers.records.paper import Shown, one_line
from checker.papers.records.xml import child_text, text_of

if TYPE_CHECKING:
    from checker.papers.records.xml import Element

_GIVEN = ("ForeName", "given-names", "givenName", "givenname", "forenames", "first")
_FAMILY = ("LastName", "surname", "familyName", "keyname", "last")
_WHOLE = ("name", "creatorName", "CollectiveName")
_LONGEST = 2_000  # characters of a list of authors


@dataclass(frozen=True, slots=True)
class Shows:
    """The path of the elements for one author each, and paths of elements for the venue, in order of preference."""

    people: str
    venue: tuple[str, ...] = ()

    def of(self, record: Element) -> Shown:
        """Authors (joined by `; `) and venue of a record."""
        people = "; ".join(filter(None, map(_person, record.iterfind(self.people))))[:_LONGEST]
        venues = (one_line(child_text(record, path)) for path in self.venue)
        return Shown(people, next(filter(None, venues), ""))


def _person(element: Element) -> str:
    """The given and family name of a person, without other parts; the whole text if no part is known."""
    if not len(element):
        return one_line(element.text or "")
    parts: dict[str, str] = {}
    for child in element.iterchildren("*"):
        parts.setdefault(child.tag.rpartition("}")[2], text_of(child))
    whole = next((parts[name] for name in _WHOLE if name in parts), "")
    names = [next((parts[name] for name in known if name in parts), "") for known in (_GIVEN, _FAMILY)]
    return one_line(whole or " ".join(names)) or one_line(text_of(element))
