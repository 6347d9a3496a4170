"""What a run counted, and the error that it ends with when it could not look at all it had to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from checker.errors import CheckerError, OutOfReach
from checker.model import Reason


@dataclass(slots=True)
class Tally:
    """What a run counted."""

    counts: Counter[str] = field(default_factory=Counter)
    weather: Counter[str] = field(default_factory=Counter)  # reasons of unknowns that pass, or of a spent budget
    unserved: int = 0  # of those, artifacts of services that a run can't do without
    interrupted: bool = False
    late: bool = False  # interrupted because the time allowed had passed
    unread: set[str] = field(default_factory=set)  # sources of which a part could not be read
    tolerate: float = 5.0  # per cent of what was due that may not be looked at
    bases: tuple[str, ...] = ()  # where services are asked that are not the public ones
    misplaced: CheckerError | None = None  # somebody else answers at one of them

    def status(self) -> str:
        """How the run ended, as `runs` has it: it is done where it left no more than it may."""
        if self.interrupted:
            return "interrupted"
        return "incomplete" if self.misplaced or self._is_out_of_reach() else "done"

    def trouble(self) -> CheckerError | None:
        """The error that a run ends with when it could not look at more than it may leave."""
        if self.late:
            return self._out_of_time()
        if self.interrupted:
            return OutOfReach("Interrupted: what was learned is recorded.", "Run again to go on from there.")
        if self.misplaced:
            return self.misplaced
        if not self._is_out_of_reach():
            return None
        doubted = self.bases and self.weather.keys() != {Reason.BUDGET}
        where = f" Not the public services: {', '.join(self.bases)} was asked; is it right?" if doubted else ""
        return OutOfReach(
            f"{self._unlooked()}.",
            f"What was learned is recorded, nothing is called gone for it; run again, the rest is due.{where}",
        )

    def remark(self) -> str:
        """A line on what could not be looked at, where it is little enough to be left; else empty."""
        if self.interrupted or not self.weather or self._is_out_of_reach():
            return ""
        return f"{self._unlooked()}: the next run looks again."

    def _out_of_time(self) -> CheckerError | None:
        due = self.counts["due"]
        left = max(0, due - self.counts["checked"])
        if 100 * left <= self.tolerate * due:
            return None
        advice = "What was learned is recorded; run again, the rest is due."
        return OutOfReach(f"{left} of {due} artifacts were not looked at within --max-time.", advice)

    def _is_out_of_reach(self) -> bool:
        """More than is tolerated of all that was due is out of reach, or there was no answer at all."""
        nothing_else = sum(self.weather.values()) == self.counts["checked"]
        too_many = 100 * self.unserved > self.tolerate * self.counts["checked"]
        return too_many or bool(self.weather and nothing_else)

    def _unlooked(self) -> str:
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.weather.most_common())
        return (
            f"{sum(self.weather.values())} of {self.counts['checked']} artifacts could not be looked at ({reasons})"
        )
