"""The promise of a service: artifacts in, exactly one observation for each out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from checker.model import Artifact, Observation, ServiceName


class Service(Protocol):
    """
    One witness: artifacts in, exactly one observation for each of them out, in any order.

    Trouble with one artifact is an observation (`unknown` and why); only trouble that meets all is raised
    (`CredentialsError`).
    """

    name: ServiceName
    workers: int  # how many calls may be under way at once

    @property
    def batch(self) -> int:
        """How many artifacts one call takes at the most, as things are."""

    def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """Ask about these artifacts (at most `batch`)."""
