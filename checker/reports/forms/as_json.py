"""The availability report as JSON, for programs: stable names, all figures and rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson

from checker.reports.escaping import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.rows import LinkRow
    from checker.statistics.intervals import Share
    from checker.statistics.summary import Report

SCHEMA_VERSION = 1


class Json:
    """One JSON object; `schema_version` grows when a name changes its meaning."""

    name = "json"

    def render(self, report: Report, links: Iterable[LinkRow]) -> str:  # noqa: ARG002  (figures suffice)
        """The report as indented JSON."""
        body: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **asdict(report)}
        body |= {"available": _share(report.available), "maintained": _share(report.maintained)}
        body["kinds"] = [
            {"kind": line.kind, "counts": line.counts, "available": _share(line.available)} for line in report.kinds
        ]
        return json_text(orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())


def _share(share: Share) -> dict[str, Any]:
    return {**asdict(share), "percent": share.percent, "interval": share.interval}
