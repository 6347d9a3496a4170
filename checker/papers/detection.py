"""Recognising the format of an input by its first bytes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from checker.errors import InputError
from checker.papers.protocol import Evidence
from checker.papers.refusals.seeming import seeming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.papers.protocol import Reader

_log = logging.getLogger("reprolinks.papers")
_NAMED = "Name its format with --input-format"


def surest(head: bytes, readers: Mapping[str, Reader]) -> tuple[Evidence, Reader]:
    """The reader with the strongest evidence in these first bytes, and that evidence; of equals the first."""
    return max(((reader.recognises(head), reader) for reader in readers.values()), key=lambda found: found[0])


def recognise(head: bytes, source: str, readers: Mapping[str, Reader]) -> Reader:
    """
    The reader that is surest of these first bytes. A reader that takes anything of a kind does not get what seems to
    be something else. InputError, saying what the input seems to be and what to do, if none is left.
    """
    evidence, reader = surest(head, readers)
    if evidence < Evidence.SHAPE and (seems := seeming(head)):
        raise InputError(f"{source} is of no known format: it seems to be {seems.what}.", seems.advice)
    if evidence:
        _log.info("%s: read as %s (%s)", source, reader.name, evidence.name.lower())
        return reader
    raise _unknown(head, source, readers)


def seems_instead(head: bytes, named: str, readers: Mapping[str, Reader]) -> str:
    """
    What an input seems to be that gave no paper as the format that the user named, and whether its beginning has
    anything of that format; empty if nothing is known of it.
    """
    evidence, reader = surest(head, readers)
    seems = seeming(head) if evidence < Evidence.SHAPE else None
    if reader.name == named or (evidence < Evidence.SHAPE and not seems):
        return ""
    lacks = "" if readers[named].recognises(head) else f", and its beginning has no mark of {named}"
    return f"it seems to be {seems.what if seems else reader.name}{lacks}"


def _unknown(head: bytes, source: str, readers: Mapping[str, Reader]) -> InputError:
    if not head:
        return InputError(f"{source} is empty.", "Is it complete?")
    if not head.strip():
        return InputError(f"{source} is empty: it begins with {len(head)} spaces and line ends.", "Is it complete?")
    known = ", ".join(readers)
    return InputError(f"{source} is of no known format, and too short for a text.", f"{_NAMED}: {known}.")
