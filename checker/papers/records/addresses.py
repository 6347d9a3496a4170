"""
The fields of a record, other than title and abstract, that hold addresses: strings, lists and objects at any depth.

A field counts if its addresses may be those of an artifact. Addresses of the paper itself (its page, its PDF, its
DOI) count only if they lead to a forge, the Hub or an archive, or if the record is itself an artifact (`@software`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.links import find_links
from checker.papers.records.field_names import is_of_the_paper

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_DEEPEST = 8  # levels below the record
_MOST = 2_000  # texts of one record that are read
_LONGEST = 2**20  # characters of one text; longer ones are not read
_NO_ARTIFACT = frozenset({"other", "paper"})  # kinds of links that do not count in a field about the paper itself


class Addresses:
    """Finds the fields of records that hold addresses; `passed` names the fields whose addresses do not count."""

    def __init__(self, *, known: Container[str] = (), whole: Container[str] = ()) -> None:
        """`known` are names of fields that are read elsewhere; `whole` names of fields whose addresses all count."""
        self.passed: dict[str, None] = {}
        self._known = known
        self._whole = whole

    def of(self, record: Mapping[str, object], *, artifact: bool = False) -> tuple[tuple[str, str], ...]:
        """
        (name, text) of every field with an address that counts; the name of a nested field is dotted, `links.code`.
        `artifact`: the record describes an artifact, so that all of its addresses count.
        """
        found: dict[str, list[str]] = {}
        for name, text in self._texts(record):
            if self._counts(name, text, artifact=artifact):
                found.setdefault(name, []).append(text)
        return tuple((name, "\n\n".join(dict.fromkeys(texts))) for name, texts in found.items())

    def _texts(self, record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        fields = ((name, value) for name, value in record.items() if name not in self._known)
        for number, found in enumerate(_strings(fields, _DEEPEST)):
            if number == _MOST:
                return
            yield found

    def _counts(self, name: str, text: str, *, artifact: bool) -> bool:
        """Whether a field has links that count; the names of others with links are added to `passed`."""
        links = find_links(text)
        if not links or name in self._whole:
            return bool(links)
        if artifact or not is_of_the_paper(name) or any(link.kind.value not in _NO_ARTIFACT for link in links):
            return True
        self.passed[name] = None
        return False


def addresses(
    record: Mapping[str, object], known: Container[str] = (), *, artifact: bool = False
) -> tuple[tuple[str, str], ...]:
    """What `Addresses` finds in one record."""
    return Addresses(known=known).of(record, artifact=artifact)


def _strings(fields: Iterator[tuple[str, object]], deepest: int) -> Iterator[tuple[str, str]]:
    """(dotted name, text) of every string, in order; a list's items have the list's name."""
    for name, value in fields:
        if isinstance(value, str):
            if len(value) < _LONGEST:
                yield name, value
        elif isinstance(value, dict) and deepest:
            yield from _strings(((f"{name}.{key}", one) for key, one in value.items()), deepest - 1)
        elif isinstance(value, list) and deepest:
            yield from _strings(((name, one) for one in value), deepest - 1)
