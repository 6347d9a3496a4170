"""Worlds of artifacts of all kinds and states, and the true state of each artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.simulator import World

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_Fates = tuple[tuple[dict[str, Any] | None, str], ...]

README = {"README.md": "# Title\nWords.\n"}

#: States of repositories on GitHub: (how the simulated world holds it, None for not at all; its true availability).
_GITHUB: _Fates = (
    ({}, "available"),
    ({"archived_at": "2025-01-01T00:00:00Z"}, "available"),
    ({"files": {"src/model.py": "print()\n", "README.rst": "Title\n=====\n"}}, "available"),
    (None, "gone"),
    ({"empty": True}, "empty"),
    ({"files": README}, "placeholder"),
    ({"files": {"README.md": "# Title\nCode coming soon.\n"}}, "placeholder"),
    ({"blocked": "dmca"}, "blocked"),
    ({"blocked": "tos"}, "blocked"),
    ({"private": True}, "gone"),
    ({"saml": "path"}, "available"),
    ({"size": 0}, "available"),
)
_HUB: _Fates = (
    ({}, "available"),
    ({"gated": "manual"}, "restricted"),
    ({"disabled": True}, "blocked"),
    (None, "gone"),
    ({"private": True}, "gone"),
    ({"gated": "auto", "disabled": True}, "blocked"),
    ({"files": (".gitattributes",)}, "empty"),
)
#: The same of a repository on another forge.
_ON_FORGES: _Fates = (
    ({}, "available"),
    (None, "gone"),
    ({"archived_at": "2025-01-01T00:00:00Z"}, "available"),
    ({"files": README}, "placeholder"),
    ({"empty": True}, "empty"),
    ({"private": True}, "gone"),
)
_HOSTS = (
    *(("gitlab.com", "gitlab"), ("codeberg.org", "gitea"), ("bitbucket.org", "bitbucket")),
    *(("git.smart.example.org", "smart"), ("git.dumb.example.org", "dumb")),
)
#: The same of a deposit in an archive.
_DEPOSITS: _Fates = (
    ({"files": ("train.py", "runs.csv")}, "available"),
    (None, "gone"),
    ({"files": ("runs.csv",)}, "available"),
    ({"files": ()}, "empty"),
    ({"private": True}, "restricted"),
)
_MOST_AT_OSF = 20  # projects: the OSF answers a hundred requests an hour
_PAGES = ((200, "available"), (404, "gone"), (410, "gone"))


def mixed(count: int, only: Collection[str] = ()) -> tuple[World, list[str], dict[str, str]]:
    """
    A world, the addresses in it, and the true availability of each artifact by `kind:target`. `only` names the sorts
    (of `SORTS`) that are in it; empty for all.
    """
    world, urls, true = World(), [], {}
    kinds = [make for make in _KINDS if not only or make.__name__.strip("_") in only]
    for number in range(count):
        make = kinds[number % len(kinds)]
        url, key, availability = make(world, number)
        urls.append(url)
        true[key] = availability
    return world, urls, true


def _turn(number: int, of: int) -> int:
    """The number of a state out of `of`: each place in the row of kinds gets all states, round by round."""
    return sum(divmod(number, len(_KINDS))) % of


def _github(world: World, number: int, series: str = "a") -> tuple[str, str, str]:
    facts, availability = _GITHUB[_turn(number, len(_GITHUB))]
    owner, name = f"lab-{series}{number % 40}", f"lab-{series}{number % 40}/tool-{number}"
    world.owner(owner)
    if facts is not None:
        world.github(name, **facts)
    return f"https://github.com/{name}", f"github_repo:{name}", availability


def _github_too(world: World, number: int) -> tuple[str, str, str]:
    return _github(world, number, "b")


def _moved(world: World, number: int) -> tuple[str, str, str]:
    world.github(f"new{number}/tool")
    world.github(f"old{number}/tool", moved_to=f"new{number}/tool", owner_free=_turn(number, 2) == 0)
    return f"https://github.com/old{number}/tool", f"github_repo:old{number}/tool", "available"


def _owner(world: World, number: int) -> tuple[str, str, str]:
    there = _turn(number, 4) > 0
    if there:
        world.owner(f"group{number}")
    return f"https://github.com/group{number}", f"github_org:group{number}", "available" if there else "gone"


def _model(world: World, number: int, kind: str = "model", path: str = "") -> tuple[str, str, str]:
    facts, availability = _HUB[_turn(number, len(_HUB))]
    name = f"maker{number % 30}/thing-{number}"
    if facts is not None:
        files = ("README.md", "train.csv") if kind == "dataset" else ("README.md", "model.safetensors")
        holds: dict[str, Any] = {"files": files, **facts}
        world.hub(kind, name, **holds)
    return f"https://huggingface.co/{path}{name}", f"hf_{kind}:{name}", availability


def _dataset(world: World, number: int) -> tuple[str, str, str]:
    return _model(world, number, "dataset", "datasets/")


def _page(world: World, number: int) -> tuple[str, str, str]:
    status, availability = _PAGES[_turn(number, len(_PAGES))]
    place = f"project{number % 3}.example.org/p{number}"
    world.page(f"https://{place}", status=status)
    return f"https://{place}", f"other:{place}", availability


def _forge(world: World, number: int) -> tuple[str, str, str]:
    host, sort = _HOSTS[_turn(number, len(_HOSTS))]
    facts, availability = _ON_FORGES[_turn(number, len(_ON_FORGES))]
    place = f"{host}/team/tool-{number}"
    world.forge(host, sort)
    world.page(f"https://{host}/about")  # the host answers, whatever repositories it has
    if facts is not None:
        world.git(f"https://{place}", **facts)
    return f"https://{place}", f"other_forge:{place}", availability


def _deposit(world: World, number: int) -> tuple[str, str, str]:
    make, own = _ARCHIVES[_turn(number, len(_ARCHIVES))]
    fates = (*_DEPOSITS, *own)
    facts, availability = fates[number // len(_KINDS) // len(_ARCHIVES) % len(fates)]
    place, target = make(world, number, facts)
    # Figshare answers alike for private and missing items.
    if place.startswith("https://figshare.com/") and (facts or {}).get("private"):
        availability = "gone"
    return place, target, availability


def _record(world: World, number: int, facts: dict[str, Any] | None) -> tuple[str, str]:
    if facts is not None:
        world.deposits.zenodo(1_000_000 + number, **facts)
    place = f"doi.org/10.5281/zenodo.{1_000_000 + number}"
    return f"https://{place}", f"archive:{place}"


def _item(world: World, number: int, facts: dict[str, Any] | None) -> tuple[str, str]:
    if facts is not None:
        world.deposits.figshare(1_000_000 + number, **facts)
    place = f"figshare.com/articles/dataset/tool/{1_000_000 + number}"
    return f"https://{place}", f"archive:{place}"


def _project(world: World, number: int, facts: dict[str, Any] | None) -> tuple[str, str]:
    if len(world.deposits.names) >= _MOST_AT_OSF:
        return _record(world, number, facts)
    guid = f"{number + 100_000:05x}"
    if facts is not None:
        world.deposits.osf(guid, **facts)
    return f"https://osf.io/{guid}", f"archive:osf.io/{guid}"


def _data_set(world: World, number: int, facts: dict[str, Any] | None) -> tuple[str, str]:
    doi = f"10.7910/DVN/T{number}"
    world.deposits.installations.add("dataverse.harvard.edu")
    if facts is not None:
        world.deposits.dataverse("dataverse.harvard.edu", doi, **facts)
    return f"https://doi.org/{doi}", f"archive:doi.org/{doi}"


#: How deposits of each archive are made, and the fates that it alone knows.
_ARCHIVES: tuple[tuple[Callable[[World, int, dict[str, Any] | None], tuple[str, str]], _Fates], ...] = (
    (_record, (({"access": "embargoed"}, "restricted"), ({"deleted": "by request"}, "gone"))),
    (_item, (({"access": "embargoed", "files": ()}, "restricted"), ({"access": "closed"}, "restricted"))),
    (_project, ()),
    (_data_set, (({"shut": ("data.csv",)}, "restricted"), ({"deaccessioned": "version"}, "gone"))),
)
_KINDS = (
    *(_github, _github_too, _model, _github, _page, _github_too, _dataset, _github, _owner, _github_too),
    *(_moved, _github, _model, _github_too, _page, _github, _dataset, _github_too, _forge, _github),
    _deposit,
)
SORTS = sorted({make.__name__.strip("_") for make in _KINDS})
