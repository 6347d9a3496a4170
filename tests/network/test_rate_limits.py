"""Limits are read from errors, in the fields where errors stand; no answer makes a rule raise."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.network.answer import Answer
from checker.network.gate import LONGEST_WAIT
from checker.network.rate_limits import (
    SECONDARY_WAIT,
    AtMost,
    counted_rule,
    github_rule,
    hub_rule,
    plain_rule,
)

if TYPE_CHECKING:
    from checker.network.gate import Rule

NOW = 1_764_500_000.0
RULES = [plain_rule, github_rule, hub_rule, counted_rule, AtMost(3, 60.0)]
DEEP = b'{"errors":' * 5_000 + b"1" + b"}" * 5_000
ABSURD = [
    "Wed, 21 Oct 2015 07:28:00 +99999999999999999999",
    "Wed, 21 Oct 2015 07:28:00 -9999",
    "Mon, 01 Jan 0001 00:00:00 +1400",
    "Fri, 31 Dec 9999 23:59:59 -2300",
    "9" * 400,
    "-1",
    "1e999",
    "nan",
    "٣",
    "",
    " ",
    "\0",
]


def answer(status: int, body: Any = b"", **headers: str) -> Answer:
    plain = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=plain, body=body if isinstance(body, bytes) else orjson.dumps(body))


LIMIT = {"message": "API rate limit exceeded for user ID 1.", "documentation_url": "https://docs.github.com/"}


@pytest.mark.parametrize(
    "told",
    [
        answer(200, {"id": 1, "full_name": "lab/abuse-detection", "description": "API rate limit exceeded"}),
        answer(200, {"data": {"r0": {"nameWithOwner": "lab/RATE_LIMIT"}}, "errors": [{"type": "RATE_LIMIT"}]}),
        answer(200, {"data": {"r0": {"description": "You have exceeded a secondary rate limit"}}}),
        answer(
            200, {"data": {"r0": None}, "errors": [{"type": "NOT_FOUND", "message": "… 'a/API rate limit exceeded'"}]}
        ),
        answer(200, {"id": 7, "message": "API rate limit exceeded"}),
        answer(200, {"message": "Fix: API rate limit exceeded"}),
        answer(403, {"message": "the `abuse-detection` organization has enabled SAML"}),
        answer(
            403, {"message": "Resource of `API rate limit exceeded` is protected", "x": {"message": "rate limit"}}
        ),
        answer(403, {"message": "Repository access blocked", "block": {"reason": "tos"}}, retry_after="60"),
        answer(404, LIMIT),
        answer(999, LIMIT),
    ],
)
def test_words_of_a_limit_in_anybodys_data_shut_nothing(told: Answer) -> None:
    assert github_rule(told, NOW) is None


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (answer(403, LIMIT), SECONDARY_WAIT),
        (answer(403, LIMIT, retry_after="7"), 7.0),
        (answer(403, {"message": "You have exceeded a secondary rate limit. Please wait."}), SECONDARY_WAIT),
        (answer(403, {"message": "You have triggered an abuse detection mechanism."}), SECONDARY_WAIT),
        (answer(403, {"message": "x", "documentation_url": "https://d/#abuse-rate-limits"}), SECONDARY_WAIT),
        (answer(429, b""), SECONDARY_WAIT),
        (answer(403, b"", x_ratelimit_remaining="0", x_ratelimit_reset=str(int(NOW) + 30)), 31.0),
        (answer(403, b"You have exceeded a secondary rate limit.", content_type="text/plain"), SECONDARY_WAIT),
        (answer(200, LIMIT), SECONDARY_WAIT),
        (answer(200, {"errors": [{"type": "RATE_LIMITED", "message": "x"}]}), SECONDARY_WAIT),
        (answer(200, {"data": {"r0": None}, "errors": [{"type": "RATE_LIMIT"}]}, retry_after="9"), 9.0),
        (answer(200, {"errors": [{"message": "You have exceeded a secondary rate limit."}]}), SECONDARY_WAIT),
    ],
)
def test_a_limit_in_an_error_is_obeyed(told: Answer, seconds: float) -> None:
    limit = github_rule(told, NOW)
    assert limit is not None
    assert (limit.seconds, limit.refused) == (seconds, True)


@pytest.mark.slow
@pytest.mark.parametrize("status", [200, 403, 429, 503])
@pytest.mark.parametrize("header", ["retry_after", "date", "x_ratelimit_reset"])
@pytest.mark.parametrize("value", ABSURD)
@pytest.mark.parametrize("rule", RULES)
def test_no_number_and_no_moment_is_too_absurd(rule: Rule, value: str, header: str, status: int) -> None:
    headers = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1", "retry_after": "5", header: value}
    makes_sense(rule, answer(status, b"{}", **headers))


def test_an_absurd_retry_after_of_a_success_means_nothing() -> None:
    assert plain_rule(answer(200, b"x", retry_after=ABSURD[0]), NOW) is None


def test_a_moment_without_a_zone_is_in_universal_time() -> None:
    told = answer(429, b"", retry_after="Wed, 21 Oct 2015 07:28:30 -0000", date="Wed, 21 Oct 2015 07:28:00 GMT")
    limit = plain_rule(told, NOW)
    assert limit is not None
    assert limit.seconds == 30.0


def makes_sense(rule: Rule, told: Answer) -> None:
    limit = rule(told, NOW)
    if limit is not None:
        assert not math.isnan(limit.seconds)
        assert 0.0 <= limit.seconds <= LONGEST_WAIT + 1.0


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["RATE_LIMIT", "API rate limit exceeded", "NOT_FOUND", "#abuse-rate-limits"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["data", "errors", "type", "message", "path", "block", "documentation_url", "rateLimit", "r0"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["retry-after", "date", "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit", "content-type"]
    ),
    st.sampled_from([*ABSURD, "0", "5", '"api";r=0;t=17', f'"api";r={"9" * 5_000};t=1', "text/plain"])
    | st.text(max_size=30),
    max_size=6,
)
BODIES = JSON.map(orjson.dumps) | st.binary(max_size=200) | st.just(DEEP)


@given(st.sampled_from(RULES), st.sampled_from([200, 403, 429, 503]) | st.integers(100, 999), HEADERS, BODIES)
def test_no_answer_makes_a_rule_raise(rule: Rule, status: int, headers: dict[str, str], body: bytes) -> None:
    makes_sense(rule, Answer(status=status, headers=headers, body=body))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("120.5", 120.0),
        ("+120", 120.0),
        ("120s", 120.0),
        ("120 seconds", 120.0),
        ("60, 120", 60.0),
        ("0", 1.0),  # whoever refuses us is not asked again at once
        (str(int(NOW) + 90), 90.0),
        (datetime.fromtimestamp(NOW + 90, UTC).isoformat(), 90.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 1.0),
        ("-5", SECONDARY_WAIT),
        ("PT5S", SECONDARY_WAIT),
        ("soon", SECONDARY_WAIT),
        ("9" * 400, SECONDARY_WAIT),
    ],
)
def test_a_wait_is_read_in_the_forms_that_are_plainly_meant(written: str, seconds: float) -> None:
    limit = plain_rule(answer(429, b"", retry_after=written), NOW)
    assert limit is not None
    assert (limit.seconds, limit.refused) == (seconds, True)
