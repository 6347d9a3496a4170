"""
The notations of files: where links can be in a text, and how an address is written there.

A text is divided into regions that are searched for links separately, so that no markup is taken for a part of an
address. Text that a reader never sees (comments, scripts) is no region.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Region(NamedTuple):
    """
    The characters `start` to `end` of a text, in which links may be. `write(address, before)` gives the address as it
    is written there, in the place of the text `before`, whose way of escaping is kept.
    """

    start: int
    end: int
    write: Callable[[str, str], str]


def regions(text: str, name: str) -> list[Region]:
    """The regions of a text, in order, by the ending of its file's name, or else by its first characters."""
    return list(_NOTATIONS.get(PurePath(name).suffix.lower(), _by_look(text))(text))


def _by_look(text: str) -> Callable[[str], Iterator[Region]]:
    """The notation of a text by its first characters; Markdown where they tell nothing."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    for mark, notation in _LOOKS:
        if mark.match(head):
            return notation
    return _markdown


def _gaps(text: str, taken: list[Region], write: Callable[[str, str], str]) -> Iterator[Region]:
    """The regions in `taken`, and the text between them as regions with `write`."""
    at = 0
    for region in taken:
        if at < region.start:
            yield Region(at, region.start, write)
        yield region
        at = max(at, region.end)
    if at < len(text):
        yield Region(at, len(text), write)


# --- Plain text and reST: an address is written as it is ---


def _verbatim(address: str, _before: str) -> str:
    return address


def _plain(text: str) -> Iterator[Region]:
    yield Region(0, len(text), _verbatim)


# --- Markdown: brackets end a destination, a bar ends a cell, an escaped mark stays escaped ---

_DESTINATION = re.compile(
    r"\]\(\s*<?(?P<inline>(?:[^()\s<>]|\([^()\s]*\))+)|<(?P<auto>https?://[^<>\s]+)>"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)"
    r"|\b(?:href|src)\s*=\s*(?P<mark>[\"'])(?P<html>[^\"'<>]*)(?P=mark)|(?P<hidden><!--.*?-->)",
    re.MULTILINE | re.DOTALL,
)
_MARKDOWN = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", "`": "%60", "*": "%2A"})


def _in_markdown(address: str, before: str) -> str:
    written = address.translate(_MARKDOWN)
    written = written.replace("_", r"\_") if r"\_" in before else written
    return written.replace("&", "&amp;") if "&amp;" in before else written


def _markdown(text: str) -> Iterator[Region]:
    taken: list[Region] = []
    for found in _DESTINATION.finditer(text):
        kind = "hidden" if found["hidden"] is not None else found.lastgroup or ""
        start, end = found.span(kind)
        taken.append(
            Region(start, end, _hidden if kind == "hidden" else _in_html if kind == "html" else _in_markdown)
        )
    return (region for region in _gaps(text, taken, _in_markdown) if region.write is not _hidden)


def _hidden(_address: str, before: str) -> str:
    """The `write` of text that a reader never sees, by which such regions are recognised and dropped."""
    return before


# --- HTML and XML: entities; attributes are searched separately from text ---

_HTML_PIECE = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)\s*>|<[!?][^>]*>|<(?P<tag>[^<>]*)>|(?P<text>[^<]+)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", " ": "%20"})


def _in_html(address: str, _before: str) -> str:
    return address.translate(_HTML)


def _html(text: str) -> Iterator[Region]:
    for piece in _HTML_PIECE.finditer(text):
        if piece["text"] is not None:
            yield Region(*piece.span("text"), _in_html)
        elif piece["tag"] is not None:
            for found in _ATTRIBUTE.finditer(text, *piece.span("tag")):
                yield Region(*found.span(found.lastgroup or 0), _in_html)


# --- LaTeX and BibTeX: commands that print an address as it is, and text that needs escapes ---

_ADDRESS_COMMAND = re.compile(
    r"\\(?:url|href|path|nolinkurl|burl|urlstyle|hyperref)\*?\s*(?:\[[^\]]*\])?\s*\{(?P<braced>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
)
_URL_FIELD = re.compile(
    r"(?:^|,)[ \t]*(?:url|file|eprint|bdsk-url-\d+)\s*=\s*"
    r"(?:\{(?P<braces>[^{}]*)\}|\"(?P<quotes>[^\"]*)\")",
    re.MULTILINE | re.IGNORECASE,
)
_VERBATIM = re.compile(
    r"\\(?:verb\*?|lstinline)(?P<mark>[^\w\s*{\[])(?P<inside>[^\n]*?)(?P=mark)"
    r"|\\begin\{(?P<name>verbatim\*?|Verbatim|lstlisting|minted)\}(?P<block>.*?)\\end\{(?P=name)\}",
    re.DOTALL,
)
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%[^\n]*")
_LATEX = {"_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "~": r"\textasciitilde{}", "$": r"\$"}
_LATEX_TEXT = str.maketrans(_LATEX)


def _in_latex_text(address: str, before: str) -> str:
    """Escaped, unless `before` had special characters without escapes, as in a verbatim command we do not know."""
    bare = any(mark in before and f"\\{mark}" not in before for mark in "_%&#")
    return address if bare else address.translate(_LATEX_TEXT)


def _in_latex_address(address: str, before: str) -> str:
    """As it is, but with those special characters escaped that `before` escapes."""
    for mark in "_%&#":
        if f"\\{mark}" in before:
            address = address.replace(mark, f"\\{mark}")
    return address


def _commands(text: str) -> list[Region]:
    """The regions that commands print as they are: addresses and code."""
    addresses = [Region(*found.span("braced"), _in_latex_address) for found in _ADDRESS_COMMAND.finditer(text)]
    found = ((one, "block" if one["inside"] is None else "inside") for one in _VERBATIM.finditer(text))
    return [*addresses, *(Region(*one.span(part), _verbatim) for one, part in found)]


def _latex(text: str) -> Iterator[Region]:
    comments = [Region(*found.span(), _hidden) for found in _COMMENT.finditer(text)]
    taken = _outermost([*_commands(text), *comments])
    return (region for region in _gaps(text, taken, _in_latex_text) if region.write is not _hidden)


def _bibtex(text: str) -> Iterator[Region]:
    fields = [Region(*found.span(found.lastgroup or 0), _in_latex_address) for found in _URL_FIELD.finditer(text)]
    return _gaps(text, _outermost([*fields, *_commands(text)]), _in_latex_text)


def _outermost(regions: list[Region]) -> list[Region]:
    """Regions in order, without those that begin within another, as a `%` in an address begins no comment."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda one: (one.start, -one.end)):
        if not kept or region.start >= kept[-1].end:
            kept.append(region)
    return kept


# --- Tables: a cell is a region, and no address brings a separator into it ---

_CELLS = {
    mark: re.compile(rf"\"(?P<quoted>(?:[^\"]|\"\")*)\"(?=[{mark}\r\n]|\Z)|(?P<bare>[^{mark}\r\n]+)")
    for mark in ",;\t|"
}


def _in_quotes(address: str, _before: str) -> str:
    return address.replace('"', '""')


def _in_bare_cell(cell: str, address: str, before: str) -> str:
    """
    Quoted, where the address has a separator and was the whole cell; in a longer cell separators are percent-encoded.
    This is done for every separator, not only the table's, so that readers go on recognising the table's one.
    """
    if not _SEPARATORS.search(address):
        return address
    if before == cell:
        return f'"{_in_quotes(address, before)}"'
    return _SEPARATORS.sub(lambda found: f"%{ord(found[0]):02X}", address)


_SEPARATORS = re.compile(r"[,;\t|\"]")


def _table(text: str) -> Iterator[Region]:
    heading = re.sub(r"\"[^\"]*\"", "", text.partition("\n")[0])
    mark = max(",;\t|", key=heading.count)
    for cell in _CELLS[mark].finditer(text, 1 if text.startswith("\ufeff") else 0):
        if cell["bare"] is None:
            yield Region(*cell.span("quoted"), _in_quotes)
        else:
            yield Region(*cell.span(), partial(_in_bare_cell, cell[0]))


# --- JSON, JSON Lines, notebooks: a string is a region ---

_STRING = re.compile(r"\"(?P<inside>(?:[^\"\\\r\n]|\\.)*)\"")


def _in_json(address: str, before: str) -> str:
    written = address.replace("\\", r"\\").replace('"', r"\"")
    return written.replace("/", r"\/") if r"\/" in before else written


def _json(text: str) -> Iterator[Region]:
    for string in _STRING.finditer(text):
        yield Region(*string.span("inside"), _in_json)


_NOTATIONS: dict[str, Callable[[str], Iterator[Region]]] = {
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd", ".mdx"), _markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml", ".svg"), _html),
    **dict.fromkeys((".tex", ".ltx", ".sty", ".cls", ".bbl"), _latex),
    ".bib": _bibtex,
    **dict.fromkeys((".csv", ".tsv"), _table),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".ipynb"), _json),
    **dict.fromkeys((".txt", ".rst", ".org", ".adoc", ".yaml", ".yml", ".cff", ".toml"), _plain),
}
_LOOKS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Region]]], ...] = (
    (re.compile(r"<(?:!doctype|html|\?xml|head|body|div|ul|ol|table|p)\b", re.IGNORECASE), _html),
    (re.compile(r"(?:%[^\n]*\s+)*@\w+\s*\{[^\s{},]+,"), _bibtex),
    (re.compile(r"(?:%[^\n]*\s+)*\\(?:documentclass|begin|section|input|usepackage)\b"), _latex),
    (re.compile(r"[\[{]\s*[\"{]"), _json),
)
