"""
JSON that tells of an error with status 200, as interfaces for programs do. Pure.

There is no one form (RFC 9457 names one of many): an error stands under its own name, a status tells of it by a
number or a word, in the object or in one that goes before the data, or there is hardly anything but words that say
so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.network.shapes import text, texts
from checker.services.web.phrases import Kind, says

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer

#: Names as they are compared: letters alone, in lower case.
_ERRORS = frozenset(
    {
        *(
            "error",
            "errors",
            "err",
            "exception",
            "errorcode",
            "errormessage",
            "errmsg",
            "errortype",
            "errcode",
            "errno",
        ),
        *("fault", "problem", "failure", "failed", "iserror", "haserror", "haserrors", "deleted", "isdeleted"),
    }
)
_STATUSES = frozenset(
    {
        *("status", "statuscode", "code", "httpstatus", "httpcode", "httpstatuscode", "responsecode", "result"),
        *("response", "state", "ret", "retcode", "resultcode"),
    }
)
_SUCCESSES = frozenset({"success", "ok", "succeeded", "succeed", "successful", "found", "exists", "response"})
_TYPES = frozenset({"type", "name", "kind"})
#: Objects that go before the data, or stand in its place.
_HEADS = frozenset({"status", "meta", "response", "result", "header", "head", "error"})
_MESSAGES = frozenset(
    {
        *("message", "messages", "msg", "detail", "details", "title", "description", "reason", "text", "info"),
        *("response", "data"),
    }
)
_FAILED = re.compile(
    r"(?:error|err|fail(?:ed|ure)?|(?:[a-z]+[ _-])*not[ _-]?found(?:[ _-](?:error|exception|exc))?"
    r"|no[ _-]such[ _-][a-z _-]+|invalid|missing|nok|ko|gone|deleted|removed|exception|[45]\d\d(?:[ _-].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NONE = frozenset({"", "none", "null", "no", "ok", "0", "200", "success", "false", "no error"})
_FEW = 6  # names in an object that has words for people and nothing else


def is_error(answer: Answer) -> bool:
    """Whether an answer of 200 is no page but JSON that tells of an error, or of nothing at all."""
    start = answer.body.lstrip()[:1]
    if start != b"{" and "json" not in answer.headers.get("content-type", "").partition(";")[0]:
        return False
    try:
        body = answer.json()
    except Unreachable:
        return False
    if isinstance(body, list) and len(body) == 1:
        body = body[0]
    if isinstance(body, str):
        return _is_message(body)
    return not body or (isinstance(body, dict) and _tells_of_error(body))


def _tells_of_error(body: Mapping[str, Any], depth: int = 2) -> bool:
    told = {re.sub(r"[^a-z]", "", name.casefold()): value for name, value in body.items()}
    heads = (value for name, value in told.items() if name in _HEADS and isinstance(value, dict) and depth)
    return (
        any(_is_told(told[name]) for name in _ERRORS & told.keys())
        or any(_is_failure(told[name]) for name in _STATUSES & told.keys())
        or any(_is_false(told[name]) for name in _SUCCESSES & told.keys())
        or any(_is_word_of_failure(told[name], exact=False) for name in _TYPES & told.keys())
        or "error" in (told.get("type"), told.get("kind"))
        or any(_tells_of_error(head, depth - 1) for head in heads)
        or (len(told) <= _FEW and _says_so(told))
    )


def _is_told(value: Any) -> bool:
    """Whether there is an error; a fraction is a measure of one."""
    return bool(value) and not isinstance(value, float) and str(value).strip().casefold() not in _NONE


def _is_failure(value: Any) -> bool:
    """Whether a status is one of an error of HTTP, one below zero, or a word for it."""
    number = isinstance(value, int) and not isinstance(value, bool) and (value < 0 or 400 <= value < 600)
    return number or _is_word_of_failure(value, exact=True)


def _is_word_of_failure(value: Any, *, exact: bool) -> bool:
    """Whether a word tells of a failure; unless `exact` one of two parts or more."""
    word = _HUMP.sub(" ", (text(value) or "").strip())
    if not exact and not re.search(r"[ _-]", word):
        return False
    return _FAILED.fullmatch(word) is not None


def _is_false(value: Any) -> bool:
    return value is False or value == 0 or (isinstance(value, str) and value.strip().casefold() == "false")


def _says_so(told: Mapping[str, Any]) -> bool:
    words = (one for name in _MESSAGES & told.keys() for one in (text(told[name]), *texts(told[name])) if one)
    return any(map(_is_message, words))


def _is_message(words: str) -> bool:
    return any(says(words, kind) for kind in (Kind.NOT_FOUND, Kind.ERROR))
