"""Rows of a report on very many artifacts, invented, in place of a database."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

from checker.reports.page.table import packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STATES = (
    ("available",) * 88
    + ("gone",) * 5
    + ("placeholder", "empty", "blocked", "restricted", "reused", "unknown", "gone")
)
_DEEDS = {
    "available": "none",
    "gone": "ask",
    "placeholder": "fill",
    "empty": "fill",
    "blocked": "ask",
    "restricted": "access",
    "reused": "distrust",
    "unknown": "wait",
}
_RUNS = 24


class Many:
    """The rows of `artifacts` artifacts, each of a paper of its own, over 24 monthly runs."""

    def __init__(self, artifacts: int) -> None:
        draw = Random(artifacts)
        syllables = ("ba", "ci", "do", "fe", "gu", "ha", "ki", "lo", "mi", "na", "po", "ra", "se", "tu", "va", "zo")
        self.artifacts = artifacts
        self.words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(20_000)]

    def rows(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The rows of a figure."""
        ids = json.loads(str(values["ids"])) if "ids" in values else range(self.artifacts)
        if figure == "runs":
            yield from (
                {"id": run, "ended_at": f"{2024 + run // 12}-{run % 12 + 1:02}-01T06:00:00Z"} for run in range(_RUNS)
            )
        elif make := getattr(self, f"_{figure}", None):
            yield from map(make, ids)

    def checked(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The same rows: none of them is damaged."""
        return self.rows(figure, **values)

    def _draw(self, number: int, about: str) -> Random:
        return Random(f"{about} {number}")

    def _name(self, number: int) -> str:
        owner, lab, name = self._draw(number, "name").choices(self.words, k=3)
        return f"{owner}-{lab}/{name}"

    def _artifacts(self, number: int) -> dict[str, Any]:
        state = self._draw(number, "state").choice(_STATES)
        name = self._name(number)
        return {
            "artifact_id": number,
            "kind": "github_repo",
            "target": name,
            "url": f"https://github.com/{name}",
            "papers": 1,
            "state": state,
            "deed": _DEEDS[state],
            "whose": "own",
            "moved": 0,
            "today": name,
            "works_as": "",
            "reason": "ok",
            "maintenance": "active",
            "confirmed": 1,
            "since": "2026-01-01T06:00:00Z" if state != "available" else None,
            "known_at": None,
            "checked_at": "2026-11-30T06:00:00Z",
        }

    def _cited(self, number: int) -> dict[str, Any]:
        draw = self._draw(number, "paper")
        title = " ".join(draw.choices(self.words, k=9)).capitalize()
        day = f"20{draw.randint(16, 26)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        paper = f"{day[2:4]}{day[5:7]}.{number:05}"
        return {
            "artifact_id": number,
            "paper_id": paper,
            "title": title,
            "published": day,
            "claim": "linked",
            "authors": f"{draw.choice(self.words).capitalize()}; Other",
        }

    def _mentions(self, number: int) -> dict[str, Any]:
        url = f"https://github.com/{self._name(number)}"
        return {"artifact_id": number, "raw": url, "printed": url, "evidence": f"Our code is at {url}."}

    def _history(self, number: int) -> dict[str, Any]:
        draw = self._draw(number, "state")
        return {"artifact_id": number, "run_id": draw.randrange(_RUNS), "state": draw.choice(_STATES)}

    def _answers(self, number: int) -> dict[str, Any]:
        return {
            "artifact_id": number,
            "service": "github_graphql",
            "outcome": "present",
            "reason": "ok",
            "status": 200,
            "detail": "",
            "seen_at": "2026-11-30",
        }


def page_of(many: Many, other: Path, folder: Path) -> tuple[Path, int]:
    """The page `other` with these rows in place of its own, and how many rows were left out of it."""
    table, text = packed(many, many.artifacts), other.read_text("utf-8")
    begin = text.index('id="data">') + len('id="data">')
    file = folder / "many.html"
    file.write_text(text[:begin] + table.data + text[text.index("</script>", begin) :], "utf-8")
    return file, table.left_out
