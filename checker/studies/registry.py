"""All kinds of files of link statuses, the most specific first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import InputError
from checker.studies.lychee import Lychee
from checker.studies.mangul import Mangul
from checker.studies.plain import Plain
from checker.studies.reprodb import Availability, Checks, Repositories
from checker.studies.ticks import Ticks

if TYPE_CHECKING:
    from checker.studies.opening import Content
    from checker.studies.protocol import Study

#: Studies whose figures can be derived again.
STUDIES: tuple[Study, ...] = (Mangul(), Availability(), Checks(), Repositories(), Ticks())
#: Kinds of files whose looks can be imported.
WITNESSES: tuple[Study, ...] = (*STUDIES, Lychee(), Plain())


def study_of(content: Content, kinds: tuple[Study, ...] = STUDIES) -> Study:
    """The kind of a file, among `kinds`; InputError, which names its columns or keys, where it is none of them."""
    for one in kinds:
        if one.recognises(content):
            return one
    names = ", ".join(content.columns[:8]) or ", ".join(sorted(map(str, _keys(content.document)))[:8]) or "nothing"
    raise InputError(f"{content.source} is of no known kind: it holds {names}.", "See docs/statistics.md.")


def _keys(document: object) -> list[object]:
    first = document[0] if isinstance(document, list) and document else document
    return list(first) if isinstance(first, dict) else []
