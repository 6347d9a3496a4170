"""
Escaping of foreign text for Markdown, CSV, JSON and terminals: titles and answers of hosts may contain
commands.
"""

from __future__ import annotations

import json
import re
import unicodedata
from urllib.parse import quote

_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|<>~&$@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_BLOCK = re.compile(r"^(?:(\d{1,9})([.)])|([-+=]))")  # the start of a list, or the underline of a heading

#: Marks by which CI systems recognise commands in output: `::` (GitHub), `##[` and `##vso[` (Azure Pipelines,
#: GitHub's older form), `##teamcity[`. A space of no width is put between the two characters.
_COMMAND = re.compile(r":(?=:)|#(?=#)")

_KEPT = ":/?@!$&*+,;=%~"  # characters of an address that stay as they are (RFC 3986, those that can end a link aside)
_NO_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")

#: Characters with which a formula begins in a spreadsheet (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

#: Characters that JSON allows unescaped and terminals act on: C1 controls, direction marks, characters without width;
#: and the second of `##`.
_ACTED_ON = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|(?<=#)#"
)


def plain(text: str, width: int = 200) -> str:
    """
    The text as one line without control characters, escape sequences or direction marks, cut to `width` characters,
    and without anything that a CI system would take for a command.
    """
    shown = text
    if not text.isprintable():
        shown = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    shown = " ".join(shown.split())
    if "::" in shown or "##" in shown:
        shown = _COMMAND.sub("\\g<0>\u200b", shown)
    return shown if len(shown) <= width else f"{shown[: width - 1]}…"


def markdown(text: str, width: int = 200) -> str:
    """Plain text escaped for Markdown: it makes no link, HTML, table cell, list or mention."""
    return _BLOCK.sub(r"\1\\\2\3", _MARKDOWN.sub(r"\\\1", plain(text, width)))


def address(url: str) -> str:
    """An http or https address for a link, unsafe characters percent-encoded; empty for any other scheme."""
    if not url.startswith(("https://", "http://")):
        return ""
    place, mark, fragment = _NO_ESCAPE.sub("%25", url).partition("#")
    return quote(place + mark, safe=f"{_KEPT}#", errors="replace") + quote(fragment, safe=_KEPT, errors="replace")


def cell(text: str) -> str:
    """Plain text for a CSV cell; one that a spreadsheet would take for a formula gets an apostrophe before it."""
    shown = plain(text, 32_000)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def json_text(text: str) -> str:
    """The same JSON, with every character escaped that a terminal or a CI system would act on."""
    if text.isascii() and "##" not in text and "\x7f" not in text:
        return text
    return _ACTED_ON.sub(lambda found: "\\u0023" if found[0] == "#" else json.dumps(found[0])[1:-1], text)
