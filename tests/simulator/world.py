"""
What the simulated services know, as tables of facts. A test describes its world in a few lines; facts that it does
not give have plain defaults.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.simulator.deposits import Shelves


def moment(text: str) -> datetime:
    """An ISO 8601 moment with its zone, as a datetime in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def stamp(value: datetime | None) -> str | None:
    """A moment in the form in which the services write it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def _number(name: str) -> int:
    """A stable id for a name, in the range of GitHub's ids."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % 1_200_000_000 + 1


@dataclass(frozen=True, slots=True)
class Submodule:
    """Another repository in place of a folder."""

    url: str


@dataclass(frozen=True, slots=True)
class Symlink:
    """A symbolic link; its text is where it points."""

    target: str


#: The message for a repository that may not be shown because of sanctions; the rest of it is not known.
SANCTIONED = "Due to U.S. trade controls law restrictions, this repository has been disabled."

#: The content of a file: text, bytes, or only the size of a binary file.
Content = str | bytes | int | Submodule | Symlink


@dataclass(slots=True, kw_only=True)
class Repository:
    """A repository on GitHub or another forge."""

    name: str  # owner/name in its canonical case
    id: int
    created: str = "2023-01-10T00:00:00Z"
    last_commit: str | None = "2024-05-01T00:00:00Z"
    pushed_at: str | None = None  # any branch, a bot, a pull request from a fork: later than the last commit
    updated_at: str | None = None  # a description, a star: says nothing about commits
    archived_at: str | None = None
    license: str | None = None
    release: str | None = None
    assets: tuple[str, ...] = ()  # names of the files of that release
    private: bool = False
    empty: bool = False
    disabled: bool = False
    fork: bool = False
    blocked: str | None = None  # tos, dmca, unavailable, sanctions …
    blocked_in_graphql: str = "disabled"  # not documented: `disabled`, `null`, or the type of an error
    saml: str | None = None  # how GraphQL reports it: "path", "pathless", or "whole" (and no data at all)
    heavy: bool = False  # too heavy for GraphQL, also alone in a query
    limited: bool = False  # GraphQL refuses it: RESOURCE_LIMITS_EXCEEDED at its alias
    lost: bool = False  # REST redirects it to nowhere: a 301 with an empty Location
    wants_login: bool = False  # git lists its references, and asks for a login for its content
    parent: str | None = None  # of a fork
    size: int = 100
    stars: int = 3
    branch: str = "main"
    branches: dict[str, dict[str, Content]] = field(default_factory=dict)  # other branches → their files
    tags: tuple[str, ...] = ()  # of the last commit on the default branch
    files: dict[str, Content] = field(default_factory=lambda: {"README.md": "# Title\n", "train.py": "print()\n"})

    @property
    def owner(self) -> str:
        """The owner's login."""
        return self.name.split("/")[0]

    @property
    def pushed(self) -> str | None:
        """When any of its references last moved; None for an empty one."""
        return self.pushed_at or (None if self.empty else self.last_commit)

    @property
    def updated(self) -> str:
        """When anything about it last changed."""
        return self.updated_at or max(self.created, self.pushed or "")


#: Well-known hosts → the sort of forge that they are.
_FORGES = {"gitlab.com": "gitlab", "codeberg.org": "gitea", "gitea.com": "gitea", "bitbucket.org": "bitbucket"}
_HUB_CREATED = "2023-02-01T00:00:00.000Z"


@dataclass(slots=True, kw_only=True)
class HubRepository:
    """A model, dataset or space on the Hub."""

    kind: str  # model, dataset, space
    name: str
    id: str
    created: str = _HUB_CREATED
    modified: str = "2024-02-01T00:00:00.000Z"
    gated: str | bool = False  # "auto", "manual"
    granted: bool = False  # whether the owner of our token has access
    disabled: bool = False
    private: bool = False
    license: str | None = None
    tags: tuple[str, ...] = ()  # `arxiv:2402.00001` names a paper
    stage: str = "RUNNING"
    files: tuple[str, ...] = (".gitattributes", "README.md", "model.safetensors")
    texts: dict[str, str] = field(default_factory=dict)  # file → its text

    @property
    def sha(self) -> str:
        """The id of its last commit."""
        return hashlib.sha1(f"{self.id}{self.modified}".encode(), usedforsecurity=False).hexdigest()


@dataclass(slots=True, kw_only=True)
class Paper:
    """A paper that the Hub has indexed."""

    arxiv: str
    title: str = "A paper"
    published: str = "2026-02-26T17:08:18.000Z"
    daily: str | None = None  # the day on which it was among the daily papers
    github: str | None = None
    github_added_by: str = "user"  # or auto
    project_page: str | None = None
    shown: int = 100  # how many repositories of each kind its page lists; the totals count all


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
    """Everything that exists. Names are looked up without regard to case, as the services do."""

    repositories: dict[str, Repository] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)  # old name → new name, on GitHub
    owners: dict[str, str] = field(default_factory=dict)  # login → User or Organization
    hub_repositories: dict[tuple[str, str], HubRepository] = field(default_factory=dict)
    hub_moved: dict[tuple[str, str], str] = field(default_factory=dict)
    hub_owners: dict[str, str] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    collections: dict[str, str] = field(default_factory=dict)
    gists: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    exact_pages: dict[str, Page] = field(default_factory=dict)
    abstracts: dict[str, tuple[str, str]] = field(default_factory=dict)  # arXiv id or DOI → title, abstract
    remotes: dict[str, Repository] = field(default_factory=dict)  # host/path → a repository of another forge
    remotes_moved: dict[str, str] = field(default_factory=dict)  # host/path → where it is today
    forges: dict[str, str] = field(default_factory=dict)  # host → its sort
    visits: dict[str, tuple[str | None, str]] = field(default_factory=dict)  # exact origin → snapshot, date
    save_policy: dict[str, str] = field(default_factory=lambda: {"github.com": "accepted"})  # host → status
    captures: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # host/path → stamps and statuses
    overlooked: set[str] = field(default_factory=set)  # captured, but only the index knows it
    undated: set[str] = field(default_factory=set)  # captured, but found only when asked with a date
    deposits: Shelves = field(default_factory=Shelves)  # of archives of research data
    _names: dict[str, str] = field(default_factory=dict)  # id → name, on GitHub

    def github(self, name: str, *, moved_to: str | None = None, owner_free: bool = False, **facts: object) -> None:
        """
        Add a repository, or (with `moved_to`) a name that redirects. With `owner_free` its owner no
        longer exists.
        """
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
        self._names[str(number)] = name.casefold()
        self.repositories[name.casefold()] = Repository(name=name, id=number, **facts)  # type: ignore[arg-type]  # facts are Repository's

    def owner(self, login: str, *, type: str = "User") -> None:  # noqa: A002  (GitHub's word)
        """Add a user or an organisation."""
        self.owners[login.casefold()] = type

    def forget(self, name: str) -> None:
        """Delete a repository, or make it private: both look the same from outside."""
        self.repositories.pop(name.casefold(), None)
        self.moved.pop(name.casefold(), None)

    def hub(self, kind: str, name: str, *, moved_to: str | None = None, **facts: object) -> None:
        """Add a repository on the Hub, or (with `moved_to`) a name that redirects."""
        if moved_to:
            self.hub_repositories.pop((kind, name.casefold()), None)
            self.hub_moved[kind, name.casefold()] = moved_to
            return
        created = str(facts.get("created", _HUB_CREATED))
        number = facts.pop("id", None) or _object_id(f"{kind}{name}", created)
        self.hub_repositories[kind, name.casefold()] = HubRepository(kind=kind, name=name, id=number, **facts)  # type: ignore[arg-type]  # facts are HubRepository's

    def hub_owner(self, name: str, *, type: str = "organization") -> None:  # noqa: A002  (the Hub's word)
        """Add an organisation or a user on the Hub."""
        self.hub_owners[name.casefold()] = type

    def paper(self, arxiv: str, **facts: object) -> None:
        """Add a paper to the Hub's index, by its arXiv number."""
        self.papers[arxiv] = Paper(arxiv=arxiv, **facts)  # type: ignore[arg-type]  # facts are Paper's

    def collection(self, slug: str) -> None:
        """Add a collection on the Hub, by owner/slug."""
        self.collections[slug.casefold()] = slug

    def gist(self, name: str) -> None:
        """Add a gist, by its id."""
        self.gists[name] = name

    def page(self, url: str, **facts: object) -> None:
        """Add a page on any host, for http and https alike."""
        self.pages[_plain(url)] = Page(url=url, **facts)  # type: ignore[arg-type]  # facts are Page's

    def exact(self, url: str, **facts: object) -> None:
        """Add a page at exactly this address: with its scheme, final slash, query and case."""
        self.exact_pages[url] = Page(url=url, **facts)  # type: ignore[arg-type]  # facts are Page's

    def git(self, url: str, *, moved_to: str | None = None, **facts: object) -> None:
        """Add a git repository on any host, or (with `moved_to`) an old address on the same host."""
        name = _plain(url).removesuffix(".git")
        host = name.partition("/")[0]
        if sort := _FORGES.get(host):
            self.forges.setdefault(host, sort)
        if moved_to:
            self.remotes.pop(name.casefold(), None)
            self.remotes_moved[name.casefold()] = _plain(moved_to).casefold()
            return
        self.remotes_moved.pop(name.casefold(), None)
        number = facts.pop("id", None) or _number(name)
        self.remotes[name.casefold()] = Repository(name=name, id=number, **facts)  # type: ignore[arg-type]  # as above

    def forge(self, host: str, sort: str) -> None:
        """Add a forge on a host: `gitlab`, `gitea`, `bitbucket`, `smart` (git's own server), `dumb` (plain files)."""
        self.forges[host] = sort

    def archived(self, origin: str, *, snapshot: str | None = "ab" * 20, date: str = "2024-01-02T03:04:05Z") -> None:
        """Add a visit of Software Heritage to an origin; a visit without a snapshot failed."""
        self.visits[origin] = (snapshot, date)

    def captured(self, url: str, *stamps: str, status: str = "200", only_in: str = "") -> None:
        """
        Add captures to the Wayback Machine. `only_in` is `index` (the availability API does not know them) or `dated`
        (it finds them only when asked with a date).
        """
        place = _plain(url).removeprefix("www.")
        self.captures.setdefault(place, []).extend((stamp, status) for stamp in stamps)
        if only_in:
            (self.overlooked if only_in == "index" else self.undated).add(place)

    def find(self, name: str) -> tuple[Repository | None, bool]:
        """(repository, whether the name redirects to it); chains of renames are followed."""
        key, moved = name.casefold(), False
        for _ in range(10):
            if key not in self.moved:
                break
            key, moved = self.moved[key].casefold(), True
        return self.repositories.get(key), moved

    def numbered(self, number: str) -> Repository | None:
        """The repository with an id, whatever its current name."""
        found = self.repositories.get(self._names.get(number, ""))
        return found if found and str(found.id) == number else None


def _object_id(name: str, created: str) -> str:
    """
    An id as the Hub's database makes them: the moment of creation first, but not before the Hub moved to that
    database.
    """
    seconds = max(int(moment(created).timestamp()), int(moment("2022-03-02T23:29:04Z").timestamp()))
    return f"{seconds:08x}{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _plain(url: str) -> str:
    return url.split("://", 1)[-1].rstrip("/")
