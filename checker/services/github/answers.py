"""
What GraphQL answers, read: by alias, with its errors. Pure.

What is there is known by an id and a name of its own; what is not, by GitHub's words about the very name that was
asked for. An answer that is about something else than the question (aliases swapped, replayed, never asked for) says
nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.shapes import a, mapping, mappings
from checker.services.github.queries import owner_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


LEAST_COST, MOST_COST = 1, 10_000  # points of any query: no hour has more

_HEAVY = ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED")
_HEAVY_WORDS = ("Something went wrong while executing", "Timeout on validation", "Resource limits")
_ANOTHER_QUERY = "an answer to another query"
_SEVERAL = 4  # things that go by another name, or lack the same field
_FEW = 5  # one field in so many may be such as a server does not tell
_UNRESOLVED = re.compile(r"Could not resolve to an? \w+(?: with the (?:name|login)(?: of)? '([^']*)')?")
#: Fields that are asked for beside others and are not worth another request.
_BESIDE = re.compile(r"at\d+")
_NAMES = {"nameWithOwner": re.compile(r"[^/\s]+/[^/\s]+"), "login": re.compile(r"[^/\s]+")}


class Sought(StrEnum):
    """What the aliases of a query stand for, by the field that names it."""

    REPOSITORY = "nameWithOwner"
    OWNER = "login"


class Status(StrEnum):
    """What an answer says about one alias."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    UNANSWERED = "unanswered"  # ask again in a smaller batch
    CONTRADICTORY = "contradictory"  # no answer to what was asked


@dataclass(frozen=True, slots=True)
class Alias:
    """
    One alias of an answer: its status, the object where there is one, the host's words where not.

    `emptied` are the fields of an object that an error has emptied, so that their null says nothing; `retry`: by an
    error that a smaller batch may not meet. `cut`: an error is about the answer as a whole.
    """

    status: Status
    value: Mapping[str, Any]
    message: str = ""
    emptied: frozenset[str] = frozenset()
    retry: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """
    A whole answer: its aliases in order, points spent, and whether the batch was too heavy: the error is about all of
    it, or has hit one alias in four.
    """

    aliases: tuple[Alias, ...]
    cost: int
    heavy: bool


def read(
    answer: Mapping[str, Any],
    names: Sequence[str],
    sought: Sought = Sought.REPOSITORY,
    fields: frozenset[str] = frozenset(),
) -> BatchAnswer:
    """
    An answer to a query for these names, by aliases `r0`, `r1` … (of owners: `owner_aliases`). `fields` are such as
    the query asks for: GraphQL leaves none out, so an object without one of them is an answer to another query, or a
    part of one.

    An error with a path speaks of its alias; one without (SAML may come so) can't be laid at any alias's door
    unless a single one has no data. A null without an error says nothing, except of an owner: so GitHub answers for
    one that does not exist, in an answer that is whole.

    Raises Unreachable (`bad_response`) for an answer that refuses the query itself, is none to a query, or holds what
    was not asked for.
    """
    errors = mappings(answer.get("errors"))
    strains = [one for one in errors if _is_heavy(one) and not _is_beside(one)]
    if "data" not in answer and not strains and not any(one.get("type") for one in errors):
        raise Unreachable(Reason.BAD_RESPONSE, _message(errors[0]) if errors else "no answer to a query")
    data = mapping(answer.get("data"))
    expected = _aliases(names, sought)
    if not data.keys() <= {*expected, "rateLimit"}:
        raise Unreachable(Reason.BAD_RESPONSE, _ANOTHER_QUERY)
    blamed = _blamed(data, errors, expected)
    deep = _deep(errors)
    null_is_absent = sought is Sought.OWNER and not errors and bool(mapping(data.get("rateLimit")))
    aliases = [_alias(data, blamed.get(key, {}), key, deep.get(key, ())) for key in expected]
    aliases = [
        replace(one, status=Status.NOT_FOUND) if null_is_absent and data.get(key, ...) is None else one
        for key, one in zip(expected, aliases, strict=True)
    ]
    if any(not _path(one) for one in errors):
        aliases = [replace(one, cut=True) for one in aliases]
    hit = {str(path[0]) for one in strains if (path := _path(one))}
    heavy = any(not _path(one) for one in strains) or len(hit) * 4 > len(names)
    return BatchAnswer(tuple(_credible(_whole(aliases, fields), names, sought)), _cost(data), heavy)


def _aliases(names: Sequence[str], sought: Sought) -> list[str]:
    return owner_aliases(names) if sought is Sought.OWNER else [f"r{index}" for index in range(len(names))]


# -- errors and the aliases that they are about -------------------------------------------------------


def _path(error: Mapping[str, Any]) -> list[Any]:
    return a(list, error.get("path")) or []


def _blamed(
    data: Mapping[str, Any], errors: Sequence[Mapping[str, Any]], expected: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """The error of each alias; of several the one with the shortest path, which is about the alias itself."""
    with_path = sorted((one for one in errors if _path(one)), key=lambda one: len(_path(one)), reverse=True)
    blamed = {str(_path(one)[0]): one for one in with_path}
    silent = [key for key in expected if not isinstance(data.get(key), dict) and key not in blamed]
    pathless = next((one for one in errors if not _path(one)), None)
    if pathless and (len(silent) == 1 or pathless.get("type") != "FORBIDDEN"):
        blamed |= dict.fromkeys(silent, pathless)
    return blamed


def _deep(errors: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The errors below each alias: about a field of an object that is there."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in errors:
        if len(path := _path(one)) > 1:
            found.setdefault(str(path[0]), []).append(one)
    return found


def _alias(data: Mapping[str, Any], error: Mapping[str, Any], key: str, deep: Sequence[Mapping[str, Any]]) -> Alias:
    value = data.get(key, ...)
    if isinstance(value, dict) and error.get("path") == [key]:
        return Alias(Status.CONTRADICTORY, {}, _message(error))
    if isinstance(value, dict):
        emptied = frozenset(str(_path(one)[1]) for one in deep)
        # A right that we lack, we lack in any batch.
        retry = any(one.get("type") != "FORBIDDEN" and not _is_beside(one) for one in deep)
        return Alias(Status.FOUND, value, _message(deep[0]) if deep else "", emptied, retry)
    if value is None and error.get("type") == "NOT_FOUND" and error.get("path") == [key]:
        return Alias(Status.NOT_FOUND, {}, _message(error))
    if error.get("type") == "FORBIDDEN":
        return Alias(Status.FORBIDDEN, {}, _message(error))
    return Alias(Status.UNANSWERED, {}, _message(error))


# -- whether an answer is one to the question ---------------------------------------------------------


def _credible(aliases: Sequence[Alias], names: Sequence[str], sought: Sought) -> list[Alias]:
    """
    The aliases; those that are no answer to what was asked for by them are `CONTRADICTORY`. Raises Unreachable where
    none of them can be one.
    """
    others = [one for one in Sought if one is not sought]
    strange = any(sought not in one.value and any(name in one.value for name in others) for one in aliases)
    if strange or (sought is Sought.REPOSITORY and _is_another_batch(aliases, names)):
        raise Unreachable(Reason.BAD_RESPONSE, _ANOTHER_QUERY)
    asked = {name.casefold(): index for index, name in enumerate(names)}
    doubtful = {
        index
        for index, (alias, name) in enumerate(zip(aliases, names, strict=True))
        # What is asked for again, in a smaller batch, need not show its name yet.
        if not (alias.retry and len(names) > 1) and not _is_answer(alias, name, sought)
    }
    for index, alias in enumerate(aliases):
        other = asked.get(str(alias.value.get(sought)).casefold(), index)
        if alias.status is Status.FOUND and other != index and not _agree(alias, aliases[other]):
            doubtful |= {index, other}
    return [
        replace(one, status=Status.CONTRADICTORY, value={}, message="no answer to what was asked", retry=False)
        if index in doubtful
        else one
        for index, one in enumerate(aliases)
    ]


def _whole(aliases: Sequence[Alias], fields: frozenset[str]) -> list[Alias]:
    """
    The aliases; those whose objects lack one of these fields are `CONTRADICTORY`. A field or two that none of several
    objects has are such as this server does not tell; were there more, they would answer another query.
    """
    lacking = [_lacking(one.value, fields) if one.status is Status.FOUND else None for one in aliases]
    found = [one for one in lacking if one is not None]
    untold = frozenset[str]().union(*found).intersection(*found)
    if len(found) < _SEVERAL or len(untold) * _FEW > len(fields):
        untold = frozenset()
    return [
        replace(one, status=Status.CONTRADICTORY, value={}, message=_ANOTHER_QUERY, retry=False)
        if lacks is not None and lacks - untold
        else one
        for one, lacks in zip(aliases, lacking, strict=True)
    ]


def _lacking(value: Mapping[str, Any], fields: frozenset[str]) -> frozenset[str]:
    """The fields that an object does not tell; flags are never null, by GitHub's schema."""
    return frozenset(one for one in fields if (value.get(one) is None if one.startswith("is") else one not in value))


def _is_another_batch(aliases: Sequence[Alias], names: Sequence[str]) -> bool:
    """
    Whether what was found is what another query had asked for: several things, and most of all, go by another name
    than the one that they were asked by. Things are renamed one by one; those of one owner move together, with their
    names.
    """
    found = [
        (str(alias.value.get(Sought.REPOSITORY)).casefold(), name.casefold())
        for alias, name in zip(aliases, names, strict=True)
        if alias.status is Status.FOUND and alias.value.get(Sought.REPOSITORY)
    ]
    strange = sum(here.rpartition("/")[2] != there.rpartition("/")[2] for here, there in found)
    return strange >= _SEVERAL and 2 * strange > len(found)


def _is_answer(alias: Alias, name: str, sought: Sought) -> bool:
    """Whether what an alias says is about a thing that has an id and a name, or in GitHub's words about this name."""
    if alias.status is Status.NOT_FOUND and alias.message:
        told = _UNRESOLVED.match(alias.message)
        return told is not None and (told[1] is None or told[1].casefold() == name.casefold())
    if alias.status is not Status.FOUND:
        return True
    called = a(str, alias.value.get(sought)) or ""
    known = (a(int, alias.value.get("databaseId")) or 0) > 0 and _NAMES[sought].fullmatch(called) is not None
    return known and (sought is Sought.REPOSITORY or called.casefold() == name.casefold())


def _agree(alias: Alias, other: Alias) -> bool:
    """Whether a thing that goes by the name of another alias may be a moved one: then both find the same."""
    if other.status in (Status.UNANSWERED, Status.FORBIDDEN):
        return bool(other.message)  # trouble has hidden it; without a word of any, its object stands elsewhere
    return other.status is Status.FOUND and other.value.get("databaseId") == alias.value.get("databaseId")


def _cost(data: Mapping[str, Any]) -> int:
    """The points that an answer cost: what it says, at least GitHub's minimum where it does not."""
    cost = a(int, mapping(data.get("rateLimit")).get("cost"))
    return LEAST_COST if cost is None or not 0 <= cost <= MOST_COST else cost


def _message(error: Mapping[str, Any]) -> str:
    return a(str, error.get("message")) or ""


def _is_beside(error: Mapping[str, Any]) -> bool:
    path = _path(error)
    return len(path) > 1 and _BESIDE.fullmatch(str(path[1])) is not None


def _is_heavy(error: Mapping[str, Any]) -> bool:
    return error.get("type") in _HEAVY or _message(error).startswith(_HEAVY_WORDS)
