"""Text from a PDF: removes control characters, splits ligatures, finds the abstract."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_JOINED = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": ""})
_ABSTRACT = re.compile(
    r"^[ \t]*(?:abstract|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary|résumé|zusammenfassung|resumen|resumo|摘\s*要)\b"
    r"[ \t]*[.:—\u2013-]*[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_AFTER = re.compile(
    r"^[ \t]*(?:(?:1|I)\s?\.?\s*)?(?:introduction|background|motivation|einleitung|introducción|introdução|引言)\b"
    r"|^[ \t]*(?:key\s?words?|index terms|ccs concepts|categories and subject|general terms|acm reference format)\b",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST = 6_000  # characters of an abstract


def as_text(text: str) -> str:
    """The text with form feeds as line ends, ligatures split, and without other control characters."""
    return _CONTROL.sub("", text.replace("\f", "\n").translate(_JOINED))


def abstract_in(text: str) -> tuple[int, int]:
    """(start, end) of the abstract in the text of a paper's first pages; (0, 0) if no heading marks it."""
    begun = _ABSTRACT.search(text)
    if begun is None:
        return 0, 0
    after = _AFTER.search(text, begun.end() + 40)
    end = min(after.start() if after else len(text), begun.end() + _LONGEST)
    return begun.end(), end
