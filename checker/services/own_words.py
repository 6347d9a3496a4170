"""
What tells each service from anybody else who may answer at its base: what it says of what must exist, and its own
words for what can't. Pure.

A status alone is a gateway's, a login page's, a mistyped base's. The authority readers of the services decide.
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

#: Nobody has such a name: an owner's ends after 39 characters at GitHub, and sooner than this one at the Hub.
NOBODY = "no-owner-has-a-name-as-long-as-this-one-has-and-none-ever-will"
NOTHING = f"{NOBODY}/nothing"
_BODY = 1 << 20


@dataclass(frozen=True, slots=True)
class Question:
    """One request, and whether an answer to it is the service's own."""

    request: Request
    is_own: Callable[[Answer], bool]


def _answers(_: Settings, __: Sequence[Answer]) -> tuple[str, bool]:
    return "answers as it should", True


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """
    A base: its setting, the environment variables that set it, the service as users call it and as costs name it;
    what is asked there; what its own answers tell, and whether that is as a run needs it. `needed` is what any run
    needs.
    """

    setting: str
    variable: str
    name: str
    service: ServiceName
    questions: Callable[[Settings], list[Question]]
    needed: bool = True
    token: str = ""  # the setting of the token that is sent there, and its variables
    token_variable: str = ""
    conclude: Callable[[Settings, Sequence[Answer]], tuple[str, bool]] = _answers


def refuses_token(answer: Answer) -> bool:
    """Whether a 401 is a service's own word that it does not know our token."""
    unknown = is_bad_credentials(answer) or "invalid credentials" in message(answer).casefold()
    return answer.status == 401 and unknown


# -- GitHub -------------------------------------------------------------------------------------------


def _github(settings: Settings) -> list[Question]:
    base, sent = settings.github_api, _bearer(settings.github_token)
    questions = [
        Question(_get(f"{base}/rate_limit", sent), _has_limits),
        Question(_get(f"{base}/repos/{NOTHING}", sent), is_absence),
    ]
    return [*questions, Question(_graphql(settings), _misses_alias)] if settings.github_token else questions


def _graphql(settings: Settings) -> Request:
    body = {"query": repositories_query([0]), "variables": repositories_variables([NOTHING])}
    headers = {**_bearer(settings.github_token), "Content-Type": "application/json"}
    return Request(
        url=settings.github_graphql, method="POST", headers=headers, content=orjson.dumps(body), trusted=True
    )


def _has_limits(answer: Answer) -> bool:
    """GitHub Enterprise may have no limits, and says so."""
    if answer.status == 404:
        return message_of(answer).startswith("Rate limiting is not enabled")
    return answer.status == 200 and all(_left(answer, name) is not None for name in ("core", "graphql"))


def _left(answer: Answer, name: str) -> tuple[int, int] | None:
    window = mapping(mapping(object_in(answer).get("resources")).get(name))
    left, limit = window.get("remaining"), window.get("limit")
    return (left, limit) if isinstance(left, int) and isinstance(limit, int) else None


def _misses_alias(answer: Answer) -> bool:
    return answer.status == 200 and read(answer.mapping(), [NOTHING]).aliases[0].status is Status.NOT_FOUND


def _limits_left(settings: Settings, answers: Sequence[Answer]) -> tuple[str, bool]:
    token = settings.github_token
    left = {name: found for name in ("core", "graphql") if (found := _left(answers[0], name))}
    shown = ", ".join(f"{name} {count} of {most}" for name, (count, most) in left.items()) or "no limits"
    with_token = "with a token" if token else "without a token (set GITHUB_TOKEN to see more)"
    some = not left or left["graphql" if token else "core"][0] > 0
    return f"answers {with_token}; left this hour: {shown}", some or not token


def _git(settings: Settings) -> list[Question]:
    url = f"{settings.github_web}/{NOTHING}.git/info/refs?service=git-upload-pack"
    return [Question(_get(url, {"User-Agent": "git/reprolinks", "Git-Protocol": "version=2"}), _asks_who)]


def _asks_who(answer: Answer) -> bool:
    """GitHub's git knows no 404: for what it does not show it asks a login, in its own name."""
    return answer.status == 401 and meaning(answer, github=True) == (Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE)


# -- the Hub and the archives -------------------------------------------------------------------------


def _hub(settings: Settings) -> list[Question]:
    base, sent = settings.hf_endpoint, _bearer(settings.hf_token)

    def misses(answer: Answer) -> bool:
        return says_missing(answer, token=bool(settings.hf_token))

    return [
        Question(_get(f"{base}/api/models?limit=1", sent), _lists_models),
        Question(_get(f"{base}/api/models/{NOTHING}", sent), misses),
    ]


def _lists_models(answer: Answer) -> bool:
    if answer.status != 200:
        return False
    models = answer.json()
    return isinstance(models, list) and all(text(mapping(one).get("id")) for one in models)


def _heritage(settings: Settings) -> list[Question]:
    origin = escaped(f"https://github.com/{NOTHING}")
    url = f"{settings.swh_api}/origin/{origin}/visit/latest/?require_snapshot=true"
    return [Question(_get(url), lambda answer: answer.status == 404 and _names_no_origin(answer))]


def _names_no_origin(answer: Answer) -> bool:
    return object_in(answer).get("exception") == "NotFoundExc"


def _wayback(settings: Settings) -> list[Question]:
    return [Question(_get(f"{settings.wayback}/wayback/available?url={NOBODY}.invalid"), _tells_of_captures)]


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
        questions=_github,
        token="github_token",  # noqa: S106  (the name of a setting)
        token_variable="GITHUB_TOKEN (or GH_TOKEN)",  # noqa: S106  (the names of variables)
        conclude=_limits_left,
    ),
    Base(
        setting="hf_endpoint",
        variable="HF_ENDPOINT",
        name="Hugging Face",
        service=ServiceName.HUGGINGFACE,
        questions=_hub,
        token="hf_token",  # noqa: S106  (the name of a setting)
        token_variable="HF_TOKEN",  # noqa: S106  (the name of a variable)
    ),
    Base(
        setting="github_web",
        variable="REPROLINKS_GITHUB_WEB",
        name="GitHub for git",
        service=ServiceName.GIT,
        questions=_git,
    ),
    Base(
        setting="swh_api",
        variable="REPROLINKS_SWH_API",
        name="Software Heritage",
        service=ServiceName.SOFTWARE_HERITAGE,
        questions=_heritage,
    ),
    Base(
        setting="wayback",
        variable="REPROLINKS_WAYBACK",
        name="The Wayback Machine",
        service=ServiceName.WAYBACK,
        questions=_wayback,
    ),
)
