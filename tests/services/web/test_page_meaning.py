"""What an answer to a page means, row by row, and that no page can hold us up."""

from __future__ import annotations

import orjson
import pytest

from checker.model import Outcome, Reason
from checker.services.web.destinations import leads_to_login
from checker.services.web.page_meaning import is_bot_challenge, read_page
from checker.services.web.parking import leads_to_parking
from tests.services.scripted import answer

FILLER = "<p>Data, code and models of our paper.</p>" * 2_000


def page(title: str, body: str = "", heading: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{heading}</h1>{body}</body></html>"


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (200, Outcome.PRESENT, Reason.OK),
        (206, Outcome.PRESENT, Reason.OK),
        (404, Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        (410, Outcome.ABSENT, Reason.HTTP_410),
        (451, Outcome.BLOCKED, Reason.BLOCKED),
        (401, Outcome.REFUSED, Reason.REFUSED),
        (403, Outcome.REFUSED, Reason.REFUSED),
        (405, Outcome.REFUSED, Reason.REFUSED),
        (406, Outcome.REFUSED, Reason.REFUSED),
        (418, Outcome.REFUSED, Reason.REFUSED),
        (429, Outcome.REFUSED, Reason.REFUSED),
        (999, Outcome.REFUSED, Reason.REFUSED),
        (300, Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (400, Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (423, Outcome.UNKNOWN, Reason.BAD_RESPONSE),
    ],
)
def test_the_status_decides_where_the_page_says_nothing_else(status: int, outcome: Outcome, reason: Reason) -> None:
    assert read_page(answer(status, page("Our project")))[:2] == (outcome, reason)


def test_a_takedown_is_told_by_its_words() -> None:
    told = answer(451, "Repository unavailable due to DMCA takedown.")
    assert read_page(told)[:2] == (Outcome.BLOCKED, Reason.DMCA)


@pytest.mark.parametrize(
    "body",
    [
        page("404 Not Found"),
        page("Page not found · Example"),
        page("Example", heading="<span>Oops!</span> This page does not exist"),
        page("This project is no longer available"),
        page("页面不存在"),
        page("404", FILLER),
    ],
)
def test_a_page_that_says_not_found_with_200_has_no_authority(body: str) -> None:
    outcome, reason, detail = read_page(answer(200, body))
    assert (outcome, reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert "not found" in detail


@pytest.mark.parametrize(
    "body",
    [
        page("Our project", "If a file is not found, see error 404 in the log. The domain is large."),
        page("Found: 4040 objects not lost"),
        page("Our project", FILLER, heading="Object not found? A data set of missing things"),
        "plain text without any markup",
        page("Predictive maintenance of wind turbines"),
        page("Maintenance data set"),
    ],
)
def test_an_ordinary_page_is_there(body: str) -> None:
    assert read_page(answer(200, body))[0] is Outcome.PRESENT


@pytest.mark.parametrize("body", ["", " \n"])
def test_a_page_without_a_word_tells_nothing(body: str) -> None:
    assert read_page(answer(200, body))[:2] == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    "title", ["Maintenance", "Site under maintenance", "We'll be back soon!", "Service Unavailable"]
)
def test_a_page_that_stands_in_for_all_others_tells_nothing_of_them(title: str) -> None:
    assert read_page(answer(200, page(title)))[:2] == (Outcome.UNKNOWN, Reason.SERVER_ERROR)


@pytest.mark.parametrize(
    "body",
    [
        page("example.org", "<p>This  domain is\n for sale!</p>"),
        page("example.org", "Buy this domain"),
        page("example.org", '<script src="https://img.sedoparking.com/x.js"></script>'),
        '<script>window.onload=function(){window.location.href="/lander"}</script>',
    ],
)
def test_a_parked_domain_is_not_the_page_that_was_linked(body: str) -> None:
    outcome, reason, detail = read_page(answer(200, body))
    assert (outcome, reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert "parked" in detail


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (403, page("Just a moment..."), {}),
        (503, page("Just a moment..."), {}),
        (503, "<script>window._cf_chl_opt={}</script>", {}),
        (200, page("Attention Required! | Cloudflare"), {}),
        (200, page("Making sure you're not a bot!"), {}),
        (403, page("Access Denied"), {}),
        (403, "", {"cf_mitigated": "challenge"}),
        (202, "", {"x_amzn_waf_action": "challenge"}),
        (404, "", {"cf_mitigated": "challenge"}),
    ],
)
def test_a_wall_against_robots_says_nothing_on_existence(status: int, body: str, headers: dict[str, str]) -> None:
    assert is_bot_challenge(answer(status, body, **headers))
    assert read_page(answer(status, body, **headers))[:2] == (Outcome.REFUSED, Reason.REFUSED)


def test_the_script_that_cloudflare_puts_into_every_page_is_no_wall() -> None:
    body = page("Our project", '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>')
    assert not is_bot_challenge(answer(200, body))


def test_a_form_with_a_captcha_is_no_wall() -> None:
    assert not is_bot_challenge(answer(200, page("Our project", '<div class="g-recaptcha"></div>')))


@pytest.mark.parametrize(
    "url",
    [
        "https://gitlab.com/users/sign_in",
        "https://example.org/login?next=/data",
        "https://example.org/Account/Login.aspx",
        "https://accounts.google.com/v3/signin/identifier",
        "https://accounts.google.com/ServiceLogin",
        "https://idp.example.edu/auth/realms/x/protocol/openid-connect/auth",
    ],
)
def test_logins_are_known_by_their_address(url: str) -> None:
    assert leads_to_login(url)


@pytest.mark.parametrize(
    "url", ["https://example.org/blog/login-design", "https://example.org/", "https://login.example.org/project"]
)
def test_other_addresses_are_no_logins(url: str) -> None:
    assert not leads_to_login(url)


def test_sellers_of_domains_are_known_by_their_host() -> None:
    assert leads_to_parking("https://www.hugedomains.com/domain_profile.cfm?d=x")
    assert not leads_to_parking("https://notsedo.com/")


@pytest.mark.parametrize(
    "body",
    [
        b"<title>" + b" " * 200_000,
        b"<title" * 40_000,
        b"<h1>" + b"<" * 200_000,
        b"domain " * 40_000,
        b"\xff\xfe" * 100_000,
        b"<title>a</title>" * 20_000,
    ],
)
@pytest.mark.timeout(10)
def test_no_page_takes_long_to_judge(body: bytes) -> None:
    """Expressions that try every split of a run of blanks would take hours for the first of these."""
    assert read_page(answer(200, body))[0] is Outcome.PRESENT


@pytest.mark.parametrize(
    "body",
    [
        {"error": "not found"},
        {"errors": [{"type": "RATE_LIMITED"}]},
        {"status": 404, "title": "Not Found"},
        {"code": 410},
        {"success": False},
        {"ok": False, "data": None},
        {"code": "NoSuchKey"},
        {"Code": "ResourceNotFoundException", "Message": "x"},
        {"__type": "NotFoundException"},
        {"type": "error"},
        {"errno": -9},
        {"hasError": True},
        {"error-code": 1},
        {"meta": {"code": 404}, "data": None},
        {"response": {"status": 404}},
        {"http_status_code": 404},
        {"code": -1, "msg": "失败"},
        {"status": "deleted"},
        {"deleted": True, "id": 7},
        {"found": False},
        {"Response": "False"},
        {"messages": ["Not found."]},
        {"detail": "No such record"},
        [{"error": "x"}],
        [],
        {},
        None,
        False,
        "Not Found",
    ],
)
def test_json_that_says_error_with_200_is_no_page(body: object) -> None:
    told = answer(200, orjson.dumps(body), content_type="application/json")
    assert read_page(told)[:2] == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    "body",
    [
        {"name": "a data set"},
        {"status": 200, "error": None},
        {"success": True, "errors": []},
        {"error": 0.03, "epoch": 5},
        {"code": "print(1)"},
        {"code": 0, "data": {"x": 1}},
        {"name": "Error analysis"},
        {"name": "error", "version": "1.0"},
        {"description": "A tool to find what is not found"},
        {"meta": {"code": 200}, "data": 1},
        [1, 2, 3],
    ],
)
def test_json_that_says_none_is_one(body: object) -> None:
    told = answer(200, orjson.dumps(body), content_type="application/json")
    assert read_page(told)[0] is Outcome.PRESENT


def test_words_under_the_name_of_json_are_read_as_words() -> None:
    assert read_page(answer(200, "404 page not found", content_type="application/json"))[0] is Outcome.UNKNOWN


@pytest.mark.parametrize("status", [600, 777, 999])
def test_a_status_beyond_those_of_http_turns_us_away(status: int) -> None:
    assert read_page(answer(status, "A page."))[:2] == (Outcome.REFUSED, Reason.REFUSED)
