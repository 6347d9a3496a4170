"""
BibTeX, as PMLR, Zotero and the ACL Anthology export it. Each entry is parsed separately by bibtexparser, so that a
broken one does not affect the others.

Abstracts keep their LaTeX: only braces or quotes around the whole value are removed. The year of an `@proceedings`
entry, as PMLR writes them, is used for the papers after it that have none.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from checker.model import BadRecord, Paper
from checker.model.paper_ids import arxiv_number
from checker.papers.documents.latex import in_words
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import date_of, written_date
from checker.papers.records.paper import Shown, Unreadable, made, one_line
from checker.papers.shapes.names import plain_name
from checker.papers.shapes.shown import kept
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.papers.protocol import Record

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # its warnings are reported as BadRecords

_ENTRY = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(]", re.MULTILINE)
_NO_PAPERS = frozenset({"comment", "preamble", "string"})
_FRONT = re.compile(r"\A\s*---[ \t]*\n(?:[^\n@]*\n){0,50}?---[ \t]*\n")  # front matter of a site generator
_LONGEST_PREAMBLE = 600  # characters before the first entry
_MARKUP = re.compile(r"://|```|~~~|^\s*[#<{\[\\]|\.\w+/", re.MULTILINE)
_FIELDS = re.compile(r"^[ \t]*@[^,]*,\s*[\w-]+\s*=", re.MULTILINE)
_PART = re.compile(r"\"[^\"]*\"|\{[^{}]*\}|[A-Za-z][\w:.-]*|\d+")
_JOINED = re.compile(
    rf"((?:^[ \t]*|,\s{{0,80}})[\w-]+[ \t]*=[ \t]*)"
    rf"((?:{_PART.pattern})(?:\s*\#\s*(?:{_PART.pattern}))+)(?=\s*[,}})])",
    re.MULTILINE,
)
_COMMAND = re.compile(r"\\[A-Za-z]+|[\\{}]")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LONGEST = 2**18  # characters of one entry
_NAMES = 2_000  # characters of a list of authors
_AND = re.compile(r"\s+and\s+")
_VENUES = ("booktitle", "journal", "journaltitle", "eventtitle")
_MANY = 1000  # abbreviations (`@string`)
#: Fields in which no links are looked for.
_NOT_LINKS = frozenset(("title", "abstract", "author", "editor", "year", "month", "day", "date"))
#: Types of entries that are artifacts: those of BibLaTeX and biblatex-software.
_ARTIFACTS = frozenset({"software", "dataset", "data", "code", "softwareversion", "softwaremodule", "codefragment"})


class BibTeX:
    """The reader of BibTeX."""

    name = "bibtex"
    what = "entries: `doi` or the key, `date` or `year`, `month`, `day`; links in every field"
    how = "exported by Zotero, publishers, Scopus, PMLR, the ACL Anthology. LaTeX in abstracts stays as printed"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for a line that begins an entry, with nothing before it but comments and notes about the export."""
        text = _FRONT.sub("", decoded(head))
        first = _ENTRY.search(text)
        if first is None:
            return Evidence.NONE
        before = "".join(line for line in text[: first.start()].splitlines() if not line.startswith("%")).strip()
        return Evidence.NONE if _is_text(before, text[first.start() :]) else Evidence.MARK

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each entry; `@string` abbreviations hold for all entries after them."""
        abbreviations: dict[str, str] = {}
        year = ""
        for line, kind, entry in _entries(stream):
            if kind == "string" and len(abbreviations) < _MANY:
                abbreviations[_name(entry)] = entry
            elif kind not in _NO_PAPERS:
                found = _read(entry, abbreviations, _Context(source, line, reading.keep))
                if kind == "proceedings":
                    year = found.published[:4] if isinstance(found, Paper) else ""
                elif year and kind == "inproceedings" and isinstance(found, Paper) and not found.published:
                    found = found._replace(published=year)
                yield found


def _is_text(before: str, entries: str) -> bool:
    """
    Whether the file is a text that cites an entry, judged by the text `before` the first entry. In BibTeX, all text
    outside of entries is a comment, in which programs may note how the file was made.
    """
    cites = (
        len(before) > min(max(len(entries), _LONGEST_PREAMBLE // 2), _LONGEST_PREAMBLE)
        or _MARKUP.search(before)
        or not _FIELDS.search(entries)
    )
    return bool(before and cites)


def _entries(stream: BinaryIO) -> Iterator[tuple[int, str, str]]:
    """(line number, type in lower case, text) of every entry; an entry ends at the line that begins the next one."""
    kind, start, lines = "", 0, list[str]()
    for number, line in enumerate(text_lines(stream), 1):
        if (begun := _ENTRY.match(line)) is not None:
            if lines:
                yield start, kind, "".join(lines)
            kind, start, lines, size = begun[1].lower(), number, [], 0
        if kind and size < _LONGEST:
            lines.append(line[:_LONGEST])
            size += len(line)
    if lines:
        yield start, kind, "".join(lines)


class _Context(NamedTuple):
    """Where an entry stands, and the fields that the user wants to keep."""

    source: str
    line: int
    keep: tuple[str, ...]


def _read(entry: str, abbreviations: Mapping[str, str], context: _Context) -> Paper | BadRecord:
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415  (slow to import, and no other reader needs it)

    if "#" in entry:
        entry = _JOINED.sub(lambda found: _joined(found, abbreviations), entry)
    known = [one for name, one in abbreviations.items() if name in entry]  # only those: each is parsed again
    library = parse_string("".join([*known, entry]))
    if not library.entries:
        failed: list[Any] = list(library.failed_blocks)
        why = getattr(failed[0].error, "abort_reason", failed[0].error) if failed else entry.strip()[:60]
        return BadRecord(context.source, context.line, f"not a BibTeX entry: {one_line(str(why))}")
    fields = {field.key.lower(): _unwrapped(str(field.value)) for field in library.entries[0].fields}
    try:
        return _paper(library.entries[0], fields, context)
    except Unreadable as error:
        return BadRecord(context.source, context.line, str(error))


def _joined(found: re.Match[str], abbreviations: Mapping[str, str]) -> str:
    """A concatenation (`name # " and more"`) as one value."""
    parts = [one[0] for one in _PART.finditer(found[2])]
    texts = (one[1:-1] if one[0] in '{"' else _text(abbreviations.get(one, one)) for one in parts)
    return f"{found[1]}{{{''.join(texts)}}}"


def _text(abbreviation: str) -> str:
    """The text that `@string{name = {text}}` defines; any other text unchanged."""
    defined = re.search(r"=\s*(?:\{(.*)\}|\"(.*)\")\s*[})]", abbreviation, re.DOTALL)
    return (defined[1] or defined[2] or "") if defined else abbreviation


def _name(abbreviation: str) -> str:
    """The name that `@string{name = …}` defines."""
    return re.split(r"[{(]", abbreviation, maxsplit=1)[1].partition("=")[0].strip()


def _paper(entry: Any, fields: dict[str, str], context: _Context) -> Paper:
    paper = made(
        Paper(
            source=context.source,
            id=_id(fields) or entry.key.strip(),
            title=in_words(fields.get("title", "")),
            abstract=fields.get("abstract", ""),
            published=_published(fields),
            fields=addresses(fields, _NOT_LINKS, artifact=entry.entry_type.lower() in _ARTIFACTS),
        )
    )
    return _display_fields(fields, context.keep).on(paper._replace(line=context.line))


def _display_fields(fields: Mapping[str, str], keep: tuple[str, ...]) -> Shown:
    """Authors, venue and fields to keep. Names are separated by `and`."""
    names = _AND.split(fields.get("author") or fields.get("editor") or "")
    venue = next((fields[one] for one in _VENUES if fields.get(one)), "")
    plain = {plain_name(name): value for name, value in fields.items()}
    return Shown("; ".join(filter(None, map(in_words, names)))[:_NAMES], in_words(venue), kept(plain, keep))


def _id(fields: Mapping[str, str]) -> str:
    """The DOI, else the arXiv id (`eprint`)."""
    doi = _COMMAND.sub("", fields.get("doi", "")).strip()
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or ""
    return doi or (arxiv_number(fields.get("eprint", "")) if archive.strip().lower() == "arxiv" else "")


def _published(fields: Mapping[str, str]) -> str:
    year, month, day = (fields.get(name, "") for name in ("year", "month", "day"))
    exact = date_of((year, month, day)) if day else ""
    whole = (written_date(fields.get(name, "")) for name in ("date", "published", "start", "issued"))
    return next(filter(None, (next(whole), exact, written_date(month, year), *whole)), "")


def _unwrapped(value: str) -> str:
    """A value without further pairs of braces around all of it, which Web of Science writes."""
    while value.startswith("{") and value.endswith("}") and _closes(value) == len(value) - 1:
        value = value[1:-1]
    return value


def _closes(value: str) -> int:
    """The position of the brace that closes the first one of a value; -1 if none does. Escaped braces are text."""
    depth = 0
    for brace in _BRACE.finditer(value):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return brace.start()
    return -1
