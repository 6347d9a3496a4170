"""reStructuredText → Markdown, line by line, so that lists are read by the same rules."""

from __future__ import annotations

import re

from checker.papers.lists.markup.locating import Lines

_LINK = re.compile(r"`([^`<>\n]{1,400}?)\s*<([^<>`\s]+)>`__?")
_NAMED = re.compile(r"`([^`<>\n]{1,200})`_(?!_)|(?<![\w`])([A-Za-z][\w-]{0,60})_(?![\w_])")
_TARGET = re.compile(r"\.\. _`?([^`:\n]{1,200})`?:[ \t]*(\S+)")
_DIRECTIVE = re.compile(r"([ \t]*)\.\. (?:\|[^|\n]*\| )?(?:([\w-]+)::|.*)")
_UNDERLINE = re.compile(r"([=\-`:.'\"~^_*+#<>])\1{2,}[ \t]*")
_BULLET = re.compile(r"^([ \t]*)(?:#\.|\(?(\d{1,4}|[a-z])\))[ \t]+(?=\S)")
_CONTENT = frozenset({"list-table", "container", "topic", "admonition", "note", "rst-class", "tip", "dropdown"})
_ROLE = re.compile(r":[\w:-]+:`([^`<>\n]+?)(?:\s*<[^<>`\n]+>)?`")
_SUBSTITUTION = re.compile(r"\|[\w][^|\n]{0,60}\|_{0,2}")


def is_rest(head: str) -> bool:
    """Whether a text has two links of reStructuredText or more, and more of them than of Markdown."""
    found = len(_LINK.findall(head)) + len(_TARGET.findall(head))
    return found >= 2 and found > head.count("](")


def as_markdown(text: str) -> str:
    """The text as Markdown with the same lines: headings, links, bullets; directives without lists become empty."""
    lines = Lines(text)
    targets = {match[1].strip().casefold(): match[2] for match in _TARGET.finditer(text)}
    styles: list[str] = []
    found: list[str] = []
    skipped = -1  # indent of the directive that is skipped: lines indented more belong to it; -1: none
    rows = _Rows()
    for number in range(len(lines)):
        line = lines[number]
        indent = len(line) - len(line.lstrip())
        if skipped >= 0 and (not line.strip() or indent > skipped):
            found.append("")
            continue
        skipped = -1
        target, directive = _TARGET.match(line), _DIRECTIVE.match(line)
        if target:
            found.append(f"[{target[1]}]: <{target[2]}>")
        elif directive:
            found.append("")
            rows.begin(directive[2])
            if directive[2] not in _CONTENT:
                skipped = indent
        elif _UNDERLINE.fullmatch(line):
            found.append("")
            if number and lines[number - 1].strip() and not _UNDERLINE.fullmatch(lines[number - 1]):
                found[number - 1] = f"{'#' * _level(line[0], styles)} {found[number - 1].strip()}"
        else:
            found.append(_line(rows.as_item(line), targets))
    return "\n".join(found)


class _Rows:
    """A `list-table`, which is a list of lists: each row becomes one item."""

    def __init__(self) -> None:
        self._inside = False

    def begin(self, directive: str | None) -> None:
        """A directive begins."""
        self._inside = directive == "list-table"

    def as_item(self, line: str) -> str:
        """A line of such a table as a line of its row's item; any other line unchanged."""
        self._inside = self._inside and (not line.strip() or line[0] in " \t")
        if not self._inside:
            return line
        begins = re.match(r"\s+\*\s+-\s*(.*)", line)
        option = re.match(r"\s+:[\w-]+:", line)
        return f"- {begins[1]}" if begins else "" if option else re.sub(r"^\s+(?:-\s+)?", "  ", line)


def _level(mark: str, styles: list[str]) -> int:
    """The level of a heading, by the order in which the marks of headings first occur (`styles`, extended here)."""
    if mark not in styles:
        styles.append(mark)
    return min(6, styles.index(mark) + 1)


def _line(line: str, targets: dict[str, str]) -> str:
    """A line with links, roles and bullets as in Markdown."""

    def linked(match: re.Match[str]) -> str:
        label = match[1] or match[2]
        address = targets.get(label.strip().casefold())
        return f"[{label}]({address})" if address else match[0]

    plain = _LINK.sub(lambda match: f"[{match[1]}](<{match[2]}>)", line)
    plain = _ROLE.sub(lambda match: match[1], plain)
    if targets:
        plain = _NAMED.sub(linked, plain)
    return _BULLET.sub(lambda match: f"{match[1]}1. ", _SUBSTITUTION.sub("", plain))
