"""Mail and pages in MIME: what is read is the text in them, as if it had been saved by itself."""

from __future__ import annotations

import contextlib
import io
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError
from checker.model import Paper
from checker.papers.inputs import How, read_papers
from checker.papers.registry import READERS
from checker.papers.streams import message

LIST = "<html><body><ul>{}</ul></body></html>".format(
    "".join(
        f'<li><a href="https://arxiv.org/abs/2401.0000{number}">The {name} of kettles</a> '
        f'<a href="https://github.com/lab/k{number}">code</a></li>'
        for number, name in enumerate(("Physics", "History", "Sound", "Colour"), 1)
    )
)


def read(content: bytes) -> list[Paper]:
    """The papers that are read of a file with this content."""
    records = read_papers(["-"], How(READERS), stdin=io.BytesIO(content))
    return [one for one in records if isinstance(one, Paper)]


def mail(text: str, *, charset: str = "utf-8", encoding: str = "quoted-printable", page: str = "") -> EmailMessage:
    """A mail with a text, and the same as a page where there is one."""
    made = EmailMessage()
    made["From"], made["Subject"] = (
        "Ann <ann@example.org>",
        "On kettles, with a long subject that a header folds " * 3,
    )
    made.set_content(text, charset=charset, cte=encoding)
    if page:
        made.add_alternative(page, subtype="html")
    return made


def saved_page(page: str) -> bytes:
    """A page as a browser saves it in one file, with a picture."""
    made = EmailMessage()
    made["From"], made["Snapshot-Content-Location"] = "<Saved by Blink>", "https://list.example.org/"
    made.set_content(page, subtype="html", cte="quoted-printable")
    made.add_related(b"\x89PNG", "image", "png")
    return made.as_bytes()


def test_a_page_saved_as_a_single_file_is_the_list_that_it_shows() -> None:
    papers = read(saved_page(LIST))
    assert [paper.id for paper in papers] == [f"2401.0000{n}" for n in range(1, 5)]
    assert papers == read(LIST.encode())


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1252"])
def test_a_mail_is_read_by_its_text_whatever_it_is_encoded_in(charset: str, encoding: str) -> None:
    address = "https://github.com/lab/a-name-that-is-long-enough-for-any-encoding-to-break-it"
    text = f"Über Kessel\n\nOur code is at {address} .\n"
    (paper,) = read(mail(text, charset=charset, encoding=encoding).as_bytes())
    assert paper.title == "Über Kessel"
    assert address in paper.abstract


def test_of_a_mail_with_a_text_and_a_page_the_text_is_read_and_nothing_attached() -> None:
    made = mail("On Cups\n\nSee https://github.com/lab/cups .\n", page="<p>See https://github.com/lab/other</p>")
    made.add_attachment("See https://github.com/lab/attached", filename="notes.txt")
    (paper,) = read(made.as_bytes())
    assert "lab/cups" in paper.abstract
    assert "lab/other" not in paper.abstract
    assert "lab/attached" not in paper.abstract


def test_a_character_set_that_nobody_knows_leaves_the_bytes_as_they_are() -> None:
    content = mail("On Cups\n\nAt https://github.com/lab/cups .\n").as_bytes().replace(b"utf-8", b"x-martian")
    (paper,) = read(content)
    assert "lab/cups" in paper.abstract


def test_text_that_only_begins_as_a_header_is_no_message() -> None:
    assert not message.is_message(b"Title: On Cups\nURL: https://github.com/lab/cups\n\nMIME-Version: 1.0\n")
    assert not message.is_message(b"MIME-Version: 1.0 is what mail begins with, says this text.")
    assert message.is_message(b"subject: a\r\n\tfolded\r\nmime-version: 1.0\r\n\r\n")


def test_a_message_without_text_is_refused_and_says_what_to_do() -> None:
    made = EmailMessage()
    made.set_content(b"\x89PNG", "image", "png")
    with pytest.raises(InputError, match="a message without text") as refused:
        read(made.as_bytes())
    assert refused.value.advice == "Save what is attached to it as a file."


def test_parts_in_parts_without_end_are_refused() -> None:
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(60))
    with pytest.raises(InputError, match="of over 50 nested parts"):
        read(b"MIME-Version: 1.0\n" + nested)


def test_a_message_larger_than_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message, "_LONGEST", 1_000)
    with pytest.raises(InputError, match="a message over 64 MiB"):
        read(mail("On Cups\n" + "cup " * 500).as_bytes())


@given(st.integers(0, 2_000), st.binary(max_size=6))
def test_a_damaged_message_gives_text_or_one_clear_line(place: int, damage: bytes) -> None:
    content = saved_page(LIST)
    at = place % len(content)
    damaged = content[:at] + damage + content[at + len(damage) :]
    with contextlib.suppress(InputError):
        assert isinstance(message.text_of(io.BytesIO(damaged), "saved").read(), bytes)
