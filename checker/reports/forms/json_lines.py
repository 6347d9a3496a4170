"""The output of `reprolinks extract`: one JSON object for each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from checker.model import HUB, Kind
from checker.reports.escaping import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Claim, Link, Paper

#: Kinds that a service is asked about by name, so that the printed form of the address does not matter.
_ASKED_BY_NAME = HUB | {Kind.GITHUB_REPO, Kind.GITHUB_ORG, Kind.GITHUB_GIST}


def line(paper: Paper, claim: Claim, links: Sequence[Link], evidence: str = "") -> bytes:
    """
    One paper as a line of JSON. A link outside the abstract names the field in which it stands. `evidence` is the
    sentence that makes a claim without a link.
    """
    shown: dict[str, object] = {"id": paper.id, "title": paper.title}
    for name in ("published", "source", "authors", "venue"):
        if value := getattr(paper, name):
            shown[name] = value
    shown["claim"] = claim
    if evidence:
        shown["claim_evidence"] = evidence
    shown["links"] = [_link(link) for link in links]
    text = orjson.dumps(shown, option=orjson.OPT_APPEND_NEWLINE)
    return json_text(text.decode()).encode()


def _link(link: Link) -> dict[str, object]:
    shown: dict[str, object] = {
        "kind": link.kind,
        "target": link.target,
        "url": link.url,
        "raw": link.raw,
        "start": link.start,
        "end": link.end,
        "ownership": link.ownership,
    }
    if link.kind not in _ASKED_BY_NAME and link.printed not in ("", link.url):
        shown["printed"] = link.printed
    if link.field != "abstract":
        shown["field"] = link.field
    if link.line:
        shown |= {"line": link.line, "column": link.column}
    if link.alternatives:
        shown["readings"] = [{"kind": one.kind, "target": one.target, "url": one.url} for one in link.alternatives]
    return shown
