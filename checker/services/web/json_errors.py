"""
Objects of JSON that tell of an error with status 200, as interfaces for programs do. Pure.

There is no one form (RFC 9457 names one of many): an error stands under its own name, a status tells of it by a
number or a word, or there is hardly anything but words that say so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.network.shapes import text
from checker.services.web.phrases import Kind, says

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer

_ERRORS = frozenset(
    {
        "error",
        "errors",
        "err",
        "exception",
        "error_code",
        "errorcode",
        "error_message",
        "errormessage",
        "errmsg",
        "fault",
    }
)
_STATUSES = frozenset(
    {"status", "statuscode", "status_code", "code", "httpstatus", "http_status", "result", "response", "state"}
)
_SUCCESSES = frozenset({"success", "ok", "succeeded"})
_MESSAGES = frozenset({"message", "msg", "detail", "details", "title", "description", "reason", "text"})
_FAILED = re.compile(
    r"(?:error|err|fail(?:ed|ure)?|(?:[a-z]+[ _-])?not[ _-]?found|no[ _-]such[ _-][a-z]+|invalid|missing|nok|ko"
    r"|exception|[45]\d\d(?:[ _-].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_NONE = frozenset({"", "none", "null", "no", "ok", "0", "200", "success", "false", "no error"})
_FEW = 6  # names in an object that has words for people and nothing else


def is_error(answer: Answer) -> bool:
    """Whether an answer of 200 is no page but an object that tells of an error."""
    if not answer.body.lstrip().startswith(b"{"):
        return False
    try:
        body = answer.mapping()
    except Unreachable:
        return False
    told = {name.casefold(): value for name, value in body.items()}
    return (
        any(_is_told(told.get(name)) for name in _ERRORS)
        or any(_is_failure(told[name]) for name in _STATUSES & told.keys())
        or any(told[name] is False or told[name] in ("false", 0) for name in _SUCCESSES & told.keys())
        or (len(told) <= _FEW and _says_so(told))
    )


def _is_told(value: Any) -> bool:
    return bool(value) and str(value).strip().casefold() not in _NONE


def _is_failure(value: Any) -> bool:
    """Whether a status is one of an error of HTTP, or a word for it."""
    number = isinstance(value, int) and not isinstance(value, bool) and 400 <= value < 600
    return number or _FAILED.fullmatch((text(value) or "").strip()) is not None


def _says_so(told: Mapping[str, Any]) -> bool:
    words = (text(told.get(name)) for name in _MESSAGES)
    return any(says(one, kind) for one in words if one for kind in (Kind.NOT_FOUND, Kind.ERROR))
