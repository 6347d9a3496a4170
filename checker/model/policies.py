"""The names of the maintenance policies; `checker.verdicts.maintenance` implements them."""

from __future__ import annotations

from enum import StrEnum


class PolicyName(StrEnum):
    """The name, as in `--policy`, of a rule that decides from dated evidence whether an artifact is maintained."""

    RECENT_COMMIT = "recent-commit"
    SCORECARD_90D = "scorecard-90d"
    RECENT_RELEASE = "recent-release"
    ARCHIVED_FLAG = "archived-flag"
    COMMIT_OR_RELEASE = "commit-or-release"
    DECLARED = "declared"
