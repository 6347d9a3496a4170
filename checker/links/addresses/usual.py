"""
The fast path: one match finds plainly printed URLs, and skips slashes between two words. Pure.

Nine links in ten are complete, in plain characters, and followed by a blank or the end of a sentence: they need no
repair and have one reading. Half of all other slashes divide two words ("and/or"). Everything else is left to the
general path (starts, ends, repair, trim), which gives the same result at ten times the cost.
"""

from __future__ import annotations

import re

from checker.links.addresses.ends import missing_segments

_WORD = r"[A-Za-z0-9]{1,64}+"
_HOST = rf"(?:{_WORD}[.-]){{1,9}}(?<=\.)[a-z]{{2,10}}(?![\w-])"
_PATH = rf"(?=/)(?:(?:/~?|[_-]|\.(?![A-Z])){_WORD}){{1,30}}+"  # a dot before a capital may be a sentence's
# Ends that need the general path: a scheme or a word glued to the URL, or a number that may follow.
_WHOLE = (
    r"(?<!http)(?<!https)(?<!The)(?<!Our)(?<!We)(?<!This)(?<!zenodo)"
    r"(?<!Contact)(?<!CONTACT)(?<!Supplementary)(?<!SUPPLEMENTARY)(?<!Availability)"
)
_COUNTRIES = "io|ai|de|fr|uk|it|nl|ch|at|es|eu|jp|tw|cn|kr|au|ca|be|dk|se|fi"  # not co: it may be a broken com
_KNOWN_DOMAIN = rf"(?<=\.(?:com|org|net|edu|gov|dev|app))|(?<=\.(?:{_COUNTRIES}))"
# What follows a plain URL: punctuation, then the end of the text, a character that no URL has, or a blank and nothing
# that may continue a path. A slash before the last word of the text is left to the general path: the word may be a
# segment.
_SLASH = r"(?:/(?![ \n](?!\.\s{0,40}\Z)\S{1,200}[\s.\"')}]{0,40}\Z))?"
_BRACE = r"(?<=[A-Za-z0-9])\{(?![\s\\$]|[A-Z]{1,3}\}[a-z])"  # opens an argument, not around capitals
_CLOSED = rf"(?=[.,;:!?)]{{0,3}}(?:\Z|[\"<>}}|`]|[ \n](?:\.(?!\S)|(?![\s/_.\\{{\u200b]|\S{{0,200}}/)))|{_BRACE})"
_PLACE = rf"(?P<host>{_HOST})(?:(?P<path>{_PATH}){_WHOLE}|(?:{_KNOWN_DOMAIN}))"
_ADDRESS = rf"(?:www\d?\.)?{_PLACE}{_SLASH}{_CLOSED}"
_PLAIN = re.compile(_ADDRESS)

_SCHEME = r"(?:(?<=https:/)(?<![^\W\d_]https:/)|(?<=http:/)(?<![^\W\d_]http:/))/(?!http)"
# What precedes a slash that is part of an address without a plain scheme: a misprinted scheme, a host, the prefix of
# a DOI. Lookbehinds need a fixed width, hence one for each length.
_LONGEST_DOMAIN = 7
_DOMAIN = "|".join(rf"(?<=\.{blank}[A-Za-z]{{{n}}}/)" for n in range(2, _LONGEST_DOMAIN + 1) for blank in ("", r"\s"))
_PORT = "|".join(rf"(?<=:\d{{{n}}}/)" for n in range(2, 6))
# The first lookbehind rules out most slashes: they have no dot within reach.
_HOST_BEFORE = rf"(?<![^.]{{{_LONGEST_DOMAIN + 2}}}/)(?:{_DOMAIN})|(?<=\d/)(?:{_PORT})"
_START = rf"(?=/)|(?<=[:;.\s]/)|(?<=10\.\d{{4}}/)|(?<=10\.\d{{5}}/)|{_HOST_BEFORE}"
# Two plain words, the first of up to 14 letters after a blank or a bracket. A word of mixed case may be a name.
_BEFORE = "|".join(
    rf"(?<=[\s(]{word}{{{length}}}/)"
    for word, longest in (("[a-z]", 14), ("[A-Z]", 5))
    for length in range(1, longest + 1)
)
_WORDS = rf"(?=(?:[A-Z]?[a-z]{{1,20}}|[A-Z]{{1,20}})(?:[\s,;)]|\.?(?:\s|\Z)))(?:{_BEFORE})"
_NAME = rf"(?P<name>)(?<=[\w-]/)(?=[A-Za-z0-9])(?!{_WORDS})"
#: A slash that may be part of a link: in a plainly printed URL (then the groups `host` and `path` match), in another
#: address, or between two names (then the empty group `name` matches).
SLASH = re.compile(rf"/(?:{_SCHEME}{_ADDRESS}|{_START}|{_NAME})")


def plain_address(text: str, start: int) -> tuple[str, str, int] | None:
    """
    Host (without `www.`), path and end offset of the plainly printed URL whose host is at offset `start`; None if it
    is not plainly printed, or lacks a path segment, which may follow.
    """
    found = _PLAIN.match(text, start)
    if found is None:
        return None
    host, path = found["host"], found["path"] or ""
    return None if missing_segments(host.casefold(), path) else (host, path, found.end())
