"""
True answers of the archives, mutated: nothing raises, nothing that lives is absent, nothing that is missing is there.

Whatever a mutation leaves of an absence's own words, it has to be those words in that status; whatever it leaves of a
presence, it has to name what was asked for.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.model import Outcome
from checker.network.answer import Answer
from checker.services.deposits.dataverse import Dataverse
from checker.services.deposits.doi import Doi
from checker.services.deposits.figshare import Figshare
from checker.services.deposits.osf import Osf
from checker.services.deposits.swhid import Swhids
from checker.services.deposits.zenodo import Zenodo
from tests.services import scripted
from tests.services.deposits.visitor import archived
from tests.simulator.deposits import Archives, Shelves
from tests.simulator.server import Received

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.services.protocol import Service
    from tests.simulator.server import Reply

SWHID = f"swh:1:rev:{'ab' * 20}"
HOST = "dataverse.harvard.edu"
SERVICES: dict[str, tuple[type, str]] = {
    "zenodo": (Zenodo, "https://zenodo.org/records/10"),
    "figshare": (Figshare, "https://figshare.com/articles/dataset/A/10"),
    "osf": (Osf, "https://osf.io/alive"),
    "dataverse": (Dataverse, "https://doi.org/10.7910/DVN/ALIVE"),
    "doi": (Doi, "https://doi.org/10.5061/dryad.alive"),
    "swhid": (Swhids, f"https://archive.softwareheritage.org/{SWHID}"),
}


def shelves(*, full: bool) -> Shelves:
    held = Shelves(installations={HOST})
    if full:
        held.zenodo(10)
        held.figshare(10)
        held.osf("alive", files=("a.py",))
        held.dataverse(HOST, "10.7910/DVN/ALIVE")
        held.doi("10.5061/dryad.alive", "https://datadryad.org/x")
        held.objects.add(SWHID)
    return held


def true_answers(name: str, *, full: bool) -> Callable[[Any], Answer]:
    """What the simulated archives answer, without a network."""
    archives = Archives(shelves(full=full), lambda: 0.0)

    def reply(request: Any) -> Answer:
        host, _, rest = request.url.partition("://")[2].partition("/")
        path, _, query = f"/{rest}".partition("?")
        received = Received(request.method, host, path, query, {}, request.content or b"")
        made: dict[str, Callable[[], Reply | None]] = {
            "zenodo": lambda: archives.zenodo(path),
            "figshare": lambda: archives.figshare(path),
            "osf": lambda: archives.osf(path, received),
            "dataverse": lambda: archives.dataverse(received),
            "doi": lambda: archives.doi(path),
            "swhid": lambda: archives.known(received),
        }
        told = made[name]()
        assert told
        headers = {key.lower(): value for key, value in told.headers.items()}
        return Answer(status=told.status, headers=headers, body=told.body)

    return reply


STRANGE = st.one_of(
    *(st.none(), st.booleans(), st.integers(-9, 10**20), st.floats(allow_nan=False), st.text(max_size=8)),
    *(st.lists(st.none(), max_size=2), st.dictionaries(st.text(max_size=3), st.none(), max_size=2)),
    st.sampled_from(["", "open", "embargoed", "9999-12-31", "0000-00-00", "2020-02-30T00:00:00Z", "10.1/\u0000"]),
)


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """A value in which some part is another, left out, or repeated."""
    if draw(st.integers(0, 7)) == 0:
        return draw(STRANGE)
    if isinstance(value, dict):
        return {key: draw(mutated(one)) for key, one in value.items() if draw(st.integers(0, 11))}
    if isinstance(value, list):
        return [draw(mutated(one)) for one in value for _ in range(draw(st.integers(0, 2)))]
    return value


def encoded(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:
        return b"null"


@st.composite
def spoilers(draw: st.DrawFn) -> Callable[[Answer], Answer]:
    """A way to spoil answers: another status, other headers, a cut body, another JSON."""
    way = draw(st.sampled_from(["status", "type", "cut", "bytes", "json", "json", "json"]))
    status = draw(st.sampled_from([200, 201, 204, 301, 302, 304, 400, 401, 403, 404, 409, 410, 451, 500, 503, 999]))
    kind = draw(st.sampled_from(["text/html", "", "application/octet-stream", "application/json"]))
    noise = draw(st.binary(max_size=20))
    place = draw(st.integers(0, 400))
    data = draw(st.data())

    def spoil(told: Answer) -> Answer:
        if way == "status":
            return replace(told, status=status)
        if way == "type":
            return replace(told, headers={**told.headers, "content-type": kind})
        if way == "cut":
            return replace(told, body=told.body[:place])
        if way == "bytes":
            return replace(told, body=told.body[:place] + noise + told.body[place:])
        return replace(told, body=encoded(data.draw(mutated(orjson.loads(told.body or b"null")))))

    return spoil


def made(service: type, script: Callable[[Any], Answer]) -> Service:
    hosts = scripted.Hosts()
    given_hosts = hosts("swh") if service is Swhids else hosts
    return service(scripted.settings(), scripted.Scripted(script), given_hosts, scripted.now)  # type: ignore[no-any-return]  # a service


#: As for the other services, `REPROLINKS_MUTATIONS` sets how many.
MUTATIONS = int(os.environ.get("REPROLINKS_MUTATIONS", "60"))
pytestmark = pytest.mark.timeout(60 + MUTATIONS // 5)  # seconds, for a test of so many
MANY = settings(max_examples=MUTATIONS, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
@MANY
@pytest.mark.parametrize("name", SERVICES)
@given(spoil=spoilers())
def test_what_lives_is_never_absent(name: str, spoil: Callable[[Answer], Answer]) -> None:
    service, url = SERVICES[name]
    answers = true_answers(name, full=True)
    (said,) = scripted.observe(made(service, lambda request: spoil(answers(request))), archived(url))
    allowed = name == "swhid" and said.status == 200  # `known` is the only word there is: one bit of it
    assert said.outcome is not Outcome.ABSENT or allowed


@pytest.mark.slow
@MANY
@pytest.mark.parametrize("name", SERVICES)
@given(spoil=spoilers())
def test_what_is_missing_is_never_there(name: str, spoil: Callable[[Answer], Answer]) -> None:
    service, url = SERVICES[name]
    answers = true_answers(name, full=False)
    (said,) = scripted.observe(made(service, lambda request: spoil(answers(request))), archived(url))
    allowed = name == "swhid" and said.status == 200  # `known` is the only word there is: one bit of it
    assert said.outcome is not Outcome.PRESENT or allowed


def emptied(value: Any, depth: int) -> Any:
    """An answer whose objects at this depth have all their names, and nothing under them."""
    if not isinstance(value, dict):
        return value
    return {key: emptied(one, depth - 1) if depth else None for key, one in value.items()}


@pytest.mark.parametrize("depth", [0, 1])
@pytest.mark.parametrize("name", ["zenodo", "figshare", "osf", "dataverse"])
def test_objects_with_nothing_in_their_fields_are_no_presence(name: str, depth: int) -> None:
    sort, url = SERVICES[name]
    true = true_answers(name, full=True)

    def script(request: Any) -> Answer:
        told = true(request)
        body = orjson.loads(told.body)
        inner = body["data"] if isinstance(body.get("data"), dict) else body
        number = {key: inner[key] for key in ("id", "type", "authority", "identifier") if key in inner}
        hollow = emptied(inner, depth) | (number if depth else {})
        if not depth or "data" in body:
            return replace(told, body=encoded({**body, "data": hollow} if "data" in body else hollow))
        return replace(told, body=encoded(number))

    (said,) = scripted.observe(made(sort, script), archived(url))
    assert said.outcome is Outcome.UNKNOWN
