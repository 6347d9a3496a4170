"""What an answer means that is no git: by the host's own words where they are known, else by its status. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Outcome, Reason
from checker.services.forges.hosts import known
from checker.services.web.destinations import leads_to_login

if TYPE_CHECKING:
    from checker.network.answer import Answer

_NOT_SHOWN = (Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE)
_NO_GIT = (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
_BY_STATUS = {
    401: _NOT_SHOWN,
    403: (Outcome.REFUSED, Reason.REFUSED),
    404: (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
    410: (Outcome.ABSENT, Reason.HTTP_410),
    429: (Outcome.UNKNOWN, Reason.RATE_LIMITED),
    451: (Outcome.BLOCKED, Reason.BLOCKED),
}
_REALM = 'basic realm="github"'
# GitHub over git: a takedown is 403 here and 451 by REST.
_BY_WORDS = {
    b"DMCA takedown": (Outcome.BLOCKED, Reason.DMCA),
    b"disabled by GitHub staff": (Outcome.BLOCKED, Reason.TOS),
    b"Due to U.S. trade controls": (Outcome.BLOCKED, Reason.BLOCKED),
    b"temporarily limiting": (Outcome.UNKNOWN, Reason.RATE_LIMITED),
}

_ROUTES = re.compile(
    r"404 page not found|default backend|(?:404 not found: )?requested route|no healthy upstream|no route"
    r"|(?:unknown|no such) (?:host|domain|site|app)|domain not found",
    re.IGNORECASE,
)

_FOR_GIT = re.compile(r"(?:anon)?c?git(?:web|olite|\d)?\.", re.IGNORECASE)
#: Forges whose repositories have another address than the project's page.
_ELSEWHERE = ("sourceforge.net", "sourceforge.io", "sf.net", "launchpad.net", "modelscope.cn", "modelscope.ai")
#: Forges with groups in groups, so that a repository's path may have more than two segments.
_NESTING = re.compile(r"(?:^|\.)gitlab\.|^(?:framagit\.org|salsa\.debian\.org)$")


def meaning(answer: Answer, *, github: bool = False) -> tuple[Outcome, Reason]:
    """
    Outcome and reason of an answer that is no git. An absence counts only as a git server says it: in no words, or
    in plain ones. A web page that says the same is weak evidence, which a look at the page itself must confirm.
    """
    if 300 <= answer.status < 400:
        # Elsewhere than to a login it is a network's or a moved forge's answer, and says nothing of the repository.
        return (Outcome.REFUSED, Reason.LOGIN) if leads_to_login(answer.headers.get("location", "")) else _NO_GIT
    if answer.status >= 600:  # none of HTTP: a robot is turned away, and what it holds is not told
        return Outcome.UNKNOWN, Reason.REFUSED
    if answer.status in (404, 410) and not github and is_of_no_server(answer):
        return _NOT_SHOWN
    if answer.status in (403, 429, 451) and not is_page(answer):
        for text, said in _BY_WORDS.items():
            if text in answer.body:
                return said
    if github:
        return _github(answer)
    return _BY_STATUS.get(answer.status, _NO_GIT)


def is_page(answer: Answer) -> bool:
    """Whether it is a web page: a gateway's, a login's or a site's own, and no word of git's."""
    return "html" in answer.headers.get("content-type", "")


def is_of_no_server(answer: Answer) -> bool:
    """
    Whether an error is none of a git server's, but of what stands before it and knows no route to it: a page, or
    data, where git servers have plain words; or the words of the usual ones (Traefik and Go, nginx's ingress, Cloud
    Foundry, Envoy).
    """
    kind = answer.headers.get("content-type", "").casefold()
    return is_page(answer) or "json" in kind or "xml" in kind or _ROUTES.match(answer.text[:80].strip()) is not None


def _github(answer: Answer) -> tuple[Outcome, Reason]:
    """
    GitHub's git knows no 404: what it does not show it asks a login for, in its own name. Anything else is said by
    somebody between us and it, or at an address that is not GitHub's.
    """
    if answer.status == 401:
        return _NOT_SHOWN if answer.headers.get("www-authenticate", "").casefold().startswith(_REALM) else _NO_GIT
    return _NO_GIT if answer.status in (404, 410) else _BY_STATUS.get(answer.status, _NO_GIT)


def words(answer: Answer) -> str:
    """The host's own words, where it wrote them for people."""
    plain = answer.headers.get("content-type", "").startswith("text/plain")
    return answer.text[:200] if plain else f"HTTP {answer.status}, no git"


def is_for_git(host: str) -> bool:
    """Whether a host says by its name that it is there to serve git, and is none with an interface of its own."""
    return _FOR_GIT.match(host) is not None and known(host) is None


def names_repository(host: str, path: str) -> bool:
    """Whether a forge would have a repository at such a path, so that its 404 speaks of one."""
    name, depth = host.casefold(), len(path.split("/"))
    return not name.endswith(_ELSEWHERE) and (depth == 2 or (depth > 2 and bool(_NESTING.search(name))))
