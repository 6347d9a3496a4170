"""Fetches a repository's last commit, by either protocol: only the objects needed for its date and its root."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import Reason
from checker.services.git import dumb, wire
from checker.services.git.answers import is_from_proxy
from checker.services.git.objects import ALONE, FILTERS, WHOLE, next_step, root_of
from checker.services.git.pack import objects_in
from checker.services.git.wire import NotGit, NotServed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.network.answer import Answer
    from checker.services.git.conversation import Conversation
    from checker.services.git.objects import FetchStep
    from checker.services.git.pack import GitObject
    from checker.services.git.wire import Exchange

#: Statuses of a server that refuses every POST, or ours.
NO_POST = frozenset({401, 403, 404, 405, 410, 501})
FETCHES = 6  # at most for one repository; usually one, or two if a server does not filter by depth


@dataclass(slots=True)
class Read:
    """Fetched objects by name; `trouble` is why some are missing, if a later attempt may succeed."""

    objects: dict[str, GitObject] = field(default_factory=dict)
    trouble: Unreachable | None = None


class Reader:
    """Fetches objects; remembers which filters a host does not serve, and does not ask for those again."""

    def __init__(self) -> None:
        self._refused: dict[str, int] = {}  # host → how many of FILTERS, from the first on, it does not serve

    async def read(self, conversation: Conversation, head: str, *, root: bool, smart: bool) -> Read:
        """The commit `head` of a remote and, with `root`, the objects of its root; `smart`: by the smart protocol."""
        read, asked = Read(), set[object]()
        level = self._refused.get(conversation.host, 0) if smart else FILTERS.index(ALONE)
        while len(asked) < FETCHES:
            step = next_step(head, read.objects, root=root, filter_spec=FILTERS[level])
            if step is None or step in asked:
                break
            asked.add(step)
            try:
                read.objects |= await conversation.run(_fetching(conversation, step, smart=smart))
            except (NotServed, NotGit, Unreachable) as error:
                if not _is_too_much(error, step):
                    read.trouble = _trouble(error)
                    return read
                level = FILTERS.index(step.filter_spec) + 1
                if isinstance(error, NotServed):
                    self._refused[conversation.host] = max(level, self._refused.get(conversation.host, 0))
        whole = root_of(head, read.objects) if root else read.objects.get(head)
        if whole is None and not conversation.cut:
            read.trouble = Unreachable(Reason.BAD_RESPONSE, "not all that was asked for came")
        return read


def _trouble(error: Exception) -> Unreachable | None:
    """
    Why a fetch failed, if it may succeed later; None if the server itself refuses for good: by an error in git's
    protocol, or a status that refuses every POST. Pages and errors of proxies may go away.
    """
    if isinstance(error, NotGit):
        words = f"HTTP {error.answer.status} in the place of objects"
        return (
            None
            if error.answer.status in NO_POST and not is_from_proxy(error.answer)
            else Unreachable(Reason.BAD_RESPONSE, words)
        )
    return error if isinstance(error, Unreachable) else None


def _is_too_much(error: Exception, step: FetchStep) -> bool:
    """Whether the server may serve a fetch with the next filter, after this one failed."""
    failed = isinstance(error, Unreachable) and error.reason is Reason.SERVER_ERROR
    return step.shallow and step.filter_spec != WHOLE and (failed or isinstance(error, NotServed))


def _fetching(conversation: Conversation, step: FetchStep, *, smart: bool) -> Callable[..., dict[str, GitObject]]:
    return (
        partial(_fetched, step=step, ref_prefixes=conversation.ref_prefixes)
        if smart
        else partial(dumb.fetch, step=step)
    )


def _fetched(
    remote: str, answers: Mapping[Exchange, Answer], step: FetchStep, ref_prefixes: Sequence[bytes]
) -> dict[str, GitObject]:
    return objects_in(wire.fetch(remote, step, answers, ref_prefixes), len(step.names[0]))
