"""
MIME messages → the text in them: mail as mail programs save it (`.eml`), pages that browsers save as one file
(`.mhtml`).

Sources: RFC 2045 (MIME), RFC 2557 (pages in MIME).
"""

from __future__ import annotations

import email
import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from checker.errors import InputError

if TYPE_CHECKING:
    from email.message import Message

_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n")
_MIME = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_MULTIPART = re.compile(rb"^Content-Type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_LONGEST = 64 * 2**20  # bytes: the whole message is held in memory, with its pictures
_DEEPEST = 50  # nested parts: the parser compares each line with the boundaries of all parts around it
_PAGE, _MAIL = ("text/html", "text/plain"), ("text/plain", "text/html")  # types in order of preference


def is_message(head: bytes) -> bool:
    """Whether a stream begins with header lines, among them `MIME-Version`, and an empty line."""
    return bool((headers := _HEADERS.match(head)) and _MIME.search(headers[0]))


def text_of(stream: BinaryIO, source: str) -> BinaryIO:
    """
    The text of a message as UTF-8: the page of a saved page; the plain text of a mail, or its HTML if it has no plain
    text. Raises InputError for a message over 64 MiB, with more than 50 nested parts, or without text.
    """
    whole = stream.read(_LONGEST + 1)
    if len(whole) > _LONGEST or len(_MULTIPART.findall(whole)) > _DEEPEST:
        raise InputError(f"{source} is a message over 64 MiB, or of over 50 nested parts.", "Save its text alone.")
    message = email.message_from_bytes(whole)
    wanted = _PAGE if message.get_content_type() == "multipart/related" else _MAIL
    texts = [part for part in message.walk() if part.get_content_type() in wanted and not _attached(part)]
    if not texts:
        raise InputError(f"{source} is a message without text.", "Save what is attached to it as a file.")
    return io.BytesIO(_decoded(min(texts, key=lambda part: wanted.index(part.get_content_type()))))


def _attached(part: Message[Any, Any]) -> bool:
    return part.get_content_disposition() == "attachment"


def _decoded(part: Message[Any, Any]) -> bytes:
    """The text of a part as UTF-8; unchanged if Python does not know its character set or it is not valid."""
    payload = cast("bytes", part.get_payload(decode=True))  # a text part is not a container
    try:
        return payload.decode(part.get_content_charset("utf-8")).encode()
    except (LookupError, UnicodeDecodeError):
        return payload
