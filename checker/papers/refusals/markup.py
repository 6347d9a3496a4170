"""XML, HTML, JSON and notebooks that no reader recognises, by their first bytes."""

from __future__ import annotations

import re

from checker.papers.records.xml import names_in_order
from checker.papers.refusals.guess import Guess
from checker.papers.shapes.tree import paths

_LISTS = "Export the list as RIS, BibTeX, CSV or JSON."
_BEGIN = re.compile(rb"[\s\xef\xbb\xbf]*")
_JSON = re.compile(rb'[{\[]\s*(["\[{\]}]|-?\d[\d.eE+-]*\s*(,|\]\s*\Z)|(true|false|null)\b)')
_SECTION = re.compile(rb"\[\[?[A-Za-z_][\w.-]*\]\]?[ \t]*\r?\n")  # of a file of settings (INI)
_TRIPLES = re.compile(rb"<\w+:[^<>\s]*>\s+<\w+:")  # N-Triples: `<` and an address, unlike an element of XML
_HTML = re.compile(
    rb"(<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
#: (part of the name or namespace of the root element, what such a document is)
_ROOTS: tuple[tuple[str, str], ...] = (
    ("mods", "MODS, a library format"),
    ("MARC21", "MARC XML, a library format"),
    ("/tei", "TEI"),
    ("jats", "JATS"),
    ("rss", "an RSS feed"),
    ("Atom", "an Atom feed"),
    ("opml", "a list of feeds (OPML)"),
    ("svg", "a picture (SVG)"),
    ("graphml", "a graph (GraphML)"),
    ("kml", "places (KML)"),
    ("rdf-syntax", "RDF"),
    ("sitemap", "a site map"),
    ("oai_dc", "Dublin Core"),
    ("SOAP", "an answer of a service (SOAP)"),
    ("office", "an office document"),
    ("docbook", "DocBook"),
)


def markup(head: bytes) -> Guess | None:
    """What XML, HTML or JSON seems to be; None for anything else."""
    begins = head[_BEGIN.match(head).end() :]  # type: ignore[union-attr]  # it always matches
    if begins.startswith(b"<") and not _TRIPLES.match(begins):
        return _page(begins) or _xml(head)
    if _JSON.match(begins) and not _SECTION.match(begins):
        return _json(begins)
    return None


def _page(begins: bytes) -> Guess | None:
    if _HTML.match(begins):
        return Guess("a page of HTML", "Save what it lists as text, or name an export of the same records.")
    return None


def _xml(head: bytes) -> Guess | None:
    roots = names_in_order(head)
    if not roots:
        return None
    space, _, name = roots[0].rpartition("}")
    what = next((what for word, what in _ROOTS if word.casefold() in roots[0].casefold()), "")
    about = f"{what}: " if what else ""
    where = f" of {space[1:]}" if space else ""
    return Guess(f"{about}XML whose root element is <{name}>{where}", _LISTS)


def _json(begins: bytes) -> Guess | None:
    known = set(paths(begins))
    if {"cells", "nbformat"} <= known or {"cells", "cells.item.cell_type"} <= known:
        return Guess("a Jupyter notebook", "Read its Markdown cells with --input-format notebook.")
    if "FeatureCollection" in begins[:500].decode("latin-1"):
        return Guess("places (GeoJSON)", _LISTS)
    if not known:
        return Guess("JSON without an object, or nested without end", _LISTS)
    return None
