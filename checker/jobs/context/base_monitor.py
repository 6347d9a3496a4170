"""Finds base addresses from which no sensible answer came: there, something else may answer in a service's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Outcome, Reason, ServiceName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.config import Settings
    from checker.model import Observation

#: Service → the setting of the base address at which it is asked. Web pages prove nothing: any server answers 404.
_BASES = {
    **dict.fromkeys(
        (
            *(ServiceName.GITHUB_GRAPHQL, ServiceName.GITHUB_OWNERS, ServiceName.GITHUB_CONTENT),
            *(ServiceName.GITHUB_REST, ServiceName.GITHUB_TREE, ServiceName.GITHUB_ANONYMOUS),
            *(ServiceName.GITHUB_OLD_OWNER,),
        ),
        "github_api",
    ),
    ServiceName.GIT: "github_web",
    ServiceName.HUGGINGFACE: "hf_endpoint",
    ServiceName.ZENODO: "zenodo",
    ServiceName.FIGSHARE: "figshare",
    ServiceName.OSF: "osf",
    ServiceName.DOI: "doi",
}


class BaseMonitor:
    """Notes for each base address, by the name of its setting, whether any answer from it could be read."""

    def __init__(self) -> None:
        self._sensible: dict[str, bool] = {}

    def record(self, observations: Sequence[Observation]) -> None:
        """Note the answers in observations. One without an answer (network, timeout) says nothing about the base."""
        for one in observations:
            base = _base_of(one)
            unreadable = one.outcome is Outcome.UNKNOWN and one.reason is Reason.BAD_RESPONSE
            if base and (unreadable or one.outcome is not Outcome.UNKNOWN):
                self._sensible[base] = self._sensible.get(base, False) or not unreadable

    def suspects(self, settings: Settings) -> list[str]:
        """The settings of the bases that the user has set and from which only unreadable answers came."""
        public = type(settings)()
        return [
            name
            for name, sensible in self._sensible.items()
            if not sensible and getattr(settings, name) != getattr(public, name)
        ]


def _base_of(one: Observation) -> str:
    """The setting of the base that an observation was made at; empty for a git server that no setting names."""
    if one.service == ServiceName.GIT and not one.key.startswith("github_repo:"):
        return ""
    return _BASES.get(one.service, "") if isinstance(one.service, ServiceName) else ""
