"""
The things that travel through the program: papers, links, artifacts, observations, verdicts.

Everything here is frozen and knows nothing of files, clocks, networks or databases. The words and values
are those of the contract; no dict crosses a module border.
"""

from checker.model.artifacts import HUB, REPOSITORIES, Artifact, Kind, archived_kinds, artifact_key
from checker.model.observations import WEATHER, Facts, Observation, Outcome, Reason, Remark, Topic
from checker.model.papers import BadRecord, Claim, Link, Notice, Ownership, Paper, PaperStatus, Told
from checker.model.verdicts import Availability, Content, Identity, Item, Maintenance, Preservation, Tick, Verdict

__all__ = [
    "HUB",
    "REPOSITORIES",
    "WEATHER",
    "Artifact",
    "Availability",
    "BadRecord",
    "Claim",
    "Content",
    "Facts",
    "Identity",
    "Item",
    "Kind",
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
    "Tick",
    "Told",
    "Topic",
    "Verdict",
    "archived_kinds",
    "artifact_key",
]
