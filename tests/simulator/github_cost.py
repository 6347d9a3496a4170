"""
The cost of a GraphQL query at GitHub: points by its documented formula, and seconds by measurements of users (91
repositories took 6.5 s, and more than 10 s with the length of their histories).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    VariableNode,
)
from graphql import OperationDefinitionNode as Operation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import DocumentNode, SelectionSetNode

_CONNECTIONS = frozenset(
    {"history", "stargazers", "watchers", "issues", "pullRequests", "releases", "releaseAssets", "languages"}
)


@dataclass(slots=True)
class Clock:
    """
    Seconds of GitHub's time for each part of a query, and its limits. Those for a REST request and for an object are
    guesses.
    """

    alias: float = 0.07
    history: float = 0.05
    object: float = 0.05
    rest: float = 0.05
    wall: float = 10.0
    most_aliases: int = 227


@dataclass(frozen=True, slots=True)
class Weight:
    """What a document asks for, in all its aliases together."""

    aliases: int
    histories: int
    objects: int
    requests: int  # to fill each connection
    nodes: int
    unbounded: tuple[str, ...]  # connections whose nodes are asked for without `first` or `last`

    @property
    def points(self) -> int:
        """A hundredth of the requests, rounded; at least one."""
        return max(round(self.requests / 100), 1)

    def seconds(self, clock: Clock) -> float:
        """How long GitHub works on it."""
        return self.aliases * clock.alias + self.histories * clock.history + self.objects * clock.object


def weigh(document: DocumentNode, variables: Mapping[str, object]) -> Weight:
    """The weight of a document with these variables, with fragments in their places."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    operations = [one for one in document.definitions if isinstance(one, Operation)]
    walk = _Walk(fragments, variables)
    for operation in operations:
        walk.into(operation.selection_set, 1)
    return Weight(
        aliases=sum(len(operation.selection_set.selections) for operation in operations),
        histories=walk.histories,
        objects=walk.objects,
        requests=walk.requests,
        nodes=walk.nodes,
        unbounded=tuple(walk.unbounded),
    )


class _Walk:
    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, object]) -> None:
        self.histories = self.objects = self.requests = self.nodes = 0
        self.unbounded: list[str] = []
        self._fragments = fragments
        self._variables = variables

    def into(self, selections: SelectionSetNode | None, times: int) -> None:
        for field in self._fields(selections):
            name = field.name.value
            if name not in _CONNECTIONS:
                self.objects += times * (name == "object")
                self.into(field.selection_set, times)
                continue
            self.histories += times * (name == "history")
            self.requests += times
            asked = {inner.name.value for inner in self._fields(field.selection_set)}
            each = self._asked(field)
            if asked - {"totalCount"} and each is None:
                self.unbounded.append(name)
            self.nodes += times * (each or 0)
            self.into(field.selection_set, times * (each or 1))

    def _fields(self, selections: SelectionSetNode | None) -> Iterator[FieldNode]:
        for node in selections.selections if selections else ():
            match node:
                case FieldNode():
                    yield node
                case InlineFragmentNode():
                    yield from self._fields(node.selection_set)
                case FragmentSpreadNode():
                    yield from self._fields(self._fragments[node.name.value].selection_set)
                case _:
                    raise TypeError(node)

    def _asked(self, field: FieldNode) -> int | None:
        for argument in field.arguments or ():
            if argument.name.value in ("first", "last"):
                value = argument.value
                if isinstance(value, IntValueNode):
                    return int(value.value)
                given = self._variables.get(value.name.value) if isinstance(value, VariableNode) else None
                return given if isinstance(given, int) else None
        return None
