"""`Guess`: the description of an input that no reader reads."""

from __future__ import annotations

from typing import NamedTuple


class Guess(NamedTuple):
    """`what` an input seems to be, with an article ("an Excel workbook"); `advice` to the user, a sentence."""

    what: str
    advice: str
