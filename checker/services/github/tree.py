"""
What a repository on GitHub holds, by REST: the names in its root and its README. That takes two requests, and a third
one for the files of the latest release if root and README show no content.

For repositories that GraphQL can't answer for (too heavy, or GraphQL fails): docs.github.com, Git trees.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.content.ladder import contents_of, names_to_keep
from checker.content.readme import remarks
from checker.errors import Unreachable
from checker.model import Content, Facts, Outcome, Reason
from checker.network.shapes import mappings, text
from checker.services.github.facts import object_in, tree_names
from checker.services.github.queries import is_repository
from checker.services.github.rest import GitHubRest
from checker.services.github.rest_answers import is_absence
from checker.services.observer import Meaning

if TYPE_CHECKING:
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer

_REPOSITORY = re.compile(r"/repos/([^/]+/[^/]+)/")
_EMPTY = 409  # status for the tree of a repository without a commit


class GitHubTree(GitHubRest):
    """Root and README of repositories that are known to exist; `unknown` if these can't be read."""

    async def _look_up(self, artifact: Artifact) -> Observation:
        if not is_repository(artifact.target):
            raise Unreachable(Reason.BAD_LINK, "GitHub has no such names")
        answer = await self._of(artifact, "git/trees/HEAD")
        if answer.status == _EMPTY and "empty" in str(answer.mapping().get("message", "")).casefold():
            return self._observer.observation(
                artifact, Meaning(Outcome.PRESENT, Reason.OK, status=_EMPTY, facts=Facts(empty=True))
            )
        names = _names(answer)
        has_readme = any(name.casefold().startswith("readme") and not name.endswith("/") for name in names)
        words = _text(await self._of(artifact, "readme")) if has_readme else ""
        facts = Facts(files=names_to_keep(names), readme=remarks(words))
        if contents_of(facts).content in (Content.README_ONLY, Content.PLACEHOLDER):
            facts = replace(facts, assets=_assets(await self._of(artifact, "releases/latest")))
        return self._observer.observation(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))

    async def _of(self, artifact: Artifact, what: str) -> Answer:
        """
        The response for a path below a repository; raises Unreachable (`bad_response`) if its `url` is in another
        repository though there was no redirect.
        """
        path = f"/repos/{artifact.target}/{what}"
        answer = await self._get(path)
        named = _REPOSITORY.search(text(object_in(answer).get("url")) or "")
        another = named is not None and named[1].casefold() != artifact.target.casefold()
        if answer.status == 200 and another and answer.url.endswith(path):
            raise Unreachable(Reason.BAD_RESPONSE, "an answer about something else, without a redirect")
        return answer


def _names(answer: Answer) -> tuple[str, ...]:
    """The names in a tree, folders with a slash at the end; raises Unreachable if the response has no tree."""
    tree = answer.mapping().get("tree") if answer.status == 200 else None
    if not isinstance(tree, list):
        raise Unreachable(_why(answer), f"HTTP {answer.status}, no tree")
    return tree_names(tree, "path")


def _assets(answer: Answer) -> tuple[str, ...] | None:
    """The names of the files of a release, None for no release; raises Unreachable for any other response."""
    if is_absence(answer):
        return None
    if answer.status != 200:
        raise Unreachable(_why(answer), f"HTTP {answer.status}, no release")
    files = answer.mapping().get("assets")
    if not isinstance(files, list):
        return None
    return tuple(name for one in mappings(files) if (name := text(one.get("name"))))


def _why(answer: Answer) -> Reason:
    """Not found, if the host itself has no such route or object, so that asking again is no use; else a fault."""
    refused = answer.status in (405, 501) and bool(object_in(answer))
    return Reason.NOT_FOUND_OR_PRIVATE if refused or is_absence(answer) else Reason.BAD_RESPONSE


def _text(answer: Answer) -> str:
    """The text of a README; raises Unreachable if it can't be read: its words may decide the result."""
    content = answer.mapping().get("content") if answer.status == 200 else None
    if not isinstance(content, str):
        raise Unreachable(_why(answer), f"HTTP {answer.status}, no README")
    try:
        return base64.b64decode(content).decode("utf-8", "replace")
    except binascii.Error as error:
        raise Unreachable(Reason.BAD_RESPONSE, "a README that is not base64") from error
