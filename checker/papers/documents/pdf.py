"""
PDF, by pypdf (the extra `pdf`): title, abstract and links. The address of a link's annotation is added to the text if
it is not printed there. Pages, the unpacked size of streams, and time are bounded.
"""

from __future__ import annotations

import io
import logging
import re
import time
from typing import TYPE_CHECKING, Any

from checker.errors import InputError
from checker.links.platforms.hosts import ARCHIVE_DOIS
from checker.papers.documents.document import Document, records, whole
from checker.papers.documents.pdf_page import PageText, links_of, page_text
from checker.papers.documents.pdf_text import abstract_in
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.protocol import Record

_PAGES = 60  # pages that are read at most
_FIRST = 2  # pages whose text is read if only the abstract is wanted; of other pages, the links alone
_SECONDS = 10.0  # seconds for one file
_STREAM = 4 * 2**20  # bytes that one stream may unpack to
#: pypdf's limits for one file; its defaults allow more time and memory.
_BOUNDS: dict[str, Any] = {
    "zlib_maximum_output_length": _STREAM,
    "lzw_maximum_output_length": _STREAM,
    "run_length_maximum_output_length": _STREAM,
    "brotli_maximum_output_length": _STREAM,
    "array_based_stream_maximum_output_length": 4 * _STREAM,
    "stream_decoding_work_maximum_length": 4 * _STREAM,
    "stream_parsing_work_maximum_count": 300_000,
    "zlib_maximum_recovery_input_length": 100_000,
    "page_tree_maximum_entries": 20_000,
    "xform_maximum_invocations_per_extraction": 500,
    "jbig2dec_binary": None,
}
#: Titles in the metadata that are names of files or programs.
_MISNAMED = re.compile(
    r"untitled|microsoft word|\.(?:docx?|tex|dvi|pdf|indd)\b|\A\S*\Z|^(?:title|arxiv:)", re.IGNORECASE
)
_ARXIV = re.compile(r"arXiv:\s*(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_DOI = re.compile(r"\bdoi(?:\.org/|:\s*|\s+)(10\.\d{4,9}/[^\s,;]*[^\s,;.)])", re.IGNORECASE)


class Pdf:
    """The reader of PDF."""

    name = "pdf"
    what = (
        "title, abstract and its links (up to 60 pages with `--part all`), those behind words too; arXiv number or "
        "DOI as id; needs the extra `pdf`"
    )
    how = "any PDF with text in it; scans have none"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for `%PDF-`, after white space, zeros or a byte order mark."""
        return Evidence.MARK if head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-") else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """The one paper of the file. Raises InputError if it can't be read or holds no text."""
        texts = _PAGES if reading.part == "all" else _FIRST
        file = _read(whole(stream, source), source, texts)
        yield from records(_document(file), source, reading)


class _File:
    """What is read of one file: its pages, and the title in its metadata."""

    def __init__(self) -> None:
        self.pages: list[PageText] = []
        self.title = ""
        self.trouble = ""  # name of the last exception of pypdf


def _read(content: bytes, source: str, texts: int) -> _File:
    """The text of the first `texts` pages and the links of the others, as far as time allows. Raises InputError."""
    try:
        from pypdf import PdfReader, apply_configuration  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise InputError(
            f"{source} is a PDF, and pypdf is missing.", "Install 'reprolinks[pdf]', or run pdftotext on it."
        ) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # files are read in spite of its warnings
    file = _File()
    try:
        with apply_configuration(**_BOUNDS):
            _read_pages(PdfReader(io.BytesIO(content)), file, texts)
    except Exception as error:  # noqa: BLE001  (a broken file may raise anything)
        file.trouble = type(error).__name__
    if any(page.text.strip() for page in file.pages):
        return file
    if file.trouble:
        why = f"{source} is a PDF that can't be read ({file.trouble})."
        raise InputError(why, "Open it and save it again, or run pdftotext on it.")
    raise InputError(f"{source} is a PDF without text.", "If it is a scan, run it through text recognition first.")


def _read_pages(reader: Any, file: _File, texts: int) -> None:
    until = time.monotonic() + _SECONDS
    if reader.is_encrypted:
        reader.decrypt("")
    metadata = reader.metadata or {}
    file.title = str(metadata.get("/Title") or "")
    for number, page in enumerate(reader.pages):
        if number >= _PAGES or time.monotonic() > until:
            return
        try:
            one = page_text(page, until) if number < texts else PageText("", links_of(page), "")
        except Exception as error:  # noqa: BLE001  (other pages may be readable)
            file.trouble = type(error).__name__
            one = PageText("", (), "")
        file.pages.append(one)


def _document(file: _File) -> Document:
    """The parts of a paper; if no heading marks the abstract, the first page stands for it."""
    first = file.pages[0]
    text = "\n".join(page.text for page in file.pages if page.text)
    start, end = abstract_in(text)
    beyond = "\n".join(address for page in file.pages if not page.text for address in page.links)
    abstract = text[start:end]
    return Document(
        title=file.title.strip() if _is_printed(file.title, first.text) else first.title,
        abstract=abstract or first.text,
        rest=f"{text[:start]}\n{text[end:]}\n{beyond}" if abstract else f"{text[len(first.text) :]}\n{beyond}",
        paper_id=_id(first.text),
    )


def _is_printed(title: str, text: str) -> bool:
    """Whether the title in the metadata is printed on the first page."""
    same = re.sub(r"\W+", "", title).casefold()
    return len(title.split()) > 1 and not _MISNAMED.search(title) and same in re.sub(r"\W+", "", text).casefold()


def _id(text: str) -> str:
    """The arXiv number that is stamped on a first page, else the DOI that a publisher prints there."""
    if stamped := _ARXIV.search(text):
        return stamped[1]
    printed = (found[1] for found in _DOI.finditer(text))
    return next((doi for doi in printed if not doi.lower().startswith(ARCHIVE_DOIS)), "")


PDF = Pdf()
