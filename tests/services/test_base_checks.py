"""No answer of anybody else passes for a service's own, and none stops who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import Unreachable
from checker.services.base_checks import BASES, NO_OWNER, Base, refuses_token
from tests.services.scripted import answer, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer

TOKENS = settings(GITHUB_TOKEN="ghp_secret", HF_TOKEN="hf_secret")
STATUSES = st.sampled_from([200, 204, 301, 400, 401, 403, 404, 410, 429, 500, 503, 999])
WORDS = st.sampled_from(["message", "Not Found", "error", "resources", "core", "data", "errors", "r0", "exception"])
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)


def own(base: Base, told: Answer) -> list[bool]:
    """For each question that is asked at a base, whether an answer passes for the service's own."""
    found = []
    for check in base.checks(TOKENS):
        try:
            found.append(check.is_own(told))
        except Unreachable:
            found.append(False)
    return found


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.setting)
@given(status=STATUSES, body=JSON.map(orjson.dumps) | st.binary(max_size=60))
def test_any_answer_is_judged_and_none_is_right_for_all_that_is_asked(base: Base, status: int, body: bytes) -> None:
    found = own(base, answer(status, body, content_type="application/json"))
    assert len(found) == 1 or not all(found)
    assert not any(refuses_token(answer(other, body)) for other in (200, 403, 404))


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.setting)
def test_what_can_not_be_is_asked_for_and_no_token_goes_to_another_service(base: Base) -> None:
    requests = [check.request for check in base.checks(TOKENS)]
    assert any(NO_OWNER in one.url for one in requests)
    sent = str([one.headers for one in requests])
    assert ("ghp_secret" in sent) == (base.setting == "github_api")
    assert ("hf_secret" in sent) == (base.setting == "hf_endpoint")


def test_a_missing_thing_counts_in_the_shape_in_which_that_service_says_it() -> None:
    bases = {base.setting: base for base in BASES}
    docs = "https://docs.github.com/rest/repos/repos#get-a-repository"
    said = {
        "github_api": answer(404, {"message": "Not Found", "documentation_url": docs, "status": "404"}),
        "github_web": answer(401, "Repository not found.", www_authenticate='Basic realm="GitHub"'),
        "hf_endpoint": answer(404, {"error": "Repository not found"}, x_error_code="RepoNotFound"),
        "swh_api": answer(404, {"exception": "NotFoundExc", "reason": "Origin not found!"}),
        "wayback": answer(200, {"url": NO_OWNER, "archived_snapshots": {}}),
    }
    for name, told in said.items():
        assert [setting for setting, base in bases.items() if any(own(base, told))] == [name]
