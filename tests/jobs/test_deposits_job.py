"""Deposits as a user meets them: papers that link to archives in, their fates and their archives' words out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.jobs.test_check import papers, rows, verdicts
from tests.simulator import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]

OBJECT = f"swh:1:rev:{'ab' * 20}"
#: Address as printed → the fate that its archive tells.
FATES = {
    "https://zenodo.org/record/100": ("available", "ok"),
    "https://doi.org/10.5281/zenodo.101": ("restricted", "gated"),
    "https://doi.org/10.5281/zenodo.102": ("gone", "http_410"),
    "https://doi.org/10.5281/zenodo.103": ("gone", "not_found_or_private"),
    "https://doi.org/10.5281/zenodo.104": ("empty", "no_commits"),
    "https://doi.org/10.5281/zenodo.105": ("available", "ok"),
    "https://doi.org/10.6084/m9.figshare.771122.v1": ("available", "ok"),
    "https://figshare.com/articles/dataset/Runs/771123/2": ("restricted", "gated"),
    "https://osf.io/4znzp/": ("available", "ok"),
    "https://osf.io/5znzp/": ("restricted", "login"),
    "https://osf.io/6znzp/": ("gone", "http_410"),
    "https://doi.org/10.7910/DVN/ABC": ("available", "ok"),
    "https://doi.org/10.7910/DVN/GONE": ("gone", "not_found_or_private"),
    "https://doi.org/10.18710/QWERTY": ("empty", "no_commits"),
    "https://doi.org/10.5061/dryad.there": ("available", "ok"),
    "https://doi.org/10.5061/dryad.walled": ("unknown", "refused"),
    "https://doi.org/10.5061/dryad.none": ("gone", "not_found_or_private"),
    f"https://archive.softwareheritage.org/{OBJECT}": ("available", "ok"),
}


@pytest.fixture
def stocked(world: World, simulator: Simulator) -> Simulator:
    """The archives that hold all these."""
    held = world.deposits
    held.zenodo(100, files=("train.py", "runs.csv"), license="mit")
    held.zenodo(101, access="embargoed")
    held.zenodo(102, deleted="Spam.")
    held.zenodo(104, files=())
    held.zenodo(190, concept="105")
    held.figshare(771122)
    held.figshare(771123, access="embargoed")
    held.osf("4znzp")
    held.osf("5znzp", private=True)
    held.osf("6znzp", deleted="yes")
    held.dataverse("dataverse.harvard.edu", "10.7910/DVN/ABC")
    held.dataverse("dataverse.no", "10.18710/QWERTY", files=())
    for name, status in (("there", 200), ("walled", 403)):
        held.doi(f"10.5061/dryad.{name}", f"https://datadryad.org/{name}")
        world.page(f"https://datadryad.org/{name}", status=status)
    held.objects.add(OBJECT)
    return simulator


def test_every_archive_is_taken_at_its_word(stocked: Simulator, reprolinks: Command) -> None:
    code, _, errors = reprolinks("run", papers(*FATES))
    assert code == 0, errors
    found = verdicts()
    by_target = {url.partition("://")[2].rstrip("/"): fate for url, fate in FATES.items()}
    by_target["doi.org/10.5281/zenodo.100"] = by_target.pop("zenodo.org/record/100")
    assert {target: tuple(fate) for target, fate in found.items()} == by_target
    ((name, content, license_),) = rows(
        "SELECT resolved_target, content, license FROM artifact_status WHERE target = 'doi.org/10.5281/zenodo.100'"
    )
    assert (name, content, license_) == ("doi.org/10.5281/zenodo.100", "code", "MIT")
    ((newest,),) = rows("SELECT resolved_target FROM artifact_status WHERE target = 'doi.org/10.5281/zenodo.105'")
    assert newest == "doi.org/10.5281/zenodo.190"
    assert not stocked.sent_to("zenodo.org")
    assert len(stocked.sent_to("zenodo")) == 7


def test_so_is_it_at_its_public_address(
    stocked: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No base is set: what is asked goes to the archives' own hosts, here behind a proxy."""
    for name in ("ZENODO", "FIGSHARE", "OSF", "DOI"):
        monkeypatch.delenv(f"REPROLINKS_{name}")
    assert reprolinks("run", papers(*FATES))[0] == 0
    assert sorted(verdicts().values()) == sorted(FATES.values())
    asked = {service for service, _ in stocked.requests}
    assert {"zenodo.org", "api.figshare.com", "api.osf.io", "doi.org", "dataverse.no"} <= asked


def test_a_deposit_that_goes_is_an_alarm(world: World, stocked: Simulator, reprolinks: Command) -> None:
    url = "https://doi.org/10.5281/zenodo.100"
    assert reprolinks("run", papers(url), "--fail-on", "gone")[0] == 0
    world.deposits.zenodo(100, deleted="Withdrawn by its author.")
    code, _, errors = reprolinks("check", "--max-age", "0", "--fail-on", "gone")
    assert code == 1, errors
    assert rows("SELECT availability, reason FROM artifact_status") == [("gone", "http_410")]
    assert rows("SELECT detail FROM observations WHERE outcome = 'absent'") == [("Withdrawn by its author.",)]
    assert len(stocked.sent_to("zenodo")) == 2


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.SERVER_ERROR, Fault.HTML, Fault.TRUNCATED])
def test_archives_out_of_reach_make_a_run_that_has_to_be_run_again(
    fault: Fault, stocked: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_sleep(_: float) -> None:
        """Time passes at once."""

    monkeypatch.setattr("asyncio.sleep", no_sleep)
    stocked.weather("all", fault)
    code, _, errors = reprolinks("run", papers(*list(FATES)[:6]), "--fail-on", "gone")
    assert code == 3, errors
    assert {fate[0] for fate in verdicts().values()} == {"unknown"}
    stocked.clear()
    assert reprolinks("run", "papers.jsonl")[0] == 0
    assert verdicts()["doi.org/10.5281/zenodo.102"] == ("gone", "http_410")


def test_a_base_that_is_mistyped_makes_nothing_gone(
    stocked: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    base: Any = stocked.environment()["REPROLINKS_ZENODO"]
    monkeypatch.setenv("REPROLINKS_ZENODO", f"{base}/oops")
    reprolinks("run", papers("https://doi.org/10.5281/zenodo.100"), "--fail-on", "gone")
    assert verdicts() == {"doi.org/10.5281/zenodo.100": ("unknown", "bad_response")}
