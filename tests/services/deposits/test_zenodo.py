"""Zenodo by its own word: records, concepts, tombstones, embargoes; and the shapes in which an absence counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Availability, Content, Identity, Outcome, Reason
from checker.services.deposits.zenodo import Zenodo
from tests.services.deposits.visitor import archived, asked, verdict_on
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.model import Observation
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World

RECORD = archived("https://doi.org/10.5281/zenodo.8034")
API = "https://zenodo.org/api/records/8034"


def judged(world: World, **facts: Any) -> tuple[Availability, Reason, Content]:
    world.deposits.zenodo(8034, **facts)
    verdict = verdict_on(RECORD)
    return verdict.availability, verdict.reason, verdict.content


@pytest.mark.usefixtures("simulator")
def test_every_fate_of_a_record_is_told_apart(world: World) -> None:
    assert judged(world, files=("runs.csv",)) == (Availability.AVAILABLE, Reason.OK, Content.DATA_ONLY)
    assert judged(world, files=("train.py", "runs.csv")) == (Availability.AVAILABLE, Reason.OK, Content.CODE)
    assert judged(world, files=("poster.pdf",)) == (Availability.AVAILABLE, Reason.OK, Content.DATA_ONLY)
    assert judged(world, files=("README.md",))[:2] == (Availability.PLACEHOLDER, Reason.README_ONLY)
    assert judged(world, files=()) == (Availability.EMPTY, Reason.NO_COMMITS, Content.EMPTY)
    for access in ("embargoed", "restricted", "closed"):
        assert judged(world, access=access) == (Availability.RESTRICTED, Reason.GATED, Content.UNKNOWN)
    assert judged(world, private=True)[:2] == (Availability.RESTRICTED, Reason.LOGIN)
    assert judged(world, deleted="Taken down at the owner's wish.")[:2] == (Availability.GONE, Reason.HTTP_410)
    world.deposits.records.clear()
    missing = verdict_on(RECORD)
    assert (missing.availability, missing.reason) == (Availability.GONE, Reason.NOT_FOUND_OR_PRIVATE)


@pytest.mark.usefixtures("simulator")
def test_a_packed_program_holds_what_nobody_can_see(world: World) -> None:
    assert judged(world, files=("lab/tool-v1.zip",), sort="software")[2] is Content.UNKNOWN
    assert judged(world, files=("lab/tool-v1.zip",), sort="dataset")[2] is Content.DATA_ONLY
    assert judged(world, files=("tool.py",), sort="software")[2] is Content.CODE


@pytest.mark.usefixtures("simulator")
def test_a_tombstone_says_why(world: World) -> None:
    world.deposits.zenodo(8034, deleted="It held personal data.")
    (said,) = asked(RECORD)
    assert (said.outcome, said.status, said.detail) == (Outcome.ABSENT, 410, "It held personal data.")


def test_a_record_that_is_shown_as_deleted_is_gone() -> None:
    record = {"id": 8034, "conceptrecid": "8033", "files": [{"key": "a.py"}], "tombstone": {"note": "A mistake."}}
    for deleted, outcome in ((True, Outcome.ABSENT), (False, Outcome.PRESENT)):
        transport = Scripted({API: answer(200, {**record, "deletion_status": {"is_deleted": deleted}})})
        (said,) = observe(Zenodo(settings(), transport, Hosts(), now), RECORD)
        assert said.outcome is outcome
        assert ("A mistake." in said.detail) == deleted


def test_a_concept_leads_to_the_newest_version(world: World, simulator: Simulator) -> None:
    for number in (8035, 9100, 8800):
        world.deposits.zenodo(number, concept="8034", license="mit", published="2024-05-06")
    verdict = verdict_on(archived(RECORD.url, published="2020-01-01"))
    assert verdict.availability is Availability.AVAILABLE
    assert verdict.resolved_target == "doi.org/10.5281/zenodo.9100"
    assert verdict.identity is Identity.SAME
    assert verdict.license == "MIT"
    assert str(verdict.last_activity_at) == "2024-05-06 00:00:00+00:00"
    assert [one.path for one in simulator.sent_to("zenodo")] == [f"/zenodo/api/records/{n}" for n in (8034, 9100)]
    concept, version = asked(RECORD, archived("https://zenodo.org/record/8035"))
    assert concept.facts.platform_id == version.facts.platform_id == "8034"
    assert version.facts.name == "doi.org/10.5281/zenodo.8035"
    assert version.facts.created_at
    assert concept.facts.created_at is None, "the newest version was made when the paper was long out"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://zenodo.org/record/8034",
            "http://www.zenodo.org/records/8034#.Y",
            "https://zenodo.org/doi/10.5281/zenodo.8034",
        ),
        *("https://zenodo.org/records/8034/files/a.zip?download=1", "https://dx.doi.org/10.5281/ZENODO.8034"),
    ],
)
def test_every_address_of_a_record_is_asked_by_number(url: str, world: World, simulator: Simulator) -> None:
    world.deposits.zenodo(8034)
    (said,) = asked(archived(url))
    assert said.outcome is Outcome.PRESENT
    assert [one.path for one in simulator.sent_to("zenodo")] == ["/zenodo/api/records/8034"]


# -- shapes -------------------------------------------------------------------------------------------


def told(reply: Answer) -> Observation:
    """What is made of one answer."""
    service = Zenodo(settings(), Scripted(lambda _: reply), Hosts(), now)
    (said,) = observe(service, RECORD)
    return said


PAGE = {"content_type": "text/html"}


@pytest.mark.parametrize(
    "reply",
    [
        answer(404, b"<html>404 Not Found</html>", **PAGE),
        answer(404, b'{"status": 404, "message": "PID does not exist."}', **PAGE),
        answer(404, {"status": 404, "message": "The requested URL was not found on the server."}),
        answer(404, {"message": "Not Found"}),
        answer(404, {"status": 410, "message": "PID does not exist."}),
        answer(404, {"errors": ["PID does not exist."]}),
        answer(404, b'"PID does not exist."', content_type="application/json"),
        answer(410, b"Gone", content_type="text/plain"),
        answer(410, {"message": "Gone"}),
        answer(410, {"status": 404, "message": "Record deleted"}),
        answer(400, {"status": 400, "message": "PID does not exist."}),
        answer(200, {"status": 404, "message": "PID does not exist."}),
        answer(200, {}),
        answer(200, {"id": None, "metadata": None, "files": None}),
        answer(200, {"id": True, "conceptrecid": "1"}),
        answer(200, {"id": 8035, "conceptrecid": "8033", "files": [{"key": "a.csv"}]}),
        answer(200, {"id": [8034], "conceptrecid": {"id": 8034}}),
        answer(200, b"[]"),
        answer(200, b"<html>Just a moment...</html>", **PAGE),
        answer(302, b"", location="https://elsewhere.example.org/api/records/8034"),
        answer(500, {"status": 500, "message": "PID does not exist."}),
    ],
)
def test_what_is_not_zenodos_own_word_says_nothing(reply: Answer) -> None:
    said = told(reply)
    assert said.outcome is Outcome.UNKNOWN
    assert said.reason in (Reason.BAD_RESPONSE, Reason.SERVER_ERROR)


@pytest.mark.parametrize(
    "reply", [answer(403, b"<html>", **PAGE), answer(401), answer(451), answer(999), answer(403, {"message": "no"})]
)
def test_who_is_turned_away_knows_nothing(reply: Answer) -> None:
    said = told(reply)
    assert (said.outcome, said.reason) == (Outcome.REFUSED, Reason.REFUSED)


@pytest.mark.parametrize(
    ("body", "files", "gated"),
    [
        ({"metadata": {"access_right": "open"}, "files": [{"key": "a.csv"}]}, ("a.csv",), ""),
        ({"metadata": {"access_right": "open"}, "files": []}, (), ""),
        ({"metadata": {"access_right": "open"}}, None, ""),
        ({"metadata": {"access_right": "embargoed"}, "files": []}, None, "embargoed"),
        ({"access": {"status": "open"}, "files": {"enabled": True, "entries": {"a.csv": {}}}}, ("a.csv",), ""),
        ({"access": {"status": "metadata-only"}, "files": {"enabled": False}}, (), ""),
        ({"access": {"status": "restricted"}, "files": {"enabled": True, "count": 3}}, None, "restricted"),
        ({"access": {"record": "public", "files": "restricted"}, "files": {}}, None, "restricted"),
        ({"files": [{"name": 3}]}, None, None),
        ({"files": "many"}, None, None),
    ],
)
def test_both_forms_of_a_record_are_read(
    body: dict[str, Any], files: tuple[str, ...] | None, gated: str | None
) -> None:
    said = told(answer(200, {"id": "8034", "parent": {"id": "8033"}, **body}))
    assert said.outcome is Outcome.PRESENT
    assert (said.facts.files, said.facts.gated, said.facts.platform_id) == (files, gated, "8033")


@pytest.mark.parametrize(
    "told", [answer(404, {"status": 404, "message": "PID does not exist."}), answer(200, {"id": 8034})]
)
def test_no_other_host_speaks_for_zenodo(told: Answer) -> None:
    elsewhere = "https://elsewhere.example.org/api/records/8034"
    transport = Scripted({API: answer(302, location=elsewhere), elsewhere: told})
    (said,) = observe(Zenodo(settings(), transport, Hosts(), now), RECORD)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert transport.urls == [API]


def test_zenodo_is_asked_where_its_base_is_and_nowhere_else() -> None:
    transport = Scripted({})
    observe(Zenodo(settings(REPROLINKS_ZENODO="https://mirror.example.org/z"), transport, Hosts(), now), RECORD)
    assert transport.urls == ["https://mirror.example.org/z/api/records/8034"]
    assert transport.requests[0].trusted


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"metadata": {"access_right": "open"}}, Reason.BAD_RESPONSE),
        ({"title": "A tool", "files": []}, Reason.BAD_RESPONSE),  # of a closed one no file is listed either
        ({"metadata": {"access_right": "open"}, "files": []}, Reason.NO_COMMITS),
        ({"metadata": {"access_right": "closed"}}, Reason.GATED),
    ],
)
def test_a_record_that_does_not_tell_its_files_owes_them(body: dict[str, Any], reason: Reason) -> None:
    said = told(answer(200, {"id": 8034, "conceptrecid": "8033", **body}))
    assert (said.outcome, said.reason) == (Outcome.PRESENT, reason)


def test_a_packed_program_owes_nothing() -> None:
    packed = {
        "metadata": {"access_right": "open", "resource_type": {"type": "software"}},
        "files": [{"key": "v1.zip"}],
    }
    said = told(answer(200, {"id": 8034, "conceptrecid": "8033", **packed}))
    assert (said.outcome, said.reason, said.facts.files) == (Outcome.PRESENT, Reason.OK, None)
