"""A page of a PDF → its text, with the addresses of links after the words that they cover."""

from __future__ import annotations

import contextlib
import re
import time
from typing import Any, NamedTuple

from checker.papers.documents.pdf_text import as_text
from checker.papers.lists.addresses import Role, role_of

_ANNOTATIONS = 2_000  # annotations of one page
_PIECES = 50_000  # pieces of text of one page
_NEAR = 3.0  # points that a link may be above or below its words


class PageText(NamedTuple):
    """The text of a page, the addresses of links that are not printed in it, and the words in the largest letters."""

    text: str
    links: tuple[str, ...]
    title: str


class _Piece(NamedTuple):
    text: str
    x: float
    y: float
    size: float


class _Area(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    address: str


class _Enough(Exception):  # noqa: N818  (it ends one page, and is caught here)
    """The limit of time or of pieces is reached."""


def page_text(page: Any, until: float) -> PageText:
    """The text and links of a page of pypdf; reading ends at `until` (seconds of the monotonic clock)."""
    pieces: list[_Piece] = []

    def take(text: str, cm: Any, tm: Any, _font: object, size: float) -> None:
        if text:
            pieces.append(_piece(text, cm, tm, size))

    def check_limits(*_: object) -> None:
        if time.monotonic() > until or len(pieces) > _PIECES:
            raise _Enough

    with contextlib.suppress(_Enough):
        page.extract_text(visitor_text=take, visitor_operand_before=check_limits)
    plain = "".join(piece.text for piece in pieces)
    printed = re.sub(r"\s+", "", plain)
    areas = [area for area in _areas(page) if _bare(area.address) not in printed]
    return PageText(as_text(_with_links(pieces, areas)), tuple(area.address for area in areas), _largest(pieces))


def links_of(page: Any) -> tuple[str, ...]:
    """The addresses of a page's links that may lead to artifacts."""
    return tuple(area.address for area in _areas(page))


def _bare(address: str) -> str:
    return re.sub(r"^\w+://|/$", "", address)


def _piece(text: str, cm: Any, tm: Any, size: float) -> _Piece:
    """A piece of text with the position where it begins and its size; rotated text has size 0."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    upright = tm[0] * cm[0] + tm[1] * cm[2]
    return _Piece(text, x, y, round(abs(size * upright), 1))


def _areas(page: Any) -> list[_Area]:
    """The areas of a page's link annotations whose addresses may be an artifact's."""
    found: list[_Area] = []
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else []
    for one in list(annotations)[:_ANNOTATIONS]:
        annotation = one.get_object()
        action = annotation.get("/A") if hasattr(annotation, "get") else None
        address = action.get_object().get("/URI") if action is not None else None
        if address is not None and role_of(str(address)) in {Role.ARTIFACT, Role.PAGE}:
            x0, y0, x1, y1 = (float(value) for value in annotation["/Rect"])
            found.append(_Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), str(address)))
    return found


def _with_links(pieces: list[_Piece], areas: list[_Area]) -> str:
    """The text of a page; an address follows the last piece of text in its area, or stands at the end of the page."""
    after: dict[int, list[str]] = {}
    for address in dict.fromkeys(area.address for area in areas):
        places = [_last_in(area, pieces) for area in areas if area.address == address]
        after.setdefault(max(places), []).append(address)
    parts = [_followed(piece.text, after.get(number, ())) for number, piece in enumerate(pieces)]
    return "".join([*parts, *(f"\n{address}" for address in after.get(-1, ()))])


def _last_in(area: _Area, pieces: list[_Piece]) -> int:
    """The number of the last piece of text that begins in an area or left of it on its line; -1 if there is none."""
    line = [
        number
        for number, piece in enumerate(pieces)
        if area.bottom - _NEAR <= piece.y <= area.top + _NEAR and piece.x <= area.right and piece.text.strip()
    ]
    return max(line, default=-1)


def _followed(text: str, addresses: tuple[str, ...] | list[str]) -> str:
    if not addresses:
        return text
    words = text.rstrip()
    return f"{words} {' '.join(f'({address})' for address in addresses)}{text[len(words) :] or ' '}"


def _largest(pieces: list[_Piece]) -> str:
    """The words in the largest upright letters that are long enough for a title."""
    by_size: dict[float, list[str]] = {}
    for piece in pieces:
        by_size.setdefault(piece.size, []).append(piece.text)
    for size in sorted(by_size, reverse=True):
        words = " ".join(as_text(" ".join(by_size[size])).split())
        if size > 0 and len(words.split()) > 1 and 8 < len(words) < 400:
            return words
    return ""
