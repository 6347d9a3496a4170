"""Files on the Hub that papers link to: told by the list that comes with their repository."""

from __future__ import annotations

from typing import Any

import pytest

from checker.model import Artifact, Kind, Observation, Outcome
from checker.network.rate_limits import hub_rule
from checker.services.hub.repositories import HuggingFace
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

SHA = "c" * 40
PAGE = "https://huggingface.co/lab/model"
BODY: dict[str, Any] = {
    "_id": "64a1f0000000000000000001",
    "id": "lab/model",
    "disabled": False,
    "gated": False,
    "sha": SHA,
    "siblings": [{"rfilename": name} for name in ("README.md", "weights/a.safetensors")],
}


def on(*printed: str, **changes: Any) -> Observation:
    transport = Scripted(lambda _: answer(200, BODY | changes))
    hub = HuggingFace(settings(), transport, Hosts(hub_rule)("hub"), now)
    (said,) = observe(hub, Artifact(Kind.HF_MODEL, "lab/model", PAGE, printed=printed))
    assert said.outcome is Outcome.PRESENT
    assert len(transport.requests) == 1
    return said


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ("blob/main/README.md", ""),
        ("resolve/main/weights/a.safetensors?download=true", ""),
        ("tree/main/weights", ""),
        ("tree/main", ""),
        (f"blob/{SHA}/b.bin", f"{SHA}:b.bin"),
        ("blob/main/weights/b.safetensors", "main:weights/b.safetensors"),
        ("tree/main/weight", "main:weight"),
        ("blob/fp16/b.bin", None),  # of other branches the list says nothing
        ("discussions", None),
    ],
)
def test_a_file_on_main_is_told_by_the_list(place: str, missing: str | None) -> None:
    said = on(f"{PAGE}/{place}")
    assert said.facts.places == (None if missing is None else ((f"{PAGE}/{place}", missing),))
    assert said.detail == (f"there, but not in it: {missing}" if missing else "")


@pytest.mark.parametrize("siblings", [None, [], "x", [{"rfilename": 7}]])
def test_an_answer_without_a_list_tells_nothing(siblings: object) -> None:
    assert on(f"{PAGE}/blob/main/b.bin", siblings=siblings).facts.places is None
