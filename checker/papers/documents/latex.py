r"""
LaTeX: title, abstract and the rest of one file. Comments are dropped, `\input` is not followed. Macros without
arguments are expanded in titles; elsewhere only those that hold an address.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from checker.links.platforms.hosts import words
from checker.papers.documents.document import Document, records, whole
from checker.papers.documents.latex_macros import expanded, macros_of, with_addresses
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.dates import written_date
from checker.papers.streams.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.protocol import Record

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_NOT_READ = re.compile(
    r"\\begin\{(comment|verbatim|lstlisting|thebibliography|filecontents\*?)\}.*?(?:\\end\{\1\}|\Z)", re.DOTALL
)
_CLASS = re.compile(r"^[ \t]*\\document(?:class|style)\b|^[ \t]*\\begin\{document\}", re.MULTILINE)
_COMMANDS = re.compile(
    r"^[ \t]*\\(?:title|author|section|subsection|begin|maketitle|input|usepackage)\b", re.MULTILINE
)
_BIBLIOGRAPHY = re.compile(r"^[ \t]*\\begin\{thebibliography\}", re.MULTILINE)
_DATA = re.compile(r"\s*[{\[<@]")
_TITLE = re.compile(r"\\(?:title|icmltitle|papertitle|Title|titre)\*?\s*(?=[{\[])")
_ABSTRACT = re.compile(
    r"\\begin\{([aA]bstract\*?|IEEEabstract|onecolabstract|summary|resume|zusammenfassung)\}(?:\[[^\]]*\])?"
)
_ABSTRACT_COMMAND = re.compile(r"\\(?:abstract|icmlabstract|Abstract|abst)\s*(?=\{)")
_ABSTRACT_SECTION = re.compile(r"\\(?:section|chapter|paragraph)\*?\s*\{\s*(?:abstract|summary)\s*\}", re.IGNORECASE)
_NEXT_SECTION = re.compile(r"\\(?:section|chapter|part|begin\{(?:IEEEkeywords|keywords?)\})")
_BODY = re.compile(r"\\begin\{document\}")
_DOI = re.compile(r"\\(?:acmDOI|doi|DOI|paperdoi)\s*\{\s*(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s{}]+)\s*\}")
_DATE = re.compile(r"\\(?:date|published|acmYear)\s*\{([^{}\\]{1,60})\}")
_ASIDE = re.compile(
    r"\\(?:thanks|footnote|footnotetext|titlenote|subtitlenote|tnoteref|tnotetext|thanksref)\b\*?(?:\[[^\]]*\])?\s*(?=\{)"
)
_CLOSING = {"{": "}", "[": "]"}
_LONGEST = 2**16  # characters of one argument
#: Any command; its argument stays.
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\*?\s*|[^a-zA-Z])")
_ACCENT = re.compile(r"\\([`'^\"~=.]\s*|[uvHcdbkr](?:\s+|(?=\{)))(?:\{\\?(\w)\}|\\?(\w))")
#: Command of an accent → combining character.
_ACCENTS = dict(
    zip(
        "`'^\"~=.uvHcdbkr",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a",
        strict=True,
    )
)
_BLANKS = words("newline linebreak and quad qquad break hfill par")


class Latex:
    """The reader of LaTeX documents."""

    name = "latex"
    what = (
        "`\\title` and `abstract`, without comments; the rest with `--part all`; id from the DOI it declares. "
        "`\\input` is not followed"
    )
    how = "arXiv: “TeX Source”; Overleaf: “Download source”; one paper a file"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for a document class (not after a bibliography); `SHAPE` for several commands of documents."""
        text = decoded(head)
        if _DATA.match(text):
            return Evidence.NONE
        text = without_comments(text)
        begins, bibliography = _CLASS.search(text), _BIBLIOGRAPHY.search(text)
        if begins and not (bibliography and bibliography.start() < begins.start()):
            return Evidence.MARK
        return Evidence.SHAPE if not bibliography and len(_COMMANDS.findall(text)) > 1 else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """The one paper of the file."""
        yield from records(_document(decoded(whole(stream, source))), source, reading)


def without_comments(text: str) -> str:
    """The text with blanks in place of comments, so that lines and columns stay the same."""
    return _COMMENT.sub(lambda found: found[1] + " " * (len(found[0]) - len(found[1])), text)


def _document(text: str) -> Document:
    """The parts of a document; comments and unread environments are blanked, so that places stay the same."""
    plain = _NOT_READ.sub(_blank, without_comments(text))
    title, _ = _argument_of(_TITLE, plain)
    start, end = _abstract(plain)
    body = _BODY.search(plain)
    first = body.end() if body else 0
    rest = _blanked(plain, start, end)[first:]
    doi, date = _DOI.search(plain), _DATE.search(plain)
    macros = macros_of(plain)
    abstract = plain[start:end].strip() and plain[start:end]
    addresses = with_addresses(macros)
    printed = {"abstract": (abstract, expanded(abstract, addresses)), "text": (rest, expanded(rest, addresses))}
    places = (("abstract", *_place(text, start)), ("text", *_place(text, first)))
    return Document(
        title=in_words(expanded(title, macros)),
        abstract=printed["abstract"][1],
        rest=printed["text"][1],
        paper_id=doi[1] if doi else "",
        published=written_date(date[1]) if date else "",
        places=tuple(place for place in places if printed[place[0]][0] == printed[place[0]][1]),  # nothing expanded
    )


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _place(text: str, at: int) -> tuple[int, int]:
    """(line, column) of a place in a text, both from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _abstract(text: str) -> tuple[int, int]:
    """(start, end) of the abstract: in an environment, a command or a section; (0, 0) if there is none."""
    if begun := _ABSTRACT.search(text):
        end = text.find(f"\\end{{{begun[1]}}}", begun.end())
        return begun.end(), end if end >= 0 else _section_end(text, begun.end())
    if command := _ABSTRACT_COMMAND.search(text):
        return argument(text, command.end())
    if section := _ABSTRACT_SECTION.search(text):
        return section.end(), _section_end(text, section.end())
    return 0, 0


def _section_end(text: str, start: int) -> int:
    found = _NEXT_SECTION.search(text, start)
    return found.start() if found else len(text)


def _argument_of(command: re.Pattern[str], text: str) -> tuple[str, int]:
    """(argument in braces of the first such command, its end); an optional argument in brackets is skipped."""
    found = command.search(text)
    if found is None:
        return "", 0
    at = found.end()
    if text[at : at + 1] == "[":
        at = argument(text, at)[1] + 1
        at += len(text[at : at + 100]) - len(text[at : at + 100].lstrip())
    start, end = argument(text, at) if text[at : at + 1] == "{" else (0, 0)
    return text[start:end], end


def argument(text: str, at: int) -> tuple[int, int]:
    """(start, end) of the argument whose opening brace or bracket is at `at`, without the braces."""
    opens, closes, depth = text[at], _CLOSING[text[at]], 0
    for here in range(at, min(len(text), at + _LONGEST)):
        if text[here] in "{}[]" and text[here - 1] != "\\":
            depth += (text[here] == opens) - (text[here] == closes)
            if not depth:
                return at + 1, here
    return at + 1, min(len(text), at + _LONGEST)


def in_words(text: str) -> str:
    """The text of a title as printed, on one line: without footnotes, commands and braces."""
    while aside := _ASIDE.search(text):
        text = f"{text[: aside.start()]} {text[argument(text, aside.end())[1] + 1 :]}"
    text = _ACCENT.sub(_accented, text)
    text = text.replace("~", " ").replace("---", "—").replace("--", "\u2013")
    text = _COMMAND.sub(_command_text, text)
    return " ".join(re.sub(r"[{}$]", "", text).split())


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (found[2] or found[3]) + _ACCENTS[found[1].strip()])


def _command_text(command: re.Match[str]) -> str:
    name = command[0].strip()[1:].rstrip("*")
    if len(name) == 1 and not name.isalpha():
        return " " if name in "\\,;:! " else name
    return " " if name in _BLANKS else ""


LATEX = Latex()
