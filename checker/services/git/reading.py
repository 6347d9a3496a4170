"""What is fetched of a repository's last commit, by either protocol: as little as tells its date and its root."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import Reason
from checker.services.git import dumb, wire
from checker.services.git.answers import is_of_no_server
from checker.services.git.objects import ALONE, FILTERS, WHOLE, next_step, root_of
from checker.services.git.pack import objects_in
from checker.services.git.wire import NotServed, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.network.answer import Answer
    from checker.services.git.conversation import Conversation
    from checker.services.git.objects import Step
    from checker.services.git.pack import GitObject
    from checker.services.git.wire import Exchange

#: Statuses of who has no route for a POST, or none for us.
NO_POST = frozenset({401, 403, 404, 405, 410, 501})
FETCHES = 6  # of one repository at the most; usual are one, or two where a server does not filter by depth


@dataclass(slots=True)
class Read:
    """The objects that were had by their names, and why no more of them were, where a better day may give them."""

    objects: dict[str, GitObject] = field(default_factory=dict)
    trouble: Unreachable | None = None


class Reader:
    """Fetches objects. It learns which filters a host does not serve, and does not ask for those again."""

    def __init__(self) -> None:
        self._refused: dict[str, int] = {}  # host → how many of the filters it does not serve

    async def read(self, talk: Conversation, head: str, *, root: bool, smart: bool) -> Read:
        """What a remote hands out of its commit `head` and, with `root`, of what is in its root."""
        read, asked = Read(), set[object]()
        level = self._refused.get(talk.host, 0) if smart else FILTERS.index(ALONE)
        while len(asked) < FETCHES:
            step = next_step(head, read.objects, root=root, leaving=FILTERS[level])
            if step is None or step in asked:
                break
            asked.add(step)
            try:
                read.objects |= await talk.held(_fetching(talk, step, smart=smart))
            except (NotServed, Refused, Unreachable) as error:
                if not _is_too_much(error, step):
                    read.trouble = _trouble(error)
                    return read
                level = FILTERS.index(step.leaving) + 1
                if isinstance(error, NotServed):
                    self._refused[talk.host] = max(level, self._refused.get(talk.host, 0))
        whole = root_of(head, read.objects) if root else read.objects.get(head)
        if whole is None and not talk.cut:
            read.trouble = Unreachable(Reason.BAD_RESPONSE, "not all that was asked for came")
        return read


def _trouble(error: Exception) -> Unreachable | None:
    """
    Why a fetch may succeed another day; None where the server will not serve it, now or later: in git's own words,
    or by a status of who lets nobody post. A page, or a gateway's word, is nobody's.
    """
    if isinstance(error, Refused):
        words = f"HTTP {error.answer.status} in the place of objects"
        return (
            None
            if error.answer.status in NO_POST and not is_of_no_server(error.answer)
            else Unreachable(Reason.BAD_RESPONSE, words)
        )
    return error if isinstance(error, Unreachable) else None


def _is_too_much(error: Exception, step: Step) -> bool:
    """Whether a server that can't do all at once may do less."""
    failed = isinstance(error, Unreachable) and error.reason is Reason.SERVER_ERROR
    return step.deep and step.leaving != WHOLE and (failed or isinstance(error, NotServed))


def _fetching(talk: Conversation, step: Step, *, smart: bool) -> Callable[..., dict[str, GitObject]]:
    return partial(_fetched, step=step, sought=talk.sought) if smart else partial(dumb.fetch, step=step)


def _fetched(
    remote: str, answers: Mapping[Exchange, Answer], step: Step, sought: Sequence[bytes]
) -> dict[str, GitObject]:
    return objects_in(wire.fetch(remote, step, answers, sought), len(step.names[0]))
