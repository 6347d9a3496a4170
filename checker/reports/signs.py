"""
The signs before states and events in text without colours or pictures, and letters for encodings that lack the signs.
The word always stands beside the sign.
"""

from __future__ import annotations

#: State or event → its sign, and the letter for encodings without it.
SIGNS = {
    "gone": ("✗", "x"),
    "newly_gone": ("✗", "x"),
    "back": ("↩", "<"),
    "kept": ("★", "*"),
    "opened": ("↩", "<"),
    "moved": ("→", ">"),
    "blocked": ("⊘", "!"),
    "empty": ("○", "o"),
    "emptied": ("○", "o"),
    "placeholder": ("◐", "."),
    "reused": ("≠", "#"),
    "restricted": ("▣", "="),
    "gated": ("▣", "="),
    "unknown": ("?", "?"),
    "available": ("✓", "+"),
}
#: State or event → its colour on a terminal; all others have the terminal's own colour.
COLOURS = {
    **dict.fromkeys(("gone", "newly_gone", "blocked"), "red"),
    **dict.fromkeys(("back", "kept", "opened", "available"), "green"),
    **dict.fromkeys(("moved", "restricted", "gated"), "blue"),
    **dict.fromkeys(("empty", "emptied", "placeholder"), "yellow"),
    "reused": "magenta",
}
#: Characters of ours that an encoding may lack, and their replacements. The one that separates the two characters of
#: a CI system's command (see `plain`) still separates them.
_NARROW = {"\u202f": " ", "\u00a0": " ", "\u2026": "...", "\u2013": "-", "\u2014": "-", "\u2019": "'", "\u200b": " "}


def sign(event: str, encoding: str) -> str:
    """The sign of a state or event, or its letter where the encoding lacks it."""
    shown, letter = SIGNS.get(event, ("·", "-"))
    return shown if holds(shown, encoding) else letter


def holds(text: str, encoding: str) -> bool:
    """Whether an encoding has all characters of a text."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def narrowed(text: str, encoding: str) -> str:
    """
    The text in an encoding: characters of ours that it lacks replaced by others, all other ones by a
    question mark.
    """
    if holds(text, encoding):
        return text
    replaced = "".join(char if holds(char, encoding) else _NARROW.get(char, char) for char in text)
    try:
        return replaced.encode(encoding, "replace").decode(encoding)
    except LookupError:
        return replaced.encode("ascii", "replace").decode("ascii")
