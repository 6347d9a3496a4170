"""
Lists of an owner's repositories on the Hub: one request in place of one for each repository. Pure.

The Hub has no route for many repositories by name, but a list by author has the same fields as the route of a single
repository (huggingface_hub, `list_models`). A repository that is not in the list may be missing, renamed, private or
on a further page: it has to be asked for by itself.
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
    from checker.services.hub.required_fields import ReportedFields

LISTED = frozenset({Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE})
A_PAGE = 200  # repositories on a page: few owners have more, and such a page is well below the size limit
#: Fields that an entry must have beside the required ones, so that no further request is needed.
_NEEDED: dict[Kind, tuple[str, ...]] = {
    Kind.HF_MODEL: ("_id", "siblings"),
    Kind.HF_DATASET: ("_id", "siblings"),
    Kind.HF_SPACE: ("_id", "siblings", "runtime"),
}
_NEXT = re.compile(r'<([^<>]+)>;\s*rel="?next"?')


def by_owner(artifacts: Iterable[Artifact]) -> list[list[Artifact]]:
    """Groups of artifacts that one list may hold (same kind and owner); every other artifact alone."""
    groups: dict[object, list[Artifact]] = {}
    for artifact in artifacts:
        owner, slash, _ = artifact.target.partition("/")
        together = (artifact.kind, owner) if slash and artifact.kind in LISTED else artifact.key
        groups.setdefault(together, []).append(artifact)
    return list(groups.values())


def list_of(route: str, owner: str) -> str:
    """The path of the first page of an owner's models, datasets or spaces (`route`)."""
    return f"/api/{route}?author={quote(owner, safe='')}&limit={A_PAGE}"


def listed_in(
    answer: Answer, wanted: Sequence[Artifact], reported: ReportedFields
) -> list[tuple[Artifact, dict[str, Any]]]:
    """
    The artifacts that are on a page of a list under exactly their name and with all fields, each with its entry.
    Empty for a status other than 200; raises Unreachable (`bad_response`) for a body that is not JSON.
    """
    if answer.status != 200:
        return []
    named = {name: body for body in mappings(answer.json()) if (name := text(body.get("id")))}
    found = ((artifact, named.get(artifact.target)) for artifact in wanted)
    return [(artifact, body) for artifact, body in found if body and _tells_all(body, artifact.kind, reported)]


def _tells_all(body: Mapping[str, Any], kind: Kind, reported: ReportedFields) -> bool:
    return not reported.missing(body, kind) and all(body.get(name) is not None for name in _NEEDED[kind])


def next_page(answer: Answer) -> str:
    """The address of a list's next page; empty if this is the last one."""
    found = _NEXT.search(answer.headers.get("link", ""))
    return found[1] if found else ""
