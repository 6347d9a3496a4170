"""The interface of a service: artifacts in, exactly one observation for each out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from checker.model import Artifact, Observation, ServiceName


class Service(Protocol):
    """
    Checks artifacts: takes artifacts, gives exactly one observation for each of them, in any order.

    An error about one artifact is an observation (`unknown`, with the reason). Only an error that concerns all
    artifacts is raised (`CredentialsError`).
    """

    name: ServiceName
    workers: int  # how many calls of `observe` may run at the same time

    @property
    def batch(self) -> int:
        """How many artifacts one call takes at most; may change during a run."""

    def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """The observations for these artifacts (at most `batch`), as they come in."""
