"""
What text does to an address, undone: blanks, LaTeX, entities, invisible characters, look-alikes. Pure.

`RUN` says which characters stand in an address as it is written; `repaired` makes the address of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters that show nothing: zero-width ones, the soft hyphen, the byte order mark.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63"
_TILDES = "\u02dc\u223c"
_LETTERS = "\u00c0-\u024f\u0370-\u052f"  # Latin, Greek, Cyrillic: never glued on as CJK text is

# LaTeX inside an address: an escaped mark, a named mark, either of them in braces or dollars, or both; the backslash
# of an escape that an export took for text; and the braces by which BibTeX keeps capitals, which stand where a word
# begins or hold its capitals and no more (elsewhere a brace opens the next argument).
_MARK = r"\\(?:[_%#&~/.-]|text(?:underscore|asciitilde)(?![a-z])\s?|(?:sim|tilde|slash)(?![a-z])\s?)(?:\{\})?"
_WORD = "[A-Za-z0-9._-]{1,100}"
_LATEX = rf"""
      {_MARK} | \{{\s?{_MARK}\s?\}} | \$\s?{_MARK}\s?\$ | \{{\$\s?{_MARK}\s?\$\}}
    | (?:\\textbackslash(?:\{{\}})?|\{{\\textbackslash\}})(?=\{{?\\?[_%\#&~])
    | (?:(?<![^\s/._-])|(?<=[_%\#&~]\}}))(?:\{{\{{{_WORD}\}}\}}|\{{{_WORD}\}}) | \{{[A-Z]{{1,3}}\}}(?=[a-z])
"""

#: A run of what may stand in an address; its length is bounded, for texts are made by strangers.
RUN = re.compile(
    rf"""(?: [A-Za-z0-9./:_\-?=%\#~+@,;!*'()\[\]{_LETTERS}{_HYPHENS}{_TILDES}{_INVISIBLE}]
           | &(?!(?:[lg]t|quot|nbsp|apos|\#\d+);) | {_LATEX} ){{1,1000}}""",
    re.VERBOSE,
)

_HYPHENATED = re.compile(r"-[ \t]*\r?\n[ \t]*(?=[a-z])")
_GLUED_ON = re.compile(r"\.?[A-Za-z]\w{0,40}")
_ESCAPED = re.compile(_LATEX, re.VERBOSE)
_BLANKS = re.compile(rf"[\s{_INVISIBLE}]+")
_ENTITIES = re.compile(r"&amp;", re.IGNORECASE)
_LOOKALIKES = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_TILDES, "~"))
_NAMED_MARKS = (("underscore", "_"), ("tilde", "~"), ("sim", "~"), ("slash", "/"))


def spellings(raw: str, run: str) -> Iterator[str]:
    """
    What an address may have been before it was set in type: as it stands, without the hyphen at which a line was
    broken, and with the word that was taken to be glued on. `run` is what `raw` was cut from.
    """
    yield raw
    if _HYPHENATED.search(raw):
        yield _HYPHENATED.sub("", raw)
    glued = _GLUED_ON.match(run, len(raw))
    if glued:
        yield run[: glued.end()]


def repaired(raw: str) -> str:
    """The address that `raw` stands for."""
    text = _ESCAPED.sub(_plain, raw) if "\\" in raw or "{" in raw else raw
    text = _BLANKS.sub("", text)
    if not text.isascii():
        text = text.translate(_LOOKALIKES)
    return _ENTITIES.sub("&", text) if "&" in text else text


def _plain(latex: re.Match[str]) -> str:
    """One piece of LaTeX as the character it prints."""
    text = latex[0].strip("{}$ ")
    if not text.startswith("\\"):
        return text
    if "backslash" in text:
        return ""
    named = next((mark for name, mark in _NAMED_MARKS if name in text), None)
    return named or text.strip("\\{} ").replace("/", "").replace("-", "")
