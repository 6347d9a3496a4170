"""
The things that travel through the program: papers, links, artifacts, observations, verdicts.

Everything here is frozen and knows nothing of files, clocks, networks or databases. The words and values
are those of the contract; no dict crosses a module border.
"""

from checker.model.artifacts import HUB, REPOSITORIES, Artifact, Kind, archived_kinds, artifact_key
from checker.model.names import ServiceName, service_name
from checker.model.observations import (
    DUE_AGAIN,
    NO_MORE_NOW,
    RETRYABLE,
    UNTOLD,
    WEATHER,
    Facts,
    Observation,
    Outcome,
    Reason,
    Remark,
    Topic,
)
from checker.model.papers import BadRecord, Claim, Link, Notice, Ownership, Paper, PaperStatus, Told
from checker.model.standing import STANDING_VERSION, Absence, Hidden, Inventory, Known, Standing
from checker.model.verdicts import (
    Availability,
    Axis,
    Content,
    Identity,
    Item,
    Maintenance,
    Preservation,
    Tick,
    Verdict,
)

__all__ = [
    "DUE_AGAIN",
    "HUB",
    "NO_MORE_NOW",
    "REPOSITORIES",
    "RETRYABLE",
    "STANDING_VERSION",
    "UNTOLD",
    "WEATHER",
    "Absence",
    "Artifact",
    "Availability",
    "Axis",
    "BadRecord",
    "Claim",
    "Content",
    "Facts",
    "Hidden",
    "Identity",
    "Inventory",
    "Item",
    "Kind",
    "Known",
    "Link",
    "Maintenance",
    "Notice",
    "Observation",
    "Outcome",
    "Ownership",
    "Paper",
    "PaperStatus",
    "Preservation",
    "Reason",
    "Remark",
    "ServiceName",
    "Standing",
    "Tick",
    "Told",
    "Topic",
    "Verdict",
    "archived_kinds",
    "artifact_key",
    "service_name",
]
