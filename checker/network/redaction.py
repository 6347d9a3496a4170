"""
Takes secrets out of the texts of exceptions, details of observations, and logs. Pure.

A service may repeat the credentials that it was sent, and a hostile one may disguise them: with escapes (of JSON, of
Python, of HTML, of mail), percent-encoded, in base64 or in hexadecimal digits, in another case, parted by blanks or
by what nobody sees, or cut. All of these are replaced by `***`.
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
_TELLING = 12  # characters: so many of a secret's beginning occur nowhere by chance
#: What may part the characters of a text that is folded, or that somebody disguises.
_BETWEEN = "[\\s\\x00\u00ad\u200b-\u200f\u2060\ufeff]{0,4}"
_NAMED = {"_": "|&(?:lowbar|underbar);", "-": "|&(?:hyphen|dash);", ".": "|&period;", "=": "|&equals;", "/": "|&sol;"}


class Redactor:
    """Takes these secrets out of texts and bodies."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(sorted({one for one in secrets if len(one) >= SHORTEST}, key=len, reverse=True))

    def __bool__(self) -> bool:
        return bool(self._secrets)

    def text(self, text: str) -> str:
        """
        The text without the secrets, in any spelling; one that is cut off at the end of the text, or of which the
        first half stands anywhere, is removed too.
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
    escaped = _BETWEEN.join(map(_any_spelling, secret))
    encoded = "|".join(_BETWEEN.join(map(re.escape, one)) for one in _in_base64(secret))
    digits = secret.encode().hex()
    half = secret[: max(len(secret) // 2, _TELLING)]
    begun = rf"|{re.escape(half)}[\w.+/=-]*" if len(half) < len(secret) else ""
    return re.compile(f"(?i:{escaped}|{digits})|{encoded}{begun}")


def _any_spelling(character: str) -> str:
    """A pattern of one character: as it is, or escaped in any of the ways above."""
    code = ord(character)
    percent = rf"%(?:25){{0,8}}(?:{code:02x}|u{code:04x})|={code:02x}"
    slashes = rf"\\{{1,16}}(?:u(?:\{{0*{code:x}\}}|{code:04x})|x{code:02x}|{code:03o})"
    entities = rf"&\#x0*{code:x};|&\#0*{code};{_NAMED.get(character, '')}"
    return rf"(?:{re.escape(character)}|{percent}|{slashes}|{entities})"


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
