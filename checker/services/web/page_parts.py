"""
What stands on a page, and where: title, headings, blocks of text, how much prose, what a refresh names. Pure.

Strangers write pages: only the beginning of one is read, by a parser that takes time in proportion to its length.
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

READ = 64 * 1024  # bytes of a page in which its heads and marks stand
_BLOCK = 400  # characters of one block of text that are kept
_BLOCKS = 200  # blocks that are kept
_SCRIPT = 4_096  # characters of scripts that are kept
_DELAY = 15.0  # seconds: whoever reads a page longer than that before it leads away has seen it

_HEADINGS = frozenset({"h1", "h2", "h3"})
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "object"})
#: What leads elsewhere or stands on every page of a site: words, but no prose.
_FURNITURE = frozenset({"a", "nav", "header", "footer", "aside", "button", "select", "label", "form", "menu"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img", "time", "data", "dfn", "samp"),
    }
)
_EMBEDDING = frozenset({"script", "iframe", "frame", "img", "embed"})

#: What a page may be written in (WHATWG, "Encoding"), as Python calls it; anything else is read as UTF-8.
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
#: Marks at the beginning of a text that tell its encoding.
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: What pages that do not say how they are written are written in, in the languages of the web.
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
    The parts of a page. `blocks` are its pieces of text in order, headings among them; `prose` is the number of words
    that are neither links nor furniture; `refresh` is where it leads by itself after a moment, "" for nowhere;
    `sources` are the addresses of what is shown in it; `script` is the beginning of its scripts; `named` are the
    words in its own address.
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
    """The parts of an answer's body; those of a text without markup are its blocks alone, of other data none."""
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
    """The address in the value of a refresh, header or element (HTML, "pragma directives"); "" for none soon."""
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
    """How a page says that it is written, as Python calls it; None for one that does not say so."""
    told = answer.headers.get("content-type", "").encode("utf-8", "replace")
    match = _CHARSET.search(told) or _CHARSET.search(answer.body[:2_048])
    name = match[1].decode("ascii", "replace").casefold() if match else ""
    # A page that can be read so far is not in an encoding of two bytes a character, whatever it says of itself.
    if name.startswith("utf-16") and _CHARSET.search(told) is None:
        return None
    return (_ENCODINGS[name] or name) if name in _ENCODINGS else None


def guesses(answer: Answer) -> list[Page]:
    """The parts of a page by each usual encoding, where it says none and is no UTF-8: browsers guess, too."""
    body = answer.body[:READ]
    if _declared(answer) or body.startswith(tuple(_MARKS)) or _is_utf8(body):
        return []
    return [_parsed(text) for name in _GUESSED if (text := _as(body, name))]


def _is_utf8(body: bytes) -> bool:
    """Whether a beginning of a text is UTF-8, and not in escapes of Japanese."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return b"\x1b$" not in body


def _as(body: bytes, encoding: str) -> str:
    """A text in an encoding; empty where it is none."""
    try:
        return body.decode(encoding).replace("\0", " ")
    except UnicodeDecodeError:
        return ""


def _plain(text: str) -> Page:
    blocks = [" ".join(line[:_BLOCK].split()) for line in text.splitlines()[:_BLOCKS]]
    return Page(blocks=[one for one in blocks if one], prose=words_in(text))


def _parsed(text: str) -> Page:
    from lxml import etree  # noqa: PLC0415  (kept off the path of what looks at no page)

    reader = _Reader()
    target: Any = reader  # told texts alone; the stubs allow for bytes
    parser = etree.HTMLParser(target=target, recover=True, no_network=True)
    try:
        parser.feed(text)
        parser.close()
    except etree.LxmlError:  # nothing in it that is markup
        pass
    return reader.page


def words_in(text: str) -> int:
    """The number of words; in writing without blanks two characters stand for one."""
    dense = len(_DENSE.findall(text))
    return len(_DENSE.sub(" ", text).split()) + dense // 2 if dense else len(text.split())


_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class _Place(Enum):
    """Where a piece of text stands."""

    TITLE = auto()
    SCRIPT = auto()
    UNSEEN = auto()
    FURNITURE = auto()
    PROSE = auto()


class _Reader:
    """Hears of a page's elements and texts in order (lxml, "parser target"), and keeps its parts."""

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
        elif place is not _Place.UNSEEN:
            self._text.append(text[: max(_BLOCK - self._length, 0)])
            self._length += len(text)
            self.page.prose += words_in(text) if place is _Place.PROSE else 0

    def comment(self, text: str) -> None:
        """Nobody sees a comment."""

    def close(self) -> None:
        """The page ends."""
        self._flush()
        self.page.title = " ".join(self.page.title.split())

    def _found_place(self) -> _Place:
        """In which of the elements that matter we are."""
        if self._within({"script"}):
            return _Place.SCRIPT
        if self._within({"title"}) and not self._within({"svg"}):
            return _Place.TITLE
        if self._within(_UNSEEN):
            return _Place.UNSEEN
        return _Place.FURNITURE if self._within(_FURNITURE) else _Place.PROSE

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
