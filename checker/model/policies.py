"""The names of the maintenance policies; what each says is in `checker.verdicts.maintenance`."""

from __future__ import annotations

from enum import StrEnum


class PolicyName(StrEnum):
    """A rule that tells from dated evidence whether something is maintained, by the name that users give."""

    RECENT_COMMIT = "recent-commit"
    SCORECARD_90D = "scorecard-90d"
    RECENT_RELEASE = "recent-release"
    ARCHIVED_FLAG = "archived-flag"
    COMMIT_OR_RELEASE = "commit-or-release"
    DECLARED = "declared"
