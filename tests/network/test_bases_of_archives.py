"""Archives' bases: whatever is asked of them is asked there, and links lead to nothing else of their hosts."""

from __future__ import annotations

import pytest

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.bases import Bases
from tests.services.scripted import settings

SET = {
    "REPROLINKS_ZENODO": "http://127.0.0.1:8001/zenodo",
    "REPROLINKS_FIGSHARE": "http://127.0.0.1:8001/figshare/v2",
    "REPROLINKS_OSF": "http://127.0.0.1:8001/osf/v2",
    "REPROLINKS_DOI": "http://127.0.0.1:8001/doi",
}
PLACED = {
    "https://zenodo.org/api/records/7": "http://127.0.0.1:8001/zenodo/api/records/7",
    "https://www.zenodo.org/communities/lab": "http://127.0.0.1:8001/zenodo/communities/lab",
    "https://api.figshare.com/v2/articles/7": "http://127.0.0.1:8001/figshare/v2/articles/7",
    "https://api.osf.io/v2/nodes/4znzp/files/osfstorage/?page=1": (
        "http://127.0.0.1:8001/osf/v2/nodes/4znzp/files/osfstorage/?page=1"
    ),
    "https://doi.org/api/handles/10.5061/dryad.1": "http://127.0.0.1:8001/doi/api/handles/10.5061/dryad.1",
    "http://dx.doi.org/10.5061/dryad.1": "http://127.0.0.1:8001/doi/10.5061/dryad.1",
}


@pytest.mark.parametrize("url", PLACED)
def test_a_base_takes_the_place_of_its_public_default(url: str) -> None:
    assert Bases(settings(**SET)).placed(url) == (PLACED[url], True)


@pytest.mark.parametrize("url", [one for one in PLACED if "www" not in one and "dx" not in one])
def test_public_defaults_are_asked_as_they_are(url: str) -> None:
    assert Bases(settings()).placed(url) == (url, True)
    assert Bases(settings(**SET)).public(PLACED[url]) == url


@pytest.mark.parametrize("url", ["https://figshare.com/s/0f", "https://osf.io/preprints/x", "https://www.osf.io/"])
def test_pages_that_a_base_need_not_have_are_not_asked_for(url: str) -> None:
    with pytest.raises(Unreachable) as raised:
        Bases(settings(**SET)).placed(url)
    assert raised.value.reason is Reason.NOT_CHECKED


@pytest.mark.parametrize(
    "url",
    [
        *("https://zenodo.org/admin", "https://zenodo.org/api/users/1", "https://api.figshare.com/v2/account"),
        *("https://api.osf.io/v2/nodes/../users/me/", "https://api.osf.io/v2/applications/", "https://doi.org/admin"),
        *(
            "https://doi.org/10.1/../../admin",
            "https://zenodo.org/records/..%2F..%2Fadmin",
            "https://doi.org//10.1/x",
        ),
    ],
)
def test_links_lead_to_nothing_else_of_a_base(url: str) -> None:
    with pytest.raises(Unreachable):
        Bases(settings(**SET)).placed(url)
