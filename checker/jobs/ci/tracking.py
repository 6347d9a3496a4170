"""Issues of a repository brought to what the database knows; in a fork or pull request only said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.jobs.ci.ignores import append, of_tickets
from checker.jobs.ci.tickets import Close, Open, Reopen, Tickets
from checker.jobs.ci.tracker import Tracker
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.jobs.ci.place import Place
    from checker.jobs.ci.tickets import Deed
    from checker.jobs.context.world import World
    from checker.model.rows import LossRow


@dataclass(frozen=True, slots=True)
class Tracking:
    """
    The issues of the repository of `place`: `manner` is `each` (one a loss) or `one` (one that lists all). `apart`
    are the seconds between two requests that write.
    """

    world: World
    place: Place
    manner: str
    assignees: tuple[str, ...] = ()

    def track(self, settings_file: Path | None = None) -> Iterator[str]:
        """
        Open, reopen and close, and say so line by line. Tickets closed as `wontfix` are added to `settings_file`.

        Raises UsageError where issues can't be read or written.
        """
        tracker = self._tracker()
        tickets, losses = Tickets.among(tracker.tickets()), self._losses()
        if settings_file:
            today = self.world.now().date()
            found = of_tickets(tickets.wontfix(), self.world.settings.ignore, today)
            append(settings_file, found)
            yield from (f"{one.target} is ignored until {one.until}, in {settings_file}." for one in found)
        deeds = list(tickets.each(losses) if self.manner == "each" else tickets.rolling(losses))
        if self.place.may_write:
            tracker.carry_out(deeds)
        yield _said(deeds, done=self.place.may_write)

    def _losses(self) -> list[LossRow]:
        ignored = self.world.settings.ignored_on(self.world.now().date())
        with Store.open(self.world.settings.db, create=False) as store:
            return store.told.losses(ignored)

    def _tracker(self) -> Tracker:
        settings, place = self.world.settings, self.place
        if not place.repository or not settings.github_token:
            raise UsageError(
                "Issues need a repository and a token.", "Set GITHUB_REPOSITORY and GITHUB_TOKEN, or --issues none."
            )
        return Tracker(place.api or settings.github_api, settings.github_token, place.repository, self.assignees)


def _said(deeds: Sequence[Deed], *, done: bool) -> str:
    words = {Open: "opened", Reopen: "reopened", Close: "closed"}
    counts = [f"{sum(isinstance(one, kind) for one in deeds)} {word}" for kind, word in words.items()]
    return f"Issues {'' if done else '(not done in a fork or pull request) '}{', '.join(counts)}."
