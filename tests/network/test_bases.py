"""No request goes to a public default while its base is set to something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.bases import Bases
from checker.network.redirects import joined, joined_below
from tests.services.scripted import settings

SET = {
    "REPROLINKS_GITHUB_WEB": "http://127.0.0.1:8001/web",
    "HF_ENDPOINT": "https://mirror.example.org",
    "REPROLINKS_SWH_API": "http://127.0.0.1:8002/swh/api/1",
    "REPROLINKS_WAYBACK": "http://127.0.0.1:8003",
}
PUBLIC = (
    *("https://github.com/o/n", "https://www.github.com/o/n", "https://huggingface.co/o/n", "https://hf.co/o/n"),
    *("https://archive.softwareheritage.org/swh:1:dir:0/", "https://gist.github.com/o/1"),
    "https://raw.githubusercontent.com/o/n/main/x",
)


@pytest.mark.parametrize("url", [*PUBLIC, "https://archive.org/details/x", "https://web.archive.org/web/2020/x"])
def test_public_defaults_are_asked_as_they_are(url: str) -> None:
    assert Bases(settings()).placed(url)[0] == url.replace("www.", "").replace("hf.co", "huggingface.co")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://github.com/o/n", "http://127.0.0.1:8001/web/o/n"),
        ("http://GitHub.com./o/n?tab=x#y", "http://127.0.0.1:8001/web/o/n?tab=x"),
        ("https://github.com:8443/o", "http://127.0.0.1:8001/web/o"),
        ("https://user:password@github.com/o", "http://127.0.0.1:8001/web/o"),
        ("https://gist.github.com/o/1", "http://127.0.0.1:8001/web/gist/o/1"),
        ("https://raw.githubusercontent.com/o/n/main/x", "http://127.0.0.1:8001/web/raw/o/n/main/x"),
        ("https://hf.co/o/n", "https://mirror.example.org/o/n"),
        ("https://archive.softwareheritage.org/swh:1:dir:0", "http://127.0.0.1:8002/swh/swh:1:dir:0"),
    ],
)
def test_a_base_takes_the_place_of_its_public_default_and_is_trusted(url: str, place: str) -> None:
    assert Bases(settings(**SET)).placed(url) == (place, True)


@pytest.mark.parametrize("host", ["archive.org", "web.archive.org", "www.archive.org"])
def test_pages_that_a_base_need_not_have_are_not_asked_for(host: str) -> None:
    with pytest.raises(Unreachable) as raised:
        Bases(settings(**SET)).placed(f"https://{host}/details/x")
    assert raised.value.reason is Reason.NOT_CHECKED


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com.evil.example.org/o/n",
        "https://github.com@evil.example.org/o/n",
        "https://notgithub.com/o/n",
        "http://127.0.0.1:22/",
        "https://127.0.0.1:8001/web",
    ],
)
def test_what_only_looks_like_a_base_is_a_stranger(url: str) -> None:
    assert Bases(settings(**SET)).placed(url) == (url, False)


@pytest.mark.parametrize("path", ["/../x", "/o/../../x", "/o/%2e%2E/x", "/./x", "/.%2e"])
def test_a_path_cannot_leave_a_base(path: str) -> None:
    with pytest.raises(Unreachable) as raised:
        Bases(settings(**SET)).placed(f"https://github.com{path}")
    assert raised.value.reason is Reason.BAD_LINK


@pytest.mark.parametrize(
    "url", ["https://[bad", "https://host:port/", "http://h:99999999/", "http://127.0.0.1:8001.evil.example.org/"]
)
def test_a_text_that_is_no_address_is_a_bad_link(url: str) -> None:
    with pytest.raises(Unreachable) as raised:
        Bases(settings()).placed(url)
    assert raised.value.reason is Reason.BAD_LINK


def test_an_address_below_a_base_is_written_as_the_public_one() -> None:
    bases = Bases(settings(**SET))
    assert bases.public("http://127.0.0.1:8001/web/o/new") == "https://github.com/o/new"
    assert bases.public("http://127.0.0.1:8001/webpage") == "http://127.0.0.1:8001/webpage"
    assert bases.public("https://example.org/") == "https://example.org/"


@given(st.sampled_from(PUBLIC), st.text("abc/-._~%:@", max_size=12))
def test_public_and_placed_are_each_others_reverse(url: str, tail: str) -> None:
    bases = Bases(settings(**SET))
    try:
        place, _ = bases.placed(f"{url}/{tail}")
    except Unreachable:
        return
    assert not place.startswith(("https://github.com", "https://huggingface.co", "https://gist", "https://raw"))
    assert bases.placed(bases.public(place))[0] == place


@pytest.mark.parametrize("location", ["", "  ", "http://[bad", "http://h:port/"])
def test_a_redirect_to_nowhere_is_a_bad_response(location: str) -> None:
    with pytest.raises(Unreachable) as raised:
        joined("https://example.org/a", location)
    assert raised.value.reason is Reason.BAD_RESPONSE


@pytest.mark.parametrize(
    ("base", "location", "place"),
    [
        ("http://h/hub", "/api/models/new", "http://h/hub/api/models/new"),
        ("http://h/hub", "/hub/api/models/new", "http://h/hub/api/models/new"),
        ("http://h/hub", "https://huggingface.co/api/models/new", "http://h/hub/api/models/new"),
        ("http://h/hub", "new?x=1", "http://h/hub/api/models/new?x=1"),
        ("http://h", "/api/models/new", "http://h/api/models/new"),
        ("http://h/hub", "//evil.example.org/x", "http://evil.example.org/x"),
        ("http://h/hub", "https://evil.example.org/x", "https://evil.example.org/x"),
    ],
)
def test_a_mirror_may_hand_on_the_services_own_words(base: str, location: str, place: str) -> None:
    assert joined_below(base, "https://huggingface.co", f"{base}/api/models/old", location) == place


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/o", "/o/n", "/o/n/", "/o/n.git/info/refs", "/o/n.git/git-upload-pack", "/o/n/tree/main/a%20b"),
        *("/o/n/blob/main/x.py", "/o/n/releases", "/gist/o/1", "/raw/o/n/main/x"),
    ],
)
def test_what_is_asked_for_at_a_base_is_trusted(path: str) -> None:
    assert Bases(settings(**SET)).trusts(f"http://127.0.0.1:8001/web{path}")


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v3/user", "/setup/unlock", "/login", "/stafftools", "/settings/tokens", "/o/n/settings/keys"),
        *("/o/n/../../../admin", "/o/n/%2e%2e/%2e%2e/x", "/o/n/..%2f..%2fx", "/o/n/..;/x", "/o/n/%252e%252e/x"),
        *("/o/n/tree/..%5c..%5cx", "/%61pi/v3", "/API/v3", "/o/n/hooks", "/o/n.git/config", "/o//x", "/graphql"),
    ],
)
def test_a_strangers_link_reaches_no_other_page_of_its_host(path: str) -> None:
    bases = Bases(settings(**SET))
    assert not bases.trusts(f"http://127.0.0.1:8001/web{path}")
    assert not bases.trusts(f"http://127.0.0.1:8001{path}"), "above the base"
    assert not bases.placed(f"http://127.0.0.1:8001/web{path}")[1]
    with pytest.raises(Unreachable) as caught:
        bases.placed(f"https://github.com{path}")
    assert caught.value.reason in (Reason.NOT_CHECKED, Reason.BAD_LINK)


def test_the_interface_below_another_base_is_no_strangers() -> None:
    bases = Bases(settings(**SET))
    assert not bases.trusts("http://127.0.0.1:8002/swh/api/1/origin/save/git/url/x/")
    assert not bases.trusts("https://mirror.example.org/api/models")
    assert bases.trusts("https://mirror.example.org/datasets/o/n/tree/main/x")
