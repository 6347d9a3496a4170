"""The bytes of a file as text and back, without changing a byte of what is not edited."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: First bytes of files that are no text: PDF, ZIP (workbooks, documents), gzip, Parquet, SQLite.
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"PAR1", b"SQLite format 3\0")


class Text(NamedTuple):
    """
    A text and the encoding that gives its bytes again. A byte order mark is the first character; line ends are kept;
    bytes that are no UTF-8 become surrogate escapes, so that files in Latin-1 can be read too.
    """

    text: str
    encoding: str

    def encoded(self, text: str) -> bytes:
        """Another text in the same encoding."""
        return text.encode(
            self.encoding, "surrogatepass" if self.encoding.startswith("utf-16") else "surrogateescape"
        )


def read(data: bytes) -> Text | None:
    """The text in the bytes of a file; None for a binary file."""
    wide = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if wide:
        found = Text(data.decode(wide, "surrogatepass" if len(data) % 2 == 0 else "replace"), wide)
    elif data.startswith(_BINARY) or b"\0" in data:
        return None
    else:
        found = Text(data.decode("utf-8", "surrogateescape"), "utf-8")
    return found if found.encoded(found.text) == data else None
