"""The Hub's index of papers: what of its answers names a candidate, and what is no answer at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import CredentialsError
from checker.model import Kind, Reason
from checker.model.candidates import AddedBy, CheckOutcome, LookupResult, PaperLookup
from checker.network.rate_limits import hub_rule
from checker.services.hub.papers import MOST, HubPapers
from tests.services.scripted import NOW, Hosts, Scripted, answer, now, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer

NUMBER = "2402.00001"
PAGE, CARDS = (f"https://huggingface.co/api/{path}" for path in (f"papers/{NUMBER}", f"arxiv/{NUMBER}/repos"))


def missing() -> Answer:
    """The Hub's own 404."""
    return answer(404, {"error": "Not found"}, x_error_message="Not found")


def told_of(page: Answer, cards: Answer | None = None, *, token: str = "") -> tuple[LookupResult, list[str]]:
    """What comes of these answers, and the addresses that were asked for."""
    transport = Scripted({PAGE: page} | ({CARDS: cards} if cards else {}))
    hub = HubPapers(settings(HF_TOKEN=token), transport, Hosts(hub_rule)("hub"), now)

    async def ask() -> list[LookupResult]:
        return [one async for one in hub.ask([PaperLookup("a paper", NUMBER)])]

    (answered,) = asyncio.run(ask())
    assert (answered.paper_id, answered.at, answered.service) == ("a paper", NOW, "hf_papers")
    return answered, [request.url for request in transport.requests]


def names(**body: Any) -> LookupResult:
    return told_of(answer(200, {"id": NUMBER, **body}))[0]


def test_a_page_is_one_question() -> None:
    answered, asked = told_of(answer(200, {"id": NUMBER}))
    assert (answered.outcome, answered.candidates, asked) == (CheckOutcome.NOTHING, (), [PAGE])


@pytest.mark.parametrize(
    ("told", "by"),
    [("user", AddedBy.USER), ("auto", AddedBy.AUTO), (None, AddedBy.NOT_TOLD), ("tag", AddedBy.NOT_TOLD), (7, "")],
)
def test_who_entered_a_repository_is_kept_and_nobody_can_call_himself_a_card(told: object, by: AddedBy) -> None:
    (one,) = names(githubRepo="https://github.com/lab/net", githubRepoAddedBy=told).candidates
    assert (one.kind, one.target, one.url) == (Kind.GITHUB_REPO, "lab/net", "https://github.com/lab/net")
    assert (one.added_by, one.field, one.route) == (by, "githubRepo", f"/api/papers/{NUMBER}")


def test_an_address_is_read_by_the_grammar_of_links() -> None:
    (one,) = names(githubRepo="http://www.github.com/lab/net.git/tree/main?x=1").candidates
    assert (one.kind, one.target) == (Kind.GITHUB_REPO, "lab/net")


def test_of_many_cards_the_first_are_taken_and_all_are_counted() -> None:
    rows = [{"_id": str(n), "id": f"lab/m{n}"} for n in range(MOST + 5)]
    found = names(linkedModels=rows, numTotalModels=2431).candidates
    assert [one.target for one in found] == [f"lab/m{n}" for n in range(MOST)]
    assert found[0].evidence == f"its card on Hugging Face is tagged arxiv:{NUMBER} (one of 2431 models)"
    assert {one.added_by for one in found} == {AddedBy.TAG}


@pytest.mark.parametrize(
    "body",
    [
        {"githubRepo": 7},
        {"githubRepo": ["https://github.com/lab/net"]},
        {"githubRepo": "https://github.com/lab/net\nhttps://evil.example"},
        {"projectPage": "javascript:alert(1)"},
        {"linkedModels": [{"id": 7}]},
        {"linkedModels": ["lab/net"]},
        {"linkedModels": [{"id": "datasets/net"}]},  # a model's list names no data set
        {"linkedDatasets": [{"id": "lab/net/../../x"}]},
        {"linkedModels": [{"id": "lab/net.git"}]},  # the grammar reads another name out of it
    ],
)
def test_what_names_nothing_is_counted_and_left_out(body: dict[str, Any]) -> None:
    answered = names(**body)
    assert (answered.outcome, answered.candidates, answered.dropped) == (CheckOutcome.NOTHING, (), 1)


@pytest.mark.parametrize(
    "body", [{"linkedModels": {}}, {"linkedModels": None}, {"githubRepo": None}, {"numTotalModels": "x"}]
)
def test_fields_of_another_form_name_nothing(body: dict[str, Any]) -> None:
    answered = names(**body)
    assert (answered.outcome, answered.candidates, answered.dropped) == (CheckOutcome.NOTHING, (), 0)


def test_a_paper_without_a_page_may_be_named_by_cards() -> None:
    answered, asked = told_of(missing(), answer(200, {"models": [], "datasets": [{"id": "lab/data"}], "spaces": []}))
    assert asked == [PAGE, CARDS]
    assert [(one.kind, one.target, one.field) for one in answered.candidates] == [
        (Kind.HF_DATASET, "lab/data", "datasets")
    ]
    assert answered.outcome is CheckOutcome.NAMED


@pytest.mark.parametrize("cards", [missing(), answer(200, {"models": [], "datasets": [], "spaces": []})])
def test_not_indexed_is_the_hubs_own_word(cards: Answer) -> None:
    assert told_of(missing(), cards)[0].outcome is CheckOutcome.NOT_INDEXED


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer(404, "<title>404</title>", content_type="text/html"), Reason.BAD_RESPONSE),  # a proxy's, a mirror's
        (answer(200, "<title>Sign in</title>", content_type="text/html"), Reason.BAD_RESPONSE),
        (answer(200, b"[]"), Reason.BAD_RESPONSE),
        (answer(200, b"{}"), Reason.BAD_RESPONSE),
        (answer(200, {"id": "2402.00002", "githubRepo": "https://github.com/lab/net"}), Reason.BAD_RESPONSE),
        (answer(307, location="https://evil.example/api"), Reason.BAD_RESPONSE),
        (answer(403, {"error": "No"}), Reason.REFUSED),
        (answer(401, {"error": "Log in"}), Reason.REFUSED),
        (answer(500, {"error": "Internal"}), Reason.SERVER_ERROR),
        (answer(429, {"error": "We had to rate limit you."}, ratelimit='"api";r=0;t=290'), Reason.RATE_LIMITED),
    ],
)
def test_what_is_no_answer_says_nothing_of_a_paper(page: Answer, reason: Reason) -> None:
    answered, asked = told_of(page, answer(200, {"models": [{"id": "lab/net"}]}))
    assert (answered.outcome, answered.reason, answered.candidates) == (CheckOutcome.UNKNOWN, reason, ())
    assert set(asked) == {PAGE}, "and no other question is put, nor elsewhere"


def test_a_page_known_to_be_missing_is_not_enough_while_cards_are_silent() -> None:
    for cards in (answer(502, b""), answer(200, b"{}"), answer(200, {"error": "Busy"})):
        assert told_of(missing(), cards)[0].outcome is CheckOutcome.UNKNOWN


def test_a_refused_token_meets_all() -> None:
    refused = answer(401, {"error": "Invalid credentials in Authorization header"})
    with pytest.raises(CredentialsError, match="HF_TOKEN"):
        told_of(refused, token="hf_bad")
