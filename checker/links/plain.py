"""
Addresses as most people print them: whole, in plain characters, closed by a blank or by the end of a sentence. Pure.

Nine links in ten need no repair and have one reading. They are found here by one match; whatever is not surely one of
them is left to the general way (extent, repair, trim), which finds the same at ten times the cost.
"""

from __future__ import annotations

import re

from checker.links.extent import lacking

_WORD = r"[A-Za-z0-9]{1,64}+"
_HOST = rf"(?:{_WORD}[.-]){{1,9}}(?<=\.)[a-z]{{2,10}}(?![\w-])"
_PATH = rf"(?=/)(?:(?:/~?|[_-]|\.(?![A-Z])){_WORD}){{1,30}}+"  # a dot before a capital may be a sentence's
# What asks for a closer look: a scheme or a word glued on, a number still to come.
_WHOLE = (
    r"(?<!http)(?<!https)(?<!The)(?<!Our)(?<!We)(?<!This)(?<!zenodo)"
    r"(?<!Contact)(?<!CONTACT)(?<!Supplementary)(?<!SUPPLEMENTARY)(?<!Availability)"
)
_KNOWN_DOMAIN = r"(?<=\.io)|(?<=\.com)|(?<=\.org)|(?<=\.net)|(?<=\.edu)|(?<=\.dev)|(?<=\.app)"
# Sentence marks, then the end, a character that no address has, or a blank and nothing that goes on as a path does.
_SLASH = r"(?:/(?![ \n]\S{1,200}[\s.\"')}]{0,40}\Z))?"  # before the text's last word it may be one within the path
_BRACE = r"(?<=[A-Za-z0-9])\{(?![\s\\$]|[A-Z]{1,3}\}[a-z])"  # of the next argument, not around capitals
_CLOSED = rf"(?=[.,;:!?)]{{0,3}}(?:\Z|[\"<>}}|`]|[ \n](?:\.(?!\S)|(?![\s/_.\\{{\u200b]|\S{{0,200}}/)))|{_BRACE})"
_PLAIN = re.compile(
    rf"(?:www\d?\.)?(?P<host>{_HOST})(?:(?P<path>{_PATH}){_WHOLE}{_SLASH}|(?:{_KNOWN_DOMAIN}){_SLASH}){_CLOSED}"
)


def plain(text: str, start: int) -> tuple[str, str, int] | None:
    """Host (without `www.`), path and end of the address at `start`; None where it is not plainly printed."""
    found = _PLAIN.match(text, start)
    if found is None:
        return None
    host, path = found["host"], found["path"] or ""
    return None if lacking(host.casefold(), path) else (host, path, found.end())
