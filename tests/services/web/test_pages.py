"""Pages: chains of redirects, who is asked, who is trusted, and what is concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.errors import Unreachable
from checker.model import Artifact, Kind, Observation, Outcome, Reason
from checker.services.web.pages import PAGE, Web
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from collections.abc import Callable

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


# -- what stands in the place of a page ---------------------------------------------------------------

LAB = "https://lab.example.org"


def refresh(location: str, delay: str = "0") -> Answer:
    return answer(200, f'<meta http-equiv="refresh" content="{delay}; url={location}"><p>Moved.</p>')


@pytest.mark.parametrize("way", [to, refresh])
@pytest.mark.parametrize("place", ["/404", "/", "/en/index.html", "/errors/not-found.aspx", "https://www.sedo.com/x"])
def test_what_a_deep_page_leads_to_instead_is_neither_there_nor_gone(
    way: Callable[[str], Answer], place: str
) -> None:
    script = {f"{LAB}/p/tool": way(place), f"{LAB}/404": answer(404), f"{LAB}/": PROJECT}
    said, transport = look(script, f"{LAB}/p/tool")
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert said.detail.startswith("leads to ")
    assert transport.urls == [f"{LAB}/p/tool"]


def away(script: str, body: str = "") -> Answer:
    text = f"<html><head><title></title><script>{script}</script></head><body>{body}</body></html>"
    return answer(200, text, content_type="text/html")


@pytest.mark.parametrize(
    ("script", "body", "outcome"),
    [
        ("window.location.href = '/404';", "", Outcome.UNKNOWN),
        ('location.replace("/")', "", Outcome.UNKNOWN),
        ("top.location='https://www.hugedomains.com/x'", "", Outcome.UNKNOWN),
        ("document.location = '/new'", "", Outcome.PRESENT),
        ("if (old) location.href = '/404'", "", Outcome.PRESENT),
        ("location.href = '/404'", "<h1>Our tool</h1><p>It counts frogs.</p>", Outcome.PRESENT),
        ("location.href = '/404'", "<p>You are being redirected. <a href=/404>Click here</a></p>", Outcome.UNKNOWN),
        ("location.href = '/404'", "<p>Sie werden weitergeleitet.</p>", Outcome.UNKNOWN),
        ("setTimeout(function(){window.location.href='/404'},0)", "", Outcome.UNKNOWN),
        ("setTimeout(() => {location.assign('/404')}, 100)", "", Outcome.UNKNOWN),
        ("self.location=`/404`", "", Outcome.UNKNOWN),
        ("//<![CDATA[\nlocation='/404';//]]>", "", Outcome.UNKNOWN),
    ],
)
def test_a_page_that_is_nothing_but_a_script_leads_where_the_script_does(
    script: str, body: str, outcome: Outcome
) -> None:
    pages = {"https://lab.example.edu/tool": away(script, body), "https://lab.example.edu/new": PROJECT}
    said, _ = look({**pages, "https://lab.example.edu/404": PROJECT}, "https://lab.example.edu/tool")
    assert said.outcome is outcome


def test_a_body_that_leads_away_as_soon_as_it_is_there_leads_where_its_script_does() -> None:
    body = "<html><body onload=\"location.href='/404'\"><p>Redirecting</p></body></html>"
    script = {"https://lab.example.edu/tool": answer(200, body), "https://lab.example.edu/404": PROJECT}
    assert look(script, "https://lab.example.edu/tool")[0].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("status", [200, 202, 401, 403, 404, 410, 503])
def test_a_wall_against_robots_is_a_wall_with_any_status(status: int) -> None:
    wall = answer(status, "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>")
    said, _ = look({"https://lab.example.edu/tool": wall}, "https://lab.example.edu/tool")
    assert (said.outcome, said.reason) == (Outcome.REFUSED, Reason.REFUSED)


def test_a_path_that_is_dropped_at_the_second_hop_is_dropped() -> None:
    script = {"https://bit.ly/x": to(f"{LAB}/tool"), f"{LAB}/tool": to(f"{LAB}/"), f"{LAB}/": PROJECT}
    said, _ = look(script, "https://bit.ly/x")
    assert (said.outcome, said.detail) == (Outcome.UNKNOWN, "leads to the root of its site")


def test_a_shortener_may_lead_to_the_root_of_a_site() -> None:
    said, _ = look({"https://bit.ly/x": to(f"{LAB}/"), f"{LAB}/": PROJECT}, "https://bit.ly/x")
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, f"{LAB}/")


def test_a_refresh_is_followed_like_a_redirect() -> None:
    script = {f"{LAB}/old": refresh("new/"), f"{LAB}/new/": answer(200, "moved", refresh="1; url=/newer")}
    said, transport = look(script | {f"{LAB}/newer": PROJECT}, f"{LAB}/old")
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, f"{LAB}/newer")
    assert transport.urls == [f"{LAB}/old", f"{LAB}/new/", f"{LAB}/newer"]
    gone, _ = look({f"{LAB}/old": refresh("/new")}, f"{LAB}/old")
    assert gone.outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "told",
    [
        refresh(f"{LAB}/p"),  # it loads itself anew
        refresh("", "60"),
        refresh("/p#top"),
        refresh("/logout", "1800"),  # a session that ends
        refresh("javascript:alert(1)"),
        refresh("http://[bad"),
    ],
)
def test_a_page_that_leads_nowhere_soon_is_a_page(told: Answer) -> None:
    said, transport = look({f"{LAB}/p": told}, f"{LAB}/p")
    assert (said.outcome, transport.urls) == (Outcome.PRESENT, [f"{LAB}/p"])


def test_refreshes_count_as_hops_and_come_round_as_redirects_do() -> None:
    loop, _ = look({f"{LAB}/1": refresh("/2"), f"{LAB}/2": refresh("/1")}, f"{LAB}/1")
    assert (loop.outcome, loop.detail) == (Outcome.UNKNOWN, "a redirect loop")
    far, transport = look({f"{LAB}/{i}": refresh(f"/{i + 1}") for i in range(20)}, f"{LAB}/1")
    assert (far.outcome, len(transport.requests)) == (Outcome.UNKNOWN, 9)


def test_a_login_and_a_wall_are_what_they_are_after_a_refresh_too() -> None:
    said, _ = look({f"{LAB}/p": refresh("/login")}, f"{LAB}/p")
    assert (said.outcome, said.reason) == (Outcome.REFUSED, Reason.LOGIN)
    wall = answer(200, '<title>Just a moment...</title><meta http-equiv="refresh" content="5;url=/p?x">')
    said, transport = look({f"{LAB}/p": wall}, f"{LAB}/p")
    assert (said.outcome, len(transport.requests)) == (Outcome.REFUSED, 1)


# -- cookies ------------------------------------------------------------------------------------------


def gatekeeper(place: str, cookie: str = "seen=yes; Path=/") -> Callable[[Request], Answer]:
    """A site that shows its page to whoever brings its cookie, and redirects to `place` before."""

    def script(request: Request) -> Answer:
        if "seen=yes" in request.headers.get("Cookie", ""):
            return PROJECT
        return answer(302, "", location=place, set_cookie=cookie)

    return script


@pytest.mark.parametrize(
    "cookie", ["seen=yes; Path=/", "a=b; Expires=Wed, 21 Oct 2026 07:28:00 GMT, seen=yes; HttpOnly", "seen=yes"]
)
def test_a_cookie_and_a_redirect_to_itself_is_no_loop(cookie: str) -> None:
    transport = Scripted(gatekeeper(f"{LAB}/p", cookie))
    (said,) = observe(Web(settings(), transport, Hosts(), now), page(f"{LAB}/p"))
    assert (said.outcome, len(transport.requests)) == (Outcome.PRESENT, 2)


def test_a_cookie_lives_as_long_as_its_chain() -> None:
    transport = Scripted(gatekeeper("/p"))
    web = Web(settings(), transport, Hosts(), now)
    assert [one.outcome for one in observe(web, page(f"{LAB}/p"))] == [Outcome.PRESENT]
    assert [one.outcome for one in observe(web, page(f"{LAB}/p"))] == [Outcome.PRESENT]
    assert ["Cookie" in request.headers for request in transport.requests] == [False, True] * 2


def test_a_site_that_never_takes_its_cookie_is_a_loop() -> None:
    same = answer(302, "", location="/p", set_cookie="seen=no")
    said, transport = look({f"{LAB}/p": same}, f"{LAB}/p")
    assert (said.outcome, said.detail, len(transport.requests)) == (Outcome.UNKNOWN, "a redirect loop", 2)


def test_a_site_with_a_new_cookie_at_every_turn_comes_to_an_end() -> None:
    asked: list[str] = []

    def script(request: Request) -> Answer:
        asked.append(request.headers.get("Cookie", ""))
        return answer(302, "", location="/p", set_cookie=f"n={len(asked)}")

    (said,) = observe(Web(settings(), Scripted(script), Hosts(), now), page(f"{LAB}/p"))
    assert (said.outcome, said.detail, len(asked)) == (Outcome.UNKNOWN, "more than 8 redirects", 9)


def test_a_cookie_goes_to_the_host_that_set_it_and_to_no_other() -> None:
    script = {
        "https://a.example.org/p": answer(302, "", location="https://b.example.net/q", set_cookie="k=v"),
        "https://b.example.net/q": answer(302, "", location="http://a.example.org/r"),
        "http://a.example.org/r": answer(302, "", location="https://www.a.example.org/s"),
        "https://www.a.example.org/s": PROJECT,
    }
    said, transport = look(script, "https://a.example.org/p")
    assert said.outcome is Outcome.PRESENT
    sent = [request.headers.get("Cookie", "") for request in transport.requests]
    assert sent == ["", "", "", "k=v"]  # not without TLS either


@pytest.mark.parametrize("bad", ["", "=x", "a b=c", "a=\x7f", "a=b\r\nX: y", "x" * 5_000 + "=1", "a=" + "b" * 70_000])
def test_a_cookie_that_is_none_is_not_sent(bad: str) -> None:
    script = {f"{LAB}/p": answer(302, "", location="/q", set_cookie=bad), f"{LAB}/q": PROJECT}
    said, transport = look(script, f"{LAB}/p")
    assert said.outcome is Outcome.PRESENT
    assert not any(
        "\r" in str(request.headers) or len(str(request.headers)) > 5_000 for request in transport.requests
    )


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


@pytest.mark.parametrize("way", [to, refresh])
@pytest.mark.parametrize(
    "place",
    [
        *(f"{BASE}/api/v3/user", f"{BASE}/setup", f"{BASE}/o/../admin", f"{BASE}/%61pi/v3/user"),
        *("http://127.0.0.1:8001/other", "http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/latest"),
    ],
)
def test_no_page_leads_to_more_of_the_host_of_a_base_than_is_asked_for_there(
    way: Callable[[str], Answer], place: str
) -> None:
    """What is asked for at a base is trusted; all else is a stranger's address, which the transport guards."""
    _, transport = look({"https://bit.ly/x": way(place)}, "https://bit.ly/x", REPROLINKS_GITHUB_WEB=BASE)
    assert not any(request.trusted for request in transport.requests)


def test_a_refresh_to_github_leads_to_the_base() -> None:
    script = {"https://bit.ly/x": refresh("https://github.com/o/n"), f"{BASE}/o/n": PROJECT}
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
