"""A title, a target, a host's words: whatever a stranger writes, no report, terminal or CI system obeys it."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import json
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from checker.model import Claim, Kind, Link, Paper
from checker.reports.escaping import address, cell, json_text, markdown, plain
from checker.reports.forms import json_lines as extract_lines
from checker.reports.forms.letters import letters
from checker.reports.forms.text.form import show
from checker.reports.protocol import FormOptions
from checker.reports.registry import TEXTS
from checker.store.encoding import storable
from tests.reports.strangers import account, rendered

HOSTILE = (
    *("\x1b[31mred\x1b[0m", "\x9b31m", "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07"),
    *("a\rb", "a\nb", "\x00", "\x7f"),
    *("\u202egnp.exe", "\u2066a\u2069", "\u200b", "\ufeff", "\U000e0041", "\u2028", "\u0085"),
    *("::error::boom", "a\n::set-output name=x::y", ":::", "##[error]x", "##vso[task.setvariable variable=a]b"),
    *("##teamcity[buildStatus]", "%0A::warning::x", "%", "##", "#"),
    *("| a | b |", "`code`", "``", "</td><td>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"),
    *("[x](javascript:alert(1))", "![x](https://evil.example/i.png)", "<https://evil.example>", "www.evil.example"),
    *("https://evil.example/x", "WWW.EVIL.EXAMPLE", "@everyone", "#1", "a@b.example", "$x$", "\\", "\\|", "*a*"),
    *("- item", "1. item", "+ item", "# head", "> quote", "---", "===", "***", "~~~", "    indented", "[^1]"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "'=1", '"=1', 'a";=1', "x\",=cmd|' /c calc'!A1,\""),
    *("{{ 7*7 }}", "{% raw %}", "${x}", "\"' onmouseover='x", "]]>", "<!--", "-->", "</style><script>", "\ud800"),
    *("[x]: https://e.example", "_a_", "&lt;b&gt;", "&amp;", "&#58;"),
)
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), min_size=1, max_size=4).map("".join).filter(bool)
FEW = settings(max_examples=10)  # each makes a database of its own
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def assert_drives_no_terminal(shown: str) -> None:
    assert not _CONTROL.search(shown)
    for line in shown.splitlines():
        assert not line.strip().startswith("::")
        assert "##" not in line.lstrip("#")


@given(hostile)
def test_a_plain_line_is_one_line_and_nobodys_command(text: str) -> None:
    shown = plain(text)
    assert_drives_no_terminal(f"a {shown}")
    assert "\n" not in shown
    assert "::" not in shown
    assert not any(unicodedata.category(char)[0] in "CZ" and char not in " \u200b" for char in shown)
    assert plain(text, 5) == shown[: len(plain(text, 5)) - 1] + plain(text, 5)[-1:]
    assert len(plain(text, 5)) <= 5


@pytest.mark.slow
@settings(max_examples=40)
@given(st.sampled_from(("utf-8", "cp1252", "cp437", "ascii")), st.sampled_from((80, 140)), st.booleans(), hostile)
def test_a_terminal_shows_the_report_and_obeys_nothing(encoding: str, width: int, plainly: bool, text: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="")
    with account(text) as told:
        show(replace(told, options=FormOptions(plain=plainly)), out, width)
    out.flush()
    assert_drives_no_terminal(out.buffer.getvalue().decode(encoding))


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in TEXTS if form != "html"])
@FEW
@given(hostile)
def test_no_form_drives_a_terminal(form: str, text: str) -> None:
    assert_drives_no_terminal(rendered(form, text).replace("\r\n", "\n"))


@pytest.mark.slow
@FEW
@given(hostile)
def test_markdown_has_the_structure_of_the_template_and_no_other(text: str) -> None:
    assert_keeps_the_structure(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_each_known_trick_alone_changes_no_markdown(text: str) -> None:
    assert_keeps_the_structure(text)


def assert_keeps_the_structure(text: str) -> None:
    shown = rendered("markdown", text)
    assert_drives_no_terminal(shown)
    assert structure(shown) == structure_of_the_template()
    bases = ("", "https://a.example/", "https://github.com/", "https://huggingface.co/", "https://")
    ours = {normal(one) for one in (address(f"{base}{storable(text)}") for base in bases) if one}
    assert {one for one in links_of(shown) if not one.startswith("https://arxiv.org/abs/24")} <= ours


@functools.cache
def structure_of_the_template() -> list[str]:
    return structure(rendered("markdown", "plain"))


def structure(text: str) -> list[str]:
    """The kinds of blocks and marks in a Markdown text, in order: what a stranger must not be able to change."""
    kinds = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        inline = [
            child.type for child in token.children or () if child.type not in ("text", "softbreak", "text_special")
        ]
        kinds += [token.type, *(kind for kind in inline if not kind.startswith("link_"))]
    return kinds


def normal(url: str) -> str:
    """An address in the form that the Markdown library gives to all of them."""
    return MarkdownIt().normalizeLink(url)


def links_of(text: str) -> set[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    children = (child for token in tokens for child in token.children or ())
    return {str(child.attrs["href"]) for child in children if child.type == "link_open"} - {""}


class _Page(HTMLParser):
    """Elements and addresses of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src"):
                self.addresses.add(value or "")


def page(text: str) -> _Page:
    parsed = _Page()
    parsed.feed(text)
    parsed.close()
    return parsed


@pytest.mark.slow
@FEW
@given(hostile)
def test_html_has_the_elements_of_the_template_and_no_other(text: str) -> None:
    shown = rendered("html", text)
    assert_drives_no_terminal(shown)
    model = "https://e.example/x" if address(text) else "plain" if text else ""
    found, expected = page(shown), page(rendered("html", model))
    assert found.elements == expected.elements
    assert found.attributes == expected.attributes
    assert all(one.startswith(("https://", "http://", "#")) or one == "" for one in found.addresses)
    assert not {"src", "style", "onclick", "onerror"} & found.attributes
    assert found.elements.count("script") == 2, "the packed table, and what opens it"


def test_html_is_one_file_with_a_strict_policy() -> None:
    import base64
    import hashlib

    shown = rendered("html", "plain")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', shown)
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", shown, re.DOTALL)
    assert policy
    assert style
    assert script
    one, other = (base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode() for text in (style, script))
    assert policy[1].replace("&#39;", "'").split("; ") == [
        *("default-src 'none'", f"style-src 'sha256-{one}'", f"script-src 'sha256-{other}'"),
        *("base-uri 'none'", "form-action 'none'"),
    ]
    assert not {"link", "img", "iframe", "object", "embed"} & set(page(shown).elements)
    assert not re.search(r"url\(|@import", style[1])
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttp", script[1])
    for element in ("nav", "th", "main", "title"):
        assert element in page(shown).elements


@pytest.mark.slow
@pytest.mark.parametrize("by", [(), ("paper",), ("artifact",), ("venue",), ("source", "kind")])
@FEW
@given(hostile)
def test_no_cell_of_csv_is_a_formula_and_every_row_is_whole(by: tuple[str, ...], text: str) -> None:
    rows = list(csv.reader(io.StringIO(rendered("csv", text, by), newline=""), strict=True))
    assert len(rows) > 1
    assert len({len(one) for one in rows}) == 1
    for one in itertools.chain.from_iterable(rows):
        assert not one.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", " =1"])
def test_a_formula_gets_an_apostrophe_before_it(text: str) -> None:
    assert cell(text).startswith("'")
    assert cell("a=1") == "a=1"


@FEW
@given(hostile)
def test_json_says_the_same_and_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    found = json.loads(rendered("json", text))
    assert {one["target"] for one in found["artifacts"]} == {storable(text)}
    assert storable(text) in {one["title"] for one in found["papers"]}


@given(hostile.filter(lambda text: "\ud800" not in text))
def test_a_line_of_json_is_one_line(text: str) -> None:
    line = extract_lines.line(
        Paper(text, text, ""), Claim.LINKED, [Link(Kind.OTHER, text, text, text, 0, len(text))]
    ).decode()
    assert line.count("\n") == 1
    assert_drives_no_terminal(line)
    assert json.loads(line)["title"] == text


@pytest.mark.slow
@pytest.mark.parametrize("form", ["junit", "atom", "badge-svg"])
@FEW
@given(hostile)
def test_xml_is_well_formed_and_has_the_elements_of_its_form_and_no_other(form: str, text: str) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found = etree.fromstring(rendered(form, text).encode(), parser)
    model = etree.fromstring(
        rendered(form, "https://e.example/x" if address(storable(text)) else "plain").encode(), parser
    )
    assert [one.tag for one in found.iter()] == [one.tag for one in model.iter()]
    assert {name for one in found.iter() for name in one.attrib} == {
        name for one in model.iter() for name in one.attrib
    }


@FEW
@given(hostile)
def test_sarif_names_files_by_a_relative_address(text: str) -> None:
    for one in json.loads(rendered("sarif", text))["runs"][0]["results"]:
        place = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[!-~]+", place)
        assert not set(place) & set(' :?#[]<>"\\^`{|}')


@FEW
@given(hostile)
def test_a_letter_is_plain_text_with_the_lines_of_its_template(text: str) -> None:
    with account(text) as told:
        for letter in letters(told, unconfirmed=True):
            assert_drives_no_terminal(letter.text)
            assert re.fullmatch(r"[A-Za-z0-9._-]+\.txt", letter.file)
            assert not letter.file.startswith(".")
            head = letter.text.splitlines()
            assert head[0].startswith("To: ")
            assert head[1].startswith("Subject: ")
            assert head[2] == "", "a title adds no line to the head of a mail"


@given(hostile)
def test_a_link_leads_to_http_or_nowhere_and_ends_where_it_should(text: str) -> None:
    assert address(text) == "" or text.startswith(("https://", "http://"))
    shown = address(f"https://e.example/{text}")
    assert re.fullmatch(r"https://e\.example/[!-~]*", shown)
    assert not set(shown) & set("()<>[]|`\"'\\ ")
    assert address(f"javascript:{text}") == ""


@given(st.text(max_size=30))
def test_markdown_shows_the_very_text(text: str) -> None:
    (paragraph,) = (
        token for token in MarkdownIt("commonmark").parse(f"x {markdown(text)} x") if token.type == "inline"
    )
    assert "".join(child.content for child in paragraph.children or ()) == f"x {plain(text)} x".replace(
        "x  x", "x  x"
    )


def test_json_that_needs_no_escape_is_left_alone() -> None:
    assert json_text('{"a": "é ü 語"}') == '{"a": "é ü 語"}'
