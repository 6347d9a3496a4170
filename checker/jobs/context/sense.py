"""Whether the services of a run answer as they do, or whether somebody else answers in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Outcome, Reason, ServiceName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.config import Settings
    from checker.model import Observation

#: The setting of the base at which a service is asked. Pages are no proof of it: anybody answers 404.
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


class Sense:
    """What was heard at each base: by the name of its setting, whether any answer made sense."""

    def __init__(self) -> None:
        self._made: dict[str, bool] = {}

    def hear(self, observations: Sequence[Observation]) -> None:
        """Take note of what services say. Where nobody answered, nothing is known of who is there."""
        for one in observations:
            base = _base_of(one)
            nonsense = one.outcome is Outcome.UNKNOWN and one.reason is Reason.BAD_RESPONSE
            if base and (nonsense or one.outcome is not Outcome.UNKNOWN):
                self._made[base] = self._made.get(base, False) or not nonsense

    def doubted(self, settings: Settings) -> list[str]:
        """The settings of bases that are not the public ones, from which nothing came that makes sense."""
        public = type(settings)()
        return [
            name for name, made in self._made.items() if not made and getattr(settings, name) != getattr(public, name)
        ]


def _base_of(one: Observation) -> str:
    """The setting of the base that an observation was made at; a stranger's git server has none."""
    if one.service == ServiceName.GIT and not one.key.startswith("github_repo:"):
        return ""
    return _BASES.get(one.service, "") if isinstance(one.service, ServiceName) else ""
