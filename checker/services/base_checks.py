"""
Checks that the right service answers at each base address: by its responses for objects that must exist, and its own
error messages for objects that can't. Pure.

A status alone may come from a gateway, a login page or a mistyped base. So responses are read by the same functions
that the services use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from checker.model import Outcome, Reason, ServiceName
from checker.network.shapes import mapping, text
from checker.network.transport import Request
from checker.services.archives.software_heritage import escaped
from checker.services.git.answers import meaning
from checker.services.github.answers import Status, read
from checker.services.github.facts import is_bad_credentials, message_of, object_in
from checker.services.github.queries import repositories_query, repositories_variables
from checker.services.github.rest_answers import is_absence
from checker.services.hub.answers import message, says_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.config import Settings
    from checker.network.answer import Answer

#: A name that no owner can have: it is longer than GitHub (39 characters) and the Hub allow.
NO_OWNER = "no-owner-has-a-name-as-long-as-this-one-has-and-none-ever-will"
NO_REPOSITORY = f"{NO_OWNER}/nothing"
_BODY = 1 << 20


@dataclass(frozen=True, slots=True)
class BaseCheck:
    """A request to a base, and a function that decides whether a response to it is the service's own."""

    request: Request
    is_own: Callable[[Answer], bool]


def _answers_as_it_should(_: Settings, __: Sequence[Answer]) -> tuple[str, bool]:
    return "answers as it should", True


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """
    A base address and its checks.

    `setting` and `variable` set it; `name` is the service's name for users, `service` the name that its requests are
    counted under. `needed`: every run needs this service. `conclude` makes of the responses, all of them the
    service's own, a sentence for the user and whether a run can use the service.
    """

    setting: str
    variable: str
    name: str
    service: ServiceName
    checks: Callable[[Settings], list[BaseCheck]]
    needed: bool = True
    token: str = ""  # the setting of the token that is sent there; `token_variable`: the environment variables for it
    token_variable: str = ""
    conclude: Callable[[Settings, Sequence[Answer]], tuple[str, bool]] = _answers_as_it_should


def refuses_token(answer: Answer) -> bool:
    """Whether a response is GitHub's or the Hub's own refusal of our token."""
    unknown = is_bad_credentials(answer) or "invalid credentials" in message(answer).casefold()
    return answer.status == 401 and unknown


# -- GitHub -------------------------------------------------------------------------------------------


def _github(settings: Settings) -> list[BaseCheck]:
    base, sent = settings.github_api, _bearer(settings.github_token)
    checks = [
        BaseCheck(_get(f"{base}/rate_limit", sent), _has_limits),
        BaseCheck(_get(f"{base}/repos/{NO_REPOSITORY}", sent), is_absence),
    ]
    return [*checks, BaseCheck(_graphql(settings), _misses_alias)] if settings.github_token else checks


def _graphql(settings: Settings) -> Request:
    body = {"query": repositories_query([0]), "variables": repositories_variables([NO_REPOSITORY])}
    headers = {**_bearer(settings.github_token), "Content-Type": "application/json"}
    return Request(
        url=settings.github_graphql, method="POST", headers=headers, content=orjson.dumps(body), trusted=True
    )


def _has_limits(answer: Answer) -> bool:
    """Whether a response reports rate limits, or is GitHub Enterprise's message that it has none."""
    if answer.status == 404:
        return message_of(answer).startswith("Rate limiting is not enabled")
    return answer.status == 200 and all(_left(answer, name) is not None for name in ("core", "graphql"))


def _left(answer: Answer, name: str) -> tuple[int, int] | None:
    window = mapping(mapping(object_in(answer).get("resources")).get(name))
    left, limit = window.get("remaining"), window.get("limit")
    return (left, limit) if isinstance(left, int) and isinstance(limit, int) else None


def _misses_alias(answer: Answer) -> bool:
    return answer.status == 200 and read(answer.mapping(), [NO_REPOSITORY]).aliases[0].status is Status.NOT_FOUND


def _limits_left(settings: Settings, answers: Sequence[Answer]) -> tuple[str, bool]:
    token = settings.github_token
    left = {name: found for name in ("core", "graphql") if (found := _left(answers[0], name))}
    shown = ", ".join(f"{name} {count} of {most}" for name, (count, most) in left.items()) or "no limits"
    with_token = "with a token" if token else "without a token (set GITHUB_TOKEN to see more)"
    some = not left or left["graphql" if token else "core"][0] > 0
    return f"answers {with_token}; left this hour: {shown}", some or not token


def _git(settings: Settings) -> list[BaseCheck]:
    url = f"{settings.github_web}/{NO_REPOSITORY}.git/info/refs?service=git-upload-pack"
    return [BaseCheck(_get(url, {"User-Agent": "git/reprolinks", "Git-Protocol": "version=2"}), _asks_for_login)]


def _asks_for_login(answer: Answer) -> bool:
    """Whether GitHub asks for a login: over git that is its response for a missing repository, in place of a 404."""
    return answer.status == 401 and meaning(answer, github=True) == (Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE)


# -- the Hub and the archives -------------------------------------------------------------------------


def _hub(settings: Settings) -> list[BaseCheck]:
    base, sent = settings.hf_endpoint, _bearer(settings.hf_token)

    def misses(answer: Answer) -> bool:
        return says_missing(answer, token=bool(settings.hf_token))

    return [
        BaseCheck(_get(f"{base}/api/models?limit=1", sent), _lists_models),
        BaseCheck(_get(f"{base}/api/models/{NO_REPOSITORY}", sent), misses),
    ]


def _lists_models(answer: Answer) -> bool:
    if answer.status != 200:
        return False
    models = answer.json()
    return isinstance(models, list) and all(text(mapping(one).get("id")) for one in models)


def _heritage(settings: Settings) -> list[BaseCheck]:
    origin = escaped(f"https://github.com/{NO_REPOSITORY}")
    url = f"{settings.swh_api}/origin/{origin}/visit/latest/?require_snapshot=true"
    return [BaseCheck(_get(url), lambda answer: answer.status == 404 and _names_no_origin(answer))]


def _names_no_origin(answer: Answer) -> bool:
    return object_in(answer).get("exception") == "NotFoundExc"


def _wayback(settings: Settings) -> list[BaseCheck]:
    return [BaseCheck(_get(f"{settings.wayback}/wayback/available?url={NO_OWNER}.invalid"), _tells_of_captures)]


def _tells_of_captures(answer: Answer) -> bool:
    body = answer.mapping() if answer.status == 200 else {"": ""}
    return body == {} or isinstance(body.get("archived_snapshots"), dict)


def _get(url: str, headers: Mapping[str, str] | None = None) -> Request:
    return Request(url=url, headers={"Accept": "application/json", **(headers or {})}, trusted=True, max_bytes=_BODY)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


BASES = (
    Base(
        setting="github_api",
        variable="REPROLINKS_GITHUB_API",
        name="GitHub's API",
        service=ServiceName.GITHUB_REST,
        checks=_github,
        token="github_token",  # noqa: S106  (the name of a setting)
        token_variable="GITHUB_TOKEN (or GH_TOKEN)",  # noqa: S106  (the names of variables)
        conclude=_limits_left,
    ),
    Base(
        setting="hf_endpoint",
        variable="HF_ENDPOINT",
        name="Hugging Face",
        service=ServiceName.HUGGINGFACE,
        checks=_hub,
        token="hf_token",  # noqa: S106  (the name of a setting)
        token_variable="HF_TOKEN",  # noqa: S106  (the name of a variable)
    ),
    Base(
        setting="github_web",
        variable="REPROLINKS_GITHUB_WEB",
        name="GitHub for git",
        service=ServiceName.GIT,
        checks=_git,
    ),
    Base(
        setting="swh_api",
        variable="REPROLINKS_SWH_API",
        name="Software Heritage",
        service=ServiceName.SOFTWARE_HERITAGE,
        checks=_heritage,
    ),
    Base(
        setting="wayback",
        variable="REPROLINKS_WAYBACK",
        name="The Wayback Machine",
        service=ServiceName.WAYBACK,
        checks=_wayback,
    ),
)
