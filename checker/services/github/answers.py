"""
Reads GraphQL responses, alias by alias, with their errors. Pure.

An object counts as found only with an id and a name, and as missing only if GitHub's error names what was asked for.
A response that belongs to another query (aliases swapped, replayed, never asked for) is not evidence of anything.
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


LEAST_COST, MOST_COST = 1, 10_000  # points of one query; no account has more than 10,000 an hour

_HEAVY = ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED")
_HEAVY_WORDS = ("Something went wrong while executing", "Timeout on validation", "Resource limits")
_ANOTHER_QUERY = "an answer to another query"
_SEVERAL = 4  # objects that have another name than was asked for, or lack the same field
_FEW = 5  # at most one field in so many may be one that this server never reports
_UNRESOLVED = re.compile(r"Could not resolve to an? \w+(?: with the (?:name|login)(?: of)? '([^']*)')?")
#: Aliases of linked branches and files: added to a query that is sent anyway, and not worth another request.
_OPTIONAL = re.compile(r"at\d+")
_NAMES = {"nameWithOwner": re.compile(r"[^/\s]+/[^/\s]+"), "login": re.compile(r"[^/\s]+")}


class ObjectType(StrEnum):
    """The type of object that a query asks for; the value is the field that holds the name of such an object."""

    REPOSITORY = "nameWithOwner"
    OWNER = "login"


class Status(StrEnum):
    """What a response reports for one alias."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    UNANSWERED = "unanswered"  # to be asked again, in a smaller batch
    CONTRADICTORY = "contradictory"  # about another object than was asked for


@dataclass(frozen=True, slots=True)
class Alias:
    """
    One alias of a response: its status, its object (empty unless found), and GitHub's error message if there is one.

    `emptied`: fields of the object that are null because of an error, so that their value is unknown. `retry`: such
    an error may not recur in a smaller batch. `cut`: the response has an error without a path, so that any field may
    be incomplete.
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
    A whole response: its aliases in the order of the query, the points that it cost, and whether the batch was too
    heavy for GitHub: a resource-limit error without a path, or such errors on more than one alias in four.
    """

    aliases: tuple[Alias, ...]
    cost: int
    heavy: bool


def read(
    answer: Mapping[str, Any],
    names: Sequence[str],
    object_type: ObjectType = ObjectType.REPOSITORY,
    fields: frozenset[str] = frozenset(),
) -> BatchAnswer:
    """
    Read the response to a query for these names, whose aliases are `r0`, `r1` … (for owners: `owner_aliases`).

    `fields` are fields that the query asks for. GraphQL never omits a requested field, so an object without one of
    them comes from another query or was cut.

    An error with a path belongs to the alias at its start. An error without a path is assigned to every alias without
    data; one of type FORBIDDEN (SAML enforcement may send it) only if there is a single such alias. A null without an
    error means nothing, except for an owner in a complete response: that is how GitHub reports an owner that does not
    exist.

    Raises Unreachable (`bad_response`) for a response that rejects the query as a whole, is not a GraphQL response,
    or holds aliases that were not asked for.
    """
    errors = mappings(answer.get("errors"))
    heavy_errors = [one for one in errors if _is_heavy(one) and not _is_optional(one)]
    if "data" not in answer and not heavy_errors and not any(one.get("type") for one in errors):
        raise Unreachable(Reason.BAD_RESPONSE, _message(errors[0]) if errors else "no answer to a query")
    data = mapping(answer.get("data"))
    expected = _aliases(names, object_type)
    if not data.keys() <= {*expected, "rateLimit"}:
        raise Unreachable(Reason.BAD_RESPONSE, _ANOTHER_QUERY)
    error_of = _errors_by_alias(data, errors, expected)
    field_errors = _field_errors(errors)
    null_is_absent = object_type is ObjectType.OWNER and not errors and bool(mapping(data.get("rateLimit")))
    aliases = [_alias(data, error_of.get(key, {}), key, field_errors.get(key, ())) for key in expected]
    aliases = [
        replace(one, status=Status.NOT_FOUND) if null_is_absent and data.get(key, ...) is None else one
        for key, one in zip(expected, aliases, strict=True)
    ]
    if any(not _path(one) for one in errors):
        aliases = [replace(one, cut=True) for one in aliases]
    hit = {str(path[0]) for one in heavy_errors if (path := _path(one))}
    heavy = any(not _path(one) for one in heavy_errors) or len(hit) * 4 > len(names)
    return BatchAnswer(tuple(_credible(_complete(aliases, fields), names, object_type)), _cost(data), heavy)


def _aliases(names: Sequence[str], object_type: ObjectType) -> list[str]:
    return owner_aliases(names) if object_type is ObjectType.OWNER else [f"r{index}" for index in range(len(names))]


# -- errors, by alias ---------------------------------------------------------------------------------


def _path(error: Mapping[str, Any]) -> list[Any]:
    return a(list, error.get("path")) or []


def _errors_by_alias(
    data: Mapping[str, Any], errors: Sequence[Mapping[str, Any]], expected: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """The error of each alias; of several, the one with the shortest path, which is about the alias as a whole."""
    with_path = sorted((one for one in errors if _path(one)), key=lambda one: len(_path(one)), reverse=True)
    error_of = {str(_path(one)[0]): one for one in with_path}
    silent = [key for key in expected if not isinstance(data.get(key), dict) and key not in error_of]
    pathless = next((one for one in errors if not _path(one)), None)
    if pathless and (len(silent) == 1 or pathless.get("type") != "FORBIDDEN"):
        error_of |= dict.fromkeys(silent, pathless)
    return error_of


def _field_errors(errors: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The errors about single fields of each alias."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in errors:
        if len(path := _path(one)) > 1:
            found.setdefault(str(path[0]), []).append(one)
    return found


def _alias(
    data: Mapping[str, Any], error: Mapping[str, Any], key: str, field_errors: Sequence[Mapping[str, Any]]
) -> Alias:
    value = data.get(key, ...)
    if isinstance(value, dict) and error.get("path") == [key]:
        return Alias(Status.CONTRADICTORY, {}, _message(error))
    if isinstance(value, dict):
        emptied = frozenset(str(_path(one)[1]) for one in field_errors)
        # A missing permission is missing in a smaller batch too.
        retry = any(one.get("type") != "FORBIDDEN" and not _is_optional(one) for one in field_errors)
        return Alias(Status.FOUND, value, _message(field_errors[0]) if field_errors else "", emptied, retry)
    if value is None and error.get("type") == "NOT_FOUND" and error.get("path") == [key]:
        return Alias(Status.NOT_FOUND, {}, _message(error))
    if error.get("type") == "FORBIDDEN":
        return Alias(Status.FORBIDDEN, {}, _message(error))
    return Alias(Status.UNANSWERED, {}, _message(error))


# -- whether a response belongs to the query ----------------------------------------------------------


def _credible(aliases: Sequence[Alias], names: Sequence[str], object_type: ObjectType) -> list[Alias]:
    """
    The aliases, with `CONTRADICTORY` for those that answer another question than their own. Raises Unreachable if
    the response as a whole belongs to another query.
    """
    others = [one for one in ObjectType if one is not object_type]
    strange = any(object_type not in one.value and any(name in one.value for name in others) for one in aliases)
    if strange or (object_type is ObjectType.REPOSITORY and _is_another_batch(aliases, names)):
        raise Unreachable(Reason.BAD_RESPONSE, _ANOTHER_QUERY)
    asked = {name.casefold(): index for index, name in enumerate(names)}
    doubtful = {
        index
        for index, (alias, name) in enumerate(zip(aliases, names, strict=True))
        # An alias that will be asked for again, in a smaller batch, may lack its name here.
        if not (alias.retry and len(names) > 1) and not _is_answer(alias, name, object_type)
    }
    for index, alias in enumerate(aliases):
        other = asked.get(str(alias.value.get(object_type)).casefold(), index)
        if alias.status is Status.FOUND and other != index and not _agree(alias, aliases[other]):
            doubtful |= {index, other}
    return [
        replace(one, status=Status.CONTRADICTORY, value={}, message="no answer to what was asked", retry=False)
        if index in doubtful
        else one
        for index, one in enumerate(aliases)
    ]


def _complete(aliases: Sequence[Alias], fields: frozenset[str]) -> list[Alias]:
    """
    The aliases, with `CONTRADICTORY` for objects that lack one of these fields. A few fields that none of several
    objects has are fields that this server never reports; if many are missing, the response is to another query.
    """
    lacking = [_lacking(one.value, fields) if one.status is Status.FOUND else None for one in aliases]
    found = [one for one in lacking if one is not None]
    never_told = frozenset[str]().union(*found).intersection(*found)
    if len(found) < _SEVERAL or len(never_told) * _FEW > len(fields):
        never_told = frozenset()
    return [
        replace(one, status=Status.CONTRADICTORY, value={}, message=_ANOTHER_QUERY, retry=False)
        if lacks is not None and lacks - never_told
        else one
        for one, lacks in zip(aliases, lacking, strict=True)
    ]


def _lacking(value: Mapping[str, Any], fields: frozenset[str]) -> frozenset[str]:
    """The fields that an object lacks. Flags (`is…`) must not be null (non-null in GitHub's schema)."""
    return frozenset(one for one in fields if (value.get(one) is None if one.startswith("is") else one not in value))


def _is_another_batch(aliases: Sequence[Alias], names: Sequence[str]) -> bool:
    """
    Whether the objects are those of another query: several of them, and more than half, have another repository name
    than was asked for. Repositories are renamed one by one; those that move to another owner together keep their
    names.
    """
    found = [
        (str(alias.value.get(ObjectType.REPOSITORY)).casefold(), name.casefold())
        for alias, name in zip(aliases, names, strict=True)
        if alias.status is Status.FOUND and alias.value.get(ObjectType.REPOSITORY)
    ]
    strange = sum(here.rpartition("/")[2] != there.rpartition("/")[2] for here, there in found)
    return strange >= _SEVERAL and 2 * strange > len(found)


def _is_answer(alias: Alias, name: str, object_type: ObjectType) -> bool:
    """Whether a found object has an id and a valid name, and whether an error names what was asked for."""
    if alias.status is Status.NOT_FOUND and alias.message:
        match = _UNRESOLVED.match(alias.message)
        return match is not None and (match[1] is None or match[1].casefold() == name.casefold())
    if alias.status is not Status.FOUND:
        return True
    called = a(str, alias.value.get(object_type)) or ""
    known = (a(int, alias.value.get("databaseId")) or 0) > 0 and _NAMES[object_type].fullmatch(called) is not None
    return known and (object_type is ObjectType.REPOSITORY or called.casefold() == name.casefold())


def _agree(alias: Alias, other: Alias) -> bool:
    """Whether an object with the name of another alias may have moved there: then both return the same one."""
    if other.status in (Status.UNANSWERED, Status.FORBIDDEN):
        return bool(other.message)  # an error has hidden it; without an error its object was swapped
    return other.status is Status.FOUND and other.value.get("databaseId") == alias.value.get("databaseId")


def _cost(data: Mapping[str, Any]) -> int:
    """The points that the query cost, as the response reports; GitHub's minimum if it reports none, or nonsense."""
    cost = a(int, mapping(data.get("rateLimit")).get("cost"))
    return LEAST_COST if cost is None or not 0 <= cost <= MOST_COST else cost


def _message(error: Mapping[str, Any]) -> str:
    return a(str, error.get("message")) or ""


def _is_optional(error: Mapping[str, Any]) -> bool:
    path = _path(error)
    return len(path) > 1 and _OPTIONAL.fullmatch(str(path[1])) is not None


def _is_heavy(error: Mapping[str, Any]) -> bool:
    return error.get("type") in _HEAVY or _message(error).startswith(_HEAVY_WORDS)
