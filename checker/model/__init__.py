"""
The things that travel through the program: papers, links, artifacts, observations, verdicts.

All values are frozen and use no file, clock, network or database. The members of the enums are the words that the
database and the reports use.
"""

from checker.model.artifacts import HUB, REPOSITORIES, Artifact, Kind, archived_kinds, artifact_key
from checker.model.names import ServiceName, service_name
from checker.model.observations import (
    DUE_AGAIN,
    OUT_OF_QUOTA,
    RETRYABLE,
    TRANSIENT,
    UNANSWERED,
    Facts,
    Observation,
    Outcome,
    Reason,
    Remark,
    Topic,
)
from checker.model.papers import BadRecord, Claim, ExtractedPaper, Link, Notice, Ownership, Paper, PaperStatus
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
    "OUT_OF_QUOTA",
    "REPOSITORIES",
    "RETRYABLE",
    "STANDING_VERSION",
    "TRANSIENT",
    "UNANSWERED",
    "Absence",
    "Artifact",
    "Availability",
    "Axis",
    "BadRecord",
    "Claim",
    "Content",
    "ExtractedPaper",
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
    "Topic",
    "Verdict",
    "archived_kinds",
    "artifact_key",
    "service_name",
]
