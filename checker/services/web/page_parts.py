"""
The parts of a page: title, headings, blocks of text, number of words of prose, target of a refresh. Pure.

Pages are untrusted: only the beginning is read, by a parser whose time is proportional to its length.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from checker.network.answer import Answer

READ = 64 * 1024  # bytes of a page that are parsed
_BLOCK = 400  # characters kept of one block of text
_BLOCKS = 200  # blocks that are kept
_SCRIPT = 4_096  # characters of scripts that are kept
_DELAY = 15.0  # seconds: a page that is shown for longer before its refresh is a page of its own

_HEADINGS = frozenset({"h1", "h2", "h3"})
_INVISIBLE = frozenset({"script", "style", "noscript", "template", "head", "svg", "object"})
#: Elements with links, or that are on every page of a site: their words are not prose.
_NOT_PROSE = frozenset({"a", "nav", "header", "footer", "aside", "button", "select", "label", "form", "menu"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img", "time", "data", "dfn", "samp"),
    }
)
_EMBEDDING = frozenset({"script", "iframe", "frame", "img", "embed"})

#: Encodings of pages (WHATWG, "Encoding") → their names in Python; other pages are read as UTF-8.
_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "koi8-r", "koi8-u", "big5")),
    **dict.fromkeys(("shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "gbk", "macintosh", "big5-hkscs")),
    **dict.fromkeys(("ibm866", "cp1251", "cp1252", "cp1250", "cp1254")),
    **dict.fromkeys(("windows-874", "tis-620", "iso-8859-11", "dos-874"), "cp874"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "windows-1254"),
    **dict.fromkeys(("win-1251", "x-cp1251"), "windows-1251"),
    **dict.fromkeys(f"windows-125{number}" for number in range(9)),
    **dict.fromkeys(f"iso-8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "windows-1252"),
    **dict.fromkeys(("gb2312", "x-gbk"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc_kr", "euc-kr", "windows-949"), "cp949"),
    **dict.fromkeys(("x-sjis", "sjis", "shift-jis", "windows-31j"), "cp932"),
}
#: Byte order marks → encoding.
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: Encodings that are tried for a page that declares none and is not UTF-8.
_GUESSED = (
    *("iso-2022-jp", "gb18030", "cp932", "euc-jp", "cp949", "big5", "windows-1251", "koi8-r", "iso-8859-5"),
    *("windows-1252", "windows-1250", "iso-8859-2", "windows-1254", "iso-8859-7", "windows-1255", "windows-1256"),
    *("cp874", "windows-1258"),
)
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})\s*[;,]?\s*(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(slots=True)
class Page:
    """
    The parts of a page.

    `blocks`: its pieces of text in order, headings among them. `prose`: the number of words outside links, navigation
    and the like. `refresh`: the address that it loads by itself after a moment, "" for none. `sources`: the addresses
    of embedded scripts, frames and images. `script`: the beginning of its scripts. `named`: the words in its address.
    """

    title: str = ""
    headings: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    prose: int = 0
    refresh: str = ""
    sources: list[str] = field(default_factory=list)
    script: str = ""
    named: frozenset[str] = field(default=frozenset(), compare=False)


def parts_of(answer: Answer) -> Page:
    """The parts of a response's body; plain text has blocks only, other data have no parts."""
    page = _read(answer)
    page.named = frozenset(re.findall(r"[a-z]{2,}|\d{2,}", unquote(answer.url[:2_048]).casefold()))
    return page


def _read(answer: Answer) -> Page:
    text = _decoded(answer)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
    plain = kind == "text/plain" or (kind.endswith("json") and text.lstrip()[:1] not in ("{", "["))
    if plain or (not kind and "<" not in text):
        return _plain(text)
    return _parsed(text) if not kind or kind.endswith(("html", "xml")) else Page()


def refresh_of(content: str) -> str:
    """
    The address in the value of a refresh, header or element (HTML, "pragma directives"); "" if
    none, or too late.
    """
    match = _REFRESH.match(content[:4_096])
    if not match or float(match[1]) > _DELAY:
        return ""
    address = match[2].strip()
    quote = address[:1] if address[:1] in "\"'" else ""
    return address[1:].partition(quote)[0].strip() if quote else address


def _decoded(answer: Answer) -> str:
    body = answer.body[:READ]
    encoding = next((name for mark, name in _MARKS.items() if body.startswith(mark)), "") or _declared(answer) or ""
    return body.decode(encoding or "utf-8", "replace").replace("\0", " ")


def _declared(answer: Answer) -> str | None:
    """The encoding that a page declares, by its name in Python; None if it declares none."""
    header = answer.headers.get("content-type", "").encode("utf-8", "replace")
    match = _CHARSET.search(header) or _CHARSET.search(answer.body[:2_048])
    name = match[1].decode("ascii", "replace").casefold() if match else ""
    # If the declaration itself could be read in the body, the page is not in UTF-16, whatever it declares.
    if name.startswith("utf-16") and _CHARSET.search(header) is None:
        return None
    return (_ENCODINGS[name] or name) if name in _ENCODINGS else None


def guesses(answer: Answer) -> list[Page]:
    """
    The parts of a page in each usual encoding that fits, if it declares none and is not UTF-8
    (browsers guess too).
    """
    body = answer.body[:READ]
    if _declared(answer) or body.startswith(tuple(_MARKS)) or _is_utf8(body):
        return []
    return [_parsed(text) for name in _GUESSED if (text := _as(body, name))]


def _is_utf8(body: bytes) -> bool:
    """Whether the beginning of a text is UTF-8, and not ISO-2022-JP, whose bytes are valid UTF-8 too."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return b"\x1b$" not in body


def _as(body: bytes, encoding: str) -> str:
    """The body decoded by an encoding; empty if it is not valid in it."""
    try:
        return body.decode(encoding).replace("\0", " ")
    except UnicodeDecodeError:
        return ""


def _plain(text: str) -> Page:
    blocks = [" ".join(line[:_BLOCK].split()) for line in text.splitlines()[:_BLOCKS]]
    return Page(blocks=[one for one in blocks if one], prose=words_in(text))


def _parsed(text: str) -> Page:
    from lxml import etree  # noqa: PLC0415  (loaded only by runs that read a page)

    reader = _Reader()
    target: Any = reader  # gets str only; the stubs allow bytes
    parser = etree.HTMLParser(target=target, recover=True, no_network=True)
    try:
        parser.feed(text)
        parser.close()
    except etree.LxmlError:  # no markup in it
        pass
    return reader.page


def words_in(text: str) -> int:
    """The number of words; in scripts without spaces between words, two characters count as one."""
    dense = len(_DENSE.findall(text))
    return len(_DENSE.sub(" ", text).split()) + dense // 2 if dense else len(text.split())


_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class _Place(Enum):
    """Where in a page a piece of text is."""

    TITLE = auto()
    SCRIPT = auto()
    INVISIBLE = auto()
    NOT_PROSE = auto()
    PROSE = auto()


class _Reader:
    """Collects the parts of a page from its elements and texts, in order (lxml, "parser target")."""

    def __init__(self) -> None:
        self.page = Page()
        self._open: dict[str, int] = {}
        self._text: list[str] = []
        self._length = 0
        self._heading = False
        self._place: _Place | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag not in _INLINE:
            self._flush()
        self._heading = tag in _HEADINGS or (self._heading and tag in _INLINE)
        self._open[tag] = self._open.get(tag, 0) + 1
        self._place = None
        if tag in _EMBEDDING and len(self.page.sources) < _BLOCKS:
            self.page.sources.append(attributes.get("src", "")[:_BLOCK])
        if tag == "body":
            self.page.script += attributes.get("onload", "")[:_SCRIPT]
        if tag == "meta" and attributes.get("http-equiv", "").strip().casefold() == "refresh":
            self._refreshes(attributes.get("content", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag not in _INLINE:
            self._flush()
        self._open[tag] = max(self._open.get(tag, 0) - 1, 0)
        self._place = None

    def data(self, text: str) -> None:
        """A piece of text."""
        self._place = place = self._place or self._found_place()
        if place is _Place.SCRIPT:
            self.page.script += text[: max(_SCRIPT - len(self.page.script), 0)]
        elif place is _Place.TITLE:
            self.page.title += text[: max(_BLOCK - len(self.page.title), 0)]
        elif place is not _Place.INVISIBLE:
            self._text.append(text[: max(_BLOCK - self._length, 0)])
            self._length += len(text)
            self.page.prose += words_in(text) if place is _Place.PROSE else 0

    def comment(self, text: str) -> None:
        """Comments are not shown, and left out."""

    def close(self) -> None:
        """The page ends."""
        self._flush()
        self.page.title = " ".join(self.page.title.split())

    def _found_place(self) -> _Place:
        """The place of text in the elements that are open now."""
        if self._within({"script"}):
            return _Place.SCRIPT
        if self._within({"title"}) and not self._within({"svg"}):
            return _Place.TITLE
        if self._within(_INVISIBLE):
            return _Place.INVISIBLE
        return _Place.NOT_PROSE if self._within(_NOT_PROSE) else _Place.PROSE

    def _within(self, tags: AbstractSet[str]) -> bool:
        return any(self._open.get(tag) for tag in tags)

    def _refreshes(self, content: str) -> None:
        if not self._within({"noscript", "template"}):
            self.page.refresh = self.page.refresh or refresh_of(content)

    def _flush(self) -> None:
        block = " ".join("".join(self._text).split()) if self._text else ""
        self._text, self._length = [], 0
        if block and len(self.page.blocks) < _BLOCKS:
            self.page.blocks.append(block)
            if self._heading:
                self.page.headings.append(block)
        if block:
            self._heading = False
