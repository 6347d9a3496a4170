"""What every form of the report promises, held for each that is in the registry: the same rows, the same figures."""

from __future__ import annotations

import re

import pytest

from checker.model.rows import ArtifactRow, Crossed, LinkRow, PaperRow, RunRow
from checker.reports.registry import ENDINGS, FORMS, forms
from checker.statistics.summary import Report, build

#: Kind, target, availability, reason: what a small index of papers may come to.
FOUND = (
    ("github_repo", "lab/there", "available", "ok"),
    ("github_repo", "lab/lost", "gone", "not_found_or_private"),
    ("hf_model", "lab/gated", "restricted", "gated"),
    ("github_repo", "lab/hollow", "placeholder", "coming_soon"),
    ("other", "unheard.example/x", "unknown", "timeout"),
)


def artifact(number: int, kind: str, target: str, availability: str, reason: str) -> ArtifactRow:
    return ArtifactRow(
        kind=kind,
        target=target,
        url=f"https://host.example/{target}",
        availability=availability,
        reason=reason,
        confirmed=availability == "gone",
        identity="same",
        resolved_target="",
        hijackable=False,
        maintenance="active" if availability == "available" else "unknown",
        last_activity_at=None,
        archived_at=None,
        content="unknown",
        ticks={},
        policies={},
        license="",
        papers=1,
        first_seen_at="2026-01-01T00:00:00Z",
        checked_at="2026-01-02T00:00:00Z",
        last_known_availability=None,
        last_known_at=None,
        rule="test",
        artifact_id=number,
        named_by=(f"Title {number}",),
    )


def link(number: int, kind: str, target: str, availability: str, reason: str) -> LinkRow:
    return LinkRow(
        paper_id=f"p{number}",
        title=f"Title {number}",
        published="2026",
        raw=target,
        kind=kind,
        target=target,
        url=f"https://host.example/{target}",
        availability=availability,
        reason=reason,
        confirmed=False,
        identity="same",
        resolved_target="",
        hijackable=False,
        maintenance="unknown",
        last_activity_at=None,
        content="unknown",
        license="",
        checked_at=None,
        ownership="own",
        misprinted=False,
        preservation="",
        code_url="",
        page_url="",
    )


def report(rows: tuple[tuple[str, str, str, str], ...] = FOUND) -> Report:
    status = {"available": "ok", "unknown": "unknown"}
    papers = [
        PaperRow(
            f"p{number}", f"Title {number}", "2026", "in.bib", "linked", status.get(one[2], "broken"),
            1, int(one[2] == "available"), int(one[2] not in ("available", "unknown")), int(one[2] == "unknown"),
        )
        for number, one in enumerate(rows)
    ]  # fmt: skip
    run = RunRow(7, "2026-01-02T00:00:00Z", None, "run", ("in.bib",), {"bases": []}, "0", "done", {}, {})
    return build([artifact(number, *one) for number, one in enumerate(rows)], papers, run, {}, Crossed())


def rendered(form: str, rows: tuple[tuple[str, str, str, str], ...] = FOUND) -> str:
    return forms()[form].render(report(rows), [link(number, *one) for number, one in enumerate(rows)])


def test_every_form_has_an_ending_of_its_own() -> None:
    assert sorted(ENDINGS.values()) == sorted(FORMS) == sorted(forms())


@pytest.mark.parametrize("form", FORMS)
def test_every_artifact_that_needs_attention_is_named_with_its_reason(form: str) -> None:
    text = rendered(form)
    for _, target, availability, reason in FOUND:
        if availability not in ("available", "unknown"):
            assert target.rpartition("/")[2] in text, target
            assert re.search(rf"\b{reason}\b", text), reason


@pytest.mark.parametrize("form", FORMS)
def test_the_same_database_gives_the_same_bytes(form: str) -> None:
    assert rendered(form) == rendered(form)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "csv"])
def test_figures_are_the_same_in_every_form_that_has_some(form: str) -> None:
    """One of four known is available: 25 %, Wilson's interval at 95 %. What is unknown is in no rate."""
    found = report().available
    assert (found.part, found.whole) == (1, 4)
    low, high = found.interval or (0, 0)
    text = rendered(form)
    assert re.search(r"\b25(\.0)?\b", text)
    for bound in (low, high):
        assert any(number in text for number in (f"{bound:.0f}", f"{bound:.1f}", f"{bound:.2f}")), bound


@pytest.mark.parametrize("form", FORMS)
def test_nothing_at_all_is_a_report_too(form: str) -> None:
    text = rendered(form, ())
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)
    assert "None" not in text
    assert "100" not in text or form == "html", "of nothing there is no rate"
