"""Brings the issues of a repository in line with the database; in a fork or pull request only says how."""

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

    from checker.jobs.ci.environment import CiEnvironment
    from checker.jobs.ci.tickets import Action
    from checker.jobs.context.world import World
    from checker.model.rows import LossRow


@dataclass(frozen=True, slots=True)
class Tracking:
    """
    The issues of the job's repository. `manner` is `each` for one issue a loss, or `one` for one issue that lists all
    losses. New issues are assigned to `assignees`.
    """

    world: World
    environment: CiEnvironment
    manner: str
    assignees: tuple[str, ...] = ()

    def track(self, settings_file: Path | None = None) -> Iterator[str]:
        """
        Open, reopen, rewrite and close issues; yields lines that say what was done. Where `settings_file` is given,
        the targets of tickets closed as `wontfix` are added to it as ignored ones.

        Raises UsageError where issues can't be read or written.
        """
        tracker = self._tracker()
        tickets, losses = Tickets.among(tracker.tickets()), self._losses()
        if settings_file:
            today = self.world.now().date()
            found = of_tickets(tickets.wontfix(), self.world.settings.ignore, today)
            append(settings_file, found)
            yield from (f"{one.target} is ignored until {one.until}, in {settings_file}." for one in found)
        actions = list(tickets.each(losses) if self.manner == "each" else tickets.rolling(losses))
        if self.environment.may_write:
            tracker.carry_out(actions)
        yield _summary(actions, done=self.environment.may_write)

    def _losses(self) -> list[LossRow]:
        ignored = self.world.settings.ignored_on(self.world.now().date())
        with Store.open(self.world.settings.db, create=False) as store:
            return store.told.losses(ignored)

    def _tracker(self) -> Tracker:
        settings, environment = self.world.settings, self.environment
        if not environment.repository or not settings.github_token:
            raise UsageError(
                "Issues need a repository and a token.", "Set GITHUB_REPOSITORY and GITHUB_TOKEN, or --issues none."
            )
        return Tracker(
            environment.api or settings.github_api, settings.github_token, environment.repository, self.assignees
        )


def _summary(actions: Sequence[Action], *, done: bool) -> str:
    words = {Open: "opened", Reopen: "reopened", Close: "closed"}
    counts = [f"{sum(isinstance(one, kind) for one in actions)} {word}" for kind, word in words.items()]
    return f"Issues {'' if done else '(not done in a fork or pull request) '}{', '.join(counts)}."
