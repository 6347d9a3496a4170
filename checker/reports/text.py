"""Strangers' text made harmless for where it is shown: titles and hosts' words may try to drive a terminal."""

from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|<>~&$@]|:(?=//)|(?<=www)\.)")


def plain(text: str, width: int = 200) -> str:
    """
    One line without control characters, escape sequences or marks that change the direction of writing, cut
    to `width` characters. A line that begins as a CI command (`::`) no longer does.
    """
    shown = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    shown = " ".join(shown.split())
    shown = re.sub(r"^:(?=:)|^##(?=\[)", " \\g<0>", shown).replace("::", ":\u200b:")
    return shown if len(shown) <= width else f"{shown[: width - 1]}…"


def markdown(text: str, width: int = 200) -> str:
    """Plain text that Markdown shows as it is: no link, no HTML, no table cell, no mention comes of it."""
    return _MARKDOWN.sub(r"\\\1", plain(text, width))
