"""Whether an artifact is still what the link was made for: by the platform's id, not by the path."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checker.model import Identity, Kind

if TYPE_CHECKING:
    from checker.model import Artifact, Facts


#: A thing created so much later than the paper that names it is probably not what the paper meant.
CREATED_AFTER_PAPER = timedelta(days=90)

#: The creation date that the Hub gives to everything older than its records: such a date is an upper bound.
HUB_RECORDS_BEGIN = datetime(2022, 3, 3, tzinfo=UTC)

_HUB_REPOSITORIES = frozenset({Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE})
_HUB_NAMES = _HUB_REPOSITORIES | {Kind.HF_ORG}  # an old model's name has no owner before it

MAINTAINED_KINDS = frozenset({Kind.GITHUB_REPO, Kind.OTHER_FORGE}) | _HUB_REPOSITORIES
_MOVING_KINDS = MAINTAINED_KINDS | _HUB_NAMES | {Kind.HF_COLLECTION}

_OWNED_KINDS = frozenset({Kind.GITHUB_REPO}) | _HUB_REPOSITORIES  # named by their owner, then their own name


def identity_of(artifact: Artifact, facts: Facts, first_id: str) -> Identity:
    """
    The identity of an artifact whose platform id was `first_id` when it was first seen: `reused` where it has another
    id now, else `same`, `renamed` or `transferred` by its current name. One created long after the paper that names
    it is never `same`.
    """
    if first_id and facts.platform_id and facts.platform_id != first_id:
        return Identity.REUSED
    moved = _moved(artifact, facts.name)
    late = _created_late(artifact, facts)
    if moved is Identity.SAME:
        return Identity.UNKNOWN if late else Identity.SAME
    if late and artifact.kind in _HUB_NAMES:
        return Identity.REUSED  # a Hub redirect may lead to another repository; a true move keeps its age
    return moved


def _moved(artifact: Artifact, name: str | None) -> Identity:
    """
    Whether the current name differs from the printed one: `same`, `renamed` (same owner) or `transferred` (another
    owner).
    """
    if not name or artifact.kind not in _MOVING_KINDS:
        return Identity.SAME
    printed, today = artifact.target.casefold(), name.casefold()
    if "/" not in name:
        return Identity.RENAMED if artifact.kind is Kind.HF_ORG and printed != today else Identity.SAME
    if printed == today or artifact.kind in (Kind.OTHER_FORGE, Kind.HF_COLLECTION):
        return Identity.SAME if printed == today or artifact.kind is Kind.HF_COLLECTION else Identity.RENAMED
    return Identity.RENAMED if printed.split("/")[0] == today.split("/")[0] else Identity.TRANSFERRED


def is_hijackable(artifact: Artifact, facts: Facts) -> bool | None:
    """
    Whether the link only works through a redirect while the old owner's name is free for anybody to register; None
    where that was not looked up. A link whose target has its printed name, or the same owner, is not hijackable and
    needs no look-up.
    """
    if facts.old_owner_free is not None or not facts.name:
        return facts.old_owner_free
    moved = _moved(artifact, facts.name)
    same_owner = moved is Identity.RENAMED and artifact.kind in _OWNED_KINDS
    return False if same_owner or facts.name.casefold() == artifact.target.casefold() else None


def _created_late(artifact: Artifact, facts: Facts) -> bool:
    """Whether it was created so long after the paper that it is probably not what the paper meant."""
    published, created = _published_at(artifact.published), facts.created_at
    if artifact.kind is Kind.ARCHIVE:  # a persistent identifier is never given again
        return False
    if not published or not created or (artifact.kind in _HUB_NAMES and created < HUB_RECORDS_BEGIN):
        return False
    return created - published > CREATED_AFTER_PAPER


def _published_at(text: str) -> datetime | None:
    """When a paper was published, in UTC where its date names no zone; None for a text that is not a full date."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
