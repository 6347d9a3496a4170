"""Which reader reads an input: the one place where formats are recognised, by their first bytes alone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from checker.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.papers.protocol import Reader

_log = logging.getLogger("reprolinks.papers")


def recognise(head: bytes, source: str, readers: Mapping[str, Reader]) -> Reader:
    """The reader that is surest of these first bytes; InputError, naming all that were tried, if none knows them."""
    evidence, reader = max(((one.recognises(head), one) for one in readers.values()), key=lambda found: found[0])
    if evidence:
        _log.info("%s: read as %s (%s)", source, reader.name, evidence.name.lower())
        return reader
    tried = ", ".join(readers)
    what = "is empty" if not head.strip() else f"is of no known format (tried: {tried})"
    raise InputError(f"{source} {what}.", "Name its format with --input-format.")
