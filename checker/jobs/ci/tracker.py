"""A repository's issues, by PyGithub: those of ours as tickets, and what is to be done with them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from github import Auth, Github, GithubException
from requests import RequestException

from checker.errors import UsageError
from checker.jobs.ci.tickets import ROLLING, Close, Open, Reopen, Ticket, marked, marker
from checker.network.redaction import redactor
from checker.reports.forms import issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from github.Issue import Issue

    from checker.jobs.ci.tickets import Deed, Roll

LABEL = "reprolinks"
TIMEOUT = 20  # seconds without a byte
PAGE = 100  # issues a request
WRITES_APART = 1.0  # seconds between two requests that write, as GitHub asks of its users


@dataclass(slots=True)
class Tracker:
    """
    The issues of `repository` (`owner/name`) at the REST API with base address `api`. New ones are given `assignees`.
    `apart` are the seconds between two requests that write.
    """

    api: str
    token: str
    repository: str
    assignees: tuple[str, ...] = ()
    apart: float = WRITES_APART
    _issues: dict[int, Issue] = field(default_factory=dict, init=False)

    def tickets(self) -> list[Ticket]:
        """Every issue that has our label and a marker, open and closed; UsageError where they can't be read."""
        with self._trouble("read"):
            found = self._repository().get_issues(state="all", labels=[LABEL])
            self._issues = {one.number: one for one in found if one.pull_request is None}
        return [_ticket(one) for one in self._issues.values() if marked(one.body or "")]

    def carry_out(self, deeds: Iterable[Deed]) -> None:
        """Open, reopen, rewrite and close; UsageError at the first that is refused, the ones before stay done."""
        for deed in deeds:
            with self._trouble("written"):
                self._carry_out(deed)

    def _carry_out(self, deed: Deed) -> None:
        if isinstance(deed, Open):
            self._create(issue.title(deed.loss), f"{issue.body(deed.loss)}\n\n{marker(deed.loss.key)}")
        elif isinstance(deed, Reopen):
            self._say(deed.ticket, issue.lost_again(deed.loss), state="open")
        elif isinstance(deed, Close):
            self._say(deed.ticket, issue.ended(deed.loss), state="closed")
        else:
            self._roll(deed)

    def _roll(self, deed: Roll) -> None:
        title, body = issue.rolling(deed.losses)
        body = f"{body}\n\n{marker(ROLLING)}"
        if deed.ticket is None:
            self._create(title, body)
            return
        state = "open" if deed.losses else "closed"
        self._issues[deed.ticket.number].edit(title=title, body=body, state=state)

    def _say(self, ticket: Ticket, text: str, *, state: str) -> None:
        there = self._issues[ticket.number]
        there.create_comment(text)
        there.edit(state=state)

    def _create(self, title: str, body: str) -> None:
        made = self._repository().create_issue(title, body, labels=[LABEL], assignees=list(self.assignees))
        if LABEL not in {one.name for one in made.labels}:  # it could not be found again, and would be opened anew
            made.edit(state="closed")
            raise UsageError(
                f"{self.repository} gave issue {made.number} no label {LABEL}: it was closed again.",
                "The job's token needs permissions: issues: write.",
            )

    def _repository(self) -> Any:
        client = Github(
            auth=Auth.Token(self.token),
            base_url=self.api,
            timeout=TIMEOUT,
            per_page=PAGE,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=self.apart,
            lazy=True,
        )
        return client.get_repo(self.repository)

    @contextmanager
    def _trouble(self, done: str) -> Iterator[None]:
        """What PyGithub and the network raise, as one line."""
        try:
            yield
        except (GithubException, RequestException, OSError, ValueError) as error:
            why = redactor(self.token).text(_why(error))
            raise UsageError(
                f"The issues of {self.repository} can't be {done}: {why}.",
                "Are issues on, and does the job's token have permissions: issues: write?",
            ) from None


def _ticket(there: Issue) -> Ticket:
    labels = frozenset(one.name.casefold() for one in there.labels)
    closed = there.closed_at if there.state == "closed" else None
    return Ticket(number=there.number, key=marked(there.body or ""), closed_at=closed, labels=labels)


def _why(error: Exception) -> str:
    status = getattr(error, "status", None)
    data = getattr(error, "data", None)
    message = data.get("message") if isinstance(data, dict) else None
    return f"HTTP {status} {message or ''}".strip() if status else type(error).__name__
