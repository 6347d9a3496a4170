"""The Hub: every row of what it was seen to answer, and where our token goes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from checker.errors import CredentialsError
from checker.model import Artifact, Facts, Kind, Observation, Outcome, Reason
from checker.network.rate_limits import hub_rule
from checker.services.hub.repositories import LARGEST, HuggingFace
from tests.services.scripted import NOW, Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from checker.network.transport import Request

HUB = "https://huggingface.co"
MODEL = {
    "_id": "64a1f0000000000000000001",
    "id": "lab/model",
    "private": False,
    "disabled": False,
    "gated": False,
    "createdAt": "2024-03-01T10:00:00.000Z",
    "lastModified": "2025-02-01T10:00:00.000Z",
    "sha": "a" * 40,
    "tags": ["transformers", "license:apache-2.0", "region:us"],
    "siblings": [
        {"rfilename": name}
        for name in (".gitattributes", "README.md", "weights/model-00001.safetensors", "weights/b.txt")
    ],
}


def missing_anonymous() -> Answer:
    words = "Invalid username or password."
    return answer(401, {"error": words}, x_error_message=words)


def missing_with_token() -> Answer:
    words = "Repository not found"
    return answer(404, {"error": words}, x_error_message=words, x_error_code="RepoNotFound")


def artifact(kind: Kind = Kind.HF_MODEL, target: str = "lab/model") -> Artifact:
    return Artifact(kind, target, f"{HUB}/{target}")


def said_of(script: Answer, *, token: str = "", kind: Kind = Kind.HF_MODEL, target: str = "lab/model") -> Observation:
    transport = Scripted(lambda _: script)
    hub = HuggingFace(settings(HF_TOKEN=token), transport, Hosts(hub_rule)("hub"), now)
    (said,) = observe(hub, artifact(kind, target))
    return said


def present(**changes: Any) -> Observation:
    return said_of(answer(200, {**MODEL, **changes}))


def test_a_model_that_is_there_tells_its_facts() -> None:
    said = present()
    assert (said.outcome, said.reason, said.status, said.at) == (Outcome.PRESENT, Reason.OK, 200, NOW)
    assert said.facts == Facts(
        platform_id="64a1f0000000000000000001",
        name="lab/model",
        created_at=datetime(2024, 3, 1, 10, tzinfo=UTC),
        last_commit_at=datetime(2025, 2, 1, 10, tzinfo=UTC),
        disabled=False,
        private=False,
        gated="",
        license="apache-2.0",
        head="a" * 40,
        empty=False,
        files=(".gitattributes", "README.md", "weights/", "weights/model-00001.safetensors", "weights/b.txt"),
        has_weights=True,
        has_card=True,
    )


@pytest.mark.parametrize(
    ("token", "script", "outcome", "reason"),
    [
        ("", missing_anonymous(), Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        ("t", missing_with_token(), Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        ("", missing_with_token(), Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        # the Hub's words without its headers, and the other way round
        ("", answer(401, {"error": "Invalid username or password."}), Outcome.REFUSED, Reason.REFUSED),
        ("t", answer(404, {"error": "Repository not found"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("t", answer(404, "<html>", x_error_code="RepoNotFound"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(401, "", x_error_message="Invalid username or password."), Outcome.REFUSED, Reason.REFUSED),
        # no answer to what was asked
        ("", answer(200, {**MODEL, "id": "lab/other"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(200, {**MODEL, "_id": None}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(200, dict.fromkeys(MODEL)), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(999, ""), Outcome.REFUSED, Reason.REFUSED),
        ("t", missing_anonymous(), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(404, "<h1>404</h1> nginx"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("t", answer(404, {"error": "Not Found"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(401, "<h1>Proxy login</h1>"), Outcome.REFUSED, Reason.REFUSED),
        ("", answer(401, {"error": "Invalid credentials in Authorization header"}), Outcome.REFUSED, Reason.REFUSED),
        ("t", answer(403, {"error": "Your token lacks a scope."}), Outcome.REFUSED, Reason.FORBIDDEN),
        (
            "",
            answer(401, {"error": "Access to model x is restricted."}, x_error_code="GatedRepo"),
            Outcome.PRESENT,
            Reason.GATED,
        ),
        (
            "t",
            answer(403, {"error": "Access to model x is restricted."}, x_error_code="GatedRepo"),
            Outcome.PRESENT,
            Reason.GATED,
        ),
        (
            "",
            answer(403, "", x_error_message="Access to this resource is disabled."),
            Outcome.BLOCKED,
            Reason.DISABLED,
        ),
        ("", answer(451, ""), Outcome.REFUSED, Reason.REFUSED),
        ("", answer(451, {"error": "Not in this country"}), Outcome.REFUSED, Reason.REFUSED),
        (
            "",
            answer(451, {"error": "Removed for legal reasons"}, x_error_message="Removed for legal reasons"),
            Outcome.BLOCKED,
            Reason.BLOCKED,
        ),
        ("", answer(400, {"error": "expand[] must be one of author, tags"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(200, {"hello": "world"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(200, {"id": "lab/model"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(200, "[1, 2]"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(200, "<html>Maintenance</html>"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(502, "<html>"), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        ("", answer(429, ""), Outcome.UNKNOWN, Reason.RATE_LIMITED),
        ("", answer(307, ""), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        ("", answer(307, "", location="http://[bad"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
    ],
)
def test_an_answer_means_what_the_hub_means_by_it(
    token: str, script: Answer, outcome: Outcome, reason: Reason
) -> None:
    said = said_of(script, token=token)
    assert (said.outcome, said.reason) == (outcome, reason)


def test_a_bad_token_ends_the_run_and_says_what_to_do() -> None:
    refusal = answer(401, {"error": "Invalid credentials in Authorization header"})
    with pytest.raises(CredentialsError) as raised:
        said_of(refusal, token="hf_secret")
    assert "HF_TOKEN" in str(raised.value)
    assert "unset" in raised.value.advice
    assert "hf_secret" not in str(raised.value)


@pytest.mark.parametrize("gated", ["auto", "manual"])
def test_a_gated_repository_exists(gated: str) -> None:
    said = present(gated=gated)
    assert (said.outcome, said.reason, said.facts.gated) == (Outcome.PRESENT, Reason.GATED, gated)


def test_a_disabled_repository_is_blocked_though_its_answer_is_200() -> None:
    said = present(disabled=True, gated="auto")
    assert (said.outcome, said.reason) == (Outcome.BLOCKED, Reason.DISABLED)
    assert said.facts.platform_id == MODEL["_id"]


def test_a_repository_with_nothing_but_git_attributes_is_empty() -> None:
    said = present(siblings=[{"rfilename": ".gitattributes"}])
    assert (said.outcome, said.reason, said.facts.empty) == (Outcome.PRESENT, Reason.NO_COMMITS, True)


@pytest.mark.parametrize(
    "moment", ["2099-01-01T00:00:00.000Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00"]
)
def test_a_date_in_the_future_or_off_the_calendar_tells_nothing(moment: str) -> None:
    assert present(lastModified=moment).facts.last_commit_at is None


def test_values_of_a_wrong_kind_are_not_told() -> None:
    said = present(private="no", runtime="x", tags=7, siblings={"a": 1}, sha=5, createdAt=1)
    assert (said.outcome, said.reason) == (Outcome.PRESENT, Reason.BAD_RESPONSE), "there, and its files are not told"
    assert (said.facts.private, said.facts.files, said.facts.head) == (None, None, None)
    assert (said.facts.empty, said.facts.created_at) == (None, None)


# -- fields that decide -------------------------------------------------------------------------------

NOT_TOLD: list[tuple[str, object]] = [
    *(("gated", None), ("gated", 0), ("gated", []), ("gated", {}), ("gated", "")),
    *(("disabled", None), ("disabled", 0), ("disabled", 1), ("disabled", "false"), ("disabled", [])),
]


@pytest.mark.parametrize(("field", "value"), NOT_TOLD)
def test_an_answer_that_does_not_tell_what_decides_is_none(field: str, value: object) -> None:
    said = present(**{field: value})
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert field in said.detail


@pytest.mark.parametrize("kind", [Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE])
def test_what_may_be_disabled_is_neither_open_nor_gated(kind: Kind) -> None:
    body = {name: value for name, value in MODEL.items() if name != "disabled"} | {"gated": "auto"}
    assert said_of(answer(200, body), kind=kind).outcome is Outcome.UNKNOWN


def test_what_is_disabled_need_tell_nothing_more() -> None:
    said = present(disabled=True, gated=None, siblings=None)
    assert (said.outcome, said.reason) == (Outcome.BLOCKED, Reason.DISABLED)


def test_whether_it_is_private_decides_for_who_may_see_what_is_private() -> None:
    body = {name: value for name, value in MODEL.items() if name != "private"}
    assert said_of(answer(200, body)).outcome is Outcome.PRESENT
    assert said_of(answer(200, body), token="t").outcome is Outcome.UNKNOWN


def on_a_mirror(
    single: dict[str, Any], listed: list[dict[str, Any]] | int, count: int
) -> tuple[list[Observation], int]:
    """What is said of so many models of as many owners by a mirror, and how many requests it took."""

    def script(request: Request) -> Answer:
        name = request.url.partition("?")[0].partition("/api/models/")[2]
        if name:
            return answer(200, {**single, "id": name})
        return answer(listed, "{}") if isinstance(listed, int) else answer(200, orjson.dumps(listed))

    transport = Scripted(script)
    mirror = settings(HF_ENDPOINT="https://mirror.example.org")
    hub = HuggingFace(mirror, transport, Hosts(hub_rule)("hub"), now)
    return observe(hub, *(artifact(target=f"lab{n}/model") for n in range(count))), len(transport.requests)


UNGATED = {name: value for name, value in MODEL.items() if name != "gated"}


@pytest.mark.parametrize(
    ("single", "listed", "count", "outcome", "lists"),
    [
        (MODEL, [], 5, Outcome.PRESENT, 0),
        (UNGATED, [UNGATED] * 4, 1, Outcome.PRESENT, 1),  # it has no gates
        (UNGATED, [UNGATED] * 4, 5, Outcome.PRESENT, 1),
        (UNGATED, [MODEL] * 4, 5, Outcome.UNKNOWN, 1),  # it has, and does not say now
        (UNGATED, [UNGATED] * 3 + [MODEL], 2, Outcome.UNKNOWN, 1),
        (UNGATED, [UNGATED], 1, Outcome.PRESENT, 1),  # it is small
        (UNGATED, [], 3, Outcome.PRESENT, 1),
        (UNGATED, 404, 1, Outcome.PRESENT, 1),  # it has no lists
        (UNGATED, 502, 1, Outcome.UNKNOWN, 3),  # what it has could not be seen at any attempt
    ],
)
def test_a_mirror_that_never_tells_a_field_is_not_waited_for(
    single: dict[str, Any], listed: list[dict[str, Any]] | int, count: int, outcome: Outcome, lists: int
) -> None:
    said, requests = on_a_mirror(single, listed, count)
    assert {one.outcome for one in said} == {outcome}
    assert requests == count + lists


def test_the_hub_itself_tells_all_fields_whatever_a_list_says() -> None:
    transport = Scripted(lambda _: answer(200, UNGATED))
    hub = HuggingFace(settings(), transport, Hosts(hub_rule)("hub"), now)
    (said,) = observe(hub, artifact())
    assert (said.outcome, len(transport.requests)) == (Outcome.UNKNOWN, 1)


@pytest.mark.parametrize("kind", [Kind.HF_MODEL, Kind.HF_COLLECTION])
def test_what_it_holds_is_owed_where_its_list_is_missing(kind: Kind) -> None:
    body = {name: value for name, value in MODEL.items() if name != "siblings"}
    said = said_of(answer(200, body), kind=kind)
    assert (said.outcome, said.reason) == (Outcome.PRESENT, Reason.BAD_RESPONSE)


def test_a_card_without_weights_is_seen() -> None:
    said = present(siblings=[{"rfilename": "README.md"}, {"rfilename": "config.json"}])
    assert (said.facts.has_card, said.facts.has_weights) == (True, False)


@pytest.mark.parametrize(
    ("files", "data"),
    [(["README.md", ".gitattributes", "load.py"], False), (["README.md", "data/train-0.parquet"], True)],
)
def test_a_dataset_has_data_where_it_has_more_than_words_and_scripts(files: list[str], data: bool) -> None:
    body = {**MODEL, "siblings": [{"rfilename": name} for name in files]}
    assert said_of(answer(200, body), kind=Kind.HF_DATASET).facts.has_weights is data


def test_a_space_tells_its_stage() -> None:
    body = {**MODEL, "runtime": {"stage": "RUNTIME_ERROR", "hardware": {"current": None}}}
    said = said_of(answer(200, body), kind=Kind.HF_SPACE)
    assert (said.outcome, said.facts.stage, said.facts.has_weights) == (Outcome.PRESENT, "RUNTIME_ERROR", None)


@pytest.mark.parametrize(
    ("kind", "route", "options"),
    [
        (Kind.HF_MODEL, "models", {"gated"}),
        (Kind.HF_DATASET, "datasets", {"gated"}),
        (Kind.HF_SPACE, "spaces", {"runtime", "sdk"}),
    ],
)
def test_each_kind_is_asked_at_its_route_for_what_the_hub_knows_of_it(
    kind: Kind, route: str, options: set[str]
) -> None:
    transport = Scripted(lambda _: answer(200, MODEL))
    observe(HuggingFace(settings(), transport, Hosts()("hub"), now), artifact(kind))
    (url,) = transport.urls
    path, _, query = url.partition("?")
    assert path == f"{HUB}/api/{route}/lab/model"
    asked = {option.removeprefix("expand[]=") for option in query.split("&")}
    assert options <= asked
    assert ("gated" in asked) is (kind is not Kind.HF_SPACE)


def test_an_option_that_the_hub_does_not_know_costs_a_second_request_and_no_verdict() -> None:
    def script(request: Request) -> Answer:
        return answer(400, {"error": "expand[] must be one of"}) if "?" in request.url else answer(200, MODEL)

    transport = Scripted(script)
    (said,) = observe(HuggingFace(settings(), transport, Hosts()("hub"), now), artifact())
    assert said.outcome is Outcome.PRESENT
    assert transport.urls[1] == f"{HUB}/api/models/lab/model"


LISTING = b'{"siblings":[' + b'{"rfilename":"a"},' * (LARGEST // 16)


def test_a_listing_without_end_is_asked_for_once_and_then_left_out() -> None:
    def script(request: Request) -> Answer:
        return answer(200, LISTING) if "siblings" in request.url else answer(200, MODEL)

    transport = Scripted(script)
    (said,) = observe(HuggingFace(settings(), transport, Hosts()("hub"), now), artifact())
    assert said.outcome is Outcome.PRESENT
    assert len(transport.requests) == 2


def test_an_answer_without_end_that_lists_nothing_is_no_listing() -> None:
    def script(request: Request) -> Answer:
        return answer(200, b" " * (LARGEST + 1)) if "siblings" in request.url else answer(200, MODEL)

    transport = Scripted(script)
    (said,) = observe(HuggingFace(settings(), transport, Hosts()("hub"), now), artifact())
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


def test_an_answer_without_end_is_unknown() -> None:
    said = said_of(answer(200, b" " * (LARGEST + 1)))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


# -- redirects ----------------------------------------------------------------------------------------


def redirecting(to: dict[str, str], **environment: str) -> tuple[Scripted, HuggingFace]:
    def script(request: Request) -> Answer:
        path, _, query = request.url.partition("?")
        if path in to:
            return answer(307, "", location=to[path] + (f"?{query}" if to[path].startswith("/") else ""))
        name = path.partition("/api/models/")[2]
        return answer(200, {**MODEL, "id": name, "_id": "66d195800000000000000002"})

    transport = Scripted(script)
    return transport, HuggingFace(settings(**environment), transport, Hosts()("hub"), now)


def test_a_move_tells_where_it_lands_and_what_is_there() -> None:
    transport, hub = redirecting({f"{HUB}/api/models/lab/model": "/api/models/firm/model"}, HF_TOKEN="hf_secret")
    (said,) = observe(hub, artifact())
    assert (said.facts.name, said.facts.platform_id) == ("firm/model", "66d195800000000000000002")
    assert all(url.startswith(f"{HUB}/api/models/") and "expand[]=siblings" in url for url in transport.urls)
    assert [request.headers["Authorization"] for request in transport.requests] == ["Bearer hf_secret"] * 2


def test_a_name_of_one_segment_leads_to_its_owner() -> None:
    _, hub = redirecting({f"{HUB}/api/models/gpt2": "/api/models/openai-community/gpt2"})
    (said,) = observe(hub, artifact(target="gpt2"))
    assert said.facts.name == "openai-community/gpt2"


def test_a_redirect_without_its_query_keeps_it() -> None:
    transport = Scripted(
        lambda request: (
            answer(200, MODEL) if "/new/" in request.url else answer(308, "", location="/api/models/new/m")
        )
    )
    observe(HuggingFace(settings(), transport, Hosts()("hub"), now), artifact())
    assert "expand[]=siblings" in transport.urls[1]


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example.org/api/models/lab/model",
        "//evil.example.org/x",
        "http://huggingface.co/api/models/lab/model",
        "https://huggingface.co:8443/api/models/lab/model",
        "https://huggingface.co@evil.example.org/",
    ],
)
def test_no_redirect_takes_the_token_away_from_the_hub(location: str) -> None:
    transport, hub = redirecting({f"{HUB}/api/models/lab/model": location}, HF_TOKEN="hf_secret")
    (said,) = observe(hub, artifact())
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert len(transport.requests) == 1


def test_a_chain_of_redirects_ends_after_five() -> None:
    chain = {f"{HUB}/api/models/lab/m{i}": f"/api/models/lab/m{i + 1}" for i in range(9)}
    _, hub = redirecting(chain)
    (far, near) = observe(hub, artifact(target="lab/m0"), artifact(target="lab/m4"))
    assert (far.outcome, far.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert (near.outcome, near.facts.name) == (Outcome.PRESENT, "lab/m9")


@pytest.mark.parametrize("landed", ["firm/other", "lab/model", "firm/model2", "other-firm/model"])
def test_a_redirect_to_one_thing_and_an_answer_about_another_tell_nothing(landed: str) -> None:
    def script(request: Request) -> Answer:
        if "/lab/model" in request.url:
            return answer(307, "", location="/api/models/firm/model")
        return answer(200, {**MODEL, "id": landed})

    (said,) = observe(HuggingFace(settings(), Scripted(script), Hosts()("hub"), now), artifact())
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


# -- owners and collections ---------------------------------------------------------------------------

NO_ORGANISATION = answer(404, {"error": "Sorry, we can't find the page you are looking for."})
NO_USER = answer(404, {"error": "This user does not exist"})


@pytest.mark.parametrize(
    ("organisation", "user", "outcome", "name"),
    [
        (answer(200, {"_id": "o1", "name": "lab"}), answer(500), Outcome.PRESENT, "lab"),
        (NO_ORGANISATION, answer(200, {"_id": "u1", "user": "Lab"}), Outcome.PRESENT, "Lab"),
        (NO_ORGANISATION, NO_USER, Outcome.ABSENT, None),
        (NO_ORGANISATION, answer(404, "<html>"), Outcome.UNKNOWN, None),
        (answer(404, "<html>"), NO_USER, Outcome.UNKNOWN, None),
        (NO_ORGANISATION, answer(502), Outcome.UNKNOWN, None),
        (NO_ORGANISATION, answer(200, {"_id": "u1", "user": "jane"}), Outcome.UNKNOWN, None),
    ],
)
def test_only_both_routes_together_say_that_an_owner_is_missing(
    organisation: Answer, user: Answer, outcome: Outcome, name: str | None
) -> None:
    script = {f"{HUB}/api/organizations/lab/overview": organisation, f"{HUB}/api/users/lab/overview": user}
    (said,) = observe(owners(script), artifact(Kind.HF_ORG, target="lab"))
    assert (said.outcome, said.facts.name) == (outcome, name)


@pytest.mark.parametrize("kind", ["models", "datasets"])
def test_the_name_of_no_owner_may_be_that_of_an_old_repository(kind: str) -> None:
    script = {
        f"{HUB}/api/organizations/gpt2/overview": NO_ORGANISATION,
        f"{HUB}/api/users/gpt2/overview": NO_USER,
        f"{HUB}/api/{kind}/gpt2": answer(307, "", location=f"/api/{kind}/lab/gpt2"),
        f"{HUB}/api/{kind}/lab/gpt2": answer(200, {**MODEL, "id": "lab/gpt2"}),
    }
    (said,) = observe(owners(script), artifact(Kind.HF_ORG, target="gpt2"))
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "lab/gpt2")


def test_weather_over_an_old_name_is_no_absence() -> None:
    script = {
        f"{HUB}/api/organizations/gpt2/overview": NO_ORGANISATION,
        f"{HUB}/api/users/gpt2/overview": NO_USER,
        f"{HUB}/api/models/gpt2": answer(502),
    }
    (said,) = observe(owners(script), artifact(Kind.HF_ORG, target="gpt2"))
    assert said.outcome is Outcome.UNKNOWN


def owners(script: dict[str, Answer]) -> HuggingFace:
    """A Hub that answers so, and for any other name as for a missing one."""

    def said(request: Request) -> Answer:
        return script.get(request.url.partition("?")[0], missing_anonymous())

    return HuggingFace(settings(), Scripted(said), Hosts()("hub"), now)


def test_a_collection_is_known_by_the_id_at_the_end_of_its_slug() -> None:
    slug = "lab/papers-65f0c1d2e3a4b5c6d7e8f901"
    said = said_of(answer(200, {"slug": slug, "title": "Papers", "items": [1]}), kind=Kind.HF_COLLECTION, target=slug)
    assert (said.outcome, said.facts.platform_id) == (Outcome.PRESENT, "65f0c1d2e3a4b5c6d7e8f901")
    assert said.facts.empty is False


@pytest.mark.parametrize(
    ("slug", "outcome"),
    [
        ("lab/papers-we-read-65f0c1d2e3a4b5c6d7e8f901", Outcome.PRESENT),  # it has another title today
        ("lab/papers-000000000000000000000000", Outcome.UNKNOWN),
    ],
)
def test_a_collection_of_another_number_is_another(slug: str, outcome: Outcome) -> None:
    target = "lab/papers-65f0c1d2e3a4b5c6d7e8f901"
    said = said_of(answer(200, {"slug": slug, "items": []}), kind=Kind.HF_COLLECTION, target=target)
    assert said.outcome is outcome


def test_a_missing_collection_is_absent() -> None:
    said = said_of(answer(404, {"error": "Collection not found"}), kind=Kind.HF_COLLECTION, target="lab/x")
    assert said.outcome is Outcome.ABSENT


# -- names that strangers write -----------------------------------------------------------------------


@pytest.mark.parametrize("target", ["lab/..", "../../settings/tokens", "lab//model", "."])
def test_a_name_cannot_leave_its_place_in_the_path(target: str) -> None:
    transport = Scripted(lambda _: answer(200, MODEL))
    (said,) = observe(HuggingFace(settings(), transport, Hosts()("hub"), now), artifact(target=target))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_LINK)
    assert not transport.requests


def test_a_name_is_written_into_the_path_as_text() -> None:
    transport = Scripted(lambda _: missing_anonymous())
    observe(HuggingFace(settings(), transport, Hosts()("hub"), now), artifact(target="lab/m?x=1#y %2e%2e"))
    assert transport.urls[0].startswith(f"{HUB}/api/models/lab/m%3Fx%3D1%23y%20%252e%252e?expand")


def test_trouble_with_one_is_no_trouble_for_others() -> None:
    script = {f"{HUB}/api/organizations/{name}/overview": answer(status) for name, status in (("a", 500), ("b", 418))}
    script[f"{HUB}/api/organizations/c/overview"] = answer(200, {"_id": "o", "name": "c"})
    hub = HuggingFace(settings(), Scripted(script), Hosts()("hub"), now)
    said = observe(hub, *(artifact(Kind.HF_ORG, name) for name in "abc"))
    assert [one.outcome for one in said] == [Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.PRESENT]
