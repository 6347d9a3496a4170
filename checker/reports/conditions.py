"""The conditions of --fail-on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.statistics.summary import Report


def holding(conditions: Sequence[str], report: Report, *, newly_gone: int) -> list[str]:
    """The conditions that hold, as `name (count)`; `newly_gone` is the number of changes to `gone` in the run."""
    counts = {
        "gone": report.availability["gone"],
        "newly-gone": newly_gone,
        "empty": report.availability["empty"],
        "placeholder": report.availability["placeholder"],
        "blocked": report.availability["blocked"],
        "moved": sum(report.identity[word] for word in ("renamed", "transferred", "reused")),
        "unmaintained": report.maintenance["inactive"] + report.maintenance["archived"],
        "unknown": report.availability["unknown"],
        "broken-papers": report.papers["broken"] + report.papers["degraded"],
    }
    return [f"{name} ({counts[name]})" for name in conditions if counts[name]]
