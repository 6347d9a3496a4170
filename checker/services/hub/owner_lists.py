"""
Repositories of the Hub by their owner: one request where several of one owner's are asked about.

There is no route for many repositories by name, but a list by author tells of each what its own route tells
(huggingface_hub, `list_models`). What a list does not hold may be missing, renamed, private or on a page that was not
turned to: it has to be asked for by itself. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from checker.model import Kind
from checker.network.shapes import mappings, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Artifact
    from checker.network.answer import Answer
    from checker.services.hub.deciding import Told

LISTED = frozenset({Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE})
A_PAGE = 200  # repositories: few owners have more, and a page of them is far from too long to be read
#: What an entry has to tell beside what decides, so that nothing else need be asked.
_NEEDED: dict[Kind, tuple[str, ...]] = {
    Kind.HF_MODEL: ("_id", "siblings"),
    Kind.HF_DATASET: ("_id", "siblings"),
    Kind.HF_SPACE: ("_id", "siblings", "runtime"),
}
_NEXT = re.compile(r'<([^<>]+)>;\s*rel="?next"?')


def by_owner(artifacts: Iterable[Artifact]) -> list[list[Artifact]]:
    """Artifacts that one list may tell of, together; every other one alone."""
    groups: dict[object, list[Artifact]] = {}
    for artifact in artifacts:
        owner, slash, _ = artifact.target.partition("/")
        together = (artifact.kind, owner) if slash and artifact.kind in LISTED else artifact.key
        groups.setdefault(together, []).append(artifact)
    return list(groups.values())


def list_of(route: str, owner: str) -> str:
    """The path of the first page of an owner's models, datasets or spaces (`route`)."""
    return f"/api/{route}?author={quote(owner, safe='')}&limit={A_PAGE}"


def listed_in(answer: Answer, wanted: Sequence[Artifact], told: Told) -> list[tuple[Artifact, dict[str, Any]]]:
    """
    The wanted ones that a page of a list tells of by their very names, with their bodies. Nothing where the answer is
    no list. Raises Unreachable (`bad_response`) where it is no JSON.
    """
    if answer.status != 200:
        return []
    named = {name: body for body in mappings(answer.json()) if (name := text(body.get("id")))}
    found = ((artifact, named.get(artifact.target)) for artifact in wanted)
    return [(artifact, body) for artifact, body in found if body and _tells_all(body, artifact.kind, told)]


def _tells_all(body: Mapping[str, Any], kind: Kind, told: Told) -> bool:
    return not told.lacking(body, kind) and all(body.get(name) is not None for name in _NEEDED[kind])


def next_page(answer: Answer) -> str:
    """The address of a list's next page; empty where this is the last one."""
    found = _NEXT.search(answer.headers.get("link", ""))
    return found[1] if found else ""
