"""Titles and targets are strangers' texts: whatever they hold, a report shows them and obeys none of it."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker.reports.as_json import Json
from checker.reports.markdown import Markdown
from checker.reports.summary import Report, build
from checker.reports.terminal import show
from checker.reports.text import plain
from checker.rows import ArtifactRow, PaperRow

ARTIFACT = ArtifactRow(
    kind="other",
    target="lab.example.org/x",
    url="https://lab.example.org/x",
    availability="gone",
    reason="http_410",
    confirmed=False,
    identity="unknown",
    resolved_target="",
    hijackable=False,
    maintenance="unknown",
    last_activity_at=None,
    archived_at=None,
    content="",
    license="",
    papers=1,
    first_seen_at="2026-01-01T00:00:00Z",
    checked_at="2026-01-01T00:00:00Z",
    last_known_availability=None,
    last_known_at=None,
    rule="absent",
    artifact_id=1,
    named_by=("A title",),
)
PAPER = PaperRow("p", "A title", "", "", "linked", "claimed_without_link", 1, 0, 1, 0)
HOSTILE = [
    "a | b | c",
    "| x |\n|---|\n| y |",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](https://tracker.example.org/x.png)",
    "<https://tracker.example.org> www.tracker.example.org https://tracker.example.org",
    "`code` **bold** _under_ ~~gone~~ # head",
    "\x1b[2J\x1b]0;owned\x07 \x9b31m red",
    "ends \\",
    "::set-output name=x::y",
    "x\n::set-output name=x::y",
    "##[set-output]x",
    "right \u202e to left \u2066 marks \u200b\ufeff",
    "line\rreturn\u2028separator\x85next\x0bform\x0c",
    "@team please look &lt;b&gt; $x^2$",
]


def report(text: str) -> Report:
    """A report in which a stranger wrote every word that a stranger can write."""
    artifact = replace(ARTIFACT, target=text, named_by=(text, text), papers=5)
    moved = replace(artifact, availability="available", identity="renamed", resolved_target=text)
    return build([artifact, moved], [replace(PAPER, title=text)], None)


def texts() -> st.SearchStrategy[str]:
    marks = st.sampled_from([*HOSTILE, "|", "\n", "`", "<", "[", "](", "\\", "::", "##[", "\x1b[", "!", "&", "*"])
    return st.lists(st.one_of(marks, st.text(max_size=5)), max_size=6).map("".join)


def lines(shown: str) -> list[str]:
    """The lines as any reader of them would split them."""
    return shown.splitlines()


def obeys_nothing(shown: str) -> None:
    assert not any(one.lstrip().startswith(("::", "##[")) for one in lines(shown))
    assert not {char for char in shown if not char.isprintable()} - {"\n", "\u200b"}, "no control, no direction"


def tables(shown: str) -> list[tuple[int, int]]:
    """(rows, cells) of each table, as a reader of Markdown sees them."""
    found: list[list[int]] = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(shown):
        if token.type == "table_open":
            found.append([0, 0])
        if found:
            found[-1][0] += token.type == "tr_open"
            found[-1][1] += token.type in ("td_open", "th_open")
    return [(rows, cells) for rows, cells in found]


@given(texts())
@example("| x |\n|---|\n| y |")
@example("ends \\")
def test_markdown_keeps_its_shape_whatever_it_shows(text: str) -> None:
    shown, harmless = Markdown().render(report(text)), Markdown().render(report("harmless"))
    obeys_nothing(shown)
    assert tables(shown) == tables(harmless)
    assert len(lines(shown)) == len(lines(harmless))
    kinds = {
        token.type for one in MarkdownIt("gfm-like", {"linkify": False}).parse(shown) for token in one.children or []
    }
    assert not kinds & {"html_inline", "link_open", "image", "s_open"}, kinds
    assert "html_block" not in {token.type for token in MarkdownIt("gfm-like", {"linkify": False}).parse(shown)}


@given(texts(), st.integers(1, 80))
def test_plain_text_can_begin_a_line_of_a_log(text: str, width: int) -> None:
    """Where CI systems look for `::command` and `##[command]`."""
    shown = plain(text, width)
    assert len(shown) <= width
    assert len(lines(shown)) <= 1
    assert not shown.lstrip().startswith("::")
    assert not shown.startswith("##[")


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_the_words_themselves(text: str) -> None:
    words = [word for word in ("click", "alert", "red", "set-output", "left", "separator", "please") if word in text]
    shown = Markdown().render(report(text))
    assert all(word in shown for word in words)


@given(texts())
def test_json_says_exactly_what_was_written(text: str) -> None:
    shown = Json().render(report(text.encode("utf-8", "replace").decode()))
    body = json.loads(shown)
    assert body["schema_version"] == 1
    assert body["claims_without_link"][0]["title"] == text.encode("utf-8", "replace").decode()
    assert body["availability"]["gone"] == 1
    assert not any(line.startswith(("::", "##[")) for line in lines(shown))
    assert "\x1b" not in shown


@given(texts())
def test_a_terminal_is_not_driven(text: str) -> None:
    stream = io.StringIO()
    show(report(text), stream)
    obeys_nothing(stream.getvalue().replace("\u2026", "").replace("\u200b", ""))
