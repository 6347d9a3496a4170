"""
The text of a Hugging Face papers page, selected in a browser and copied: buttons and labels of the page, then for
every paper title, blank line, abstract, blank line.

Paragraphs are told apart by their form: an abstract is long or ends like a sentence, a title does neither, and a
label is a short line of a known form. If a short sentence could be a title or an abstract, the paragraph after it
decides: a title is followed by an abstract.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord, Paper
from checker.model.paper_ids import title_id
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.streams.lines import numbered_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.papers.protocol import Record

_MONTH = (
    r"(?:jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    r"|nov(ember)?|dec(ember)?)\.?"
)
# A whole paragraph has to match: one that only begins or ends like a label may be a title.
_LABEL = re.compile(
    rf"""
      new | trending | daily | weekly | monthly | (daily\ |trending\ )?papers | subscribe | upvote | prev(ious)?
    | next | search | hot | today | log\ ?in | sign\ ?up | github | arxiv(\ page)? | pdf | view\ (arxiv\ page|pdf)
    | by\s?ak(\ and\ the\ research\ community)? | get\ trending\ papers\ in\ your\ email.*
    | authors?\s*:.* | submitted\ by([ ]*\n?\S+([ ]\S+)?)?(\n[\d.,k]+)?
    | (published\ on\s+)?({_MONTH}\s+\d{{1,2}}(,?\ \d{{4}})? | \d{{1,2}}\s+{_MONTH}(\ \d{{4}})?)
    | [·•]?\s*\+?\d+(\.\d+)?k?(\s+(authors?|comments?|upvotes?|likes?|stars?))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MARKS = re.compile(
    rb"^[ \t]*(trending papers|daily papers|upvote|subscribe|submitted by.{0,60}|by ?ak and the research community"
    rb"|get trending papers in your email.{0,20})[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_NAME = r"[A-Z][\w.'\u2019-]*(?:[ ][A-Z][\w.'\u2019-]*){1,3}"
_NAMES = re.compile(rf"{_NAME}(?:,[ ]{_NAME})+")
_ADDRESS = re.compile(r"https?://|www\.|\b(?:github\.com|huggingface\.co)/", re.IGNORECASE)
_LONG = 200  # characters: few titles are longer than this and few abstracts are shorter
_FULL_STOPS = frozenset(".…;:。")
_ENDS = _FULL_STOPS | frozenset("?!\uff1f\uff01")
_CLOSERS = ")]}\"'\u2019\u201d "


class HuggingFacePage:
    """The reader of a copied papers page."""

    name = "hf-page"
    what = "titles and abstracts of a copied page"
    how = "huggingface.co/papers/trending or a day's page, selected in a browser, copied, pasted into a file"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for plain text with a line that is a label of such a page."""
        plain = not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[", b"<", b"@"))
        return Evidence.MARK if plain and _MARKS.search(head) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each title with an abstract; a title without one is a BadRecord."""
        title, where = "", 0
        abstract: list[str] = []
        for (line, paragraph), (_, following) in pairwise(chain(_content(stream), [(0, "")])):
            if title and _is_abstract(paragraph, following, begun=bool(abstract)):
                abstract.append(paragraph)
            elif not _is_authors(paragraph, following, awaited=bool(title) and not abstract):
                yield from _paper(title, abstract, source, where)
                title, where, abstract = paragraph, line, []
        yield from _paper(title, abstract, source, where)


def _content(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """(line number, paragraph) for every paragraph that is not a label."""
    for start, lines in _paragraphs(stream):
        if any(len(line) > _LONG for line in lines):  # copied without blank lines: each line is a paragraph
            yield from ((n, line) for n, line in enumerate(lines, start) if not _LABEL.fullmatch(line))
        elif not _LABEL.fullmatch(whole := "\n".join(lines)):
            yield start, whole


def _paragraphs(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """(line number, lines) for every run of lines that are not blank."""
    start, lines = 1, list[str]()
    for number, raw in numbered_lines(stream):
        line = (raw or b"").decode("utf-8", "replace").strip()  # None: a line too long for memory
        if line:
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, lines
            lines = []
    if lines:
        yield start, lines


def _is_abstract(paragraph: str, following: str, *, begun: bool) -> bool:
    """Whether a paragraph begins an abstract, or continues one (`begun`), judged by its form and the one after it."""
    if begun and _ADDRESS.search(paragraph):
        return True
    end = paragraph.rstrip(_CLOSERS)[-1:]
    followed = _looks_like_abstract(following)
    if len(paragraph) > _LONG:
        # A title in two languages may be long, too.
        return not begun or not followed or end in _ENDS or len(paragraph) > 2 * _LONG
    if end in _FULL_STOPS:
        return not begun or not followed
    return end in _ENDS and not begun and not followed


def _is_authors(paragraph: str, following: str, *, awaited: bool) -> bool:
    """Whether a paragraph is a list of names, not a title: an abstract is `awaited`, or none follows."""
    return bool(_NAMES.fullmatch(paragraph)) and (awaited or not _looks_like_abstract(following))


def _looks_like_abstract(paragraph: str) -> bool:
    return len(paragraph) > _LONG or paragraph.rstrip(_CLOSERS).endswith((".", "…", "。"))


def _paper(title: str, abstract: list[str], source: str, line: int) -> Iterator[Paper | BadRecord]:
    if title and abstract:
        yield Paper(id=title_id(title), title=title, abstract="\n\n".join(abstract), source=source)
    elif title:
        yield BadRecord(source, line, f"no abstract after {title[:60]!r}")
