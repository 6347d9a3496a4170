"""
Recognises errors in JSON responses with status 200, as some APIs send them. Pure.

There is no common form (RFC 9457 is one of many): a field for errors, a status with a number or a word, in the object
or in a header object beside the data, or an object with little more than a message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.network.shapes import text, texts
from checker.services.web.phrases import Kind, is_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer

#: Names of fields; they are compared in lower case, with their letters only.
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
#: Objects beside the data, or in place of it, that may hold the error.
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
_FEW = 6  # at most so many fields in an object that is only a message


def is_error(answer: Answer) -> bool:
    """Whether a response of status 200 is JSON with an error, or empty JSON."""
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
    return not body or (isinstance(body, dict) and _has_error(body))


def _has_error(body: Mapping[str, Any], depth: int = 2) -> bool:
    fields = {re.sub(r"[^a-z]", "", name.casefold()): value for name, value in body.items()}
    heads = (value for name, value in fields.items() if name in _HEADS and isinstance(value, dict) and depth)
    return (
        any(_is_error_value(fields[name]) for name in _ERRORS & fields.keys())
        or any(_is_failure(fields[name]) for name in _STATUSES & fields.keys())
        or any(_is_false(fields[name]) for name in _SUCCESSES & fields.keys())
        or any(_is_word_of_failure(fields[name], exact=False) for name in _TYPES & fields.keys())
        or "error" in (fields.get("type"), fields.get("kind"))
        or any(_has_error(head, depth - 1) for head in heads)
        or (len(fields) <= _FEW and _has_message(fields))
    )


def _is_error_value(value: Any) -> bool:
    """Whether the value of a field for errors is an error; a float is a measurement."""
    return bool(value) and not isinstance(value, float) and str(value).strip().casefold() not in _NONE


def _is_failure(value: Any) -> bool:
    """Whether a status is an error: 400 to 599, below zero, or a word for failure."""
    number = isinstance(value, int) and not isinstance(value, bool) and (value < 0 or 400 <= value < 600)
    return number or _is_word_of_failure(value, exact=True)


def _is_word_of_failure(value: Any, *, exact: bool) -> bool:
    """Whether a value is a word for failure; unless `exact`, only words of two parts or more count (`not_found`)."""
    word = _HUMP.sub(" ", (text(value) or "").strip())
    if not exact and not re.search(r"[ _-]", word):
        return False
    return _FAILED.fullmatch(word) is not None


def _is_false(value: Any) -> bool:
    return value is False or value == 0 or (isinstance(value, str) and value.strip().casefold() == "false")


def _has_message(fields: Mapping[str, Any]) -> bool:
    words = (one for name in _MESSAGES & fields.keys() for one in (text(fields[name]), *texts(fields[name])) if one)
    return any(map(_is_message, words))


def _is_message(words: str) -> bool:
    return any(is_phrase(words, kind) for kind in (Kind.NOT_FOUND, Kind.ERROR))
