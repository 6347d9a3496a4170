"""Texts that are not prose: scripts, calendars, records with tags, YAML, settings, other markup languages."""

from __future__ import annotations

import re
from collections import Counter

from checker.papers.refusals.guess import Guess

_EXPORT = "Export it as RIS, BibTeX, CSV or JSON."
_OTHER = "Name a file that holds papers."
#: First lines of known kinds of text: RFC 5545 (calendars), RFC 6350 (cards), W3C's RDF 1.1 Turtle and N-Triples.
_BEGINNINGS = (
    (re.compile(r"#!"), "a script", _OTHER),
    (re.compile(r"diff --git|--- a/|From [0-9a-f]{40} "), "a patch", _OTHER),
    (re.compile(r"BEGIN:VCALENDAR\b", re.IGNORECASE), "a calendar", _OTHER),
    (re.compile(r"BEGIN:VCARD\b", re.IGNORECASE), "address cards", _OTHER),
    (
        re.compile(r"@(?:prefix|base)\s|(?:PREFIX|BASE)\s.{0,80}<|(?:<\w+:[^<>\s]*>|_:\w+) <\w+:"),
        "RDF (Turtle)",
        _EXPORT,
    ),
)
_TAG = re.compile(
    r"([A-Z][A-Z0-9]{0,3}|[A-Z][A-Za-z]{1,15})(?:[ \t]{0,2}[-:=|]|[ \t]{2,}|\t)(?=\s|$)|%([A-Z0-9]) |#(\w+)\s"
)
_KEY = re.compile(r"\s*(?:- )?[\"']?[\w./ -]{1,40}[\"']?:(?: +\S.*|\s*$)")
_ITEM = re.compile(r"\s*- ")
_SECTION = re.compile(r"\[\[?[\w. \"-]+\]\]?\s*$")
_SETTING = re.compile(r"[\w.-]+\s*=")
#: How links are written in other markup languages: manuals of Org mode (4), AsciiDoc (Links), MediaWiki's Help:Links.
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
_LINKS = 3  # the least in a page of such a language
_MANY = 0.7  # share of the lines that has to fit
_SENTENCE = 12  # words; longer lines are prose, not a key with its value
_FEW = 4  # the least number of keys in YAML, and half the least number of lines with tags


def text(content: str) -> Guess | None:
    """What a text seems to be if it is not prose; None for what may be prose."""
    lines = [line for line in content.split("\n")[:500] if line.strip()]
    return _beginning(lines) or marked_up(content) or _tags(lines) or _settings(lines) or _yaml(content, lines)


def _beginning(lines: list[str]) -> Guess | None:
    first = lines[0].lstrip() if lines else ""
    return next((Guess(what, advice) for begins, what, advice in _BEGINNINGS if begins.match(first)), None)


def marked_up(content: str) -> Guess | None:
    """Org, AsciiDoc or wiki text, which no reader reads, by its links; None for any other text."""
    least = max(_LINKS, content.count("](") + 1)  # more than links of Markdown
    for links, what, advice in _MARKUPS:
        if len(links.findall(content)) >= least:
            return Guess(what, advice)
    return None


def _tags(lines: list[str]) -> Guess | None:
    """Records whose lines begin with tags that are repeated."""
    tags = Counter(found[0].strip() for line in lines if (found := _TAG.match(line)))
    again = [tag for tag, times in tags.items() if times > 1]
    if len(lines) >= 2 * _FEW and len(again) > 1 and sum(tags[tag] for tag in again) >= _MANY * len(lines) / 2:
        known = ", ".join(sorted(tag.rstrip(" -:=|\t") for tag in again)[:6])
        return Guess(f"records with tags at the beginning of lines ({known})", _EXPORT)
    return None


def _settings(lines: list[str]) -> Guess | None:
    plain = [line for line in lines if not line.lstrip().startswith(("#", ";"))]
    found = sum(bool(_SECTION.match(line) or _SETTING.match(line.strip())) for line in plain)
    if len(plain) >= 2 and any(map(_SECTION.match, plain)) and found >= _MANY * len(plain):
        return Guess("settings (INI or TOML)", _OTHER)
    return None


def _yaml(content: str, lines: list[str]) -> Guess | None:
    """YAML: most lines are keys and items, and no line that is not indented is a sentence."""
    plain = [line for line in lines if not line.lstrip().startswith("#") and line.strip() not in ("---", "...")]
    found = sum(bool(_KEY.match(line) or _ITEM.match(line)) for line in plain)
    keys = sum(bool(_KEY.match(line)) for line in plain)
    prose = any(not line[0].isspace() and len(line.split()) > _SENTENCE for line in plain)
    likely = keys >= _FEW and not prose and _KEY.match(plain[0]) and found >= _MANY * len(plain)
    if content.startswith("%YAML") or likely:
        return Guess("YAML", "A list of papers is read, unbroken and without aliases; or write it as JSON or CSV.")
    return None
