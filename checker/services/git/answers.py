"""What an answer means that is no git: by the host's own words where they are known, else by its status. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Outcome, Reason
from checker.services.web.destinations import leads_to_login

if TYPE_CHECKING:
    from checker.network.answer import Answer

_BY_STATUS = {
    401: (Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
    403: (Outcome.REFUSED, Reason.REFUSED),
    404: (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
    410: (Outcome.ABSENT, Reason.HTTP_410),
    429: (Outcome.UNKNOWN, Reason.RATE_LIMITED),
    451: (Outcome.BLOCKED, Reason.BLOCKED),
}
# GitHub over git: a takedown is 403 here and 451 by REST.
_BY_WORDS = {
    b"DMCA takedown": (Outcome.BLOCKED, Reason.DMCA),
    b"disabled by GitHub staff": (Outcome.BLOCKED, Reason.TOS),
    b"Due to U.S. trade controls": (Outcome.BLOCKED, Reason.BLOCKED),
    b"temporarily limiting": (Outcome.UNKNOWN, Reason.RATE_LIMITED),
}

#: Forges whose repositories have another address than the project's page.
_ELSEWHERE = ("sourceforge.net", "sourceforge.io", "sf.net", "launchpad.net", "modelscope.cn", "modelscope.ai")
#: Forges with groups in groups, so that a repository's path may have more than two segments.
_NESTING = re.compile(r"(?:^|\.)gitlab\.|^(?:framagit\.org|salsa\.debian\.org)$")


def meaning(answer: Answer) -> tuple[Outcome, Reason]:
    """Outcome and reason of an answer that is no git."""
    if 300 <= answer.status < 400:
        # Elsewhere than to a login it is a network's or a moved forge's answer, and says nothing of the repository.
        if leads_to_login(answer.headers.get("location", "")):
            return Outcome.REFUSED, Reason.LOGIN
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE
    if answer.status in (403, 429, 451):
        for text, said in _BY_WORDS.items():
            if text in answer.body:
                return said
    return _BY_STATUS.get(answer.status, (Outcome.UNKNOWN, Reason.BAD_RESPONSE))


def words(answer: Answer) -> str:
    """The host's own words, where it wrote them for people."""
    plain = answer.headers.get("content-type", "").startswith("text/plain")
    return answer.text[:200] if plain else f"HTTP {answer.status}, no git"


def names_repository(host: str, path: str) -> bool:
    """Whether a forge would have a repository at such a path, so that its 404 speaks of one."""
    name, depth = host.casefold(), len(path.split("/"))
    return not name.endswith(_ELSEWHERE) and (depth == 2 or (depth > 2 and bool(_NESTING.search(name))))
