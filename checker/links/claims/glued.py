"""Separating words that an export joined without a blank ("releasedon", "isavailable"), in lower-case text. Pure."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BE = ("is", "are", "be", "been", "was", "were")
_THINGS = ("code", "codes", "data", "dataset", "datasets", "model", "models", "weights", "software", "implementation")
_DONE = ("available", "released", "accessible", "published", "shared", "hosted", "open-sourced", "provided", "open")
_ADVERBS = ("publicly", "freely", "openly", "made", "also", "now")
_WHERE = ("on", "at", "in", "via", "from", "here", "upon", "under", "to", "for", "as", "online", "with", "through")
_PAIRS = (
    *product(_BE, (*_DONE, *_ADVERBS)),
    *product(_DONE[:-1], _WHERE),
    *product(("publicly", "freely", "openly", "made"), _DONE),
    *product(_THINGS, (*_BE, "will", "available", "released")),
    *product(("our", "the", "all"), _THINGS),
    *product(("will", "shall"), ("be", "release", "publish", "make", "share", "open-source")),
    *product(("we", "and"), ("release", "released", "publish", "make", "share", "provide")),
    *product(("on", "at"), ("github", "gitlab", "zenodo", "huggingface", "request")),
)
_SEPARATED = {left + right: f"{left} {right}" for left, right in _PAIRS}
_GLUED = frozenset(_SEPARATED)


def unglued(words: Sequence[str]) -> str:
    """The sentence that these words make, with single blanks between them and glued words separated."""
    if _GLUED.isdisjoint(words):
        return " ".join(words)
    return " ".join(_SEPARATED.get(word, word) for word in words)
