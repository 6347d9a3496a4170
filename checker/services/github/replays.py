"""
Finds GraphQL responses that belong to another query of this run: replayed, or late by one query.

A cache or a proxy may send them. On its own such a response looks as if every repository had moved; it is recognised
by comparing it with the earlier queries.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.shapes import a
from checker.services.github.answers import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.services.github.answers import BatchAnswer, ObjectType

_WORDS = "an answer to another query"


class QueryHistory:
    """The queries of a run: the names that were asked for, and the ids that were found for them."""

    def __init__(self, object_type: ObjectType) -> None:
        self._object_type = object_type
        self._answered: dict[bytes, tuple[str, ...]] = {}
        self._ids: dict[str, int] = {}  # name that was asked for → id; 0 while unknown

    def note(self, names: Sequence[str]) -> None:
        """Record that these names are asked for now."""
        for name in names:
            self._ids.setdefault(name.casefold(), 0)

    def without_replays(self, body: Mapping[str, Any], answered: BatchAnswer, names: Sequence[str]) -> BatchAnswer:
        """
        The response, with `CONTRADICTORY` for each object that has a name of another query but not its id (with the
        same id it has moved there). Raises Unreachable (`bad_response`) if the response repeats an earlier one, or
        most of its objects have names of other queries.
        """
        called = [str(one.value.get(self._object_type)).casefold() if one.value else "" for one in answered.aliases]
        here = {name.casefold() for name in names}
        self._refuse_repeated(body, called, names)
        strange = {index for index, name in enumerate(called) if name not in here and name in self._ids}
        if 2 * len(strange) > sum(map(bool, called)):
            raise Unreachable(Reason.BAD_RESPONSE, _WORDS)
        ids = [a(int, one.value.get("databaseId")) or 0 for one in answered.aliases]
        doubtful = {index for index in strange if self._ids[called[index]] != ids[index]}
        self._ids |= {name: ids[index] for index, name in enumerate(called) if name == names[index].casefold()}
        aliases = (
            replace(one, status=Status.CONTRADICTORY, value={}, message=_WORDS, retry=False)
            if at in doubtful
            else one
            for at, one in enumerate(answered.aliases)
        )
        return replace(answered, aliases=tuple(aliases)) if doubtful else answered

    def _refuse_repeated(self, body: Mapping[str, Any], called: Sequence[str], names: Sequence[str]) -> None:
        """Raise Unreachable for the objects of an earlier response, none with a name that is asked for now."""
        if not any(called):
            return
        data = {key: value for key, value in body["data"].items() if key != "rateLimit"}
        digest = sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).digest()
        before = self._answered.setdefault(digest, tuple(names))
        if before != tuple(names) and set(called).isdisjoint(name.casefold() for name in names):
            raise Unreachable(Reason.BAD_RESPONSE, _WORDS)
