"""What every form of the report promises, held for each that is in the registry: the same rows, the same figures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.reports.contents.contents import ContentsOptions
from checker.reports.forms.letters import letters
from checker.reports.protocol import FormOptions
from checker.reports.registry import ENDINGS, FORMS, TEXTS, forms
from tests.reports.moths import MOTHS, account, database, rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

#: Target → the reason code that forms which list artifacts print beside it.
TROUBLED = {
    "lab/lost": "not_found_or_private",
    "lab/newly-lost": "not_found_or_private",
    "lab/taken": "dmca",
    "lab/hollow": "coming_soon",
    "lab/bare": "no_commits",
    "lab/gated": "gated",
    "unheard.example/x": "timeout",
}
BADGES = ("badge", "badge-svg")
#: Forms that list every artifact that needs attention with the code of its reason. The text has words for it.
LISTING = tuple(form for form in TEXTS if form not in (*BADGES, "atom", "text"))
#: Forms that print the share of usable links.
COUNTING = ("text", "markdown", "json")


def test_every_ending_is_a_form_and_every_form_is_made() -> None:
    assert set(ENDINGS.values()) <= set(TEXTS) == set(forms())
    assert set(FORMS) - set(TEXTS) == {"letters"}


@pytest.mark.slow
@pytest.mark.parametrize("form", LISTING)
def test_every_artifact_that_needs_attention_is_named_with_its_reason(form: str, moths: Path) -> None:
    text = rendered(form, moths, contents_options=ContentsOptions(rows=100))
    for target, reason in TROUBLED.items():
        assert target.rpartition("/")[2] in text, target
        assert re.search(rf"\b{reason}\b", text), reason


def test_the_text_names_them_too(moths: Path) -> None:
    text = rendered("text", moths)
    assert [target for target in TROUBLED if target not in text] == []


def test_the_feed_has_the_losses_and_what_is_there_again(moths: Path) -> None:
    feed = rendered("atom", moths)
    found = set(re.findall(r"<title>(Gone|Blocked|There again): ([^<]*)</title>", feed))
    assert found == {
        *(("Gone", "lab/lost"), ("Gone", "lab/newly-lost"), ("Gone", "lab/back"), ("There again", "lab/back")),
        ("Blocked", "lab/taken"),
    }


@pytest.mark.parametrize("form", TEXTS)
def test_the_same_database_gives_the_same_bytes(form: str, moths: Path) -> None:
    assert rendered(form, moths) == rendered(form, moths)


@pytest.mark.parametrize("form", COUNTING)
def test_figures_are_the_same_in_every_form_that_has_some(form: str, moths: Path) -> None:
    """Of 11 own links that are known 4 are usable: 36 %, Wilson's interval at 95 %. Unknown ones are in no share."""
    with account(moths) as told:
        share = told.contents.headline.usable
    assert (share.part, share.whole) == (4, 11)
    text = rendered(form, moths)
    low, high = share.interval or (0, 0)
    assert (round(low), round(high)) == (15, 65)
    assert re.search(r"\b4 of 11\b", text) or re.search(r'"k":4,"n":11,', text)
    for bound in (low, high):
        assert any(number in text for number in (f"{bound:.0f}", f"{bound:.1f}", f"{bound:.4f}")), bound


def test_the_badge_says_the_news_and_else_the_figures(moths: Path, tmp_path: Path) -> None:
    for form in BADGES:
        assert "1 newly gone" in rendered(form, moths)
    quiet = database(tmp_path / "quiet.db", [one for one in MOTHS if "newly" not in one.target])
    for form in BADGES:
        assert "4 of 10 usable" in rendered(form, quiet)


@pytest.mark.parametrize("form", TEXTS)
def test_nothing_at_all_is_a_report_too(form: str, nothing: Path) -> None:
    text = rendered(form, nothing)
    assert text.strip()
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)
    assert not re.search(r"\bNone\b(?! [a-z])", text)
    assert "100" not in text or form in ("html", "json", "badge-svg"), "of nothing there is no rate"


@pytest.mark.parametrize("form", TEXTS)
def test_what_was_kept_is_printed_only_where_it_is_asked_for(form: str, moths: Path) -> None:
    assert "@x.example" not in rendered(form, moths)
    if form in ("markdown", "text", "csv", "json"):
        asked = FormOptions(keep=("email",), by=("paper",))
        assert "moth2@x.example" in rendered(form, moths, asked).replace("\\@", "@")
        assert "Track 2" not in rendered(form, moths, asked)


@pytest.mark.parametrize("by", [("year",), ("host",), ("venue",), ("source",), ("kind",), ("host", "year")])
@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_figures_are_told_apart_by_anything_with_interval_and_unknown(
    form: str, by: tuple[str, ...], moths: Path
) -> None:
    text = rendered(form, moths, FormOptions(by=by))
    first = {"year": "2024", "host": "github.com", "venue": "Journal of Moths", "source": "moths.bib"}.get(by[0])
    assert (first or "github_repo") in text or "GitHub" in text
    assert "Wilson" in text


@pytest.mark.slow
def test_every_form_is_written_by_the_command_too(reprolinks: Command, moths: Path, tmp_path: Path) -> None:
    for form in TEXTS:
        code, printed, said = reprolinks("report", "--db", str(moths), "--format", form)
        assert (code, said) == (0, ""), form
        file = tmp_path / "report.any"
        assert reprolinks("report", "--db", str(moths), "--format", form, "-o", str(file))[0] == 0
        if form != "text":  # as wide as where it is shown
            assert printed.encode() == file.read_bytes(), form
    with account(moths) as told:
        names = [one.file for one in letters(told)]
    assert reprolinks("report", "--db", str(moths), "--format", "letters", "-o", "letters")[0] == 0
    assert sorted(one.name for one in Path("letters").iterdir()) == sorted(names)
