"""Marked-up text (JATS, HTML) inside a field → plain text, addresses of its links kept."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,40})((?:\s[^<>]{0,2000})?)/?>")
_ADDRESS = re.compile(r"""(?:xlink:href|href)\s*=\s*["']\s*(https?://[^"'\s]+)""", re.IGNORECASE)
#: Elements after which another line begins; the others stand inside a line.
_BLOCKS = frozenset({"p", "title", "sec", "h1", "h2", "h3", "h4", "h5", "h6", "br", "li", "list-item", "div"})


def plain(text: str) -> str:
    """
    The text without its tags: a block on a line of its own, entities as the characters they stand for, and a link's
    address after its words, where these do not name it. What only looks like a tag (`p < 0.05`) stays.
    """
    if "<" in text:
        waiting: list[str] = []
        text = _TAG.sub(lambda tag: _instead(tag, text, waiting), text)
        text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
    return unescape(text) if "&" in text else text


def _instead(tag: re.Match[str], text: str, waiting: list[str]) -> str:
    """What stands in place of a tag; `waiting` are addresses of links that have been opened."""
    closing, name, attributes = tag.groups()
    name = name.rpartition(":")[2].lower()
    if name in ("a", "ext-link"):
        if closing:
            return f" ({waiting.pop()})" if waiting else ""
        address = _ADDRESS.search(attributes)
        if address and not text.startswith(address[1], tag.end()):
            waiting.append(address[1])
        return ""
    return "\n" if name in _BLOCKS else ""
