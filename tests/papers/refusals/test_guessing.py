"""What no reader knows is never one paper of prose: it is refused by what it seems to be, with what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from checker.errors import InputError
from checker.papers.detection import recognise, surest
from checker.papers.inputs import How, read_papers
from checker.papers.protocol import Evidence
from checker.papers.refusals.guessing import guessed_kind
from checker.papers.registry import READERS

WORDS = "This line has some more words than eight, as texts of papers have."


def office(*names: str, mimetype: str = "", text: str = WORDS) -> bytes:
    """A zip as offices write it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, text)
    return packed.getvalue()


TAGGED = "".join(f"NR: {n}\nNAME: Kettle house {n}\nTEXT: {WORDS}\n\n" for n in range(5))
YAML = (
    f"# {WORDS}\nlamp:\n  watts: 40\n  colour: warm\nsites:\n  - name: the meadow behind the mill\n    height: 120\n"
)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        (b"SQLite format 3\x00\x10\x00", "SQLite"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip"),
        (b"\xfd7zXZ\x00\x00\x04", "xz"),
        (b"{\\rtf1\\ansi words}", "Rich Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "Excel"),
        (b"words \x00 with zeros " * 20, "binary"),
        (bytes(1000), "binary"),
        (office("[Content_Types].xml", "word/document.xml"), "Word"),
        (office("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument text"),
        (office("a", mimetype="application/epub+zip"), "EPUB"),
        (b'<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods/></modsCollection>', "MODS"),
        (b'<?xml version="1.0"?>\n<orchard><tree/></orchard>', "<orchard>"),
        (b"<!DOCTYPE html>\n<html><body><p>We boil.</p></body></html>", "HTML"),
        (b'{"cells": [{"cell_type": "code", "source": []}], "nbformat": 4}', "notebook"),
        (b'{"type": "FeatureCollection", "features": [{"properties": {"name": "mill"}}]}', "GeoJSON"),
        (b"[" * 5000, "nested"),
        (("#+TITLE: Tea\n* Leaves\n" + 3 * "[[https://tea.example.org/a][code]] and words\n").encode(), "Org"),
        (("= Tea\n\n" + 3 * "* https://tea.example.org/a[Black tea] and words\n").encode(), "AsciiDoc"),
        (("== Tea ==\n" + 3 * "* [https://tea.example.org/a Black tea] and words\n").encode(), "wiki"),
        (TAGGED.encode(), "tags"),
        (YAML.encode(), "YAML"),
        (f"[lamp]\nwatts = 40\ncolour = warm\n[text]\nwords = {WORDS}\n".encode(), "settings"),
        (f'[[lamp]]\nwatts = 40\n[[lamp]]\ntext = "{WORDS}"\n'.encode(), "settings"),
        (f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:{WORDS}\r\nEND:VEVENT\r\n".encode(), "calendar"),
        (f"BEGIN:VCARD\nNOTE:{WORDS}\nEND:VCARD\n".encode(), "address cards"),
        (f'@prefix s: <http://schema.org/> .\n<https://a.example.org> s:name "{WORDS}" .\n'.encode(), "RDF"),
        (f'<https://a.example.org> <http://schema.org/name> "{WORDS}" .\n'.encode(), "RDF"),
        (f"#!/bin/sh\n# {WORDS}\nexit 0\n".encode(), "script"),
    ],
)
def test_what_is_no_text_of_a_paper_is_named(content: bytes, what: str) -> None:
    seems = guessed_kind(content)
    assert seems is not None
    assert what in seems.what
    assert seems.advice.endswith(".")


@pytest.mark.parametrize(
    ("link", "what"),
    [("https://arxiv.org/abs/2401.{}[pdf]", "AsciiDoc"), ("[https://arxiv.org/abs/2401.{} pdf]", "wiki")],
)
def test_a_list_in_a_markup_that_is_not_read_is_named_and_one_of_markdown_read(link: str, what: str) -> None:
    entries = "".join(f"* Kettles of the {n}th century. {link.format(10_000 + n)}\n" for n in range(6))
    with pytest.raises(InputError, match=what):
        recognise(entries.encode(), "s", READERS)
    more = "".join(f"* [Cups of the {n}th century](https://arxiv.org/abs/2402.{10_000 + n})\n" for n in range(7))
    assert recognise((entries + more).encode(), "s", READERS).name == "markdown-list"


@pytest.mark.parametrize(
    "content",
    [
        f"On Kettles\n\n{WORDS}\n",
        f"# On Kettles\n\nAbstract: {WORDS}\nCode: https://github.com/a/b\n",
        f"Kettles: a study\n\nBackground: {WORDS}\nMethods: {WORDS}\nResults: {WORDS}\n",
        f"On Kettles\n\n- one: {WORDS}\n{WORDS}\n{WORDS}\n",
        "数茶的方法\n\n我们提出了一种数茶的新方法。\n",
        f"On Kettles\n\n{WORDS} \x0c \x08 {WORDS}",
    ],
)
def test_prose_stays_prose(content: str) -> None:
    assert guessed_kind(content.encode()) is None
    assert recognise(content.encode(), "s", READERS).name == "text"


def test_a_reader_that_is_sure_is_not_asked_what_it_seems_to_be() -> None:
    ris = b"TY  - JOUR\nTI  - a\nAB  - b\nER  -\n\n" * 5
    assert guessed_kind(ris) is not None
    assert surest(ris, READERS)[0] is Evidence.MARK
    assert recognise(ris, "s", READERS).name == "ris"


def test_a_word_document_is_no_bundle_of_files_and_a_bundle_is_one() -> None:
    def read(content: bytes) -> list[object]:
        return list(read_papers(["-"], How(READERS), stdin=io.BytesIO(content)))

    with pytest.raises(InputError, match="Word document"):
        read(office("[Content_Types].xml", "word/document.xml"))
    assert len(read(office("a.txt", "word/notes.txt", text=f"On Kettles\n\n{WORDS}"))) == 2


def test_blanks_without_end_are_empty() -> None:
    for content in (b"", b"\n" * 65_536):
        with pytest.raises(InputError, match="empty"):
            recognise(content, "s", READERS)
