"""
Restoring URLs: blanks and invisible characters are removed; LaTeX, HTML entities and look-alike characters are
replaced by what they stand for. Pure.

`RUN` matches the characters of a URL as it is written in a text; `repaired` makes the URL from them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Invisible characters: zero-width ones, the soft hyphen, the byte order mark.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63"
_TILDES = "\u02dc\u223c"
_LETTERS = "\u00c0-\u024f\u0370-\u052f"  # Latin, Greek, Cyrillic; not CJK, where text follows a URL without a blank

# LaTeX within a URL: commands that print nothing; a character that is escaped, named or given by its number, possibly
# in braces, dollars or a font command; the backslash of an escape that an export printed as text; and the braces by
# which BibTeX keeps capitals, which begin where a word begins or contain only its capitals (any other brace opens the
# next argument).
_NO_OUTPUT = (
    r"\\(?:(?:protect|allowbreak|string|(?:no)?linebreak|nobreak|break|newline|relax|sloppy|unskip|ignorespaces)"
    r"(?![A-Za-z])(?:\[\d\])?(?:\{\}|\s)?|hspace\*?\{[^{}]{0,12}\}|discretionary\s?\{-?\}\{\}\{\}|[mh]box\s?\{\}"
    r"|hskip\s?-?\d?\.?\d?\w\w\s?(?:(?:plus|minus)\s?\d?\.?\d?\w\w\s?){0,2}|penalty\s?-?\d{1,5}\s?)"
)
_MARK = (
    r"\\(?:[_%#&~/.-]|text(?:underscore|asciitilde)(?![a-z])\s?|(?:sim|tilde|slash)(?![a-z])\s?"
    r"|(?:char|symbol)\s?\{?(?:95|126)(?!\d)\}?\s?|char`\\?[_~])(?:\{\})?"
)
_WORD = "[A-Za-z0-9._-]{1,100}"
_FONT = r"\\(?:texttt|textsf|textrm|text|mathtt|mathrm|mbox|hbox|detokenize|nolinkurl)"
_LATEX = rf"""
      {_NO_OUTPUT} | {_MARK} | \{{\s?{_MARK}\s?\}} | \$\s?{_MARK}\s?\$ | \{{\$\s?{_MARK}\s?\$\}}
    | {_FONT}\s?\{{\s?(?:{_MARK}|[_~-])\s?\}} | (?<=[/_.-]){_FONT}\s?\{{{_WORD}\}}
    | (?:\\textbackslash(?:\{{\}})?|\{{\\textbackslash\}})(?=\{{?\\?[_%\#&~])
    | (?:(?<![^\s/._{{-])|(?<=[_%\#&~]\}}))(?:\{{\{{{_WORD}\}}\}}|\{{{_WORD}\}}) | \{{[A-Z]{{1,3}}\}}(?=[a-z])
"""
# The same after percent-encoding, or with a slash instead of the backslash.
_ENCODED = re.compile(
    r"(?:%5C|(?<=[\w.-])/(?=(?:protect|allowbreak|string|linebreak)(?:%20|%7B%7D)))"
    r"(?:(?:protect|allowbreak|string|linebreak|nobreak|relax)(?![A-Za-z])(?:%20|%7B%7D)?|-|discretionary%7B-?(?:%7D%7B){2}%7D"
    r"|hspace%7B\w{0,6}%7D|(?=[_~#&]|%(?:5F|7E|23|26|25)))"
    r"|(?:%5Ctext(?:tt|sf|rm)?)?%7B(?:%5C)?(?P<braced>[_~-])%7D|%5Ctextunderscore(?:%20|%7B%7D)?(?P<named>)",
    re.IGNORECASE,
)

#: A run of characters that a URL may have in a text. Its length is bounded, because the texts are untrusted.
RUN = re.compile(
    rf"""(?: [A-Za-z0-9./:_\-?=%\#~+@,;!*'()\[\]{_LETTERS}{_HYPHENS}{_TILDES}{_INVISIBLE}]
           | &(?!(?:amp;){{0,3}}(?:[lg]t|quot|nbsp|apos|\#\w{{1,6}});) | {_LATEX} ){{1,1000}}""",
    re.VERBOSE,
)

_HYPHENATED = re.compile(r"-[ \t]*\r?\n[ \t]*(?=[a-z])")
_GLUED_ON = re.compile(r"\.?[A-Za-z]\w{0,40}")
_ESCAPED = re.compile(_LATEX, re.VERBOSE)
_PRINTS_NOTHING = re.compile(_NO_OUTPUT)
_FONT_BEFORE = re.compile(rf"\A{_FONT}\s?(?=\{{)")
_COMMAND = re.compile(r"\\[A-Za-z]{2,20}+\*?\s?(?:\{[^{}\\]{0,20}\}){0,3}(?=[\w-])")
_BLANKS = re.compile(rf"[\s{_INVISIBLE}]+")
_ENTITIES = re.compile(r"&amp;", re.IGNORECASE)
_LOOKALIKES = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_TILDES, "~"))
_NAMED_MARKS = (("underscore", "_"), ("tilde", "~"), ("sim", "~"), ("slash", "/"), ("95", "_"), ("126", "~"))


def spellings(raw: str, run: str) -> Iterator[str]:
    """
    The forms that a URL may have had before typesetting: as printed, without the hyphen at a line break, and with the
    word that was cut off as glued to it. `run` is the text that `raw` was cut from.
    """
    yield raw
    if _HYPHENATED.search(raw):
        yield _HYPHENATED.sub("", raw)
    glued = _GLUED_ON.match(run, len(raw))
    if glued:
        yield run[: glued.end()]


def repaired(raw: str) -> str:
    """The URL that `raw`, a piece of text, stands for."""
    text = raw
    if "\\" in raw or "{" in raw:
        text = _ESCAPED.sub(_printed, text.replace("\\/", "/") if _is_json(text) else text)
    text = _BLANKS.sub("", text)
    if not text.isascii():
        text = text.translate(_LOOKALIKES)
    if "%5" in text or "%7" in text or "%20" in text:
        text = _ENCODED.sub(_decoded, text)
    return _ENTITIES.sub("&", text) if "&" in text else text


def past_command(text: str, end: int) -> str:
    """What may continue a URL after an unknown LaTeX command at offset `end`; empty if nothing does."""
    command = _COMMAND.match(text, end)
    run = RUN.match(text, command.end()) if command else None
    return run[0].rstrip(".,;:!?)") if run else ""


def _is_json(raw: str) -> bool:
    """
    Whether every slash is escaped, as in text that was encoded as JSON twice (in LaTeX such an escape prints
    nothing).
    """
    return 0 < raw.count("\\/") == raw.count("/")


def _printed(latex: re.Match[str]) -> str:
    """The character or word that a match of LaTeX prints."""
    if _PRINTS_NOTHING.fullmatch(latex[0]):
        return ""
    text = _FONT_BEFORE.sub("", latex[0]).strip("{}$ ")
    if not text.startswith("\\"):
        return text
    if "backslash" in text:
        return ""
    if "`" in text:
        return text[-1]
    named = next((mark for name, mark in _NAMED_MARKS if name in text), None)
    return named or text.strip("\\{} ").replace("/", "").replace("-", "")


def _decoded(encoded: re.Match[str]) -> str:
    """The character that percent-encoded LaTeX prints, empty if none."""
    return "_" if encoded["named"] is not None else encoded["braced"] or ""
