"""Blocks → groups of blocks that belong together: an item and those below it, a bold title and the lines after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING

from checker.papers.lists.columns import title_in_row
from checker.papers.lists.dates import date_in
from checker.papers.lists.labels import is_attribute, is_label
from checker.papers.lists.links import Mention, mentions
from checker.papers.lists.markup.blocks import Block, Form, words_of
from checker.papers.lists.names import is_names_or_venue
from checker.papers.lists.titles import Title, is_title, stands_first, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.papers.lists.markup.blocks import Run

_FEW = 30  # words of a line with authors and venue only
_OF_ONE_PAPER = 3  # the level from which on a heading may be the title of a paper; levels above it are sections
_SECTIONS = 8  # levels of headings that are kept
#: Headings of sections without papers.
_UNREAD = re.compile(
    r"(?:how to )?contribut(?:e|ing|ors?|ions?)\b.{0,30}|licen[sc](?:e|ing)"
    r"|acknowledge?ments?|(?:how to )?cit(?:e|ing|ations?)(?: (?:us|this|our).*)?"
    r"|contacts?(?: us)?|maintainers?|stars?"
    r"|star(?: ?gazers?|[ -]history)(?: .*)?|sponsors?|community|join us.*|disclaimer"
    r"|related (?:awesome )?(?:lists?|repo\w*)"
    r"|other awesome.*|news|announcements?|changelog|贡献.*|引用|致谢|许可证?|联系.*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents?|toc|outline|目录|目錄", re.IGNORECASE)
#: Words in a heading whose date is not that of the papers below it.
_UPDATED = re.compile(r"updat|version|since|修订|更新", re.IGNORECASE)
_AROUND = re.compile(r"^[\W\d_]+|[\W_]+$")  # numbers and marks around the words of a heading
_INSIDE = frozenset({Form.ITEM, Form.TEXT, Form.OTHER})  # what may stand in an item of a list


@dataclass(frozen=True, slots=True)
class Section:
    """The section in which a group stands: text and date of the nearest heading that has a date."""

    words: str = ""
    date: str = ""


@dataclass(slots=True)
class Group:
    """Blocks that may name one paper: with their title, if they have one, and their links."""

    blocks: list[Block]
    section: Section
    title: Title | None
    links: list[Mention] = field(default_factory=list)
    _text: str | None = None  # the result of `text`, once it has been called

    def absorb(self, other: Group) -> None:
        """Add the blocks and links of another group to this one."""
        self.blocks += other.blocks
        self.links += other.links
        self._text = None

    def text(self) -> str:
        """All text of its blocks, on one line."""
        if self._text is None:
            self._text = " ".join(map(words_of, self.blocks))
        return self._text

    def leads_to_paper(self) -> bool:
        """Whether one of its links leads to a paper."""
        return any(link.is_paper for link in self.links)


class Sections:
    """The headings above the block that is being read."""

    def __init__(self) -> None:
        self._above: list[tuple[int, Section]] = []
        self.now = Section()  # the innermost section with a date
        self._unread = 0  # the level of the section that is skipped; 0: none
        self._contents = False

    def enter(self, heading: Block) -> None:
        """Begin a section with this heading; sections of its level and below end."""
        text = words_of(heading)
        words = _AROUND.sub("", text)
        if heading.level <= self._unread:
            self._unread = 0
        if not self._unread and _UNREAD.fullmatch(words):
            self._unread = heading.level
        self._contents = bool(_CONTENTS.fullmatch(words))  # ends at the next heading of any level
        section = Section(text, "" if _UPDATED.search(text) else date_in(text))
        above = [one for one in self._above if one[0] < heading.level]
        self._above = [*above[-_SECTIONS:], (heading.level, section)]
        self.now = next((one for _, one in reversed(self._above) if one.date), Section())

    @property
    def unread(self) -> bool:
        """Whether this section has no papers: contents, how to contribute, licence."""
        return self._unread > 0 or self._contents


def groups(blocks: Iterable[Block]) -> Iterator[Group]:
    """All groups of a page in order, without sections that have no papers; a group without title is prose."""
    sections, opened = Sections(), list[Group]()
    for some in _together(chain.from_iterable(map(_lines, blocks))):
        head = some[0]
        if head.form is Form.HEADING:
            yield from opened
            sections.enter(head)
            opened = [_group(some, sections.now)] if not sections.unread and is_title(words_of(head), 3) else []
        elif not sections.unread:
            found = _groups_of(some, sections.now)
            if opened and opened[-1].title and not found[0].title and _belongs(found[0], opened[-1]):
                opened[-1].absorb(found.pop(0))
            if found:
                yield from opened
                opened = found
    yield from opened


def _together(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Lists of blocks that belong together: a block at the top level, or an item with all blocks inside it."""
    some: list[Block] = []
    for block in blocks:
        inside = block.level > 0 and block.form in _INSIDE
        if some and not (inside and some[0].form is Form.ITEM and not (block.form is Form.ITEM and block.level == 1)):
            yield some
            some = []
        some.append(block)
    if some:
        yield some


def _lines(block: Block) -> list[Block]:
    """The lines of a paragraph as items if each is words and then links (a list without bullets), else the block."""
    if block.form is not Form.TEXT or block.level or "\n" not in [run.text for run in block.runs]:
        return [block]
    lines = [tuple(some) for is_end, some in groupby(block.runs, lambda run: run.text == "\n") if not is_end]
    if len(lines) > 1 and all(_is_entry(line) for line in lines):
        return [Block(Form.ITEM, 1, line) for line in lines]
    return [block]


def _is_entry(runs: tuple[Run, ...]) -> bool:
    """Whether a line is words that can be a title, followed by links only."""
    return not runs[0].address and _ends_in_links(runs) and title_of(runs) is not None


def _groups_of(blocks: Sequence[Block], section: Section) -> list[Group]:
    """The group of these blocks, followed by groups of items inside it that name papers of their own."""
    head = blocks[0]
    if head.form is not Form.ITEM:
        return [_group(blocks, section)]
    below = next(
        (at for at, one in enumerate(blocks) if one.form is Form.ITEM and one.level > head.level), len(blocks)
    )
    own, apart = _group(blocks[:below], section), list[Group]()
    for child in _children(blocks[below:]):
        first, *others = _groups_of(child, section)
        if first.title and first.leads_to_paper():
            apart.append(first)
        else:
            own.absorb(first)
        apart += others
    return [own, *apart]


def _children(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The items directly below an item, each with the blocks inside it."""
    if not blocks:
        return
    level = blocks[0].level
    starts = [at for at, one in enumerate(blocks) if one.form is Form.ITEM and one.level <= level]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        yield blocks[start:end]


def _group(blocks: Sequence[Block], section: Section) -> Group:
    """A group of these blocks, with the title in the first one and the links in all."""
    head = blocks[0]
    if head.form is Form.ROW:
        title = title_in_row(head.cells)
    elif head.form is Form.TEXT:
        title = title_of(head.runs, sure=True)
        if title is None and _ends_in_links(head.runs):
            title = title_of(head.runs)
        title = title if title and stands_first(head.runs, title) else None
    else:
        title = title_of(head.runs) if head.form is not Form.OTHER else None
    links = mentions(head, title)
    for block in blocks[1:]:
        links += mentions(block, None)
    return Group(list(blocks), section, title, links)


def _ends_in_links(given: Sequence[Run]) -> bool:
    """
    Whether words are followed only by links with labels, as in `Title. Venue. [paper] [code]`. Before the words there
    may be a venue that is a link.
    """
    runs = [run for run in given if re.search(r"\w", run.text)]
    runs = runs[1:] if runs and runs[0].address and is_names_or_venue(runs[0].text) else runs
    first = next((at for at, run in enumerate(runs) if run.address), len(runs))
    return 0 < first < len(runs) and all(
        run.address and (run.text == run.address or is_label(run.text)) for run in runs[first:]
    )


def _belongs(found: Group, to: Group) -> bool:
    """Whether a block without a title is about the paper named above it: its links, authors or abstract."""
    head, text = found.blocks[0], found.text()
    if _is_abstract(found, to):
        return True
    if head.form in {Form.ROW, Form.OTHER} or len(text.split()) > _FEW or len(found.blocks) > 1:
        return False
    if not all(is_label(link.label) for link in found.links):
        return False
    beside = re.sub(r"https?://\S+", "", " ".join(run.text for run in head.runs if not run.address))
    if is_label(beside) or is_names_or_venue(beside) or is_attribute(beside):
        return True
    return not found.links and not to.leads_to_paper() and to.blocks[0].form is Form.TEXT


def _is_abstract(found: Group, to: Group) -> bool:
    """Whether it is a paragraph without links below a heading that names one paper, before the paper's links."""
    below = found.blocks[0].form is Form.TEXT and len(found.blocks) == 1 and not found.links
    return below and not to.links and to.blocks[0].form is Form.HEADING and to.blocks[0].level >= _OF_ONE_PAPER
