"""What GraphQL answers, read: by alias, with its errors. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


LEAST_COST = 1  # points of any query

_HEAVY = ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED")
_HEAVY_WORDS = ("Something went wrong while executing", "Timeout on validation", "Resource limits")


class Said(StrEnum):
    """What an answer says about one alias."""

    THERE = "there"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    NOTHING = "nothing"  # not answered: ask again in a smaller batch


@dataclass(frozen=True, slots=True)
class Alias:
    """
    One alias of an answer: what is said, the object where there is one, the host's words where not.

    `untold` are the fields of an object that an error has emptied, so that their null says nothing; `again`: by an
    error that a smaller batch may not meet.
    """

    said: Said
    value: Mapping[str, Any]
    message: str = ""
    untold: frozenset[str] = frozenset()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A whole answer: its aliases in order, points spent, and whether the batch was too heavy: the error is about all of
    it, or has hit one alias in four.
    """

    aliases: tuple[Alias, ...]
    cost: int
    heavy: bool


def read(answer: Mapping[str, Any], count: int, *, null_is_absent: bool = False) -> Reading:
    """
    An answer to a query with aliases `r0` to `r{count-1}`.

    An error with a path speaks of its alias; one without (SAML may come so) can't be laid at any alias's door
    unless a single one has no data. A null without an error says nothing, unless `null_is_absent`: so GitHub
    answers for an owner that does not exist.

    Raises Unreachable (`bad_response`) for an answer that refuses the query itself, or is none to a query.
    """
    errors = _errors(answer)
    strains = [one for one in errors if _is_heavy(one)]
    if "data" not in answer and not strains and not any(one.get("type") for one in errors):
        raise Unreachable(Reason.BAD_RESPONSE, _message(errors[0]) if errors else "no answer to a query")
    data = answer["data"] if isinstance(answer.get("data"), dict) else {}
    blamed = _by_alias(errors)
    names = [f"r{index}" for index in range(count)]
    silent = [name for name in names if not isinstance(data.get(name), dict) and name not in blamed]
    pathless = next((one for one in errors if not one.get("path")), None)
    if pathless and (len(silent) == 1 or pathless.get("type") != "FORBIDDEN"):
        blamed |= dict.fromkeys(silent, pathless)
    null_is_absent = null_is_absent and not errors
    deep = _deep(errors)
    aliases = (
        _alias(data, blamed.get(name, {}), name, deep.get(name, ()), null_is_absent=null_is_absent) for name in names
    )
    hit = {str(one["path"][0]) for one in strains if one.get("path")}
    heavy = any(not one.get("path") for one in strains) or len(hit) * 4 > count
    return Reading(tuple(aliases), _cost(data), heavy)


def _errors(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    errors = answer.get("errors")
    return [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []


def _by_alias(errors: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The error of each alias; of several the one with the shortest path, which is about the alias itself."""
    with_path = [one for one in errors if isinstance(one.get("path"), list) and one["path"]]
    with_path.sort(key=lambda one: len(one["path"]), reverse=True)
    return {str(one["path"][0]): one for one in with_path}


def _deep(errors: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The errors below each alias: about a field of an object that is there."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in errors:
        path = one.get("path")
        if isinstance(path, list) and len(path) > 1:
            found.setdefault(str(path[0]), []).append(one)
    return found


def _alias(
    data: Mapping[str, Any],
    error: Mapping[str, Any],
    name: str,
    deep: Sequence[Mapping[str, Any]],
    *,
    null_is_absent: bool,
) -> Alias:
    value = data.get(name, ...)
    if isinstance(value, dict):
        untold = frozenset(str(one["path"][1]) for one in deep)
        again = any(one.get("type") != "FORBIDDEN" for one in deep)  # a right that we lack, we lack in any batch
        return Alias(Said.THERE, value, _message(deep[0]) if deep else "", untold, again)
    not_found = error.get("type") == "NOT_FOUND" and error.get("path") == [name]
    if value is None and (not_found or null_is_absent):
        return Alias(Said.NOT_FOUND, {}, _message(error))
    if error.get("type") == "FORBIDDEN":
        return Alias(Said.FORBIDDEN, {}, _message(error))
    return Alias(Said.NOTHING, {}, _message(error))


def _cost(data: Mapping[str, Any]) -> int:
    """The points that an answer cost: what it says, at least GitHub's minimum where it does not."""
    rate = data.get("rateLimit")
    cost = rate.get("cost") if isinstance(rate, dict) else None
    return cost if isinstance(cost, int) else LEAST_COST


def _message(error: Mapping[str, Any]) -> str:
    return str(error.get("message", ""))


def _is_heavy(error: Mapping[str, Any]) -> bool:
    return error.get("type") in _HEAVY or _message(error).startswith(_HEAVY_WORDS)
