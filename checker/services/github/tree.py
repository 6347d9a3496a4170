"""
What a repository on GitHub holds, by REST: the names in its root and its README, two requests a repository, and a
third one for the few where these show nothing: the files of its latest release.

For those that GraphQL can't tell of (too heavy for it, or its weather is bad): docs.github.com, Git trees.
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
_EMPTY = 409  # the status that a tree of a repository without a commit has


class GitHubTree(GitHubRest):
    """Repositories that are known to be there: their root and README; `unknown` where these can't be had."""

    async def _look_up(self, artifact: Artifact) -> Observation:
        if not is_repository(artifact.target):
            raise Unreachable(Reason.BAD_LINK, "GitHub has no such names")
        answer = await self._of(artifact, "git/trees/HEAD")
        if answer.status == _EMPTY and "empty" in str(answer.mapping().get("message", "")).casefold():
            return self._witness.says(
                artifact, Meaning(Outcome.PRESENT, Reason.OK, status=_EMPTY, facts=Facts(empty=True))
            )
        names = _names(answer)
        has_readme = any(name.casefold().startswith("readme") and not name.endswith("/") for name in names)
        words = _text(await self._of(artifact, "readme")) if has_readme else ""
        facts = Facts(files=names_to_keep(names), readme=remarks(words))
        if contents_of(facts).content in (Content.README_ONLY, Content.PLACEHOLDER):
            facts = replace(facts, assets=_assets(await self._of(artifact, "releases/latest")))
        return self._witness.says(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))

    async def _of(self, artifact: Artifact, what: str) -> Answer:
        """
        What GitHub tells of a repository; raises Unreachable (`bad_response`) for an answer that was not redirected
        and gives as its own an address in another one.
        """
        path = f"/repos/{artifact.target}/{what}"
        answer = await self._get(path)
        named = _REPOSITORY.search(text(object_in(answer).get("url")) or "")
        another = named is not None and named[1].casefold() != artifact.target.casefold()
        if answer.status == 200 and another and answer.url.endswith(path):
            raise Unreachable(Reason.BAD_RESPONSE, "an answer about something else, without a redirect")
        return answer


def _names(answer: Answer) -> tuple[str, ...]:
    """The names in a tree, folders with a slash at the end; raises Unreachable where there is none."""
    tree = answer.mapping().get("tree") if answer.status == 200 else None
    if not isinstance(tree, list):
        raise Unreachable(_why(answer), f"HTTP {answer.status}, no tree")
    return tree_names(tree, "path")


def _assets(answer: Answer) -> tuple[str, ...] | None:
    """The names of the files of a release, None where there is none; raises Unreachable where that is not told."""
    if is_absence(answer):
        return None
    if answer.status != 200:
        raise Unreachable(_why(answer), f"HTTP {answer.status}, no release")
    files = answer.mapping().get("assets")
    if not isinstance(files, list):
        return None
    return tuple(name for one in mappings(files) if (name := text(one.get("name"))))


def _why(answer: Answer) -> Reason:
    """A host that says itself that it has no such thing to show is no weather: asking again tells no more."""
    refused = answer.status in (405, 501) and bool(object_in(answer))
    return Reason.NOT_FOUND_OR_PRIVATE if refused or is_absence(answer) else Reason.BAD_RESPONSE


def _text(answer: Answer) -> str:
    """The text of a file; raises Unreachable where it can't be had, for it may hold the promise that decides."""
    content = answer.mapping().get("content") if answer.status == 200 else None
    if not isinstance(content, str):
        raise Unreachable(_why(answer), f"HTTP {answer.status}, no README")
    try:
        return base64.b64decode(content).decode("utf-8", "replace")
    except binascii.Error as error:
        raise Unreachable(Reason.BAD_RESPONSE, "a README that is not base64") from error
