"""JATS or HTML inside a field → plain text with the addresses of its links."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,40})((?:\s[^<>]{0,2000})?)/?>")
_ADDRESS = re.compile(r"""(?:xlink:href|href)\s*=\s*["']\s*(https?://[^"'\s]+)""", re.IGNORECASE)
#: Elements at whose tags a new line begins; all others stand inside a line.
_BLOCKS = frozenset({"p", "title", "sec", "h1", "h2", "h3", "h4", "h5", "h6", "br", "li", "list-item", "div"})


def plain(text: str) -> str:
    """
    The text without its tags: each block on its own line, entities replaced by their characters, and the address of a
    link in brackets after its words, unless the words are the address. What only looks like a tag (`p < 0.05`) stays.
    """
    if "<" in text:
        waiting: list[str] = []
        text = _TAG.sub(lambda tag: _instead(tag, text, waiting), text)
        text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
    return unescape(text) if "&" in text else text


def _instead(tag: re.Match[str], text: str, waiting: list[str]) -> str:
    """The replacement for a tag; `waiting` has the addresses of links whose end tag is still to come."""
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
