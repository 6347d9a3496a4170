"""What a response means that is not git: by the host's message if it is a known one, else by its status. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Outcome, Reason
from checker.services.forges.hosts import known
from checker.services.web.destinations import leads_to_login

if TYPE_CHECKING:
    from checker.network.answer import Answer

_NOT_SHOWN = (Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE)
_NOT_GIT = (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
_BY_STATUS = {
    401: _NOT_SHOWN,
    403: (Outcome.REFUSED, Reason.REFUSED),
    404: (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
    410: (Outcome.ABSENT, Reason.HTTP_410),
    429: (Outcome.UNKNOWN, Reason.RATE_LIMITED),
    451: (Outcome.BLOCKED, Reason.BLOCKED),
}
_REALM = 'basic realm="github"'
# Messages of GitHub over git; a takedown is 403 here, and 451 by REST.
_BY_WORDS = {
    b"DMCA takedown": (Outcome.BLOCKED, Reason.DMCA),
    b"disabled by GitHub staff": (Outcome.BLOCKED, Reason.TOS),
    b"Due to U.S. trade controls": (Outcome.BLOCKED, Reason.BLOCKED),
    b"temporarily limiting": (Outcome.UNKNOWN, Reason.RATE_LIMITED),
}

#: Messages of reverse proxies that have no route: Traefik and Go, nginx's ingress, Cloud Foundry, Envoy.
_ROUTES = re.compile(
    r"404 page not found|default backend|(?:404 not found: )?requested route|no healthy upstream|no route"
    r"|(?:unknown|no such) (?:host|domain|site|app)|domain not found",
    re.IGNORECASE,
)

_FOR_GIT = re.compile(r"(?:anon)?c?git(?:web|olite|\d)?\.", re.IGNORECASE)
#: Forges whose git repositories have other addresses than the pages of their projects.
_ELSEWHERE = ("sourceforge.net", "sourceforge.io", "sf.net", "launchpad.net", "modelscope.cn", "modelscope.ai")
#: Forges with nested groups, so that a repository's path may have more than two segments.
_NESTING = re.compile(r"(?:^|\.)gitlab\.|^(?:framagit\.org|salsa\.debian\.org)$")


def meaning(answer: Answer, *, github: bool = False) -> tuple[Outcome, Reason]:
    """
    Outcome and reason of a response that is not git. `github`: it comes from GitHub.

    A 404 or 410 counts as absence only in the form that git servers send: with an empty body, or in plain text. A web
    page with the same status is weak evidence, which a request for the page itself has to confirm.
    """
    if 300 <= answer.status < 400:
        # Any other redirect comes from a network or a forge that has moved, and is no evidence about the repository.
        return (Outcome.REFUSED, Reason.LOGIN) if leads_to_login(answer.headers.get("location", "")) else _NOT_GIT
    if answer.status >= 600:  # not a status of HTTP: a robot is blocked
        return Outcome.UNKNOWN, Reason.REFUSED
    if answer.status in (404, 410) and not github and is_from_proxy(answer):
        return _NOT_SHOWN
    if answer.status in (403, 429, 451) and not is_page(answer):
        for text, meant in _BY_WORDS.items():
            if text in answer.body:
                return meant
    if github:
        return _github(answer)
    return _BY_STATUS.get(answer.status, _NOT_GIT)


def is_page(answer: Answer) -> bool:
    """Whether a response is a web page (of a gateway, a login, the site), and so not a git server's."""
    return "html" in answer.headers.get("content-type", "")


def is_from_proxy(answer: Answer) -> bool:
    """
    Whether an error comes from a proxy in front of the git server, and not from that server: it is a page, JSON or
    XML (git servers send plain text), or begins with the message of a well-known proxy that has no route.
    """
    kind = answer.headers.get("content-type", "").casefold()
    return is_page(answer) or "json" in kind or "xml" in kind or _ROUTES.match(answer.text[:80].strip()) is not None


def _github(answer: Answer) -> tuple[Outcome, Reason]:
    """
    GitHub's git server has no 404: for a missing or private repository it asks for a login, with its own realm. So a
    404, a 410 or another realm comes from a proxy, or from an address that is not GitHub's.
    """
    if answer.status == 401:
        return _NOT_SHOWN if answer.headers.get("www-authenticate", "").casefold().startswith(_REALM) else _NOT_GIT
    return _NOT_GIT if answer.status in (404, 410) else _BY_STATUS.get(answer.status, _NOT_GIT)


def message_of(answer: Answer) -> str:
    """The host's message if it is plain text, else the status."""
    plain = answer.headers.get("content-type", "").startswith("text/plain")
    return answer.text[:200] if plain else f"HTTP {answer.status}, no git"


def is_for_git(host: str) -> bool:
    """Whether a host's name shows that it serves git (`git.…`), and it is no forge with an API that we know."""
    return _FOR_GIT.match(host) is not None and known(host) is None


def names_repository(host: str, path: str) -> bool:
    """Whether a forge could have a repository at such a path, so that a 404 means that the repository is missing."""
    name, depth = host.casefold(), len(path.split("/"))
    return not name.endswith(_ELSEWHERE) and (depth == 2 or (depth > 2 and bool(_NESTING.search(name))))
