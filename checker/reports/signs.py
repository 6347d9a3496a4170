"""
The signs that stand before states and events where no colour or picture can, and letters for encodings that lack
them. The word always stands beside.
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
#: State or event → the colour of its family on a terminal; what is not here is in the terminal's own.
COLOURS = {
    **dict.fromkeys(("gone", "newly_gone", "blocked"), "red"),
    **dict.fromkeys(("back", "kept", "opened", "available"), "green"),
    **dict.fromkeys(("moved", "restricted", "gated"), "blue"),
    **dict.fromkeys(("empty", "emptied", "placeholder"), "yellow"),
    "reused": "magenta",
}
#: Characters of ours that a narrow encoding may lack, and what stands for them there. What keeps the two marks of a
#: CI system's command apart (see `plain`) stays apart.
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
    """The text with each character of ours that the encoding lacks replaced, and any other as a question mark."""
    if holds(text, encoding):
        return text
    said = "".join(char if holds(char, encoding) else _NARROW.get(char, char) for char in text)
    try:
        return said.encode(encoding, "replace").decode(encoding)
    except LookupError:
        return said.encode("ascii", "replace").decode("ascii")
