"""
Answers of GraphQL that belong to another question of this run: repeated, or one question late.

A cache or a proxy may give them. By itself such an answer looks as if everything had moved; by what was asked before
it shows.
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

    from checker.services.github.answers import BatchAnswer, Sought

_WORDS = "an answer to another query"


class Questions:
    """The questions of a run, by the names that were asked for, and what was found by them."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._answered: dict[bytes, tuple[str, ...]] = {}
        self._ids: dict[str, int] = {}  # of every name that was asked for; 0 while it is not told

    def ask(self, names: Sequence[str]) -> None:
        """Take note that these are asked for now."""
        for name in names:
            self._ids.setdefault(name.casefold(), 0)

    def own(self, body: Mapping[str, Any], answered: BatchAnswer, names: Sequence[str]) -> BatchAnswer:
        """
        The answer, without what goes by a name that another question was about, unless that has the same id: then it
        has moved. Raises Unreachable (`bad_response`) where all was answered before, or most of it is such.
        """
        called = [str(one.value.get(self._sought)).casefold() if one.value else "" for one in answered.aliases]
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
        """Raise Unreachable for the same objects as an earlier answer had, none of a name that is asked for now."""
        if not any(called):
            return
        data = {key: value for key, value in body["data"].items() if key != "rateLimit"}
        digest = sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).digest()
        before = self._answered.setdefault(digest, tuple(names))
        if before != tuple(names) and set(called).isdisjoint(name.casefold() for name in names):
            raise Unreachable(Reason.BAD_RESPONSE, _WORDS)
