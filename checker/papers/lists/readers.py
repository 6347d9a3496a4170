"""
The readers of lists of papers: Markdown, reStructuredText, HTML.

The whole text of a list is held in memory, up to 16 MiB, because addresses may be defined at its end and used at its
beginning, and because links are located by line and column. Blocks are streamed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from checker.errors import InputError
from checker.model import Notice
from checker.papers.lists.entries import names_artifact, names_paper, paper_of
from checker.papers.lists.evidence import Content, content_of
from checker.papers.lists.groups import groups
from checker.papers.lists.markup.blocks import Form
from checker.papers.lists.markup.html import html_blocks
from checker.papers.lists.markup.locating import Locator
from checker.papers.lists.markup.markdown import markdown_blocks
from checker.papers.lists.markup.rest import as_markdown, is_rest
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.refusals.texts import marked_up
from checker.papers.shapes.notations import is_broken_yaml, yaml_place
from checker.papers.streams.decoding import decoded
from checker.papers.streams.lines import LONGEST
from checker.papers.streams.unpacking import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.papers.lists.groups import Group
    from checker.papers.lists.markup.blocks import Block
    from checker.papers.protocol import Record

_BLOCKS = 5000  # blocks at the beginning, by which a page is judged
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DATA = re.compile(r"\s*(?:[{@]|\[\s*(?:[{\[\]\"]|-?\d[\d.]*\s*(?:,|\]\s*\Z))|%PDF|PK\x03)")
_FRONT = re.compile(r"---\n(?:.*\n){0,200}?(?:---|\.\.\.)\n")  # front matter of a site generator
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<!--.{0,1000}?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PIECE = re.compile(r"\s*<(?:ul|ol|li|table|div|p|h[1-6]|dl|!--)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"\]\(|^#{1,6} |^[-*+] |^\|.*\|", re.MULTILINE)
#: Meta tags of a page about one paper.
_ONE_PAPER = re.compile(r"<meta[^>]{0,200}[\"'](?:citation_title|dc\.title|eprints\.title)[\"']", re.IGNORECASE)


def _markdown(text: str) -> Iterator[Block]:
    front = _FRONT.match(text)
    return markdown_blocks("\n" * text.count("\n", 0, front.end()) + text[front.end() :] if front else text)


def _rest(text: str) -> Iterator[Block]:
    return markdown_blocks(as_markdown(text), text)


def _html(text: str) -> Iterator[Block]:
    return html_blocks(text, Locator(text))


def is_page(head: str) -> bool:
    """Whether a text is HTML, not Markdown that begins with a tag."""
    return bool(_PAGE.match(head)) or (bool(_PIECE.match(head)) and not _MARKDOWN.search(head))


def _is_text(head: str) -> bool:
    return not _DATA.match(head) and not _CONTROL.search(head)


@dataclass(frozen=True, slots=True)
class ListReader:
    """The reader of lists in one markup language: `blocks` parses it, `may_be` judges the beginning of a text."""

    name: str
    what: str
    how: str
    blocks: Callable[[str], Iterator[Block]]
    may_be: Callable[[str], bool]

    def recognises(self, head: bytes) -> Evidence:
        """`SHAPE` if the beginning is a list of papers or of artifacts."""
        text = decoded(head)
        if not self.may_be(text) or not _ADDRESS.search(text) or yaml_place(head) or is_broken_yaml(head):
            return Evidence.NONE
        return Evidence.NONE if self._content(_whole_lines(text)) is Content.PROSE else Evidence.SHAPE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each entry, and a Notice that counts the links to artifacts in items that are not read."""
        text = _whole(stream, source)
        is_artifacts = self._content(_whole_lines(text[:HEAD])) is Content.ARTIFACTS
        chosen = names_artifact if is_artifacts else names_paper
        skipped = 0
        for group in groups(self.blocks(text)):
            if chosen(group):
                yield paper_of(group, source)
            else:
                skipped += _artifact_links(group)
        if skipped:
            links = "1 link" if skipped == 1 else f"{skipped} links"
            yield Notice(source, links, "to artifacts outside the entries of papers: not read")

    def _content(self, text: str) -> Content:
        return content_of(islice(self.blocks(text), _BLOCKS))


def _whole(stream: BinaryIO, source: str) -> str:
    content = stream.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise InputError(f"{source} is longer than {LONGEST // 2**20} MiB, the limit for a list.", "Split the file.")
    return decoded(content)


def _artifact_links(group: Group) -> int:
    """The number of links to artifacts in an item or a row with a title; 0 for prose and badges."""
    listed = group.title is not None and group.blocks[0].form in {Form.ITEM, Form.ROW}
    return sum(link.is_known for link in group.links) if listed else 0


def _whole_lines(text: str) -> str:
    """The text without its last line if that may be cut."""
    return text if len(text) < HEAD else text[: text.rfind("\n") + 1] or text


MARKDOWN_LIST = ListReader(
    "markdown-list",
    "each entry is a paper: items, rows of tables, bold titles with lines below; id from its arXiv or DOI address; "
    "links to artifacts as fields under their labels, with line and column; badges, contents and chats are not read",
    "README.md of a list of papers, of a conference's papers with code, of a group's publications",
    _markdown,
    lambda head: _is_text(head) and not is_page(head) and not is_rest(head) and not marked_up(head),
)
REST_LIST = ListReader(
    "rest-list",
    "the same in reStructuredText",
    "README.rst, pages of Sphinx",
    _rest,
    lambda head: _is_text(head) and is_rest(head),
)
HTML_LIST = ListReader(
    "html-list",
    "the same in HTML: items, rows, paragraphs; navigation, scripts and comments are not read",
    "a page of publications or of a conference's papers, saved in a browser",
    _html,
    lambda head: is_page(head) and not _ONE_PAPER.search(head),
)
