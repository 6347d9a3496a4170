"""Text that is laid out as data: tags at the beginning of lines, YAML, settings, rows, programs."""

from __future__ import annotations

import re
from collections import Counter

from checker.papers.refusals.seems import Seems

_EXPORT = "Export it as RIS, BibTeX, CSV or JSON."
_TAG = re.compile(
    r"([A-Z][A-Z0-9]{0,3}|[A-Z][A-Za-z]{1,15})(?:[ \t]{0,2}[-:=|]|[ \t]{2,}|\t)(?=\s|$)|%([A-Z0-9]) |#(\w+)\s"
)
_KEY = re.compile(r"\s*(?:- )?[\"']?[\w./ -]{1,40}[\"']?:(?: +\S.*|\s*$)")
_ITEM = re.compile(r"\s*- ")
_SECTION = re.compile(r"\[\[?[\w. \"-]+\]\]?\s*$")
_SETTING = re.compile(r"[\w.-]+\s*=")
#: The links of markups: Org mode's manual (4), AsciiDoc's (Links), MediaWiki's Help:Links.
_MARKUPS = (
    (
        re.compile(r"\[\[https?:[^\]\n]+\]\[[^\]\n]+\]\]"),
        "an Org file",
        "Write it as Markdown: pandoc -f org -t gfm FILE.",
    ),
    (
        re.compile(r"(?<![\[(<\"'=])\bhttps?://[^\s\[\]()<>]+\[[^\]\n]+\](?!\()"),
        "an AsciiDoc page",
        "Write it as HTML: asciidoctor FILE.",
    ),
    (
        re.compile(r"(?<!\[)\[https?://[^\s\]]+ [^\]\n]+\](?![(\[])"),
        "a wiki page",
        "Write it as Markdown: pandoc -f mediawiki -t gfm FILE.",
    ),
)
_LINKS = 3  # in a page of such a markup
_MANY = 0.7  # of the lines
_SENTENCE = 12  # words: no key has a longer value on its line
_FEW = 4  # lines are too few to tell


def text(content: str) -> Seems | None:
    """What a text seems to be that is no prose; None for what may be."""
    lines = [line for line in content.split("\n")[:500] if line.strip()]
    return _program(lines) or _marked_up(content) or _tags(lines) or _settings(lines) or _yaml(content, lines)


def _program(lines: list[str]) -> Seems | None:
    first = lines[0] if lines else ""
    if first.startswith("#!"):
        return Seems("a script", "Name a file that holds papers.")
    if re.match(r"(diff --git|--- a/|From [0-9a-f]{40} )", first):
        return Seems("a patch", "Name a file that holds papers.")
    return None


def _marked_up(content: str) -> Seems | None:
    """A page in another markup than those of lists that are read, by its links."""
    for links, what, advice in _MARKUPS:
        if len(links.findall(content)) >= _LINKS:
            return Seems(what, advice)
    return None


def _tags(lines: list[str]) -> Seems | None:
    """Records whose lines begin with a tag: the same few tags, again and again."""
    tags = Counter(found[0].strip() for line in lines if (found := _TAG.match(line)))
    again = [tag for tag, times in tags.items() if times > 1]
    if len(lines) >= 2 * _FEW and len(again) > 1 and sum(tags[tag] for tag in again) >= _MANY * len(lines) / 2:
        known = ", ".join(sorted(tag.rstrip(" -:=|\t") for tag in again)[:6])
        return Seems(f"records with tags at the beginning of lines ({known})", _EXPORT)
    return None


def _settings(lines: list[str]) -> Seems | None:
    plain = [line for line in lines if not line.lstrip().startswith(("#", ";"))]
    found = sum(bool(_SECTION.match(line) or _SETTING.match(line.strip())) for line in plain)
    if len(plain) >= 2 and any(map(_SECTION.match, plain)) and found >= _MANY * len(plain):
        return Seems("settings (INI or TOML)", "Name a file that holds papers.")
    return None


def _yaml(content: str, lines: list[str]) -> Seems | None:
    """Keys and items, nearly everywhere, and not a word of prose under the margin."""
    plain = [line for line in lines if not line.lstrip().startswith("#") and line.strip() not in ("---", "...")]
    found = sum(bool(_KEY.match(line) or _ITEM.match(line)) for line in plain)
    keys = sum(bool(_KEY.match(line)) for line in plain)
    prose = any(not line[0].isspace() and len(line.split()) > _SENTENCE for line in plain)
    likely = keys >= _FEW and not prose and _KEY.match(plain[0]) and found >= _MANY * len(plain)
    if content.startswith("%YAML") or likely:
        return Seems("YAML", "A list of papers is read, unbroken and without aliases; or write it as JSON or CSV.")
    return None
