"""
Takes secrets out of the texts of exceptions, details of observations, and logs. Pure.

A service may repeat the credentials that it was sent, and a hostile one may disguise them: with escapes (of JSON, of
Python, of HTML), percent-encoded, in base64 or in hexadecimal digits. All of these are replaced by `***`.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 6  # characters: shorter texts protect nothing, and occur in ordinary words
MASK = "***"


class Redactor:
    """Takes these secrets out of texts and bodies."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(sorted({one for one in secrets if len(one) >= SHORTEST}, key=len, reverse=True))

    def __bool__(self) -> bool:
        return bool(self._secrets)

    def text(self, text: str) -> str:
        """
        The text without the secrets, in any spelling; a secret that is cut off at the end of the text
        is removed too.
        """
        for secret in self._secrets:
            text = _pattern(secret).sub(MASK, text)
            text = _without_cut(text, secret)
        return text

    def body(self, body: bytes) -> bytes:
        """A body without the secrets as they are and in base64: fast, because bodies may be long."""
        for secret in self._secrets:
            for spelling in (secret, *_in_base64(secret)):
                body = body.replace(spelling.encode(), MASK.encode())
        return body


def without_secrets(url: str) -> str:
    """
    An address for display: without user and password, and without values of a query whose names suggest
    a secret.
    """
    url = re.sub(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", r"\1", url, flags=re.IGNORECASE)
    return _SECRET_QUERY.sub(rf"\1{MASK}", url)


_SECRET_QUERY = re.compile(
    r"([?&;][^=&;#]*(?:token|key|secret|sig|signature|password|passwd|pwd|auth|code|session|credential)[^=&;#]*=)[^&;#]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=32)
def _pattern(secret: str) -> re.Pattern[str]:
    """A secret in any spelling: each of its characters as it is or escaped, or all of it encoded."""
    escaped = "".join(map(_any_spelling, secret))
    encoded = "|".join(re.escape(one) for one in _in_base64(secret))
    digits = re.escape(secret.encode().hex())
    return re.compile(f"{escaped}|{encoded}|(?i:{digits})")


def _any_spelling(character: str) -> str:
    """A pattern of one character: as it is, or escaped in any of the ways above."""
    code = ord(character)
    numbered = rf"(?i:%(?:25)*{code:02x}|\\+u(?:\{{0*{code:x}\}}|{code:04x})|\\+x{code:02x}|&\#x0*{code:x};)"
    return rf"(?:{re.escape(character)}|{numbered}|\\+{code:03o}|&\#0*{code};)"


@lru_cache(maxsize=32)
def _in_base64(secret: str) -> tuple[str, ...]:
    """
    How a secret looks in base64 where it is part of a longer text: one spelling for each of the three offsets at
    which it may begin, without the characters that depend on its neighbours; in both alphabets.
    """
    found: list[str] = []
    for before in range(3):
        encoded = b64encode(b"\0" * before + secret.encode()).decode().rstrip("=")
        first = -(-before * 8 // 6)
        whole = (before + len(secret.encode())) * 8 // 6
        found += [encoded[first:whole], encoded[first:whole].replace("+", "-").replace("/", "_")]
    return tuple(dict.fromkeys(one for one in found if len(one) >= SHORTEST))


def _without_cut(text: str, secret: str) -> str:
    """The text without a beginning of the secret at its end."""
    longest = next((size for size in range(len(secret) - 1, SHORTEST - 1, -1) if text.endswith(secret[:size])), 0)
    return f"{text[:-longest]}{MASK}" if longest else text


@lru_cache(maxsize=32)
def _redactor(secrets: tuple[str, ...]) -> Redactor:
    return Redactor(secrets)


def redactor(*secrets: str) -> Redactor:
    """The redactor of these secrets, cached; empty ones are left out."""
    return _redactor(tuple(one for one in secrets if one))
