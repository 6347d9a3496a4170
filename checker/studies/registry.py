"""All kinds of files of statuses, the narrowest first."""

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

#: Whose tables can be derived again.
STUDIES: tuple[Study, ...] = (Mangul(), Availability(), Checks(), Repositories(), Ticks())
#: Whose looks can be kept beside ours.
WITNESSES: tuple[Study, ...] = (*STUDIES, Lychee(), Plain())


def study_of(content: Content, kinds: tuple[Study, ...] = STUDIES) -> Study:
    """The kind of a file; InputError, naming what it holds, where it is none of these."""
    for one in kinds:
        if one.recognises(content):
            return one
    names = ", ".join(content.columns[:8]) or ", ".join(sorted(map(str, _keys(content.document)))[:8]) or "nothing"
    raise InputError(f"{content.source} is of no known kind: it holds {names}.", "See docs/statistics.md.")


def _keys(document: object) -> list[object]:
    first = document[0] if isinstance(document, list) and document else document
    return list(first) if isinstance(first, dict) else []
