"""The value that describes a refused input."""

from __future__ import annotations

from typing import NamedTuple


class Seems(NamedTuple):
    """`what` an input seems to be (with its article: "an Excel workbook"), and what to do with it, as a sentence."""

    what: str
    advice: str
