"""
Reads GitHub's REST responses. Pure.

A status alone may come from a gateway, a proxy or a mistyped base. An absence, a block or a refused token counts only
in the form in which GitHub sends it (docs.github.com, "Troubleshooting the REST API"): JSON with its message and the
address of its documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Outcome, Reason
from checker.network.shapes import mapping, text
from checker.services.github.facts import is_bad_credentials, object_in, token_refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer

_BLOCKS = {"dmca": Reason.DMCA, "tos": Reason.TOS}
_BLOCKED = "repository access blocked"
_SANCTIONED = "Due to U.S. trade controls"  # start of the message of a block that has no `block` field
_ABSENT = {404: Reason.NOT_FOUND_OR_PRIVATE, 410: Reason.HTTP_410}
_DOCUMENTS = ("https://docs.github.com/", "https://developer.github.com/")  # GitHub Enterprise links to them too


def read_answer(answer: Answer, *, token: bool) -> tuple[Outcome, Reason, str]:
    """
    Outcome, reason and GitHub's message. `token`: the request was sent with our token. Raises CredentialsError if
    GitHub refuses it.
    """
    if answer.status == 200:
        return Outcome.PRESENT, Reason.OK, ""
    if answer.status >= 600:
        return Outcome.REFUSED, Reason.REFUSED, f"HTTP {answer.status}"
    body = object_in(answer)
    message = text(body.get("message")) or ""
    if answer.status == 401 and token and is_bad_credentials(answer):
        raise token_refused()
    if answer.status in (403, 451) and (blocked := _block(body, message)):
        return blocked
    if answer.status in _ABSENT and is_absence(answer):
        return Outcome.ABSENT, _ABSENT[answer.status], message
    if answer.status in (401, 403):
        return Outcome.REFUSED, Reason.FORBIDDEN, message
    return Outcome.UNKNOWN, Reason.BAD_RESPONSE, f"HTTP {answer.status} {message}"


def is_absence(answer: Answer) -> bool:
    """Whether a 404 or 410 is GitHub's own: JSON with its message and the address of its documentation."""
    if answer.status not in _ABSENT:
        return False
    body = object_in(answer)
    says_so = answer.status == 410 or text(body.get("message")) == "Not Found"
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    return says_so and is_json and (text(body.get("documentation_url")) or "").startswith(_DOCUMENTS)


def _block(body: Mapping[str, Any], message: str) -> tuple[Outcome, Reason, str] | None:
    """Outcome, reason and message of a repository that GitHub has blocked; None for any other refusal."""
    block = mapping(body.get("block"))
    if block or message.casefold().startswith(_BLOCKED):
        reason = _BLOCKS.get(text(block.get("reason")) or "", Reason.BLOCKED)
        return Outcome.BLOCKED, reason, _block_words(message, block)
    return (Outcome.BLOCKED, Reason.BLOCKED, message) if message.startswith(_SANCTIONED) else None


def _block_words(message: str, block: Mapping[str, Any]) -> str:
    """GitHub's message, with the reason, date and notice of the block as far as it names them."""
    words = (message, *(text(block.get(name)) for name in ("reason", "created_at", "html_url")))
    return ", ".join(one for one in words if one)
