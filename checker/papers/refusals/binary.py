"""
Binary files, recognised by their first bytes.

Source: the lists of magic numbers that file(1) uses (https://github.com/file/file, magic/Magdir).
"""

from __future__ import annotations

from checker.papers.refusals.guess import Guess

_UNPACK = "Unpack it, and name the folder."
_EXPORT = "Save its text or its table as a text file."
_PICTURE = "Name a file that holds text."
_SHEET = "Save the sheet as CSV."
_TABLE = "Export its table as CSV or JSON Lines."
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "pip install 'reprolinks[pdf]', or save its text: pdftotext FILE."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook or Word document", "Save it as CSV, or as plain text."),
    (b"{\\rtf", "a document in Rich Text Format", "Save it as plain text."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\xfd7zXZ\x00", "a file packed by xz", "Unpack it: xz -dk FILE."),
    (b"BZh", "a file packed by bzip2", "Unpack it: bunzip2 -k FILE."),
    (b"\x04\x22\x4d\x18", "a file packed by lz4", "Unpack it."),
    (b"\x1f\x9d", "a file packed by compress", "Unpack it."),
    (b"\x89PNG", "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (b"GIF8", "a GIF picture", _PICTURE),
    (b"II*\x00", "a TIFF picture", _PICTURE),
    (b"MM\x00*", "a TIFF picture", _PICTURE),
    (b"BM", "a bitmap picture", _PICTURE),
    (b"RIFF", "a picture, sound or film", _PICTURE),
    (b"ID3", "a sound", _PICTURE),
    (b"OggS", "a sound or film", _PICTURE),
    (b"%!PS", "PostScript", "Save its text as a text file."),
    (b"SQLite format 3\x00", "an SQLite database", _TABLE),
    (b"\x89HDF", "an HDF5 file", _TABLE),
    (b"Obj\x01", "an Avro file", _TABLE),
    (b"ORC", "an ORC file", _TABLE),
    (b"ARROW1", "an Arrow file", "Save it as Parquet."),
    (b"FEA1", "a Feather file", "Save it as Parquet."),
    (b"\x7fELF", "a program", _PICTURE),
    (b"MZ", "a program", _PICTURE),
    (b"\xcf\xfa\xed\xfe", "a program", _PICTURE),
    (b"\x00asm", "a program", _PICTURE),
    (b"RDX", "R data", "Write it as CSV: write.csv()."),
    (b"$FL2@", "an SPSS file", "Save it as CSV."),
)
#: Names of files in the zips of office programs (ECMA-376, OpenDocument 1.3, EPUB 3); the first that is found counts.
_OFFICE: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document", "Save it as plain text."),
    (b"xl/", "an Excel workbook", _SHEET),  # one that the reader of workbooks does not recognise
    (b"ppt/", "a PowerPoint presentation", "Save it as plain text."),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet", _SHEET),
    (b"opendocument.text", "an OpenDocument text", "Save it as plain text."),
    (b"opendocument", "an OpenDocument file", _EXPORT),
    (b"application/epub+zip", "a book (EPUB)", _EXPORT),
)
_ZIP = b"PK\x03\x04"
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})  # control characters that texts do not have
_MOST_CONTROLS = 0.02  # share of the bytes of a text: text extracted from PDFs has some


def binary(head: bytes) -> Guess | None:
    """What a binary file seems to be; None for text, and for a zip that is not an office document."""
    if head.startswith(_ZIP):
        return office(head)
    for magic, what, advice in _SIGNATURES:
        if head.startswith(magic) and (len(magic) > 3 or _is_binary(head)):
            return Guess(what, advice)
    if head[257:262] == b"ustar":
        return Guess("a tar archive", _UNPACK)
    if head[4:8] == b"ftyp":
        return Guess("a film or picture", _PICTURE)
    return Guess("binary data", _PICTURE) if _is_binary(head) else None


def office(head: bytes) -> Guess | None:
    """The kind of office document that a zip is, by the names of files in its first bytes; None for any other zip."""
    if b"[Content_Types].xml" not in head and b"mimetype" not in head[:64]:
        return None
    return next((Guess(what, advice) for name, what, advice in _OFFICE if name in head), None)


def _is_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\x00" in head or controls > _MOST_CONTROLS * len(head)
