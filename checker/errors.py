"""
Every error that ends a command, with its exit code and what the user can do.

    CheckerError
      x RequestError        2  the request can't be carried out
        + UsageError           an argument or option makes no sense
        + InputError           an input can't be read, or is of no known format
        + CredentialsError     a service refuses our token
        + StoreError           the database can't be opened, read or written
      x OutOfReach          3  services could not be reached; what was learned is recorded

Trouble with one artifact is no error: it is an observation. See `Unreachable` below for the one
exception that a service turns into such an observation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from checker.model import Reason


class CheckerError(Exception):
    """Base of all fatal errors: `what` happened to what, and `advice` on what to do, one line each."""

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} {self.advice}".strip()


class RequestError(CheckerError):
    """The request can't be carried out; nothing was half-written."""


class UsageError(RequestError):
    """An argument, option or configuration value makes no sense."""


class InputError(RequestError):
    """An input can't be read or is of no known format."""


class CredentialsError(RequestError):
    """A service says that our token is bad: every further answer would be worthless."""


class StoreError(RequestError):
    """The database can't be opened, is of a newer schema, is held by another run, or can't be written."""


class OutOfReach(CheckerError):  # noqa: N818  (a state of the world, not a mistake)
    """Services were out of reach: what was learned is recorded, what is left is due again."""

    exit_code = 3


class Unreachable(Exception):  # noqa: N818  (a state of the world, not a mistake)
    """
    One answer could not be had, and why (`reason` is one that means unknown).

    Raised by transport and limits, caught by every service, which makes it an `unknown` observation.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
