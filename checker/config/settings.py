"""
Every setting, declared once: default, type, environment variables, option and help text.

The options of the command line, the keys of the settings file, the tables in the documentation and the record of a
run are generated from these declarations. Nothing here reads `os.environ`; `repr` shows no secret.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from checker.config.types import (
    BASE,
    COLUMNS,
    COUNT,
    FILE,
    FLAG,
    HEADERS,
    IGNORED,
    PERCENT,
    SECONDS,
    SECRET,
    SOURCES,
    SPAN,
    TEXT,
    Ignored,
    SettingType,
    one_of,
)
from checker.model.candidates import CrossCheck
from checker.model.policies import PolicyName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The declaration of one setting: its name, type and default, and where it may be given."""

    name: str = ""
    default: object = None
    type: SettingType
    help: str  # a sentence, for the command line's help and the documentation
    variables: tuple[str, ...] = ()  # environment variables; the first that is set and not blank counts
    option: bool = False  # whether it is also an option of the command line


def _setting(
    default: object, type_: SettingType, text: str, variables: tuple[str, ...] = (), *, option: bool = False
) -> Any:
    """A dataclass field that carries its declaration; Any, because its type is that of the setting's values."""
    declaration = Declaration(default=default, type=type_, help=text, variables=variables, option=option)
    if isinstance(default, dict):
        return field(default_factory=dict, repr=not type_.secret, metadata={"declaration": declaration})
    return field(default=default, repr=not type_.secret, metadata={"declaration": declaration})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    The settings of a run; the help text of each says what it is for.

    Base addresses have no trailing slash. `max_wait`, `page_wait`, `max_time` and `archive_wait` are in seconds.
    `budget` is the largest number of requests that may be sent; None means no limit.
    """

    db: str = _setting(
        "availability.db", FILE, "SQLite database of papers, links and results.", ("REPROLINKS_DB",), option=True
    )
    max_age: timedelta = _setting(
        timedelta(days=1), SPAN, "Skip what was checked less than SPAN ago, e.g. 12h, 7d.", option=True
    )
    max_wait: float = _setting(
        900.0,
        SECONDS,
        "Wait at most SECONDS for the rate limits of each service (GitHub, Hugging Face, an archive).",
        option=True,
    )
    page_wait: float = _setting(
        30.0,
        SECONDS,
        "Spend at most SECONDS on rate limits, and on failing requests, of each other host.",
        option=True,
    )
    max_time: float | None = _setting(
        None, SECONDS, "Stop asking after SECONDS. What is left stays due.", option=True
    )
    budget: int | None = _setting(None, COUNT, "Send at most N requests. What is left stays due.", option=True)
    policy: str = _setting(
        str(PolicyName.RECENT_COMMIT), one_of(PolicyName), "Rule that decides what counts as maintained.", option=True
    )
    grace: timedelta = _setting(
        timedelta(0), SPAN, "Raise the alarm newly-gone only for what has been lost for SPAN.", option=True
    )
    tolerate: float = _setting(
        5.0,
        PERCENT,
        "Exit 3 only where more than PERCENT of what was due could not be looked at.",
        option=True,
    )
    ignore: tuple[Ignored, ...] = _setting(
        (), IGNORED, "Targets that raise no alarm until a date: tables [[ignore]] of target, reason and until."
    )
    sources: dict[str, dict[str, str]] = _setting(
        {}, SOURCES, 'Tables by source: lists = "alive" for a source that drops papers whose artifacts are lost.'
    )
    archives: bool = _setting(
        False, FLAG, "Look for archived copies of all artifacts, not only of those gone or blocked.", option=True
    )
    archive_max_age: timedelta = _setting(
        timedelta(days=30), SPAN, "Skip archives that answered for an artifact less than SPAN ago."
    )
    cross_check: str = _setting(
        str(CrossCheck.CLAIMS),
        one_of(CrossCheck),
        "Papers to look up on Hugging Face: those that claim a release without a link, all, or none.",
        option=True,
    )
    allow_private_hosts: bool = _setting(
        False, FLAG, "Follow links of papers to loopback and private addresses.", option=True
    )
    user_agent: str = _setting(
        "",
        TEXT,
        "User-Agent header to send with requests.",
        ("REPROLINKS_USER_AGENT",),
        option=True,
    )
    archive_wait: float = _setting(
        120.0, SECONDS, "Ask archives for at most SECONDS in a run; the next run goes on from there.", option=True
    )
    headers: dict[str, dict[str, str]] = _setting(
        {}, HEADERS, "Extra request headers by host; $NAME stands for the environment variable NAME."
    )
    columns: dict[str, str] = _setting(
        {}, COLUMNS, "Columns or keys of inputs that hold title, abstract, code …; as --columns."
    )
    github_api: str = _setting(
        "https://api.github.com",
        BASE,
        "Base address of GitHub's REST API, GraphQL beside it; GitHub Enterprise: https://HOST/api/v3.",
        ("REPROLINKS_GITHUB_API",),
    )
    github_web: str = _setting(
        "https://github.com",
        BASE,
        "Base address of GitHub's website, which serves git too.",
        ("REPROLINKS_GITHUB_WEB",),
    )
    hf_endpoint: str = _setting(
        "https://huggingface.co", BASE, "Base address of the Hugging Face Hub or a mirror.", ("HF_ENDPOINT",)
    )
    swh_api: str = _setting(
        "https://archive.softwareheritage.org/api/1",
        BASE,
        "Base address of Software Heritage's API, ending in /api/1.",
        ("REPROLINKS_SWH_API",),
    )
    wayback: str = _setting(
        "https://archive.org",
        BASE,
        "Base address of the Wayback Machine, above /wayback/available and /cdx/search/cdx.",
        ("REPROLINKS_WAYBACK",),
    )
    zenodo: str = _setting("https://zenodo.org", BASE, "Base address of Zenodo, above /api.", ("REPROLINKS_ZENODO",))
    figshare: str = _setting(
        "https://api.figshare.com/v2",
        BASE,
        "Base address of Figshare's API, ending in /v2.",
        ("REPROLINKS_FIGSHARE",),
    )
    osf: str = _setting(
        "https://api.osf.io/v2",
        BASE,
        "Base address of the Open Science Framework's API, ending in /v2.",
        ("REPROLINKS_OSF",),
    )
    doi: str = _setting("https://doi.org", BASE, "Base address of the DOI resolver, above /api.", ("REPROLINKS_DOI",))
    arxiv: str = _setting(
        "https://export.arxiv.org/api", BASE, "Base address of arXiv's API, above /query.", ("REPROLINKS_ARXIV",)
    )
    openreview: str = _setting(
        "https://api2.openreview.net",
        BASE,
        "Base address of OpenReview's API, above /notes.",
        ("REPROLINKS_OPENREVIEW",),
    )
    crossref: str = _setting(
        "https://api.crossref.org", BASE, "Base address of Crossref's API, above /works.", ("REPROLINKS_CROSSREF",)
    )
    github_token: str = _setting(
        "", SECRET, "GitHub token; it needs no scopes. Without one, 60 REST requests an hour, then git.",
        ("GITHUB_TOKEN", "GH_TOKEN"),
    )  # fmt: skip
    hf_token: str = _setting("", SECRET, "Hugging Face token; optional.", ("HF_TOKEN",))
    history_token: str = _setting(
        "", SECRET, "Token for the git repository that keeps the history (reprolinks ci).",
        ("REPROLINKS_HISTORY_TOKEN",),
    )  # fmt: skip

    @property
    def github_graphql(self) -> str:
        """The address of GitHub's GraphQL API: `BASE/graphql`; `…/api/graphql` for GitHub Enterprise's `…/api/v3`."""
        return f"{self.github_api.removesuffix('/v3')}/graphql"

    def secrets(self) -> tuple[str, ...]:
        """The tokens and header values that are set; each may be sent to its own service only."""
        secrets = (
            self.github_token,
            self.hf_token,
            self.history_token,
            *(value for headers in self.headers.values() for value in headers.values()),
        )
        return tuple(secret for secret in secrets if secret)

    def set_bases(self) -> tuple[str, ...]:
        """The base addresses that the user has set to others than the public ones."""
        bases = ((getattr(self, one.name), one.default) for one in declarations() if one.type is BASE)
        return tuple(base for base, public in bases if base != public)

    def ignored_on(self, day: date) -> dict[str, str]:
        """Case-folded target → reason, for the targets that raise no alarm on a day."""
        return {one.target.casefold(): one.reason for one in self.ignore if one.until >= day}

    def record(self) -> dict[str, object]:
        """
        The settings as a run records them: for a secret only whether it is set, and under `bases` the base addresses
        that are not the public ones.
        """
        kept: dict[str, object] = {}
        for one in declarations():
            value = getattr(self, one.name)
            if one.type.secret:
                kept[one.name] = bool(value)
            elif one.type is not BASE and one.name != "db":
                kept[one.name] = str(value) if isinstance(value, timedelta) else value
        return {**kept, "bases": list(self.set_bases())}


def declarations() -> Iterator[Declaration]:
    """The declaration of every setting, in the order of the documentation."""
    for one in fields(Settings):
        yield replace(one.metadata["declaration"], name=one.name)
