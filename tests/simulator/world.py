"""
The things that the simulated services know, as tables of facts. A test describes its world in a few lines and
reads as a story; facts not told have plain defaults.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime


def moment(text: str) -> datetime:
    """An ISO 8601 moment with its zone."""
    return datetime.fromisoformat(text).astimezone(UTC)


def stamp(value: datetime | None) -> str | None:
    """A moment as the services write it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def _number(name: str) -> int:
    """A stable id for a name, in the range of GitHub's."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % 1_200_000_000 + 1


@dataclass(slots=True, kw_only=True)
class Repository:
    """A repository on GitHub."""

    name: str  # owner/name in its canonical case
    id: int
    created: str = "2023-01-10T00:00:00Z"
    last_commit: str | None = "2024-05-01T00:00:00Z"
    pushed_at: str | None = None
    archived_at: str | None = None
    license: str | None = None
    release: str | None = None
    private: bool = False
    empty: bool = False
    disabled: bool = False
    fork: bool = False
    blocked: str | None = None  # tos, dmca, unavailable …
    saml: str | None = None  # "path" or "pathless": how GraphQL says so
    heavy: bool = False  # too heavy for GraphQL in any company
    limited: bool = False  # GraphQL refuses it alone: RESOURCE_LIMITS_EXCEEDED at its alias
    lost: bool = False  # REST redirects it to nowhere: a 301 with an empty Location
    size: int = 100
    stars: int = 3
    branch: str = "main"
    files: dict[str, str] = field(default_factory=lambda: {"README.md": "# Title\n", "train.py": "print()\n"})

    @property
    def owner(self) -> str:
        """The owner's login."""
        return self.name.split("/")[0]


@dataclass(slots=True, kw_only=True)
class HubRepository:
    """A model, dataset or space on the Hub."""

    kind: str  # model, dataset, space
    name: str
    id: str
    created: str = "2023-02-01T00:00:00.000Z"
    modified: str = "2024-02-01T00:00:00.000Z"
    gated: str | bool = False
    disabled: bool = False
    private: bool = False
    license: str | None = None
    stage: str = "RUNNING"
    files: tuple[str, ...] = (".gitattributes", "README.md", "model.safetensors")


@dataclass(slots=True, kw_only=True)
class Page:
    """A page on any host."""

    url: str
    status: int = 200
    body: str = "<html><title>A project</title></html>"
    location: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """All that exists. Names are looked up without case, as the services do."""

    repositories: dict[str, Repository] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)  # old name → new name, on GitHub
    owners: dict[str, str] = field(default_factory=dict)  # login → User or Organization
    hub_repositories: dict[tuple[str, str], HubRepository] = field(default_factory=dict)
    hub_moved: dict[tuple[str, str], str] = field(default_factory=dict)
    hub_owners: dict[str, str] = field(default_factory=dict)
    collections: dict[str, str] = field(default_factory=dict)
    gists: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    remotes: dict[str, Repository] = field(default_factory=dict)  # host/path → a repository of another forge
    visits: dict[str, tuple[str | None, str]] = field(default_factory=dict)  # origin, to the letter → snapshot, date
    save_policy: dict[str, str] = field(default_factory=lambda: {"github.com": "accepted"})  # host → status
    captures: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # host/path → stamps and statuses
    overlooked: set[str] = field(default_factory=set)  # captured, but only the index knows
    undated: set[str] = field(default_factory=set)  # captured, but found only by who asks with a date

    def github(self, name: str, *, moved_to: str | None = None, owner_free: bool = False, **facts: object) -> None:
        """A repository, or (with `moved_to`) a name that redirects. `owner_free`: its owner exists no more."""
        owner = name.split("/", maxsplit=1)[0]
        if owner_free:
            self.owners.pop(owner.casefold(), None)
        else:
            self.owners.setdefault(owner.casefold(), "User")
        if moved_to:
            self.repositories.pop(name.casefold(), None)
            self.moved[name.casefold()] = moved_to
            return
        self.moved.pop(name.casefold(), None)
        number = facts.pop("id", None) or _number(name)
        self.repositories[name.casefold()] = Repository(name=name, id=number, **facts)  # type: ignore[arg-type]  # facts are Repository's

    def owner(self, login: str, *, type: str = "User") -> None:  # noqa: A002  (GitHub's word)
        """A user or an organisation."""
        self.owners[login.casefold()] = type

    def forget(self, name: str) -> None:
        """Delete a repository, or make it private: from outside the same."""
        self.repositories.pop(name.casefold(), None)
        self.moved.pop(name.casefold(), None)

    def hub(self, kind: str, name: str, *, moved_to: str | None = None, **facts: object) -> None:
        """A repository on the Hub, or (with `moved_to`) a name that redirects."""
        if moved_to:
            self.hub_repositories.pop((kind, name.casefold()), None)
            self.hub_moved[kind, name.casefold()] = moved_to
            return
        number = facts.pop("id", None) or hashlib.sha256(f"{kind}{name}".encode()).hexdigest()[:24]
        self.hub_repositories[kind, name.casefold()] = HubRepository(kind=kind, name=name, id=number, **facts)  # type: ignore[arg-type]  # facts are HubRepository's

    def hub_owner(self, name: str, *, type: str = "organization") -> None:  # noqa: A002
        """An organisation or a user on the Hub."""
        self.hub_owners[name.casefold()] = type

    def collection(self, slug: str) -> None:
        """A collection on the Hub, by owner/slug."""
        self.collections[slug.casefold()] = slug

    def gist(self, name: str) -> None:
        """A gist, by its id."""
        self.gists[name] = name

    def page(self, url: str, **facts: object) -> None:
        """A page on any host; http and https are the same to it."""
        self.pages[_plain(url)] = Page(url=url, **facts)  # type: ignore[arg-type]  # facts are Page's

    def git(self, url: str, **facts: object) -> None:
        """A git repository on any host."""
        name = _plain(url).removesuffix(".git")
        self.remotes[name.casefold()] = Repository(name=name, id=_number(name), **facts)  # type: ignore[arg-type]

    def archived(self, origin: str, *, snapshot: str | None = "ab" * 20, date: str = "2024-01-02T03:04:05Z") -> None:
        """A visit of Software Heritage to an origin; one without a snapshot failed."""
        self.visits[origin] = (snapshot, date)

    def captured(self, url: str, *stamps: str, status: str = "200", only_in: str = "") -> None:
        """
        Captures in the Wayback Machine. `only_in`: `index` (the availability API overlooks it) or `dated` (that
        finds it only when asked with a date).
        """
        place = _plain(url).removeprefix("www.")
        self.captures.setdefault(place, []).extend((stamp, status) for stamp in stamps)
        if only_in:
            (self.overlooked if only_in == "index" else self.undated).add(place)

    def find(self, name: str) -> tuple[Repository | None, bool]:
        """(repository, whether the name redirects to it): chains of renames are followed."""
        key, moved = name.casefold(), False
        for _ in range(10):
            if key not in self.moved:
                break
            key, moved = self.moved[key].casefold(), True
        return self.repositories.get(key), moved


def _plain(url: str) -> str:
    return url.split("://", 1)[-1].rstrip("/")
