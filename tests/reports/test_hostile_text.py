"""A title, a target, a host's words: whatever a stranger writes, no report, terminal or CI system obeys it."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import unicodedata
from dataclasses import fields
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker.model import Claim, Kind, Link, Paper
from checker.model.rows import ArtifactRow, CandidateRow, CopyRow, Crossed, LinkRow, PaperRow, RunRow
from checker.reports.escaping import address, cell, json_text, markdown, plain
from checker.reports.forms import json_lines as extract_lines
from checker.reports.forms.terminal import show
from checker.reports.registry import forms
from checker.statistics.summary import Report, build

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
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), min_size=1, max_size=4).map("".join)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def artifact(text: str) -> ArtifactRow:
    return ArtifactRow(
        kind="other",
        target=text,
        url=text,
        availability="gone",
        reason="not_found_or_private",
        confirmed=True,
        identity="reused",
        resolved_target=text,
        hijackable=True,
        maintenance="unknown",
        last_activity_at=None,
        archived_at=None,
        content="unknown",
        ticks={text: text},
        policies={text: text},
        license=text,
        papers=9,
        first_seen_at="2026-01-01T00:00:00Z",
        checked_at=None,
        last_known_availability=None,
        last_known_at=None,
        rule="test",
        artifact_id=1,
        named_by=(text, text),
    )


def report(text: str) -> Report:
    """A report on one lost artifact; every word that a stranger can choose is `text`."""
    paper = PaperRow(text, text, text, text, "promised", "promised_without_link", 0, 0, 0, 0, text)
    run = RunRow(1, "2026-01-01T00:00:00Z", None, "run", (text,), {"bases": [text]}, "0", "done", {}, {})
    copy = CopyRow("recoverable", f"https://a.example/{text}", "2024-01-02T00:00:00Z", text, None)
    by = CandidateRow(
        *(text, text, "released", "unlinked", "other", text, text, "tag", text, "unknown", "not_checked", text)
    )
    crossed = Crossed(claims=(by,), others=(by,), agreeing=1, dropped=1)
    return build([artifact(text)], [paper], run, {1: copy}, crossed)


def row(text: str) -> LinkRow:
    return LinkRow(
        *(text, text, text, text, "other", text, text, "gone", "ok", True, "same", text, False, "unknown", None),
        *("unknown", text, None, "own", False, "recoverable", text, text),
    )


def rendered(form: str, text: str) -> str:
    return forms()[form].render(report(text), [row(text), row("plain")])


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


@given(hostile)
def test_a_terminal_shows_the_summary_and_obeys_nothing(text: str) -> None:
    out = io.StringIO()
    show(report(text), out)
    assert_drives_no_terminal(out.getvalue())


@given(hostile)
def test_markdown_has_the_structure_of_the_template_and_no_other(text: str) -> None:
    assert_keeps_the_structure(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_each_known_trick_alone_changes_no_markdown(text: str) -> None:
    assert_keeps_the_structure(text)


def assert_keeps_the_structure(text: str) -> None:
    shown = rendered("markdown", text)
    assert_drives_no_terminal(shown)
    assert structure(shown) == structure(rendered("markdown", "plain"))
    assert links_of(shown) == {normal(one) for one in (address(f"https://a.example/{text}"), address(text)) if one}


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


@given(hostile)
def test_html_has_the_elements_of_the_template_and_no_other(text: str) -> None:
    shown = rendered("html", text)
    assert_drives_no_terminal(shown)
    model = "https://e.example/x" if address(text) else "plain" if text else ""
    found, expected = page(shown), page(rendered("html", model))
    assert found.elements == expected.elements
    assert found.attributes == expected.attributes
    assert all(one.startswith(("https://", "http://")) or one == "" for one in found.addresses)
    assert not {"src", "style", "onclick", "onerror"} & found.attributes
    assert "script" not in found.elements


def test_html_is_one_file_with_a_strict_policy() -> None:
    import base64
    import hashlib

    shown = rendered("html", "plain")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', shown)
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    told = policy[1].replace("&#39;", "'")
    assert told == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not {"link", "img", "iframe", "script", "object", "form"} & set(page(shown).elements)
    assert not re.search(r"url\(|@import", style[1])
    for element in ("caption", "th", "main", "title"):
        assert element in page(shown).elements


@given(hostile)
def test_no_cell_of_csv_is_a_formula_and_every_row_is_whole(text: str) -> None:
    rows = list(csv.reader(io.StringIO(rendered("csv", text), newline=""), strict=True))
    assert len(rows) == 3
    assert {len(one) for one in rows} == {len(fields(LinkRow))}
    for one in itertools.chain.from_iterable(rows):
        assert not one.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert_drives_no_terminal(rendered("csv", text).replace("\r\n", "\n"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", " =1"])
def test_a_formula_gets_an_apostrophe_before_it(text: str) -> None:
    assert cell(text).startswith("'")
    assert cell("a=1") == "a=1"


@given(hostile.filter(lambda text: "\ud800" not in text))
def test_json_says_the_same_and_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = rendered("json", text)
    assert_drives_no_terminal(shown)
    assert json.loads(shown)["attention"][0]["row"]["target"] == text
    line = extract_lines.line(
        Paper(text, text, ""), Claim.LINKED, [Link(Kind.OTHER, text, text, text, 0, len(text))]
    ).decode()
    assert line.count("\n") == 1
    assert_drives_no_terminal(line)
    assert json.loads(line)["title"] == text


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
