"""What an input that no reader recognises seems to be, by its first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.papers.refusals.binary import binary
from checker.papers.refusals.markup import markup
from checker.papers.refusals.texts import text
from checker.papers.streams.decoding import decoded

if TYPE_CHECKING:
    from checker.papers.refusals.guess import Guess


def guessed_kind(head: bytes) -> Guess | None:
    """The kind of file that an input with these first bytes seems to be; None for what may be prose."""
    return binary(head) or markup(head) or text(decoded(head))
