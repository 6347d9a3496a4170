"""What a run counts, and the error that it ends with when it could not check enough of what was due."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from checker.errors import CheckerError, OutOfReach
from checker.model import Reason


@dataclass(slots=True)
class Tally:
    """What a run counts while it works, by name in `counts`, and whether it was interrupted."""

    counts: Counter[str] = field(default_factory=Counter)
    transient: Counter[str] = field(default_factory=Counter)  # artifacts unknown for a reason in DUE_AGAIN, by reason
    at_known_services: int = 0  # of these, the artifacts at GitHub, the Hub, known forges and archives
    interrupted: bool = False
    timed_out: bool = False  # interrupted because --max-time was over
    unread: set[str] = field(default_factory=set)  # sources with a record that could not be read
    tolerate: float = 5.0  # per cent of the checked artifacts that may stay unknown
    bases: tuple[str, ...] = ()  # base addresses that are not the public ones
    wrong_service: CheckerError | None = None  # set where something else than the service answers at one of them

    def status(self) -> str:
        """How the run ended, as the column `runs.status` has it: `interrupted`, `incomplete` or `done`."""
        if self.interrupted:
            return "interrupted"
        return "incomplete" if self.wrong_service or self._is_out_of_reach() else "done"

    def error(self) -> CheckerError | None:
        """The error that the run ends with where it was interrupted or could not check enough; else None."""
        if self.timed_out:
            return self._time_error()
        if self.interrupted:
            return OutOfReach("Interrupted: what was learned is recorded.", "Run again to go on from there.")
        if self.wrong_service:
            return self.wrong_service
        if not self._is_out_of_reach():
            return None
        doubtful = self.bases and self.transient.keys() != {Reason.BUDGET}
        where = f" Not the public services: {', '.join(self.bases)} was asked; is it right?" if doubtful else ""
        return OutOfReach(
            f"{self._unchecked()}.",
            f"What was learned is recorded, nothing is called gone for it; run again, the rest is due.{where}",
        )

    def remark(self) -> str:
        """A line on what could not be checked, where that is little enough for the run to be done; else empty."""
        if self.interrupted or not self.transient or self._is_out_of_reach():
            return ""
        return f"{self._unchecked()}: the next run looks again."

    def _time_error(self) -> CheckerError | None:
        """The error of a run whose time is over; None where it has left no more than is tolerated."""
        due = self.counts["due"]
        left = max(0, due - self.counts["checked"])
        if 100 * left <= self.tolerate * due:
            return None
        advice = "What was learned is recorded; run again, the rest is due."
        return OutOfReach(f"{left} of {due} artifacts were not looked at within --max-time.", advice)

    def _is_out_of_reach(self) -> bool:
        """Whether more than is tolerated of known services could not be checked, or nothing at all could be."""
        nothing_else = sum(self.transient.values()) == self.counts["checked"]
        too_many = 100 * self.at_known_services > self.tolerate * self.counts["checked"]
        return too_many or bool(self.transient and nothing_else)

    def _unchecked(self) -> str:
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.transient.most_common())
        return (
            f"{sum(self.transient.values())} of {self.counts['checked']} artifacts could not be looked at ({reasons})"
        )
