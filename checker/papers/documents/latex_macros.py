r"""
Macros without arguments that a document defines: `\newcommand{\repo}{\url{https://…}}`. TeX replaces their names by
their texts; here this is done in titles and for macros that hold an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEFINES = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|newrobustcmd|g?def)\*?\s*"
    r"(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*\{"
)
_NAME = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ADDRESS = re.compile(r"://|\bwww\.|\.(?:com|org|io|net)/", re.IGNORECASE)
_MANY = 1000  # macros
_LONGEST = 2000  # characters of one macro
_DEEPEST = 4  # levels of macros in macros
_MOST = 2**20  # characters that a text may grow to by expansion


def macros_of(text: str) -> dict[str, str]:
    """Name → text of the macros without arguments that a document defines; the last definition counts."""
    found: dict[str, str] = {}
    for definition in _DEFINES.finditer(text):
        value = _braced(text, definition.end())
        if value is not None and len(found) < _MANY:
            found[definition[1] or definition[2]] = value
    return found


def with_addresses(macros: Mapping[str, str]) -> dict[str, str]:
    """The macros that hold an address, expanded themselves."""
    whole = {name: expanded(value, macros) for name, value in macros.items()}
    return {name: value for name, value in whole.items() if _ADDRESS.search(value)}


def expanded(text: str, macros: Mapping[str, str]) -> str:
    """The text with macros expanded; unchanged from the step in which it would grow too long."""
    for _ in range(_DEEPEST if macros else 0):
        more = _NAME.sub(lambda found: macros.get(found[1], found[0]), text)
        if more == text or len(more) > max(_MOST, len(text)):
            break
        text = more
    return text


def _braced(text: str, start: int) -> str | None:
    """The text from `start`, after an opening brace, to its closing brace; None if that is over `_LONGEST` away."""
    depth = 1
    for brace in _BRACE.finditer(text, start, start + _LONGEST):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return text[start : brace.start()]
    return None
