"""Where a page may lead instead of to what was asked for, by the address alone."""

from __future__ import annotations

import pytest

from checker.services.web.destinations import drops_path, leads_to_error, leads_to_login
from checker.services.web.parking import leads_to_parking

LAB = "https://lab.example.edu"


@pytest.mark.parametrize(
    "place",
    [
        *(
            "/404",
            "/404.html",
            "/errors/404.php",
            "/error",
            "/Error/NotFound",
            "/en/page-not-found/",
            "/not_found.aspx",
        ),
        *(
            "/static/404.html",
            "/pages/error.html",
            "/seite-nicht-gefunden",
            "/page-introuvable",
            "/pagina-no-encontrada",
        ),
        *(
            "/cgi-sys/suspendedpage.cgi",
            "/cgi-sys/defaultwebpage.cgi",
            "/error404",
            "/site/pageNotFound",
            "/500.html",
        ),
        *("/?error=404", "/index.php?aspxerrorpath=/tool", "/maintenance.html", "/de/404/", "/expired", "/%34%30%34"),
        *(
            "/home/error",
            "/erreur-404",
            "/fehler404",
            "/404-error-page",
            "/notavailable",
            "/nopage",
            "/sorry/index.html",
        ),
        *("/gone", "/removed", "/search?q=tool", "/pagina-404", "/5xx-error-landing"),
    ],
)
def test_an_address_of_an_error_is_known(place: str) -> None:
    assert leads_to_error(f"{LAB}/tool", f"{LAB}{place}")
    assert leads_to_error(f"{LAB}/tool", f"https://www.example.edu{place}")


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/tool", "/tool/"),
        ("/404", "/404/"),  # as printed
        ("/papers/404.html", "/en/papers/404"),
        ("/tool", "/reference/errors"),
        ("/tool", "/projects/maintenance"),
        ("/tool?error=1", "/new?error=1"),
        ("/tool", "/404-days"),
        ("/tool", "/notfoundnet"),
        ("/tool", ""),
    ],
)
def test_a_name_that_holds_such_a_word_is_no_error(asked: str, place: str) -> None:
    assert not leads_to_error(f"{LAB}{asked}", f"{LAB}{place}")


def test_on_another_site_an_error_is_a_path_of_nothing_else() -> None:
    assert leads_to_error("https://bit.ly/x", "https://errors.host.example/404.html")
    assert not leads_to_error("https://bit.ly/x", "https://github.com/lab/not-found")
    assert not leads_to_error("https://bit.ly/x", "https://tool.example.org/?error=no")


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (f"{LAB}/~kim/tool", f"{LAB}/"),
        (f"{LAB}/tool", "https://www.example.edu/"),  # the university's
        ("http://www.example.org/data/v2.zip", "https://example.org"),
        (f"{LAB}/tool", f"{LAB}/index.html"),
        (f"{LAB}/tool", f"{LAB}/en/"),
        (f"{LAB}/tool", f"{LAB}/de-at/home.php"),
        (f"{LAB}/tool/index.html", f"{LAB}/"),
        (f"{LAB}/?page_id=12", f"{LAB}/"),
        (f"{LAB}/tool", f"{LAB}/?lang=en&utm_source=x"),
    ],
)
def test_a_path_is_dropped(asked: str, place: str) -> None:
    assert drops_path(asked, place)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (f"{LAB}/", f"{LAB}/en/"),
        (f"{LAB}/index.html", f"{LAB}/"),
        (f"{LAB}/en", f"{LAB}/"),
        (f"{LAB}/pt-br/index.php", f"{LAB}/"),
        (f"{LAB}/home", f"{LAB}/"),
        (f"{LAB}/?lang=de", f"{LAB}/"),
        (f"{LAB}/tool", f"{LAB}/#/tool"),
        (f"{LAB}/tool", f"{LAB}/?p=tool"),
        (f"{LAB}/tool", f"{LAB}/projects/tool"),
        (f"{LAB}/tool", "https://tool.example.org/"),  # it has a site of its own now
        ("https://example.edu/tool", "https://tool.example.edu/"),
        ("https://bit.ly/AbC", "https://tool.example.org/"),
        ("https://notexample.org/tool", "https://example.org/"),
    ],
)
def test_a_path_is_not_dropped(asked: str, place: str) -> None:
    assert not drops_path(asked, place)


def test_who_sells_and_registers_domains_is_known() -> None:
    for place in ("https://www.godaddy.com/domainsearch", "https://dan.com/buy-domain/x", "https://sedo.com/search"):
        assert leads_to_parking(place)
    assert not leads_to_parking("https://jordan.com/")


@pytest.mark.parametrize(
    ("url", "is_parking"),
    [
        ("https://ww25.lab.example.edu/tool?subid1=2026", True),
        ("https://ww2.example.edu/tool", False),
        ("https://www.wix.com/errorpages/domain", True),
        ("https://lab.wix.com/tool", False),
        ("https://domain-suspended.example.net/", True),
        ("https://suspended-sediments.example.edu/", False),
        ("https://unparked.example.edu/", False),
        ("https://parking.example.edu/data", False),
    ],
)
def test_a_host_for_parked_domains_is_known_by_its_name_and_marks(url: str, *, is_parking: bool) -> None:
    assert leads_to_parking(url) == is_parking


@pytest.mark.parametrize(
    ("url", "is_login"),
    [
        (f"{LAB}/wp-login.php?redirect_to=x", True),
        ("https://shibboleth.example.edu/idp/profile/SAML2", True),
        ("https://lab.okta.com/app/x", True),
        ("https://idp.example.edu/x", True),
        ("https://login.lab.example.edu/", True),
        ("https://auth.lab.example.edu/x?redirect_uri=y", True),
        (f"{LAB}/anmelden", True),
        (f"{LAB}/%E7%99%BB%E5%BD%95", True),
        (f"{LAB}/sessions/new", True),
        (f"{LAB}/?action=login", True),
        (f"{LAB}/index.php?title=Special:UserLogin&returnto=Tool", True),
        (f"{LAB}/tool?login", True),
        (f"{LAB}/sessions/2024", False),
        (f"{LAB}/tool?q=login", False),
        ("https://auth.lab.example.edu/tool", False),
        (f"{LAB}/logins-of-frogs", False),
        ("https://example.login/", False),
    ],
)
def test_a_login_is_known_by_its_address(url: str, *, is_login: bool) -> None:
    assert leads_to_login(url) == is_login


def test_a_host_that_was_asked_itself_is_no_login_by_its_name() -> None:
    asked = "https://sso.lab.example.edu/"
    assert leads_to_login("https://sso.lab.example.edu/")
    assert not leads_to_login("https://sso.lab.example.edu/tool/", asked)
    assert leads_to_login("https://sso.lab.example.edu/login", asked)


@pytest.mark.parametrize(("place", "drops"), [("/#/", True), ("/#!", True), ("/#/tool", False), ("/#tool", False)])
def test_a_fragment_without_a_name_names_nothing(place: str, *, drops: bool) -> None:
    assert drops_path(f"{LAB}/tool", f"{LAB}{place}") == drops
