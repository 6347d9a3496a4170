"""
The lines of a README that rules use as evidence, each with its topic. Pure.

The text itself is not kept, as it is somebody's work. Which lines count follows
the ML code completeness checklist (github.com/paperswithcode/releasing-research-code) and, for what authors
declare of their project's state, repostatus.org and unmaintained.tech.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.content import readme_words as words
from checker.model import Remark, Topic

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

LONGEST = 200_000  # characters that are read
MOST = 3  # remarks kept of one topic
TEXT = 160  # characters kept of one line
WIDEST = 1_000  # characters of a line that are looked at
_SHOWN = (".md", ".markdown", ".rst", ".txt", "")  # endings of a README, in the order in which forges choose
LINKS = 30  # lines of links from which on a README counts as content: a curated list


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in its place: `code` inside a block of code, `heading` the last one above, in small letters."""

    number: int
    text: str
    code: bool
    heading: str


def remarks(text: str) -> tuple[Remark, ...]:
    """The telling lines of a README in Markdown, reStructuredText or plain text, at most three of each topic."""
    kept: Counter[Topic] = Counter()
    found = []
    links = 0
    for line in _lines(words.COMMENT.sub(_blank, text[:LONGEST])):
        links += bool(words.LINK_LINE.match(line.text))
        for topic in dict.fromkeys(_topics(line)):
            kept[topic] += 1
            if kept[topic] <= MOST:
                found.append(Remark(topic, line.number, " ".join(line.text.split())[:TEXT]))
    if links >= LINKS:
        found.append(Remark(Topic.LIST, 1, f"{links} lines of links"))
    return tuple(found)


def readme_among(names: Iterable[str]) -> str:
    """The README that a forge shows, of the names in a folder: Markdown first; empty where there is none."""
    found = [name for name in names if name.casefold().partition(".")[0] == "readme" and not name.endswith("/")]
    ranked = sorted(found, key=lambda name: (*(not name.casefold().endswith(end) for end in _SHOWN), name))
    return next(iter(ranked), "")


def declared(lines: tuple[Remark, ...]) -> str | None:
    """
    The state that authors declare in these lines of a README, in the words of repostatus.org (active, inactive,
    unsupported, abandoned, moved, …); `unmaintained` for other ways to say so; None where they declare none.
    """
    for remark in lines:
        if remark.topic is Topic.STATUS and (state := status_in(remark.text)):
            return state
    return None


def status_in(text: str) -> str | None:
    """The state that one line, of a README or a description, declares."""
    if badge := words.REPOSTATUS.search(text):
        return badge[1].casefold()
    if words.UNMAINTAINED.search(text):
        return "unmaintained"
    return "active" if words.MAINTAINED.search(text) else None


def _blank(comment: re.Match[str]) -> str:
    """The line ends of an HTML comment, which readers do not see: the lines below it keep their numbers."""
    return "\n" * comment[0].count("\n")


def _lines(text: str) -> Iterator[_Line]:
    heading, fence, before = "", "", ""
    for number, whole in enumerate(text.splitlines(), 1):
        raw = whole[:WIDEST]
        mark = words.FENCE.match(raw)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1][:3]
        elif words.UNDERLINE.match(raw) and before.strip() and not fence:
            heading = before.strip().casefold()
        elif not fence and (title := words.HEADING.match(raw)):
            heading = title[1].casefold()
            yield _Line(number, raw, code=False, heading=heading)
        else:
            indented = raw.startswith(("    ", "\t")) and not words.BULLET.match(raw)
            yield _Line(number, raw, code=bool(fence) or indented, heading=heading)
        before = raw


def _topics(line: _Line) -> Iterator[Topic]:
    if not line.text.strip():
        return
    spans = [line.text] if line.code else words.INLINE_CODE.findall(line.text)
    yield from _commands(line, spans)
    if line.code:
        return
    if words.STATUS_LINE.search(line.text) and status_in(line.text):
        yield Topic.STATUS
    yield from _promises(line)
    if words.PAGE.search(line.text):
        yield Topic.PAGE
    if words.WEIGHTS.search(line.text) and words.LINK.search(line.text) and not words.LATER.search(line.text):
        yield Topic.WEIGHTS
    if words.RESULT_HEADING.search(line.heading) and words.RESULT_ROW.search(line.text):
        yield Topic.RESULTS


def _commands(line: _Line, spans: list[str]) -> Iterator[Topic]:
    if _names_needs(line):
        yield Topic.INSTALL
    scripts = words.SCRIPT.pattern.finditer(line.text) if words.SCRIPT.may_be_in(line.text) else ()
    commands = [found[0] for found in scripts]
    commands += [span for span in spans if words.TOOL.match(words.PROMPT.sub("", span))]
    for command in commands:
        if not words.NO_RUN.search(command):
            yield _purpose(command)
    if line.code and words.IMPORT.match(line.text):
        yield Topic.USE


def _names_needs(line: _Line) -> bool:
    """Whether a line names what must be installed, and does not just point to a file that lists it."""
    if words.INSTALL.search(line.text):
        return not words.INSTALL_FILE.search(line.text)
    return bool(words.NEEDS_HEADING.search(line.heading) and words.VERSION.search(line.text))


def _purpose(command: str) -> Topic:
    if words.TRAIN.search(command):
        return Topic.TRAIN
    return Topic.EVALUATE if words.EVALUATE.search(command) else Topic.COMMAND


def _promises(line: _Line) -> Iterator[Topic]:
    """
    Promises and releases, sentence by sentence. A promise of a part (a demo, a video, the citation) is no promise of
    the code.
    """
    done = words.DONE_ITEM.match(line.text)
    if done and words.SUBJECT.search(line.text):
        yield Topic.RELEASED
    if done:
        return
    if words.OPEN_ITEM.match(line.text) and words.SUBJECT.search(line.text):
        yield Topic.PROMISE
    for sentence in words.SENTENCE.split(line.text):
        later = words.LATER.search(sentence) or _says_will(sentence)
        if later and not _is_of_a_part(sentence, line.heading):
            yield Topic.PROMISE
        elif not later and words.RELEASED.search(sentence):
            yield Topic.RELEASED


def _says_will(sentence: str) -> bool:
    return bool(words.SUBJECT_WILL.search(sentence) or words.WILL_SUBJECT.search(sentence))


def _is_of_a_part(sentence: str, heading: str) -> bool:
    if words.SUBJECT.search(sentence):
        return False
    return bool(words.PART.search(words.CONDITION.sub("", sentence)) or words.PART.search(heading))
