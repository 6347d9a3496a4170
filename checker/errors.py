"""
Every error that ends a command, with its exit code and what the user can do.

    CheckerError
      x RequestError        2  the request can't be carried out
        + UsageError           an argument or option makes no sense
        + InputError           an input can't be read, or is of no known format
        + CredentialsError     a service refuses the user's token
        + StoreError           the database can't be opened, read or written
      x OutOfReach          3  services could not be reached; what was learned is recorded

A failure about one artifact is not an error but an observation with the outcome `unknown`. `Unreachable` below is the
exception that a service turns into such an observation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from checker.model import Reason


class CheckerError(Exception):
    """
    Base of all fatal errors. `what` says what happened to what, `advice` what the user can do about it; each is one
    line without a line end.
    """

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
    """A service refuses the user's token, so that no further answer of it can be trusted."""


class StoreError(RequestError):
    """The database can't be opened, is of a newer schema, is held by another run, or can't be written."""


class OutOfReach(CheckerError):  # noqa: N818  (a state of the network, not a mistake)
    """Services could not be reached. Results so far are recorded; the rest is due again."""

    exit_code = 3


class Unreachable(Exception):  # noqa: N818  (a state of the network, not a mistake)
    """
    One request got no usable answer. `reason` is the reason of the `unknown` observation that follows from it.

    Raised by the transport and the rate limits; every service catches it and makes it an observation.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
