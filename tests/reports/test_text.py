"""The text is right at any width and in any encoding: news first, nothing cut but titles, nothing twice."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.model import Kind
from checker.reports.forms.text.form import show
from checker.reports.forms.text.layout import columns, cut, folded
from checker.reports.protocol import FormOptions
from checker.reports.signs import SIGNS, holds, narrowed, sign
from tests.reports.moths import COPY, MOTHS, Moth, account, database, rendered

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS = ("utf-8", "cp1252", "cp437", "ascii", "latin-1")
WIDTHS = (40, 80, 100, 120, 140, 200)
LONG = "a-group-with-a-very-long-name-indeed-that-no-column-holds/and-a-repository-whose-name-is-no-shorter-than-that"


def shown(path: Path, width: int = 80, encoding: str = "utf-8", form_options: FormOptions | None = None) -> str:
    """What a stream of this width and encoding shows."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")  # strict: what it lacks ends the test
    with account(path, form_options) as told:
        show(told, out, width)
    out.flush()
    return out.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [80, 140])
def test_news_stand_first_then_what_needs_attention_then_figures(width: int, moths: Path) -> None:
    text = shown(moths, width)
    places = [text.index(words) for words in ("NEW SINCE 2 NOVEMBER 2026", "NEEDS ATTENTION", "FIGURES", "Letters:")]
    assert places == sorted(places)
    assert "1 newly gone, 1 name re-used, 1 back, 1 promise kept, 1 moved" in text
    assert "8 of the papers' own links" in text
    assert re.search(r"usable +4 of 11 +36 % +\(15 to 65\)", text)
    assert "95 % interval (Wilson)" in text


def test_what_is_unknown_now_says_when_it_was_known_last_and_that_it_never_was(tmp_path: Path) -> None:
    moths = [
        Moth("once.example/x", ("available", "unknown"), Kind.OTHER),
        Moth("never.example/x", ("unknown",), Kind.OTHER),
    ]
    lines = shown(database(tmp_path / "a.db", moths), 140).splitlines()
    assert re.search(r"  known 5 Oct 2026  nothing", next(line for line in lines if "once.example" in line))
    assert re.search(r"  first look +nothing", next(line for line in lines if "never.example" in line))


def test_a_column_is_as_wide_as_its_heading_where_its_cells_are_short(tmp_path: Path) -> None:
    moths = [Moth("a/b", ("unknown",), Kind.OTHER)]
    assert re.search(r"What +Artifact +Paper +Since +What to do\n", shown(database(tmp_path / "a.db", moths), 140))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_screen_but_an_address_or_a_command(width: int, moths: Path) -> None:
    for line in shown(moths, width).splitlines():
        assert cell_len(line) <= width or "://" in line or "reprolinks report" in line, line


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_and_no_address_is_cut(width: int, tmp_path: Path) -> None:
    moths = [Moth(LONG, ("available", "available", "gone"), copied=True), Moth("lab/fine")]
    text = shown(database(tmp_path / "a.db", moths), width)
    assert COPY in text
    joined = re.sub(r"\s+", "", re.sub(r"^(?:..)?\S* *newly gone", "", text, flags=re.MULTILINE))
    whole = re.sub(r"\s+", "", text)
    assert LONG in whole or LONG in joined or _in_column(LONG, text)


def _in_column(name: str, text: str) -> bool:
    """Whether a name stands in pieces below each other, at one place of several lines."""
    rest = name
    for line in text.splitlines():
        for piece in re.findall(r"\S+", line):
            if rest.startswith(piece) and len(piece) > 1:
                rest = rest[len(piece) :]
                break
    return not rest


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("width", [80, 140])
def test_every_encoding_shows_all_of_it(encoding: str, width: int, moths: Path) -> None:
    text = shown(moths, width, encoding)
    for moth in MOTHS:
        if moth.states[-1] != "available":
            assert moth.target in text
    assert "\\u" not in text
    assert ("✗ newly gone" if holds("✗", encoding) else "x newly gone") in text


def test_the_same_is_said_once(moths: Path) -> None:
    for width in (80, 140):
        text = shown(moths, width)
        for words in ("NEEDS ATTENTION", "Wilson", "On Moth 4", "Update the link"):
            assert text.count(words) <= 1, words


def test_plain_lines_are_for_logs(moths: Path) -> None:
    text = shown(moths, 80, form_options=FormOptions(plain=True))
    assert text.isascii()
    (line,) = (line for line in text.splitlines() if line.startswith("newly gone:"))
    assert "github_repo lab/newly-lost" in line
    assert "last good 2 Nov 2026, seen once" in line
    assert line.endswith("On Moth 3 (2024)")
    assert "reprolinks report" not in text


@pytest.mark.parametrize(
    ("moths", "runs", "words"),
    [
        ((Moth("lab/a"),), 1, "Nothing to compare with yet. News starts with the next run."),
        ((Moth("lab/a"),), 2, "Nothing new: every link is as it was."),
        ((Moth("lab/a"),), 1, "1 paper names 1 artifact, 1 their own."),
        ((Moth("lab/a"), Moth("lab/b")), 1, "2 papers name 2 artifacts, 2 their own."),
        ((Moth("lab/a", ("unknown",)),), 1, "Nothing could be found out: 0 of 1 known."),
        ((Moth("lab/a"),), 1, "Nothing needs attention"),
    ],
)
def test_odd_states_have_their_words(moths: tuple[Moth, ...], runs: int, words: str, tmp_path: Path) -> None:
    assert words in shown(database(tmp_path / "a.db", moths, runs=runs), 140)


def test_few_have_counts_alone_and_no_percent(tmp_path: Path) -> None:
    text = shown(database(tmp_path / "a.db", [Moth("lab/a"), Moth("lab/b", ("gone",))], runs=1))
    assert re.search(r"usable +1 of 2$", text, re.MULTILINE)


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    moths = [Moth(f"lab/lost{number}", ("gone",)) for number in range(30)]
    for width in (80, 140):
        text = shown(database(tmp_path / f"{width}.db", moths, runs=1), width)
        assert "22 more" in text or "8 of 30" in text
        assert "30 of the papers' own links" in text


def test_all_papers_and_all_artifacts_are_listed_on_request(moths: Path) -> None:
    papers = rendered("text", moths, FormOptions(by=("paper",), keep=("track",)))
    artifacts = rendered("text", moths, FormOptions(by=("artifact",)))
    for place, moth in enumerate(MOTHS, 1):
        assert f"On Moth {place} (2024)" in papers
        assert f"track: Track {place}" in papers
        assert moth.target in papers
        assert moth.target in artifacts


def test_a_sign_has_a_letter_for_every_encoding() -> None:
    assert sign("gone", "utf-8") == "✗"
    assert sign("gone", "cp1252") == "x"
    assert sign("gone", "no such encoding") == "x"
    assert all(letter.isascii() and len(letter) == 1 for _, letter in SIGNS.values())
    assert all(cell_len(shown) == 1 for shown, _ in SIGNS.values())


@given(st.text(), st.sampled_from(ENCODINGS))
def test_what_is_narrowed_can_be_written(text: str, encoding: str) -> None:
    narrowed(text, encoding).encode(encoding, "strict" if text < "\ud800" else "replace")
    if holds(text, encoding):
        assert narrowed(text, encoding) == text


@given(st.text(alphabet=st.characters(categories=("L", "N", "Zs")), max_size=60), st.integers(4, 40))
def test_folding_loses_nothing_and_cutting_keeps_the_ending(text: str, width: int) -> None:
    assert "".join("".join(folded(text, width)).split()) == "".join(text.split())
    assert all(cell_len(line) <= max(width, 2) for line in folded(text, width))
    assert cut(text, max(width, 12), "(2024)").endswith("(2024)")
    assert cell_len(cut(text, max(width, 12), "(2024)")) <= max(width, 12)


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    rows = [line.plain for line in columns([("one", ""), ("two three four", ""), ("x", "")], (4, 6, 2))]
    assert rows == ["one   two     x", "      three", "      four"]


def test_a_terminal_gets_colours_and_a_log_none(moths: Path) -> None:
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    terminal, log = Terminal(), io.StringIO()
    with account(moths) as told:
        show(told, terminal, 80)
        show(told, log, 80)
        plain = Terminal()
        show(replace(told, options=FormOptions(plain=True)), plain, 80)
    assert "\x1b" not in log.getvalue()
    assert "\x1b" not in plain.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()) == log.getvalue()
