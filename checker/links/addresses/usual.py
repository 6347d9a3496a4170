"""
A fast path: one match finds plainly printed addresses, and words with a slash between them. Pure.

Nine links in ten are whole, in plain characters, closed by a blank or by the end of a sentence: they need no repair
and can be read in one way. Half of all other slashes part two words ("and/or"). Whatever is not surely one of the
two is left to the general way (starts, ends, repair, trim), which finds the same at ten times the cost.
"""

from __future__ import annotations

import re

from checker.links.addresses.ends import missing_segments

_WORD = r"[A-Za-z0-9]{1,64}+"
_HOST = rf"(?:{_WORD}[.-]){{1,9}}(?<=\.)[a-z]{{2,10}}(?![\w-])"
_PATH = rf"(?=/)(?:(?:/~?|[_-]|\.(?![A-Z])){_WORD}){{1,30}}+"  # a dot before a capital may be a sentence's
# What asks for a closer look: a scheme or a word glued on, a number still to come.
_WHOLE = (
    r"(?<!http)(?<!https)(?<!The)(?<!Our)(?<!We)(?<!This)(?<!zenodo)"
    r"(?<!Contact)(?<!CONTACT)(?<!Supplementary)(?<!SUPPLEMENTARY)(?<!Availability)"
)
_COUNTRIES = "io|ai|de|fr|uk|it|nl|ch|at|es|eu|jp|tw|cn|kr|au|ca|be|dk|se|fi"  # not co: it may be a broken com
_KNOWN_DOMAIN = rf"(?<=\.(?:com|org|net|edu|gov|dev|app))|(?<=\.(?:{_COUNTRIES}))"
# Sentence marks, then the end, a character that no address has, or a blank and nothing that goes on as a path does.
# A slash before the text's last word may be one within the path.
_SLASH = r"(?:/(?![ \n](?!\.\s{0,40}\Z)\S{1,200}[\s.\"')}]{0,40}\Z))?"
_BRACE = r"(?<=[A-Za-z0-9])\{(?![\s\\$]|[A-Z]{1,3}\}[a-z])"  # of the next argument, not around capitals
_CLOSED = rf"(?=[.,;:!?)]{{0,3}}(?:\Z|[\"<>}}|`]|[ \n](?:\.(?!\S)|(?![\s/_.\\{{\u200b]|\S{{0,200}}/)))|{_BRACE})"
_PLACE = rf"(?P<host>{_HOST})(?:(?P<path>{_PATH}){_WHOLE}|(?:{_KNOWN_DOMAIN}))"
_ADDRESS = rf"(?:www\d?\.)?{_PLACE}{_SLASH}{_CLOSED}"
_PLAIN = re.compile(_ADDRESS)

_SCHEME = r"(?:(?<=https:/)(?<![^\W\d_]https:/)|(?<=http:/)(?<![^\W\d_]http:/))/(?!http)"
# What stands before a slash that an address may begin at: what is left of a scheme, a host, the prefix of a DOI.
# Patterns that look back have a fixed width each.
_LONGEST_DOMAIN = 7
_DOMAIN = "|".join(rf"(?<=\.{blank}[A-Za-z]{{{n}}}/)" for n in range(2, _LONGEST_DOMAIN + 1) for blank in ("", r"\s"))
_PORT = "|".join(rf"(?<=:\d{{{n}}}/)" for n in range(2, 6))
# Most slashes have no dot near, which is told by one step.
_HOST_BEFORE = rf"(?<![^.]{{{_LONGEST_DOMAIN + 2}}}/)(?:{_DOMAIN})|(?<=\d/)(?:{_PORT})"
_START = rf"(?=/)|(?<=[:;.\s]/)|(?<=10\.\d{{4}}/)|(?<=10\.\d{{5}}/)|{_HOST_BEFORE}"
# Two plain words, of up to 14 letters before the slash, after a blank or a bracket; both cases mixed may be a name.
_BEFORE = "|".join(
    rf"(?<=[\s(]{word}{{{length}}}/)"
    for word, longest in (("[a-z]", 14), ("[A-Z]", 5))
    for length in range(1, longest + 1)
)
_WORDS = rf"(?=(?:[A-Z]?[a-z]{{1,20}}|[A-Z]{{1,20}})(?:[\s,;)]|\.?(?:\s|\Z)))(?:{_BEFORE})"
_NAME = rf"(?P<name>)(?<=[\w-]/)(?=[A-Za-z0-9])(?!{_WORDS})"
#: A slash that may belong to a link: of a plainly printed address, whose `host` and `path` are groups; where another
#: address may begin; or between two names, which is told by the empty group `name`.
SLASH = re.compile(rf"/(?:{_SCHEME}{_ADDRESS}|{_START}|{_NAME})")


def plain_address(text: str, start: int) -> tuple[str, str, int] | None:
    """
    Host (without `www.`), path and end of the address at `start`; None where it is not plainly printed, or lacks a
    piece, which may follow.
    """
    found = _PLAIN.match(text, start)
    if found is None:
        return None
    host, path = found["host"], found["path"] or ""
    return None if missing_segments(host.casefold(), path) else (host, path, found.end())
