"""Recognising the format of an input by its first bytes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from checker.errors import InputError
from checker.papers.protocol import Evidence
from checker.papers.refusals.guessing import guessed_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.papers.protocol import Reader

_log = logging.getLogger("reprolinks.papers")
_NAMED = "Name its format with --input-format"


def surest(head: bytes, readers: Mapping[str, Reader]) -> tuple[Evidence, Reader]:
    """The strongest evidence of any reader in the first bytes of an input, and that reader; of equals the first."""
    return max(((reader.recognises(head), reader) for reader in readers.values()), key=lambda found: found[0])


def recognise(head: bytes, source: str, readers: Mapping[str, Reader]) -> Reader:
    """
    The reader with the strongest evidence in `head`, the first bytes of the input `source`.

    Evidence weaker than `SHAPE` does not count if the bytes look like a kind of file that no reader reads. Raises
    InputError, saying what the input seems to be and what to do, if no reader is left.
    """
    evidence, reader = surest(head, readers)
    if evidence < Evidence.SHAPE and (guess := guessed_kind(head)):
        raise InputError(f"{source} is of no known format: it seems to be {guess.what}.", guess.advice)
    if evidence:
        _log.info("%s: read as %s (%s)", source, reader.name, evidence.name.lower())
        return reader
    raise _unknown(head, source, readers)


def seems_instead(head: bytes, named: str, readers: Mapping[str, Reader]) -> str:
    """
    For the error about an input that gave no paper in the format that the user named: what it seems to be instead,
    and whether its first bytes lack every sign of the named format. Empty if it is not recognised as anything else.
    """
    evidence, reader = surest(head, readers)
    guess = guessed_kind(head) if evidence < Evidence.SHAPE else None
    if reader.name == named or (evidence < Evidence.SHAPE and not guess):
        return ""
    lacks = "" if readers[named].recognises(head) else f", and it does not begin as {named} does"
    return f"it seems to be {guess.what if guess else reader.name}{lacks}"


def _unknown(head: bytes, source: str, readers: Mapping[str, Reader]) -> InputError:
    if not head:
        return InputError(f"{source} is empty.", "Is it complete?")
    if not head.strip():
        return InputError(f"{source} is empty: it begins with {len(head)} spaces and line ends.", "Is it complete?")
    known = ", ".join(readers)
    return InputError(f"{source} is of no known format, and too short for a text.", f"{_NAMED}: {known}.")
