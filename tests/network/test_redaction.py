"""Secrets in whatever leaves: a service may repeat them as they are, or in disguise."""

from __future__ import annotations

import html
import json
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.network.answer import Answer
from checker.network.redaction import redactor, without_secrets

SECRET = "ghp_Planted0Secret~1+2/3"
SPELLINGS = {
    "as it is": SECRET,
    "percent": "".join(f"%{ord(one):02X}" for one in SECRET),
    "percent, lower case": "".join(f"%{ord(one):02x}" for one in SECRET),
    "percent, twice": quote(quote(SECRET, safe=""), safe=""),
    "percent, in part": SECRET.replace("P", "%50"),
    "JSON": "".join(f"\\u{ord(one):04x}" for one in SECRET),
    "JSON, in part": SECRET.replace("e", "\\u0065"),
    "JSON in JSON": json.dumps("".join(f"\\u{ord(one):04x}" for one in SECRET)),
    "Python": repr(bytearray(f"\0{SECRET}".encode())),
    "Python, in part": SECRET.replace("S", "\\x53"),
    "octal": "".join(f"\\{ord(one):03o}" for one in SECRET),
    "HTML": "".join(f"&#{ord(one)};" for one in SECRET),
    "HTML, hexadecimal": "".join(f"&#x{ord(one):X};" for one in SECRET),
    "HTML, named": html.escape(SECRET),
    "hexadecimal": SECRET.encode().hex(),
    "cut": f"Bearer {SECRET[:10]}",
    "another case": SECRET.upper(),
    "folded": f"{SECRET[:9]}\r\n {SECRET[9:]}",
    "spaced": " ".join(SECRET),
    "with what nobody sees": "\u200b".join(SECRET),
    "soft hyphens": f"{SECRET[:9]}\u00ad{SECRET[9:]}",
    "UTF-16 as bytes": SECRET.encode("utf-16-le").decode("latin-1"),
    "mail": SECRET.replace("_", "=5F").replace("S", "=53"),
    "percent and u": SECRET.replace("S", "%u0053"),
    "HTML, by name": SECRET.replace("_", "&lowbar;").replace("/", "&sol;"),
    "its first half": f"{SECRET[:15]}, and so on",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_secret_is_found_in_any_spelling(spelling: str) -> None:
    told = redactor(SECRET).text(f"refused: {SPELLINGS[spelling]}")
    assert "***" in told
    for part in (SECRET[:10], SECRET[-10:], SECRET[5:15]):
        assert part not in told
    assert SPELLINGS[spelling] not in told


@given(st.text(max_size=9), st.text(max_size=9), st.sampled_from([b64encode, urlsafe_b64encode]))
def test_so_it_is_wherever_it_stands_in_what_base64_encodes(before: str, after: str, encode: object) -> None:
    whole = f"{before}{SECRET}{after}"
    told = redactor(SECRET).text(encode(whole.encode()).decode())  # type: ignore[operator]  # one of two
    assert "***" in told
    assert redactor(SECRET).body(encode(whole.encode())) == told.encode()  # type: ignore[operator]  # the same


@pytest.mark.parametrize("piece", ["\\", "%25", "&#", "ghp_", "g ", "=", "\u200b"])
def test_no_text_takes_long(piece: str) -> None:
    """Where each of a hundred thousand beginnings is tried to the end, this never ends."""
    text = piece * 100_000
    assert redactor(SECRET).text(text) == text


@given(st.text(max_size=60))
def test_a_text_without_a_secret_stays_as_it_is(text: str) -> None:
    if not any(SECRET[:6].casefold() in one.casefold() for one in (text,)):
        assert redactor(SECRET, "").text(text) == text
    assert redactor("", "short").text(text) == text


def test_an_error_is_cleaned_in_every_spelling_and_the_body_of_a_success_where_it_repeats() -> None:
    disguised = f'{{"message": "{SPELLINGS["JSON"]}"}}'.encode()
    error = Answer(status=400, headers={"x-error-message": SPELLINGS["percent"]}, body=disguised)
    cleaned = error.redacted(redactor(SECRET))
    assert (cleaned.headers, cleaned.mapping()) == ({"x-error-message": "***"}, {"message": "***"})
    fine = Answer(status=200, headers={}, body=f"a {SECRET} b".encode() + b"\xff")
    assert fine.redacted(redactor(SECRET)).body == b"a *** b\xff"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:password@h.example.org/x", "https://h.example.org/x"),
        ("https://h/x?access_token=abc&q=1#f", "https://h/x?access_token=***&q=1#f"),
        ("https://h/x?q=1;X-Amz-Signature=abc", "https://h/x?q=1;X-Amz-Signature=***"),
        ("https://h/x@y?q=a@b", "https://h/x@y?q=a@b"),
        ("not an address", "not an address"),
    ],
)
def test_an_address_is_shown_without_what_opens_doors(url: str, shown: str) -> None:
    assert without_secrets(url) == shown
