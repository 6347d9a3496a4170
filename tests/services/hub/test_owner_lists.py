"""Several of one owner's repositories on the Hub are told by the list of what it has, and the rest one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.model import Artifact, Kind, Observation, Outcome, Reason
from checker.network.rate_limits import hub_rule
from checker.services.hub.owner_lists import A_PAGE, by_owner, next_page
from checker.services.hub.repositories import HuggingFace
from tests.services.scripted import NOW, Hosts, Scripted, answer, now, observe, settings
from tests.services.test_tokenless_worlds import ask
from tests.simulator import Blemish, Fault, Lure

if TYPE_CHECKING:
    from tests.simulator import Simulator, World
    from tests.simulator.faults import Sky


BLOCKED = answer(451, {"error": "Not here"}, x_error_message="Not here")


def thing(name: str, kind: Kind = Kind.HF_MODEL) -> Artifact:
    listing = {Kind.HF_DATASET: "datasets/", Kind.HF_SPACE: "spaces/"}.get(kind, "")
    return Artifact(kind, name, f"https://huggingface.co/{listing}{name}")


def models(count: int, owner: str = "lab") -> list[Artifact]:
    return [thing(f"{owner}/m{number}") for number in range(count)]


def of_all_sorts(world: World) -> list[Artifact]:
    """One owner's models: plain, gated, disabled, private, missing, moved, of another case, without weights."""
    world.hub("model", "lab/plain", license="mit", tags=("arxiv:2402.00001",))
    world.hub("model", "lab/gated", gated="auto")
    world.hub("model", "lab/disabled", disabled=True)
    world.hub("model", "lab/private", private=True)
    world.hub("model", "lab/Cased")
    world.hub("model", "lab/card", files=(".gitattributes", "README.md"))
    world.hub("model", "new/home")
    world.hub("model", "lab/moved", moved_to="new/home")
    names = ("plain", "gated", "disabled", "private", "cased", "card", "moved", "missing")
    return [thing(f"lab/{name}") for name in names]


def without_moments(said: dict[str, Observation]) -> dict[str, Observation]:
    return {key: replace(observation, at=NOW) for key, observation in said.items()}


def test_a_list_says_of_each_what_its_own_route_says(world: World, simulator: Simulator) -> None:
    wanted = of_all_sorts(world)
    together = ask("huggingface", *wanted)
    asked_together = len(simulator.sent_to("hub"))
    alone: dict[str, Observation] = {}
    for one in wanted:
        alone |= ask("huggingface", one)
    assert without_moments(together) == without_moments(alone)
    redirects = 2
    assert (asked_together, len(simulator.sent_to("hub")) - asked_together) == (1 + 4 + redirects, 8 + redirects)


@pytest.mark.parametrize(("kind", "listed"), [(Kind.HF_DATASET, "dataset"), (Kind.HF_SPACE, "space")])
def test_datasets_and_spaces_have_lists_of_their_own(
    kind: Kind, listed: str, world: World, simulator: Simulator
) -> None:
    for number in range(4):
        world.hub(listed, f"lab/d{number}")
    said = ask("huggingface", *(thing(f"lab/d{number}", kind) for number in range(4)))
    assert {one.outcome for one in said.values()} == {Outcome.PRESENT}
    assert [request.path.rsplit("/", 1)[1] for request in simulator.sent_to("hub")] == [f"{listed}s"]


def test_one_of_an_owner_is_asked_for_by_itself(world: World, simulator: Simulator) -> None:
    world.hub("model", "lab/one")
    world.hub("dataset", "lab/two")
    ask("huggingface", thing("lab/one"), thing("lab/two", Kind.HF_DATASET))
    assert {request.path for request in simulator.sent_to("hub")} == {
        "/hub/api/models/lab/one",
        "/hub/api/datasets/lab/two",
    }


def test_pages_are_turned_while_that_is_less_than_asking_for_each(world: World, simulator: Simulator) -> None:
    for number in range(3 * A_PAGE):
        world.hub("model", f"giant/m{number:03}")
    last = [thing(f"giant/m{3 * A_PAGE - 1 - number:03}") for number in range(6)]
    said = ask("huggingface", *last)
    assert {one.outcome for one in said.values()} == {Outcome.PRESENT}
    assert len(simulator.sent_to("hub")) == 3
    ask("huggingface", *last[:2])
    assert len(simulator.sent_to("hub")) == 3 + 1 + 2, "one page, which has neither"


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.HTML, Fault.TRUNCATED, Blemish.CUT_JSON, Lure.AWAY])
def test_a_list_that_can_not_be_read_hides_nothing(fault: Sky, world: World, simulator: Simulator) -> None:
    for one in models(4):
        world.hub("model", one.target)
    simulator.weather("hub", fault, times=3)  # as often as one request is tried
    said = ask("huggingface", *models(4))
    assert sum(one.outcome is Outcome.PRESENT for one in said.values()) >= 2
    assert {one.outcome for one in said.values()} <= {Outcome.PRESENT, Outcome.UNKNOWN}


def scripted(listed: object, **headers: str) -> tuple[list[Observation], list[str]]:
    """What is said of two models whose list is this, and what was asked."""

    def script(request: object) -> object:
        url = request.url  # type: ignore[attr-defined]  # a Request
        return answer(200, listed, **headers) if "?author=" in url else BLOCKED  # type: ignore[arg-type]  # any JSON

    transport = Scripted(script)  # type: ignore[arg-type]  # as above
    hub = HuggingFace(settings(), transport, Hosts(hub_rule)("hub"), now)
    return observe(hub, *models(2)), transport.urls


@pytest.mark.parametrize(
    "listed",
    [
        b"[]",
        b"{}",
        b'[1, null, {"id": 3}]',
        b'[{"_id": "1", "id": "lab/m0", "disabled": false, "gated": false}]',  # without its files it tells too little
        b'[{"_id": "1", "id": "lab/m0", "disabled": false, "siblings": []}]',
        b'[{"_id": "1", "id": "lab/m0", "gated": false, "siblings": []}]',
        b'[{"_id": "1", "id": "lab/m0", "disabled": null, "gated": false, "siblings": []}]',
        b'[{"_id": "1", "id": "lab/m0", "disabled": false, "gated": null, "siblings": []}]',
        b'[{"_id": "1", "id": "lab/m0", "disabled": false, "gated": false, "siblings": null}]',
        b'[{"id": "lab/m0", "disabled": false, "gated": false, "siblings": []}]',
        b'[{"_id": "1", "id": "LAB/M0", "disabled": false, "gated": false, "siblings": []}]',  # moved
    ],
)
def test_an_entry_that_tells_too_little_is_asked_for_by_itself(listed: bytes) -> None:
    said, urls = scripted(listed)
    assert [one.reason for one in said] == [Reason.BLOCKED, Reason.BLOCKED]
    assert len(urls) == 3


def test_the_next_page_is_on_the_hub_or_nowhere() -> None:
    _, urls = scripted(b"[]", link='<https://evil.example.org/api/models?cursor=x>; rel="next"')
    assert not any("evil" in url for url in urls)
    assert next_page(answer(200, link='<https://huggingface.co/api/models?cursor=x>; rel="next"')).endswith("=x")


def test_owners_are_kept_apart_by_kind_and_name() -> None:
    things = [*models(2), thing("lab/d", Kind.HF_DATASET), thing("gpt2"), thing("gpt3"), *models(1, "other")]
    assert [len(group) for group in by_owner(things)] == [2, 1, 1, 1, 1]
