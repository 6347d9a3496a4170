"""
Anonymous GitHub (anonymous.4open.science), where authors show repositories to reviewers. Pure.

All its pages are the same script with status 200. Whether a repository exists or has expired is at
`/api/repo/{id}/options` (tdurieux/anonymous_github, `src/server/routes/repository-public.ts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import Unreachable
from checker.model import Outcome, Reason

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from checker.services.web.page_meaning import Conclusion

_HOST = "anonymous.4open.science"
_ABSENT = {
    "repo_not_found": Reason.NOT_FOUND_OR_PRIVATE,
    "repository_expired": Reason.HTTP_410,
    "repository_removed": Reason.HTTP_410,
}


def options_of(url: str) -> str:
    """The API's address for the repository at a page's address; empty for any other address."""
    parts = urlsplit(url)
    _, *path = parts.path.split("/")
    if parts.hostname != _HOST or len(path) < 2 or path[0] not in ("r", "repository") or not path[1]:
        return ""
    return f"https://{_HOST}/api/repo/{path[1]}/options"


def read_options(answer: Answer) -> Conclusion:
    """The meaning of a response, by its error code: a repository that is still being prepared is a 404 too."""
    try:
        body = answer.mapping()
    except Unreachable as trouble:
        return Outcome.UNKNOWN, trouble.reason, trouble.detail
    if answer.status == 200 and "error" not in body:
        return Outcome.PRESENT, Reason.OK, ""
    code = str(body.get("error", ""))
    if reason := _ABSENT.get(code):
        return Outcome.ABSENT, reason, code
    return Outcome.UNKNOWN, Reason.BAD_RESPONSE, f"HTTP {answer.status} {code}"
