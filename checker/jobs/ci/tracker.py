"""A repository's issues by PyGithub: reading ours as tickets, and carrying out actions on them."""

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

    from checker.jobs.ci.tickets import Action, UpdateRolling

LABEL = "reprolinks"
TIMEOUT = 20  # seconds until a connection, or without a byte
PAGE = 100  # issues in one response
WRITES_APART = 1.0  # seconds between two writing requests (GitHub, "Best practices for using the REST API")


@dataclass(slots=True)
class Tracker:
    """
    The issues of `repository` (`owner/name`) at the REST API with base address `api`. New ones are assigned to
    `assignees`. `apart` is the pause in seconds between two requests that write.
    """

    api: str
    token: str
    repository: str
    assignees: tuple[str, ...] = ()
    apart: float = WRITES_APART
    _issues: dict[int, Issue] = field(default_factory=dict, init=False)

    def tickets(self) -> list[Ticket]:
        """Every issue that has our label and a marker, open and closed; UsageError where they can't be read."""
        with self._usage_errors("read"):
            found = self._repository().get_issues(state="all", labels=[LABEL])
            self._issues = {one.number: one for one in found if one.pull_request is None}
        return [_ticket(one) for one in self._issues.values() if marked(one.body or "")]

    def carry_out(self, actions: Iterable[Action]) -> None:
        """Carry out actions in order. Raises UsageError at the first that fails; the ones before it stay done."""
        for action in actions:
            with self._usage_errors("written"):
                self._carry_out(action)

    def _carry_out(self, action: Action) -> None:
        if isinstance(action, Open):
            self._create(issue.title(action.loss), f"{issue.body(action.loss)}\n\n{marker(action.loss.key)}")
        elif isinstance(action, Reopen):
            self._say(action.ticket, issue.lost_again(action.loss), state="open")
        elif isinstance(action, Close):
            self._say(action.ticket, issue.ended(action.loss), state="closed")
        else:
            self._roll(action)

    def _roll(self, action: UpdateRolling) -> None:
        title, body = issue.rolling(action.losses)
        body = f"{body}\n\n{marker(ROLLING)}"
        if action.ticket is None:
            self._create(title, body)
            return
        state = "open" if action.losses else "closed"
        self._issues[action.ticket.number].edit(title=title, body=body, state=state)

    def _say(self, ticket: Ticket, text: str, *, state: str) -> None:
        issue_ = self._issues[ticket.number]
        issue_.create_comment(text)
        issue_.edit(state=state)

    def _create(self, title: str, body: str) -> None:
        created = self._repository().create_issue(title, body, labels=[LABEL], assignees=list(self.assignees))
        if LABEL not in {one.name for one in created.labels}:  # later jobs would not find it, and open it again
            created.edit(state="closed")
            raise UsageError(
                f"{self.repository} gave issue {created.number} no label {LABEL}: it was closed again.",
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
    def _usage_errors(self, verb: str) -> Iterator[None]:
        """Turn the errors of PyGithub and the network into a UsageError of one line."""
        try:
            yield
        except (GithubException, RequestException, OSError, ValueError) as error:
            why = redactor(self.token).text(_why(error))
            raise UsageError(
                f"The issues of {self.repository} can't be {verb}: {why}.",
                "Are issues on, and does the job's token have permissions: issues: write?",
            ) from None


def _ticket(found: Issue) -> Ticket:
    labels = frozenset(one.name.casefold() for one in found.labels)
    closed = found.closed_at if found.state == "closed" else None
    return Ticket(number=found.number, key=marked(found.body or ""), closed_at=closed, labels=labels)


def _why(error: Exception) -> str:
    status = getattr(error, "status", None)
    data = getattr(error, "data", None)
    message = data.get("message") if isinstance(data, dict) else None
    return f"HTTP {status} {message or ''}".strip() if status else type(error).__name__
