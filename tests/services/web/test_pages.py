"""Pages: chains of redirects, who is asked, who is trusted, and what is concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.errors import Unreachable
from checker.model import Artifact, Kind, Observation, Outcome, Reason
from checker.services.web.pages import PAGE, Web
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from checker.network.transport import Request

PROJECT = answer(200, "<title>Our project</title>")


def page(url: str, kind: Kind = Kind.OTHER) -> Artifact:
    return Artifact(kind, url.partition("://")[2], url)


def look(
    script: dict[str, Answer], url: str, kind: Kind = Kind.OTHER, **environment: str
) -> tuple[Observation, Scripted]:
    transport = Scripted(script)
    (said,) = observe(Web(settings(**environment), transport, Hosts(), now), page(url, kind))
    return said, transport


def to(location: str, status: int = 302) -> Answer:
    return answer(status, "", location=location)


def test_a_page_that_is_there_is_known_by_its_address() -> None:
    said, transport = look({"https://lab.example.org/p": PROJECT}, "https://lab.example.org/p")
    assert (said.outcome, said.reason, said.status) == (Outcome.PRESENT, Reason.OK, 200)
    assert said.facts.name == "https://lab.example.org/p"
    (request,) = transport.requests
    assert (request.method, request.max_bytes, request.trusted) == ("GET", PAGE, False)


@pytest.mark.parametrize(
    ("told", "outcome", "reason"),
    [
        (answer(404), Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(410), Outcome.ABSENT, Reason.HTTP_410),
        (answer(403), Outcome.REFUSED, Reason.REFUSED),
        (answer(451), Outcome.BLOCKED, Reason.BLOCKED),
        (answer(500), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (answer(503, "<title>Just a moment...</title>"), Outcome.REFUSED, Reason.REFUSED),
        (answer(429, "", retry_after="9999"), Outcome.UNKNOWN, Reason.RATE_LIMITED),
        (answer(200, "<title>404 Not Found</title>"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(302), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (to("http://[bad"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
    ],
)
def test_an_answer_becomes_an_observation(told: Answer, outcome: Outcome, reason: Reason) -> None:
    said, _ = look({"https://lab.example.org/p": told}, "https://lab.example.org/p")
    assert (said.outcome, said.reason) == (outcome, reason)
    assert said.facts.name is None


@pytest.mark.parametrize("reason", [Reason.DNS, Reason.TLS, Reason.TIMEOUT, Reason.NETWORK, Reason.UNSAFE_ADDRESS])
def test_no_answer_at_all_is_unknown_and_never_absence(reason: Reason) -> None:
    def script(_: Request) -> Answer:
        raise Unreachable(reason, "why")

    (said,) = observe(Web(settings(), Scripted(script), Hosts(), now), page("https://gone.example.org/"))
    assert (said.outcome, said.reason, said.detail) == (Outcome.UNKNOWN, reason, "why")


def test_a_wall_is_not_asked_again_and_a_failing_server_is() -> None:
    _, wall = look({"https://a.example.org/": answer(503, "", cf_mitigated="challenge")}, "https://a.example.org/")
    _, failing = look({"https://a.example.org/": answer(503)}, "https://a.example.org/")
    assert (len(wall.requests), len(failing.requests)) == (1, 3)


# -- redirects ----------------------------------------------------------------------------------------


def test_each_hop_is_a_request_of_its_own_to_its_own_host() -> None:
    script = {
        "https://bit.ly/x": to("http://lab.example.org/old", 301),
        "http://lab.example.org/old": to("../new#part", 308),
        "http://lab.example.org/new#part": PROJECT,
    }
    transport, hosts = Scripted(script), Hosts()
    (said,) = observe(Web(settings(), transport, hosts, now), page("https://bit.ly/x"))
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "http://lab.example.org/new#part")
    assert said.detail == "ends at an address without TLS"
    assert hosts.asked == {"bit.ly", "lab.example.org"}
    assert hosts.ledger.costs()["web"].requests == 3
    assert not any(request.trusted for request in transport.requests)


def test_a_loop_is_seen() -> None:
    script = {"https://a.example.org/1": to("/2"), "https://a.example.org/2": to("/1")}
    said, transport = look(script, "https://a.example.org/1")
    assert (said.outcome, said.reason, said.detail) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, "a redirect loop")
    assert len(transport.requests) == 2


def test_a_chain_ends_after_eight() -> None:
    script = {f"https://a.example.org/{i}": to(f"/{i + 1}") for i in range(20)}
    script["https://a.example.org/20"] = PROJECT
    far, transport = look(script, "https://a.example.org/11")
    assert (far.outcome, far.reason, len(transport.requests)) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, 9)
    near, _ = look(script, "https://a.example.org/12")
    assert near.outcome is Outcome.PRESENT


@pytest.mark.parametrize("login", ["/users/sign_in", "https://accounts.google.com/ServiceLogin?continue=x"])
def test_a_redirect_to_a_login_is_refused_and_not_followed(login: str) -> None:
    said, transport = look({"https://gitlab.com/o/n": to(login)}, "https://gitlab.com/o/n", Kind.OTHER_FORGE)
    assert (said.outcome, said.reason) == (Outcome.REFUSED, Reason.LOGIN)
    assert len(transport.requests) == 1


def test_a_page_about_logins_is_a_page() -> None:
    said, _ = look({"https://a.example.org/login": PROJECT}, "https://a.example.org/login")
    assert said.outcome is Outcome.PRESENT


def test_a_redirect_to_a_seller_of_domains_is_no_page() -> None:
    said, transport = look(
        {"http://lab.example.org/": to("https://www.hugedomains.com/x")}, "http://lab.example.org/"
    )
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert len(transport.requests) == 1


# -- bases --------------------------------------------------------------------------------------------

BASE = "http://127.0.0.1:8001/web"


def test_github_is_asked_at_its_base_and_named_by_its_public_name() -> None:
    script = {f"{BASE}/o/n": to(f"{BASE}/firm/new", 301), f"{BASE}/firm/new": PROJECT}
    said, transport = look(script, "https://github.com/o/n", Kind.GITHUB_REPO, REPROLINKS_GITHUB_WEB=BASE)
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "firm/new")
    assert [request.trusted for request in transport.requests] == [True, True]


def test_a_stranger_who_redirects_to_github_leads_to_the_base() -> None:
    script = {"https://bit.ly/x": to("https://github.com/o/n"), f"{BASE}/o/n": PROJECT}
    said, transport = look(script, "https://bit.ly/x", REPROLINKS_GITHUB_WEB=BASE)
    assert said.facts.name == "https://github.com/o/n"
    assert transport.urls == ["https://bit.ly/x", f"{BASE}/o/n"]


def test_no_token_is_ever_sent_to_a_page() -> None:
    script = {"https://github.com/o/n": to("https://huggingface.co/o/n"), "https://huggingface.co/o/n": PROJECT}
    said, transport = look(script, "https://github.com/o/n", GITHUB_TOKEN="ghp_secret", HF_TOKEN="hf_secret")
    assert said.outcome is Outcome.PRESENT
    assert not any("secret" in str(request) for request in transport.requests)


def test_the_home_page_of_github_is_no_repository_of_today() -> None:
    said, _ = look(
        {"https://github.com/o/n": to("https://github.com/"), "https://github.com/": PROJECT},
        "https://github.com/o/n",
        Kind.GITHUB_REPO,
    )
    assert said.facts.name is None


def test_a_project_of_another_forge_is_named_as_a_target() -> None:
    script = {
        "https://gitlab.com/o/n": to("https://www.gitlab.com/o/new/", 301),
        "https://www.gitlab.com/o/new/": PROJECT,
    }
    said, _ = look(script, "https://gitlab.com/o/n", Kind.OTHER_FORGE)
    assert said.facts.name == "gitlab.com/o/new"


# -- repositories for reviewers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "outcome", "reason"),
    [
        (answer(200, {"url": None, "download": True}), Outcome.PRESENT, Reason.OK),
        (answer(410, {"error": "repository_expired"}), Outcome.ABSENT, Reason.HTTP_410),
        (answer(404, {"error": "repo_not_found"}), Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(404, {"error": "repository_not_ready"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(404, "<html>nginx</html>"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(500, {"error": "repository_not_accessible"}), Outcome.UNKNOWN, Reason.SERVER_ERROR),
    ],
)
def test_anonymous_github_is_asked_for_the_repository_and_not_for_its_page(
    told: Answer, outcome: Outcome, reason: Reason
) -> None:
    """Its page is a script that answers 200 to every name."""
    options = "https://anonymous.4open.science/api/repo/RTL-20C5/options"
    said, transport = look({options: told}, "https://anonymous.4open.science/r/RTL-20C5/README.md")
    assert (said.outcome, said.reason) == (outcome, reason)
    assert set(transport.urls) == {options}


def test_other_pages_of_anonymous_github_are_pages() -> None:
    said, transport = look({"https://anonymous.4open.science/": PROJECT}, "https://anonymous.4open.science/")
    assert said.outcome is Outcome.PRESENT
    assert transport.urls == ["https://anonymous.4open.science/"]


def test_many_pages_are_asked_at_once_and_each_is_told_apart() -> None:
    script = {f"https://h{i}.example.org/": answer(200, "A page.") if i % 2 else answer(404) for i in range(50)}
    said = observe(Web(settings(), Scripted(script), Hosts(), now), *(page(url) for url in script))
    assert [one.outcome for one in said] == [Outcome.ABSENT, Outcome.PRESENT] * 25
