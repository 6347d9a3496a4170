"""A minimal PDF with a few lines and links."""

from __future__ import annotations

import zlib
from typing import NamedTuple


class Line(NamedTuple):
    """Text at a place on a page, in a size in points."""

    x: int
    y: int
    size: int
    text: str


class Area(NamedTuple):
    """A link over a part of a page: its box is left, bottom, right, top."""

    box: tuple[int, int, int, int]
    address: str


def pdf(*pages: tuple[list[Line], list[Area]], title: str = "", content: bytes | None = None) -> bytes:
    """The bytes of a PDF file; `content` replaces the lines of every page."""
    objects: list[bytes] = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", b""]
    kids = [_page(objects, lines, areas, content) for lines, areas in pages]
    objects[1] = f"<< /Type /Pages /Kids [{_references(kids)}] /Count {len(kids)} >>".encode()
    objects += [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Title ({title}) >>".encode()]
    out, starts = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    size = len(objects)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % (size + 1) + table + end % (size + 1, size - 1, size, len(out))
    )


def _page(objects: list[bytes], lines: list[Line], areas: list[Area], content: bytes | None) -> int:
    shown = "".join(f"/F1 {one.size} Tf 1 0 0 1 {one.x} {one.y} Tm ({one.text}) Tj\n" for one in lines)
    packed = zlib.compress(f"BT\n{shown}ET".encode() if content is None else content)
    objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
    stream, links = len(objects), []
    for box, address in areas:
        left, bottom, right, top = box
        action = f"/A << /S /URI /URI ({address}) >>"
        objects.append(f"<< /Type /Annot /Subtype /Link /Rect [{left} {bottom} {right} {top}] {action} >>".encode())
        links.append(len(objects))
    fonts = "/Resources << /Font << /F1 1 0 R >> >>"
    objects.append(
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {stream} 0 R {fonts} "
        f"/Annots [{_references(links)}] >>".encode()
    )
    return len(objects)


def _references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
